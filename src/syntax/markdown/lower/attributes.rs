//! The attributes at the end of a heading: `{#id .class for=founder}`.
//!
//! Braces are attributes only where all in them is an id, a class or a setting for the items below; any others are text, as in `GET /users/{id}`, and so
//! are double ones, as in `{{.Name}}`. They are read from the source, because an escaped brace is text, and because an id
//! stays as it is written, but for the backslashes of its escapes.

use super::braces::HEADING_KEYS;
use crate::syntax::markdown::tree::Inline;
use pulldown_cmark::{Event, Options, Parser, Tag};
use std::borrow::Cow;
use std::ops::Range;

/// How many braces of a heading are tried as the one that opens its attributes. The limit keeps a row of them from being
/// read again and again.
const MOST_BRACES: usize = 8;

/// What a heading says of itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Attributes {
    pub(super) id: Option<String>,
    pub(super) classes: Vec<String>,
    /// Keys with their values, for the items of the section.
    pub(super) settings: Vec<(String, String)>,
}

/// The attributes of a heading as they are written.
struct Written {
    attributes: Attributes,
    /// The place of the braces in the source of the heading.
    place: Range<usize>,
    /// How many braces open in it.
    opening: usize,
    /// Whether the parser never sees them, because it would take signs in them for markup.
    is_set_apart: bool,
}

/// The text for the parser, with spaces in place of attributes that it would take for markup. `source` is the same text
/// as the author wrote it.
pub(super) fn set_apart<'t>(text: Cow<'t, str>, source: &str, options: Options) -> Cow<'t, str> {
    let is_one = |line: &str| {
        line.trim_end().ends_with(['}', '#'])
            && written(line).is_some_and(|one| one.has_signs(line))
    };
    if !source.contains('{') || !source.lines().any(is_one) {
        return text;
    }
    let headings = Parser::new_ext(&text, options).into_offset_iter();
    let headings = headings.filter(|(event, _)| matches!(event, Event::Start(Tag::Heading { .. })));
    let places: Vec<Range<usize>> = headings
        .filter_map(|(_, span)| {
            let found = written(source.get(span.clone())?).filter(|found| found.is_set_apart)?;
            Some(span.start + found.place.start..span.start + found.place.end)
        })
        .collect();
    let mut parsed = String::with_capacity(text.len());
    for place in places {
        parsed.push_str(text.get(parsed.len()..place.start).unwrap_or_default());
        parsed.extend(std::iter::repeat_n(' ', place.len()));
    }
    parsed.push_str(text.get(parsed.len()..).unwrap_or_default());
    Cow::Owned(parsed)
}

/// Cuts the attributes off the content of a heading. `source` is the heading as it is written, with its signs.
pub(super) fn take(content: &mut Vec<Inline>, source: &str) -> Attributes {
    let Some(found) = written(source) else { return Attributes::default() };
    if found.is_set_apart {
        return found.attributes;
    }
    let Some(Inline::Text(text)) = content.last_mut() else { return Attributes::default() };
    let Some(before) = before(text, found.opening).map(str::len) else {
        return Attributes::default();
    };
    text.truncate(before);
    if text.is_empty() {
        content.pop();
    }
    found.attributes
}

/// The same of a text whose braces are all its own, such as a title in SUMMARY.md. Gives what stands before them.
pub(super) fn without<'t>(text: &'t str, source: &str) -> &'t str {
    written(source).and_then(|found| before(text, found.opening)).unwrap_or(text)
}

/// What stands in a text before the braces at its end, so many of which open.
fn before(text: &str, opening: usize) -> Option<&str> {
    let text = text.trim_end().strip_suffix('}')?;
    let (at, _) = text.rmatch_indices('{').nth(opening.checked_sub(1)?)?;
    Some(text.get(..at)?.trim_end())
}

/// The attributes at the end of a heading, if nothing escapes their braces.
fn written(source: &str) -> Option<Written> {
    let (start, line) = last_line(source)?;
    let inside = line.strip_suffix('}')?;
    if inside.ends_with('}') || is_escaped(inside) {
        return None;
    }
    let opening = inside.rmatch_indices('{').take(MOST_BRACES).enumerate();
    opening.filter_map(|(number, (at, _))| Some((number, inside.split_at_checked(at)?))).find_map(
        |(number, (before, block))| {
            if before.ends_with('{') || is_escaped(before) {
                return None;
            }
            let attributes = read(block.strip_prefix('{')?)?;
            let mut found = Written {
                attributes,
                place: start + before.len()..start + line.len(),
                opening: number + 1,
                is_set_apart: false,
            };
            // On a line of its own they are all that makes it a line of a heading.
            let has_text = !before.trim_matches([' ', '\t', '>']).is_empty();
            found.is_set_apart = has_text && found.has_signs(source);
            Some(found)
        },
    )
}

/// The last line of the text of a heading and its place, without what closes or underlines the heading.
fn last_line(source: &str) -> Option<(usize, &str)> {
    let last = |text: &str| text.rfind('\n').map_or(0, |at| at + 1);
    let is_underline = |line: &str| {
        let line = line.trim_matches([' ', '\t', '>']);
        !line.is_empty() && (line.bytes().all(|b| b == b'=') || line.bytes().all(|b| b == b'-'))
    };
    let text = source.trim_end();
    let start = last(text);
    let line = text.get(start..)?;
    if !is_underline(line) {
        return Some((start, closed(line)));
    }
    let text = text.get(..start.checked_sub(1)?)?.trim_end();
    let start = last(text);
    Some((start, text.get(start..)?))
}

