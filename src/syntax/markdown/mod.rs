//! Parses Markdown into a typed tree: the third stage.
//!
//! [`parse`] is pure, takes one file and never fails: faults become diagnostics, returned with the tree. HTML,
//! navigation, checklists, links and the print edition read only the tree, never Markdown.

mod autolink;
mod faults;
mod lower;
mod math;
pub mod outline;
mod raw;
pub mod raw_words;
pub mod reading;
pub mod slug;
pub mod surface;
pub mod tree;

pub use lower::info::IdleWord;
pub use lower::smart::typographic;
pub use lower::spans::id_of_item;
pub use lower::{LONGEST_ID, RESERVED_IDS, is_heading_id, is_id, is_item_id, is_variable_name};
pub use tree::Chapter;

use crate::syntax::front_matter;
use crate::syntax::source_file::SourceFile;
use crate::text::diag::{Diagnostic, SourceText};
use crate::text::names::Names;
pub use outline::Outline;
pub use raw::{SIDES, is_raw_id};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// How deep blocks and inlines can be nested. The tree is walked recursively, so this bounds the stack.
pub const MAX_DEPTH: usize = 100;

/// The most checklist items of one chapter. Each has a line in book.lock, and is on the page, in the print edition and on
/// the plan page.
const MOST_ITEMS: usize = 20_000;

/// The most footnotes that one chapter refers to.
const MOST_NOTES: usize = 20_000;

/// The most headings of one chapter. Each is in the list of sections, in the search index and in book.lock.
const MOST_HEADINGS: usize = 20_000;

/// The most links and pictures of one chapter.
const MOST_LINKS: usize = 50_000;

/// The most characters of one chapter that may be markup, line ends among them. The parser allocates memory for each.
const MOST_SIGNS: usize = 300_000;

/// These characters.
const SIGNS: &[u8] = b"\n*_~`<>&\\[]!|$@-+";

/// The most entries of SUMMARY.md.
const MOST_ENTRIES: usize = 20_000;

/// The longest heading of a chapter other than its title, in bytes.
const LONGEST_HEADING: usize = 4_096;

/// The most different words of a chapter that is searched: each has an entry in the search index. Words are counted
/// only if the text is long enough to contain so many.
const MOST_WORDS: usize = 50_000;
const SHORTEST_OF_MOST_WORDS: usize = 4 * MOST_WORDS;

/// The most text that variables can add to a book, in bytes.
const LARGEST_VALUES: usize = 8 * 1024 * 1024;

/// The longest title of a chapter, in bytes. Each title is in the navigation of many pages.
pub const LONGEST_TITLE: usize = 1_024;

/// The settings that parsing depends on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether quotes, dashes and ellipses are made typographic.
    pub smart_punctuation: bool,
    /// For each language, the prefix of lines of code that are not shown. Rust has its own rule.
    pub hidelines: Arc<BTreeMap<String, String>>,
    /// Whether text between dollar signs is a formula.
    pub math: bool,
    /// The values of `{{ var.name }}`, by name.
    pub variables: Arc<BTreeMap<String, String>>,
    /// The names of the variables, arranged for suggestions.
    pub variable_names: Arc<Names>,
    /// The titles of the audiences that items can be for, by name.
    pub audiences: Arc<BTreeMap<String, String>>,
    /// The names of the audiences, arranged for suggestions.
    pub audience_names: Arc<Names>,
    /// Whether raw HTML is shown as text, so that it has no ids and no targets.
    pub raw_is_text: bool,
    /// Whether raw HTML is written to the page as it is, so that what it embeds is loaded.
    pub raw_is_trusted: bool,
    /// Whether to gather the `Surface` for the lints.
    pub marks: bool,
}

