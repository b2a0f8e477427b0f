//! The `tickbook` program: hands the arguments over and ends with the exit status.

fn main() {
    // Ending here spares the time to take a large book apart in memory.
    std::process::exit(tickbook::app::cli::run(std::env::args_os()));
}
