//! Ids that authors fix, `- [ ] Text {#id}`: whether each is the only one of its name, and whether it
//! parts an item from the ticks that readers have.

use super::matching::Pairs;
use super::{Found, Known};
use crate::diag::Diagnostic;
use crate::lock::Status;
use std::collections::HashMap;

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

/// Items that have just been given an explicit id although the lock knows them under another.
pub(super) fn parted(found: &[Found], known: &[Known], pairs: &Pairs) -> Vec<Diagnostic> {
    let mut lost: HashMap<[&str; 3], &str> = HashMap::new();
    for ((id, entry), partner) in known.iter().zip(&pairs.of_old) {
        if partner.is_none() && entry.status == Status::Live {
            lost.insert([&entry.page, &entry.wording.section, &entry.wording.text], id);
        }
    }
    let new = found.iter().zip(&pairs.of_new).filter(|(_, pair)| pair.is_none());
    let parted = new.filter_map(|(one, _)| {
        let id = one.task.explicit_id.as_ref()?;
        let wording = &one.task.wording;
        let held = lost.get(&[one.page, &*wording.section, &*wording.text])?;
        let (source, span) = (&one.chapter.source, one.task.span.clone());
        Some(Diagnostic::id_parts_ticks(source, span, id, held))
    });
    parted.collect()
}
