//! Whether an edit reverses the meaning of a text, by its negations and their places.
//!
//! Compares two texts; ignores all other changes.

use super::language::Language;
use super::words::Word;

/// Whether a negation was added or removed. An aside that only one text has is added detail, whatever it says.
pub(super) fn reverses_negation(old: &[Word], new: &[Word], language: &Language) -> bool {
    let part = |words: &[Word], aside: bool| -> Vec<Word> {
        words.iter().filter(|word| word.is_aside == aside).cloned().collect()
    };
    let differ = |aside: bool| {
        let [old, new] = [part(old, aside), part(new, aside)];
        let both = !aside || (!old.is_empty() && !new.is_empty());
        both && negations(&old, language) != negations(&new, language)
    };
    match negations(old, language) == negations(new, language) {
        true => moves_negation(old, new, language),
        false => differ(false) || differ(true),
    }
}

/// Whether a negation moved from one thing to another: `do not open it, lock it` and `open it, do not lock it`. The
/// negated word is the next one that is no article or preposition.
fn moves_negation(old: &[Word], new: &[Word], language: &Language) -> bool {
    let negated = |words: &[Word]| -> Vec<Word> {
        let at = (0..words.len()).filter(|at| is_negation(&words[*at], language));
        let next = at.filter_map(|at| {
            let rest = words.iter().skip(at + 1);
            rest.into_iter().find(|word| {
                !language.is_article(&word.text) && !language.is_preposition(&word.text)
            })
        });
        next.cloned().collect()
    };
    let (before, after) = (negated(old), negated(new));
    let has = |words: &[Word], one: &Word| words.iter().any(|word| word.is_same(one, language));
    before.iter().any(|one| !has(&after, one) && has(new, one))
        && after.iter().any(|one| !has(&before, one) && has(old, one))
}

fn is_negation(word: &Word, language: &Language) -> bool {
    language.negations(std::iter::once(word.text.as_str())) > 0
}

/// How many words of a text are negations.
pub(super) fn negations(words: &[Word], language: &Language) -> usize {
    language.negations(words.iter().map(|word| word.text.as_str()))
}
