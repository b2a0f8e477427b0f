//! The identity of checklist items: which tick belongs to which item, across builds.
//!
//! The only module that decides an item's id; every other stage receives the ids. An item of the lock keeps its id,
//! whatever changed in its text and its place, if `matching` identifies it; `fresh` gives ids to all others. Never
//! reads or writes a file.

mod answers;
mod change;
mod explicit;
mod faults;
mod fresh;
mod language;
mod matching;
mod merge;
mod moves;
mod negation;
mod order;
mod outlines;
mod questions;
mod remarks;
mod spelling;
mod words;

use crate::book::lock::{Entry, Lock, Page, Status, next_revision};
use crate::syntax::markdown::Chapter;
use crate::syntax::markdown::tree::Task;
use crate::text::diag::Diagnostic;
use crate::text::wording::{Wording, normalised, reads_otherwise, section};
pub use answers::{Refusal, keep, part};
use fresh::Fresh;
pub use fresh::{fresh_id, is_automatic};
use language::Language;
use matching::{Certainty, Item, Pairs, Standing};
pub use moves::{Accounted, Moves};
use outlines::Outlines;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// The identity of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Its id: unique in the book, and valid unescaped in an HTML attribute and a URL fragment.
    pub id: String,
    /// How often it has been reworded, from 1.
    pub revision: u32,
}

/// The result of naming the items of a book.
#[derive(Debug)]
pub struct Named {
    /// For each chapter, in the order given, the identities of its tasks in order.
    pub items: Vec<Vec<Identity>>,
    /// The new lock of this book.
    pub lock: Lock,
    /// Where pages and headings moved from their old addresses, as the items of both show.
    pub moves: Moves,
    /// The ids of items that were matched but not for sure, in reading order.
    pub guessed: Vec<String>,
    /// Explicit ids that are used twice or were separated from their ticks, and items that were matched on a guess.
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

/// Names every item. `chapters` are in reading order, each with the site path of its page, `lock` is that of the last
/// build, and `accounted` what the author says about addresses in it. `language` is the tag of the book's language. All
/// ids are distinct.
pub fn identify(
    chapters: &[(&str, &Chapter)],
    language: &str,
    lock: &Lock,
    accounted: &Accounted,
) -> Named {
    let lock = &*merge::settled(lock, chapters);
    let found: Vec<Found> = chapters
        .iter()
        .flat_map(|(page, chapter)| {
            chapter.tasks.iter().map(move |task| Found { page, chapter, task })
        })
        .collect();
    let known = known(lock);
    let (explicit, mut diagnostics) = explicit::ids(&found);
    let titles = Titles::of(chapters, lock);
    let outlines = Outlines::of(chapters, lock, accounted);
    let language = Language::of(language);
    let (pairs, mut moves) = pair(lock, &known, &found, &explicit, &titles, &outlines, &language);
    follow_items(&mut moves, &outlines, &known, &found, &pairs);
    diagnostics.extend(explicit::taken(&found, &explicit, lock, &pairs));

    let is_taken = |id: &str| lock.items.contains_key(id) || explicit.contains_key(id);
    let mut fresh = Fresh::new(&is_taken);
    let mut entries = Vec::with_capacity(known.len().max(found.len()));
    let mut items = Vec::with_capacity(chapters.len());
    let mut first = 0;
    for (page, chapter) in chapters {
        let before: Vec<Former> = (first..first + chapter.tasks.len())
            .map(|at| Former {
                known: pairs.of_new[at].map(|(old, certainty)| (known[old], certainty)),
                near: pairs.near[at].map(|old| known[old]),
            })
            .collect();
        first += chapter.tasks.len();
        items.push(name(page, chapter, &before, &mut fresh, &mut entries));
    }
    let ids = items.iter().flatten().map(|item| &item.id);
    let asked =
        found.iter().zip(ids).zip(&entries).filter(|(_, (_, entry))| entry.questions.are_open());
    let asked: Vec<(Found, String)> = asked.map(|((one, id), _)| (*one, id.clone())).collect();
    let gone = known.iter().zip(&pairs.of_old).filter(|(_, partner)| partner.is_none());
    entries.extend(gone.map(|((id, entry), _)| {
        let left =
            Entry { status: Status::Retired, questions: Default::default(), ..(*entry).clone() };
        (id.to_string(), left)
    }));
    let mut entries = entries.into_iter().collect();
    diagnostics.extend(questions::told(&asked, &mut entries));
    let guessed = pairs.of_new.iter().zip(items.iter().flatten());
    let is_guess =
        |pair: &Option<(usize, Certainty)>| matches!(pair, Some((_, Certainty::Plausible)));
    let guessed =
        guessed.filter(|(pair, _)| is_guess(pair)).map(|(_, item)| item.id.clone()).collect();
    let lock = Lock {
        items: entries,
        ids: lock.ids.clone(),
        pages: titles.recorded(chapters, lock),
        ..Lock::default()
    };
    Named { items, lock, moves, guessed, diagnostics }
}

/// The old and new titles of pages, normalised, by site path.
struct Titles<'a> {
    before: HashMap<&'a str, String>,
    now: HashMap<&'a str, String>,
}

