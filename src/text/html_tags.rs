//! Finds tags and their attributes in HTML, with their places, as browsers do (WHATWG HTML, 13.2.5).
//!
//! Owns where a tag begins and ends; knows nothing about the meaning of attributes.

use super::html;
use std::ops::Range;

/// A tag; the places are offsets in the markup.
pub struct Tag {
    /// The name as it is written.
    pub name: String,
    /// Whether it is an end tag.
    pub is_end: bool,
    /// From its bracket to the end of its name.
    pub opening: Range<usize>,
    /// From bracket to bracket.
    pub whole: Range<usize>,
    /// Where the raw text that it opens ends; if it opens none, its own end.
    pub end: usize,
    /// The attributes in order.
    pub attributes: Vec<Attribute>,
}

/// An attribute.
pub struct Attribute {
    /// The name in lower case.
    pub name: String,
    /// Its place, with its value.
    pub place: Range<usize>,
    /// The value, if it has one.
    pub value: Option<Value>,
}

/// The value of an attribute, without its quotes.
pub struct Value {
    /// Its place.
    pub range: Range<usize>,
    /// Whether it is in quotes.
    pub is_quoted: bool,
}

/// What a piece of markup ends in the middle of, and where that begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfinished {
    /// A tag.
    Tag(usize),
    /// A comment.
    Comment(usize),
}

/// What is no tag and no comment, and what browsers take for a comment up to the first `>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aside {
    /// `<?…>`.
    Instruction,
    /// `<![CDATA[…>`.
    CharacterData,
    /// `<!…>`.
    Declaration,
    /// `</…>` without a name.
    NamelessEnd,
}

/// The tags of a piece of markup.
#[derive(Default)]
pub struct Tags {
    /// The tags in order.
    pub tags: Vec<Tag>,
    /// What does not end.
    pub unfinished: Option<Unfinished>,
    /// What is taken for a comment, with its places.
    pub asides: Vec<(Aside, Range<usize>)>,
}

/// Reads all tags. Those in comments, and those in the content of scripts and the like, do not count.
pub fn read(markup: &str) -> Tags {
    let mut found = Tags::default();
    let last_bracket = markup.rfind('>');
    let (mut at, mut foreign) = (0, 0_usize);
    // Elements of raw text of which no end follows.
    let mut endless: Vec<String> = Vec::new();
    while let Some(open) = markup.get(at..).and_then(|rest| rest.find('<')) {
        let open = at + open;
        let rest = markup.get(open..).unwrap_or_default();
        if let Some(remark) = rest.strip_prefix("<!--") {
            // A comment of `<!-->` or `<!--->` ends at once.
            let empty = [">", "->"].into_iter().find(|end| remark.starts_with(end));
            let end = empty.map(str::len).or_else(|| remark.find("-->").map(|end| end + 3));
            let Some(end) = end else {
                found.unfinished = Some(Unfinished::Comment(open));
                return found;
            };
            at = open + 4 + end;
            continue;
        }
        if let Some(kind) = aside(rest) {
            // Without this, each of many would search all that is left.
            let has_end = last_bracket.is_some_and(|last| last > open);
            match has_end.then(|| rest.find('>')).flatten() {
                Some(end) => {
                    at = open + end + 1;
                    found.asides.push((kind, open..at));
                    continue;
                }
                None if kind != Aside::NamelessEnd => {
                    found.unfinished = Some(Unfinished::Tag(open));
                    return found;
                }
                None => {}
            }
        }
        let after = rest.strip_prefix("</").or(rest.strip_prefix('<')).unwrap_or_default();
        if !after.starts_with(|c: char| c.is_ascii_alphabetic()) {
            at = open + 1;
            continue;
        }
        let Some(mut tag) = tag(markup, open) else {
            found.unfinished = Some(Unfinished::Tag(open));
            return found;
        };
        at = tag.whole.end;
        let name = tag.name.to_ascii_lowercase();
        // In a drawing or a formula, a tag with a slash at its end has no content.
        let is_empty = markup.get(..at).is_some_and(|read| read.ends_with("/>"));
        match (tag.is_end, is_empty) {
            _ if !["svg", "math"].contains(&name.as_str()) => {}
            (true, _) => foreign = foreign.saturating_sub(1),
            (false, true) => {}
            (false, false) => foreign += 1,
        }
        let opens = !(tag.is_end || is_empty && foreign > 0);
        if opens && html::holds_raw_text(&name) && !endless.contains(&name) {
            match end_of_raw_text(markup, at, &tag.name) {
                Some(end) => at = end,
                // The tags behind it may be those of other elements.
                None => endless.push(name),
            }
        }
        tag.end = at;
        found.tags.push(tag);
    }
    found
}

