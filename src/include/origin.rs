//! Where the pieces of a text came from, so that a fault can be shown in the file that has it.

use crate::diag::SourceText;
use std::ops::Range;
use std::sync::Arc;

/// A text that was put together, and where its pieces came from.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The text as the later stages know it.
    text: SourceText,
    pieces: Vec<Piece>,
}

/// A piece of a text, up to where the next begins.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) start: usize,
    pub(super) source: SourceText,
    /// What it is a copy of, or the directive that it stands for.
    pub(super) at: Range<usize>,
    pub(super) is_copy: bool,
}

impl Origin {
    pub(super) fn new(file: Arc<str>, text: &str, pieces: Vec<Piece>) -> Self {
        Origin { text: SourceText { file, text: text.into() }, pieces }
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
