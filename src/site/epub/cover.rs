//! The cover: the author's picture, or else the title and the authors on a coloured background.

use super::xhtml::push_words;
use super::{Job, pictures};
use std::borrow::Cow;

/// The picture of the cover.
pub(super) struct Cover<'a> {
    pub(super) path: String,
    pub(super) media_type: &'static str,
    pub(super) bytes: Cow<'a, [u8]>,
}

pub(super) fn of<'a>(job: &Job<'a>) -> Cover<'a> {
    let own = job.files.cover.as_ref();
    let own = own.and_then(|asset| Some((asset, pictures::format(&asset.bytes)?)));
    if let Some((asset, format)) = own {
        let extension = format.extensions.first().copied().unwrap_or_default();
        return Cover {
            path: format!("cover.{extension}"),
            media_type: format.media_type,
            bytes: Cow::Borrowed(&asset.bytes),
        };
    }
    let bytes = Cow::Owned(drawn(&job.book.title, &job.config.authors).into_bytes());
    Cover { path: "cover.svg".into(), media_type: "image/svg+xml", bytes }
}

/// How many letters of a title fit on a line; a wide letter counts twice.
const LINE: usize = 14;

/// The most lines of the title: a cover only needs to be recognised, and the next page has the whole title.
const MOST_LINES: usize = 7;

fn drawn(title: &str, authors: &[String]) -> String {
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1200 1800\" width=\"1200\" \
         height=\"1800\">\n<rect width=\"1200\" height=\"1800\" fill=\"#0e5c52\"/>\n\
         <path d=\"M100 220h1000M100 1580h1000\" stroke=\"#74cbb9\" stroke-width=\"6\"/>\n\
         <g fill=\"#ffffff\" text-anchor=\"middle\" font-family=\"Georgia, serif\">\n",
    );
    let lines = lines(title);
    let mut y = 900_usize.saturating_sub(lines.len() * 65) + 60;
    for line in &lines {
        written(line, y, 116, &mut svg);
        y += 135;
    }
    if !authors.is_empty() {
        written(&authors.join(", "), 1690, 44, &mut svg);
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

fn written(text: &str, y: usize, size: usize, svg: &mut String) {
    // A line that is too long is drawn narrower, so that it fits on the cover.
    let fit = if width(text) * size > 2000 {
        " textLength=\"1000\" lengthAdjust=\"spacingAndGlyphs\""
    } else {
        ""
    };
    svg.push_str(&format!("<text x=\"600\" y=\"{y}\" font-size=\"{size}\"{fit}>"));
    push_words(text, svg);
    svg.push_str("</text>\n");
}

fn width(text: &str) -> usize {
    text.chars().map(letter_width).sum()
}

/// Letters of Chinese, Japanese and Korean are twice as wide as others.
fn letter_width(c: char) -> usize {
    if ('\u{2e80}'..'\u{fb00}').contains(&c) { 2 } else { 1 }
}

fn lines(title: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in title.split_whitespace() {
        for piece in pieces(word) {
            let Some(line) = lines.last_mut() else { continue };
            let space = usize::from(!line.is_empty());
            if line.is_empty() || width(line) + space + width(&piece) <= LINE {
                line.push_str(if line.is_empty() { "" } else { " " });
                line.push_str(&piece);
            } else {
                lines.push(piece);
            }
        }
    }
    lines.truncate(MOST_LINES);
    lines
}

/// Splits a word that is longer than two lines, as in scripts without spaces, into pieces of one line each.
fn pieces(word: &str) -> Vec<String> {
    if width(word) <= LINE * 2 && width(word) == word.chars().count() {
        return vec![word.to_string()];
    }
    let mut pieces = vec![String::new()];
    for c in word.chars() {
        if pieces.last().is_some_and(|piece| width(piece) + letter_width(c) > LINE) {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_broken_between_words_and_else_between_letters() {
        assert_eq!(lines("How to Become a CTO"), ["How to Become", "a CTO"]);
        assert_eq!(lines("日本語の本の長い題名"), ["日本語の本の長", "い題名"]);
        assert_eq!(lines(&"x".repeat(40)), ["x".repeat(14), "x".repeat(14), "x".repeat(12)]);
        assert!(lines(&"word ".repeat(100)).len() == MOST_LINES);
    }
}
