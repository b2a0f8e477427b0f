//! Tells the program which commit it is built from, where that is known: from git in a checkout, and from what
//! cargo notes in a package. Nothing of it reaches a site.

use std::path::Path;
use std::process::Command;

/// How many digits name a commit.
const DIGITS: usize = 12;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let version = env!("CARGO_PKG_VERSION");
    let version = match of_package().or_else(of_checkout) {
        Some(commit) => format!("{version} ({commit})"),
        None => version.to_string(),
    };
    println!("cargo::rustc-env=TICKBOOK_VERSION={version}");
}

/// The commit that the package was made from. The file is JSON in which that is the one text of forty digits.
fn of_package() -> Option<String> {
    const NOTE: &str = ".cargo_vcs_info.json";
    println!("cargo::rerun-if-changed={NOTE}");
    let text = std::fs::read_to_string(NOTE).ok()?;
    text.split('"').find(|part| is_commit(part)).and_then(|part| part.get(..DIGITS)).map(Into::into)
}

fn of_checkout() -> Option<String> {
    // Sources that lie in a repository of something else are not what its commit names.
    if !Path::new(".git").exists() {
        return None;
    }
    let head = git(&["rev-parse", "--git-path", "HEAD"])?;
    println!("cargo::rerun-if-changed={head}");
    let branch = git(&["symbolic-ref", "--quiet", "HEAD"]);
    let files = [branch.as_deref(), Some("packed-refs")].into_iter().flatten();
    for file in files.filter_map(|name| git(&["rev-parse", "--git-path", name])) {
        // A file that is not there would count as changed each time.
        if Path::new(&file).exists() {
            println!("cargo::rerun-if-changed={file}");
        }
    }
    let commit = git(&["rev-parse", "HEAD"])?;
    is_commit(&commit).then(|| commit.get(..DIGITS).map(Into::into))?
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_string())
}

fn is_commit(text: &str) -> bool {
    text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
