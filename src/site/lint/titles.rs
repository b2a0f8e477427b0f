//! Titles of chapters: equal ones, and more than one in a chapter.

use super::Subject;
use crate::syntax::front_matter;
use crate::syntax::markdown::Chapter;
use crate::text::diag::Diagnostic;
use crate::text::wording::normalised;
use std::collections::HashMap;
use std::ops::Range;

/// Finds chapters with the same title as an earlier one.
pub(super) fn repeated(subject: Subject, found: &mut Vec<Diagnostic>) {
    let mut first: HashMap<String, &Chapter> = HashMap::new();
    for chapter in subject.chapters() {
        let title = chapter.title_text();
        match first.get(&normalised(&title)) {
            Some(other) => found.push(Diagnostic::duplicate_title(
                (&chapter.source, place(chapter)),
                &title,
                (&other.source, place(other)),
            )),
            None => {
                first.insert(normalised(&title), chapter);
            }
        }
    }
}

/// The place of a chapter's title; the first byte if the title is made from the file name.
pub(super) fn place(chapter: &Chapter) -> Range<usize> {
    let own = chapter.front.title.as_ref();
    own.and_then(|_| front_matter::place(&chapter.source.text, "title"))
        .or_else(|| line(chapter, chapter.marks.as_ref()?.title.clone()?))
        .unwrap_or(0..0)
}

/// The line of a heading.
fn line(chapter: &Chapter, span: Range<usize>) -> Option<Range<usize>> {
    let text = chapter.source.text.get(span.clone())?;
    Some(span.start..span.start + text.lines().next()?.trim_end().len())
}

/// Finds headings of level one other than the title.
pub(super) fn further(chapter: &Chapter, found: &mut Vec<Diagnostic>) {
    let Some(marks) = &chapter.marks else { return };
    for span in &marks.titles {
        let Some(place) = line(chapter, span.clone()) else { continue };
        found.push(match marks.title.clone().and_then(|title| line(chapter, title)) {
            Some(title) => Diagnostic::second_h1(&chapter.source, place, title),
            None => Diagnostic::late_h1(&chapter.source, place),
        });
    }
}
