//! `cargo xtask lighthouse`: runs Lighthouse on six pages of the handbook, as on a phone with a slow connection.
//!
//! Not part of `test`: it takes minutes, and its numbers are only meaningful on a quiet machine.

use crate::browser;
use crate::chromium;
use crate::step::{self, Failure, Step, root};

/// Runs it; the packages of Lighthouse include the Node that it needs.
pub fn run() -> Result<(), Failure> {
    let chromium = chromium::ensure()?;
    let folder = root().join("tests/lighthouse");
    browser::install_packages("Packages of Lighthouse", &folder)?;
    let program = step::tickbook()?;
    let node = folder.join("node_modules/.bin/node");
    let step = Step::new("Lighthouse", node).args(["run.mjs"]).folder(&folder);
    step.env("CHROMIUM", chromium).env("TICKBOOK", program).run()
}
