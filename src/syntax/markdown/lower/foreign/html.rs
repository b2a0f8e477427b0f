//! The visible text of a block of raw HTML, by its places. Tags and their attributes are no text, and neither is code.

use std::ops::Range;

/// Elements whose content is shown as it is typed, or not at all.
const TYPED: [&str; 7] = ["code", "kbd", "pre", "samp", "script", "style", "textarea"];

/// The places of text between tags.
pub(in super::super) fn texts(html: &str) -> Vec<Range<usize>> {
    let mut texts = Vec::new();
    let mut at = 0;
    while let Some(open) = html.get(at..).and_then(|rest| rest.find('<')).map(|found| at + found) {
        texts.push(at..open);
        at = after_tag(html, open);
    }
    texts.push(at..html.len());
    texts.retain(|text| !text.is_empty());
    texts
}

/// The offset after the tag or comment at `open`, and after its content if that is shown as it is typed.
fn after_tag(html: &str, open: usize) -> usize {
    let rest = html.get(open..).unwrap_or_default();
    let end_of = |sign: &str| rest.find(sign).map_or(rest.len(), |found| found + sign.len());
    if rest.starts_with("<!--") {
        return open + end_of("-->");
    }
    let name = rest.get(1..).unwrap_or_default();
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    if TYPED.iter().any(|typed| name.eq_ignore_ascii_case(typed)) {
        let closes = |at: &usize| {
            let end = rest.get(at + 2..at + 2 + name.len());
            end.is_some_and(|end| end.eq_ignore_ascii_case(name))
        };
        let end = rest.match_indices("</").map(|(at, _)| at).find(closes);
        return open + end.unwrap_or(rest.len());
    }
    let mut quote = None;
    for (at, sign) in rest.char_indices() {
        match (sign, quote) {
            ('"' | '\'', None) => quote = Some(sign),
            (sign, Some(open)) if sign == open => quote = None,
            ('>', None) => return open + at + 1,
            _ => {}
        }
    }
    html.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_comments_and_code_are_no_text() {
        for (html, expected) in [
            ("<p class=\"a>b\">one</p>two", vec!["one", "two"]),
            ("<!-- a <b> -->one", vec!["one"]),
            ("<PRE>a</PRE>one<code>b</code>", vec!["one"]),
            ("<p>one <b>two</b> three\n", vec!["one ", "two", " three\n"]),
            ("<p title='a", vec![]),
            ("<pre>a", vec![]),
            ("a < b", vec!["a "]),
        ] {
            let found: Vec<&str> = texts(html).into_iter().map(|text| &html[text]).collect();
            assert_eq!(found, expected, "{html}");
        }
    }
}