/// A line without the signs that may close a heading.
fn closed(line: &str) -> &str {
    let line = line.trim_end();
    let text = line.trim_end_matches('#');
    if text.ends_with([' ', '\t']) { text.trim_end() } else { line }
}

/// Whether an odd number of backslashes ends a text, so that they escape what follows.
pub(super) fn is_escaped(before: &str) -> bool {
    (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
}

/// Whether this inside of braces is that of attributes.
pub(super) fn are_read(inside: &str) -> bool {
    read(inside).is_some()
}

impl Written {
    /// Whether the braces hold signs that can be markup or an address.
    fn has_signs(&self, source: &str) -> bool {
        let block = source.get(self.place.clone()).unwrap_or_default();
        let inside = block.get(1..block.len().saturating_sub(1)).unwrap_or_default();
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '#' | ' ' | '_');
        let letters = inside.split('_');
        let is_within = |(at, part): (usize, &str)| {
            let starts = at == 0 || part.starts_with(char::is_alphanumeric);
            starts && (part.ends_with(char::is_alphanumeric) || !inside.contains('_'))
        };
        !inside.chars().all(is_plain)
            || inside.to_ascii_lowercase().contains("www.")
            || !letters.enumerate().all(is_within)
    }
}

fn read(inside: &str) -> Option<Attributes> {
    let mut attributes = Attributes::default();
    for word in inside.split_whitespace() {
        let closes = |(at, _): (usize, &str)| !word.get(..at).is_some_and(is_escaped);
        match word.split_at_checked(1)? {
            _ if word.match_indices('}').any(closes) => return None,
            ("#", id) if !id.is_empty() => attributes.id = Some(without_escapes(id)),
            (".", class) if !class.is_empty() => attributes.classes.push(class.to_string()),
            _ => {
                let (key, value) = word.split_once('=')?;
                let is_known = HEADING_KEYS.contains(&key) && !value.is_empty();
                is_known.then(|| attributes.settings.push((key.into(), value.into())))?;
            }
        }
    }
    (attributes != Attributes::default()).then_some(attributes)
}

/// An id without the backslashes in front of signs, which Markdown takes for escapes elsewhere too.
fn without_escapes(id: &str) -> String {
    let mut plain = String::with_capacity(id.len());
    let mut letters = id.chars().peekable();
    while let Some(letter) = letters.next() {
        let is_escape = letter == '\\' && letters.peek().is_some_and(char::is_ascii_punctuation);
        plain.push(if is_escape { letters.next().unwrap_or(letter) } else { letter });
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(source: &str, text: &str) -> (String, Option<String>, Vec<String>) {
        let mut content = vec![Inline::Text(text.to_string())];
        let Attributes { id, classes, .. } = take(&mut content, source);
        let rest = match content.pop() {
            Some(Inline::Text(rest)) => rest,
            _ => String::new(),
        };
        (rest, id, classes)
    }

    #[test]
    fn only_ids_and_classes_are_attributes() {
        for (source, text, rest, id, classes) in [
            ("## Plan {#plan}\n", "Plan {#plan}", "Plan", Some("plan"), ""),
            ("## Plan {#a-(b) .x .y} ##", "Plan", "Plan", Some("a-(b)"), "x y"),
            ("Plan {##x}\n---\n", "Plan {##x}", "Plan", Some("#x"), ""),
            ("> Plan {.x}\n> ====\n", "Plan {.x}", "Plan", None, "x"),
            ("## Plan {#a\\_b}", "Plan", "Plan", Some("a_b"), ""),
            ("Plan {#\\_a\\\\b\\c}\n---", "Plan", "Plan", Some("_a\\b\\c"), ""),
            ("# {#only}", "{#only}", "", Some("only"), ""),
            ("## GET /users/{id}", "GET /users/{id}", "GET /users/{id}", None, ""),
            ("## Cost {TBD}", "Cost {TBD}", "Cost {TBD}", None, ""),
            ("## Cost {#a TBD}", "Cost {#a TBD}", "Cost {#a TBD}", None, ""),
            ("## Cost \\{#a}", "Cost {#a}", "Cost {#a}", None, ""),
            ("## Cost \\\\{#a}", "Cost \\{#a}", "Cost \\", Some("a"), ""),
            ("## Cost {}", "Cost {}", "Cost {}", None, ""),
            ("## Set {a, b}", "Set {a, b}", "Set {a, b}", None, ""),
            ("## Go {{.Name}}", "Go {{.Name}}", "Go {{.Name}}", None, ""),
            ("## x {{#if}", "x {{#if}", "x {{#if}", None, ""),
            ("## x {#a}}", "x {#a}}", "x {#a}}", None, ""),
            ("## x {#a}b}", "x {#a}b}", "x {#a}b}", None, ""),
            ("## x {#a\\}", "x {#a}", "x {#a}", None, ""),
            ("{#a{b}\n---", "{#a{b}", "", Some("a{b"), ""),
            ("## x {#_a_} ##", "x", "x", Some("_a_"), ""),
            ("x {#a*b* .y}\r\n---", "x", "x", Some("a*b*"), "y"),
            ("## x {for=a due=4w #b}", "x", "x", Some("b"), ""),
            ("## x {if=a}", "x {if=a}", "x {if=a}", None, ""),
            ("## x {for=}", "x {for=}", "x {for=}", None, ""),
        ] {
            let expected = (rest.to_string(), id.map(str::to_string));
            let (rest, id, found) = taken(source, text);
            assert_eq!(((rest, id), found.join(" ")), (expected, classes.to_string()), "{source}");
        }
    }
}
