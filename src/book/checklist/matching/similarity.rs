//! The likeness of two texts, in words and in letters.
//!
//! Words weigh by how rare they are in the book (inverse document frequency), so that common words count little. Both
//! are measured by the coefficient of Dice (1945): twice what is shared, divided by the sum of both sides. Letters are
//! compared in pairs of neighbours, which tolerates typing errors and inflections. In scripts without spaces each
//! character counts as a word.

use crate::book::checklist::language::Language;
use crate::text::wording::tokens::writes_no_spaces;
use std::collections::HashMap;

/// The weight of a character of a script without spaces, in letters.
const CHARACTER: usize = 3;

/// The length in letters from which a text is more than its numbers.
const LONG: usize = 30;

/// The length in letters below which a text is not distinctive.
const BRIEF: usize = 9;

/// The texts of a book by number, with the weights of their words.
pub(super) struct Vocabulary {
    numbers: HashMap<String, u32>,
    documents: Vec<u32>,
    texts: u32,
}

/// A text, ready to be compared with others of the same vocabulary.
#[derive(Debug)]
pub(super) struct Text {
    /// The words by number, sorted, each with its weight.
    pub(super) words: Vec<(u32, f32)>,
    weight: f32,
    pairs: Vec<u64>,
    /// The numbers in digits, sorted.
    numbers: Vec<String>,
    /// Its number of letters.
    length: usize,
}

impl Vocabulary {
    /// Counts how many of these gists contain each word that is no article.
    pub(super) fn of<'a>(texts: impl Iterator<Item = &'a str>, language: &Language) -> Self {
        let mut vocabulary =
            Vocabulary { numbers: HashMap::new(), documents: Vec::new(), texts: 0 };
        for text in texts {
            vocabulary.texts += 1;
            let says = |word: &&str| !language.is_article(word);
            let mut seen: Vec<u32> =
                words(text).filter(says).map(|word| vocabulary.number(word)).collect();
            seen.sort_unstable();
            seen.dedup();
            for number in seen {
                vocabulary.documents[number as usize] += 1;
            }
        }
        vocabulary
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = self.documents.len() as u32;
        self.numbers.insert(word.to_string(), number);
        self.documents.push(0);
        number
    }

    /// Prepares a text for comparison.
    pub(super) fn text(&self, letters: &str) -> Text {
        let weigh = |number: u32| {
            let documents = self.documents.get(number as usize).copied().unwrap_or(1).max(1);
            (1.0 + self.texts as f32 / documents as f32).ln()
        };
        let known = words(letters).filter_map(|word| self.numbers.get(word).copied());
        let mut all: Vec<(u32, f32)> = known.map(|number| (number, weigh(number))).collect();
        all.sort_unstable_by_key(|(number, _)| *number);
        let digits = letters.split(|c: char| !c.is_numeric()).filter(|run| !run.is_empty());
        let mut numbers: Vec<String> = digits.map(str::to_string).collect();
        numbers.sort_unstable();
        numbers.dedup();
        Text {
            weight: all.iter().map(|(_, weight)| weight).sum(),
            words: all,
            pairs: letter_pairs(letters),
            numbers,
            length: length(letters),
        }
    }
}

impl Text {
    /// Whether it is so long that a number in it is a detail.
    pub(super) fn is_long(&self) -> bool {
        self.length >= LONG
    }

    /// Whether it is too short to be distinctive.
    pub(super) fn is_brief(&self) -> bool {
        self.length < BRIEF
    }

    /// Whether it is distinctive anywhere in the book.
    pub(super) fn tells(&self) -> bool {
        self.length >= TELLS
    }

    /// From 0, nothing in common, to 1, the same words.
    pub(super) fn likeness(&self, other: &Text) -> f32 {
        let words = dice(shared_words(self, other), self.weight + other.weight);
        let pairs =
            dice(shared(&self.pairs, &other.pairs), (self.pairs.len() + other.pairs.len()) as f32);
        // Words that are joined or split share few words but nearly all letters.
        ((words + pairs) / 2.0).max(pairs * pairs).max(self.containment(other))
    }

