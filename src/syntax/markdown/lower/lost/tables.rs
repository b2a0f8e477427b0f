//! Lines of running text that are clearly meant as a table.
//!
//! Looks at each line once, together with the line above it.

use super::LONGEST;
use crate::syntax::markdown::lower::placeholders::is_escaped;
use crate::syntax::markdown::lower::{Block, Lowering};
use crate::text::diag::Diagnostic;
use std::ops::Range;

/// What a line of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Cells between pipes, with a pipe at both ends.
    Closed,
    /// Cells with pipes between them.
    Open,
    /// The line below the head; whether with the signs of Markdown.
    Dashes { is_right: bool },
    /// A line of a grid, between plus signs.
    Grid,
}

/// A line that reads like one of a table.
#[derive(Debug)]
pub(in super::super) struct Row {
    place: Range<usize>,
    kind: Kind,
    cells: usize,
    is_reported: bool,
}

impl Lowering<'_> {
    /// Looks at the line of running text at `start`. A paragraph begins with it if `is_first`.
    pub(in super::super) fn table_in_line(&mut self, start: usize, is_first: bool) {
        let source = &self.chapter.source;
        let Some(mut row) = row_at(&source.text, start) else {
            self.lost.row = None;
            return;
        };
        let line_start = source.text.get(..start).and_then(|text| text.rfind('\n'));
        let line_start = line_start.map_or(0, |at| at + 1);
        if self.marks.hides(row.place.start) {
            return;
        }
        let above = self.lost.row.take().filter(|_| !is_first);
        let is_next = |above: &Row| {
            let between = source.text.get(above.place.end..line_start).unwrap_or_default();
            between.trim_end_matches('\n').trim().is_empty() && between.matches('\n').count() == 1
        };
        // What a list item begins with is no paragraph.
        let above = above.filter(is_next).or_else(|| match is_first {
            true => None,
            false => row_above(&source.text, line_start),
        });
        let found = match &above {
            Some(above) if above.is_reported => {
                row.is_reported = true;
                None
            }
            Some(above) => fault(above, &row).map(|what| (above.place.start..row.place.end, what)),
            None if is_first && row.kind == Kind::Closed && self.is_below_table() => {
                let help = "delete the empty line above it".to_string();
                row.is_reported = true;
                Some((row.place.clone(), ("an empty line ends the table above", help)))
            }
            None => None,
        };
        if let Some((place, (label, help))) = found {
            row.is_reported = true;
            let fault = Diagnostic::table_lost(&self.chapter.source, place, label, help);
            self.chapter.diagnostics.push(fault);
        }
        self.lost.row = Some(row);
    }

    fn is_below_table(&mut self) -> bool {
        matches!(self.top().blocks.last(), Some(Block::Table(_)))
    }
}

/// Why two lines are no table, and what to write.
fn fault(above: &Row, row: &Row) -> Option<(&'static str, String)> {
    let dashes = |cells: usize| format!("|{}", "---|".repeat(cells.min(20)));
    match (above.kind, row.kind) {
        (Kind::Grid, Kind::Closed) | (Kind::Closed, Kind::Grid) => Some((
            "a grid is no table",
            format!(
                "delete the lines of plus signs, and write `{}` below the head and each row in one line",
                dashes(above.cells.max(row.cells))
            ),
        )),
        (Kind::Closed | Kind::Open, Kind::Dashes { is_right: true })
            if above.cells != row.cells =>
        {
            let (head, line) = (above.cells, row.cells);
            let help = format!(
                "the head has {head} {}, and the line below it {line}: write `{}` there",
                if head == 1 { "cell" } else { "cells" },
                dashes(head)
            );
            Some(("not the same number of cells", help))
        }
        (Kind::Closed | Kind::Open, Kind::Dashes { is_right: true }) => {
            Some(("no table can begin here", "leave an empty line above it".to_string()))
        }
        (Kind::Closed, Kind::Dashes { is_right: false }) => {
            let help = format!("write `{}` in place of its second line", dashes(above.cells));
            Some(("the line below the head has other signs than hyphens", help))
        }
        (Kind::Closed, Kind::Closed) => {
            let help = format!("write `{}` below its first line", dashes(above.cells));
            Some(("no line of hyphens is below the first", help))
        }
        _ => None,
    }
}

