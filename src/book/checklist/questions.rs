//! What only the author of an item knows: whether it still is the item whose ticks it keeps, or one that has gone.
//!
//! Owns when a question is put, until when it stands, and how it is told. book.lock keeps it between builds; an id that the
//! author writes, `tickbook lock keep` and `tickbook lock part` answer it.

use super::{Found, Known};
use crate::book::checklist::matching::Certainty;
use crate::book::lock::{Entry, Questions, Status};
use crate::syntax::markdown::tree::Task;
use crate::text::diag::Diagnostic;
use std::collections::BTreeMap;

/// How many questions a build tells one by one.
const MOST_TOLD: usize = 20;

/// What is to be asked of an item from now on. `before` is what it was, and `near` what it would be if it did not mean another
/// thing.
pub(super) fn of(
    task: &Task,
    before: Option<(Known, Certainty)>,
    near: Option<Known>,
) -> Questions {
    if task.explicit_id.is_some() {
        // An id of its author's own parts an item from its ticks until that is mended or meant.
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

/// Tells what is asked of these items, given with their ids in reading order, and drops what is answered: that an item has not gone.
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
    let more = notes.len().saturating_sub(MOST_TOLD);
    notes.truncate(MOST_TOLD);
    if more > 0 {
        notes.push(Diagnostic::more_questions(more));
    }
    notes
}
