//! Sets up and runs the browser tests and the tests of the scripts that need packages.

use crate::chromium;
use crate::step::{Failure, Step, find_program, root, tickbook};
use std::path::{Path, PathBuf};

const PACKAGES: &str = "Packages of the browser tests";

/// A set of browser tests.
#[derive(Debug, Clone, Copy)]
pub enum Specs {
    /// The tests of every run, in `specs`.
    Tests,
    /// The tests of `cargo xtask sweep`, in `sweep`.
    Sweep,
}

/// Sets up the browser tests and runs them; their last line is the count. The arguments go to Playwright, such as the
/// name of a test file.
pub fn test(specs: Specs, arguments: &[&str]) -> Result<(), Failure> {
    let project = match specs {
        Specs::Tests => "--project=specs",
        Specs::Sweep => "--project=sweep",
    };
    let playwright = ["node_modules/@playwright/test/cli.js", "test", project];
    node("Browser tests")?.args(playwright).args(arguments).run()
}

/// Runs the properties of the theme's scripts, whose packages are installed with those of the browser
/// tests. They need no browser.
pub fn test_properties() -> Result<(), Failure> {
    ensure_packages()?;
    let files = property_files(&root().join("tests/js/properties"))?;
    Step::new("Properties of the scripts", "node").args(["--test"]).args(files).run()
}

/// Lists the files, because Node's versions treat a folder differently.
fn property_files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let unreadable = |error| Failure::new(format!("cannot read {}: {error}", folder.display()));
    let entries = std::fs::read_dir(folder).map_err(unreadable)?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut files: Vec<PathBuf> =
        paths.filter(|path| path.to_string_lossy().ends_with(".test.mjs")).collect();
    files.sort();
    if files.is_empty() {
        return Err(Failure::new(format!("there are no tests in {}", folder.display())));
    }
    Ok(files)
}

/// Node in the folder of the browser tests. Its environment has the paths of the browser and the program, so that the
/// tests search for neither.
pub fn node(name: &'static str) -> Result<Step, Failure> {
    let chromium = chromium::ensure_for_tests()?;
    Ok(node_alone(name)?.env("CHROMIUM", chromium))
}

/// The same without a browser.
pub fn node_alone(name: &'static str) -> Result<Step, Failure> {
    let folder = ensure_packages()?;
    let program = tickbook()?;
    Ok(Step::new(name, "node").folder(&folder).env("TICKBOOK", program))
}

/// Installs the packages of the browser tests, some of which Rust tests use too, and returns the folder.
pub fn ensure_packages() -> Result<PathBuf, Failure> {
    let folder = root().join("tests/browser");
    install_packages(PACKAGES, &folder)?;
    Ok(folder)
}

/// Installs the locked packages, unless those installed are from the same lock file.
pub fn install_packages(name: &'static str, folder: &Path) -> Result<(), Failure> {
    for program in ["node", "npm"] {
        if find_program(program).is_none() {
            let message =
                format!("{name}: Node 20.19 or later is needed, but {program} is not in PATH");
            return Err(Failure::new(message));
        }
    }
    let lock = read(&folder.join("package-lock.json"))?;
    let installed = folder.join("node_modules/.installed-lock.json");
    if std::fs::read(&installed).is_ok_and(|bytes| bytes == lock) {
        return Ok(());
    }
    let install = Step::new(name, "npm").args(["ci", "--no-fund", "--no-audit"]);
    install.folder(folder).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1").run()?;
    std::fs::write(&installed, lock)
        .map_err(|error| Failure::new(format!("cannot write {}: {error}", installed.display())))
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path)
        .map_err(|error| Failure::new(format!("cannot read {}: {error}", path.display())))
}
