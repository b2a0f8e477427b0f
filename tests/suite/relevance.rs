//! How well the search of the handbook finds what readers look for, over queries judged by hand.

use crate::handbook;
use crate::harness::repository;
use std::process::Command;

#[test]
fn the_search_finds_what_the_handbook_has() {
    let site = handbook::copy().build();
    let script = repository().join("tests/relevance/floor.mjs");
    let run = Command::new("node").arg(script).arg(site.path("public")).output();
    let output = run.expect("this test needs Node 20 or newer in the PATH");
    let told = String::from_utf8_lossy(&output.stdout);
    let faults = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}{faults}");
    assert!(told.contains("mean reciprocal rank"), "no query was asked:\n{told}{faults}");
}
