//! Runs the core of the browser tests in Firefox and WebKit, each driven by its WebDriver server, and installs what is
//! missing of them.

use crate::browser;
use crate::step::{Failure, find_program};
use crate::system;
use crate::tools::Tool;

/// The WebDriver server of Firefox, of which Debian has no package.
const GECKODRIVER: Tool = Tool { name: "geckodriver", version: "0.37.1" };

const FIREFOX: &str = "firefox";

/// Each program with its Debian package. WebKit's WebDriver server starts a browser of its own, which needs a screen.
const PROGRAMS: [(&str, &str); 3] =
    [(FIREFOX, "firefox-esr"), ("WebKitWebDriver", "webkit2gtk-driver"), ("Xvfb", "xvfb")];

/// The arguments go to Node's test runner, such as `--test-name-pattern`.
pub fn test(arguments: &[&str]) -> Result<(), Failure> {
    system::ensure(&PROGRAMS)?;
    let path = GECKODRIVER.path()?;
    let firefox = find_program(FIREFOX).unwrap_or_default();
    let runner = ["--test", "--test-reporter=spec", "--test-concurrency=2"];
    let files = ["engines/firefox.test.mjs", "engines/webkit.test.mjs"];
    let step = browser::node_alone("Browser tests in Firefox and WebKit")?;
    let step = step.env("PATH", path).env("FIREFOX", firefox);
    step.args(runner).args(arguments).args(files).run()
}
