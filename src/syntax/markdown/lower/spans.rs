//! The places of parts of an element: the parser says where an element is, and not where its parts are.

use pulldown_cmark::LinkType;
use std::ops::Range;

/// How much of an item is searched for its id, in bytes.
const SEARCHED: usize = 4 * 1024;

/// The first place of `needle` within `span`; the whole span if it is written differently there.
pub(in crate::syntax::markdown) fn find_in(
    text: &str,
    span: &Range<usize>,
    needle: &str,
) -> Range<usize> {
    let at = text.get(span.clone()).and_then(|part| part.find(needle));
    at.map_or(span.clone(), |at| span.start + at..span.start + at + needle.len())
}

pub(super) fn first_line(span: &Range<usize>) -> Range<usize> {
    span.start..span.start + 1
}

/// The first line of a span that is not blank: for the parser, an item that is indented by a tab begins at the end of
/// the line before.
pub(super) fn first_line_of(text: &str, span: &Range<usize>) -> Range<usize> {
    let part = text.get(span.clone()).unwrap_or_default();
    let start = part.len() - part.trim_start().len();
    let rest = part.get(start..).unwrap_or_default();
    let length = rest.find('\n').unwrap_or(rest.len());
    span.start + start..span.start + start + length
}

/// The address of a link or picture. `target` is the address as the author typed it; the whole element if it is
/// written in another place, as that of a reference is.
pub(super) fn address(
    text: &str,
    span: &Range<usize>,
    (link_type, title): (LinkType, &str),
    target: &str,
) -> Range<usize> {
    let part = text.get(span.clone()).unwrap_or_default();
    let found = match link_type {
        LinkType::Inline => inline_address(part, title, target),
        LinkType::Autolink | LinkType::Email => {
            let bare = target.strip_prefix("mailto:").unwrap_or(target);
            part.find(bare).map(|at| at..at + bare.len())
        }
        _ => None,
    };
    let found = found.filter(|at| !at.is_empty());
    found.map_or(span.clone(), |at| span.start + at.start..span.start + at.end)
}

/// What follows the last `](` before the title: the text of a link can be a picture. An address with escapes or
/// entities differs from its spelling.
fn inline_address(part: &str, title: &str, target: &str) -> Option<Range<usize>> {
    let title = part.rfind(title).filter(|_| !title.is_empty());
    let part = part.get(..title.unwrap_or(part.len()))?;
    let rest = part.get(part.rfind("](")? + 2..)?.trim_start().trim_start_matches('<');
    let start = part.len() - rest.len();
    if rest.starts_with(target) && !target.is_empty() {
        return Some(start..start + target.len());
    }
    let ends = |c: char| c.is_whitespace() || c == '>';
    let end = rest.find(ends).unwrap_or_else(|| rest.strip_suffix(')').unwrap_or(rest).len());
    Some(start..start + end)
}

/// The address of a definition such as `[label]: a.md "title"`; the whole definition if it has none.
pub(super) fn address_of_definition(text: &str, span: &Range<usize>, target: &str) -> Range<usize> {
    let part = text.get(span.clone()).unwrap_or_default();
    let Some((_, after)) = part.split_once("]:") else { return span.clone() };
    let rest = after.trim_start_matches([' ', '\t', '\n', '\r', '>']).trim_start_matches('<');
    let start = span.end - rest.len();
    let end = match rest.starts_with(target) && !target.is_empty() {
        true => target.len(),
        false => rest.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(rest.len()),
    };
    if end == 0 { span.clone() } else { start..start + end }
}

/// A word in the braces at the end of a heading or of a line of colons; the braces if it is written differently there,
/// and the first line if there are none.
pub(super) fn in_braces(text: &str, span: &Range<usize>, word: &str) -> Range<usize> {
    let part = text.get(span.clone()).unwrap_or_default();
    let Some(open) = part.rfind('{') else { return first_line_of(text, span) };
    let inside = part.get(open..).unwrap_or_default();
    let bounds = |c: char| c.is_whitespace() || c == '{' || c == '}';
    let is_word = |at: &usize| {
        let (before, rest) = inside.split_at_checked(*at).unwrap_or_default();
        let after = rest.get(word.len()..).unwrap_or_default();
        before.ends_with(bounds) && after.starts_with(bounds)
    };
    let at = inside.match_indices(word).map(|(at, _)| at).find(is_word);
    let within = match at {
        Some(at) => at..at + word.len(),
        None => 0..inside.find('}').map_or(inside.len(), |end| end + 1),
    };
    span.start + open + within.start..span.start + open + within.end
}

