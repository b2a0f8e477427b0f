//! `cargo xtask relevance`: compares our search with Pagefind's and MiniSearch's, on queries that were judged by hand.

use crate::browser;
use crate::step::{Failure, Step, root, tickbook};

/// Builds the books, sends every query to each search, prints the table, and fails if ours is worse.
pub fn compare() -> Result<(), Failure> {
    let folder = root().join("tests/relevance");
    browser::install_packages("Packages of the comparison", &folder)?;
    let program = tickbook()?;
    let compare = Step::new("Relevance", "node").args(["compare.mjs"]).folder(&folder);
    compare.env("TICKBOOK", program).run()
}
