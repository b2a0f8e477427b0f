//! The order of names: numbers by their value, whatever they stand in front of.
//!
//! `chapter-2` is before `chapter-10`, and `4-2-0` before `4-10-0`. Numbers come before text.

use crate::text::url;

/// The key by which a name is sorted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NaturalKey(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    /// A number: how many digits it has without zeros in front, and these digits.
    Number(usize, String),
    Text(String),
}

impl NaturalKey {
    /// The key of a name. What separates an ordering number from the name has no part in it.
    pub(super) fn of(name: &str) -> Self {
        match url::order(name) {
            Some((number, rest)) => {
                let mut pieces = vec![Piece::number(&number.to_string())];
                pieces.extend(cut(rest));
                NaturalKey(pieces)
            }
            None => NaturalKey(cut(name)),
        }
    }
}

impl Piece {
    fn number(digits: &str) -> Self {
        let digits = digits.trim_start_matches('0');
        Piece::Number(digits.len(), digits.to_string())
    }
}

/// The runs of digits and of other characters in a text.
fn cut(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_number = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != is_number).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        pieces.push(if is_number { Piece::number(run) } else { Piece::Text(run.to_string()) });
        rest = after;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_the_order_of_their_numbers() {
        let names = [
            "1-first",
            "02 second",
            "3. third",
            "4-0-0",
            "4-2-0",
            "4-10-0",
            "5-a",
            "10-tenth",
            "2024-01-31-notes",
            "2027-plan",
            "99999999999999999999-a",
            "appendix",
            "chapter-2",
            "chapter-10",
            "intro",
            "intro-more",
        ];
        let mut sorted = names;
        sorted.reverse();
        sorted.sort_by_key(|name| NaturalKey::of(name));
        assert_eq!(sorted, names);
    }
}
