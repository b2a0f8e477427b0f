//! Texts that diagnostics point into, and where the pieces of one that was put together came from.

use std::ops::Range;
use std::sync::Arc;

/// A text that diagnostics can point into.
#[derive(Debug, Clone, Eq)]
pub struct SourceText {
    /// The file as an author would name it, relative to the folder of book.toml.
    pub file: Arc<str>,
    /// The text that the spans count in.
    pub text: Arc<str>,
}

impl PartialEq for SourceText {
    /// Faults of one file share its text, which is not read again for each of them.
    fn eq(&self, other: &Self) -> bool {
        self.file == other.file && (Arc::ptr_eq(&self.text, &other.text) || self.text == other.text)
    }
}

/// A text that was put together, and where its pieces came from.
#[derive(Debug, Clone)]
pub struct SourceMap {
    /// The text as the later stages know it.
    text: SourceText,
    pieces: Vec<Piece>,
}

/// A piece of a text, up to where the next begins.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub(crate) start: usize,
    pub(crate) source: SourceText,
    /// What it is a copy of, or the directive that it stands for.
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

    /// The place in its own file of what stands at `span` in the text. What goes over the end of a piece is
    /// cut off there.
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
