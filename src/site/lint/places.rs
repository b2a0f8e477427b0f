//! Items that refer to their place on a page, in English books that turn this lint on.
//!
//! Readers see an item alone on the plan, on paper and in exports, where nothing is above it. Reported are a few
//! expressions that cannot mean anything there. "Above" and "below" are reported only where no noun follows them: "the
//! questions above" points to a place, "the level above yours" does not.

use super::actions::is_english;
use crate::syntax::markdown::Chapter;
use crate::text::diag::Diagnostic;
use crate::text::wording::normalised;

/// The code of the lint, which is off by default.
pub(super) const CODE: &str = "TB1421";

/// What points at the surroundings of an item.
const POINTERS: [&str; 11] = [
    "this page",
    "this chapter",
    "this section",
    "this list",
    "this table",
    "that table",
    "that list",
    "previous item",
    "next item",
    "earlier item",
    "the above",
];

/// Words after which "above" and "below" are no prepositions.
const GOES_ON: &str = " and or but in with to from on as then before so that ";

/// Finds items that only make sense beside their neighbours.
pub(super) fn named(language: &str, chapter: &Chapter, found: &mut Vec<Diagnostic>) {
    if !is_english(language) {
        return;
    }
    for task in &chapter.tasks {
        if let Some(words) = pointer(&normalised(&task.wording.text)) {
            found.push(Diagnostic::refers_to_place(&chapter.source, task.span.clone(), words));
        }
    }
}

/// The words of an item that point at its surroundings.
fn pointer(text: &str) -> Option<&'static str> {
    let words: Vec<&str> = text.split_whitespace().collect();
    for (index, word) in words.iter().enumerate() {
        let next = words.get(index + 1).copied();
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let pair = next.map(|next| [bare, next.trim_matches(|c: char| !c.is_alphanumeric())]);
        let is_pair = |pointer: &&&str| pair.is_some_and(|pair| pointer.split(' ').eq(pair));
        if let Some(found) = POINTERS.iter().find(is_pair) {
            return Some(found);
        }
        let ends = word.ends_with(|c: char| !c.is_alphanumeric());
        let alone =
            ends || next.is_none_or(|next| GOES_ON.split_whitespace().any(|one| one == next));
        if let Some(found) = ["above", "below"].into_iter().find(|one| *one == bare && alone) {
            return Some(found);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found() {
        for (text, words) in [
            ("Answer the questions above and date the page", "above"),
            ("Draw the table below.", "below"),
            ("Mark every question on this page", "this page"),
            ("Repeat the previous item with a friend", "previous item"),
        ] {
            assert_eq!(pointer(&normalised(text)), Some(words), "{text}");
        }
    }

    #[test]
    fn what_can_be_read_alone_passes() {
        for text in [
            "Read the chapter on the step above yours",
            "Keep the error rate below one per cent",
            "Talk to the people below your managers",
            "List the pages that you changed",
        ] {
            assert_eq!(pointer(&normalised(text)), None, "{text}");
        }
    }
}
