//! The words and signs of a text.
//!
//! Owns how a text is split, and when two words are forms of the same word. Never compares whole texts.

use super::change::Change;
use super::language::Language;
use super::spelling::{LONGEST, SPELT, is_short_for, spelling};
use crate::text::wording::tokens::{fold, pieces, writes_no_spaces};
use unicode_normalization::char::is_combining_mark;

/// A word, a number or a sign of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// As it is written, in lower case and without accents.
    pub(super) text: String,
    stem: String,
    kind: Kind,
    /// Whether it is capitalised within a sentence, like a name.
    pub(super) is_name: bool,
    /// Whether it is in brackets, or after the first sentence.
    pub(super) is_aside: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Only letters.
    Letters,
    /// Contains a digit.
    Number,
    /// Contains a sign: `c++`, `-x`, `<`, an emoji.
    Sign,
}

/// The words of a normalised text.
pub(super) fn words(text: &str, language: &Language) -> Vec<Word> {
    let mut words = Vec::new();
    each_word(text, language, &mut |piece| words.push(Word::of(piece, language)));
    words
}

/// The words of a normalised text, each as in [`Word::text`].
pub(super) fn texts(text: &str, language: &Language) -> Vec<String> {
    let mut texts = Vec::new();
    each_word(text, language, &mut |piece| texts.push(fold(piece)));
    texts
}

fn each_word(text: &str, language: &Language, each: &mut dyn FnMut(&str)) {
    for run in text.split_whitespace() {
        pieces(run, &mut |piece| match language.in_full(piece) {
            Some(full) => full.iter().for_each(|one| each(one)),
            None => each(piece),
        });
    }
}

impl Word {
    fn of(piece: &str, language: &Language) -> Self {
        let text = fold(piece);
        let kind = match () {
            () if text.chars().any(char::is_numeric) => Kind::Number,
            () if text.chars().all(|c| c.is_alphabetic() || is_combining_mark(c)) => Kind::Letters,
            () => Kind::Sign,
        };
        let stem = match kind {
            Kind::Letters if text.chars().nth(LONGEST).is_none() => {
                language.irregular(&text).unwrap_or_else(|| language.stem(piece))
            }
            _ => text.clone(),
        };
        Word { text, stem, kind, is_name: false, is_aside: false }
    }

    /// Whether it is a sign, or contains one.
    pub(super) fn is_sign(&self) -> bool {
        self.kind == Kind::Sign
    }

    /// Whether it is a single letter.
    pub(super) fn is_letter(&self) -> bool {
        self.kind == Kind::Letters
            && self.text.chars().count() == 1
            && !self.text.contains(writes_no_spaces)
    }

    /// Whether it is an option of a command, such as `-f` or `--force`.
    pub(super) fn is_option(&self) -> bool {
        self.text.starts_with('-')
    }

    pub(super) fn has_digits(&self) -> bool {
        self.kind == Kind::Number
    }

    pub(super) fn is_same(&self, other: &Word, language: &Language) -> bool {
        self.text == other.text || self.likeness(other, language).is_some()
    }

    /// How two words are forms of the same word; `None` if they are different words.
    pub(super) fn likeness(&self, other: &Word, language: &Language) -> Option<Change> {
        if self.text == other.text {
            return Some(Change::Form);
        }
        let value = |word: &Word| match word.kind {
            Kind::Number => word.text.parse().ok(),
            _ => language.number(&word.text),
        };
        if let (Some(one), Some(other)) = (value(self), value(other)) {
            return (one == other).then_some(Change::Form);
        }
        let both_letters = self.kind == Kind::Letters && other.kind == Kind::Letters;
        if !both_letters || language.is_calendar(&self.text) && language.is_calendar(&other.text) {
            return None;
        }
        if self.stem == other.stem {
            return Some(Change::Form);
        }
        if language.is_preposition(&self.text) && language.is_preposition(&other.text) {
            return Some(Change::Letter);
        }
        spelling(&self.text, &other.text)
    }

    /// Whether it is so similar to another word, or short for it, that both are the same in a long text.
    pub(super) fn is_near(&self, other: &Word) -> bool {
        let both_letters = self.kind == Kind::Letters && other.kind == Kind::Letters;
        let count = |word: &Word| word.text.chars().count();
        let (short, long) = if count(self) <= count(other) { (self, other) } else { (other, self) };
        let same_first = short.text.chars().next() == long.text.chars().next();
        both_letters
            && same_first
            && count(long) <= LONGEST
            && (is_short_for(&short.text, &long.text)
                || count(short) >= SPELT && strsim::osa_distance(&short.text, &long.text) == 1)
    }

    /// Whether both differ only in their digits, or in numbers written as words.
    pub(super) fn is_other_number(&self, other: &Word, language: &Language) -> bool {
        let spelt =
            |word: &Word| language.number(&word.text).is_some() || word.kind == Kind::Number;
        if spelt(self) && spelt(other) && (self.kind != other.kind || self.kind == Kind::Letters) {
            return true;
        }
        let rest = |word: &Word| {
            word.text.replace(|c: char| c.is_numeric() || matches!(c, '.' | ',' | ':'), "")
        };
        self.kind == Kind::Number && other.kind == Kind::Number && rest(self) == rest(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_of_a_usual_length_have_forms() {
        let language = Language::of("en");
        let one = |word: &str| words(word, &language).remove(0);
        let is_form = |letters: usize| {
            let stem = "a".repeat(letters - 3);
            one(&format!("{stem}ing")).is_same(&one(&format!("{stem}ed")), &language)
        };
        assert!(is_form(LONGEST));
        assert!(!is_form(LONGEST + 2));
    }
}
