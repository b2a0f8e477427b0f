//! Included text: between reading and parsing.
//!
//! [`expand`] replaces the directives of a chapter by the included text. Pure: `source` reads the files first, and
//! [`wanted`] says which. A chapter without a directive is unchanged.

mod directive;
mod expansion;
mod faults;
mod fences;
mod part;

use crate::syntax::source_file::SourceFile;
use crate::text::diag::{Diagnostic, SourceText};
use crate::text::source_map::SourceMap;
use crate::text::url;
use directive::Asks;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// The largest file that may be included, in bytes.
pub const LARGEST_FILE: u64 = 4 * 1024 * 1024;

/// The most text that the chapters of a book may include, in bytes.
const LARGEST_SUM: usize = 16 * 1024 * 1024;

/// How many bytes of files the includes of a book that name a part can search through.
const MOST_SEARCHED: usize = 64 * 1024 * 1024;

/// How much more text the chapters of a book can include, and what is told once for a book.
struct Room {
    left: usize,
    to_search: usize,
    /// Whether the limit was exceeded; reported once.
    is_exceeded: bool,
    /// The files whose unused front matter is reported.
    front_told: HashSet<Arc<str>>,
}

impl Default for Room {
    fn default() -> Self {
        let front_told = HashSet::new();
        Room { left: LARGEST_SUM, to_search: MOST_SEARCHED, is_exceeded: false, front_told }
    }
}

/// Included files by their paths below the folder of book.toml, each with its text or why it has none.
pub type Included = BTreeMap<String, Result<SourceText, Refusal>>;

/// Why a file cannot be included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It does not exist; the path of a file with a similar name, if there is one.
    Missing(Option<String>),
    /// Its name, or that of a parent folder, begins with a dot.
    Hidden,
    /// It is a symbolic link, or behind one.
    Link,
    /// It is not a text file, for the given reason.
    Unusable(String),
}

/// The paths that the directives of a text name and that are below the folder of book.toml.
pub fn wanted(source: &SourceText) -> Vec<String> {
    if !source.text.contains("{{") {
        return Vec::new();
    }
    let directives = directive::find(&source.text).into_iter();
    let files = directives.filter_map(|one| match one.asks {
        Asks::Text(wanted) | Asks::Rust(wanted) | Asks::Block(wanted, _) => {
            path_below(source, wanted.path)
        }
        Asks::Nothing | Asks::Title(_) => None,
    });
    files.collect()
}

/// The path of a directive, resolved below the folder of book.toml.
fn path_below(source: &SourceText, path: &str) -> Option<String> {
    let is_absolute = path.starts_with(['/', '\\']);
    let folder = url::split(&source.file).0;
    url::resolve(folder, path).filter(|path| !is_absolute && !path.is_empty())
}

/// Chapters with their includes expanded.
#[derive(Debug)]
pub struct Expanded {
    /// The chapters, in their old order.
    pub chapters: Vec<SourceFile>,
    /// The sources of chapters that were put together from several files.
    pub maps: Vec<SourceMap>,
    /// The faults of their directives.
    pub diagnostics: Vec<Diagnostic>,
}

/// Expands the directives of all chapters.
pub fn expand(chapters: Vec<SourceFile>, included: &Included) -> Expanded {
    let mut room = Room::default();
    let files: HashSet<Arc<str>> = chapters.iter().map(|one| one.text.file.clone()).collect();
    let (mut maps, mut diagnostics) = (Vec::new(), Vec::new());
    let chapters = chapters.into_iter().map(|file| {
        // Fast path for nearly all texts: no double braces.
        if !file.text.text.contains("{{") || directive::find(&file.text.text).is_empty() {
            return file;
        }
        let expanded = expansion::of(&file.text, included, &files, &mut room);
        diagnostics.extend(expanded.diagnostics);
        let (text, parts) = (expanded.map.text().clone(), expanded.map.parts());
        maps.push(expanded.map);
        SourceFile { text, title: expanded.title, parts, ..file }
    });
    let chapters = chapters.collect();
    Expanded { chapters, maps, diagnostics }
}
