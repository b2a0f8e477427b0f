//! The lines that two texts have in common, aligned by patience: lines that each text has once are matched first, as
//! many of them as keep their order, then the lines between them.
//!
//! So frequent lines, such as blank ones, never separate lines that belong together.

use std::collections::HashMap;
use std::ops::Range;

/// Blocks with more pairs of lines than this, and without a unique line, count as replaced.
const MOST_PAIRS: usize = 4_000_000;

/// The pairs of equal lines, in order in both texts.
pub fn equal_lines(old: &[String], new: &[String]) -> Vec<(usize, usize)> {
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let mut numbered = Vec::with_capacity(old.len() + new.len());
    for line in old.iter().chain(new) {
        let next = numbers.len() as u32;
        numbered.push(*numbers.entry(line.as_str()).or_insert(next));
    }
    let (old, new) = numbered.split_at(old.len());
    let mut pairs = Vec::with_capacity(old.len().min(new.len()));
    let mut blocks = vec![(0..old.len(), 0..new.len())];
    while let Some((old_lines, new_lines)) = blocks.pop() {
        match_block(old, new, old_lines, new_lines, &mut pairs, &mut blocks);
    }
    pairs.sort_unstable();
    pairs
}

type Block = (Range<usize>, Range<usize>);

/// Matches the equal lines at both ends of a block, then its unique lines; the lines between those become further
/// blocks.
fn match_block(
    old: &[u32],
    new: &[u32],
    mut old_lines: Range<usize>,
    mut new_lines: Range<usize>,
    pairs: &mut Vec<(usize, usize)>,
    blocks: &mut Vec<Block>,
) {
    while !old_lines.is_empty() && !new_lines.is_empty() {
        if old[old_lines.start] == new[new_lines.start] {
            pairs.push((old_lines.start, new_lines.start));
            (old_lines.start, new_lines.start) = (old_lines.start + 1, new_lines.start + 1);
        } else if old[old_lines.end - 1] == new[new_lines.end - 1] {
            (old_lines.end, new_lines.end) = (old_lines.end - 1, new_lines.end - 1);
            pairs.push((old_lines.end, new_lines.end));
        } else {
            break;
        }
    }
    if old_lines.is_empty() || new_lines.is_empty() {
        return;
    }
    let anchors = rising(&there_once(old, new, &old_lines, &new_lines));
    if anchors.is_empty() {
        pairs.extend(longest_common(old, new, &old_lines, &new_lines));
        return;
    }
    let (mut old_from, mut new_from) = (old_lines.start, new_lines.start);
    for &(old_line, new_line) in &anchors {
        blocks.push((old_from..old_line, new_from..new_line));
        (old_from, new_from) = (old_line + 1, new_line + 1);
    }
    blocks.push((old_from..old_lines.end, new_from..new_lines.end));
    pairs.extend(anchors);
}

/// The lines that occur once on each side of a block, in the order of the old side.
fn there_once(
    old: &[u32],
    new: &[u32],
    old_lines: &Range<usize>,
    new_lines: &Range<usize>,
) -> Vec<(usize, usize)> {
    let mut found: HashMap<u32, [(usize, usize); 2]> = HashMap::new();
    for (side, (text, lines)) in [(old, old_lines), (new, new_lines)].into_iter().enumerate() {
        for line in lines.clone() {
            let (count, last) = &mut found.entry(text[line]).or_default()[side];
            (*count, *last) = (*count + 1, line);
        }
    }
    let mut once: Vec<(usize, usize)> = found
        .into_values()
        .filter(|[old, new]| old.0 == 1 && new.0 == 1)
        .map(|[old, new]| (old.1, new.1))
        .collect();
    once.sort_unstable();
    once
}

/// A longest subsequence of pairs that ascend on the new side too.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // The last pair of the best sequence of each length, and the predecessor of each pair in its sequence.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, (_, new_line)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < *new_line);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut row = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(at) = next {
        row.push(pairs[at]);
        next = before[at];
    }
    row.reverse();
    row
}

fn longest_common(
    old: &[u32],
    new: &[u32],
    old_lines: &Range<usize>,
    new_lines: &Range<usize>,
) -> Vec<(usize, usize)> {
    if old_lines.len() * new_lines.len() > MOST_PAIRS {
        return Vec::new();
    }
    let (old, new) = (&old[old_lines.clone()], &new[new_lines.clone()]);
    let mut best = vec![vec![0_u32; new.len() + 1]; old.len() + 1];
    for row in (0..old.len()).rev() {
        for column in (0..new.len()).rev() {
            best[row][column] = match old[row] == new[column] {
                true => best[row + 1][column + 1] + 1,
                false => best[row + 1][column].max(best[row][column + 1]),
            };
        }
    }
    let mut pairs = Vec::new();
    let (mut row, mut column) = (0, 0);
    while row < old.len() && column < new.len() {
        if old[row] == new[column] {
            pairs.push((old_lines.start + row, new_lines.start + column));
            (row, column) = (row + 1, column + 1);
        } else if best[row + 1][column] >= best[row][column + 1] {
            row += 1;
        } else {
            column += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aligned(old: &str, new: &str) -> Vec<(usize, usize)> {
        let lines = |text: &str| text.split(' ').map(str::to_string).collect::<Vec<_>>();
        equal_lines(&lines(old), &lines(new))
    }

    #[test]
    fn lines_that_are_there_once_come_first() {
        assert_eq!(aligned("x a x b x", "a x x b"), [(1, 0), (2, 1), (3, 3)]);
        assert_eq!(aligned("a b c d", "c d a b e").len(), 2);
    }

    #[test]
    fn lines_that_are_there_often_are_matched_between() {
        assert_eq!(aligned("x y x y", "y x y x"), [(1, 0), (2, 1), (3, 2)]);
        assert_eq!(aligned("a b", "c d"), []);
    }
}
