//! What a build reads besides book.toml, before the first stage that works on it.
//!
//! All reading is done here, so that a build can be told from the last one before anything is parsed. Later stages open no
//! file.

use crate::book::config::Config;
use crate::book::source::{self, LockFile, Sources};
use crate::site::theme::{self, Theme};
use crate::text::diag::{Diagnostic, SourceText};
use std::time::{Duration, Instant};

/// Everything that a build reads besides book.toml.
#[derive(Debug)]
pub struct Inputs {
    /// The content folder, and what belongs to it.
    pub sources: Sources,
    /// The theme, or its faults.
    pub theme: Result<Theme, Vec<Diagnostic>>,
    /// The files that style sheets name, by their paths below the folder of book.toml, whether they exist or not.
    pub named: Vec<String>,
    /// How long reading took.
    pub time: Duration,
}

/// Reads the inputs of a build.
pub fn read(config: &Config) -> Inputs {
    let started = Instant::now();
    let mut named = Vec::new();
    let (sources, theme) = rayon::join(|| source::read(config), || theme::load(config, &mut named));
    Inputs { sources, theme, named, time: started.elapsed() }
}

impl Inputs {
    /// The texts that diagnostics of a build can point into; those of the theme only if reading it had a diagnostic for
    /// them.
    pub fn texts(&self, config: &Config) -> Vec<SourceText> {
        let Sources { chapters, included, lock, diagnostics, .. } = &self.sources;
        let lock = match lock {
            LockFile::There { text, .. } => Some(text),
            LockFile::Missing | LockFile::Unread => None,
        };
        let warnings = self.theme.as_ref().map(|theme| &theme.warnings[..]).unwrap_or_default();
        let reported = diagnostics.iter().chain(warnings).flat_map(Diagnostic::texts);
        let included = included.values().filter_map(|text| text.as_ref().ok());
        let chapters = chapters.iter().map(|chapter| &chapter.text);
        let all = reported.chain(included).chain(chapters).chain(lock).chain([&config.source]);
        all.cloned().collect()
    }
}
