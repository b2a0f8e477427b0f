//! Questions for the author: whether an item still is the one whose ticks it keeps, or a removed one.
//!
//! Owns when a question is asked, how long it is open, and how it is reported. book.lock stores it between builds; an
//! explicit id, `tickbook lock keep` and `tickbook lock part` answer it.

use super::{Found, Known};
use crate::book::checklist::matching::Certainty;
use crate::book::lock::{Entry, Questions, Status};
use crate::syntax::markdown::tree::Task;
use crate::text::diag::Diagnostic;
use std::collections::BTreeMap;

/// How many questions a build reports one by one.
const MOST_TOLD: usize = 20;

/// The open questions about an item. `before` is the item that it was, and `near` a removed one that it resembles but
/// for its meaning.
pub(super) fn of(
    task: &Task,
    before: Option<(Known, Certainty)>,
    near: Option<Known>,
) -> Questions {
    if task.explicit_id.is_some() {
        // An explicit id separates an item from its ticks until the author fixes or confirms it.
        let known = before.map(|((_, entry), _)| entry.questions.near.clone());
        let near = known.unwrap_or_else(|| near.map(|(id, _)| id.to_string()));
        return Questions { was: None, near };
    }
    let Some(((_, entry), certainty)) = before else {
        return Questions { was: None, near: near.map(|(id, _)| id.to_string()) };
    };
    let asked = &entry.questions;
    let first = asked.was.as_ref();
    let first = first.or((certainty == Certainty::Plausible).then_some(&entry.wording.text));
    let was = first.filter(|text| **text != task.wording.text).cloned();
    Questions { was, near: asked.near.clone() }
}

/// Reports the questions about these items, given in reading order, and drops those whose removed item is back.
pub(super) fn told(
    asked: &[(Found, String)],
    items: &mut BTreeMap<String, Entry>,
) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    for (one, id) in asked {
        let Some(questions) = items.get(id).map(|entry| entry.questions.clone()) else { continue };
        let (source, span) = (&one.chapter.source, one.task.span.clone());
        if let Some(text) = questions.was {
            notes.push(Diagnostic::carried_on_a_guess(source, span.clone(), id, &text));
        }
        let Some(gone) = questions.near else { continue };
        match items.get(&gone).filter(|entry| entry.status == Status::Retired) {
            Some(_) if one.task.explicit_id.is_some() => {
                notes.push(Diagnostic::id_parts_ticks(source, span, id, &gone));
            }
            Some(left) => {
                let text = &left.wording.text;
                notes.push(Diagnostic::near_one_that_has_gone(source, span, [id, &gone], text));
            }
            None => {
                items.entry(id.clone()).and_modify(|entry| entry.questions.near = None);
            }
        }
    }
    // Readers lose ticks by some of them, so these come first.
    notes.sort_by_key(|one| !one.is_warning());
    let more = notes.len().saturating_sub(MOST_TOLD);
    notes.truncate(MOST_TOLD);
    if more > 0 {
        notes.push(Diagnostic::more_questions(more));
    }
    notes
}
