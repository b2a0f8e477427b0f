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
    let in_environment = || {
        let place = environment(text)?;
        let help = "write `$$` on a line of its own above it and below its end";
        Some((run.start + place.start..run.start + place.end, "no formula begins here", help))
    };
    in_latex().or_else(in_dollars).or_else(in_environment)
}

/// What to write where formulas are not read.
const SWITCH: &str = "write `math = true` below `[output.html]` in book.toml; `$` then begins and ends a formula in a line, and `$$` one on lines of its own";

/// The first formula of a run of text that is within a line, in a book without formulas.
pub(super) fn unread(source: &str, run: &Range<usize>) -> Option<Lost> {
    const LABEL: &str = "this book does not read formulas";
    let text = source.get(run.clone())?;
    if let Some(length) = latex(source, run, text) {
        let help = match text.starts_with('(') {
            true => {
                "write `math = true` below `[output.html]` in book.toml, and `$` in place of `\\(` and of `\\)`"
            }
            false => {
                "write `math = true` below `[output.html]` in book.toml, and `$$` in place of `\\[` and of `\\]`"
            }
        };
        return Some((run.start - 1..run.start - 1 + length, LABEL, help));
    }
    if let Some(place) = environment(text) {
        return Some((run.start + place.start..run.start + place.end, LABEL, SWITCH));
    }
    let rest = source.get(run.start..)?;
    let line = rest.get(..rest.floor_char_boundary(LONGEST))?.split('\n').next()?.trim_end();
    let at = text.find('$').filter(|at| !is_escaped(source, run.start + at))?;
    let inner = line.get(at..)?;
    let length = in_dollars(inner, source.get(..run.start + at)?)?;
    Some((run.start + at..run.start + at + length, LABEL, SWITCH))
}

/// The command that begins formulas of several lines.
fn environment(text: &str) -> Option<Range<usize>> {
    const NAMES: [&str; 10] = [
        "align", "aligned", "alignat", "equation", "gather", "gathered", "cases", "matrix",
        "pmatrix", "bmatrix",
    ];
    let at = text.find("\\begin{")?;
    let (name, _) = text.get(at + 7..)?.split_once('}')?;
    NAMES.contains(&name.trim_end_matches('*')).then(|| at..at + 7 + name.len() + 1)
}

/// The length of a formula between dollar signs that a line begins with, or of a line of two such signs.
fn in_dollars(line: &str, before: &str) -> Option<usize> {
    let is_formula = |inner: &str| inner.contains(['^', '=', '_', '\\', '{']);
    if let Some(inner) = line.strip_prefix("$$") {
        let begins = before.trim_end_matches([' ', '\t', '>']).ends_with('\n') || before.is_empty();
        let closed = inner.split_once("$$").map(|(inner, _)| inner);
        return match closed {
            Some(inner) if is_formula(inner) => Some(inner.len() + 4),
            None if inner.is_empty() && begins => Some(2),
            _ => None,
        };
    }
    let (inner, after) = line.strip_prefix('$')?.split_once('$')?;
    let touches = inner == inner.trim() && !after.starts_with(|c: char| c.is_alphanumeric());
    let is_sure = inner.contains(['^']) || inner.contains("_{") || has_command(inner);
    (touches && is_sure).then_some(inner.len() + 2)
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
    let is_formula = inner.contains(['^', '_', '=']) || has_command(inner);
    // What is escaped in order to be no link has more signs of Markdown.
    let first = inner.split('\n').next().unwrap_or_default();
    (is_formula && !inner.contains(['[', '`'])).then_some(2 + first.len())
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

    #[test]
    fn without_formulas_only_what_is_sure_is_found() {
        let found = |text: &str| {
            let start = usize::from(text.starts_with('\\'));
            unread(text, &(start..text.len())).is_some()
        };
        for text in ["$$", "$$ a = b $$", "so $x^2$ is", "$\\frac{1}{n}$", "\\(x^2\\)"] {
            assert!(found(text), "{text}");
        }
        for text in
            ["$5 and $6", "a costs $$", "$$5-$$10", "$HOME/my_bin:$PATH", "\\(a\\)", "$a_b and $c"]
        {
            assert!(!found(text), "{text}");
        }
    }
}
