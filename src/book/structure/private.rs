//! What no build publishes: private chapters, and comments in others.
//!
//! Owns the rule of which chapters are private, and the note that names them. Pure.

use crate::syntax::front_matter::place;
use crate::syntax::markdown::Chapter;
use crate::text::diag::{Diagnostic, SourceText};
use crate::text::url;
use std::ops::Range;
use std::sync::Arc;

/// Why a chapter is private.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// Its name, or that of a folder around it, begins with `_`.
    Name,
    /// Its front matter has `published: false`.
    FrontMatter,
}

/// Why a chapter is private, if it is.
pub(super) fn reason(chapter: &Chapter) -> Option<Reason> {
    if is_private_path(&chapter.path) {
        return Some(Reason::Name);
    }
    (!chapter.front.published).then_some(Reason::FrontMatter)
}

/// Whether a chapter at this path is private. `_index.md` is the page of a folder in other programs.
pub fn is_private_path(path: &str) -> bool {
    let (folder, name) = url::split(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let is_private = |name: &str| name.starts_with('_');
    folder.split('/').any(is_private) || (is_private(name) && stem != "_index")
}

/// The diagnostic for a link to a draft or to a private chapter.
pub(super) fn link_fault(
    source: &SourceText,
    span: Range<usize>,
    target: &str,
    chapter: &Chapter,
) -> Diagnostic {
    let said = |key| (&chapter.source, place(&chapter.source.text, key).unwrap_or_default());
    match reason(chapter) {
        None => Diagnostic::link_to_draft(source, span, target, said("draft")),
        Some(reason) => {
            let is_named = reason == Reason::Name;
            let said = (!is_named).then(|| said("published"));
            Diagnostic::link_to_private(source, span, target, said)
        }
    }
}

/// The note about all that is not published.
pub(super) fn told(chapters: &[Arc<Chapter>]) -> Option<Diagnostic> {
    let (private, others): (Vec<_>, Vec<_>) =
        chapters.iter().partition(|chapter| reason(chapter).is_some());
    let comments: Vec<(&SourceText, Range<usize>)> = others
        .iter()
        .flat_map(|chapter| chapter.comments.iter().map(|span| (&chapter.source, span.clone())))
        .collect();
    let name = |chapter: &Arc<Chapter>| chapter.source.file.to_string();
    let private: Vec<String> = private.into_iter().map(name).collect();
    (!private.is_empty() || !comments.is_empty())
        .then(|| Diagnostic::not_published(&private, &comments))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_underscore_makes_a_chapter_private() {
        for path in ["_a.md", "_drafts/a.md", "a/_b/c/d.md", "a/_b.md", "_x/_index.md"] {
            assert!(is_private_path(path), "{path}");
        }
        for path in ["a_b.md", "a/_index.md", "_index.markdown", "a_/b.md"] {
            assert!(!is_private_path(path), "{path}");
        }
    }
}
