//! `cargo xtask replay`: measures how many ticks survive the edits of a file's git history.

use crate::step::{Failure, Step, root};

/// Runs the crate of that name in the current folder, so that the caller's paths are valid.
pub fn run(arguments: &[&str]) -> Result<(), Failure> {
    let folder = std::env::current_dir()
        .map_err(|error| Failure::new(format!("cannot use the current folder: {error}")))?;
    let replay = ["run", "--quiet", "--release", "--package", "replay", "--manifest-path"];
    let manifest = root().join("Cargo.toml");
    Step::cargo("Replay", &replay)
        .args([manifest])
        .args(["--"])
        .args(arguments)
        .folder(&folder)
        .run()
}
