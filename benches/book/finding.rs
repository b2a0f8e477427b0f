//! The cost of the first query of a visit: main-thread time and transfer, with the theme's own scripts and the files of
//! a built site.

use std::error::Error;
use std::path::Path;
use std::process::Command;

/// One word, a prefix, several words, a phrase and a typo, from the words of the synthetic book.
const QUERIES: [&str; 6] = [
    "system ",
    "sys",
    "outage plan",
    "customer budget migration incident plan",
    "\"platform decision\"",
    "migratoin ",
];

/// Prints the cost of each query; returns whether all are within their limits.
pub fn measure(site: &Path, chapters: usize) -> Result<bool, Box<dyn Error>> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/relevance/first.mjs");
    let mut node = Command::new("node");
    node.arg(script).arg(site).arg(chapters.to_string()).args(QUERIES);
    let status = node.status().map_err(|error| format!("cannot run node: {error}"))?;
    Ok(status.success())
}
