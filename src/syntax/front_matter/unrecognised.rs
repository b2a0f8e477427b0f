//! Finds keys at the top of a chapter that were meant as front matter and are not: an indented or misspelled first
//! line, no line of hyphens, text above the block.
//!
//! A reader would see the keys, and a chapter with `published: false` would be public, so such a chapter is an error.
//! Three hyphens, a word with a colon and the like are also ordinary text. So a line counts only if it begins with the
//! exact name of a key, or keeps the chapter private here or in another program.

use super::KEYS;
use super::privacy::{hides, setting};
use std::ops::Range;

/// What is wrong with a block that was meant as front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// Its first line is not exactly three hyphens or plus signs, or its object is not one of JSON.
    FirstLine,
    /// It has no first line.
    NoFirstLine,
    /// Something stands above it.
    NotAtTop,
    /// It is a block of code.
    Code,
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
    let why = if has_bad_first_line(first, rest) {
        Some(Why::FirstLine)
    } else if has_no_first_line(&lines) {
        Some(Why::NoFirstLine)
    } else if first.begins_code() && is_hiding_block(rest) {
        Some(Why::Code)
    } else {
        None
    };
    let below = || not_at_top(rest).filter(|_| !first.begins_other());
    why.map(|why| (why, first.place())).or_else(below)
}

/// The same for a text that begins below front matter.
pub(super) fn find_below(text: &str, start: usize) -> Option<(Why, Range<usize>)> {
    not_at_top(&lines(text, start))
}

/// Whether an entry of a block that begins after these lines sets a key, or keeps the chapter private.
pub(super) fn is_meant(after_first: &str) -> bool {
    let lines = lines(after_first, 0);
    let sets = |line: &Line| match lines.first().is_some_and(Line::is_blank) {
        true => hides(line.text),
        false => is_setting(line.text),
    };
    entries(&lines).iter().any(sets)
}

fn has_bad_first_line(first: &Line, rest: &[Line]) -> bool {
    let entries = entries(rest);
    let sets = |line: &Line| is_setting(line.text);
    if let Some(inner) = brace(first.text) {
        let after = inner.split_once('}').map_or("", |(_, after)| after).trim();
        let is_json = inner.trim_start().starts_with('"') && hides(inner);
        let is_object = is_setting(inner) && (after.is_empty() || is_json);
        return is_object || (inner.trim().is_empty() && entries.first().is_some_and(sets));
    }
    let Some(inner) = fence(first.text).filter(|_| !first.is_rule()) else { return false };
    // A dash before a word with a colon is speech, or a line of a diff.
    let is_closed = || rest.get(entries.len()).is_some_and(|line| fence(line.text) == Some(""));
    match is_setting(inner) {
        true => is_closed(),
        false => entries.iter().any(sets),
    }
}

fn has_no_first_line(lines: &[Line]) -> bool {
    let block = entries(lines);
    let Some(first) = lines.first().zip(block.first()).map(|(first, _)| first) else {
        return false;
    };
    let settings = block.iter().filter(|line| is_setting(line.text)).count();
    let is_closed = lines.get(block.len()).is_some_and(|line| fence(line.text) == Some(""));
    let hides = block.iter().any(|line| hides(line.text));
    setting(first.text).is_some()
        && fence(first.text).is_none()
        && (hides || (is_closed && settings > 0) || (settings > 0 && are_all_keys(block)))
}

/// Whether lines set several keys, each one of ours or of another program.
fn are_all_keys(block: &[Line]) -> bool {
    const THEIRS: [&str; 12] = [
        "author",
        "authors",
        "categories",
        "category",
        "created",
        "date",
        "keywords",
        "lang",
        "layout",
        "permalink",
        "tags",
        "version",
    ];
    let is_key = |line: &Line| {
        let theirs = || setting(line.text).is_some_and(|(name, _)| THEIRS.contains(&name));
        is_setting(line.text) || theirs()
    };
    let lines = block.iter().filter(|line| !line.is_blank());
    lines.clone().count() > 1 && lines.clone().all(is_key)
}

/// Whether a block of code is front matter that keeps the chapter private.
fn is_hiding_block(inner: &[Line]) -> bool {
    let code = || inner.iter().take_while(|line| !line.begins_code());
    inner.first().is_some_and(Line::is_rule) && code().any(|line| hides(line.text))
}

