//! A pattern as a tree, as far as it can be read.

use super::class::Class;

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// One character.
    Character(Class),
    Sequence(Vec<Node>),
    Alternatives(Vec<Node>),
    Repeat(Box<Repeat>),
    /// A group with a number.
    Group(usize, Box<Node>),
    /// A group that is not gone back into.
    Atomic(Box<Node>),
    Look(Look, Box<Node>),
    Place(Place),
    /// The text of a group, or what stands for it in a pattern that is not known yet.
    Reference,
}

/// A repeated part.
#[derive(Clone, Debug, PartialEq)]
pub struct Repeat {
    pub node: Node,
    pub least: u32,
    /// `None` if there is no limit.
    pub most: Option<u32>,
    pub kind: Kind,
}

/// How a repetition goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Greedy,
    Lazy,
    Possessive,
    /// Engines do not agree how.
    Unclear,
}

/// What is looked for without being taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Ahead,
    NotAhead,
    Behind,
    NotBehind,
}

/// What a place must be like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    LineStart,
    LineEnd,
    TextStart,
    /// The end, or a line break before it.
    LastLineEnd,
    TextEnd,
    WordEdge,
    NotWordEdge,
}

impl Node {
    /// How many characters every match has, if it is the same number for all.
    pub fn length(&self) -> Option<usize> {
        match self {
            Node::Character(_) => Some(1),
            Node::Sequence(nodes) => nodes.iter().map(Node::length).sum(),
            Node::Alternatives(nodes) => {
                let mut lengths = nodes.iter().map(Node::length);
                let first = lengths.next()??;
                lengths.all(|length| length == Some(first)).then_some(first)
            }
            Node::Repeat(repeat) => {
                let same = repeat.most == Some(repeat.least);
                let count = usize::try_from(repeat.least).ok().filter(|_| same)?;
                repeat.node.length()?.checked_mul(count)
            }
            Node::Group(_, node) | Node::Atomic(node) => node.length(),
            Node::Look(..) | Node::Place(_) => Some(0),
            Node::Reference => None,
        }
    }

    /// Whether a match may take nothing.
    pub fn may_be_empty(&self) -> bool {
        match self {
            Node::Character(_) => false,
            Node::Sequence(nodes) => nodes.iter().all(Node::may_be_empty),
            Node::Alternatives(nodes) => nodes.iter().any(Node::may_be_empty),
            Node::Repeat(repeat) => repeat.least == 0 || repeat.node.may_be_empty(),
            Node::Group(_, node) | Node::Atomic(node) => node.may_be_empty(),
            Node::Look(..) | Node::Place(_) | Node::Reference => true,
        }
    }
}
