//! Programs that cargo installs, below `target/tools`, each in a version that is known to work here.

use crate::step::{Failure, Step, find_program, root};
use std::ffi::OsString;
use std::path::PathBuf;

/// A program of cargo's registry.
#[derive(Debug, Clone, Copy)]
pub struct Tool {
    pub name: &'static str,
    pub version: &'static str,
}

impl Tool {
    /// A PATH with the program, which is installed first if it is missing. It is not optimised, because an optimised
    /// build would take longer than all its runs.
    pub fn path(&self) -> Result<OsString, Failure> {
        if find_program(self.name).is_none() && !self.file().is_file() {
            let step = Step::cargo("Install a tool", &["install", "--locked", "--debug"]);
            let step = step.args([self.name, "--version", self.version, "--root"]);
            step.args([folder()]).run()?;
        }
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::env::split_paths(&path).chain([folder().join("bin")]);
        std::env::join_paths(folders).map_err(|error| Failure::new(format!("PATH: {error}")))
    }

    fn file(&self) -> PathBuf {
        folder().join("bin").join(format!("{}{}", self.name, std::env::consts::EXE_SUFFIX))
    }
}

fn folder() -> PathBuf {
    root().join("target/tools")
}
