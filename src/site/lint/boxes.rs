//! Brackets that look like a checkbox but that readers cannot tick.

use crate::syntax::markdown::Chapter;
use crate::syntax::markdown::surface::Place;
use crate::text::diag::Diagnostic;

/// Reports the brackets of a chapter that make no item, unless its checklists are turned off.
pub(super) fn loose(chapter: &Chapter, found: &mut Vec<Diagnostic>) {
    let Some(marks) = chapter.marks.as_ref().filter(|_| chapter.front.checklists) else { return };
    for one in &marks.boxes {
        let advice = match one.place {
            Place::Item | Place::Line => format!("write `{}`", one.written),
            Place::Cell => {
                format!("make it a list, with `{}`; a table cannot contain items", one.written)
            }
            Place::Heading => {
                format!(
                    "put an item below it, as in `{}`; a heading cannot be an item",
                    one.written
                )
            }
        };
        found.push(Diagnostic::untasked_box(&chapter.source, one.span.clone(), &advice));
    }
}
