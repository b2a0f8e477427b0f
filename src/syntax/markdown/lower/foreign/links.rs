//! Links and pictures that Markdown reads as text, because their address does not end, is not where it should be, or has
//! something behind it. Addresses with a space are known by [`super::super::spaced`].

use super::super::spaced::{closing, spaced_address};
use super::is_escaped;
use std::ops::Range;

/// How much of a line is looked at before and behind the brackets, in bytes.
const LONGEST: usize = 1_000;

/// What a message says of a place: a label, and a cure.
type Lost = (Range<usize>, &'static str, &'static str);

/// The first of a run of text that is within a line.
pub(super) fn lost(source: &str, run: &Range<usize>) -> Option<Lost> {
    let text = source.get(run.clone())?;
    let tight = || text.match_indices("](").find_map(|(at, _)| unread(source, run.start + at));
    let apart = || text.match_indices("] (").find_map(|(at, _)| set_apart(source, run.start + at));
    tight().or_else(apart)
}

/// A link whose closing bracket is at `at`, with its address right behind it.
fn unread(source: &str, at: usize) -> Option<Lost> {
    let (start, label) = label_before(source, at)?;
    let after = rest_of_line(source, at + 1)?;
    let first = after.get(1..)?.split([' ', ')']).next()?;
    let is_address = label.is_empty() || first.contains(['.', '/', '#', '<']);
    if !is_address || first.starts_with('{') || label.starts_with('^') {
        return None;
    }
    let Some(end) = closing(after.get(1..)?) else {
        let span = start..at + 1 + after.trim_end().len();
        return Some((span, "the address does not end", "write `)` behind the address"));
    };
    let span = start..at + 1 + end + 2;
    match spaced_address(after) {
        Some(_) if label.is_empty() => Some((
            span,
            "the address has a space",
            "put the address between `<` and `>`, or write `%20` for each space",
        )),
        Some(_) => None,
        None => Some((
            span,
            "more than an address and a title is between the brackets",
            "write nothing behind the address but a title in quotes, as in `[text](address \"title\")`, with `\\\"` for quotes within it",
        )),
    }
}

/// A link whose closing bracket is at `at`, with a space before its address.
fn set_apart(source: &str, at: usize) -> Option<Lost> {
    let (start, label) = label_before(source, at)?;
    let after = rest_of_line(source, at + 2)?;
    let end = closing(after.get(1..)?)?;
    let address = after.get(1..=end)?;
    let (path, _) = address.split_once('#').unwrap_or((address, ""));
    let is_address = !address.contains([' ', '<', '['])
        && (address.contains("://")
            || [".md", ".html", ".png", ".svg", ".jpg", ".pdf"]
                .iter()
                .any(|one| path.ends_with(one)));
    let is_text = label.chars().count() > 1 && !label.starts_with('^');
    (is_address && is_text).then_some((
        start..at + 2 + end + 2,
        "a space is between the text and the address",
        "remove the space between `]` and `(`",
    ))
}

/// The opening bracket of a label that ends at `at`, and the label; none if the author has escaped it, or if it holds a link.
fn label_before(source: &str, at: usize) -> Option<(usize, &str)> {
    let before = source.get(..at)?;
    let before = before.get(before.ceil_char_boundary(at.saturating_sub(LONGEST))..)?;
    let line = before.rsplit('\n').next()?;
    let open = line.rfind('[')?;
    let start = at - line.len() + open;
    let label = line.get(open + 1..)?;
    let is_plain = !is_escaped(source, start) && !is_escaped(source, at) && !label.contains("](");
    // A picture begins before its bracket.
    let start = if line.get(..open)?.ends_with('!') { start - 1 } else { start };
    is_plain.then_some((start, label))
}

fn rest_of_line(source: &str, at: usize) -> Option<&str> {
    let rest = source.get(at..)?;
    rest.get(..rest.floor_char_boundary(LONGEST))?.split('\n').next()
}
