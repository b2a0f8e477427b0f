//! Terms and what they mean: the parts of a definition list.

use super::{Block, Inline};

/// The name of a term of a definition list.
#[derive(Debug, PartialEq)]
pub struct Term {
    /// The anchor, unique in the chapter. Headings get theirs first, so a new term never takes the anchor of one.
    pub id: String,
    /// The text without markup, as the author typed it: with its variables not filled in.
    pub written: String,
}

/// A term and its definitions.
#[derive(Debug, PartialEq)]
pub struct Definition {
    /// The name of the term: an index into [`Chapter::terms`](super::Chapter::terms).
    pub name: usize,
    /// The term.
    pub term: Vec<Inline>,
    /// Its definitions; more than one if it has several meanings.
    pub meanings: Vec<Vec<Block>>,
}
