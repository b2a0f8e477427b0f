//! Finds the block of front matter in the text of a chapter, and its format.
//!
//! A block begins at the top, or after blank lines, byte order marks and comments. Text that only looks like a block
//! stays text: what begins further down, or with a blank line after its three hyphens, must set a key that tickbook knows.
//! Never reads a value.

use super::unrecognised::{self, Why};
use super::{KEYS, lines, privacy};
use crate::syntax::comment_signs;
use std::ops::Range;

/// The formats of front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Between two lines `---`.
    Yaml,
    /// Between two lines `+++`.
    Toml,
    /// An object in braces.
    Json,
}

impl Format {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Format::Yaml => "YAML",
            Format::Toml => "TOML",
            Format::Json => "JSON",
        }
    }

    /// A key with its value, which must be valid in all three formats, as an author writes it.
    pub fn setting(self, key: &str, value: &str) -> String {
        match self {
            Format::Yaml => format!("{key}: {value}"),
            Format::Toml => format!("{key} = {value}"),
            Format::Json => format!("\"{key}\": {value}"),
        }
    }

    /// What ends the block.
    pub(super) fn end(self) -> &'static str {
        match self {
            Format::Yaml => "---",
            Format::Toml => "+++",
            Format::Json => "}",
        }
    }

    /// What stands between a key and its value.
    pub(super) fn sign(self) -> char {
        if self == Format::Toml { '=' } else { ':' }
    }
}

/// A block of front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) format: Format,
    /// The keys: all between the lines of hyphens or plus signs, or the object with its braces.
    pub(super) inner: Range<usize>,
    /// Where the text of the chapter begins.
    pub(super) body: usize,
}

/// What the top of a chapter is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Top {
    Text,
    Block(Block),
    /// A block that never ends; the place where it begins.
    Open(Format, Range<usize>),
    /// Keys that were meant as a block, and their first line.
    Unrecognised(Why, Range<usize>),
}

/// Looks at the top of a text.
pub(super) fn find(text: &str) -> Top {
    let start = beginning(text, &mut Vec::new());
    match block(text, start) {
        Top::Text => match unrecognised::find(text, start) {
            Some((why, place)) => Top::Unrecognised(why, place),
            None => Top::Text,
        },
        Top::Block(block) => match unrecognised::find_below(text, block.body) {
            Some((why, place)) => Top::Unrecognised(why, place),
            None => Top::Block(block),
        },
        top => top,
    }
}

/// The block at an offset.
fn block(text: &str, start: usize) -> Top {
    let rest = text.get(start..).unwrap_or_default();
    let format = match rest.as_bytes() {
        [b'-', b'-', b'-', ..] => Format::Yaml,
        [b'+', b'+', b'+', ..] => Format::Toml,
        [b'{', ..] if begins_object(rest) => Format::Json,
        _ => return Top::Text,
    };
    let block = match format {
        Format::Json => object(text, start),
        _ => fenced(text, start, format),
    };
    match block {
        Some(block) if start == 0 && !is_rule(text, &block) && !is_heading(text, &block) => {
            Top::Block(block)
        }
        Some(block) if sets_known_key(text, &block) => Top::Block(block),
        Some(_) => Top::Text,
        None if opens(rest, format) => Top::Open(format, start..start + format.end().len()),
        None => Top::Text,
    }
}

/// Whether what follows a text would be at the top.
pub(super) fn is_blank(text: &str) -> bool {
    beginning(text, &mut Vec::new()) == text.len()
}

/// The comments of other programs above the block of a text.
pub(super) fn comments_above(text: &str) -> Vec<Range<usize>> {
    let mut comments = Vec::new();
    beginning(text, &mut comments);
    comments.retain(|span| text.get(span.clone()).is_some_and(|comment| !comment.starts_with('<')));
    comments
}

/// The offset of the first line with something other than space, a byte order mark or comments. Gathers the comments
/// above it.
fn beginning(text: &str, comments: &mut Vec<Range<usize>>) -> usize {
    let mut at = 0;
    while at < text.len() {
        let (mut within, known) = (at, comments.len());
        loop {
            let rest = text.get(within..).unwrap_or_default();
            let bare = rest
                .trim_start_matches(|c: char| (c.is_whitespace() && c != '\n') || c == '\u{feff}');
            within += rest.len() - bare.len();
            let Some(end) = after_comment(text, within) else { break };
            comments.push(within..end);
            within = end;
        }
        let rest = text.get(within..).unwrap_or_default();
        if !rest.is_empty() && !rest.starts_with('\n') {
            comments.truncate(known);
            let line = text.get(at..).unwrap_or_default();
            return at + line.len() - line.trim_start_matches(is_unseen).len();
        }
        at = within + usize::from(!rest.is_empty());
    }
    at
}

