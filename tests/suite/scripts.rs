//! The logic of the theme's scripts, under Node's own test runner, so that `cargo test` includes it.

use crate::harness::repository;
use std::path::PathBuf;
use std::process::Command;

/// The files are named, because Node's versions differ in what they make of a folder.
fn files() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(repository().join("tests/js")).expect("tests/js is there");
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut files: Vec<PathBuf> =
        paths.filter(|path| path.to_string_lossy().ends_with(".test.mjs")).collect();
    files.sort();
    files
}

#[test]
fn the_logic_of_the_scripts_holds() {
    let files = files();
    assert!(files.len() >= 5, "the tests of the scripts have moved: {files:?}");
    let run = Command::new("node").args(["--test", "--test-reporter=spec"]).args(&files).output();
    let output = run.expect("these tests need Node 20 or newer in the PATH");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}");
    let passed =
        told.lines().find_map(|line| line.split_once("pass ")?.1.trim().parse::<u32>().ok());
    assert!(passed.is_some_and(|passed| passed > 0), "no test ran:\n{told}");
}
