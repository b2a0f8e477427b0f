//! Rows of texts that share all but one place: `learn the basics of …`.
//!
//! What stands in the place is what such a text is about, in whatever language, so two that differ there are two.

use crate::checklist::words::Word;
use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

/// How many words a place may hold.
const WIDEST: usize = 3;

/// Texts of more words than this are in no row.
const LONGEST: usize = 24;

/// The places that several texts of one side share.
#[derive(Debug, Default)]
pub(super) struct Slots {
    /// For each frame, what fills it on a side, or `None` where that is several things.
    fillers: HashMap<u64, Option<u64>>,
    several: HashMap<u64, ()>,
}

impl Slots {
    /// Finds the rows of each side. `least` is how many words a frame has at least.
    pub(super) fn of(sides: [&mut dyn Iterator<Item = &[Word]>; 2], least: usize) -> Self {
        let mut slots = Slots::default();
        for side in sides {
            slots.fillers.clear();
            for words in side {
                slots.add(words, least);
            }
        }
        slots.fillers = HashMap::new();
        slots
    }

    fn add(&mut self, words: &[Word], least: usize) {
        if words.len() > LONGEST {
            return;
        }
        for from in 0..words.len() {
            for to in from + 1..=words.len().min(from + WIDEST) {
                if words.len() - (to - from) < least {
                    continue;
                }
                let frame = frame(words, from, to);
                let filler = hash(words.get(from..to).unwrap_or_default());
                let known = self.fillers.entry(frame).or_insert(Some(filler));
                if known.is_some_and(|one| one != filler) {
                    *known = None;
                    self.several.insert(frame, ());
                }
            }
        }
    }

    /// Whether two texts differ in one place alone, which others of one side fill with other things.
    pub(super) fn is_slot(&self, old: &[Word], new: &[Word]) -> bool {
        let same = |(a, b): &(&Word, &Word)| a.text == b.text;
        let start = old.iter().zip(new).take_while(same).count();
        let most = old.len().min(new.len()) - start;
        let end = old.iter().rev().zip(new.iter().rev()).take(most).take_while(same).count();
        let (old_end, new_end) = (old.len() - end, new.len() - end);
        old_end > start
            && new_end > start
            && old_end - start <= WIDEST
            && new_end - start <= WIDEST
            && self.several.contains_key(&frame(old, start, old_end))
    }

    /// Whether a text is one of a row.
    pub(super) fn has_slot(&self, words: &[Word]) -> bool {
        let mut frames = (0..words.len())
            .flat_map(|from| (from + 1..=words.len().min(from + WIDEST)).map(move |to| (from, to)));
        frames.any(|(from, to)| self.several.contains_key(&frame(words, from, to)))
    }
}

/// A frame by the words before and after its place.
fn frame(words: &[Word], from: usize, to: usize) -> u64 {
    let mut hasher = DefaultHasher::new();
    feed(words.get(..from).unwrap_or_default(), &mut hasher);
    0u8.hash(&mut hasher);
    feed(words.get(to..).unwrap_or_default(), &mut hasher);
    hasher.finish()
}

fn hash(words: &[Word]) -> u64 {
    let mut hasher = DefaultHasher::new();
    feed(words, &mut hasher);
    hasher.finish()
}

fn feed(words: &[Word], hasher: &mut DefaultHasher) {
    words.iter().for_each(|word| word.text.hash(hasher));
}
