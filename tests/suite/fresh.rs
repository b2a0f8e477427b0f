//! Cargo recompiles nothing if nothing has changed.

use crate::harness::repository;
use std::path::Path;
use std::process::Command;

/// Cargo with these arguments, as somebody would start it in a shell after these tests were built, in their folder for what is
/// compiled and in their profile. Gives what it says.
fn cargo(arguments: &[&str]) -> String {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let profile = Path::new(env!("CARGO_BIN_EXE_tickbook")).parent().expect("a folder");
    let mut command = Command::new(cargo);
    command.args(arguments).args(["--verbose", "--locked", "--offline"]);
    if profile.ends_with("release") {
        command.arg("--release");
    }
    let target = profile.parent().expect("a folder of the profile");
    command.env("CARGO_TARGET_DIR", target).current_dir(repository());
    // What cargo tells a test about its package, which some build scripts ask to run again for.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        let tells = ["CARGO_PKG_", "CARGO_MANIFEST_"].iter().any(|start| text.starts_with(start));
        if tells || text == "OUT_DIR" {
            command.env_remove(name);
        }
    }
    let output = command.output().expect("cargo starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    said
}

/// The tests were compiled with the program, so neither a build nor a run after them has anything to do.
#[test]
fn nothing_is_compiled_again() {
    for arguments in [&["build"] as &[&str], &["build", "--bin", "tickbook"]] {
        let said = cargo(arguments);
        let again = said.lines().filter(|line| {
            let line = line.trim_start();
            line.starts_with("Dirty") || line.starts_with("Compiling")
        });
        let again: Vec<&str> = again.collect();
        assert!(again.is_empty(), "`cargo {}`:\n{}", arguments.join(" "), again.join("\n"));
        assert!(said.contains("Fresh tickbook"), "{said}");
    }
}
