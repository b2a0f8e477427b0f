//! Texts that diagnostics point into, and the sources of texts that were put together from pieces.

use std::collections::HashMap;
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
    /// The chapter as its author wrote it.
    chapter: SourceText,
    pieces: Vec<Piece>,
}

/// The sources of all texts of a book that were put together, by their files.
#[derive(Debug, Default)]
pub struct SourceMaps(HashMap<Arc<str>, SourceMap>);

impl SourceMaps {
    /// Arranges them; each is of another file.
    pub fn new(maps: Vec<SourceMap>) -> Self {
        SourceMaps(maps.into_iter().map(|map| (map.text.file.clone(), map)).collect())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The sources of a text; `None` if a file has it as it is.
    pub fn of(&self, text: &SourceText) -> Option<&SourceMap> {
        self.0.get(&text.file).filter(|map| map.text == *text)
    }
}

/// A piece of a text, up to the start of the next.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub(crate) start: usize,
    pub(crate) source: SourceText,
    /// The range that it copies, or that of the directive that it replaces.
    pub(crate) at: Range<usize>,
    pub(crate) is_copy: bool,
    /// The directive of the chapter that the piece comes from; `None` for the chapter's own text.
    pub(crate) directive: Option<Range<usize>>,
}

impl SourceMap {
    pub(crate) fn new(chapter: SourceText, text: &str, pieces: Vec<Piece>) -> Self {
        let text = SourceText { file: chapter.file.clone(), text: text.into() };
        SourceMap { text, chapter, pieces }
    }

    /// The text that was put together.
    pub fn text(&self) -> &SourceText {
        &self.text
    }

    /// Where the text of each file begins, with the name of the file; empty if all is of one file.
    pub fn parts(&self) -> Vec<(usize, Arc<str>)> {
        let mut parts: Vec<(usize, Arc<str>)> = Vec::new();
        for piece in self.pieces.iter().filter(|piece| piece.is_copy) {
            if parts.last().is_none_or(|(_, file)| *file != piece.source.file) {
                parts.push((piece.start, piece.source.file.clone()));
            }
        }
        let is_own = parts.iter().all(|(_, file)| *file == self.chapter.file);
        if is_own { Vec::new() } else { parts }
    }

    /// The place of `span` in the file that it came from. A span that goes past the end of a piece is cut off there.
    pub fn place(&self, span: &Range<usize>) -> (SourceText, Range<usize>) {
        let Some(piece) = self.piece(span) else { return (self.text.clone(), span.clone()) };
        if !piece.is_copy {
            return (piece.source.clone(), piece.at.clone());
        }
        let moved = |at: usize| (piece.at.start + at - piece.start).min(piece.at.end);
        (piece.source.clone(), moved(span.start)..moved(span.end))
    }

    /// The directive of the chapter that included the text at `span`, if that is in another file.
    pub fn directive(&self, span: &Range<usize>) -> Option<(SourceText, Range<usize>)> {
        let piece = self.piece(span).filter(|piece| piece.source.file != self.chapter.file)?;
        Some((self.chapter.clone(), piece.directive.clone()?))
    }

    fn piece(&self, span: &Range<usize>) -> Option<&Piece> {
        let next = self.pieces.partition_point(|piece| piece.start <= span.start);
        self.pieces.get(next.checked_sub(1)?)
    }
}