/// What begins here and is taken for a comment.
fn aside(text: &str) -> Option<Aside> {
    match text.get(1..)?.chars().next()? {
        '?' => Some(Aside::Instruction),
        '!' if text.starts_with("<![CDATA[") => Some(Aside::CharacterData),
        '!' => Some(Aside::Declaration),
        '/' => {
            let name = text.get(2..)?.chars().next()?;
            (!name.is_ascii_alphabetic()).then_some(Aside::NamelessEnd)
        }
        _ => None,
    }
}

/// The tag whose bracket is at `open`; `None` if it does not end.
fn tag(markup: &str, open: usize) -> Option<Tag> {
    let bytes = markup.as_bytes();
    let is_end = bytes.get(open + 1) == Some(&b'/');
    let start = open + 1 + usize::from(is_end);
    let in_name = |byte: u8| !byte.is_ascii_whitespace() && !b"/>".contains(&byte);
    let mut at = skip(bytes, start, in_name);
    let name = markup.get(start..at).unwrap_or_default().to_string();
    let opening = open..at;
    let mut attributes = Vec::new();
    loop {
        at = skip(bytes, at, |byte| byte.is_ascii_whitespace() || byte == b'/');
        if *bytes.get(at)? == b'>' {
            return Some(Tag {
                name,
                is_end,
                opening,
                whole: open..at + 1,
                end: at + 1,
                attributes,
            });
        }
        let start = at;
        // An equals sign that a name begins with is part of it.
        let in_name = |byte: u8| !byte.is_ascii_whitespace() && !b"=/>".contains(&byte);
        at = skip(bytes, at + 1, in_name);
        let name = markup.get(start..at).unwrap_or_default().to_ascii_lowercase();
        let equals = skip(bytes, at, |byte| byte.is_ascii_whitespace());
        let mut read = None;
        if bytes.get(equals) == Some(&b'=') {
            let (value, next) = value(bytes, equals + 1)?;
            at = next;
            read = Some(value);
        }
        attributes.push(Attribute { name, place: start..at, value: read });
    }
}

/// The value of an attribute, and the offset after it; `None` if its quote is never closed.
fn value(bytes: &[u8], at: usize) -> Option<(Value, usize)> {
    let start = skip(bytes, at, |byte| byte.is_ascii_whitespace());
    match bytes.get(start) {
        Some(&quote @ (b'"' | b'\'')) => {
            let end = skip(bytes, start + 1, |byte| byte != quote);
            bytes.get(end)?;
            Some((Value { range: start + 1..end, is_quoted: true }, end + 1))
        }
        _ => {
            let end = skip(bytes, start, |byte| !byte.is_ascii_whitespace() && byte != b'>');
            Some((Value { range: start..end, is_quoted: false }, end))
        }
    }
}

/// The place of the end tag of an element that holds raw text.
fn end_of_raw_text(markup: &str, from: usize, name: &str) -> Option<usize> {
    let rest = markup.get(from..).unwrap_or_default();
    let is_end = |at: &usize| {
        let after = rest.get(at + 2..).unwrap_or_default();
        after.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
    };
    let end = rest.match_indices("</").map(|(at, _)| at).find(is_end);
    end.map(|at| from + at)
}

fn skip(bytes: &[u8], from: usize, passes: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.iter().take_while(|byte| passes(**byte)).count()
}
