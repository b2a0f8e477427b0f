//! Included text: between reading and parsing.
//!
//! [`expand`] puts in place what the directives of a chapter ask for. Pure: `source` has read the files
//! before, and asks [`wanted`] which. A chapter without a directive is left as it is.

mod directive;
mod expansion;
mod faults;
mod part;

use crate::syntax::source_file::SourceFile;
use crate::text::diag::{Diagnostic, SourceText};
use crate::text::source_map::SourceMap;
use crate::text::url;
use directive::Asks;
use std::collections::BTreeMap;

/// The largest file that may be included, in bytes.
pub const LARGEST_FILE: u64 = 4 * 1024 * 1024;

/// The most text that the chapters of a book may include, in bytes.
const LARGEST_SUM: usize = 16 * 1024 * 1024;

/// How much of files the includes of a book that ask for a part may search through, in bytes.
const MOST_SEARCHED: usize = 64 * 1024 * 1024;

/// How much more text the chapters of a book may include.
struct Room {
    left: usize,
    to_search: usize,
    /// Whether there was too little, which is reported once.
    is_exceeded: bool,
}

impl Default for Room {
    fn default() -> Self {
        Room { left: LARGEST_SUM, to_search: MOST_SEARCHED, is_exceeded: false }
    }
}

/// Included files by their paths below the folder of book.toml, each with its text or with why it has none.
pub type Included = BTreeMap<String, Result<SourceText, Refusal>>;

/// Why a file cannot be included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It is not there; beside it may stand one with a name much like it.
    Missing(Option<String>),
    /// Its name, or that of a folder around it, begins with a dot.
    Hidden,
    /// It is a symbolic link, or lies behind one.
    Link,
    /// It is no file of text, for a reason in words.
    Unusable(String),
}

/// The paths that the directives of a text name, as far as they stay below the folder of book.toml.
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

/// The path below the folder of book.toml that a directive in a file means.
fn path_below(source: &SourceText, path: &str) -> Option<String> {
    let is_absolute = path.starts_with(['/', '\\']);
    let folder = url::split(&source.file).0;
    url::resolve(folder, path).filter(|path| !is_absolute && !path.is_empty())
}

/// Chapters with the text in place that they include.
#[derive(Debug)]
pub struct Expanded {
    /// The chapters, in the order in which they came.
    pub chapters: Vec<SourceFile>,
    /// Where the pieces came from of those that were put together of several files.
    pub maps: Vec<SourceMap>,
    /// What is wrong with their directives.
    pub diagnostics: Vec<Diagnostic>,
}

/// Replaces the directives of all chapters by what they ask for.
pub fn expand(chapters: Vec<SourceFile>, included: &Included) -> Expanded {
    let mut room = Room::default();
    let (mut maps, mut diagnostics) = (Vec::new(), Vec::new());
    let chapters = chapters.into_iter().map(|file| {
        // A text without double braces, and that is nearly every one, costs one look.
        if !file.text.text.contains("{{") || directive::find(&file.text.text).is_empty() {
            return file;
        }
        let expanded = expansion::of(&file.text, included, &mut room);
        diagnostics.extend(expanded.diagnostics);
        let text = expanded.map.text().clone();
        maps.push(expanded.map);
        SourceFile { text, title: expanded.title, ..file }
    });
    let chapters = chapters.collect();
    Expanded { chapters, maps, diagnostics }
}
