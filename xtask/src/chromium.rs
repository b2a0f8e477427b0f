//! Finds a Chromium for the browser tests and for Lighthouse, and installs one if allowed.

use crate::install;
use crate::step::{Failure, find_program};
use std::path::{Path, PathBuf};

/// Debian's headless Chromium. It renders like the full one in about half of the time, so the browser tests prefer it.
const WITHOUT_WINDOWS: &str = "/usr/lib/chromium/chromium-headless-shell";

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// The folders of browsers on macOS, where they are not in PATH.
const APPLICATIONS: [&str; 2] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// The command that installs a Chromium, by package manager.
const INSTALLERS: [(&str, &str); 6] = [
    ("apt-get", "sudo apt-get install -y --no-install-recommends chromium"),
    ("dnf", "sudo dnf install -y chromium"),
    ("pacman", "sudo pacman -S --noconfirm chromium"),
    ("zypper", "sudo zypper install -y chromium"),
    ("apk", "sudo apk add chromium"),
    ("brew", "brew install --cask google-chrome"),
];

/// The full Chromium, installed first if there is none and the user may install.
pub fn ensure() -> Result<PathBuf, Failure> {
    if let Some(found) = asked_for()?.or_else(installed) {
        return Ok(found);
    }
    install::debian("Install Chromium", "chromium")?;
    installed().ok_or_else(|| Failure::new(missing()))
}

/// The Chromium for the browser tests: the headless one if installed, else the full one. If there is neither,
/// installing the headless one is tried first; only Debian has it, so other systems with apt-get install the full one.
pub fn ensure_for_tests() -> Result<PathBuf, Failure> {
    if let Some(found) = asked_for()?.or_else(without_windows).or_else(installed) {
        return Ok(found);
    }
    match install::debian("Install Chromium", "chromium-headless-shell") {
        Ok(()) => without_windows().map_or_else(ensure, Ok),
        Err(_) => ensure(),
    }
}

fn without_windows() -> Option<PathBuf> {
    let path = Path::new(WITHOUT_WINDOWS);
    path.is_file().then(|| path.to_path_buf())
}

/// CHROMIUM overrides installed browsers. It is an error if that file does not exist: with another browser than
/// requested, the tests would prove something else.
fn asked_for() -> Result<Option<PathBuf>, Failure> {
    let named = std::env::var_os("CHROMIUM").filter(|named| !named.is_empty());
    let Some(named) = named else { return Ok(None) };
    let path = PathBuf::from(&named);
    if path.is_file() {
        return Ok(Some(path));
    }
    let found = find_program(&named.to_string_lossy());
    let nowhere = || Failure::new(format!("CHROMIUM names no program: {}", path.display()));
    found.map(Some).ok_or_else(nowhere)
}

fn installed() -> Option<PathBuf> {
    let in_path = NAMES.iter().find_map(|name| find_program(name));
    let application = || APPLICATIONS.iter().map(PathBuf::from).find(|path| path.is_file());
    in_path.or_else(application)
}

fn missing() -> String {
    let known = INSTALLERS.iter().find(|(manager, _)| find_program(manager).is_some());
    let advice = match known {
        Some((_, command)) => format!("Install one with\n\n    {command}\n\nand run this again"),
        None => "Install Chromium or Chrome and run this again".to_string(),
    };
    format!(
        "the browser tests need Chromium, and none is in PATH. {advice}, \
         or set CHROMIUM to the path of the browser's program."
    )
}
