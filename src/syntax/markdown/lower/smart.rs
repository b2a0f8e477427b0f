//! Typographic quotes, dashes and ellipses in place of typed ones.
//!
//! The parser decides where they belong. Addresses, ids and the identity of items depend on what the author typed, so a
//! text holds both forms until those are made: a mark before each typographic character says that it stands for a typed
//! one. `fill` removes the marks at the end.

use super::placeholders::variables;
use crate::syntax::markdown::autolink;
use crate::text::html::{Token, tokens};
use pulldown_cmark::{Event, Options, Parser};
use std::borrow::Cow;
use std::ops::Range;

/// The mark. No text contains it by itself: a file with this character is not read, and the parser replaces a
/// character reference to it.
const MARK: char = '\0';

/// Elements of raw HTML whose content is shown as it is typed.
const CODE: [&str; 9] =
    ["code", "pre", "kbd", "samp", "tt", "var", "script", "style", "textarea"];

/// What an author types for a typographic character.
fn typed_for(sign: char) -> Option<&'static str> {
    match sign {
        '“' | '”' => Some("\""),
        '‘' | '’' => Some("'"),
        '–' => Some("--"),
        '—' => Some("---"),
        '…' => Some("..."),
        _ => None,
    }
}

/// A text of the parser with marks, if it stands for the different text in `source`.
pub(super) fn marked(text: &str, source: &str) -> Option<String> {
    let is_replaced = source.starts_with(['"', '\'', '-', '.'])
        && text.chars().all(|sign| typed_for(sign).is_some());
    is_replaced.then(|| text.chars().flat_map(|sign| [MARK, sign]).collect())
}

/// Whether a text has marks.
pub(in crate::syntax::markdown) fn is_marked(text: &str) -> bool {
    text.contains(MARK)
}

/// A text as the author typed it.
pub(super) fn typed(text: &str) -> Cow<'_, str> {
    match is_marked(text) {
        true => Cow::Owned(Typed::of(text).text),
        false => Cow::Borrowed(text),
    }
}

/// A text as readers get it.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    match is_marked(text) {
        true => Cow::Owned(text.replace(MARK, "")),
        false => Cow::Borrowed(text),
    }
}

/// A text as it was typed, and the typographic characters for it.
pub(in crate::syntax::markdown) struct Typed {
    pub(in crate::syntax::markdown) text: String,
    /// The characters in order, each with its place in `text`.
    signs: Vec<(usize, char)>,
}

impl Typed {
    pub(in crate::syntax::markdown) fn of(marked: &str) -> Self {
        let mut typed = Typed { text: String::with_capacity(marked.len()), signs: Vec::new() };
        let mut parts = marked.split(MARK);
        typed.text.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let sign = part.chars().next();
            match sign.and_then(|sign| Some((sign, typed_for(sign)?))) {
                Some((sign, spelled)) => {
                    typed.signs.push((typed.text.len(), sign));
                    typed.text.push_str(spelled);
                    typed.text.push_str(part.get(sign.len_utf8()..).unwrap_or_default());
                }
                None => typed.text.push_str(part),
            }
        }
        typed
    }

    /// A part of the text, with its marks.
    pub(in crate::syntax::markdown) fn marked(&self, part: Range<usize>) -> String {
        let mut marked = String::with_capacity(part.len());
        let mut done = part.start;
        let first = self.signs.partition_point(|(at, _)| *at < part.start);
        for (at, sign) in self.signs.iter().skip(first) {
            let end = at + typed_for(*sign).map_or(0, str::len);
            if end > part.end {
                break;
            }
            marked.push_str(self.text.get(done..*at).unwrap_or_default());
            marked.extend([MARK, *sign]);
            done = end;
        }
        marked.push_str(self.text.get(done..part.end).unwrap_or_default());
        marked
    }
}

/// A text that is not Markdown, such as a title in front matter, as readers get it with typographic characters.
/// Variables and addresses in it stay as they are.
pub fn typographic(text: &str) -> String {
    if !text.contains(['"', '\'', '-', '.']) {
        return text.to_string();
    }
    // The parser reads a paragraph of the same length without any markup. It begins with a bracket, because a hyphen
    // there could begin a list.
    let mut bare: String = text.chars().map(bare).collect();
    for (place, _) in variables(text) {
        let word = "a".repeat(place.len());
        bare.replace_range(place, &word);
    }
    bare.insert(0, '(');
    let mut marked_text = String::with_capacity(text.len() + 16);
    let mut done = 0;
    for (event, span) in
        Parser::new_ext(&bare, Options::ENABLE_SMART_PUNCTUATION).into_offset_iter()
    {
        let Event::Text(sign) = event else { continue };
        let source = bare.get(span.clone()).unwrap_or_default();
        if let Some(sign) = marked(&sign, source) {
            marked_text.push_str(text.get(done..span.start - 1).unwrap_or_default());
            marked_text.push_str(&sign);
            done = span.end - 1;
        }
    }
    marked_text.push_str(text.get(done..).unwrap_or_default());
    shown(&autolink::keep_in(&marked_text)).into_owned()
}

