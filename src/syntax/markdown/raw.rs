//! Splits raw HTML at the attributes that have a target, so that its links and pictures are checked and rewritten like
//! all others.
//!
//! Never filters the markup: the HTML writer decides what of it a page contains.

use super::tree::{RawHtml, RawNames, RawPiece, Reference, ReferenceKind};
use std::ops::Range;

/// The tables that raw HTML is added to, and the place of the markup.
pub(super) struct Cutting<'a> {
    /// The chapter's text.
    pub text: &'a str,
    /// The place of the markup in it.
    pub span: Range<usize>,
    /// The chapter's references.
    pub references: &'a mut Vec<Reference>,
    /// The ids and tag names of raw HTML in the chapter.
    pub names: &'a mut RawNames,
}

/// Splits `markup`, adding a reference for each target found.
pub(super) fn cut(markup: &str, cutting: Cutting) -> RawHtml {
    let Cutting { text, span, references, names } = cutting;
    let mut pieces = Vec::new();
    let mut done = 0;
    let mut found = Found::default();
    found.all_tags(markup);
    // Markup within a quotation or a list differs from the source text.
    let verbatim = text.get(span.clone()).is_some_and(|part| part.starts_with(markup));
    let place = |range: Range<usize>, typed: &str| match verbatim {
        true => span.start + range.start..span.start + range.end,
        false => super::lower::spans::find_in(text, &span, typed),
    };
    for (tag, range) in found.tags {
        let place = place(range, &format!("<{tag}"));
        names.tags.push((tag, place));
    }
    for range in found.unnamed_pictures {
        let typed = markup.get(range.clone()).unwrap_or_default();
        names.unnamed_pictures.push(place(range.clone(), typed));
    }
    for value in found.values {
        let Some(typed) = markup.get(value.range.clone()) else { continue };
        let before = markup.get(done..value.range.start).unwrap_or_default();
        let quote = if value.quoted { "" } else { "\"" };
        pieces.push(RawPiece::Markup(format!("{before}{quote}")));
        match value.kind {
            Some(kind) => {
                pieces.push(RawPiece::Target(references.len()));
                let place = place(value.range.clone(), typed);
                let target = decoded(typed.trim());
                references.push(Reference { kind, target, span: place });
            }
            None => {
                names.anchors.push(typed.to_string());
                pieces.push(RawPiece::Anchor(typed.to_string()));
            }
        }
        if !value.quoted {
            pieces.push(RawPiece::Markup("\"".into()));
        }
        done = value.range.end;
    }
    let rest = markup.get(done..).unwrap_or_default();
    if !rest.is_empty() {
        pieces.push(RawPiece::Markup(rest.to_string()));
    }
    RawHtml { typed: markup.to_string(), pieces }
}

/// The value of a target or an id.
struct Value {
    /// The kind of the target; `None` for an id.
    kind: Option<ReferenceKind>,
    range: Range<usize>,
    quoted: bool,
}

#[derive(Default)]
struct Found {
    /// The names of tags, each with the range that begins at its bracket.
    tags: Vec<(String, Range<usize>)>,
    /// Whole tags of pictures without an `alt`.
    unnamed_pictures: Vec<Range<usize>>,
    values: Vec<Value>,
}

impl Found {
    fn all_tags(&mut self, markup: &str) {
        let mut at = 0;
        while let Some(open) = markup.get(at..).and_then(|rest| rest.find('<')) {
            let open = at + open;
            let rest = markup.get(open..).unwrap_or_default();
            at = match rest.strip_prefix("<!--") {
                // The content of a comment is neither shown nor followed.
                Some(remark) => remark.find("-->").map_or(markup.len(), |end| open + 4 + end),
                None => self.tag(markup, open + 1),
            };
        }
    }

