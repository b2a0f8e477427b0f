//! One command of a run: its heading, its command line, and the message of its failure.
//!
//! A step shows all output of its command and never interprets it.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Why a run stopped, and its exit status.
#[derive(Debug)]
pub struct Failure {
    pub message: String,
    pub code: u8,
}

impl Failure {
    pub fn new(message: impl Into<String>) -> Failure {
        Failure { message: message.into(), code: 1 }
    }
}

/// A command with a name, run in the root of the repository by default.
#[derive(Debug)]
pub struct Step {
    name: &'static str,
    command: Command,
}

impl Step {
    pub fn new(name: &'static str, program: impl AsRef<OsStr>) -> Step {
        let mut command = Command::new(program);
        command.current_dir(root()).stdin(Stdio::null());
        Step { name, command }
    }

    /// A step that runs the same cargo that runs xtask.
    pub fn cargo(name: &'static str, args: &[&str]) -> Step {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut step = Step::new(name, cargo).args(args);
        // Cargo sets these variables to describe xtask. Some build scripts rerun if they change, so a cargo started
        // from a shell afterwards would recompile their crates.
        let names = std::env::vars_os().map(|(name, _)| name);
        for name in names.filter(|name| tells_of_package(&name.to_string_lossy())) {
            step.command.env_remove(name);
        }
        step
    }

    pub fn args(mut self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Step {
        self.command.args(args);
        self
    }

    pub fn env(mut self, key: &str, value: impl AsRef<OsStr>) -> Step {
        self.command.env(key, value);
        self
    }

    pub fn folder(mut self, folder: &Path) -> Step {
        self.command.current_dir(folder);
        self
    }

    /// Prints the heading, runs the command to its end, and fails with its exit status.
    pub fn run(mut self) -> Result<(), Failure> {
        println!("\n== {} ==", self.name);
        let program = self.command.get_program().to_string_lossy().into_owned();
        let status = self.command.status().map_err(|error| {
            Failure::new(format!("{}: cannot run {program}: {error}", self.name))
        })?;
        if status.success() {
            return Ok(());
        }
        let code = status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1);
        Err(Failure { message: format!("{} failed ({status})", self.name), code })
    }

    /// The output of the command, which must succeed.
    pub fn text(mut self) -> Result<String, Failure> {
        let failed = |why: String| Failure::new(format!("{}: {why}", self.name));
        let output = self.command.output().map_err(|error| failed(error.to_string()))?;
        if !output.status.success() {
            return Err(failed(String::from_utf8_lossy(&output.stderr).into_owned()));
        }
        String::from_utf8(output.stdout).map_err(|error| failed(error.to_string()))
    }

    /// Whether the command succeeds; its output is not shown.
    pub fn succeeds(mut self) -> bool {
        let quiet = self.command.stdout(Stdio::null()).stderr(Stdio::null());
        quiet.status().is_ok_and(|status| status.success())
    }
}

/// Whether cargo sets this variable to describe the package that it runs.
fn tells_of_package(variable: &str) -> bool {
    let starts = ["CARGO_PKG_", "CARGO_MANIFEST_"];
    starts.iter().any(|start| variable.starts_with(start)) || variable == "OUT_DIR"
}

/// The root of the repository.
pub fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
}

/// The program in PATH with this name.
pub fn find_program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let suffix = std::env::consts::EXE_SUFFIX;
    // Servers are installed in folders that are only in an administrator's PATH.
    std::env::split_paths(&path)
        .chain([PathBuf::from("/usr/sbin")])
        .map(|folder| folder.join(format!("{name}{suffix}")))
        .find(|file| file.is_file())
}

/// Builds the program and returns its path: cargo puts it next to xtask itself.
pub fn tickbook() -> Result<PathBuf, Failure> {
    Step::cargo("Build tickbook", &["build", "--locked", "--bin", "tickbook"]).run()?;
    let this = std::env::current_exe()
        .map_err(|error| Failure::new(format!("cannot tell where xtask is: {error}")))?;
    Ok(this.with_file_name(format!("tickbook{}", std::env::consts::EXE_SUFFIX)))
}
