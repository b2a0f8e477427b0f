//! What only the author of an item knows: whether it still is the item whose ticks it keeps, or one that has gone.
//!
//! Owns when a question is put, until when it stands, and how it is told. book.lock keeps it between builds; an id that the
//! author writes, `tickbook lock keep` and `tickbook lock part` answer it.

use super::{Found, Known};
use crate::checklist::matching::Certainty;
use crate::diag::Diagnostic;
use crate::lock::{Entry, Question, Status};
use crate::markdown::tree::Task;
use std::collections::BTreeMap;

/// How many questions a build tells one by one.
const MOST_TOLD: usize = 20;

/// What is to be asked of an item from now on. `before` is what it was, and `near` what it would be if it did not mean another
/// thing.
pub(super) fn of(
    task: &Task,
    before: Option<(Known, Certainty)>,
    near: Option<Known>,
) -> Option<Question> {
    if task.explicit_id.is_some() {
        return None;
    }
    let Some(((_, entry), certainty)) = before else {
        return near.map(|(id, _)| Question::Near(id.to_string()));
    };
    let question = match (&entry.question, certainty) {
        (Some(Question::Was(first)), _) => Some(Question::Was(first.clone())),
        (_, Certainty::Plausible) => Some(Question::Was(entry.wording.text.clone())),
        (near, Certainty::Sure) => near.clone(),
    };
    question.filter(|question| *question != Question::Was(task.wording.text.clone()))
}

/// Tells what is asked of these items, given with their ids in reading order, and drops what is answered: that an item has not gone.
pub(super) fn told(
    asked: &[(Found, String)],
    items: &mut BTreeMap<String, Entry>,
) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    let mut more = 0;
    for (one, id) in asked {
        let question = items.get(id).and_then(|entry| entry.question.clone());
        let (source, span) = (&one.chapter.source, one.task.span.clone());
        let note = match question {
            Some(Question::Was(text)) => Diagnostic::carried_on_a_guess(source, span, id, &text),
            Some(Question::Near(gone)) => {
                let left = items.get(&gone).filter(|entry| entry.status == Status::Retired);
                let Some(left) = left else {
                    items.entry(id.clone()).and_modify(|entry| entry.question = None);
                    continue;
                };
                Diagnostic::near_one_that_has_gone(source, span, [id, &gone], &left.wording.text)
            }
            None => continue,
        };
        match told.len() < MOST_TOLD {
            true => told.push(note),
            false => more += 1,
        }
    }
    if more > 0 {
        told.push(Diagnostic::more_questions(more));
    }
    told
}
