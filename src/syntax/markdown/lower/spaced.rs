//! Links, pictures and definitions that Markdown reads as text because their address has a space.

mod broken;

use pulldown_cmark::BrokenLink;
use std::collections::HashMap;
use std::ops::Range;

/// How many bytes of an address are looked at.
const LONGEST: usize = 2_000;

/// How many round brackets an address can have within each other.
const MOST_BRACKETS: usize = 32;

/// What was found so far among the brackets that are no link.
#[derive(Default)]
pub(super) struct Spaced {
    links: Vec<Range<usize>>,
    /// Links that are text for another reason, each with a label and a cure.
    pub(super) broken: Vec<(Range<usize>, &'static str, String)>,
    /// What reads like definitions, each with its label.
    definitions: Vec<(String, Range<usize>)>,
    /// How often each label is in brackets.
    labels: HashMap<String, usize>,
}

impl Spaced {
    /// Takes brackets that are no link.
    pub(super) fn link(&mut self, text: &str, link: &BrokenLink) {
        let (before, after) = (text.get(..link.span.start), text.get(link.span.end..));
        let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
        *self.labels.entry(link.reference.to_lowercase()).or_default() += 1;
        if let Some(length) = spaced_address(after) {
            self.links.push(link.span.start..link.span.end + length);
        } else if let Some((length, label, cure)) = broken::after(before, text, &link.span) {
            let start = link.span.start - usize::from(length == 0);
            self.broken.push((start..link.span.end + length, label, cure));
        } else if let Some(length) = spaced_definition(after).filter(|_| begins_line(before)) {
            let span = link.span.start..link.span.end + length;
            self.definitions.push((link.reference.to_lowercase(), span));
        }
    }

    /// The places of all; they count from `body` on. A definition counts only if something refers to it, as otherwise it
    /// may be a remark.
    pub(super) fn places(&mut self, body: usize) -> Vec<Range<usize>> {
        let Spaced { links, definitions, labels, .. } = std::mem::take(self);
        let is_used = |label: &String| labels.get(label).is_some_and(|count| *count > 1);
        let definitions = definitions.into_iter().filter(|(label, _)| is_used(label));
        let all = links.into_iter().chain(definitions.map(|(_, span)| span));
        all.map(|span| span.start + body..span.end + body).collect()
    }
}

/// Whether nothing but the signs of quotations is before a place in its line.
fn begins_line(before: &str) -> bool {
    let signs = before.bytes().rev().take_while(|byte| *byte != b'\n');
    signs.take(LONGEST).all(|byte| b" \t>".contains(&byte))
}

/// The length of what follows the brackets of a link or picture, if it reads like an address with a space in it.
fn spaced_address(after: &str) -> Option<usize> {
    let after = after.get(..after.floor_char_boundary(LONGEST))?;
    let inner = after.strip_prefix('(')?.split('\n').next()?;
    let end = closing(inner)?;
    is_spaced(inner.get(..end)?)?.then_some(end + 2)
}

/// The length of what follows the label of a definition, if it reads like an address with a space in it.
fn spaced_definition(after: &str) -> Option<usize> {
    let after = after.get(..after.floor_char_boundary(LONGEST))?;
    let line = after.split('\n').next()?.trim_end();
    // Nothing but a number sign, as in `[//]: # (a remark)`, is a way to write a comment.
    let address = line.strip_prefix(':').filter(|rest| !rest.trim_start().starts_with("# "))?;
    is_spaced(address)?.then_some(line.len())
}

/// Whether an address, with its title behind it, reads like one with a space in it.
fn is_spaced(inner: &str) -> Option<bool> {
    let (address, _) = address_and_title(inner);
    let path = address.split(['?', '#']).next()?;
    let name = path.rsplit('/').next()?;
    let is_ending = |ending: &str| {
        (1..=5).contains(&ending.len())
            && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && ending.bytes().any(|byte| byte.is_ascii_alphabetic())
    };
    let is_file = name.rsplit_once('.').is_some_and(|(stem, ending)| {
        stem.ends_with(|c: char| !c.is_whitespace()) && is_ending(ending)
    });
    let is_address = is_file || name.is_empty() || address.contains("://");
    // What begins with `<` is in brackets, and what begins with `{` is a template of another tool.
    let is_bare = !address.starts_with(['<', '{']);
    Some(address.contains([' ', '\t']) && is_bare && is_address)
}

/// Where the round bracket closes that opened before the text. What has more brackets within each other than the address of a link can
/// have is not read on: each bracket of a long row would be read to its end.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' if depth == MOST_BRACKETS => return None,
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(at),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// An address, and the title with its quotes behind it.
fn address_and_title(inner: &str) -> (&str, &str) {
    let inner = inner.trim();
    match inner.strip_suffix('"').and_then(|rest| rest.find(" \"")) {
        Some(at) => {
            (inner.get(..at).unwrap_or_default().trim_end(), inner.get(at..).unwrap_or_default())
        }
        None => (inner, ""),
    }
}

/// A link with its address in angle brackets.
pub(super) fn in_brackets(link: &str) -> Option<String> {
    if let Some((label, inner)) = link.split_once("]:").filter(|(label, _)| !label.contains(']')) {
        let (address, title) = address_and_title(inner);
        return Some(format!("{label}]: <{address}>{title}"));
    }
    let (text, inner) = link.split_once("](")?;
    let (address, title) = address_and_title(inner.strip_suffix(')')?);
    Some(format!("{text}](<{address}>{title})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_with_spaces_are_told_from_remarks() {
        for after in [
            "(My Page.md)",
            "(a b.md#c \"t\") more",
            "(https://e.org/a b)",
            "(a b/)",
            "(a (b) c.png)",
            &format!("(a {}c.png)", "(".repeat(32) + &")".repeat(32)),
        ] {
            assert!(spaced_address(after).is_some(), "{after}");
        }
        for after in [
            "(see page 3)",
            "(as in v1.5)",
            "(<a b.md>)",
            "(a.md)",
            "(a\nb.md)",
            "(at first, at last.)",
            "(a b.md",
            &format!("(a {}c.png)", "(".repeat(33) + &")".repeat(33)),
            "",
        ] {
            assert!(spaced_address(after).is_none(), "{after}");
        }
        for (after, length) in [
            (": My Page.md", Some(12)),
            (": a b.md \"t\"\nmore", Some(12)),
            (": https://e.org/a b", Some(19)),
            (": a.md", None),
            (": <a b.md>", None),
            (": see page 3", None),
            ("[a]: b c.md", None),
        ] {
            assert_eq!(spaced_definition(after), length, "{after}");
        }
        assert_eq!(in_brackets("[a]: b c.png \"t\"").as_deref(), Some("[a]: <b c.png> \"t\""));
        assert_eq!(in_brackets("![a](b c.png \"t\")").as_deref(), Some("![a](<b c.png> \"t\")"));
    }
}