/// A block below other text: between two lines of three signs, or one line that keeps the chapter private.
fn not_at_top(lines: &[Line]) -> Option<(Why, Range<usize>)> {
    let end = lines.iter().position(Line::begins_other).unwrap_or(lines.len());
    let lines = lines.get(..end)?;
    let is_blank = |at: Option<usize>| {
        at.and_then(|at| lines.get(at)).is_none_or(|line: &Line| line.is_blank())
    };
    let at = lines.iter().enumerate().position(|(at, line)| {
        let inner = lines.get(at + 1..).unwrap_or_default();
        let block = entries_here(inner);
        let is_closed = inner.get(block.len()).is_some_and(Line::is_rule);
        let is_block =
            line.is_rule() && is_closed && block.iter().any(|line| is_setting(line.text));
        let is_alone = is_blank(at.checked_sub(1)) && is_blank(Some(at + 1));
        is_block || (is_alone && ["published: false", "draft: true"].contains(&line.text))
    })?;
    lines.get(at).map(|line| (Why::NotAtTop, line.place()))
}

/// The lines of a block that follows, after blank lines.
fn entries<'a, 'b>(lines: &'b [Line<'a>]) -> &'b [Line<'a>] {
    let start = lines.iter().position(|line| !line.is_blank()).unwrap_or(lines.len());
    let block = entries_here(lines.get(start..).unwrap_or_default());
    lines.get(..start + block.len()).filter(|_| !block.is_empty()).unwrap_or_default()
}

fn entries_here<'a, 'b>(lines: &'b [Line<'a>]) -> &'b [Line<'a>] {
    let end = lines.iter().position(|line| !line.is_entry()).unwrap_or(lines.len());
    lines.get(..end).unwrap_or_default()
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
        let goes_on = self.text.starts_with([' ', '\t', '#', '}']) || self.text.starts_with("- ");
        !self.is_blank() && (setting(self.text).is_some() || goes_on)
    }

    fn is_rule(&self) -> bool {
        ["---", "+++"].contains(&self.text)
    }

    fn begins_code(&self) -> bool {
        let bare = self.text.trim_start();
        bare.starts_with("```") || bare.starts_with("~~~")
    }

    /// Whether what follows is not Markdown: code, raw HTML, a comment, a formula, a template.
    fn begins_other(&self) -> bool {
        let bare = self.text.trim_start();
        self.begins_code() || ["<", "%%", "$$", "{%"].iter().any(|sign| bare.starts_with(sign))
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

/// Whether a line sets a key: by its exact name, or in any letters if it keeps the chapter private.
fn is_setting(line: &str) -> bool {
    setting(line).is_some_and(|(name, _)| KEYS.contains(&name)) || hides(line)
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
            "{ published: false }\nA",
            "{\n  title: 'A',\n}\nA",
            " {\"title\": \"A\"}\nA",
            "{\"published\": false} A",
            "---json\n{\"published\": false}\n---\n",
            ";;;\n{\"published\": false}\n;;;\n",
            "----\ntags: [hr]\npublished: false\n----",
            " ---\nauthor: Me\nstatus: draft\n---",
        ] {
            assert_eq!(why(text), Some(Why::FirstLine), "{text}");
        }
        for text in [
            "title: A\ntags:\n  - a\n---\n\nA",
            "published: false\n\nA",
            "title: A\ndate: 2020\n\nBody",
            "published: false",
            "Draft: yes\n\nA",
            "title = \"A\"\n+++\nA",
            "\"title\": \"A\",\n\"slug\": \"a\"\n\nA",
            "tags: [hr]\npublished: false\n---",
            "Title: Salaries\nPublished: false\n\nA",
        ] {
            assert_eq!(why(text), Some(Why::NoFirstLine), "{text}");
        }
        let code = "```yaml\n---\npublished: false\n---\n```\n";
        assert_eq!(why(code), Some(Why::Code));
        for text in [
            "# A\n\n---\ntitle: A\n---\n",
            "A\n+++\npublished = false\n+++\nB",
            "# A\n\n---\ntags: [hr]\nDraft: true\n---\n",
            "# A\n\npublished: false\n",
        ] {
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
            "search: how to find things\n\nA",
            "--- title: old\n+++ title: new\n",
            "\u{2013} title: what do you mean?\n",
            "{ title: A } is how we write objects.\n",
            "{: .note }\ntitle: a word\n",
            "A\n\n<pre>\n---\ntitle: A\n---\n</pre>\n",
            "A\n\n%%\n---\ntitle: A\n---\n%%\n",
            "Say published: false to hide it.\n",
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
