//! The S3 server of the tests: moto, from the Python Package Index, in a separate folder below `target`.
//!
//! `tests/moto/requirements.txt` pins it and its dependencies. It is reinstalled when that file changes.

use crate::install;
use crate::step::{Failure, Step, find_program, root};
use std::path::PathBuf;

/// The requirements, and the copy that shows which of them are installed.
const REQUIREMENTS: &str = "requirements.txt";

/// The program, installed first if it is missing.
pub fn ensure() -> Result<PathBuf, Failure> {
    let wanted = root().join("tests").join("moto").join(REQUIREMENTS);
    let folder = root().join("target").join("moto");
    let (installed, program) = (folder.join(REQUIREMENTS), folder.join("bin").join("moto_server"));
    let text = |path: &PathBuf| std::fs::read(path).ok();
    if program.is_file() && text(&wanted) == text(&installed) {
        return Ok(program);
    }
    let environment = || {
        let python = find_program("python3").unwrap_or_else(|| "python3".into());
        Step::new("Python for the S3 server", python).args(["-m", "venv"]).args([&folder])
    };
    if !environment().succeeds() {
        install::debian("Python for the S3 server", "python3-venv")?;
        environment().run()?;
    }
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"];
    let install = Step::new("S3 server of the tests", folder.join("bin").join("python"));
    install.args(pip).args(["-r"]).args([&wanted]).run()?;
    let failed = |error| Failure::new(format!("cannot note what moto needs: {error}"));
    std::fs::copy(&wanted, &installed).map_err(failed)?;
    Ok(program)
}