/// A key with its value in braces, such as `effort=2h`; the first line if it is written differently there.
pub(super) fn setting_in_braces(
    text: &str,
    span: &Range<usize>,
    key: &str,
    value: &str,
) -> Range<usize> {
    let part = text.get(span.clone()).unwrap_or_default();
    let typed = format!("{key}={value}");
    match part.rfind(&typed) {
        Some(at) => span.start + at..span.start + at + typed.len(),
        None => first_line_of(text, span),
    }
}

/// The id of a heading or of a container, in its braces.
pub(super) fn id_in_braces(text: &str, span: &Range<usize>, id: &str) -> Range<usize> {
    let word = format!("#{id}");
    let place = in_braces(text, span, &word);
    let is_typed = text.get(place.clone()) == Some(&word);
    place.start + usize::from(is_typed)..place.end
}

/// The id `{#id}` of a checklist item, which is at the end of its text and can be in a later line than its box. `span`
/// is the first line of the item. The braces if the id is written with escapes.
pub fn id_of_item(text: &str, span: &Range<usize>, id: &str) -> Range<usize> {
    let rest = text.get(span.start..).unwrap_or_default();
    let label = rest.get(..rest.floor_char_boundary(SEARCHED)).unwrap_or_default();
    let typed = format!("{{#{id}}}");
    let (mut at, mut found) = (span.start, None);
    for (number, line) in label.split_inclusive('\n').enumerate() {
        if number > 0 && ends_label(line.trim_start()) {
            break;
        }
        found = line.rfind(&typed).map(|place| at + place + 2).or(found);
        at += line.len();
    }
    if let Some(at) = found {
        return at..at + id.len();
    }
    let first = text.get(span.clone()).unwrap_or_default();
    match first.rfind("{#") {
        Some(at) => span.start + at..span.start + first.trim_end().len(),
        None => span.clone(),
    }
}

/// Whether a line is blank or begins another item.
fn ends_label(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = rest.len() < line.len() && rest.starts_with(['.', ')']);
    line.is_empty() || line.starts_with(['-', '*', '+']) || is_number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_not_found_in_the_text_or_the_title() {
        for (part, title, target, expected) in [
            ("[a](a.md)", "", "a.md", 4..8),
            ("[a.md](<a b.md> \"a b.md\")", "a b.md", "a b.md", 8..14),
            ("[a](a.md \"see a.md\")", "see a.md", "a.md", 4..8),
            ("[a](a.md 'see [x](a.md)')", "see [x](a.md)", "a.md", 4..8),
            ("[![a](a.md)](a.md)", "", "a.md", 13..17),
            ("[a](java&#9;script:x)", "", "java\tscript:x", 4..20),
            ("[a](\n  a\\_b.md 'x')", "x", "a_b.md", 7..14),
            ("[a]()", "", "", 0..5),
        ] {
            let place = address(part, &(0..part.len()), (LinkType::Inline, title), target);
            assert_eq!(place, expected, "{part}");
        }
    }

    #[test]
    fn an_address_is_found_in_its_definition() {
        for (part, target, expected) in [
            ("[a.md]: a.md", "a.md", 8..12),
            ("[a]: <a b.md> 'a b.md'", "a b.md", 6..12),
            ("[a]:\n  a\\_b.md 'x'", "a_b.md", 7..14),
            ("[a]: <>", "", 0..7),
        ] {
            let place = address_of_definition(part, &(0..part.len()), target);
            assert_eq!(place, expected, "{part}");
        }
    }

    #[test]
    fn an_id_is_found_in_its_braces_only() {
        for (part, id, expected) in [
            ("## Another plan {#plan}\n", "plan", 18..22),
            ("## #plan {#plan .plan}", "plan", 11..15),
            ("Plan {.a #plan}\n---\n", "plan", 10..14),
            ("## Plan {#\\_a}\n", "_a", 8..14),
            ("## Plan", "plan", 0..7),
        ] {
            assert_eq!(id_in_braces(part, &(0..part.len()), id), expected, "{part}");
        }
        let item = "- [ ] `{#x}` and\n  more {#x}\n  - [ ] y {#x}";
        assert_eq!(id_of_item("- [ ] x {#x}", &(0..12), "x"), 10..11);
        assert_eq!(id_of_item(item, &(0..16), "x"), 26..27);
        assert_eq!(id_of_item("- [ ] x {#\\_x}", &(0..14), "_x"), 8..14);
    }
}
