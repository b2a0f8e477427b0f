//! Ids that authors fix, `- [ ] Text {#id}`: whether each is the only one of its name, and whether it
//! parts an item from the ticks that readers have.

use super::matching::Pairs;
use super::{Found, Known, Wording, is_automatic};
use crate::diag::Diagnostic;
use crate::lock::{Lock, Status};
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
) -> Vec<Diagnostic> {
    let mut taken = Vec::new();
    let mut standing: Option<HashSet<[&str; 3]>> = None;
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
        let standing = standing.get_or_insert_with(|| {
            let automatic = found.iter().filter(|other| other.task.explicit_id.is_none());
            automatic.map(|other| place(other.page, &other.task.wording)).collect()
        });
        if standing.contains(&place(&entry.page, &entry.wording)) {
            let (source, span) = (&one.chapter.source, one.task.span.clone());
            taken.push(Diagnostic::id_of_another(source, span, id, &entry.wording.text));
        }
    }
    taken
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
