//! The parts of a diagnostic, for output other than a terminal.
//!
//! Owns lines and columns as editors count them. Never makes a diagnostic, and never prints one.

use super::{Diagnostic, Place};
use std::collections::HashMap;
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
fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..text.floor_char_boundary(at)).unwrap_or_default();
    after((1, 1), before.as_bytes())
}

/// Line and column behind some bytes that begin at a line and a column.
fn after((line, column): (usize, usize), bytes: &[u8]) -> (usize, usize) {
    let characters = |bytes: &[u8]| bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
    match bytes.iter().rposition(|byte| *byte == b'\n') {
        None => (line, column + characters(bytes)),
        Some(last) => {
            let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
            (line + lines, 1 + characters(bytes.get(last + 1..).unwrap_or_default()))
        }
    }
}

/// How many bytes lie between two places that are noted.
const STEP: usize = 4096;

/// Lines and columns of places in texts. Notes some places of each text, so that a text with many faults is counted once and not once
/// for each of them.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// The places at all multiples of [`STEP`] up to the last that was asked for, by the addresses of the texts.
    noted: HashMap<*const u8, Vec<(usize, usize)>>,
}

impl Lines {
    /// Line and column of a byte, both from 1; past the end of the text, those of its end. The texts of all calls live as long as
    /// the diagnostics that they are for, so no two of them have one address.
    pub(super) fn position(&mut self, text: &str, at: usize) -> (usize, usize) {
        let bytes = text.as_bytes().get(..text.floor_char_boundary(at)).unwrap_or_default();
        let noted = self.noted.entry(text.as_ptr()).or_default();
        let mut last = noted.last().copied().unwrap_or((1, 1));
        for step in bytes.chunks_exact(STEP).skip(noted.len()) {
            last = after(last, step);
            noted.push(last);
        }
        let steps = bytes.len() / STEP;
        let start = steps.checked_sub(1).and_then(|last| noted.get(last)).copied();
        after(start.unwrap_or((1, 1)), bytes.get(steps * STEP..).unwrap_or_default())
    }
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

    #[test]
    fn noted_lines_are_those_that_are_counted() {
        let lines: String =
            (0..900).map(|number| format!("é{}\n", "ü".repeat(number % 40))).collect();
        let text = format!("{}{lines}{}", "ä".repeat(STEP), "x".repeat(2 * STEP));
        let mut noted = Lines::default();
        for at in (0..text.len() + 10).rev().step_by(97).chain((0..text.len() + 10).step_by(89)) {
            assert_eq!(noted.position(&text, at), line_and_column(&text, at), "{at}");
        }
    }
}