    /// The likeness of two texts of which one contains the other; the more it adds, the lower.
    fn containment(&self, other: &Text) -> f32 {
        let (less, more) = (self.weight.min(other.weight), self.weight.max(other.weight));
        if less <= 0.0 || self.is_brief() || other.is_brief() {
            return 0.0;
        }
        let share = shared_words(self, other) / less;
        share * share * (0.5 + 0.5 * less / more)
    }

    /// The share of this text's words that the other has.
    pub(super) fn share_in(&self, other: &Text) -> f32 {
        if self.weight > 0.0 { shared_words(self, other) / self.weight } else { 0.0 }
    }

    /// Whether each of the two has a number that the other lacks, as `lecture 12` and `lecture 13`.
    pub(super) fn numbers_differ(&self, other: &Text) -> bool {
        let lacks = |a: &Text, b: &Text| a.numbers.iter().any(|number| !b.numbers.contains(number));
        lacks(self, other) && lacks(other, self)
    }
}

/// Whether a text, given as letters, is too short to be distinctive.
pub(super) fn is_brief(letters: &str) -> bool {
    length(letters) < BRIEF
}

/// The length in letters from which a text identifies its task anywhere.
const TELLS: usize = 16;

/// Whether a text, given as letters, is distinctive anywhere in the book.
pub(super) fn is_long(letters: &str) -> bool {
    length(letters) >= TELLS
}

fn dice(shared: f32, both: f32) -> f32 {
    if both > 0.0 { 2.0 * shared / both } else { 0.0 }
}

/// The length of a text in letters; a character of a script without spaces counts for several.
pub(super) fn length(letters: &str) -> usize {
    let weigh = |c: char| match c {
        c if c.is_whitespace() => 0,
        c if writes_no_spaces(c) => CHARACTER,
        _ => 1,
    };
    letters.chars().map(weigh).sum()
}

/// The words, and each character of a script without spaces.
fn words(letters: &str) -> impl Iterator<Item = &str> {
    letters.split_whitespace().flat_map(|run| {
        let mut rest = run;
        std::iter::from_fn(move || {
            let first = rest.chars().next()?;
            let end = match writes_no_spaces(first) {
                true => first.len_utf8(),
                false => rest.find(writes_no_spaces).unwrap_or(rest.len()),
            };
            let (word, after) = rest.split_at_checked(end)?;
            rest = after;
            Some(word)
        })
    })
}

/// Each pair of adjacent letters of a word, including its ends, sorted.
fn letter_pairs(letters: &str) -> Vec<u64> {
    let mut pairs = Vec::with_capacity(letters.len() + 1);
    let mut before = ' ';
    for c in letters.chars().chain([' ']) {
        if before != ' ' || c != ' ' {
            pairs.push((u64::from(u32::from(before)) << 32) | u64::from(u32::from(c)));
        }
        before = c;
    }
    pairs.sort_unstable();
    pairs
}

fn shared_words(one: &Text, other: &Text) -> f32 {
    let (mut a, mut b) = (one.words.iter().peekable(), other.words.iter().peekable());
    let mut sum = 0.0;
    while let (Some((left, weight)), Some((right, _))) = (a.peek(), b.peek()) {
        match left.cmp(right) {
            std::cmp::Ordering::Less => drop(a.next()),
            std::cmp::Ordering::Greater => drop(b.next()),
            std::cmp::Ordering::Equal => {
                sum += weight;
                a.next();
                b.next();
            }
        }
    }
    sum
}

/// How many elements two sorted lists share.
fn shared(one: &[u64], other: &[u64]) -> f32 {
    let (mut a, mut b) = (one.iter().peekable(), other.iter().peekable());
    let mut count = 0.0;
    while let (Some(left), Some(right)) = (a.peek(), b.peek()) {
        match left.cmp(right) {
            std::cmp::Ordering::Less => drop(a.next()),
            std::cmp::Ordering::Greater => drop(b.next()),
            std::cmp::Ordering::Equal => {
                count += 1.0;
                a.next();
                b.next();
            }
        }
    }
    count
}