/// Whether a character has no width: byte order marks, and what some programs put before a text.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
}

/// The offset after the comment that begins at `start`.
fn after_comment(text: &str, start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    if let Some(inner) = rest.strip_prefix("<!--") {
        return Some(start + 4 + inner.find("-->")? + 3);
    }
    let (opener, length) = comment_signs::opener(rest)?;
    let end = comment_signs::closer(text, start + length, opener, |_| false)?;
    Some(end.end)
}

/// A block between two lines of three signs; dots end YAML too.
fn fenced(text: &str, at: usize, format: Format) -> Option<Block> {
    let start = at + 3 + text.get(at + 3..)?.find('\n')? + 1;
    if !text.get(at + 3..start)?.trim().is_empty() {
        return None;
    }
    let mut at = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        let fence = line.trim_end();
        if fence == format.end() || (format == Format::Yaml && fence == "...") {
            return Some(Block { format, inner: start..at, body: at + line.len() });
        }
        at += line.len();
    }
    None
}

/// Whether a text begins with a brace and a key in quotation marks. Directives begin with two braces.
fn begins_object(text: &str) -> bool {
    let key = text.strip_prefix('{').and_then(|inner| inner.trim_start().strip_prefix('"'));
    let after = key.and_then(|key| key.split_once('"')).map_or("", |(_, after)| after);
    after.trim_start().starts_with(':')
}

/// An object, if nothing else is on its last line.
fn object(text: &str, start: usize) -> Option<Block> {
    let (mut depth, mut in_string, mut is_escaped) = (0_usize, false, false);
    for (at, byte) in text.get(start..)?.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = in_string,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => depth += 1,
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            let end = start + at + 1;
            let rest = text.get(end..)?.split_inclusive('\n').next().unwrap_or_default();
            let body = end + rest.len();
            let block = Block { format: Format::Json, inner: start..end, body };
            return rest.trim().is_empty().then_some(block);
        }
    }
    None
}

/// Whether a block can begin with a thematic break, which three hyphens followed by an empty line are.
fn is_rule(text: &str, block: &Block) -> bool {
    let inner = text.get(block.inner.clone()).unwrap_or_default();
    let is_blank = inner.lines().next().is_some_and(|line| line.trim().is_empty());
    block.format == Format::Yaml && is_blank
}

/// Whether a block is nothing but headings between two thematic breaks. In YAML they would be remarks.
fn is_heading(text: &str, block: &Block) -> bool {
    let inner = text.get(block.inner.clone()).unwrap_or_default();
    let mut lines = inner.lines().map(str::trim_end).filter(|line| !line.is_empty()).peekable();
    let is_heading = |line: &str| {
        let title = line.trim_start_matches('#');
        let is_setting = title
            .trim_start()
            .split_once(':')
            .is_some_and(|(key, _)| !key.is_empty() && !key.contains(char::is_whitespace));
        (1..=6).contains(&(line.len() - title.len())) && title.starts_with(' ') && !is_setting
    };
    block.format == Format::Yaml && lines.peek().is_some() && lines.all(is_heading)
}

/// Whether one of the lines of a block sets a key that tickbook knows.
fn sets_known_key(text: &str, block: &Block) -> bool {
    let inner = text.get(block.inner.clone()).unwrap_or_default();
    inner.lines().any(|line| sets_known(line, block.format))
}

fn sets_known(line: &str, format: Format) -> bool {
    let line = match format {
        Format::Json => line.trim_start_matches(['{', ' ', '\t', ',']),
        _ => line,
    };
    KEYS.iter().any(|key| lines::sets(line, key, format.sign())) || privacy::hides(line)
}

