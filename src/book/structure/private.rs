//! What no build publishes: private chapters, and comments in others.
//!
//! Owns the rule of which chapters are private, and the note that names them. Pure.

use crate::syntax::front_matter::place;
use crate::syntax::markdown::Chapter;
use crate::text::diag::{Diagnostic, SourceText};
use crate::text::source_map::{SourceMap, SourceMaps};
use crate::text::url;
use std::collections::HashMap;
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

/// What the author is told about private chapters, drafts and comments: a note of all that is not published, and a warning
/// for each chapter that should not be and whose text another one includes. `maps` has the sources of texts with includes.
pub(super) fn told(
    chapters: &[Arc<Chapter>],
    maps: &SourceMaps,
    with_drafts: bool,
) -> Vec<Diagnostic> {
    let is_draft = |chapter: &Chapter| chapter.front.draft && !with_drafts;
    let (private, others): (Vec<_>, Vec<_>) =
        chapters.iter().partition(|chapter| reason(chapter).is_some());
    let (drafts, public): (Vec<_>, Vec<_>) =
        others.iter().copied().partition(|chapter| is_draft(chapter));
    let shown = shown_in(&public, maps);
    let mut told = Vec::new();
    let mut hidden = |chapters: Vec<&Arc<Chapter>>, key: &'static str| {
        let mut names = Vec::new();
        for chapter in chapters {
            match shown.get(&chapter.source.file) {
                None => names.push(chapter.source.file.to_string()),
                Some(_) if is_private_path(&chapter.path) => {}
                Some((source, span)) => {
                    let set = place(&chapter.source.text, key).unwrap_or_default();
                    let said = (&chapter.source, set, key);
                    told.push(Diagnostic::private_text_shown(source, span.clone(), said));
                }
            }
        }
        names
    };
    let (private, drafts) = (hidden(private, "published"), hidden(drafts, "draft"));
    let comments: Vec<(&SourceText, Range<usize>)> = others
        .iter()
        .flat_map(|chapter| chapter.comments.iter().map(|span| (&chapter.source, span.clone())))
        .collect();
    if !private.is_empty() || !drafts.is_empty() || !comments.is_empty() {
        told.push(Diagnostic::not_published(&private, &drafts, &comments));
    }
    told
}

/// The files whose text is part of one of these chapters besides their own, each with its first place there.
fn shown_in<'a>(
    chapters: &[&'a Arc<Chapter>],
    maps: &SourceMaps,
) -> HashMap<Arc<str>, (&'a SourceText, Range<usize>)> {
    let mut shown = HashMap::new();
    for chapter in chapters {
        let source = &chapter.source;
        let parts = maps.of(source).map(SourceMap::parts).unwrap_or_default();
        let ends = parts.iter().skip(1).map(|(start, _)| *start).chain([source.text.len()]);
        for ((start, file), end) in parts.iter().zip(ends) {
            let text = source.text.get(*start..end).unwrap_or_default();
            let line = text.trim_start().lines().next().unwrap_or_default();
            if !line.is_empty() && *file != source.file {
                let from = start + (text.len() - text.trim_start().len());
                shown.entry(file.clone()).or_insert((source, from..from + line.len()));
            }
        }
    }
    shown
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
