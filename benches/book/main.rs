//! The speed of builds and of saves, against bars: against the minimum work of any generator, and against Hugo.
//!
//! `cargo xtask bench [N]` measures books of up to N chapters (50,000 if left out) with the release binary. It prints a table with the
//! day and the machine, then one book of 1,000 chapters in detail, and fails if a bar is missed.

mod books;
mod detail;
mod finding;
mod floor;
mod hugo;
mod latency;
mod machine;
mod naming;
mod process;
mod random;
mod real_code;
mod sitting;
mod small;
mod synthetic;
mod table;

use std::error::Error;

/// The chapters of the largest book, if no number is given.
const CHAPTERS: usize = 50_000;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = arguments.iter().find_map(|argument| argument.parse::<usize>().ok());
    let folder = std::env::temp_dir().join(format!("tickbook-bench-{}", std::process::id()));
    let missed = sitting::measure(&folder, number.unwrap_or(CHAPTERS)).and_then(|mut missed| {
        missed.extend(detail::measure(&folder)?);
        Ok(missed)
    });
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let missed = missed?;
    if missed.is_empty() { Ok(()) } else { Err(missed.join("; ").into()) }
}
