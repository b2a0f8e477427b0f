//! `cargo xtask test`: every check and test of the project, in an order that fails early.

use crate::browser;
use crate::step::{Failure, Step, root};
use std::path::PathBuf;

/// Runs everything. With `update`, the golden cases rewrite what they expect.
pub fn all(update: bool) -> Result<(), Failure> {
    Step::cargo("Format", &["fmt", "--all", "--", "--check"]).run()?;
    let lints = ["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"];
    Step::cargo("Lints", &lints).run()?;
    rust_tests(update).run()?;
    let pages = ["doc", "--workspace", "--no-deps", "--locked"];
    Step::cargo("API documentation", &pages).env("RUSTDOCFLAGS", "-D warnings").run()?;
    script_tests()?.run()?;
    browser::test()?;
    println!("\nEverything passed.");
    Ok(())
}

/// Unit, golden, command-line and documentation tests.
fn rust_tests(update: bool) -> Step {
    let tests = Step::cargo("Rust tests", &["test", "--workspace", "--locked"]);
    if update { tests.env("UPDATE_GOLDEN", "1") } else { tests }
}

/// The unit tests of the theme's scripts. The files and the reporter are named, because Node's
/// versions differ in what they make of a folder, and in how they report by default.
fn script_tests() -> Result<Step, Failure> {
    let folder = root().join("tests/js");
    let entries = std::fs::read_dir(&folder)
        .map_err(|error| Failure::new(format!("cannot read {}: {error}", folder.display())))?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut files: Vec<PathBuf> =
        paths.filter(|path| path.to_string_lossy().ends_with(".test.mjs")).collect();
    files.sort();
    Ok(Step::new("Script tests", "node").args(["--test", "--test-reporter=spec"]).args(files))
}
