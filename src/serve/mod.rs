//! serve

use crate::diag::Diagnostic;
use crate::pipeline::Options;
use std::path::Path;

/// How to serve.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The port that the user asked for.
    pub port: Option<u16>,
    /// The host name or address to serve under.
    pub hostname: String,
    /// Whether to open the start page in a browser.
    pub open: bool,
    /// Whether to look for changes by polling.
    pub poll: bool,
}

/// Serves
pub fn run(_root: &Path, _options: Options, _settings: &Settings) -> Result<(), Diagnostic> {
    todo!()
}

/// Opens
pub fn open_in_browser(address: &str) {
    let _ = open::that(address);
}
