//! The relation of two titles or headings: the same, the next edition, or a different one.

use super::slots::Slots;
use crate::book::checklist::change::{Change, change, left_over};
use crate::book::checklist::language::Language;
use crate::book::checklist::words::{Word, words};
use crate::text::wording::tokens::writes_no_spaces;
use std::cell::RefCell;
use std::collections::HashMap;

/// The separators between the number of a heading and the heading itself.
const SEPARATORS: [&str; 4] = [": ", " - ", ". ", ") "];

/// Counter words after a number in Chinese and Japanese, as in 第三章.
const COUNTERS: &str = "章節节回週周課课部巻卷話话日天月年号篇条步歩";

/// How many words the number of a heading may have: `week 2`, `part two of`.
const MOST_BEFORE: usize = 4;

/// The fewest letters of an abbreviated word, and the fewest that were cut off. With fewer, `java` would be
/// `javascript`, and `swift` `swiftui`.
const SHORT: usize = 5;
const CUT_OFF: usize = 3;

/// How one label became another, the closest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kinship {
    /// The same words.
    Same,
    /// The same words, with a number that makes them one of a series.
    SameOfRow,
    /// The same words, where other labels differ only in a name, such as `managing people` and `managing projects`.
    SameOfNames,
    /// The same words after a different number.
    Renumbered,
    /// The same in another form, or with more or less detail.
    Alike,
    /// Reworded, but at least half of the words are the same.
    Partly,
    /// Reworded.
    Rewritten,
    /// One of them is not known.
    Unknown,
    /// A different label.
    Unlike,
    /// The next in a series, such as the next week.
    Row,
}

/// Relates labels of both sides, all of which are in `slots`.
pub(super) struct Labels<'a> {
    pub(super) language: &'a Language,
    pub(super) slots: &'a Slots,
    /// The series of the numbers before them, such as `week one`.
    pub(super) numbers: &'a Slots,
    /// Results found already. Most labels of a book occur in many chapters.
    pub(super) known: RefCell<HashMap<String, HashMap<String, Kinship>>>,
}

/// The possible number before a label, and the label itself.
pub(super) fn number_before(label: &str) -> Option<(&str, &str)> {
    let after_counter = || {
        let counter = label.strip_prefix('第')?;
        let end = counter.find(|c: char| COUNTERS.contains(c))?;
        let end = end + counter.get(end..)?.chars().next()?.len_utf8();
        let rest = counter.get(end..)?.trim_start_matches([' ', ':', '-', '、']);
        Some((label.get(..label.len() - rest.len())?, rest))
    };
    let split = SEPARATORS.iter().filter_map(|sign| label.split_once(sign));
    split.min_by_key(|(number, _)| number.len()).or_else(after_counter)
}

impl Labels<'_> {
    /// Relates a label of the lock to one of the book. Both are normalised.
    pub(super) fn kinship(&self, old: &str, new: &str) -> Kinship {
        let known = self.known.borrow().get(old).and_then(|of_old| of_old.get(new).copied());
        known.unwrap_or_else(|| {
            let kinship = self.related(old, new);
            let mut known = self.known.borrow_mut();
            known.entry(old.to_string()).or_default().insert(new.to_string(), kinship);
            kinship
        })
    }

    fn related(&self, old: &str, new: &str) -> Kinship {
        if old.is_empty() || new.is_empty() {
            return Kinship::Unknown;
        }
        let ((number, rest), (number_now, rest_now)) = (self.numbered(old), self.numbered(new));
        if old == new {
            let words = words(old, self.language);
            return match number.is_empty() {
                true if words.iter().any(|word| self.is_counter(word)) => Kinship::SameOfRow,
                true if self.slots.has_slot(&words) => Kinship::SameOfNames,
                _ => Kinship::Same,
            };
        }
        if number != number_now && rest == rest_now {
            return Kinship::Renumbered;
        }
        // `week 2` became `week 2: loops`, or the reverse.
        if number.trim() == new || number_now.trim() == old {
            return Kinship::Alike;
        }
        let (before, after) = (words(rest, self.language), words(rest_now, self.language));
        if self.counts(&before, &after) {
            return Kinship::Row;
        }
        match change(&before, &after, self.language) {
            Change::Form => Kinship::Alike,
            _ if self.is_filled_otherwise(&before, &after) => Kinship::Row,
            Change::Letter | Change::Detail => Kinship::Alike,
            Change::Rewritten if self.shares_half(&before, &after) => Kinship::Partly,
            Change::Rewritten => Kinship::Rewritten,
            Change::Number => Kinship::Row,
            Change::Other if self.is_shortened(&before, &after) => Kinship::Alike,
            Change::Other => Kinship::Unlike,
        }
    }

    /// Whether two labels share half of their words, without articles.
    fn shares_half(&self, old: &[Word], new: &[Word]) -> bool {
        let (before, after) = left_over(old, new, self.language);
        let says = |word: &&&Word| !self.language.is_article(&word.text);
        let differ = before.iter().chain(&after).filter(says).count();
        let all: Vec<&Word> = old.iter().chain(new).collect();
        differ * 2 <= all.iter().filter(says).count()
    }

    /// Whether two labels differ only in words of which one abbreviates the other, such as `intro`.
    fn is_shortened(&self, old: &[Word], new: &[Word]) -> bool {
        let (before, after) = left_over(old, new, self.language);
        let is_short = |(one, other): (&&Word, &&Word)| {
            let (one, other) = (&one.text, &other.text);
            let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
            let lengths = (short.chars().count(), long.chars().count());
            long.starts_with(short.as_str())
                && lengths.0 >= SHORT
                && lengths.1 >= lengths.0 + CUT_OFF
        };
        !before.is_empty() && before.len() == after.len() && before.iter().zip(&after).all(is_short)
    }

    /// The number before a label and the label itself, as `week 2` and `code` of `week 2: code`.
    fn numbered<'t>(&self, label: &'t str) -> (&'t str, &'t str) {
        let first = number_before(label);
        let is_number = |number: &str| {
            let words = words(number, self.language);
            let counts = words.iter().any(|word| self.is_counter(word));
            words.len() <= MOST_BEFORE && (counts || self.numbers.has_slot(&words))
        };
        match first {
            Some((number, rest)) if !rest.trim().is_empty() && is_number(number) => (number, rest),
            _ => ("", label),
        }
    }

    /// Whether two labels differ in the variable place of a series. A label that contains all words of the other is in
    /// no series with it.
    fn is_filled_otherwise(&self, old: &[Word], new: &[Word]) -> bool {
        let (before, after) = left_over(old, new, self.language);
        self.slots.is_slot(old, new) && !before.is_empty() && !after.is_empty()
    }

    /// Whether two labels differ only in their counters.
    fn counts(&self, old: &[Word], new: &[Word]) -> bool {
        let (before, after) = left_over(old, new, self.language);
        let all = |words: &[&Word]| words.iter().all(|word| self.is_counter(word));
        !before.is_empty() && !after.is_empty() && all(&before) && all(&after)
    }

    /// Whether a word is a counter: a number, a letter, a Roman number, a month or a day.
    fn is_counter(&self, word: &Word) -> bool {
        let is_roman = |text: &str| text.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
        word.has_digits()
            || word.is_letter()
            || word.text.chars().all(writes_no_spaces)
            || is_roman(&word.text)
            || self.language.is_calendar(&word.text)
    }
}
