//! The commit in the version: a crate of one line with this project's `build.rs`, which compiles quickly.

use crate::harness::{repository, write};
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const MANIFEST: &str =
    "[package]\nname = \"small\"\nversion = \"1.2.3\"\nedition = \"2024\"\n\n[workspace]\n";
const PROGRAM: &str = "fn main() {\n    print!(\"{}\", env!(\"TICKBOOK_VERSION\"));\n}\n";
const NOTED: &str = "0123456789abcdef0123456789abcdef01234567";

fn small() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let build = std::fs::read(repository().join("build.rs")).expect("build.rs is there");
    for (name, bytes) in [
        ("Cargo.toml", MANIFEST.as_bytes()),
        ("src/main.rs", PROGRAM.as_bytes()),
        (".gitignore", b"/target\n"),
        ("build.rs", &build),
    ] {
        write(&folder.path().join(name), bytes);
    }
    folder
}

/// What a command says, which must end well. It knows neither the git nor the cargo that runs these tests.
fn say(folder: &Path, program: &str, arguments: &[&str]) -> String {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder);
    let is_ours = |name: &str| name.starts_with("GIT_") || name.starts_with("CARGO_");
    for (name, _) in std::env::vars_os().filter(|(name, _)| is_ours(&name.to_string_lossy())) {
        command.env_remove(name);
    }
    command.env("CARGO_TARGET_DIR", folder.join("target"));
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "Ann");
        command.env(format!("GIT_{who}_EMAIL"), "ann@example.org");
    }
    let output = command.output().expect("the command starts");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}: {stderr}");
    String::from_utf8_lossy(&output.stdout).trim().to_string()
}

fn version(folder: &Path, profile: &[&str]) -> String {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_string());
    say(folder, &cargo, &[&["run", "--quiet", "--offline"], profile].concat())
}

fn commit(folder: &Path) -> String {
    for arguments in [&["init", "-q"] as &[&str], &["add", "."], &["commit", "-q", "-m", "x"]] {
        say(folder, "git", arguments);
    }
    say(folder, "git", &["rev-parse", "HEAD"])
}

#[test]
fn an_optimised_program_names_the_commit_of_its_checkout() {
    let small = small();
    let folder = small.path();
    let first = commit(folder);
    assert_eq!(version(folder, &["--release"]), format!("1.2.3 ({})", &first[..12]));
    // A commit alone is enough to compile it again.
    write(&folder.join("note.md"), b"A note.\n");
    let second = commit(folder);
    assert_ne!(first, second);
    assert_eq!(version(folder, &["--release"]), format!("1.2.3 ({})", &second[..12]));
}

#[test]
fn sources_without_a_repository_have_a_version_alone() {
    let small = small();
    assert_eq!(version(small.path(), &["--release"]), "1.2.3");
}

#[test]
fn a_program_for_debugging_names_no_commit() {
    let small = small();
    commit(small.path());
    assert_eq!(version(small.path(), &[]), "1.2.3 (debug)");
}

#[test]
fn sources_within_another_repository_are_not_of_its_commit() {
    let outer = tempfile::tempdir().expect("a temporary folder");
    let small = small();
    let inner = outer.path().join("vendored");
    std::fs::rename(small.path(), &inner).expect("one file system");
    commit(outer.path());
    assert_eq!(version(&inner, &["--release"]), "1.2.3");
}

#[test]
fn a_package_names_the_commit_that_it_was_made_from() {
    let small = small();
    let note =
        format!("{{\n  \"git\": {{\n    \"sha1\": \"{NOTED}\"\n  }},\n  \"path_in_vcs\": \"\"\n}}");
    write(&small.path().join(".cargo_vcs_info.json"), note.as_bytes());
    assert_eq!(version(small.path(), &["--release"]), "1.2.3 (0123456789ab)");
}
