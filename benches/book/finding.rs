//! What the first query of a visit costs: the time of the main thread and the transfer, by the theme's own scripts
//! over the files of a built site.

use std::error::Error;
use std::path::Path;
use std::process::Command;

/// One word, a beginning, several words, a phrase and a typo, of the words of the synthetic book.
const QUERIES: [&str; 6] = [
    "system ",
    "sys",
    "outage plan",
    "customer budget migration incident plan",
    "\"platform decision\"",
    "migratoin ",
];

/// Prints what each query costs; says whether all are within their bars.
pub fn measure(site: &Path, chapters: usize) -> Result<bool, Box<dyn Error>> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/relevance/first.mjs");
    let mut node = Command::new("node");
    node.arg(script).arg(site).arg(chapters.to_string()).args(QUERIES);
    let status = node.status().map_err(|error| format!("cannot run node: {error}"))?;
    Ok(status.success())
}
