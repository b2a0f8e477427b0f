//! `cargo xtask test`: every check and test of the project except those of `cargo xtask sweep`, fast ones first.

use crate::browser::{self, Specs};
use crate::moto;
use crate::step::{Failure, Step};
use crate::system;

/// The part of test paths that marks the tests of `cargo xtask sweep`.
pub const SWEEP: &str = "sweep::";

/// Runs everything. With `update`, the golden cases rewrite their expected blocks.
pub fn all(update: bool) -> Result<(), Failure> {
    Step::cargo("Format", &["fmt", "--all", "--", "--check"]).run()?;
    let lints = ["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"];
    Step::cargo("Lints", &lints).run()?;
    rust_tests(update)?.run()?;
    let pages = ["doc", "--workspace", "--no-deps", "--locked"];
    Step::cargo("API documentation", &pages).env("RUSTDOCFLAGS", "-D warnings").run()?;
    browser::test_properties()?;
    browser::test(Specs::Tests, &[])?;
    println!("\nEverything passed.");
    Ok(())
}

/// Unit, golden, site, command-line and documentation tests, and those of the theme's scripts.
fn rust_tests(update: bool) -> Result<Step, Failure> {
    let tests = Step::cargo("Rust tests", &["test", "--workspace", "--locked", "--"]);
    let skipped = ["--include-ignored", "--skip", "golden_cases_pending", "--skip", SWEEP];
    let tests = system_for_tests(tests.args(skipped))?;
    Ok(if update { tests.env("UPDATE_GOLDEN", "1") } else { tests })
}

/// The step with the programs that Rust tests start.
pub fn system_for_tests(step: Step) -> Result<Step, Failure> {
    system::ensure(&system::OF_RUST_TESTS)?;
    browser::ensure_packages()?;
    Ok(step.env("TICKBOOK_MOTO", moto::ensure()?))
}
