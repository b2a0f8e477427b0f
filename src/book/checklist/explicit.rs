//! Explicit ids, `- [ ] Text {#id}`: whether each is unique, and whether it separates an item from the ticks of
//! readers.

use super::language::Language;
use super::matching::{self, Item, Pairs, Standing};
use super::{Found, Wording, is_automatic};
use crate::book::lock::{Entry, Lock, Status};
use crate::text::diag::Diagnostic;
use std::collections::{HashMap, HashSet};

/// The item of each explicit id; if several have the same, the first.
pub(super) fn ids<'a>(found: &[Found<'a>]) -> (HashMap<&'a str, usize>, Vec<Diagnostic>) {
    let mut first_use: HashMap<&str, usize> = HashMap::new();
    let mut diagnostics = Vec::new();
    for (at, one) in found.iter().enumerate() {
        let Some(id) = &one.task.explicit_id else { continue };
        let first = first_use.get(id.as_str()).and_then(|first| found.get(*first));
        match first {
            // Parsing has already reported an id that is used twice in one chapter.
            Some(first) if first.chapter.path != one.chapter.path => {
                let again = (&one.chapter.source, one.task.span.clone());
                let first = (&first.chapter.source, first.task.span.clone());
                diagnostics.push(Diagnostic::duplicate_item(again, id, first));
            }
            Some(_) => {}
            None => {
                first_use.insert(id, at);
            }
        }
    }
    (first_use, diagnostics)
}

/// Ids that the lock has for other items which are unchanged in the book. The id of a changed or removed item can be
/// given to another.
pub(super) fn taken(
    found: &[Found],
    explicit: &HashMap<&str, usize>,
    lock: &Lock,
    pairs: &Pairs,
) -> Vec<Diagnostic> {
    let mut taken = Vec::new();
    let mut unmatched: Option<Unmatched> = None;
    for (at, one) in found.iter().enumerate() {
        let Some(id) = one.task.explicit_id.as_deref().filter(|id| is_automatic(id)) else {
            continue;
        };
        let Some(entry) = lock.items.get(id).filter(|entry| entry.status == Status::Live) else {
            continue;
        };
        if explicit.get(id) != Some(&at)
            || place(&entry.page, &entry.wording) == place(one.page, &one.task.wording)
        {
            continue;
        }
        let unmatched = unmatched.get_or_insert_with(|| Unmatched::of(found, pairs));
        if unmatched.has(entry, one) {
            let (source, span) = (&one.chapter.source, one.task.span.clone());
            taken.push(Diagnostic::id_of_another(source, span, id, &entry.wording.text));
        }
    }
    taken
}

/// Items of the book without a partner in the lock. An item that lost its id to another is one of them.
struct Unmatched<'a> {
    in_place: HashSet<[&'a str; 3]>,
    anywhere: HashSet<&'a str>,
}

impl<'a> Unmatched<'a> {
    fn of(found: &[Found<'a>], pairs: &Pairs) -> Self {
        let unknown = found.iter().zip(&pairs.of_new).filter(|(_, pair)| pair.is_none());
        let wordings = unknown.map(|(one, _)| (one.page, &one.task.wording));
        let (in_place, anywhere) =
            wordings.map(|(page, said)| (place(page, said), said.text.as_str())).unzip();
        Unmatched { in_place, anywhere }
    }

    /// Whether they include the item that the lock has under the id of `one`: in its old place, or elsewhere if `one`
    /// is in that place.
    fn has(&self, entry: &Entry, one: &Found) -> bool {
        let was = place(&entry.page, &entry.wording);
        let [page, section, text] = was;
        self.in_place.contains(&was)
            || ([page, section] != [one.page, &one.task.wording.section]
                && self.anywhere.contains(text))
    }
}

fn place<'a>(page: &'a str, wording: &'a Wording) -> [&'a str; 3] {
    [page, &wording.section, &wording.text]
}

/// For items with a new explicit id, finds the unmatched item of the lock that each of them was.
pub(super) fn parted(
    [old, new]: [&[Item]; 2],
    found: &[Found],
    lock: &Lock,
    pairs: &mut Pairs,
    language: &Language,
) {
    let is_new =
        |one: &Found| one.task.explicit_id.as_ref().is_some_and(|id| !lock.items.contains_key(id));
    let given: Vec<usize> = (0..found.len())
        .filter(|at| pairs.of_new[*at].is_none() && found.get(*at).is_some_and(is_new))
        .collect();
    if given.is_empty() {
        return;
    }
    let left: Vec<usize> = (0..old.len())
        .filter(|at| pairs.of_old[*at].is_none() && old[*at].standing == Standing::Present)
        .collect();
    let before: Vec<Item> = left.iter().map(|at| old[*at]).collect();
    let now: Vec<Item> =
        given.iter().map(|at| Item { standing: Standing::Present, ..new[*at] }).collect();
    let would_be = matching::pair_by_text([&before, &now], language);
    for (at, pair) in given.into_iter().zip(would_be) {
        pairs.near[at] = pair.and_then(|old| left.get(old).copied());
    }
}
