//! What an author answers where a build asks whether an item still is the one that readers have ticked.

use super::{Entry, Lock, Question, Status, next_revision};
use crate::checklist::{self, Wording};
use std::sync::Arc;

/// Why an answer fits no question: what the lock has or lacks, and what to do.
pub type Refusal = (String, String);

/// The item `new` is the one that readers hold as `old`; the two may be one and the same. Gives what is said of it.
pub fn keep(lock: &mut Lock, old: &str, new: &str) -> Result<String, Refusal> {
    let item = live(lock, new)?.clone();
    if old == new {
        if let Some(entry) = lock.items.get_mut(new) {
            entry.question = None;
        }
        return Ok(format!("`{new}` is the item that it was"));
    }
    let Some(left) = lock.items.get(old) else { return Err(unknown(old)) };
    if left.status == Status::Live {
        let help = format!(
            "it says “{}”; if that is another item by now, run `tickbook lock part {old}` first",
            left.wording.text
        );
        return Err((format!("`{old}` for an item that the book has"), help));
    }
    is_named_by_build(new, &format!("write {{#{old}}} in place of it"))?;
    let kept = Entry {
        revision: match checklist::reads_otherwise(&left.wording, &item.wording) {
            true => next_revision(left.revision),
            false => left.revision,
        },
        former: left.former_and_this(),
        question: None,
        ..item.clone()
    };
    lock.items.insert(old.to_string(), kept);
    lock.items.insert(new.to_string(), Entry { status: Status::Retired, question: None, ..item });
    Ok(format!("`{old}` is the item that was `{new}`, and keeps its readers' ticks"))
}

/// The item is another one than before: what readers have ticked under its id is gone from the book. Gives what is said of it.
pub fn part(lock: &mut Lock, id: &str) -> Result<String, Refusal> {
    let item = live(lock, id)?.clone();
    let before = match &item.question {
        Some(Question::Near(_)) => {
            if let Some(entry) = lock.items.get_mut(id) {
                entry.question = None;
            }
            return Ok(format!("`{id}` is an item of its own"));
        }
        Some(Question::Was(text)) => text.clone(),
        None => match item.former.last() {
            Some(text) => text.clone(),
            None => {
                let help = "only an item that was reworded can be another one than before";
                return Err((format!("no other text of `{id}`"), help.into()));
            }
        },
    };
    is_named_by_build(id, "give the item another id there, or take this one out")?;
    let own = checklist::fresh_id(&item.page, &item.wording, lock);
    let earlier = item.former.iter().take_while(|text| **text != before).cloned().collect();
    let wording =
        Wording { text: before, code: Vec::new(), pictures: Vec::new(), ..(*item.wording).clone() };
    let left = Entry {
        wording: Arc::new(wording),
        revision: item.revision.saturating_sub(1).max(1),
        status: Status::Retired,
        former: earlier,
        question: None,
        ..item.clone()
    };
    lock.items.insert(id.to_string(), left);
    let message = format!("the item is `{own}` from now on, and has no ticks; `{id}` is gone");
    lock.items.insert(own, Entry { revision: 1, former: Vec::new(), question: None, ..item });
    Ok(message)
}

/// An id that an author wrote is not the lock's to change.
fn is_named_by_build(id: &str, help: &str) -> Result<(), Refusal> {
    match checklist::is_automatic(id) {
        true => Ok(()),
        false => Err((
            format!("`{id}` from the chapter, where its author wrote {{#{id}}}"),
            help.to_string(),
        )),
    }
}

fn live<'a>(lock: &'a Lock, id: &str) -> Result<&'a Entry, Refusal> {
    match lock.items.get(id) {
        Some(entry) if entry.status == Status::Live => Ok(entry),
        Some(_) => Err((
            format!("no item `{id}` that the book has: it is gone"),
            "name the item that stands in the book now, as `tickbook lock list` shows it".into(),
        )),
        None => Err(unknown(id)),
    }
}

fn unknown(id: &str) -> Refusal {
    (format!("no item `{id}`"), "`tickbook lock list` shows the ids of all items".into())
}
