//! Finds keys at the top of a chapter that were meant as front matter and are not: an indented or misspelled first
//! line, no line of hyphens, text above the block.
//!
//! A reader would see the keys, and a chapter with `published: false` would be public, so such a chapter is an error.
//! Three hyphens, a word with a colon and the like are also ordinary text. So a line counts only if it begins with the
//! exact name of a key, or says whether the chapter is published.

use super::{KEYS, privacy};
use std::ops::Range;

/// What is wrong with a block that was meant as front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// Its first line is not exactly three hyphens or plus signs, or its object is not one of JSON.
    FirstLine,
    /// It has no first line.
    NoFirstLine,
    /// Text stands above it.
    NotAtTop,
}

/// How many lines are looked at.
const MOST_LINES: usize = 24;

/// What is wrong with the front matter of a text whose first line that is neither blank nor a comment begins at
/// `start`, and where; nothing if it has none.
pub(super) fn find(text: &str, start: usize) -> Option<(Why, Range<usize>)> {
    let lines = lines(text, start);
    let (first, rest) = lines.split_first()?;
    // Four spaces or a tab make a block of code.
    if first.text.starts_with("    ") || first.text.starts_with('\t') {
        return None;
    }
    let next = rest.iter().find(|line| !line.is_blank()).map_or("", |line| line.text);
    let opens = |inner: &str| is_setting(inner) || is_setting(next);
    if fence(first.text).is_some_and(opens) || brace(first.text).is_some_and(opens) {
        return Some((Why::FirstLine, first.place()));
    }
    if is_setting(first.text) {
        let block: Vec<&Line> = lines.iter().take_while(|line| line.is_entry()).collect();
        let after = lines.get(block.len()).filter(|line| !line.is_blank());
        let is_block = match after {
            Some(after) => fence(after.text).is_some(),
            None => block.iter().all(|line| is_setting(line.text)),
        };
        return is_block.then(|| (Why::NoFirstLine, first.place()));
    }
    let code = lines.iter().position(|line| line.begins_code()).unwrap_or(lines.len());
    let above_code = lines.get(1..code.max(1))?;
    let at = above_code.iter().enumerate().position(|(at, line)| {
        let inner = above_code.get(at + 1..).unwrap_or_default();
        let entries = inner.iter().take_while(|line| line.is_entry()).count();
        let begins = inner.first().is_some_and(|line| is_setting(line.text));
        begins && line.is_rule() && inner.get(entries).is_some_and(Line::is_rule)
    })?;
    above_code.get(at).map(|line| (Why::NotAtTop, line.place()))
}

struct Line<'a> {
    at: usize,
    text: &'a str,
}

fn lines(text: &str, start: usize) -> Vec<Line<'_>> {
    let mut at = start;
    let lines = text.get(start..).unwrap_or_default().split_inclusive('\n').take(MOST_LINES);
    let place = |text: &'_ str| {
        at += text.len();
        at - text.len()
    };
    let places: Vec<usize> = lines.clone().map(place).collect();
    places.into_iter().zip(lines).map(|(at, text)| Line { at, text: text.trim_end() }).collect()
}

impl Line<'_> {
    /// The line without the space around it.
    fn place(&self) -> Range<usize> {
        let end = self.at + self.text.len();
        end - self.text.trim_start().len()..end
    }

    fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether it can be part of a block: a key, a value on a line of its own, or a remark.
    fn is_entry(&self) -> bool {
        let is_name = |c: char| c.is_alphanumeric() || "_-\"'".contains(c);
        let name = self.text.trim_start_matches(is_name);
        let is_key = name.len() < self.text.len() && name.trim_start().starts_with([':', '=']);
        let goes_on = self.text.starts_with([' ', '\t', '#', '}']) || self.text.starts_with("- ");
        !self.is_blank() && (is_key || goes_on)
    }

    fn is_rule(&self) -> bool {
        ["---", "+++"].contains(&self.text)
    }

    fn begins_code(&self) -> bool {
        let bare = self.text.trim_start();
        bare.starts_with("```") || bare.starts_with("~~~")
    }
}