impl<'a> Titles<'a> {
    fn of(chapters: &[(&'a str, &Chapter)], lock: &'a Lock) -> Self {
        let before =
            lock.pages.iter().map(|(page, known)| (page.as_str(), normalised(&known.title)));
        let now = chapters.iter().map(|(page, chapter)| (*page, normalised(&title(chapter))));
        Titles { before: before.collect(), now: now.collect() }
    }

    /// The pages of the lock; those with items have their current titles. Other code decides which pages it has.
    fn recorded(&self, chapters: &[(&str, &Chapter)], lock: &Lock) -> Arc<BTreeMap<String, Page>> {
        let changed = |(page, chapter): &&(&str, &Chapter)| {
            let (before, now) = (self.before.get(page), self.now.get(page));
            let is_known = before.is_some() && now.is_some_and(|title| !title.is_empty());
            !chapter.tasks.is_empty() && is_known && before != now
        };
        let mut pages = lock.pages.clone();
        for (page, chapter) in chapters.iter().filter(changed) {
            if let Some(known) = Arc::make_mut(&mut pages).get_mut(*page) {
                known.title = title(chapter);
            }
        }
        pages
    }
}

/// The title of a chapter in the lock: as it is written, or else from its front matter.
pub fn title(chapter: &Chapter) -> String {
    let named = chapter.front.title.as_ref().filter(|_| chapter.written_title.is_empty());
    named.unwrap_or(&chapter.written_title).clone()
}

/// The items of the lock in their old order: those of a page together, the retired ones last.
fn known(lock: &Lock) -> Vec<Known<'_>> {
    let mut known: Vec<Known> = lock.items.iter().map(|(id, entry)| (id.as_str(), entry)).collect();
    known.sort_by(|(a_id, a), (b_id, b)| {
        let key = |entry: &Entry| entry.status == Status::Retired;
        (key(a), &a.page, a.at, a_id).cmp(&(key(b), &b.page, b.at, b_id))
    });
    known
}

fn pair(
    lock: &Lock,
    known: &[Known],
    found: &[Found],
    explicit: &HashMap<&str, usize>,
    titles: &Titles,
    outlines: &Outlines,
    language: &Language,
) -> (Pairs, Moves) {
    let old: Vec<Item> = known
        .iter()
        .map(|(_, entry)| Item {
            page: &entry.page,
            title: titles.before.get(entry.page.as_str()).map_or("", String::as_str),
            wording: &entry.wording,
            written: "",
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
            title: titles.now.get(one.page).map_or("", String::as_str),
            wording: &one.task.wording,
            written: &one.task.text,
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
    let known: [HashSet<&str>; 2] = [titles.before.values(), titles.now.values()]
        .map(|titles| titles.map(String::as_str).collect());
    let (mut pairs, moves) = matching::pair([&old, &new], &settled, outlines, &known, language);
    explicit::parted([&old, &new], found, lock, &mut pairs, language);
    (pairs, moves)
}

/// A removed page that became no single place is where most of its items are, if that is half of them.
fn follow_items(
    moves: &mut Moves,
    outlines: &Outlines,
    known: &[Known],
    found: &[Found],
    pairs: &Pairs,
) {
    let gone = outlines.old.iter().filter(|one| one.is_open && moves.page(one.page).is_none());
    let mut gone: HashMap<&str, (usize, BTreeMap<&str, usize>)> =
        gone.map(|one| (one.page, Default::default())).collect();
    if gone.is_empty() {
        return;
    }
    for ((_, entry), new) in known.iter().zip(&pairs.of_old) {
        let live = gone.get_mut(entry.page.as_str()).filter(|_| entry.status == Status::Live);
        let Some((count, votes)) = live else { continue };
        *count += 1;
        if let Some(now) = new.and_then(|new| found.get(new)) {
            *votes.entry(now.page).or_default() += 1;
        }
    }
    for (page, (count, votes)) in gone {
        let most = votes.into_iter().max_by_key(|(now, votes)| (*votes, Reverse(*now)));
        if let Some((now, _)) = most.filter(|(_, votes)| votes * 2 >= count) {
            moves.add_page(page, now);
        }
    }
}

/// What an item of the book was, or resembles.
struct Former<'a> {
    known: Option<(Known<'a>, Certainty)>,
    near: Option<Known<'a>>,
}

impl<'a> Former<'a> {
    fn was(&self) -> Option<Known<'a>> {
        self.known.map(|(known, _)| known)
    }
}

/// Names the items of one chapter and adds their entries. `before` is the former item of each.
fn name(
    page: &str,
    chapter: &Chapter,
    before: &[Former],
    fresh: &mut Fresh,
    entries: &mut Vec<(String, Entry)>,
) -> Vec<Identity> {
    let here = |(_, entry): Known| (entry.page == page).then_some(entry.at);
    let numbers: Vec<Option<u32>> = before.iter().map(|one| one.was().and_then(here)).collect();
    let places = order::places(&numbers);
    let mut identities = Vec::with_capacity(chapter.tasks.len());
    for ((task, before), at) in chapter.tasks.iter().zip(before).zip(places) {
        let wording = &task.wording;
        let questions = questions::of(task, before.known, before.near);
        let before = before.was();
        let id = match (&task.explicit_id, before) {
            (Some(id), _) => id.clone(),
            (None, Some((id, _))) => id.to_string(),
            (None, None) => fresh.id(page, wording),
        };
        let (revision, former) =
            before.map_or((1, Vec::new()), |(_, entry)| {
                match reads_otherwise(&entry.wording, wording) {
                    true => (next_revision(entry.revision), entry.former_and_this()),
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
            questions,
        };
        entries.push((id.clone(), entry));
        identities.push(Identity { id, revision });
    }
    identities
}
