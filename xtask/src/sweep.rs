//! `cargo xtask sweep`: tests that need volume rather than variety, and more time than each change should wait for.
//!
//! The tests of a sweep are in modules named `sweep`, in `tests/browser/sweep` and in `tests/browser/engines`. Most of them have a smaller
//! counterpart in `cargo xtask test`.

use crate::browser::{self, Specs};
use crate::deny;
use crate::engines;
use crate::step::{Failure, Step};
use crate::test::{SWEEP, system_for_tests};

/// Runs all of it.
pub fn all() -> Result<(), Failure> {
    deny::check()?;
    let tests = ["test", "--workspace", "--locked", "--", "--include-ignored", SWEEP];
    system_for_tests(Step::cargo("Rust tests of the sweep", &tests))?.run()?;
    browser::test(Specs::Sweep, &[])?;
    engines::test(&[])?;
    println!("\nThe sweep passed.");
    Ok(())
}
