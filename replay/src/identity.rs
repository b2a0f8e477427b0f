//! The measured ids, behind one function: the library's, and two simpler ones.
//!
//! The only module that calls the library's identity code.

use std::collections::HashMap;
use tickbook::book::checklist::{self, Accounted};
use tickbook::book::lock::Lock;
use tickbook::syntax::markdown::Chapter;

/// The data that a build passes to the next.
#[derive(Debug, Default)]
pub struct State {
    lock: Lock,
}

/// A pairing that the author would be asked about.
#[derive(Debug)]
pub struct Doubt {
    /// The item in the old version, as in the lock.
    pub old: String,
    /// The item in the new version.
    pub new: String,
}

/// The methods of naming, in the order of their ids in a moment.
pub const METHODS: [&str; 3] = ["identity", "text", "position"];

/// Names the items of a chapter, as the build after the one that left `before` would.
pub fn name(chapter: &Chapter, before: &State) -> (State, Vec<String>, Vec<Doubt>) {
    let path = chapter.path.rsplit_once('.').map_or(chapter.path.as_str(), |(stem, _)| stem);
    let page = format!("{path}.html");
    let named = checklist::identify(&[(&page, chapter)], "en", &before.lock, &Accounted::default());
    let said = |lock: &Lock, id: &str| {
        lock.items.get(id).map_or_else(String::new, |entry| entry.wording.text.clone())
    };
    let doubts = named
        .guessed
        .iter()
        .map(|id| Doubt { old: said(&before.lock, id), new: said(&named.lock, id) });
    let doubts = doubts.collect();
    let ids = named.items.into_iter().flatten().map(|identity| identity.id).collect();
    (State { lock: named.lock }, ids, doubts)
}

/// Names each item by its words. Equal items are numbered in order.
pub fn by_text<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut occurrences: HashMap<&str, usize> = HashMap::new();
    let name = |text| {
        let occurrence = occurrences.entry(text).or_default();
        *occurrence += 1;
        format!("{occurrence} {text}")
    };
    texts.map(name).collect()
}

/// Names each item by its place in the file.
pub fn by_position(count: usize) -> Vec<String> {
    (0..count).map(|place| place.to_string()).collect()
}

/// Numbers for ids; equal ids have equal numbers.
#[derive(Debug, Default)]
pub struct Numbers(HashMap<String, u32>);

impl Numbers {
    pub fn of(&mut self, ids: Vec<String>) -> Vec<u32> {
        let next = |numbers: &HashMap<String, u32>| numbers.len() as u32;
        ids.into_iter()
            .map(|id| {
                let number = next(&self.0);
                *self.0.entry(id).or_insert(number)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_have_names_of_their_own() {
        assert_eq!(by_text(["a", "b", "a"].into_iter()), ["1 a", "1 b", "2 a"]);
    }

    #[test]
    fn the_same_id_has_the_same_number() {
        let mut numbers = Numbers::default();
        assert_eq!(numbers.of(by_position(2)), [0, 1]);
        assert_eq!(numbers.of(by_position(3)), [0, 1, 2]);
    }
}
