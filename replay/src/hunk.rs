//! The candidates of a hunk, each compared with each.
//!
//! Owns the pairing that keeps the order and its certainty; `truth` decides what follows.

use crate::likeness::{LIKELY, Likeness, Profile, SURE, UNLIKELY};
use crate::truth::MARGIN;

/// The likeness of each old item to each new one.
#[derive(Debug)]
pub struct Table {
    rows: Vec<Vec<Likeness>>,
    columns: usize,
}

/// The partner of a row.
#[derive(Debug, PartialEq, Eq)]
pub enum Pair {
    /// Certainly this column.
    Plain(usize),
    /// Possibly one of these columns.
    Doubtful(Vec<usize>),
}

impl Table {
    pub fn of(old: &[Profile], new: &[Profile]) -> Table {
        let row = |old: &Profile| new.iter().map(|new| old.likeness(new)).collect();
        Table { rows: old.iter().map(row).collect(), columns: new.len() }
    }

    fn degree(&self, row: usize, column: usize) -> f64 {
        let degree = self.rows[row][column].degree();
        if degree < UNLIKELY { 0.0 } else { degree }
    }

    /// The partner of each row, in pairs that keep the order. Rows without a partner are left out.
    pub fn verdicts(&self) -> Vec<(usize, Pair)> {
        let pairs = self.in_order();
        let is_alone = self.rows.len() == 1 && self.columns == 1;
        let needed = if is_alone { LIKELY } else { SURE };
        let mut paired = vec![0.0; self.columns];
        let mut is_free = vec![true; self.rows.len()];
        for &(row, column) in &pairs {
            paired[column] = self.degree(row, column);
            is_free[row] = false;
        }
        let mut verdicts = Vec::new();
        for &(row, column) in &pairs {
            let degree = self.degree(row, column);
            // A column is a rival only if its own row is not much better for it.
            let is_rival = |other: &usize| {
                let rival = self.degree(row, *other);
                rival > 0.0 && rival > degree - MARGIN && paired[*other] < rival + MARGIN
            };
            let mut candidates: Vec<usize> =
                (0..self.columns).filter(|other| *other != column && is_rival(other)).collect();
            let is_contested = (0..self.rows.len())
                .any(|other| is_free[other] && self.degree(other, column) > degree - MARGIN);
            let is_plain = matches!(self.rows[row][column], Likeness::Alike(_)) && degree >= needed;
            if is_plain && candidates.is_empty() && !is_contested {
                verdicts.push((row, Pair::Plain(column)));
            } else {
                candidates.insert(0, column);
                verdicts.push((row, Pair::Doubtful(candidates)));
            }
        }
        verdicts
    }

    /// The pairs in order with the largest sum of likeness.
    fn in_order(&self) -> Vec<(usize, usize)> {
        let (rows, columns) = (self.rows.len(), self.columns);
        let mut best = vec![vec![0.0_f64; columns + 1]; rows + 1];
        for row in (0..rows).rev() {
            for column in (0..columns).rev() {
                let paired = match self.degree(row, column) {
                    0.0 => 0.0,
                    degree => degree + best[row + 1][column + 1],
                };
                best[row][column] = paired.max(best[row + 1][column]).max(best[row][column + 1]);
            }
        }
        let mut pairs = Vec::new();
        let (mut row, mut column) = (0, 0);
        while row < rows && column < columns && best[row][column] > 0.0 {
            if best[row][column] == best[row + 1][column] {
                row += 1;
            } else if best[row][column] == best[row][column + 1] {
                column += 1;
            } else {
                pairs.push((row, column));
                (row, column) = (row + 1, column + 1);
            }
        }
        pairs
    }

    /// The best column of the row by a margin, if the row is also its best by a margin.
    pub fn mutual_best(&self, row: usize) -> Option<(usize, Likeness)> {
        let across = (0..self.columns).map(|column| self.degree(row, column));
        let column = clear_best(across)?;
        let down = (0..self.rows.len()).map(|row| self.degree(row, column));
        (clear_best(down) == Some(row)).then(|| (column, self.rows[row][column]))
    }
}

/// The position of the greatest number, if it exceeds all others by a margin.
fn clear_best(numbers: impl Iterator<Item = f64>) -> Option<usize> {
    let (mut first, mut second, mut position) = (0.0, 0.0, None);
    for (at, number) in numbers.enumerate() {
        if number > first {
            (second, first, position) = (first, number, Some(at));
        } else if number > second {
            second = number;
        }
    }
    position.filter(|_| first >= second + MARGIN)
}
