//! Makes links of bare addresses in text, as GitHub Flavored Markdown has it: `https://…`, `http://…`, `www.…` and
//! e-mail addresses. linkify finds them; this module decides which become links.

use super::MOST_LINKS;
use super::tree::{Inline, Link, Reference, ReferenceKind};
use linkify::{LinkFinder, LinkKind};
use std::ops::Range;

/// Replaces bare addresses in the texts of `inlines`; `span` is the place of those inlines.
pub(super) fn link(
    inlines: Vec<Inline>,
    span: &Range<usize>,
    references: &mut Vec<Reference>,
) -> Vec<Inline> {
    let candidate = |inline: &Inline| matches!(inline, Inline::Text(text) if may_hold(text));
    if inside_raw_link(&inlines) || !inlines.iter().any(candidate) {
        return inlines;
    }
    let mut linked = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match inline {
            Inline::Text(text) if may_hold(&text) => split(&text, span, references, &mut linked),
            other => linked.push(other),
        }
    }
    linked
}

fn may_hold(text: &str) -> bool {
    text.contains("://") || text.contains("www.") || text.contains('@')
}

fn inside_raw_link(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Html(raw) => raw.typed.trim_start().to_ascii_lowercase().starts_with("<a"),
        _ => false,
    })
}

fn split(
    text: &str,
    span: &Range<usize>,
    references: &mut Vec<Reference>,
    linked: &mut Vec<Inline>,
) {
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false);
    for part in finder.spans(text) {
        if references.len() > MOST_LINKS + 1 {
            // The chapter is rejected.
            return;
        }
        let shown = part.as_str();
        match part.kind().and_then(|kind| target(kind, shown)) {
            Some(target) => {
                let reference = references.len();
                let kind = ReferenceKind::Link;
                references.push(Reference { kind, target, span: span.clone() });
                let content = vec![Inline::Text(shown.to_string())];
                let link = Link { reference, title: String::new(), content };
                linked.push(Inline::Link(Box::new(link)));
            }
            None => push_text(linked, shown),
        }
    }
}

fn target(kind: &LinkKind, shown: &str) -> Option<String> {
    match kind {
        LinkKind::Email => Some(format!("mailto:{shown}")),
        LinkKind::Url if shown.starts_with("https://") || shown.starts_with("http://") => {
            Some(shown.to_string())
        }
        LinkKind::Url if shown.starts_with("www.") => Some(format!("http://{shown}")),
        _ => None,
    }
}

fn push_text(inlines: &mut Vec<Inline>, text: &str) {
    match inlines.last_mut() {
        Some(Inline::Text(last)) => last.push_str(text),
        _ => inlines.push(Inline::Text(text.to_string())),
    }
}