/// The line before `start`, if it is one of a table.
fn row_above(text: &str, start: usize) -> Option<Row> {
    let before = text.get(..start)?.strip_suffix('\n')?;
    let from = before.len().saturating_sub(LONGEST);
    let part = before.get(before.ceil_char_boundary(from)..)?;
    let line = part.rsplit('\n').next()?;
    let at = before.len() - line.len();
    // What begins an item is before its text.
    let bare = line.trim_start_matches(|c: char| " \t>-*+.)".contains(c) || c.is_ascii_digit());
    row(bare, at + line.len() - bare.len())
}

/// The line of a table at `start`.
fn row_at(text: &str, start: usize) -> Option<Row> {
    let rest = text.get(start..)?;
    let line = rest.get(..rest.floor_char_boundary(LONGEST))?.split('\n').next()?;
    let bare = line.trim_start_matches([' ', '\t', '>']);
    let at = start + line.len() - bare.len();
    row(bare, at)
}

fn row(bare: &str, at: usize) -> Option<Row> {
    let bare = bare.trim_end();
    let pipes = || {
        let pipes = bare.match_indices('|').map(|(at, _)| at);
        pipes.filter(|at| !is_escaped(bare, *at)).count()
    };
    let is_edged = |sign: char| bare.len() > 2 && bare.starts_with(sign) && bare.ends_with(sign);
    let count = pipes();
    let is_line = |signs: &str| bare.chars().all(|c| signs.contains(c));
    let has_line = |signs: &[char]| bare.contains(signs);
    let (kind, cells) = if is_edged('+') && is_line("+-=:") && has_line(&['-', '=']) {
        (Kind::Grid, bare.matches('+').count() - 1)
    } else if count > 0 && is_line("|-: \t") && has_line(&['-']) {
        let edges = usize::from(bare.starts_with('|')) + usize::from(bare.ends_with('|'));
        (Kind::Dashes { is_right: true }, (count + 1).saturating_sub(edges))
    } else if is_edged('|') && is_line("|-: \t=\u{2013}\u{2014}\u{2212}_") && bare.len() > count {
        (Kind::Dashes { is_right: false }, count.saturating_sub(1))
    } else if is_edged('|') && count > 2 {
        (Kind::Closed, count - 1)
    } else if is_edged('|') && count == 2 {
        (Kind::Open, 1)
    } else if count > 0 {
        let edges = usize::from(bare.starts_with('|')) + usize::from(bare.ends_with('|'));
        (Kind::Open, (count + 1).saturating_sub(edges))
    } else {
        return None;
    };
    let place = at..at + bare.len();
    Some(Row { place, kind, cells, is_reported: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Option<(Kind, usize)> {
        row(line, 0).map(|row| (row.kind, row.cells))
    }

    #[test]
    fn lines_of_tables_are_told_from_text() {
        assert_eq!(of("| a | b |"), Some((Kind::Closed, 2)));
        assert_eq!(of("a | b | c"), Some((Kind::Open, 3)));
        assert_eq!(of("| a |"), Some((Kind::Open, 1)));
        assert_eq!(of("|---|:-:|"), Some((Kind::Dashes { is_right: true }, 2)));
        assert_eq!(of("---|---"), Some((Kind::Dashes { is_right: true }, 2)));
        assert_eq!(of("|—|—|"), Some((Kind::Dashes { is_right: false }, 2)));
        assert_eq!(of("|===|===|"), Some((Kind::Dashes { is_right: false }, 2)));
        assert_eq!(of("+---+---+"), Some((Kind::Grid, 2)));
        assert_eq!(of("a \\| b"), None);
        assert_eq!(of("a b"), None);
        assert_eq!(of("----"), None);
    }
}
