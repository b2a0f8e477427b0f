//! Pictures without an alternative text.

use crate::syntax::markdown::Chapter;
use crate::syntax::markdown::tree::Inline;
use crate::text::diag::Diagnostic;

/// Finds pictures without an alternative text. An empty `alt` in raw HTML means that a picture is decorative; in
/// Markdown it cannot be distinguished from a forgotten text.
pub(super) fn unnamed(chapter: &Chapter, found: &mut Vec<Diagnostic>) {
    let source = &chapter.source;
    chapter.each_inline(&mut |inline| {
        let Inline::Image(image) = inline else { return };
        let Some(reference) = chapter.references.get(image.reference) else { return };
        if image.alt.trim().is_empty() {
            let advice = format!("`<img src=\"{}\" alt=\"\">`", reference.target);
            found.push(Diagnostic::missing_alt(source, reference.span.clone(), &advice));
        }
    });
    for span in &chapter.raw.unnamed_pictures {
        found.push(Diagnostic::missing_alt(source, span.clone(), "`alt=\"\"`"));
    }
}
