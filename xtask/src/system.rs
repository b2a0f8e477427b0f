//! Programs of the system that tests start: those marked `#[ignore = "needs …"]`, which plain `cargo test`
//! leaves out and `cargo xtask test` runs.

use crate::install;
use crate::step::{Failure, find_program};

/// Each program with the Debian package that has it.
const PROGRAMS: [(&str, &str); 3] =
    [("nginx", "nginx-light"), ("faketime", "faketime"), ("disorderfs", "disorderfs")];

/// Makes sure that all of them are there, or says which are to be installed by hand.
pub fn ensure() -> Result<(), Failure> {
    let is_missing = |(program, _): &&(&str, &str)| find_program(program).is_none();
    for (_, package) in PROGRAMS.iter().filter(is_missing) {
        install::debian("Programs of the tests", package)?;
    }
    let missing: Vec<&str> = PROGRAMS.iter().filter(is_missing).map(|(_, name)| *name).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing.join(" ");
    Err(Failure::new(format!("install what the tests start: apt-get install {names}")))
}
