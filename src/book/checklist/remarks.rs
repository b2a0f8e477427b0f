//! Marks the words of a text that are written like names, and those in an aside.
//!
//! Never adds or removes a word.

use super::language::Language;
use super::words::Word;
use crate::text::wording::tokens::{fold, folded, pieces};
use std::collections::HashSet;

/// Marks the words that the text as it is written has with a capital letter within a sentence. If most words have one,
/// as in titles, none is marked.
pub(super) fn mark_names(words: &mut [Word], written: &str, language: &Language) {
    let begins_high =
        |word: &&str| word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    let all: Vec<&str> = written.split_whitespace().collect();
    if language.writes_nouns_like_names()
        || all.iter().filter(|word| begins_high(word)).count() * 2 > all.len()
    {
        return;
    }
    let ends = |word: &str| word.ends_with(['.', ':', '!', '?', '\u{2026}']);
    let within = all.windows(2).filter(|two| matches!(two, [before, _] if !ends(before)));
    let names = within.filter_map(|two| two.get(1).copied()).filter(begins_high);
    let names: HashSet<String> = names.flat_map(|name| folded(&name.to_lowercase())).collect();
    words.iter_mut().for_each(|word| word.is_name = names.contains(&word.text));
}

/// Marks the words that are in brackets or after the first sentence of their text; the words may lack punctuation and
/// addresses of the text.
pub(super) fn mark_asides(words: &mut [Word], text: &str, language: &Language) {
    let mut aside = Aside::default();
    let mut words = words.iter_mut().peekable();
    for run in text.split_whitespace() {
        let is_aside = aside.holds(run);
        pieces(run, &mut |piece| {
            for one in language.in_full(piece).unwrap_or_else(|| vec![piece.to_string()]) {
                if let Some(word) = words.next_if(|word| word.text == fold(&one)) {
                    word.is_aside = is_aside;
                }
            }
        });
    }
}

/// Tracks brackets and the end of the first sentence.
#[derive(Default)]
struct Aside {
    brackets: usize,
    has_ended: bool,
}

impl Aside {
    /// Whether the next run of characters without white space is an aside.
    fn holds(&mut self, run: &str) -> bool {
        let opened = run.matches(['(', '[', '（']).count();
        let closed = run.matches([')', ']', '）']).count();
        let is_aside = self.has_ended || self.brackets > 0 || run.starts_with(['(', '[', '（']);
        self.brackets = (self.brackets + opened).saturating_sub(closed);
        self.has_ended |= self.brackets == 0 && run.ends_with(['.', '!', '?', ';', '。']);
        is_aside
    }
}
