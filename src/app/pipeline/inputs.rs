//! What a build reads besides book.toml, before the first stage that works on it.
//!
//! All reading is done here, so that a build can be told from the last one before anything is parsed. Later stages open no
//! file.

use super::BuildCache;
use crate::app::history;
use crate::book::config::Config;
use crate::book::source::{self, LockFile, Sources};
use crate::site::theme::{self, Theme};
use crate::syntax::include;
use crate::syntax::source_file::SourceFile;
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
    /// How many chapters were read.
    pub read: usize,
    /// How long reading took.
    pub time: Duration,
}

/// Reads the inputs of a build.
pub fn read(config: &Config) -> Inputs {
    let started = Instant::now();
    let mut named = Vec::new();
    let read = || history::dated(config, source::read(config));
    let (sources, theme) = rayon::join(read, || theme::load(config, &mut named));
    Inputs { read: sources.chapters.len(), sources, theme, named, time: started.elapsed() }
}

/// The most changed files that are read alone. More are read with all others, several at a time.
const MOST_ALONE: usize = 16;

/// Reads the inputs of a build after a change of these files, given by their paths below the folder of book.toml. Chapters that
/// have not changed are not read again, if nothing else can have changed.
pub(super) fn read_after(config: &Config, changed: &[String], cache: &BuildCache) -> Inputs {
    let started = Instant::now();
    let Some((sources, count)) = again(config, changed, cache) else { return read(config) };
    let mut named = Vec::new();
    let theme = theme::load(config, &mut named);
    Inputs { sources, theme, named, read: count, time: started.elapsed() }
}

/// The sources of the last build with these files read again, and how many these are; `None` if something besides the texts of
/// chapters has changed, or might have.
fn again(config: &Config, changed: &[String], cache: &BuildCache) -> Option<(Sources, usize)> {
    let known = cache.sources(config)?;
    if changed.is_empty() || changed.len() > MOST_ALONE {
        return None;
    }
    let mut sources = known.clone();
    for name in changed {
        let chapter = sources.chapters.iter_mut().find(|one| *one.text.file == **name)?;
        let mut now = source::read_chapter(config, &chapter.path)?;
        now.updated = chapter.updated.clone();
        // Another directive may ask for another file.
        let includes = |file: &SourceFile| include::has_directive(&file.text.text);
        if sources.included.contains_key(name) || includes(chapter) || includes(&now) {
            return None;
        }
        if now.text.text != chapter.text.text {
            *chapter = now;
        }
    }
    Some((sources, changed.len()))
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
