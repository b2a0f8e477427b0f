//! The `tickbook` program: passes the arguments on and ends with the exit status.

fn main() {
    // Exiting here saves the time to free a large book.
    std::process::exit(tickbook::app::cli::run(std::env::args_os()));
}
