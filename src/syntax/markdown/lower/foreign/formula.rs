//! Text that is clearly meant as a formula, although it is none: a formula that does not end, or one between the signs of
//! LaTeX.
//!
//! A single dollar sign is text, as in prices, unless a command of LaTeX follows.

use super::is_escaped;
use std::ops::Range;

/// How much of a text is searched for the end of a formula, in bytes.
const LONGEST: usize = 2_000;

/// What a message says of a place: a label, and a cure.
type Lost = (Range<usize>, &'static str, &'static str);

/// The first of a run of text that is within a line.
pub(super) fn lost(source: &str, run: &Range<usize>) -> Option<Lost> {
    let text = source.get(run.clone())?;
    let in_latex = || {
        latex(source, run, text).map(|length| {
            let help = match text.starts_with('(') {
                true => "write `$` in place of `\\(` and of `\\)`",
                false => "write `$$` in place of `\\[` and of `\\]`",
            };
            (
                run.start - 1..run.start - 1 + length,
                "the signs of LaTeX, which Markdown does not have",
                help,
            )
        })
    };
    let in_dollars = || {
        text.match_indices('$').find_map(|(at, _)| {
        let place = run.start + at;
        if is_escaped(source, place) {
            return None;
        }
        let rest = text.get(at..)?;
        if rest.starts_with("$$") {
            let help = "write `$$` before and after the formula, with as many `{` as `}` and no empty line between them, or `\\$` for a sign that is text";
            return Some((place..place + 2, "no formula begins or ends here", help));
        }
        let help = "write `$` before and after the formula, with as many `{` as `}` and no space within the signs, or `\\$` for a sign that is text";
        has_command(rest.get(1..)?).then(|| (place..place + 1, "no formula begins or ends here", help))
    })
    };
    in_latex().or_else(in_dollars)
}

/// What is clearly meant as a formula where there are none: signs that have a line of their own or hold a command, and those
/// of LaTeX.
pub(super) fn meant(source: &str, run: &Range<usize>) -> Option<Range<usize>> {
    let (place, ..) = lost(source, run)?;
    let typed = source.get(place.clone())?;
    let begins_line = || {
        source.get(..place.start).is_some_and(|before| before.is_empty() || before.ends_with('\n'))
    };
    (typed != "$$" || begins_line()).then_some(place)
}

/// The length of a formula between `\(` and `\)`, or `\[` and `\]`, of which the run begins after the first backslash.
fn latex(source: &str, run: &Range<usize>, text: &str) -> Option<usize> {
    if !text.starts_with(['(', '[']) || !is_escaped(source, run.start) {
        return None;
    }
    let end = if text.starts_with('(') { "\\)" } else { "\\]" };
    let rest = source.get(run.start + 1..)?;
    let rest = rest.get(..rest.floor_char_boundary(LONGEST))?;
    let (inner, _) = rest.split_once("\n\n").map_or(rest, |(rest, _)| rest).split_once(end)?;
    // Escaped signs are text, as in the name of a footnote.
    let bare = inner.replace("\\^", "").replace("\\_", "").replace("\\=", "");
    let is_formula =
        bare.contains('^') || bare.contains(" = ") || has_index(&bare) || has_command(&bare);
    // What is escaped in order to be no link has more signs of Markdown.
    let first = inner.split('\n').next().unwrap_or_default();
    (is_formula && !inner.contains(['[', '`'])).then_some(2 + first.len())
}

/// Whether a text has an index below a sign, as in `x_1`. A name of a program has more letters before its underscore.
fn has_index(text: &str) -> bool {
    text.match_indices('_').any(|(at, _)| {
        let mut before = text.get(..at).unwrap_or_default().chars().rev();
        let is_sign = before.next().is_some_and(|c| c.is_alphabetic() || c == '}');
        is_sign && !before.next().is_some_and(|c| c.is_alphanumeric() || c == '_')
    })
}

/// Whether a text has a command of LaTeX: one right at its beginning or after signs, or one with braces.
fn has_command(text: &str) -> bool {
    text.match_indices('\\').any(|(at, _)| {
        let rest = text.get(at + 1..).unwrap_or_default();
        let name = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let before = text.get(..at).unwrap_or_default();
        let is_apart = !before.contains(|c: char| c.is_alphabetic());
        name > 1 && (is_apart || rest.get(name..).is_some_and(|rest| rest.starts_with('{')))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<&str> {
        let start = usize::from(text.starts_with('\\'));
        let (place, ..) = lost(text, &(start..text.len()))?;
        text.get(place)
    }

    #[test]
    fn what_is_meant_as_a_formula_is_found() {
        for (text, place) in [
            ("$$ a + b", "$$"),
            ("so $\\frac{1}{$ is", "$"),
            ("$2\\alpha + b", "$"),
            ("$x_\\mathrm{i}", "$"),
            ("\\(a = b\\) c", "\\(a = b"),
            ("\\[ \\sum x \\]", "\\[ \\sum x "),
        ] {
            assert_eq!(found(text), Some(place), "{text}");
        }
    }

    #[test]
    fn prices_paths_and_escaped_signs_are_text() {
        for text in [
            "$a + b",
            "5 $ and $6",
            "\\$$ a",
            "$HOME\\bin",
            "\\[a\\](b)",
            "\\(a\\)",
            "\\[`x_y`\\]",
            "C:\\dir",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
