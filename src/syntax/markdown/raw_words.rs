//! The visible text of raw HTML, without its tags.

use super::tree::{RawHtml, RawPiece};
use crate::text::escape::escape;
use crate::text::html::{Token, tokens};

/// Elements whose content is not shown.
const UNREAD: [&str; 2] = ["script", "style"];

/// Inline elements. All others begin and end a line, if they contain anything to read.
const WITHIN: [&str; 28] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "u",
    "var",
];

/// The text of a block of raw HTML, in lines that end where they end on the page.
pub fn words(raw: &RawHtml) -> Vec<String> {
    let mut html = String::with_capacity(raw.typed.len());
    for piece in &raw.pieces {
        match piece {
            RawPiece::Markup(markup) => html.push_str(markup),
            RawPiece::Words(words) => escape(words, &mut html),
            // The value of an attribute.
            RawPiece::Target(_) | RawPiece::Anchor(_) => {}
        }
    }
    let is_within = |name: &String| WITHIN.contains(&name.as_str());
    let mut text = String::new();
    let mut unread: Option<String> = None;
    for token in tokens(&html) {
        match token {
            Token::Text(read) if unread.is_none() => text.push_str(&read),
            Token::Text(_) => {}
            Token::Start(name, _) if UNREAD.contains(&name.as_str()) => unread = Some(name),
            Token::Start(name, _) if !is_within(&name) => text.push('\n'),
            Token::Start(..) => {}
            Token::End(name) => {
                if !is_within(&name) {
                    text.push('\n');
                }
                unread = unread.filter(|open| *open != name);
            }
        }
    }
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect()
}

/// Whether a piece of raw HTML within text is a line-break tag.
pub fn is_line_break(raw: &RawHtml) -> bool {
    let name = raw.typed.trim_start_matches('<').trim_end_matches(['>', '/', ' ']);
    name.eq_ignore_ascii_case("br")
}
