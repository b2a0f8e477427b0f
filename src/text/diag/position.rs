//! The parts of a diagnostic, for output other than a terminal.
//!
//! Owns lines and columns as editors count them. Never makes a diagnostic, and never prints one.

use super::{Diagnostic, Place};
use std::fmt;

/// The place of a diagnostic, as editors count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position<'a> {
    /// The file, relative to the folder of book.toml.
    pub file: &'a str,
    /// Line and column, both counted from 1, the column in characters; `None` for the file as a whole.
    pub at: Option<(usize, usize)>,
}

impl fmt::Display for Position<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            Some((line, column)) => write!(f, "{}:{line}:{column}", self.file),
            None => f.write_str(self.file),
        }
    }
}

impl Diagnostic {
    /// Where it points; `None` if the fault is in no file.
    pub fn position(&self) -> Option<Position<'_>> {
        let start = |place: &Place| line_and_column(&place.source.text, place.span.start);
        let at = self.place.as_ref().map(start);
        (!self.file.is_empty()).then_some(Position { file: &self.file, at })
    }

    /// The related places, each with its label.
    pub fn related_positions(&self) -> impl Iterator<Item = (Position<'_>, &str)> {
        let included = self.includers.iter().map(|place| (place, "included here"));
        let related = self.related.iter().map(|(place, label)| (place, label.as_str()));
        related.chain(included).map(|(place, label)| {
            let at = line_and_column(&place.source.text, place.span.start);
            (Position { file: &place.source.file, at: Some(at) }, label)
        })
    }

    /// How to fix it, or empty.
    pub fn way_out(&self) -> &str {
        &self.help
    }

    /// The severity as a word: `error`, `warning` or `note`.
    pub fn level(&self) -> &'static str {
        match self.severity {
            super::Severity::Error => "error",
            super::Severity::Warning => "warning",
            super::Severity::Note => "note",
        }
    }
}

/// Line and column of a byte, both from 1; past the end of the text, those of its end.
pub(super) fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..text.floor_char_boundary(at)).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let column = before.get(start..).unwrap_or_default().chars().count() + 1;
    (before.bytes().filter(|byte| *byte == b'\n').count() + 1, column)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::diag::SourceText;

    #[test]
    fn lines_and_columns_count_from_one_in_characters() {
        let source = SourceText { file: "a.md".into(), text: "é\nüber das\n".into() };
        let fault = Diagnostic::error("TB0000", "fault".into()).at(&source, 9..12);
        assert_eq!(fault.position(), Some(Position { file: "a.md", at: Some((2, 6)) }));
        let file = Diagnostic::error("TB0000", "fault".into()).in_file("b.md");
        assert_eq!(file.position(), Some(Position { file: "b.md", at: None }));
        assert_eq!(Diagnostic::error("TB0000", "fault".into()).position(), None);
    }
}
