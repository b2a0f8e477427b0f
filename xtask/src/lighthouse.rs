//! `cargo xtask lighthouse`: six pages of the handbook under Lighthouse, as a phone on a slow line sees them.
//!
//! Not part of `test`: it takes minutes, and its numbers are worth something on a quiet machine alone.

use crate::browser;
use crate::chromium;
use crate::step::{self, Failure, Step, root};

/// Runs it; Lighthouse brings the Node that it needs among its packages.
pub fn run() -> Result<(), Failure> {
    let chromium = chromium::ensure()?;
    let folder = root().join("tests/lighthouse");
    browser::install_packages("Packages of Lighthouse", &folder)?;
    let program = step::tickbook()?;
    let node = folder.join("node_modules/.bin/node");
    let step = Step::new("Lighthouse", node).args(["run.mjs"]).folder(&folder);
    step.env("CHROMIUM", chromium).env("TICKBOOK", program).run()
}
