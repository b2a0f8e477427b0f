//! `cargo xtask fuzz`: runs the targets of `fuzz/`, one after the other, from the corpus that the tests replay.
//!
//! Crashes are written to `fuzz/artifacts`, and inputs that reach more code than the corpus to `fuzz/corpus`. People
//! review both and copy useful inputs to `tests/fuzz`.

use crate::step::{Failure, Step, root};
use crate::tools::Tool;

const CARGO_FUZZ: Tool = Tool { name: "cargo-fuzz", version: "0.13.2" };

const TARGETS: [&str; 5] = ["page", "front-matter", "lock", "include", "config"];

/// The most memory of a target with its sanitizer, in megabytes.
const MEMORY: usize = 3_000;

/// Runs each target for so many seconds. Needs a nightly compiler, because only that has sanitizers.
pub fn run(seconds: &str) -> Result<(), Failure> {
    let path = CARGO_FUZZ.path()?;
    for target in TARGETS {
        let found = root().join("fuzz/corpus").join(target);
        std::fs::create_dir_all(&found)
            .map_err(|error| Failure::new(format!("{}: {error}", found.display())))?;
        let step =
            Step::new("Fuzz", "rustup").args(["run", "nightly", "cargo", "fuzz", "run", target]);
        step.args([&found, &root().join("tests/fuzz").join(target)])
            .args(["--".to_string(), format!("-max_total_time={seconds}")])
            .args([format!("-dict={}/fuzz/dictionaries/{target}.dict", root().display())])
            .args([format!("-rss_limit_mb={MEMORY}"), "-timeout=20".into()])
            .env("PATH", &path)
            .run()?;
    }
    Ok(())
}
