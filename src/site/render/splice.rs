//! Inserts finished texts after a template is rendered.
//!
//! A template sees a marker instead of a chapter's text. So text of a large book costs the template engine nothing, and
//! a page shares its bytes with the texts cached for the next build. A template can place a text and test whether it is
//! empty, but not read it.

use bytes::Bytes;

/// Noncharacters of Unicode, which occur in no text.
const OPEN: char = '\u{fdd0}';
const CLOSE: char = '\u{fdd1}';

/// The marker for the text of the node with this index; empty if the text is.
pub(super) fn marker(node: usize, text: &[Bytes]) -> String {
    if text.is_empty() { String::new() } else { format!("{OPEN}{node}{CLOSE}") }
}

/// The parts of a page: the output of the template, with each marker replaced by its text. A marker without a text is
/// dropped.
pub(super) fn fill<'a>(
    rendered: &Bytes,
    texts: impl Fn(usize) -> Option<&'a [Bytes]>,
) -> Vec<Bytes> {
    let text = std::str::from_utf8(rendered).unwrap_or_default();
    let mut parts = Vec::new();
    let mut done = 0;
    for (open, _) in text.match_indices(OPEN) {
        // A marker within one that was just replaced; only forged ones overlap.
        if open < done {
            continue;
        }
        let inside = open + OPEN.len_utf8();
        let Some(length) = text.get(inside..).and_then(|rest| rest.find(CLOSE)) else { continue };
        let number = text.get(inside..inside + length).and_then(|number| number.parse().ok());
        parts.push(rendered.slice(done..open));
        parts.extend(number.and_then(&texts).unwrap_or_default().iter().cloned());
        done = inside + length + CLOSE.len_utf8();
    }
    parts.push(rendered.slice(done..));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_where_their_markers_stand() {
        let texts = [vec![Bytes::from("one")], vec![Bytes::from("t"), Bytes::from("wo")]];
        let mark = |node| marker(node, &texts[0]);
        let rendered = format!("<a>{}<b>{}{}</b>", mark(1), mark(0), mark(7));
        let page = fill(&rendered.into(), |node| texts.get(node).map(Vec::as_slice)).concat();
        assert_eq!(page, b"<a>two<b>one</b>");
        assert_eq!(marker(3, &[]), "");
    }

    #[test]
    fn a_marker_that_an_author_forged_harms_nothing() {
        let page = fill(&format!("a{OPEN}b{OPEN}{CLOSE}c").into(), |_| None).concat();
        assert_eq!(page, b"ac");
    }
}
