//! Items of checklists: empty ones, equal ones in a list, and sections with "checklist" in the heading but without one.

use super::headings;
use crate::syntax::markdown::Chapter;
use crate::syntax::markdown::tree::{Block, Inline, List, Task};
use crate::text::diag::Diagnostic;
use std::collections::HashMap;

/// Headings that promise a checklist, normalised.
const CHECKLISTS: [&str; 5] = ["checklist", "the checklist", "your checklist", "to do", "to-do"];

/// Finds items without text, and items with the same text as an earlier one of their list.
pub(super) fn lists(chapter: &Chapter, found: &mut Vec<Diagnostic>) {
    for place in chapter.marks.iter().flat_map(|marks| &marks.empty_items) {
        found.push(Diagnostic::empty_item(&chapter.source, place.clone()));
    }
    if chapter.tasks.is_empty() {
        return;
    }
    chapter.each_block(&mut |block| {
        if let Block::Checklist(list) = block {
            list_of(chapter, list, found);
        }
    });
}

fn list_of(chapter: &Chapter, list: &List, found: &mut Vec<Diagnostic>) {
    let source = &chapter.source;
    let mut first: HashMap<&str, &Task> = HashMap::new();
    for item in &list.items {
        let Some(task) = item.task.and_then(|task| chapter.tasks.get(task)) else { continue };
        let place = task.span.clone();
        if task.text.is_empty() {
            // An item may consist only of a picture or code; one that has only an id is empty.
            if item.blocks.iter().all(says_nothing) {
                found.push(Diagnostic::empty_item(source, place));
            }
            continue;
        }
        match first.get(task.wording.text.as_str()) {
            Some(other) => {
                found.push(Diagnostic::equal_items(source, place, other.span.clone()));
            }
            None => {
                first.insert(&task.wording.text, task);
            }
        }
    }
}

/// Whether a block of an item is no content of its own: a list below it, or text of nothing but spaces.
fn says_nothing(block: &Block) -> bool {
    let is_blank = |inline: &Inline| match inline {
        Inline::Text(text) => text.trim().is_empty(),
        Inline::SoftBreak | Inline::HardBreak => true,
        Inline::Html(raw) => raw.typed.starts_with("<!--"),
        _ => false,
    };
    match block {
        Block::List(_) | Block::Checklist(_) => true,
        Block::Plain(inlines) | Block::Paragraph(inlines) => inlines.iter().all(is_blank),
        _ => false,
    }
}

/// Finds sections with "checklist" in the heading but without an item.
pub(super) fn sections(chapter: &Chapter, found: &mut Vec<Diagnostic>) {
    if !chapter.front.checklists {
        return;
    }
    for (index, heading) in chapter.headings.iter().enumerate() {
        if !CHECKLISTS.contains(&crate::text::wording::normalised(&heading.text).as_str()) {
            continue;
        }
        let below = chapter.headings.iter().skip(index + 1);
        let next = below.into_iter().find(|next| next.level <= heading.level);
        let end = next.map_or(usize::MAX, |next| next.span.start);
        let section = heading.span.end..end;
        if !chapter.tasks.iter().any(|task| section.contains(&task.span.start)) {
            let place = headings::line(chapter, heading);
            found.push(Diagnostic::empty_checklist(&chapter.source, place, &heading.text));
        }
    }
}
