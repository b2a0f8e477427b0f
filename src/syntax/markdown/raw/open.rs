//! Which elements of the raw HTML of a chapter are open.

use std::ops::Range;

/// The open elements, outermost first: the name in lower case, and the place of the start tag.
type Open = Vec<(String, Range<usize>)>;

/// Elements that go on to the end of the chapter if nothing ends them.
const LASTING: [&str; 21] = [
    "article",
    "aside",
    "b",
    "big",
    "blockquote",
    "center",
    "details",
    "div",
    "em",
    "figure",
    "i",
    "kbd",
    "mark",
    "pre",
    "s",
    "section",
    "small",
    "strong",
    "table",
    "tt",
    "u",
];

/// How many elements can be open within each other before no more are counted.
const MOST: usize = 64;

pub(super) fn begins(open: &mut Open, name: &str, span: &Range<usize>) {
    if LASTING.contains(&name) && open.len() < MOST {
        open.push((name.to_string(), span.clone()));
    }
}

/// Ends an element, and with it what is open within it.
pub(super) fn ends(open: &mut Open, name: &str) {
    if let Some(at) = open.iter().rposition(|(one, _)| one == name) {
        open.truncate(at);
    }
}