    /// Reads one tag whose name begins at `start`; returns the offset to continue from.
    fn tag(&mut self, markup: &str, start: usize) -> usize {
        let bytes = markup.as_bytes();
        let mut at = start;
        while bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
            at += 1;
        }
        let name = markup.get(start..at).unwrap_or_default().to_string();
        if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            self.tags.push((name.clone(), start - 1..at));
        }
        let name = name.to_ascii_lowercase();
        let mut unnamed = name == "img";
        loop {
            at = skip(bytes, at, |byte| byte.is_ascii_whitespace() || byte == b'/');
            match bytes.get(at) {
                None => return markup.len(),
                Some(b'>') => {
                    if unnamed {
                        self.unnamed_pictures.push(start - 1..at + 1);
                    }
                    return at + 1;
                }
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
            let attribute =
                markup.get(attribute_start..at).unwrap_or_default().to_ascii_lowercase();
            unnamed &= attribute != "alt";
            let equals = skip(bytes, at, |byte| byte.is_ascii_whitespace());
            if bytes.get(equals) != Some(&b'=') {
                continue;
            }
            let (value, quoted, next) = value(bytes, equals + 1);
            at = next;
            let kind = names_target(&name, &attribute);
            if kind.is_some() || attribute == "id" {
                self.values.push(Value { kind, range: value, quoted });
            }
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

/// The named character references that can disguise an address. Others are rare in addresses.
const NAMED: [(&str, &str); 12] = [
    ("amp;", "&"),
    ("quot;", "\""),
    ("apos;", "'"),
    ("lt;", "<"),
    ("gt;", ">"),
    ("colon;", ":"),
    ("sol;", "/"),
    ("bsol;", "\\"),
    ("Tab;", "\t"),
    ("NewLine;", "\n"),
    ("num;", "#"),
    ("period;", "."),
];

/// The value of an attribute as a browser reads it.
fn decoded(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('&') {
        text.push_str(before);
        rest = match character(after) {
            Some((read, after)) => {
                text.push_str(&read);
                after
            }
            None => {
                text.push('&');
                after
            }
        };
    }
    text.push_str(rest);
    text
}

/// The character of a character reference, and the text after it. The text begins after the ampersand.
fn character(text: &str) -> Option<(String, &str)> {
    let Some(number) = text.strip_prefix('#') else {
        let (name, read) = NAMED.iter().find(|(name, _)| text.starts_with(name))?;
        return Some((read.to_string(), text.get(name.len()..)?));
    };
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    let end = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
    let code = u32::from_str_radix(digits.get(..end)?, radix).ok()?;
    let read = char::from_u32(code).filter(|read| *read != '\0').unwrap_or('\u{fffd}');
    let after = digits.get(end..)?;
    Some((read.to_string(), after.strip_prefix(';').unwrap_or(after)))
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

    fn cut_alone(markup: &str) -> (RawHtml, Vec<Reference>, RawNames) {
        let (mut references, mut names) = (Vec::new(), RawNames::default());
        let cutting = Cutting {
            text: markup,
            span: 0..markup.len(),
            references: &mut references,
            names: &mut names,
        };
        let raw = cut(markup, cutting);
        (raw, references, names)
    }

    fn targets_of(markup: &str) -> Vec<String> {
        cut_alone(markup).1.into_iter().map(|reference| reference.target).collect()
    }

    #[test]
    fn finds_targets_however_they_are_written() {
        assert_eq!(targets_of("<a href=\"a.md\">"), ["a.md"]);
        assert_eq!(targets_of("<A class=x HREF='a.md?x&amp;y'>"), ["a.md?x&y"]);
        assert_eq!(targets_of("<img alt=a src=b.png/>"), ["b.png/"]);
        assert_eq!(targets_of("<p title='<a href=\"no\">'><img src=\"b.png\" />"), ["b.png"]);
        assert_eq!(targets_of("<video poster=\"p.jpg\"><source src=v.mp4>"), ["p.jpg", "v.mp4"]);
        let hidden = "<a href='&#106avascript&colon;x'><a href='&#x6A;&Tab;a&#0;&b&#;'>";
        assert_eq!(targets_of(hidden), ["javascript:x", "j\ta\u{fffd}&b&#;"]);
        assert!(targets_of("<link href=\"x.css\"> a < b <!-- <").is_empty());
    }

    #[test]
    fn names_are_kept() {
        let (_, _, names) = cut_alone("<a id=\"mark\"></a><String>");
        assert_eq!(names.anchors, ["mark"]);
        let tags: Vec<&str> = names.tags.iter().map(|(tag, _)| tag.as_str()).collect();
        assert_eq!(tags, ["a", "String"]);
    }

    #[test]
    fn pieces_join_to_the_same_markup() {
        let (raw, _, _) = cut_alone("x<a id='b' href='a.md'>y</a>");
        let joined: String = raw
            .pieces
            .iter()
            .map(|piece| match piece {
                RawPiece::Markup(text) | RawPiece::Anchor(text) | RawPiece::Words(text) => text,
                RawPiece::Target(_) => "a.md",
            })
            .collect();
        assert_eq!(joined, raw.typed);
    }
}
