//! Whether an edit turns a text round: by what it negates, and where.
//!
//! Compares two texts and knows nothing of what else has changed in them.

use super::language::Language;
use super::words::Word;

/// Whether what is to be done is not to be done now, or the other way round. An aside that only one text has is more detail, whatever it
/// says.
pub(super) fn is_turned(old: &[Word], new: &[Word], language: &Language) -> bool {
    let part = |words: &[Word], aside: bool| -> Vec<Word> {
        words.iter().filter(|word| word.is_aside == aside).cloned().collect()
    };
    let differ = |aside: bool| {
        let [old, new] = [part(old, aside), part(new, aside)];
        let both = !aside || (!old.is_empty() && !new.is_empty());
        both && negations(&old, language) != negations(&new, language)
    };
    match negations(old, language) == negations(new, language) {
        true => is_turned_elsewhere(old, new, language),
        false => differ(false) || differ(true),
    }
}

/// Whether one thing is negated now that was said before, and said now that was negated: `do not open it, lock it` and `open it, do not
/// lock it`. What is negated is the next word that is no article or preposition.
fn is_turned_elsewhere(old: &[Word], new: &[Word], language: &Language) -> bool {
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

/// How many words of a text turn round what it says.
pub(super) fn negations(words: &[Word], language: &Language) -> usize {
    language.negations(words.iter().map(|word| word.text.as_str()))
}
