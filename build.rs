//! Sets the commit that an optimised program is built from, if it is known: from git in a checkout, and from cargo's
//! notes in a package. Never changes a site.
//!
//! Debug builds contain no commit, so that a commit alone causes no recompilation.

use std::path::Path;
use std::process::Command;

/// How many digits of a commit are shown.
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

/// The commit of a package. In this JSON file, it is the only string of forty digits.
fn of_package() -> Option<String> {
    const NOTE: &str = ".cargo_vcs_info.json";
    let text = std::fs::read_to_string(NOTE).ok()?;
    watch(NOTE);
    text.split('"').find(|part| is_commit(part)).and_then(|part| part.get(..DIGITS)).map(Into::into)
}

fn of_checkout() -> Option<String> {
    // If the sources are inside the repository of something else, its commit is not theirs.
    if !Path::new(".git").exists() {
        return None;
    }
    let branch = git(&["symbolic-ref", "--quiet", "HEAD"]);
    let names = [Some("HEAD"), branch.as_deref(), Some("packed-refs")].into_iter().flatten();
    names.filter_map(|name| git(&["rev-parse", "--git-path", name])).for_each(|file| watch(&file));
    let commit = git(&["rev-parse", "HEAD"])?;
    is_commit(&commit).then(|| commit.get(..DIGITS).map(Into::into))?
}

/// Makes cargo rerun this program when a file changes. Cargo treats a missing file as changed, and would compile the
/// crate for every command.
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