/// Parses one chapter.
pub fn parse(file: &SourceFile, options: &Options) -> Chapter {
    let mut diagnostics = Vec::new();
    let (front, body) = front_matter::parse(&file.text, &mut diagnostics);
    let too_dense = signs_beyond_bounds(&file.text, body);
    let too_dense = too_dense
        .or_else(|| words_beyond_bounds(&file.text, body, front.search && file.is_searched));
    let both_versions =
        too_dense.is_none().then(|| lower::conflict::first(&file.text.text)).flatten();
    // Text that exceeds a limit is not parsed; a book with such a chapter is not built.
    let body = if too_dense.is_some() { file.text.text.len() } else { body };
    diagnostics.extend(too_dense);
    if let Some(span) = both_versions {
        diagnostics.push(Diagnostic::both_versions(&file.text, span));
    }
    let mut chapter = lower::lower(file, front, body, options, diagnostics);
    let spans = [
        ("checklist items", MOST_ITEMS, chapter.tasks.get(MOST_ITEMS).map(|one| &one.span)),
        ("headings", MOST_HEADINGS, chapter.headings.get(MOST_HEADINGS).map(|one| &one.span)),
        ("links", MOST_LINKS, chapter.references.get(MOST_LINKS).map(|one| &one.span)),
    ];
    let too_many = spans.into_iter().filter_map(|(what, most, span)| {
        Some(Diagnostic::too_many(&chapter.source, span?.clone(), what, most))
    });
    let too_many: Vec<Diagnostic> = too_many.collect();
    chapter.diagnostics.extend(too_many);
    let long = chapter.headings.iter().find(|heading| heading.text.len() > LONGEST_HEADING);
    if let Some(heading) = long {
        let (source, span) = (&chapter.source, heading.span.clone());
        let fault = Diagnostic::text_too_long(source, span, "this heading", LONGEST_HEADING);
        chapter.diagnostics.push(fault);
    }
    if chapter.title_text().len() > LONGEST_TITLE {
        let source = &chapter.source;
        let place = front_matter::place(&source.text, "title").unwrap_or(body..body);
        let fault = Diagnostic::text_too_long(source, place, "the title", LONGEST_TITLE);
        chapter.diagnostics.push(fault);
    }
    chapter.fit();
    chapter
}

/// Reports if a text, which begins at `body`, has too many markup characters.
fn signs_beyond_bounds(source: &SourceText, body: usize) -> Option<Diagnostic> {
    let signs = source.text.bytes().enumerate().skip(body).filter(|(_, byte)| SIGNS.contains(byte));
    let (at, _) = signs.into_iter().nth(MOST_SIGNS)?;
    Some(Diagnostic::too_many(source, at..at + 1, "Markdown markup characters", MOST_SIGNS))
}

/// Reports if a text, which begins at `body`, has too many different words for the search index.
fn words_beyond_bounds(source: &SourceText, body: usize, is_searched: bool) -> Option<Diagnostic> {
    let text = source.text.get(body..).filter(|text| text.len() > SHORTEST_OF_MOST_WORDS)?;
    let mut different = HashSet::new();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    for word in words.filter(|_| is_searched) {
        different.insert(word);
        if different.len() > MOST_WORDS {
            // For a word that occurs for the first time, this is its first place.
            let at = body + text.find(word).unwrap_or_default();
            let span = at..at + word.len();
            return Some(Diagnostic::too_many(source, span, "different words", MOST_WORDS));
        }
    }
    None
}

/// Reports if the variables of all files together add too much text. The diagnostic points to the first one past the
/// limit.
pub fn variables_beyond_bounds(
    files: &[SourceFile],
    variables: &BTreeMap<String, String>,
) -> Option<Diagnostic> {
    let mut left = LARGEST_VALUES;
    for file in files.iter().filter(|_| !variables.is_empty()) {
        for (span, name) in lower::variables(&file.text.text) {
            let length = variables.get(name).map_or(0, String::len);
            let Some(rest) = left.checked_sub(length) else {
                let most = format!("{} MB in this book", LARGEST_VALUES / (1024 * 1024));
                let what = "variables insert";
                return Some(Diagnostic::book_grows_too_large(&file.text, span, what, &most));
            };
            left = rest;
        }
    }
    None
}

/// How many bytes the variables of a text add to a book.
pub fn length_of_values(text: &str, variables: &BTreeMap<String, String>) -> usize {
    if variables.is_empty() {
        return 0;
    }
    lower::variables(text).map(|(_, name)| variables.get(name).map_or(0, String::len)).sum()
}

/// Separates a SUMMARY.md that lists chapters from the other files.
pub fn split_outline(
    mut files: Vec<SourceFile>,
    options: &Options,
) -> (Option<Outline>, Vec<SourceFile>) {
    let at = files.iter().position(|file| file.path == outline::FILE_NAME);
    let read = at.and_then(|at| Some((at, lower::outline::read(files.get(at)?, options))));
    match read.filter(|(_, outline)| outline.lists_chapters()) {
        Some((at, outline)) => {
            files.remove(at);
            (Some(outline), files)
        }
        None => (None, files),
    }
}
