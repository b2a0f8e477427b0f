//! Labels of footnotes and of link definitions that are undefined or unused.

use crate::syntax::markdown::Chapter;
use crate::text::diag::Diagnostic;

/// Finds labels that are undefined or unused.
pub(super) fn all(chapter: &Chapter, found: &mut Vec<Diagnostic>) {
    let Some(marks) = &chapter.marks else { return };
    let source = &chapter.source;
    for one in &marks.undefined {
        let span = one.span.clone();
        found.push(match one.is_footnote {
            true => Diagnostic::undefined_footnote(source, span, &one.label),
            false => Diagnostic::undefined_reference(source, span, &one.label),
        });
    }
    for (label, span) in &marks.unused {
        found.push(Diagnostic::unused_definition(source, span.clone(), label));
    }
}
