//! The changes of a build to the lock, in numbers and line by line.

use super::{Entry, Lock, Status, line, page_line};
use crate::text::diag::print::{counted, visible};
use crate::text::wording::reads_otherwise;
use std::collections::HashMap;
use std::fmt;

/// How many lines a difference shows at most.
const MOST_LINES: usize = 200;

/// How many items a build found changed. An item that was reworded and moved counts twice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Changes {
    /// Items that are not in the old lock.
    pub new: usize,
    /// Items with a different text.
    pub reworded: usize,
    /// Items in a different place.
    pub moved: usize,
    /// Items that the book no longer has.
    pub retired: usize,
    /// Items that the new lock no longer knows: those of samples that nobody can have ticked.
    pub forgotten: usize,
    /// Items that the book has again.
    pub returned: usize,
    /// Items with another change, such as in punctuation.
    pub other: usize,
    /// Pages that are not in the old lock.
    pub pages: usize,
    /// Headings, and anchors in raw HTML, that are not in the old lock.
    pub headings: usize,
}

impl Changes {
    /// The changes from one lock to another.
    pub fn between(before: &Lock, after: &Lock) -> Self {
        let renumbered = renumbered(before, after);
        let mut changes = Changes::default();
        for (id, now) in &after.items {
            let Some(then) = before.items.get(id) else {
                changes.new += 1;
                continue;
            };
            if before.sides.get(id).is_some_and(|sides| is_of(sides, now)) {
                continue;
            }
            match (then.status, now.status) {
                (Status::Live, Status::Retired) => changes.retired += 1,
                (Status::Retired, Status::Live) => changes.returned += 1,
                _ if then != now => {
                    changes.count(then, now, renumbered.contains_key(now.page.as_str()));
                }
                _ => {}
            }
        }
        changes.forgotten = before.items.keys().filter(|id| !after.items.contains_key(*id)).count();
        changes.pages = after.pages.len().saturating_sub(before.pages.len());
        changes.headings = anchors(after).saturating_sub(anchors(before));
        changes
    }

    /// The changes that `--locked` reports: whatever readers can have ticks for or links to and the earlier lock lacks.
    /// The place of an item is not compared: it only helps to match the item, and after a merge it often differs from
    /// both branches.
    pub fn that_matter(self) -> Self {
        Changes { moved: 0, other: 0, forgotten: 0, ..self }
    }

    /// Whether there are any.
    pub fn are_none(&self) -> bool {
        *self == Changes::default()
    }

    fn count(&mut self, then: &Entry, now: &Entry, renumbered: bool) {
        let reworded = reads_otherwise(&then.wording, &now.wording);
        let place = |entry: &Entry| {
            (entry.page.clone(), entry.wording.section.clone(), entry.wording.parent.clone())
        };
        let moved = place(then) != place(now) || (then.at != now.at && !renumbered);
        self.reworded += usize::from(reworded);
        self.moved += usize::from(moved);
        self.other += usize::from(!reworded && !moved);
    }
}

/// Whether an item agrees in each respect with one of its lines.
fn is_of(sides: &[Entry], now: &Entry) -> bool {
    let any = |agrees: &dyn Fn(&Entry) -> bool| sides.iter().any(agrees);
    any(&|side| side.page == now.page)
        && any(&|side| side.wording.section == now.wording.section)
        && any(&|side| side.wording.parent == now.wording.parent)
        && any(&|side| side.wording.text == now.wording.text)
        && any(&|side| side.status == now.status)
}

fn anchors(lock: &Lock) -> usize {
    lock.pages.values().map(|page| page.anchors.len()).sum()
}

/// The pages on which no item kept its number: a full gap caused a renumbering, so the items need not have moved.
fn renumbered<'a>(before: &Lock, after: &'a Lock) -> HashMap<&'a str, ()> {
    let mut kept: HashMap<&str, bool> = HashMap::new();
    for (id, now) in &after.items {
        let stayed = before.items.get(id).filter(|then| then.page == now.page);
        if let Some(then) = stayed {
            *kept.entry(&now.page).or_default() |= then.at == now.at;
        }
    }
    kept.into_iter().filter(|(_, kept)| !kept).map(|(page, _)| (page, ())).collect()
}

impl fmt::Display for Changes {
    /// `3 new, 1 reworded, 2 moved, 1 retired, 1 forgotten, 1 new page, 4 new headings`; if only the form of the lines changes, as
    /// after a merge, it is `put in order`.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let counts = [
            (self.new, "new"),
            (self.reworded, "reworded"),
            (self.moved, "moved"),
            (self.retired, "retired"),
            (self.forgotten, "forgotten"),
            (self.returned, "returned"),
            (self.other, "otherwise changed"),
        ];
        let more = [(self.pages, "new page"), (self.headings, "new heading")];
        let more = more.into_iter().filter(|(count, _)| *count > 0);
        if self.are_none() {
            return f.write_str("put in order");
        }
        let told: Vec<String> = counts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .chain(more.map(|(count, what)| counted(count, what)))
            .collect();
        f.write_str(&told.join(", "))
    }
}

/// Whether two entries of an item are equal in everything that `--locked` compares.
fn hold_the_same(then: &Entry, now: &Entry) -> bool {
    then.status == now.status && !reads_otherwise(&then.wording, &now.wording)
}

/// The lines in which two locks differ in what `--locked` compares, the old ones after `-` and the new ones after `+`.
pub fn difference(before: &Lock, after: &Lock) -> String {
    let mut ids: Vec<&String> = before.items.keys().chain(after.items.keys()).collect();
    ids.sort();
    ids.dedup();
    let mut lines = Vec::new();
    for id in ids {
        let (then, now) = (before.items.get(id), after.items.get(id));
        let is_same = then.zip(now).is_some_and(|(then, now)| hold_the_same(then, now));
        if !is_same {
            lines.extend(then.map(|entry| format!("- {}", visible(&line(id, entry)))));
            lines.extend(now.map(|entry| format!("+ {}", visible(&line(id, entry)))));
        }
    }
    lines.extend(new_pages(before, after));
    let more = lines.len().saturating_sub(MOST_LINES);
    lines.truncate(MOST_LINES);
    if more > 0 {
        lines.push(format!("and {more} more lines"));
    }
    lines.join("\n")
}

/// The lines of pages and anchors that are only in the later lock.
fn new_pages(before: &Lock, after: &Lock) -> Vec<String> {
    let mut lines = Vec::new();
    for (path, page) in after.pages.iter() {
        let known = before.pages.get(path);
        if known.is_none() {
            lines.push(format!("+ {}", page_line(path, "", &page.title)));
        }
        let is_new =
            |anchor: &String| known.is_none_or(|known| !known.anchors.contains_key(anchor));
        let anchors = page.anchors.iter().filter(|(anchor, _)| is_new(anchor));
        lines.extend(anchors.map(|(anchor, text)| format!("+ {}", page_line(path, anchor, text))));
    }
    lines
}
