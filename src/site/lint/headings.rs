//! Headings within a chapter: skipped levels, and equal headings in one section.

use crate::syntax::markdown::Chapter;
use crate::syntax::markdown::tree::Heading;
use crate::text::diag::Diagnostic;
use crate::text::wording::normalised;
use std::collections::HashMap;
use std::ops::Range;

/// Finds headings that are more than one level below the heading before.
pub(super) fn levels(chapter: &Chapter, found: &mut Vec<Diagnostic>) {
    // The title of a page is of level one, whether it is written or not.
    let mut above = 1;
    let mut before: Option<&Heading> = None;
    for heading in &chapter.headings {
        if heading.level > above + 1 {
            let source = &chapter.source;
            let place = line(chapter, heading);
            let related = before.map(|before| line(chapter, before));
            found.push(Diagnostic::skipped_level(source, place, (heading.level, above), related));
        }
        above = heading.level;
        before = Some(heading);
    }
}

/// Finds headings with the text of an earlier one of the same level in the same section.
pub(super) fn repeated(chapter: &Chapter, found: &mut Vec<Diagnostic>) {
    let mut trail: Vec<usize> = Vec::new();
    let mut first: HashMap<(Option<usize>, u8, String), &Heading> = HashMap::new();
    for (index, heading) in chapter.headings.iter().enumerate() {
        let level = |index: &usize| chapter.headings.get(*index).map_or(0, |one| one.level);
        trail.retain(|above| level(above) < heading.level);
        let key = (trail.last().copied(), heading.level, normalised(&heading.text));
        trail.push(index);
        match first.get(&key) {
            Some(other) if !key.2.is_empty() => found.push(Diagnostic::duplicate_heading(
                &chapter.source,
                line(chapter, heading),
                &heading.text,
                line(chapter, other),
            )),
            _ => {
                first.insert(key, heading);
            }
        }
    }
}

/// The line on which a heading begins.
pub(super) fn line(chapter: &Chapter, heading: &Heading) -> Range<usize> {
    let text = chapter.source.text.get(heading.span.clone()).unwrap_or_default();
    let length = text.lines().next().unwrap_or_default().trim_end().len();
    heading.span.start..heading.span.start + length
}
