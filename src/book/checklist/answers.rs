//! The author's answers to a build's questions about the identity of items.

use super::fresh_id;
use crate::book::lock::{Entry, Lock, Questions, Status, next_revision};
use crate::text::diag::cited;
use crate::text::diag::print::visible;
use crate::text::wording::{Wording, reads_otherwise};
use std::sync::Arc;

/// Why an answer fits no question: what is wrong in the lock, and how to fix it.
pub type Refusal = (String, String);

/// Records that the item `new` is the one that readers ticked as `old`; the two ids may be equal. Returns the message.
pub fn keep(lock: &mut Lock, old: &str, new: &str) -> Result<String, Refusal> {
    let item = live(lock, new)?.clone();
    if old == new {
        return keep_as_it_is(lock, new);
    }
    let Some(left) = lock.items.get(old) else { return Err(unknown(old)) };
    if left.status == Status::Live {
        let part = match left.questions.was.is_some() || !left.former.is_empty() {
            true => {
                format!("if that is a different item now, run `tickbook lock part {old}` first")
            }
            false => "only an item that is gone can pass on its id".to_string(),
        };
        let help = format!("it says “{}”; {part}", cited(&left.wording.text));
        return Err((format!("`{old}` for an item that is still in the book"), help));
    }
    let message = format!(
        "`{old}`, “{}”, is now “{}” and keeps its readers' ticks",
        visible(&cited(&left.wording.text)),
        visible(&cited(&item.wording.text))
    );
    let kept = Entry {
        revision: match reads_otherwise(&left.wording, &item.wording) {
            true => next_revision(left.revision),
            false => left.revision,
        },
        former: left.former_and_this(),
        questions: Questions::default(),
        ..item.clone()
    };
    lock.items.insert(old.to_string(), kept);
    let gone = Entry { status: Status::Retired, questions: Questions::default(), ..item };
    lock.items.insert(new.to_string(), gone);
    Ok(message)
}

/// Records that the item is the same as before. Whether it is also a removed item is a separate question.
fn keep_as_it_is(lock: &mut Lock, id: &str) -> Result<String, Refusal> {
    let Some(entry) = lock.items.get_mut(id) else { return Err(unknown(id)) };
    match (entry.questions.was.take(), &entry.questions.near) {
        (Some(_), _) => Ok(format!("`{id}` is still the same item")),
        (None, Some(gone)) => {
            let help = format!(
                "if it is the same item as `{gone}`, run `tickbook lock keep {gone} {id}`; if not, run `tickbook lock part {id}`"
            );
            Err((format!("no earlier text of `{id}` to keep"), help))
        }
        (None, None) => {
            let help = format!(
                "it keeps its ticks anyway; if the chapter has just changed, run `tickbook build` first, without `--strict`; if the item replaces one that is gone, run `tickbook lock keep GONE {id}`"
            );
            Err((format!("no question about `{id}`"), help))
        }
    }
}

/// Records that the item is a different one: the item that readers ticked was removed. Returns the message.
pub fn part(lock: &mut Lock, id: &str) -> Result<String, Refusal> {
    let item = live(lock, id)?.clone();
    let Some(before) = item.questions.was.as_ref().or(item.former.last()) else {
        return part_from_one_that_has_gone(lock, id);
    };
    if item.questions.was.is_none() && item.questions.near.is_some() {
        return part_from_one_that_has_gone(lock, id);
    }
    let before = before.clone();
    let (own, revision) = own_id(lock, &item);
    let earlier: Vec<String> =
        item.former.iter().take_while(|text| **text != before).cloned().collect();
    let changes = u32::try_from(item.former.len() - earlier.len()).unwrap_or(1).max(1);
    let wording =
        Wording { text: before, code: Vec::new(), pictures: Vec::new(), ..(*item.wording).clone() };
    let left = Entry {
        wording: Arc::new(wording),
        revision: item.revision.saturating_sub(changes).max(1),
        status: Status::Retired,
        former: earlier,
        questions: Questions::default(),
        ..item.clone()
    };
    lock.items.insert(id.to_string(), left);
    let message = format!(
        "the item “{}” now has the id `{own}`, and no ticks of `{id}`",
        visible(&cited(&item.wording.text))
    );
    let questions = Questions { was: None, ..item.questions.clone() };
    lock.items.insert(own, Entry { revision, former: Vec::new(), questions, ..item });
    Ok(message)
}

/// Records that the item is not a removed one.
fn part_from_one_that_has_gone(lock: &mut Lock, id: &str) -> Result<String, Refusal> {
    let near = lock.items.get_mut(id).and_then(|entry| entry.questions.near.take());
    match near {
        Some(_) => Ok(format!("`{id}` is a separate item")),
        None => {
            let help = "if the chapter has just changed, run `tickbook build` first, without `--strict`; only an item that was reworded can become a separate one";
            Err((format!("no earlier text of `{id}`"), help.into()))
        }
    }
}

/// The id and revision of an item that is a different one: those it had before it was matched wrongly, or new ones.
fn own_id(lock: &Lock, item: &Entry) -> (String, u32) {
    let gone = lock.items.iter().find(|(_, entry)| {
        entry.status == Status::Retired && entry.page == item.page && entry.wording == item.wording
    });
    match gone {
        Some((id, entry)) => (id.clone(), entry.revision),
        None => (fresh_id(&item.page, &item.wording, lock), 1),
    }
}

fn live<'a>(lock: &'a Lock, id: &str) -> Result<&'a Entry, Refusal> {
    match lock.items.get(id) {
        Some(entry) if entry.status == Status::Live => Ok(entry),
        Some(_) => Err((
            format!("`{id}` only as an item that is gone"),
            format!(
                "run `tickbook lock keep {id} NEW` with the id of the item that replaces it; `tickbook lock list` shows the ids"
            ),
        )),
        None => Err(unknown(id)),
    }
}

fn unknown(id: &str) -> Refusal {
    let help = "run `tickbook lock list` to see the ids of all items; if the chapter has just changed, run `tickbook build` first, without `--strict`";
    (format!("no item `{id}`"), help.into())
}
