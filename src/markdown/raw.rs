//! Raw HTML, cut at the attributes that name a target, so that links and pictures in it are checked
//! and rewritten like any other.
//!
//! Never judges the markup: what of it reaches a page is decided where HTML is written.

use super::tree::{RawHtml, RawPiece, Reference, ReferenceKind};
use std::ops::Range;

/// Cuts `markup`, adding a reference for each target found; `span` is where the markup stands.
pub(super) fn cut(markup: &str, span: &Range<usize>, references: &mut Vec<Reference>) -> RawHtml {
    let mut pieces = Vec::new();
    let mut done = 0;
    for found in targets(markup) {
        let Some(value) = markup.get(found.value.clone()) else { continue };
        let before = markup.get(done..found.value.start).unwrap_or_default();
        let open = if found.quoted { "" } else { "\"" };
        pieces.push(RawPiece::Markup(format!("{before}{open}")));
        pieces.push(RawPiece::Target(references.len()));
        references.push(Reference {
            kind: found.kind,
            target: value.trim().replace("&amp;", "&"),
            span: span.clone(),
        });
        if !found.quoted {
            pieces.push(RawPiece::Markup("\"".into()));
        }
        done = found.value.end;
    }
    let rest = markup.get(done..).unwrap_or_default();
    if !rest.is_empty() {
        pieces.push(RawPiece::Markup(rest.to_string()));
    }
    RawHtml(pieces)
}

struct Target {
    kind: ReferenceKind,
    value: Range<usize>,
    quoted: bool,
}

fn targets(markup: &str) -> Vec<Target> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = markup.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + open + 1;
        at = tag(markup, start, &mut found);
    }
    found
}

/// Reads one tag whose name begins at `start`; gives the offset to go on from.
fn tag(markup: &str, start: usize, found: &mut Vec<Target>) -> usize {
    let bytes = markup.as_bytes();
    let mut at = start;
    while bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
        at += 1;
    }
    let name = markup.get(start..at).unwrap_or_default().to_ascii_lowercase();
    loop {
        at = skip(bytes, at, |byte| byte.is_ascii_whitespace() || byte == b'/');
        match bytes.get(at) {
            None => return markup.len(),
            Some(b'>') => return at + 1,
            Some(b'<') => return at,
            Some(_) => {}
        }
        let attribute_start = at;
        let in_name = |byte: u8| !byte.is_ascii_whitespace() && !b"=/><".contains(&byte);
        at = skip(bytes, at, in_name);
        if at == attribute_start {
            at += 1;
            continue;
        }
        let attribute = markup.get(attribute_start..at).unwrap_or_default().to_ascii_lowercase();
        let equals = skip(bytes, at, |byte| byte.is_ascii_whitespace());
        if bytes.get(equals) != Some(&b'=') {
            continue;
        }
        let (value, quoted, next) = value(bytes, equals + 1);
        at = next;
        if let Some(kind) = names_target(&name, &attribute) {
            found.push(Target { kind, value, quoted });
        }
    }
}

/// The range of an attribute's value, whether it is quoted, and the offset after it.
fn value(bytes: &[u8], at: usize) -> (Range<usize>, bool, usize) {
    let start = skip(bytes, at, |byte| byte.is_ascii_whitespace());
    match bytes.get(start) {
        Some(&quote @ (b'"' | b'\'')) => {
            let end = skip(bytes, start + 1, |byte| byte != quote);
            (start + 1..end, true, (end + 1).min(bytes.len()))
        }
        _ => {
            let end = skip(bytes, start, |byte| !byte.is_ascii_whitespace() && byte != b'>');
            (start..end, false, end)
        }
    }
}

fn skip(bytes: &[u8], from: usize, passes: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.iter().take_while(|byte| passes(**byte)).count()
}

fn names_target(tag: &str, attribute: &str) -> Option<ReferenceKind> {
    match (tag, attribute) {
        ("a" | "area", "href") => Some(ReferenceKind::Link),
        ("img" | "source" | "video" | "audio" | "track", "src") | ("video", "poster") => {
            Some(ReferenceKind::Image)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets_of(markup: &str) -> Vec<String> {
        let mut references = Vec::new();
        cut(markup, &(0..0), &mut references);
        references.into_iter().map(|reference| reference.target).collect()
    }

    #[test]
    fn finds_targets_however_they_are_written() {
        assert_eq!(targets_of("<a href=\"a.md\">"), ["a.md"]);
        assert_eq!(targets_of("<A class=x HREF='a.md?x&amp;y'>"), ["a.md?x&y"]);
        assert_eq!(targets_of("<img alt=a src=b.png/>"), ["b.png/"]);
        assert_eq!(targets_of("<p title='<a href=\"no\">'><img src=\"b.png\" />"), ["b.png"]);
        assert_eq!(targets_of("<video poster=\"p.jpg\"><source src=v.mp4>"), ["p.jpg", "v.mp4"]);
        assert!(targets_of("<link href=\"x.css\"> a < b <!-- <").is_empty());
    }

    #[test]
    fn pieces_join_to_the_same_markup() {
        let mut references = Vec::new();
        let raw = cut("x<a href='a.md'>y</a>", &(0..0), &mut references);
        let joined: String = raw
            .0
            .iter()
            .map(|piece| match piece {
                RawPiece::Markup(markup) => markup.as_str(),
                RawPiece::Target(_) => "a.md",
            })
            .collect();
        assert_eq!(joined, "x<a href='a.md'>y</a>");
    }
}
