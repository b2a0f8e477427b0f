//! `cargo xtask screenshots DIR` and `--readme`: takes pictures of the handbook's kinds of page, to review the theme.

use crate::browser;
use crate::step::{Failure, root};
use std::path::Path;

/// Builds the handbook and writes one picture per page, width and scheme into `folder`.
pub fn take(folder: &str) -> Result<(), Failure> {
    let folder = std::path::absolute(Path::new(folder))
        .map_err(|error| Failure::new(format!("cannot use {folder}: {error}")))?;
    browser::node("Screenshots")?.args(["screenshots.mjs"]).args([folder]).run()
}

/// Takes the picture of the README again.
pub fn readme() -> Result<(), Failure> {
    let file = root().join("docs/screenshot.png");
    browser::node("Screenshot")?.args(["screenshots.mjs"]).args([file]).run()
}
