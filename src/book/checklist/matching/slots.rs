//! Series of texts that differ in one place: `learn the basics of …`.
//!
//! The words in that place are the subject, in any language: texts that differ there are different items.

use crate::book::checklist::words::Word;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

/// The most words in the variable place.
const WIDEST: usize = 3;

/// Longer texts are in no series.
const LONGEST: usize = 24;

/// The frames that several texts of one side share and fill with different words, sorted.
#[derive(Debug, Default)]
pub(super) struct Slots {
    frames: Vec<u64>,
}

impl Slots {
    /// Finds the series of each side, given the words of its texts. `least` is the fewest words of a frame, and
    /// `wanted` are the texts that will be looked up.
    pub(super) fn of(
        sides: [&mut dyn Iterator<Item = Hashed>; 2],
        least: usize,
        wanted: &dyn Fn(u64) -> bool,
    ) -> Self {
        let mut frames = Vec::new();
        for side in sides {
            let mut filled = Vec::new();
            for text in side {
                let here = text.filled(least);
                filled.extend(here.filter(|(frame, _)| wanted(*frame)));
            }
            filled.sort_unstable();
            let by_frame = filled.chunk_by(|(one, _), (other, _)| one == other);
            frames.extend(by_frame.filter_map(|filled| {
                let ((frame, first), (_, last)) = (filled.first()?, filled.last()?);
                (first != last).then_some(*frame)
            }));
        }
        frames.sort_unstable();
        Slots { frames }
    }

    fn has(&self, frame: u64) -> bool {
        self.frames.binary_search(&frame).is_ok()
    }

    /// Whether two texts differ only in one place that other texts of one side fill with other words.
    pub(super) fn is_slot(&self, old: &[Word], new: &[Word]) -> bool {
        let (start, old_end, new_end) = fillers(old, new);
        old_end > start
            && new_end > start
            && old_end - start <= WIDEST
            && new_end - start <= WIDEST
            && self.has(hashed(old).frame(start, old_end))
    }

    /// Whether a text is one of a series.
    pub(super) fn has_slot(&self, words: &[Word]) -> bool {
        let hashed = hashed(words);
        let mut frames = (0..words.len())
            .flat_map(|from| (from + 1..=words.len().min(from + WIDEST)).map(move |to| (from, to)));
        frames.any(|(from, to)| self.has(hashed.frame(from, to)))
    }
}

/// Whether one text has all words of a place of the other, and others without numbers: `the yearly budget`.
pub(super) fn is_fuller(old: &[Word], new: &[Word]) -> bool {
    let (start, old_end, new_end) = fillers(old, new);
    let [before, after] = [old.get(start..old_end), new.get(start..new_end)];
    let [before, after] = [before.unwrap_or_default(), after.unwrap_or_default()];
    let (less, more) = if before.len() < after.len() { (before, after) } else { (after, before) };
    let same = |two: &[Word]| two.iter().zip(less).all(|(a, b)| a.text == b.text);
    let Some(at) = more.windows(less.len().max(1)).position(same).filter(|_| !less.is_empty())
    else {
        return false;
    };
    let besides =
        more.iter().enumerate().filter(|(place, _)| !(at..at + less.len()).contains(place));
    besides
        .map(|(_, word)| word)
        .all(|word| !word.has_digits() && !word.is_letter() && !word.is_sign())
}

/// The place where two texts differ: its first word, and its end in each text.
fn fillers(old: &[Word], new: &[Word]) -> (usize, usize, usize) {
    let same = |(a, b): &(&Word, &Word)| a.text == b.text;
    let start = old.iter().zip(new).take_while(same).count();
    let most = old.len().min(new.len()) - start;
    let end = old.iter().rev().zip(new.iter().rev()).take(most).take_while(same).count();
    (start, old.len() - end, new.len() - end)
}

/// The words of a text as hashes, and for each place the text before and after it as one hash each, so that the cost of
/// a frame does not depend on the length of its text.
pub(super) struct Hashed {
    words: Vec<u64>,
    before: Vec<u64>,
    after: Vec<u64>,
}

impl Hashed {
    /// Hashes the words of a text as they are compared.
    pub(super) fn of<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let hash = |word: &str| {
            let mut hasher = DefaultHasher::new();
            word.hash(&mut hasher);
            hasher.finish()
        };
        let words: Vec<u64> = words.map(hash).collect();
        let before = std::iter::once(0).chain(words.iter().scan(0, |sum, word| {
            *sum = mixed(*sum, *word);
            Some(*sum)
        }));
        let before = before.collect();
        let mut after: Vec<u64> = vec![0];
        for word in words.iter().rev() {
            after.push(mixed(after.last().copied().unwrap_or_default(), *word));
        }
        after.reverse();
        Hashed { words, before, after }
    }

    /// All frames of at least so many words, each with its filler; none for a long text.
    pub(super) fn filled(&self, least: usize) -> impl Iterator<Item = (u64, u64)> {
        let length = if self.words.len() > LONGEST { 0 } else { self.words.len() };
        let places = (0..length)
            .flat_map(move |from| (from + 1..=length.min(from + WIDEST)).map(move |to| (from, to)));
        let places = places.filter(move |(from, to)| length - (to - from) >= least);
        places.map(|(from, to)| (self.frame(from, to), self.filler(from, to)))
    }

    /// The hash of a frame: the words before and after its place.
    fn frame(&self, from: usize, to: usize) -> u64 {
        let at = |sums: &[u64], place: usize| sums.get(place).copied().unwrap_or_default();
        mixed(at(&self.before, from), at(&self.after, to).rotate_left(32))
    }

    fn filler(&self, from: usize, to: usize) -> u64 {
        let words = self.words.get(from..to).unwrap_or_default();
        words.iter().fold(0, |sum, word| mixed(sum, *word))
    }
}

pub(super) fn hashed(words: &[Word]) -> Hashed {
    Hashed::of(words.iter().map(|word| word.text.as_str()))
}

/// Combines two hashes. The order counts.
fn mixed(sum: u64, next: u64) -> u64 {
    // An odd number near to two to the power of 64 divided by the golden ratio spreads sums that are close together.
    (sum.rotate_left(23) ^ next).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}
