//! The outline of a book: order, nesting and titles, as SUMMARY.md has them.
//!
//! Owns the entries as they are written. `book::outline` resolves their targets; `lower::outline` parses the syntax.

use crate::text::diag::{Diagnostic, SourceText};
use std::ops::Range;

/// The name of the file, in the content folder itself.
pub const FILE_NAME: &str = "SUMMARY.md";

/// A parsed SUMMARY.md.
#[derive(Debug)]
pub struct Outline {
    /// The file.
    pub source: SourceText,
    /// Its entries, in order.
    pub entries: Vec<Entry>,
    /// Text in it that is not part of the syntax.
    pub diagnostics: Vec<Diagnostic>,
}

/// A line of the outline.
#[derive(Debug, PartialEq)]
pub struct Entry {
    /// How many entries enclose it, at most one more than the entry before.
    pub depth: usize,
    /// The title as plain text; empty for a separator.
    pub title: String,
    /// Its kind.
    pub kind: EntryKind,
    /// The place of its target, or the whole entry if it has none.
    pub span: Range<usize>,
}

/// The kind of an entry.
#[derive(Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A chapter, with the target as the author wrote it.
    Chapter(String),
    /// A draft chapter, without a file.
    Draft,
    /// The title of the part that begins here.
    Part,
    /// A line between two groups.
    Separator,
}

impl Outline {
    /// Whether any chapter is listed. A file of this name without a list is a chapter like any other.
    pub fn lists_chapters(&self) -> bool {
        let is_chapter =
            |entry: &Entry| matches!(entry.kind, EntryKind::Chapter(_) | EntryKind::Draft);
        self.entries.iter().any(is_chapter)
    }
}
