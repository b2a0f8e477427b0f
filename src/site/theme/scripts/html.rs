//! Where a script sets or writes HTML.

use super::Script;
use super::tables::*;
use crate::text::js::{Kind, Token};
use std::ops::Range;

impl Script<'_, '_> {
    /// The place of the HTML that a word sets or writes: from the first text to the last one.
    pub(super) fn markup(&self, at: usize) -> Option<Range<usize>> {
        let word = self.word(Some(at))?;
        if !self.is_sign(at.checked_sub(1), ".") {
            return None;
        }
        if MARKUP_METHODS.contains(&word) && self.is_sign(Some(at + 1), "(") {
            return self.texts(at + 2, false);
        }
        let sets = ["=", "+="].iter().any(|sign| self.is_sign(Some(at + 1), sign));
        if MARKUP_PROPERTIES.contains(&word) && sets { self.texts(at + 2, true) } else { None }
    }

    /// The place from the first to the last text of the expression that begins at a token.
    fn texts(&self, from: usize, is_assigned: bool) -> Option<Range<usize>> {
        let (mut depth, mut found) = (0_usize, None::<Range<usize>>);
        for (at, token) in self.tokens.iter().enumerate().skip(from) {
            let goes_on = |one: Option<&Token>| {
                one.is_none_or(|one| one.kind == Kind::Sign && ![")", "]", "}"].contains(&one.text))
            };
            let is_next = depth == 0
                && at > from
                && is_assigned
                && token.begins_line
                && !goes_on(Some(token))
                && !goes_on(self.before(at, 1));
            match (token.kind, token.text) {
                _ if is_next => break,
                (Kind::Text, _) => {
                    let start = found.map_or(token.place.start, |found| found.start);
                    found = Some(start..token.place.end);
                }
                (Kind::Sign, "(" | "[" | "{") => depth += 1,
                (Kind::Sign, ")" | "]" | "}") if depth == 0 => break,
                (Kind::Sign, ")" | "]" | "}") => depth -= 1,
                (Kind::Sign, ";") if depth == 0 => break,
                (Kind::Sign, ",") if depth == 0 && is_assigned => break,
                _ => {}
            }
        }
        found
    }
}
