//! Chooses between several lines that a merge left for one item: the one that the book confirms.
//!
//! One author moved an item, another reworded it: its page and text in the book show the result. Owns only this choice;
//! [`crate::book::lock`] combines the lines.

use crate::book::lock::{Entry, Lock, Status, merged};
use crate::syntax::markdown::Chapter;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The lock with one line for each item. `chapters` are those of the book, each with the site path of its page.
pub(super) fn settled<'a>(lock: &'a Lock, chapters: &[(&str, &Chapter)]) -> Cow<'a, Lock> {
    if lock.sides.is_empty() {
        return Cow::Borrowed(lock);
    }
    let book = Said::by(chapters);
    let mut settled = lock.clone();
    for (id, sides) in std::mem::take(&mut settled.sides) {
        if let Some(chosen) = book.likeliest(&sides) {
            settled.items.insert(id, merged(&sides, &chosen));
        }
    }
    give_way(&mut settled, &lock.sides);
    Cow::Owned(settled)
}

/// Retires items that one line has as retired and another as live with the same words, if a live item has the same text
/// in the same place: an author has decided which of the two it is.
fn give_way(settled: &mut Lock, sides: &BTreeMap<String, Vec<Entry>>) {
    let is_given_up = |id: &&String| {
        let says = |status: Status| {
            sides[*id]
                .iter()
                .filter(move |side| side.status == status)
                .map(|side| &side.wording.text)
        };
        says(Status::Live).any(|live| says(Status::Retired).any(|retired| retired == live))
    };
    let given_up: Vec<&String> = sides.keys().filter(is_given_up).collect();
    if given_up.is_empty() {
        return;
    }
    let mut living: HashMap<[String; 2], usize> = HashMap::new();
    let live = |entry: &&Entry| entry.status == Status::Live;
    for entry in settled.items.values().filter(live) {
        *living.entry(said(entry)).or_default() += 1;
    }
    for id in given_up {
        let Some(entry) = settled.items.get_mut(id).filter(|entry| live(&&**entry)) else {
            continue;
        };
        let Some(there) = living.get_mut(&said(entry)).filter(|there| **there > 1) else {
            continue;
        };
        *there -= 1;
        entry.status = Status::Retired;
    }
}

/// The page and the words of an entry.
fn said(entry: &Entry) -> [String; 2] {
    [entry.page.clone(), entry.wording.text.clone()]
}

/// The texts of the items of a book, with more and with less of their position.
struct Said<'a> {
    in_section: HashSet<[&'a str; 3]>,
    on_page: HashSet<[&'a str; 2]>,
    anywhere: HashSet<&'a str>,
}

impl<'a> Said<'a> {
    fn by(chapters: &[(&'a str, &'a Chapter)]) -> Self {
        let mut said =
            Said { in_section: HashSet::new(), on_page: HashSet::new(), anywhere: HashSet::new() };
        for (page, chapter) in chapters {
            for task in &chapter.tasks {
                let wording = &task.wording;
                said.in_section.insert([page, &wording.section, &wording.text]);
                said.on_page.insert([page, &wording.text]);
                said.anywhere.insert(&wording.text);
            }
        }
        said
    }

    /// Combines the page of one line with the words of another or of the same, whichever is nearest to the book. If the
    /// book has none of them, the last live line.
    fn likeliest(&self, sides: &[Entry]) -> Option<Entry> {
        let is_live = |side: &&Entry| side.status == Status::Live;
        let live = sides.iter().rev().filter(is_live);
        let in_turn: Vec<&Entry> = live.chain(sides.iter().rev().filter(|s| !is_live(s))).collect();
        let mut best: Option<(u32, &Entry, &Entry)> = None;
        for says in &in_turn {
            for stands in [says].into_iter().chain(&in_turn) {
                let rank = self.rank(stands, says);
                if best.is_none_or(|(highest, ..)| rank > highest) {
                    best = Some((rank, stands, says));
                }
            }
        }
        let (_, stands, says) = best?;
        Some(Entry { page: stands.page.clone(), at: stands.at, ..says.clone() })
    }

    fn rank(&self, stands: &Entry, says: &Entry) -> u32 {
        let (page, section, text) =
            (stands.page.as_str(), says.wording.section.as_str(), says.wording.text.as_str());
        u32::from(self.anywhere.contains(text))
            + u32::from(self.on_page.contains(&[page, text]))
            + u32::from(self.in_section.contains(&[page, section, text]))
    }
}
