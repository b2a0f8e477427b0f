//! How two titles or headings are related: one and the same, its next edition, or another one.

use super::slots::Slots;
use crate::checklist::change::{Change, change, left_over};
use crate::checklist::language::Language;
use crate::checklist::words::{Word, words};

/// What may stand between the number of a heading and the heading itself.
const SEPARATORS: [&str; 4] = [": ", " - ", ". ", ") "];

/// How many words the number of a heading may have: `week 2`, `part two of`.
const MOST_BEFORE: usize = 3;

/// How one label became another, the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kinship {
    /// The same words.
    Same,
    /// The same words, which are those of a row but for the number.
    SameOfRow,
    /// The same words after another number.
    Renumbered,
    /// The same in another form, or with more or less detail.
    Alike,
    /// In other words.
    Rewritten,
    /// Nothing is known of one of them.
    Unknown,
    /// Another label.
    Unlike,
    /// Another one of a row, such as the next week.
    Row,
}

/// Relates labels of both sides, which `slots` knows all.
pub(super) struct Labels<'a> {
    pub(super) language: &'a Language,
    pub(super) slots: &'a Slots,
}

impl Labels<'_> {
    /// How a label of the lock became one of the book. Both are normalised.
    pub(super) fn kinship(&self, old: &str, new: &str) -> Kinship {
        if old.is_empty() || new.is_empty() {
            return Kinship::Unknown;
        }
        let ((number, rest), (number_now, rest_now)) = (self.numbered(old), self.numbered(new));
        if old == new {
            let in_row = number.is_empty() && self.is_of_row(old);
            return if in_row { Kinship::SameOfRow } else { Kinship::Same };
        }
        if number != number_now && rest == rest_now {
            return Kinship::Renumbered;
        }
        let (before, after) = (words(rest, self.language), words(rest_now, self.language));
        let is_row = self.counts(&before, &after) || self.slots.is_slot(&before, &after);
        match change(&before, &after, self.language) {
            _ if is_row => Kinship::Row,
            Change::Form | Change::Letter | Change::Detail => Kinship::Alike,
            Change::Rewritten => Kinship::Rewritten,
            Change::Number => Kinship::Row,
            Change::Other => Kinship::Unlike,
        }
    }

    /// The number before a label and the label itself, as `week 2` and `code` of `week 2: code`.
    fn numbered<'t>(&self, label: &'t str) -> (&'t str, &'t str) {
        let split = SEPARATORS.iter().filter_map(|sign| label.split_once(sign));
        let first = split.min_by_key(|(number, _)| number.len());
        let is_number = |number: &str| {
            let words = words(number, self.language);
            words.len() <= MOST_BEFORE && words.iter().any(|word| self.is_counter(word))
        };
        match first {
            Some((number, rest)) if !rest.trim().is_empty() && is_number(number) => (number, rest),
            _ => ("", label),
        }
    }

    /// Whether a label is one of a row that only a number tells apart.
    fn is_of_row(&self, label: &str) -> bool {
        let words = words(label, self.language);
        words.iter().any(|word| self.is_counter(word)) || self.slots.has_slot(&words)
    }

    /// Whether two labels differ in what counts them, and in nothing else.
    fn counts(&self, old: &[Word], new: &[Word]) -> bool {
        let (before, after) = left_over(old, new, self.language);
        let all = |words: &[&Word]| words.iter().all(|word| self.is_counter(word));
        !(before.is_empty() && after.is_empty()) && all(&before) && all(&after)
    }

    /// Whether a word counts: a number, a letter, a Roman number, a month or a day.
    fn is_counter(&self, word: &Word) -> bool {
        let is_roman = |text: &str| text.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
        word.has_digits()
            || word.text.chars().count() == 1
            || is_roman(&word.text)
            || self.language.is_calendar(&word.text)
    }
}