/// A character of the same length that is no markup and has the same effect on quotes beside it.
fn bare(c: char) -> char {
    match c {
        '"' | '\'' | '-' | '.' => c,
        c if c.is_ascii_punctuation() => '(',
        c if c.is_ascii_digit() => 'a',
        c if c.is_ascii_whitespace() || c.is_ascii_control() => ' ',
        c => c,
    }
}

/// How many elements of raw HTML that contain code are open, and whether a link is.
#[derive(Default)]
pub(super) struct RawCode {
    /// In the blocks above.
    blocks: usize,
    /// In the running text.
    inlines: usize,
    /// Whether a link is open in the running text.
    link: bool,
}

impl RawCode {
    pub(super) fn is_open(&self) -> bool {
        self.blocks + self.inlines > 0
    }

    /// Whether a link is open.
    pub(super) fn is_in_link(&self) -> bool {
        self.link
    }

    /// Raw HTML in running text.
    pub(super) fn inline(&mut self, markup: &str) {
        self.link = autolink::link_tag(markup).unwrap_or(self.link);
        let open = moved(self.blocks + self.inlines, markup);
        self.blocks = self.blocks.min(open);
        self.inlines = open - self.blocks;
    }

    /// A block of raw HTML.
    pub(super) fn block(&mut self, markup: &str) {
        self.blocks = moved(self.blocks, markup);
    }

    /// The end of a block.
    pub(super) fn end_of_block(&mut self) {
        self.inlines = 0;
        self.link = false;
    }
}

/// The number of open elements after some markup.
fn moved(open: usize, markup: &str) -> usize {
    let lower = markup.to_ascii_lowercase();
    if !CODE.iter().any(|name| lower.contains(name)) {
        return open;
    }
    let is_code = |name: &String| CODE.contains(&name.as_str());
    tokens(markup).iter().fold(open, |open, token| match token {
        Token::Start(name, _) if is_code(name) => open + 1,
        Token::End(name) if is_code(name) => open.saturating_sub(1),
        _ => open,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_a_text_come_back() {
        let marked = "a \0“b\0” \0—c\0…";
        assert_eq!(typed(marked), "a \"b\" ---c...");
        assert_eq!(shown(marked), "a “b” —c…");
        let typed = Typed::of(marked);
        assert_eq!(typed.marked(0..typed.text.len()), marked);
        assert_eq!(typed.marked(1..5), " \0“b\0”");
        // A part that ends within the three hyphens has them as they were typed.
        assert_eq!(typed.marked(3..8), "b\0” --");
        assert_eq!(typed.marked(8..10), "-c");
    }

    #[test]
    fn texts_that_are_no_markdown_get_the_same_characters() {
        for (text, shown) in [
            ("The CTO's \"plan\"", "The CTO’s “plan”"),
            ("'90s -- 'single' --- and...", "’90s – ‘single’ — and…"),
            ("- no list", "- no list"),
            ("--- no rule", "— no rule"),
            ("1. it's", "1. it’s"),
            ("*\"no\"* `it's` [\"x\"]", "*“no”* `it’s` [“x”]"),
            ("a\n---\nb's", "a\n—\nb’s"),
            ("\\\"it's\\\" &lt;", "\\“it’s\\” &lt;"),
            ("see \"https://e.org/a--b\" by a--b@e.org", "see “https://e.org/a--b” by a--b@e.org"),
            ("{{ var.a--b }}'s", "{{ var.a--b }}’s"),
            ("    it's", "    it’s"),
            ("“typed” – ‘so’…", "“typed” – ‘so’…"),
            ("", ""),
        ] {
            assert_eq!(typographic(text), shown, "{text}");
        }
    }

    #[test]
    fn tags_of_code_are_counted() {
        let mut code = RawCode::default();
        code.inline("<b>");
        assert!(!code.is_open());
        code.inline("<KBD class=\"x\">");
        assert!(code.is_open());
        code.inline("</kbd>");
        assert!(!code.is_open());
        code.inline("<code>");
        code.end_of_block();
        assert!(!code.is_open());
        code.block("<code>\n");
        code.end_of_block();
        assert!(code.is_open());
        code.inline("</code>");
        assert!(!code.is_open());
        code.block("<pre>a</pre></code>");
        assert!(!code.is_open());
    }
}
