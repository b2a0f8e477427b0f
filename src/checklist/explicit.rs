//! Ids that authors fix, `- [ ] Text {#id}`: whether each is the only one of its name, and whether it
//! parts an item from the ticks that readers have.

use super::matching::Pairs;
use super::{Found, Known, Wording, is_automatic};
use crate::diag::Diagnostic;
use crate::lock::{Entry, Lock, Status};
use std::collections::{HashMap, HashSet};

/// The item that has each explicit id, the first one where there are several.
pub(super) fn ids<'a>(found: &[Found<'a>]) -> (HashMap<&'a str, usize>, Vec<Diagnostic>) {
    let mut first_use: HashMap<&str, usize> = HashMap::new();
    let mut diagnostics = Vec::new();
    for (at, one) in found.iter().enumerate() {
        let Some(id) = &one.task.explicit_id else { continue };
        let first = first_use.get(id.as_str()).and_then(|first| found.get(*first));
        match first {
            // Twice in one chapter is that chapter's own fault, which parsing has reported.
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

/// Ids that the lock has for other items, which the book still has as they were. An item that has changed or is gone leaves its id
/// to whoever is given it.
pub(super) fn taken(
    found: &[Found],
    explicit: &HashMap<&str, usize>,
    lock: &Lock,
    pairs: &Pairs,
) -> Vec<Diagnostic> {
    let mut taken = Vec::new();
    let mut homeless: Option<Homeless> = None;
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
        let homeless = homeless.get_or_insert_with(|| Homeless::of(found, pairs));
        if homeless.has(entry, one) {
            let (source, span) = (&one.chapter.source, one.task.span.clone());
            taken.push(Diagnostic::id_of_another(source, span, id, &entry.wording.text));
        }
    }
    taken
}

/// Items that are none of the lock's, as it seems: what has lost its id to another is one of them.
struct Homeless<'a> {
    in_place: HashSet<[&'a str; 3]>,
    anywhere: HashSet<&'a str>,
}

impl<'a> Homeless<'a> {
    fn of(found: &[Found<'a>], pairs: &Pairs) -> Self {
        let unknown = found.iter().zip(&pairs.of_new).filter(|(_, pair)| pair.is_none());
        let wordings = unknown.map(|(one, _)| (one.page, &one.task.wording));
        let (in_place, anywhere) =
            wordings.map(|(page, said)| (place(page, said), said.text.as_str())).unzip();
        Homeless { in_place, anywhere }
    }

    /// Whether what the lock has under the id of `one` is among them: where it was, or somewhere else if `one` is not what
    /// stands in its place.
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

/// Items that have just been given an explicit id although the lock knows them under another.
pub(super) fn parted(found: &[Found], known: &[Known], pairs: &Pairs) -> Vec<Diagnostic> {
    let mut lost: HashMap<[&str; 3], &str> = HashMap::new();
    for ((id, entry), partner) in known.iter().zip(&pairs.of_old) {
        if partner.is_none() && entry.status == Status::Live {
            lost.insert(place(&entry.page, &entry.wording), id);
        }
    }
    let new = found.iter().zip(&pairs.of_new).filter(|(_, pair)| pair.is_none());
    let parted = new.filter_map(|(one, _)| {
        let id = one.task.explicit_id.as_ref()?;
        let held = lost.get(&place(one.page, &one.task.wording))?;
        let (source, span) = (&one.chapter.source, one.task.span.clone());
        Some(Diagnostic::id_parts_ticks(source, span, id, held))
    });
    parted.collect()
}