/// Whether a text that begins as a block, and does not end as one, was meant to be one. Three hyphens followed by an
/// empty line or by nothing are a thematic break, unless what follows keeps the chapter private.
fn opens(rest: &str, format: Format) -> bool {
    let (first, after) = rest.split_once('\n').unwrap_or((rest, ""));
    match format {
        Format::Json if first.trim() != "{" => sets_known(first, format),
        _ if first.trim_end().len() > 3 => false,
        _ => unrecognised::is_meant(after),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str) -> Option<(Format, &str, &str)> {
        match find(text) {
            Top::Block(Block { format, inner, body }) => {
                Some((format, &text[inner], &text[body..]))
            }
            _ => None,
        }
    }

    #[test]
    fn a_block_ends_at_its_second_line_only() {
        let yaml = |inner, body| Some((Format::Yaml, inner, body));
        assert_eq!(block("---\ntitle: A\n---\ntext"), yaml("title: A\n", "text"));
        assert_eq!(block("---\n---\ntext"), yaml("", "text"));
        assert_eq!(block("---\n# title: A\n---\nx"), yaml("# title: A\n", "x"));
        assert_eq!(find("---\n# The heading\n---\nx"), Top::Text);
        assert_eq!(block("---\na: +++\n+++\n...\n"), yaml("a: +++\n+++\n", ""));
        assert_eq!(block("+++\na = '---'\n+++\nx"), Some((Format::Toml, "a = '---'\n", "x")));
        assert_eq!(block("---\n\ntitle: A\n---\nx"), yaml("\ntitle: A\n", "x"));
        for text in ["---\n\ntext\n\n---\nx", "---\n \nNote: a\n---\n", "---\r\n\r\na\r\n---\r\n"] {
            assert_eq!(find(text), Top::Text, "{text}");
        }
        for text in ["text\n---\n", "---\ntitle: A\n", "----\na\n---\n", "+++ a\nb\n+++\n"] {
            assert_eq!(block(text), None, "{text}");
        }
    }

    #[test]
    fn an_object_is_front_matter_where_it_stands_alone() {
        let json = |inner, body| Some((Format::Json, inner, body));
        assert_eq!(block("{\"a\": {}}\n# A"), json("{\"a\": {}}", "# A"));
        assert_eq!(block("{ \"a\": \"}\\\"}\" }  \n\nx"), json("{ \"a\": \"}\\\"}\" }", "\nx"));
        assert_eq!(block("{\n\"a\": [\"{\"]\n}"), json("{\n\"a\": [\"{\"]\n}", ""));
        let texts =
            ["{{#include a.md}}\n", "{% raw %}\n", "{}\n", "{\"a\"}\n", "{\"a\": 1} is JSON.\n"];
        for text in texts {
            assert_eq!(find(text), Top::Text, "{text}");
        }
    }

    #[test]
    fn further_down_a_block_must_set_a_known_key() {
        let found = |text: &str| block(text).map(|(_, _, body)| body.to_string());
        for lead in [
            "\n",
            " \n\n",
            "\u{feff}",
            "\u{feff}\n",
            "<!-- a\n---\nb -->\n\n",
            "<!---->\n",
            "<!-- a --> <!-- b -->\n",
            "%% a %%\n",
            "%%\na\n\n---\n%%\n\n",
            "{% comment %}\na\n{% endcomment %}\n",
            "{% # a %} %% b %%\n",
        ] {
            for text in ["---\ntitle: A\n---\nx", "+++\n\ntitle=1\n+++\nx", "{\"title\": 1}\nx"] {
                assert_eq!(found(&format!("{lead}{text}")), Some("x".into()), "{lead}{text}");
            }
            let rules = "---\nNote: a\n---\nx";
            assert_eq!(found(&format!("{lead}{rules}")).is_some(), lead.is_empty(), "{lead}");
        }
        for text in [
            "a\n---\ntitle: A\n---\n",
            " ---\ntitle: A\n---\n",
            "%% a\n---\ntitle: A\n---\n",
            "<!-- a --> b\n---\ntitle: A\n---\n",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn only_a_known_key_makes_a_rule_an_open_block() {
        assert_eq!(find("---\n\ntext"), Top::Text);
        assert_eq!(find("+++\ntext"), Top::Text);
        assert_eq!(find("{\"note\": 1\n"), Top::Text);
        assert_eq!(find("---\ntitle: x\n\ntext"), Top::Open(Format::Yaml, 0..3));
        assert_eq!(find("\n+++\ntitle = 1\n\ntext"), Top::Open(Format::Toml, 1..4));
        assert_eq!(find("{\n\"title\": 1\n\ntext"), Top::Open(Format::Json, 0..1));
    }
}
