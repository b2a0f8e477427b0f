//! Texts that diagnostics point into, and the sources of texts that were put together from pieces.

use std::ops::Range;
use std::sync::Arc;

/// A text that diagnostics can point into.
#[derive(Debug, Clone, Eq)]
pub struct SourceText {
    /// The file name as the author knows it, relative to the folder of book.toml.
    pub file: Arc<str>,
    /// The text that the spans count in.
    pub text: Arc<str>,
}

impl PartialEq for SourceText {
    /// Faults of one file share its text; comparing pointers first avoids comparing it each time.
    fn eq(&self, other: &Self) -> bool {
        self.file == other.file && (Arc::ptr_eq(&self.text, &other.text) || self.text == other.text)
    }
}

/// A text that was put together, and the sources of its pieces.
#[derive(Debug, Clone)]
pub struct SourceMap {
    /// The text that later stages see.
    text: SourceText,
    pieces: Vec<Piece>,
}

/// A piece of a text, up to the start of the next.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub(crate) start: usize,
    pub(crate) source: SourceText,
    /// The range that it copies, or that of the directive that it replaces.
    pub(crate) at: Range<usize>,
    pub(crate) is_copy: bool,
}

impl SourceMap {
    pub(crate) fn new(file: Arc<str>, text: &str, pieces: Vec<Piece>) -> Self {
        SourceMap { text: SourceText { file, text: text.into() }, pieces }
    }

    /// The text that was put together.
    pub fn text(&self) -> &SourceText {
        &self.text
    }

    /// The place of `span` in the file that it came from. A span that goes past the end of a piece is cut off there.
    pub fn place(&self, span: &Range<usize>) -> (SourceText, Range<usize>) {
        let next = self.pieces.partition_point(|piece| piece.start <= span.start);
        let Some(piece) = next.checked_sub(1).and_then(|at| self.pieces.get(at)) else {
            return (self.text.clone(), span.clone());
        };
        if !piece.is_copy {
            return (piece.source.clone(), piece.at.clone());
        }
        let moved = |at: usize| (piece.at.start + at - piece.start).min(piece.at.end);
        (piece.source.clone(), moved(span.start)..moved(span.end))
    }
}
