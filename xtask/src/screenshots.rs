//! `cargo xtask screenshots DIR`: pictures of the handbook's kinds of page, for looking at the theme.

use crate::browser;
use crate::step::Failure;
use std::path::Path;

/// Builds the handbook and writes one picture a page, width and scheme into `folder`.
pub fn take(folder: &str) -> Result<(), Failure> {
    let folder = std::path::absolute(Path::new(folder))
        .map_err(|error| Failure::new(format!("cannot use {folder}: {error}")))?;
    browser::node("Screenshots")?.args(["screenshots.mjs"]).args([folder]).run()
}
