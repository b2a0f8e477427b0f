//! Items that do not begin with an action, in English books that turn this lint on.
//!
//! The rule is lenient on purpose. Hardly any English word is certainly a verb, but many are certainly none: an item is
//! reported if its first word is on a short list of such words, is a number, or ends like a noun or participle. Words
//! in brackets, a label before a colon and a condition before a comma precede the action and are ignored.

use crate::syntax::markdown::Chapter;
use crate::text::diag::Diagnostic;
use crate::text::wording::normalised;

/// The code of the lint, which is off by default.
pub(super) const CODE: &str = "TB1410";

/// Words that begin no instruction.
const NO_VERBS: &str = " a an the this that these those my your our his her its their i you we he she it they \
    there here who whom whose what which where when why how is are was were am been has had does did \
    can could should would must may might will shall some any many much most more few several each \
    every all both no none nobody nothing someone something everyone everything of in on at to from by \
    with without about between among through during since until and or but because so not yes very \
    too also only one two three four five six seven eight nine ten ";

/// Words that begin a condition; an action may follow after a comma.
const CONDITIONS: &str =
    " if when once before after where while unless for in at every each until as ";

/// Verbs that end like nouns or participles.
const VERBS: &str = " bring sing ring swing fling sling cling string spring sting wring ping king \
    mention question position commission condition function section action caution ration station petition \
    document implement comment experiment supplement complement segment augment cement ferment torment \
    witness harness balance enhance advance finance freelance chance influence reference sequence \
    experience evidence fence silence pence partition transition auction apply reply supply comply imply multiply rally tally ";

const ENDINGS: [&str; 6] = ["ing", "tion", "ment", "ness", "ance", "ence"];

/// Finds items that do not begin with an action.
pub(super) fn none(language: &str, chapter: &Chapter, found: &mut Vec<Diagnostic>) {
    if !is_english(language) {
        return;
    }
    for task in chapter.tasks.iter().filter(|task| !task.text.is_empty()) {
        if let Some(word) = first_word(&task.wording.text).filter(|word| is_no_verb(word)) {
            let span = task.span.clone();
            found.push(Diagnostic::not_an_action(&chapter.source, span, &word));
        }
    }
}

/// Whether a book in this language is English.
pub(super) fn is_english(language: &str) -> bool {
    language.split('-').next().unwrap_or_default().eq_ignore_ascii_case("en")
}

/// The first word of the action.
fn first_word(text: &str) -> Option<String> {
    let text = normalised(text);
    let mut rest = text.trim_start();
    if let Some((_, after)) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        rest = after.trim_start();
    }
    if let Some((label, after)) = rest.split_once(": ")
        && label.split(' ').count() <= 4
    {
        rest = after;
    }
    let first = word(rest);
    if contains(CONDITIONS, &first)
        && let Some((_, after)) = rest.split_once(", ")
    {
        rest = after;
    }
    let mut words = rest.split(' ').map(word).filter(|word| !word.is_empty());
    words.find(|word| !(word.len() > 4 && word.ends_with("ly")) || contains(VERBS, word))
}

/// The first word of a text without surrounding punctuation.
fn word(text: &str) -> String {
    let first = text.split(' ').next().unwrap_or_default();
    first.trim_matches(|c: char| !c.is_alphanumeric()).to_string()
}

fn is_no_verb(word: &str) -> bool {
    let is_noun = || ENDINGS.iter().any(|end| word.len() > end.len() + 2 && word.ends_with(end));
    contains(NO_VERBS, word)
        || word.starts_with(|c: char| c.is_ascii_digit())
        || (!contains(VERBS, word) && is_noun())
}

fn contains(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|one| one == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> Option<String> {
        first_word(text).filter(|word| is_no_verb(word))
    }

    #[test]
    fn requests_pass() {
        for text in [
            "Write the plan",
            "Carefully read it",
            "If it fails, call support",
            "(optional) Ask her",
            "Day one: meet the team",
            "Document the API",
            "Bring coffee",
            "Every Monday, look at the numbers",
            "Reply to all",
            "`git push` the branch",
        ] {
            assert_eq!(fault(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_surely_no_request_is_found() {
        for text in
            ["The plan is written", "Hiring", "3 interviews", "Who can read it?", "Documentation"]
        {
            assert!(fault(text).is_some(), "{text}");
        }
    }
}
