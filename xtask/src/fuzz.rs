//! `cargo xtask fuzz`: the targets of `fuzz/`, one after the other, from the corpus that the tests replay.
//!
//! What is found stays in `fuzz/artifacts`, and what reaches further than the corpus in `fuzz/corpus`. Both are for
//! people to look through: what is worth keeping goes to `tests/fuzz`.

use crate::step::{Failure, Step, root};
use crate::tools::Tool;

const CARGO_FUZZ: Tool = Tool { name: "cargo-fuzz", version: "0.13.2" };

const TARGETS: [&str; 5] = ["page", "front-matter", "lock", "include", "config"];

/// The most memory of a target with its sanitizer, in megabytes.
const MEMORY: usize = 3_000;

/// Runs each target for so many seconds. Wants a nightly compiler, which alone has sanitizers.
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
