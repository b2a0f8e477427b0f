//! Makes links of bare addresses in text, as GitHub Flavored Markdown has it: `https://…`, `http://…`, `www.…` and
//! e-mail addresses. linkify finds them; this module decides which become links.
//!
//! An address is read as the author typed it, without typographic quotes and dashes.

use super::MOST_LINKS;
use super::lower::smart::{Typed, is_marked};
use super::tree::{Inline, Link, Reference, ReferenceKind, each_inline};
use linkify::{LinkFinder, LinkKind};
use std::ops::Range;

/// Replaces bare addresses in the texts of `inlines`; `span` is the place of those inlines in `source`. Texts within a link
/// of raw HTML stay as they are; `is_in_link` says whether one is open before the first.
pub(super) fn link(
    inlines: Vec<Inline>,
    (source, span, is_in_link): (&str, &Range<usize>, bool),
    references: &mut Vec<Reference>,
) -> Vec<Inline> {
    let mut done = span.start;
    let mut push_link = |target: String, shown: &str, linked: &mut Vec<Inline>| {
        let rest = source.get(done..span.end).unwrap_or_default();
        // An address with a variable is written differently.
        let place = rest.find(shown).map(|at| done + at..done + at + shown.len());
        done = place.as_ref().map_or(done, |place| place.end);
        // The chapter is rejected if it has more.
        if references.len() <= MOST_LINKS + 1 {
            let reference = references.len();
            let kind = ReferenceKind::Link;
            let span = place.unwrap_or_else(|| span.clone());
            references.push(Reference { kind, target, span, defined: None });
            let content = vec![Inline::Text(shown.to_string())];
            let link = Link { reference, title: String::new(), content };
            linked.push(Inline::Link(Box::new(link)));
        }
    };
    replaced(inlines, (may_hold, is_in_link), &mut |part, is_in_link, linked| match part {
        Part::Address(shown, Some(target)) if !is_in_link => push_link(target, shown, linked),
        other => push_text(linked, other.text()),
    })
}

/// Makes no links, but keeps addresses in the texts of `inlines` as the author typed them.
pub(super) fn keep(inlines: Vec<Inline>) -> Vec<Inline> {
    let is_changed = |text: &str| is_marked(text) && may_hold(text);
    replaced(inlines, (is_changed, true), &mut |part, _, kept| push_text(kept, part.text()))
}

/// A text with its addresses as the author typed them.
pub(super) fn keep_in(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    split(text, &mut |part| kept.push_str(part.text()));
    kept
}

/// A part of a text.
enum Part<'t> {
    /// An address, with its target if it becomes a link.
    Address(&'t str, Option<String>),
    /// Other text, with its marks.
    Other(String),
}

impl Part<'_> {
    fn text(&self) -> &str {
        match self {
            Part::Address(text, _) => text,
            Part::Other(text) => text,
        }
    }
}

/// Replaces the parts of candidates. `push` is told whether a part is within a link of raw HTML.
fn replaced(
    inlines: Vec<Inline>,
    (is_candidate, mut is_in_link): (fn(&str) -> bool, bool),
    push: &mut dyn FnMut(Part, bool, &mut Vec<Inline>),
) -> Vec<Inline> {
    let candidate = |inline: &Inline| matches!(inline, Inline::Text(text) if is_candidate(text));
    if !inlines.iter().any(candidate) {
        return inlines;
    }
    let mut replaced = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match inline {
            Inline::Text(text) if is_candidate(&text) => {
                split(&text, &mut |part| push(part, is_in_link, &mut replaced));
            }
            other => {
                is_in_link = raw_link_after(&other, is_in_link);
                replaced.push(other);
            }
        }
    }
    replaced
}

fn may_hold(text: &str) -> bool {
    text.contains("://") || text.contains("www.") || text.contains('@')
}

/// Whether a link of raw HTML is open before some inlines, if it is or is not after them.
pub(super) fn raw_link_before(inlines: &[Inline], is_open_after: bool) -> bool {
    let mut first = None;
    each_inline(inlines, &mut |inline| first = first.or(raw_link_tag(inline)));
    first.map_or(is_open_after, |opens| !opens)
}

fn raw_link_after(inline: &Inline, is_open_before: bool) -> bool {
    let mut is_open = is_open_before;
    each_inline(std::slice::from_ref(inline), &mut |inline| {
        is_open = raw_link_tag(inline).unwrap_or(is_open);
    });
    is_open
}

/// Whether a tag of raw HTML opens a link or closes one.
fn raw_link_tag(inline: &Inline) -> Option<bool> {
    match inline {
        Inline::Html(raw) => link_tag(&raw.typed),
        _ => None,
    }
}

/// The same of a tag as it is written.
pub(super) fn link_tag(tag: &str) -> Option<bool> {
    let inner = tag.trim_start().strip_prefix('<')?;
    let (name, opens) = inner.strip_prefix('/').map_or((inner, true), |name| (name, false));
    let rest = name.strip_prefix(['a', 'A'])?;
    rest.starts_with([' ', '\t', '\n', '>', '/']).then_some(opens)
}

fn split(text: &str, each: &mut dyn FnMut(Part)) {
    let typed = Typed::of(text);
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false);
    for part in finder.spans(&typed.text) {
        let shown = part.as_str();
        let target = part.kind().and_then(|kind| target(kind, shown));
        // Also addresses that become no link, such as `ftp://…`.
        let is_address = target.is_some() || (part.kind().is_some() && shown.contains("://"));
        each(match is_address {
            true => Part::Address(shown, target),
            false => Part::Other(typed.marked(part.start()..part.end())),
        });
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
