//! Groups words by stem.
//!
//! Owns what counts as a form of a word. A browser finds the group by any form, so it needs no stemmer.

use super::postings::{List, Postings, Word};
use crate::text::stems::Stems;
use std::cmp::Ordering;
use std::collections::HashMap;

/// All forms of a word, and where they occur.
#[derive(Debug)]
pub(super) struct Group {
    /// The forms, sorted.
    pub(super) forms: Vec<Box<str>>,
    /// The chapters with one of them in the title.
    pub(super) titles: Vec<u8>,
    /// The documents with one of them in the heading.
    pub(super) headings: Vec<u8>,
    /// The documents with one of them in the text.
    pub(super) body: Vec<u8>,
    /// How many documents have one in the heading or text.
    pub(super) documents: usize,
}

/// Groups the words, in the order of the first form of each. If the language has no stemmer, each word is a group.
pub(super) fn of(postings: Postings, language: &str) -> Vec<Group> {
    let mut words = postings.words;
    words.sort_by(|a, b| in_scripts_order(&a.form, &b.form));
    let stems = Stems::of(language);
    let mut places: HashMap<String, usize> = HashMap::with_capacity(words.len());
    let mut groups: Vec<Vec<Word>> = Vec::new();
    for word in words {
        let place = *places.entry(stem(&stems, &word)).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(word),
            None => groups.push(vec![word]),
        }
    }
    groups.into_iter().map(group).collect()
}

/// The order of strings in JavaScript: by UTF-16 code units.
pub(super) fn in_scripts_order(a: &str, b: &str) -> Ordering {
    a.encode_utf16().cmp(b.encode_utf16())
}

/// Names and numbers are not words of a language, so they are not stemmed.
fn stem(stems: &Stems, word: &Word) -> String {
    let spelled = word.spelling.as_ref().unwrap_or(&word.form);
    if !spelled.chars().all(char::is_alphabetic) {
        return word.form.to_string();
    }
    stems.stem(spelled)
}

fn group(mut words: Vec<Word>) -> Group {
    let documents = documents(&words);
    let (titles, headings, body) = match words.as_mut_slice() {
        [one] => (
            std::mem::take(&mut one.titles),
            std::mem::take(&mut one.headings),
            std::mem::take(&mut one.body),
        ),
        several => (
            together(several.iter().map(|word| &word.titles)),
            together(several.iter().map(|word| &word.headings)),
            together_with_times(several),
        ),
    };
    let forms = words.into_iter().map(|word| word.form).collect();
    Group { forms, titles: titles.bytes, headings: headings.bytes, body: body.bytes, documents }
}

fn documents(words: &[Word]) -> usize {
    let headings = words.iter().flat_map(|word| word.headings.numbers());
    let body = words.iter().flat_map(|word| word.body.with_times().map(|(number, _)| number));
    let mut all: Vec<u32> = headings.chain(body).collect();
    all.sort_unstable();
    all.dedup();
    all.len()
}

fn together<'a>(lists: impl Iterator<Item = &'a List>) -> List {
    let mut numbers: Vec<u32> = lists.flat_map(List::numbers).collect();
    numbers.sort_unstable();
    let mut list = List::default();
    numbers.into_iter().for_each(|number| list.push(number));
    list
}

fn together_with_times(words: &[Word]) -> List {
    let mut all: Vec<(u32, u32)> = words.iter().flat_map(|word| word.body.with_times()).collect();
    all.sort_unstable();
    let mut list = List::default();
    for of_one in all.chunk_by(|a, b| a.0 == b.0) {
        let times = of_one.iter().map(|(_, times)| times).sum();
        of_one.first().into_iter().for_each(|(number, _)| list.push_times(*number, times));
    }
    list
}
