//! What a reader sees of raw HTML, without its tags: a twin is Markdown alone.

use crate::syntax::markdown::tree::{RawHtml, RawPiece};

/// Elements whose content nobody reads.
const UNREAD: [&str; 2] = ["script", "style"];

/// The words of a block of raw HTML, in lines. What ends a line on the page ends one here.
pub(super) fn words(raw: &RawHtml) -> Vec<String> {
    let mut reader = Reader::default();
    for piece in &raw.pieces {
        match piece {
            RawPiece::Markup(markup) => reader.markup(markup),
            RawPiece::Words(words) if reader.tag.is_none() => reader.read(words),
            // The value of an attribute.
            RawPiece::Words(_) | RawPiece::Target(_) | RawPiece::Anchor(_) => {}
        }
    }
    let lines =
        reader.text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect()
}

/// Whether a piece of raw HTML within text is the tag that breaks a line.
pub(super) fn is_line_break(raw: &RawHtml) -> bool {
    let name = raw.typed.trim_start_matches('<').trim_end_matches(['>', '/', ' ']);
    name.eq_ignore_ascii_case("br")
}

#[derive(Default)]
struct Reader {
    text: String,
    /// The tag that is open so far, from behind its bracket on.
    tag: Option<String>,
    /// The element whose content is passed over.
    unread: Option<String>,
}

impl Reader {
    fn markup(&mut self, markup: &str) {
        for c in markup.chars() {
            match (&mut self.tag, c) {
                (Some(tag), '>') if !tag.starts_with("!--") || tag.ends_with("--") => {
                    let tag = std::mem::take(tag);
                    self.tag = None;
                    self.close(&tag);
                }
                (Some(tag), c) => tag.push(c),
                (None, '<') => self.tag = Some(String::new()),
                (None, c) => {
                    if self.unread.is_none() {
                        self.text.push(c);
                    }
                }
            }
        }
        self.text = unescaped(std::mem::take(&mut self.text));
    }

    fn close(&mut self, tag: &str) {
        let name = |tag: &str| {
            let end = |c: char| c.is_whitespace() || c == '/';
            tag.split(end).next().unwrap_or_default().to_ascii_lowercase()
        };
        if let Some(closing) = tag.strip_prefix('/') {
            if self.unread.as_deref() == Some(name(closing).as_str()) {
                self.unread = None;
            }
            self.text.push('\n');
        } else if UNREAD.contains(&&*name(tag)) {
            self.unread = Some(name(tag));
        } else if ["br", "p", "div", "li", "tr", "summary", "dt", "dd"].contains(&&*name(tag)) {
            self.text.push('\n');
        }
    }

    fn read(&mut self, words: &str) {
        if self.unread.is_none() {
            self.text.push_str(words);
        }
    }
}

/// The commonest character references resolved.
fn unescaped(text: String) -> String {
    if !text.contains('&') {
        return text;
    }
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", " "), ("&amp;", "&")];
    named.iter().fold(text, |text, (name, sign)| text.replace(name, sign))
}
