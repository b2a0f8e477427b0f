//! Selects the lines of a file that a directive includes.
//!
//! Owns line ranges and the comments that name a part, `ANCHOR: name` and `ANCHOR_END: name`. Returns ranges of the
//! text and never copies it.

use super::directive::Part;
use std::ops::Range;

/// A run of lines of a file, without the last line end.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) lines: Range<usize>,
    /// Whether it is only for the compiler and not shown.
    pub(super) is_hidden: bool,
}

/// The runs of a part; `None` if the file has no such part. With `keep_rest` the rest of the file is included line by
/// line, as hidden lines.
pub(super) fn select(text: &str, part: Part, keep_rest: bool) -> Option<Vec<Run>> {
    let mut runs: Vec<Run> = Vec::new();
    let mut is_there = matches!(part, Part::Whole | Part::Lines(0, _));
    let mut within = false;
    for (number, line) in lines(text).enumerate() {
        let words = text.get(line.clone()).unwrap_or_default();
        let is_shown = match part {
            Part::Whole => Some(true),
            Part::Lines(from, to) => Some((from..to).contains(&number)),
            Part::Anchor(name) => match (mark(words, "ANCHOR:"), mark(words, "ANCHOR_END:")) {
                (None, None) => Some(within),
                (begun, ended) => {
                    within = (within || begun == Some(name)) && ended != Some(name);
                    is_there |= begun == Some(name);
                    None
                }
            },
        };
        match is_shown {
            Some(true) => {
                is_there = true;
                match runs
                    .last_mut()
                    .filter(|run| !run.is_hidden && run.lines.end + 1 == line.start)
                {
                    Some(run) => run.lines.end = line.end,
                    None => runs.push(Run { lines: line, is_hidden: false }),
                }
            }
            Some(false) if keep_rest => runs.push(Run { lines: line, is_hidden: true }),
            _ => {}
        }
    }
    is_there.then_some(runs)
}

/// The range of each line, without its line end.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        start..start + line.strip_suffix('\n').unwrap_or(line).len()
    })
}

/// The name after an anchor comment in a line.
fn mark<'a>(line: &'a str, mark: &str) -> Option<&'a str> {
    let rest = line.split_once(mark)?.1.trim_start();
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '-');
    rest.get(..end.unwrap_or(rest.len())).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "one\n// ANCHOR: a\ntwo\n// ANCHOR: b\nthree\n// ANCHOR_END: b\nfour\n// ANCHOR_END: a\nfive\n";

    fn shown(part: Part, keep_rest: bool) -> Option<Vec<String>> {
        let runs = select(TEXT, part, keep_rest)?;
        let text = |run: &Run| {
            let mark = if run.is_hidden { "# " } else { "" };
            format!("{mark}{}", &TEXT[run.lines.clone()])
        };
        Some(runs.iter().map(text).collect())
    }

    #[test]
    fn anchors_hold_what_is_between_and_no_other_mark() {
        let some = |lines: &[&str]| Some(lines.iter().map(|line| line.to_string()).collect());
        assert_eq!(shown(Part::Anchor("a"), false), some(&["two", "three", "four"]));
        assert_eq!(
            shown(Part::Anchor("b"), true),
            some(&["# one", "# two", "three", "# four", "# five"])
        );
        assert_eq!(shown(Part::Anchor("c"), false), None);
    }

    #[test]
    fn ranges_may_end_past_the_file_and_not_begin_there() {
        assert_eq!(shown(Part::Lines(8, 99), false), Some(vec!["five".into()]));
        assert_eq!(shown(Part::Lines(9, 99), false), None);
        assert_eq!(shown(Part::Lines(2, 3), false), Some(vec!["two".into()]));
        assert_eq!(select("", Part::Whole, false), Some(vec![]));
    }
}
