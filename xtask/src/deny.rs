//! Checks the dependencies by the rules of deny.toml: licences, sources, forbidden versions, and advisories.
//!
//! The advisories come from a repository on GitHub. If it cannot be reached, they are not checked; this is printed and
//! never counts as a pass. With TICKBOOK_ADVISORIES it is a failure, for CI with a network.

use crate::step::{Failure, Step};
use crate::tools::Tool;

const CARGO_DENY: Tool = Tool { name: "cargo-deny", version: "0.20.2" };

/// Checks the dependencies.
pub fn check() -> Result<(), Failure> {
    let path = CARGO_DENY.path()?;
    let deny = |name, args: &[&str]| Step::cargo(name, &["deny"]).args(args).env("PATH", &path);
    deny("Dependencies", &["check", "--hide-inclusion-graph", "bans", "licenses", "sources"])
        .run()?;
    if deny("Advisories", &["fetch", "db"]).succeeds() {
        return deny("Advisories", &["check", "advisories"]).run();
    }
    let message =
        "the database of advisories cannot be fetched from github.com/RustSec/advisory-db";
    if std::env::var_os("TICKBOOK_ADVISORIES").is_some() {
        return Err(Failure::new(message));
    }
    println!("\n== Advisories ==\nNOT CHECKED: {message}");
    Ok(())
}
