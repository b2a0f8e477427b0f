//! Tells an optimised program which commit it is built from, where that is known: from git in a checkout, and from what
//! cargo notes in a package. Nothing of it reaches a site.
//!
//! A program that is built for debugging names no commit, so that a commit alone compiles nothing again.

use std::path::Path;
use std::process::Command;

/// How many digits name a commit.
const DIGITS: usize = 12;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let version = env!("CARGO_PKG_VERSION");
    let is_optimised = std::env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let origin = match is_optimised {
        true => of_package().or_else(of_checkout),
        false => Some("debug".to_string()),
    };
    let version = origin.map_or(version.to_string(), |origin| format!("{version} ({origin})"));
    println!("cargo::rustc-env=TICKBOOK_VERSION={version}");
}

/// The commit that the package was made from. The file is JSON in which that is the one text of forty digits.
fn of_package() -> Option<String> {
    const NOTE: &str = ".cargo_vcs_info.json";
    let text = std::fs::read_to_string(NOTE).ok()?;
    watch(NOTE);
    text.split('"').find(|part| is_commit(part)).and_then(|part| part.get(..DIGITS)).map(Into::into)
}

fn of_checkout() -> Option<String> {
    // Sources that lie in a repository of something else are not what its commit names.
    if !Path::new(".git").exists() {
        return None;
    }
    let branch = git(&["symbolic-ref", "--quiet", "HEAD"]);
    let names = [Some("HEAD"), branch.as_deref(), Some("packed-refs")].into_iter().flatten();
    names.filter_map(|name| git(&["rev-parse", "--git-path", name])).for_each(|file| watch(&file));
    let commit = git(&["rev-parse", "HEAD"])?;
    is_commit(&commit).then(|| commit.get(..DIGITS).map(Into::into))?
}

/// Has cargo run this program again when a file changes. Cargo takes a file that does not exist for changed, and would
/// compile the crate again at every command.
fn watch(file: &str) {
    if Path::new(file).exists() {
        println!("cargo::rerun-if-changed={file}");
    }
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_string())
}

fn is_commit(text: &str) -> bool {
    text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
