//! The visible text of raw HTML without its tags, and the pictures and films in it.

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

/// A piece of a line.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text, with single spaces.
    Words(String),
    /// A picture: an index into [`super::tree::Chapter::references`], and its alternative text.
    Picture(usize, String),
    /// A film or a sound: an index into [`super::tree::Chapter::references`].
    Media(usize),
}

/// The text of a block of raw HTML, in lines that end where they end on the page. Pictures count with their alternative
/// text.
pub fn words(raw: &RawHtml) -> Vec<String> {
    let text = |piece| match piece {
        Piece::Words(text) | Piece::Picture(_, text) => text,
        Piece::Media(_) => String::new(),
    };
    let line = |pieces: Vec<Piece>| {
        let texts = pieces.into_iter().map(text).filter(|text| !text.is_empty());
        texts.collect::<Vec<_>>().join(" ")
    };
    lines(raw).into_iter().map(line).filter(|line| !line.is_empty()).collect()
}

/// The lines of raw HTML, with its pictures and films.
pub fn lines(raw: &RawHtml) -> Vec<Vec<Piece>> {
    let mut lines = Lines::default();
    let mut unread: Option<String> = None;
    for token in tokens(&numbered(raw)) {
        match token {
            Token::Text(read) if unread.is_none() => lines.text.push_str(&read),
            Token::Text(_) => {}
            Token::Start(name, _) if UNREAD.contains(&name.as_str()) => unread = Some(name),
            Token::Start(name, attributes) => lines.start(&name, &attributes),
            Token::End(name) => {
                if !is_within(&name) {
                    lines.text.push('\n');
                }
                unread = unread.filter(|open| *open != name);
            }
        }
    }
    lines.end_text();
    lines.done.retain(|line| !line.is_empty());
    lines.done
}

/// The markup, with the number of a reference in the place of each target.
fn numbered(raw: &RawHtml) -> String {
    let mut html = String::with_capacity(raw.typed.len());
    for piece in &raw.pieces {
        match piece {
            RawPiece::Markup(markup) => html.push_str(markup),
            RawPiece::Words(words) => escape(words, &mut html),
            RawPiece::Target(reference) => html.push_str(&reference.to_string()),
            RawPiece::Candidates(_)
            | RawPiece::Size(_)
            | RawPiece::Anchor(_)
            | RawPiece::Hides(_) => {}
        }
    }
    html
}

fn is_within(name: &str) -> bool {
    WITHIN.contains(&name)
}

#[derive(Default)]
struct Lines {
    done: Vec<Vec<Piece>>,
    /// The text since the last picture.
    text: String,
}

impl Lines {
    fn start(&mut self, name: &str, attributes: &[(String, String)]) {
        let value =
            |name: &str| attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value);
        let reference = || value("src")?.parse().ok();
        if !is_within(name) {
            self.text.push('\n');
        }
        let piece = match name {
            "img" => reference()
                .map(|src| Piece::Picture(src, value("alt").cloned().unwrap_or_default())),
            "video" | "audio" | "source" => reference().map(Piece::Media),
            _ => None,
        };
        if let Some(piece) = piece {
            self.end_text();
            self.line().push(piece);
        }
    }

    fn end_text(&mut self) {
        for (number, line) in std::mem::take(&mut self.text).split('\n').enumerate() {
            if number > 0 {
                self.done.push(Vec::new());
            }
            let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
            if !words.is_empty() {
                self.line().push(Piece::Words(words));
            }
        }
    }

    fn line(&mut self) -> &mut Vec<Piece> {
        if self.done.is_empty() {
            self.done.push(Vec::new());
        }
        let last = self.done.len() - 1;
        &mut self.done[last]
    }
}

/// Whether a piece of raw HTML within text is a line-break tag.
pub fn is_line_break(raw: &RawHtml) -> bool {
    let name = raw.typed.trim_start_matches('<').trim_end_matches(['>', '/', ' ']);
    name.eq_ignore_ascii_case("br")
}
