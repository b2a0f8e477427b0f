//! What looks like Markdown in a line of text that is none.

use std::ops::Range;

/// The most bytes of a line that are looked at.
const LONGEST: usize = 1_000;

/// The place of the first of it. `begins` says whether the line begins where a line of the file does.
pub(in crate::syntax::markdown::lower) fn of_line(
    line: &str,
    begins: bool,
) -> Option<Range<usize>> {
    let line = line.get(..line.floor_char_boundary(LONGEST))?.trim_end();
    let start = line.len() - line.trim_start().len();
    let is_block = begins && line.get(start..).is_some_and(begins_block);
    if is_block {
        return Some(start..line.len());
    }
    let strong = || between(line, "**").or_else(|| between(line, "`"));
    link(line).or_else(strong).or_else(|| emphasis(line, '*')).or_else(|| emphasis(line, '_'))
}

/// Whether a heading, an item of a list, a fence or a quotation begins with this text.
fn begins_block(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let signs = text.bytes().take_while(|byte| *byte == b'#').count();
    let length = match text.get(digits..).unwrap_or_default().chars().next() {
        // Years and sums end sentences.
        Some('.' | ')') if (1..=2).contains(&digits) => digits + 1,
        Some('-' | '*' | '+' | '>') if digits == 0 => 1,
        Some('#') if digits == 0 && signs <= 6 => signs,
        _ => 0,
    };
    let rest = text.get(length..).unwrap_or_default();
    let is_sign = length > 0 && rest.starts_with(' ') && !rest.trim().is_empty();
    is_sign || text.starts_with("```") || text.starts_with("~~~")
}

/// A link or a picture: `[text](address)`.
fn link(line: &str) -> Option<Range<usize>> {
    let middle = line.find("](")?;
    let start = line.get(..middle)?.rfind('[')?;
    let address = line.get(middle + 2..)?;
    let length = address.find(')')?;
    let is_one = length > 0 && !address.get(..length)?.trim().is_empty();
    is_one.then_some(start..middle + 2 + length + 1)
}

/// Words between two of the same sign, which touch them.
fn between(line: &str, sign: &str) -> Option<Range<usize>> {
    let start = line.find(sign)?;
    let inner = line.get(start + sign.len()..)?;
    let length = inner.find(sign)?;
    let words = inner.get(..length)?;
    let is_one = !words.is_empty() && words == words.trim() && !words.starts_with('*');
    is_one.then_some(start..start + 2 * sign.len() + length)
}

/// Words between two single signs, which touch them and not the words around them.
fn emphasis(line: &str, sign: char) -> Option<Range<usize>> {
    let is_word = |c: char| c.is_alphanumeric() || c == sign;
    let beside = |at: usize| {
        let before = line.get(..at)?.chars().next_back();
        Some((before, line.get(at + 1..)?.chars().next()))
    };
    let opens = |at: &usize| {
        let (before, after) = beside(*at).unwrap_or_default();
        !before.is_some_and(is_word) && after.is_some_and(char::is_alphanumeric)
    };
    let closes = |at: &usize| {
        let (before, after) = beside(*at).unwrap_or_default();
        let touches = before.is_some_and(|c| c.is_alphanumeric() || ".!?".contains(c));
        touches && !after.is_some_and(is_word)
    };
    let places = || line.match_indices(sign).map(|(at, _)| at);
    let start = places().find(opens)?;
    let end = places().filter(|at| *at > start).find(closes)?;
    Some(start..end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_is_known_by_its_signs() {
        for line in [
            "- a",
            "  * a",
            "1. a",
            "12) a",
            "# A",
            "###### A",
            "```sh",
            "> a",
            "see [a](b.md)",
            "![a](b.png)",
            "a **b** c",
            "the `x` y",
            "so *it* is",
            "_Note_: a",
        ] {
            assert!(of_line(line, true).is_some(), "{line}");
        }
        for line in [
            "a",
            "-a",
            "2026. A year",
            "#tag",
            "####### a",
            "[a] (b)",
            "[a]()",
            "a ** b ** c",
            "2*3*4",
            "5 > 3",
            "it`s",
            "a * b * c",
            "snake_case_name",
            "5*",
            "_a",
            "(*)",
            "",
            "- ",
            "-- a",
            "****",
        ] {
            assert!(of_line(line, true).is_none(), "{line}");
        }
        assert!(of_line("- a", false).is_none());
    }
}
