//! `cargo xtask test`: every check and test of the project, in an order that fails early.

use crate::browser;
use crate::deny;
use crate::moto;
use crate::step::{Failure, Step};
use crate::system;

/// Runs everything. With `update`, the golden cases rewrite what they expect.
pub fn all(update: bool) -> Result<(), Failure> {
    Step::cargo("Format", &["fmt", "--all", "--", "--check"]).run()?;
    let lints = ["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"];
    Step::cargo("Lints", &lints).run()?;
    deny::check()?;
    system::ensure()?;
    rust_tests(update).env("TICKBOOK_MOTO", moto::ensure()?).run()?;
    let pages = ["doc", "--workspace", "--no-deps", "--locked"];
    Step::cargo("API documentation", &pages).env("RUSTDOCFLAGS", "-D warnings").run()?;
    browser::test_properties()?;
    browser::test()?;
    println!("\nEverything passed.");
    Ok(())
}

/// Unit, golden, site, command-line and documentation tests, and those of the theme's scripts.
fn rust_tests(update: bool) -> Step {
    let tests = Step::cargo("Rust tests", &["test", "--workspace", "--locked", "--"]);
    let tests = tests.args(["--include-ignored", "--skip", "golden_cases_pending"]);
    if update { tests.env("UPDATE_GOLDEN", "1") } else { tests }
}
