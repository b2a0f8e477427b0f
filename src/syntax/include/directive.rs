//! The directives in a text: `{{#include …}}` and the similar ones, in mdBook's syntax.
//!
//! Finds their places and parses their arguments. Opens no file.

use std::ops::Range;

/// The most bytes between the braces of a directive, so that a row of open braces is not rescanned.
const LONGEST: usize = 4096;

/// The directives by name.
const NAMES: [&str; 5] = ["title", "include", "rustdoc_include", "playground", "playpen"];

/// A directive and its place.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Directive<'a> {
    pub(super) span: Range<usize>,
    pub(super) asks: Asks<'a>,
}

/// The kind of a directive.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Asks<'a> {
    /// An escaped directive: printed as it is, without the backslash before it.
    Nothing,
    /// A title for the page.
    Title(&'a str),
    /// The text of a file, or a part of it.
    Text(Wanted<'a>),
    /// The same as Rust: the rest of the file is added as hidden lines.
    Rust(Wanted<'a>),
    /// A whole file as a block of Rust code, with attributes of the block.
    Block(Wanted<'a>, Vec<&'a str>),
}

/// A file that a directive names, and the part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wanted<'a> {
    pub(super) path: &'a str,
    pub(super) part: Part<'a>,
}

/// A part of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// The whole file.
    Whole,
    /// From a line, counted from 0, up to another, which is excluded.
    Lines(usize, usize),
    /// The lines between two comments with a name.
    Anchor(&'a str),
}

/// All directives of a text, in order. Anything else in double braces is text.
pub(super) fn find(text: &str) -> Vec<Directive<'_>> {
    let mut found: Vec<Directive> = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find("{{")) {
        let at = from + at;
        match directive(text, at) {
            Some(directive) => {
                from = directive.span.end;
                found.push(directive);
            }
            None => from = at + 1,
        }
    }
    found
}

/// The directive whose braces begin at `at`.
fn directive(text: &str, at: usize) -> Option<Directive<'_>> {
    let inner = text.get(at + 2..)?;
    let inner = inner.get(..inner.floor_char_boundary(LONGEST))?;
    let name = inner.trim_start().strip_prefix('#')?;
    let is_escaped = text.get(..at)?.ends_with('\\');
    // Text that is no directive is not read to its end.
    if !is_escaped && !NAMES.iter().any(|known| name.starts_with(known)) {
        return None;
    }
    let start = at + 2 + inner.len() - name.len();
    let (name, rest) = name.split_at(name.find('}')?);
    let end = start + name.len() + 2;
    if !rest.starts_with("}}") {
        return None;
    }
    if is_escaped {
        return Some(Directive { span: at - 1..end, asks: Asks::Nothing });
    }
    let length = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '_')?;
    let (name, rest) = name.split_at(length);
    let mut words = rest.split_whitespace();
    let file = words.next().filter(|_| rest.starts_with(char::is_whitespace))?;
    let asks = match name {
        "title" => Asks::Title(rest.trim()),
        "include" => Asks::Text(wanted(file)),
        "rustdoc_include" => Asks::Rust(wanted(file)),
        "playground" | "playpen" => {
            Asks::Block(Wanted { path: file, part: Part::Whole }, words.collect())
        }
        _ => return None,
    };
    Some(Directive { span: at..end, asks })
}

/// `file`, `file:10`, `file:2:`, `file::10`, `file:2:10` or `file:anchor`.
fn wanted(argument: &str) -> Wanted<'_> {
    let Some((path, part)) = argument.split_once(':') else {
        return Wanted { path: argument, part: Part::Whole };
    };
    let mut numbers = part.splitn(3, ':');
    let first = numbers.next().unwrap_or_default();
    let last = numbers.next().map(|number| number.parse::<usize>().unwrap_or(usize::MAX));
    let part = match (first.parse::<usize>(), last) {
        (Ok(first), None) => Part::Lines(first.saturating_sub(1), first.max(1)),
        (Ok(first), Some(last)) => Part::Lines(first.saturating_sub(1), last),
        (Err(_), Some(last)) if first.is_empty() => Part::Lines(0, last),
        (Err(_), None) if first.is_empty() => Part::Whole,
        (Err(_), _) => Part::Anchor(first),
    };
    Wanted { path, part }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part_of(argument: &str) -> Part<'_> {
        wanted(argument).part
    }

    #[test]
    fn parts_of_files_as_mdbook_writes_them() {
        assert_eq!(part_of("a.rs"), Part::Whole);
        assert_eq!(part_of("a.rs:"), Part::Whole);
        assert_eq!(part_of("a.rs:10"), Part::Lines(9, 10));
        assert_eq!(part_of("a.rs:2:"), Part::Lines(1, usize::MAX));
        assert_eq!(part_of("a.rs::10"), Part::Lines(0, 10));
        assert_eq!(part_of("a.rs:2:10"), Part::Lines(1, 10));
        assert_eq!(part_of("a.rs:some-name"), Part::Anchor("some-name"));
    }

    #[test]
    fn directives_are_told_from_other_braces() {
        let text = "{{ #include a.md }} \\{{#include b.md}} {{#if x}} {{ var.x }} {{#title A b}}";
        let found = find(text);
        let shown: Vec<&str> = found.iter().map(|one| &text[one.span.clone()]).collect();
        assert_eq!(shown, ["{{ #include a.md }}", "\\{{#include b.md}}", "{{#title A b}}"]);
        assert_eq!(found[1].asks, Asks::Nothing);
        assert_eq!(found[2].asks, Asks::Title("A b"));
        assert!(find("{{#include}} {{#include a.md} {{").is_empty());
    }
}
