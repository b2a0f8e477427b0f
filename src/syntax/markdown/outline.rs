//! The outline of a book: what its SUMMARY.md says of order, nesting and titles.
//!
//! Owns the entries as they are written. What they lead to, and whether that exists, is for
//! `book::outline` to say; the syntax is read in `lower::outline`.

use crate::text::diag::{Diagnostic, SourceText};
use std::ops::Range;

/// The name of the file, in the content folder itself.
pub const FILE_NAME: &str = "SUMMARY.md";

/// What a SUMMARY.md holds.
#[derive(Debug)]
pub struct Outline {
    /// The file.
    pub source: SourceText,
    /// Its entries, in order.
    pub entries: Vec<Entry>,
    /// Text in it that is no part of the syntax.
    pub diagnostics: Vec<Diagnostic>,
}

/// A line of the outline.
#[derive(Debug, PartialEq)]
pub struct Entry {
    /// How many entries stand around it, at most one more than around the entry before.
    pub depth: usize,
    /// The title as plain text; empty for a separator.
    pub title: String,
    /// What it is.
    pub kind: EntryKind,
    /// Where its target stands, or the whole entry where it has none.
    pub span: Range<usize>,
}

/// What an entry is.
#[derive(Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A chapter, with the target as the author wrote it.
    Chapter(String),
    /// A chapter that is not written yet.
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
