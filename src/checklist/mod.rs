//! The identity of checklist items: which tick belongs to which item, build after build.
//!
//! The only module that decides an item's id; every other stage is handed the ids. An item that the
//! lock knows keeps its id, whatever was done to its text and its place, as far as `matching` knows it
//! again; any other is given one by `fresh`. Never reads or writes a file.

mod explicit;
mod fresh;
mod matching;
mod order;
mod sides;
mod wording;

use crate::diag::Diagnostic;
use crate::lock::{Entry, Lock, Status};
use crate::markdown::Chapter;
use crate::markdown::tree::Task;
use fresh::Fresh;
use matching::{Certainty, Item, Pairs, Standing};
use std::collections::HashMap;
use wording::gist;
pub use wording::{Wording, letters, normalised, section};

/// Who an item is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Its id: unique in the book, and fit for an HTML attribute and a URL fragment unescaped.
    pub id: String,
    /// How often it has been reworded, from 1.
    pub revision: u32,
}

/// What naming the items of a book gives.
#[derive(Debug)]
pub struct Named {
    /// For each chapter, in the order given, the identities of its tasks in order.
    pub items: Vec<Vec<Identity>>,
    /// The lock that this book calls for.
    pub lock: Lock,
    /// The ids of items that are known again, but not surely, in reading order.
    pub guessed: Vec<String>,
    /// Explicit ids used twice or parted from their ticks, and items known again on a guess.
    pub diagnostics: Vec<Diagnostic>,
}

/// A task with its place in the book.
#[derive(Clone, Copy)]
struct Found<'a> {
    page: &'a str,
    chapter: &'a Chapter,
    task: &'a Task,
}

/// An item of the lock with its id.
type Known<'a> = (&'a str, &'a Entry);

/// Names every item. `chapters` are in reading order, each with the site path of its page, and
/// `lock` is what the last build left. All ids are distinct.
pub fn identify(chapters: &[(&str, &Chapter)], lock: &Lock) -> Named {
    let lock = &*sides::settled(lock, chapters);
    let found: Vec<Found> = chapters
        .iter()
        .flat_map(|(page, chapter)| {
            chapter.tasks.iter().map(move |task| Found { page, chapter, task })
        })
        .collect();
    let known = known(lock);
    let (explicit, mut diagnostics) = explicit::ids(&found);
    let pairs = pair(&known, &found, &explicit);
    diagnostics.extend(explicit::parted(&found, &known, &pairs));
    let (guessed, notes) = guesses(&found, &known, &pairs);
    diagnostics.extend(notes);

    let is_taken = |id: &str| lock.items.contains_key(id) || explicit.contains_key(id);
    let mut fresh = Fresh::new(&is_taken);
    let mut entries = Vec::with_capacity(known.len().max(found.len()));
    let mut items = Vec::with_capacity(chapters.len());
    let mut first = 0;
    for (page, chapter) in chapters {
        let before: Vec<Option<Known>> = (first..first + chapter.tasks.len())
            .map(|at| pairs.of_new[at].map(|(old, _)| known[old]))
            .collect();
        first += chapter.tasks.len();
        items.push(name(page, chapter, &before, &mut fresh, &mut entries));
    }
    let gone = known.iter().zip(&pairs.of_old).filter(|(_, partner)| partner.is_none());
    entries.extend(gone.map(|((id, entry), _)| {
        (id.to_string(), Entry { status: Status::Retired, ..(*entry).clone() })
    }));
    let items_now = entries.into_iter().collect();
    let lock = Lock {
        items: items_now,
        ids: lock.ids.clone(),
        pages: lock.pages.clone(),
        ..Lock::default()
    };
    Named { items, lock, guessed, diagnostics }
}

/// The items of the lock as they stood: those of a page together, in order, the retired ones last.
fn known(lock: &Lock) -> Vec<Known<'_>> {
    let mut known: Vec<Known> = lock.items.iter().map(|(id, entry)| (id.as_str(), entry)).collect();
    known.sort_by(|(a_id, a), (b_id, b)| {
        let key = |entry: &Entry| entry.status == Status::Retired;
        (key(a), &a.page, a.at, a_id).cmp(&(key(b), &b.page, b.at, b_id))
    });
    known
}

fn pair(known: &[Known], found: &[Found], explicit: &HashMap<&str, usize>) -> Pairs {
    let old: Vec<Item> = known
        .iter()
        .map(|(_, entry)| Item {
            page: &entry.page,
            wording: &entry.wording,
            standing: match entry.status {
                Status::Live => Standing::Present,
                Status::Retired => Standing::Retired,
            },
        })
        .collect();
    let new: Vec<Item> = found
        .iter()
        .map(|one| Item {
            page: one.page,
            wording: &one.task.wording,
            standing: match one.task.explicit_id {
                Some(_) => Standing::Settled,
                None => Standing::Present,
            },
        })
        .collect();
    let settled: Vec<(usize, usize)> = known
        .iter()
        .enumerate()
        .filter_map(|(at, (id, _))| Some((at, *explicit.get(id)?)))
        .collect();
    matching::pair(&old, &new, &settled)
}

/// The items that are known again, but not surely.
fn guesses(found: &[Found], known: &[Known], pairs: &Pairs) -> (Vec<String>, Vec<Diagnostic>) {
    let guessed = found.iter().zip(&pairs.of_new).filter_map(|(one, pair)| match pair {
        Some((old, Certainty::Plausible)) => Some((one, known[*old])),
        _ => None,
    });
    let told = guessed.map(|(one, (id, entry))| {
        let (source, span) = (&one.chapter.source, one.task.span.clone());
        let note = Diagnostic::carried_on_a_guess(source, span, id, &entry.wording.text);
        (id.to_string(), note)
    });
    told.unzip()
}

/// Names the items of one chapter and adds their entries. `before` is what each of them was.
fn name(
    page: &str,
    chapter: &Chapter,
    before: &[Option<Known>],
    fresh: &mut Fresh,
    entries: &mut Vec<(String, Entry)>,
) -> Vec<Identity> {
    let here = |(_, entry): Known| (entry.page == page).then_some(entry.at);
    let numbers: Vec<Option<u32>> = before.iter().map(|known| known.and_then(here)).collect();
    let places = order::places(&numbers);
    let mut identities = Vec::with_capacity(chapter.tasks.len());
    for ((task, before), at) in chapter.tasks.iter().zip(before).zip(places) {
        let wording = &task.wording;
        let id = match (&task.explicit_id, before) {
            (Some(id), _) => id.clone(),
            (None, Some((id, _))) => id.to_string(),
            (None, None) => fresh.id(page, wording),
        };
        let (revision, former) =
            before.map_or((1, Vec::new()), |(_, entry)| {
                match reads_otherwise(&entry.wording, wording) {
                    true => (entry.revision.saturating_add(1), entry.former_and_this()),
                    false => (entry.revision, entry.former.clone()),
                }
            });
        let entry = Entry {
            page: page.to_string(),
            at,
            wording: wording.clone(),
            revision,
            status: Status::Live,
            former,
        };
        entries.push((id.clone(), entry));
        identities.push(Identity { id, revision });
    }
    identities
}

/// Whether two wordings differ in more than punctuation.
pub fn reads_otherwise(one: &Wording, other: &Wording) -> bool {
    one.text != other.text && letters(&one.text) != letters(&other.text)
}