/// What follows on a line that looks like the first of a block: hyphens, the dashes that some programs turn them into,
/// plus signs or semicolons.
fn fence(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let first = line.chars().next()?;
    let least = match first {
        '-' | '+' | ';' => 2,
        '\u{2010}'..='\u{2015}' | '\u{2212}' => 1,
        _ => return None,
    };
    let is_sign = |c: char| c == first || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}');
    let rest = line.trim_start_matches(is_sign);
    let count = line.chars().count() - rest.chars().count();
    // An option of a command begins with hyphens too, and its name follows without a space.
    let is_option = count == 2 && !rest.is_empty() && !rest.starts_with(char::is_whitespace);
    (count >= least && !is_option).then_some(rest)
}

/// What follows the brace on a line that looks like the first of an object.
fn brace(line: &str) -> Option<&str> {
    let inner = line.trim_start().strip_prefix('{')?;
    (!inner.starts_with(['{', '%', '#'])).then_some(inner)
}

/// Whether a line sets a key: by its exact name, or in any letters if it says whether the chapter is published.
fn is_setting(line: &str) -> bool {
    let line = line.trim_start().trim_start_matches(['"', '\'']);
    let name: &str = line.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let after = line.get(name.len()..).unwrap_or_default().trim_start_matches(['"', '\'']);
    let Some(value) = after.trim_start().strip_prefix([':', '=']) else { return false };
    let is_apart = value.is_empty() || value.starts_with([' ', '\t', '"', '\'', '[']);
    let value = value.trim().trim_end_matches([',', '}']).trim().to_ascii_lowercase();
    let is_flag = ["true", "false", "yes", "no", "on", "off"].contains(&value.as_str());
    let is_privacy = || privacy::KEYS.iter().any(|key| key.eq_ignore_ascii_case(name));
    (is_apart && KEYS.contains(&name)) || (is_flag && is_privacy())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(text: &str) -> Option<Why> {
        find(text, 0).map(|(why, _)| why)
    }

    #[test]
    fn keys_that_were_meant_as_front_matter_are_found() {
        let keys = "title: A\npublished: false\n";
        for first in
            [" ---", "---yaml", "----", "--", "\u{2014}", "\u{2013}-", ";;;", " +++", "--- # a"]
        {
            assert_eq!(why(&format!("{first}\n{keys}---\n\nA\n")), Some(Why::FirstLine), "{first}");
        }
        for text in [
            "--- published: false\n---\nA",
            "---\n\nPublished: False\n---\nA",
            "{ published: false }\nA",
            "{\n  title: 'A',\n}\nA",
            " {\"title\": \"A\"}\nA",
            "{\"published\": false} A",
        ] {
            assert_eq!(why(text), Some(Why::FirstLine), "{text}");
        }
        for text in [
            "title: A\ntags:\n  - a\n---\n\nA",
            "published: false\n\nA",
            "published: false",
            "Draft: yes\n\nA",
            "title = \"A\"\n+++\nA",
            "\"title\": \"A\"\n\nA",
        ] {
            assert_eq!(why(text), Some(Why::NoFirstLine), "{text}");
        }
        for text in ["# A\n\n---\ntitle: A\n---\n", "A\n+++\npublished = false\n+++\nB"] {
            assert_eq!(why(text), Some(Why::NotAtTop), "{text}");
        }
        assert_eq!(find("# A\n\n---\ntitle: A\n---\n", 0).map(|(_, place)| place), Some(5..8));
        assert_eq!(find("\n  ---\ntitle: A\n", 1).map(|(_, place)| place), Some(3..6));
    }

    #[test]
    fn text_is_text() {
        for text in [
            "---\n\nNote: a\n---\n",
            "Updated: 12 May 2026\n---\n",
            "Draft: do not cite\n\nA",
            "Title: A\n\nB",
            "title: A\nand more\n\nB",
            "title\\: A\n---\n",
            "title, weight\n---\n",
            "--draft: a flag\n",
            "- title: A\n- slug: b\n",
            "    ---\n    title: A\n    ---\n",
            "```yaml\n---\ntitle: A\n---\n```\n",
            "A\n\n```yaml\n---\ntitle: A\n---\n```\n",
            "# A\n\n---\n\ntitle: A\n\n---\n",
            "# A\n\n---\ntitle: of the section\nand text\n---\n",
            "{{#include a.md}}\n",
            "{% raw %}\ntitle: A\n",
            "{\"note\": 1\n",
            "search::words is a module\n---\n",
            "",
        ] {
            assert_eq!(why(text), None, "{text}");
        }
    }
}
