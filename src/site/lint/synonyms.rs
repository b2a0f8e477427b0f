//! Synonyms for the search that cannot find anything.

use super::Subject;
use crate::book::config::keys::HTML_SEARCH_SYNONYMS;
use crate::site::search::{Text, words::each_word};
use crate::text::diag::Diagnostic;
use crate::text::stems::Stems;
use std::collections::HashSet;

/// Finds synonyms with a word that no chapter of the search has in any form.
pub(super) fn unused(subject: Subject, found: &mut Vec<Diagnostic>) {
    let config = subject.config;
    if config.html.synonyms.is_empty() || !config.html.search {
        return;
    }
    let stems = Stems::of(&config.language);
    let known = known_words(subject, &stems);
    let is_unused = |text: &str| {
        let mut lacks = false;
        each_word(text, &mut |form, spelling| {
            lacks |= !known.contains(&stems.stem(spelling.unwrap_or(form)));
        });
        lacks
    };
    let synonyms = config.html.synonyms.iter();
    let pairs = synonyms.flat_map(|(word, others)| others.iter().map(move |other| (word, other)));
    for (word, other) in pairs.filter(|(_, other)| is_unused(other)) {
        let span = config.places.within(&config.source, HTML_SEARCH_SYNONYMS, other);
        found.push(Diagnostic::unused_synonym(&config.source, span, word, other));
    }
}

/// The stems of all words that the search knows.
fn known_words(subject: Subject, stems: &Stems) -> HashSet<String> {
    let mut known = HashSet::new();
    let mut add = |text: &str| {
        each_word(text, &mut |form, spelling| {
            known.insert(stems.stem(spelling.unwrap_or(form)));
        });
    };
    for node in &subject.book.nodes {
        let Some(chapter) = node.chapter.as_deref().filter(|chapter| chapter.front.search) else {
            continue;
        };
        add(&node.title);
        for section in Text::of(chapter, &node.items).sections {
            add(&section.heading);
            add(&section.text);
        }
    }
    known
}
