//! Brackets that look like the box of an item and that no reader can tick.

use crate::syntax::markdown::Chapter;
use crate::syntax::markdown::surface::Place;
use crate::text::diag::Diagnostic;

/// Reports the boxes of a chapter that make no item, where boxes were to make any.
pub(super) fn loose(chapter: &Chapter, found: &mut Vec<Diagnostic>) {
    let Some(marks) = chapter.marks.as_ref().filter(|_| chapter.front.checklists) else { return };
    for one in &marks.boxes {
        let advice = match one.place {
            Place::Item | Place::Line => format!("write `{}`", one.written),
            Place::Cell => {
                format!("a table holds no items; make a list of it, with `{}`", one.written)
            }
            Place::Heading => {
                format!("a heading is no item; put an item below it, as in `{}`", one.written)
            }
        };
        found.push(Diagnostic::untasked_box(&chapter.source, one.span.clone(), &advice));
    }
}
