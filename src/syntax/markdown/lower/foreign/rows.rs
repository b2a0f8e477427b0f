//! How lines are known that were meant as those of a table, of a container or of a comment.

use super::Spot;

/// What the line of dashes of a table consists of, with the dashes of word processors and the signs of grid tables.
const DASHES: [char; 9] = ['|', ':', '-', '+', '=', '—', '–', ' ', '\t'];

/// A line of dashes that makes no table of the line above it.
pub(super) fn dashes(spot: &Spot) -> Option<usize> {
    (spot.begins_line() && is_dashes(spot.line)).then_some(spot.line.len())
}

/// The first of the rows of a table that has no line of dashes.
pub(super) fn row(spot: &Spot) -> Option<usize> {
    let bare = |line: &str| line.trim_start_matches([' ', '\t', '>']).trim_end().to_string();
    let (above, next) = (bare(spot.above), bare(spot.next));
    let is_one = spot.begins_line()
        && is_row(spot.line)
        && !is_row(&above)
        && ![above, next].iter().any(|line| is_dashes(line));
    is_one.then_some(spot.line.len())
}

fn is_dashes(line: &str) -> bool {
    let dashes = line.chars().filter(|c| ['-', '=', '—', '–'].contains(c)).count();
    let is_grid = line.starts_with('+') && line.ends_with('+') && line.len() > 2;
    dashes >= 2 && (line.contains('|') || is_grid) && line.chars().all(|c| DASHES.contains(&c))
}

/// Whether a line is between two pipes and has cells. Sums of absolute values are no cells, and neither are hidden words
/// between double pipes.
fn is_row(line: &str) -> bool {
    let inner = line.strip_prefix('|').and_then(|rest| rest.strip_suffix('|'));
    let Some(inner) = inner.filter(|inner| !inner.starts_with('|') && !inner.ends_with('|')) else {
        return false;
    };
    let says_something =
        |cell: &str| cell.trim().is_empty() || cell.contains(|c: char| c.is_alphanumeric());
    inner.contains('|') && inner.split('|').all(says_something)
}

/// A line that begins a paragraph with a percent sign.
pub(super) fn percent(spot: &Spot) -> Option<usize> {
    let begins = spot.before.is_empty() && spot.above.trim().is_empty();
    begins.then_some(spot.line.len())
}

/// A container whose colons are on the line of a list's sign.
pub(super) fn container(spot: &Spot) -> Option<usize> {
    let name = spot.line.trim_start_matches(':').trim_start();
    let is_one = name.starts_with(char::is_alphabetic) && !spot.begins_line();
    (is_one && spot.before.trim_end().ends_with(['-', '*', '+', '.', ')', ']']))
        .then_some(spot.line.len())
}
