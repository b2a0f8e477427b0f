//! How the matches of a pattern can begin: what must be before them, and what their first character may be.
//!
//! An opening never leaves out a place where the pattern matches; it may let in places where it does not. The rules join the openings of
//! the parts of a pattern to that of the whole.

use super::symbols::{Before, END, HIGH, NEWLINE, Symbols, WORD};
use super::tree::{Look, Node, Place};

/// A set of [`Before`], one bit each. What is not known fits every set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Befores(u8);

impl Befores {
    pub const ALL: Befores = Befores(0b1111);
    pub const NOTHING: Befores = Befores(1 << Before::Nothing as u8);

    /// Those of a place that has one of these characters before it.
    pub fn one_of(characters: Symbols) -> Self {
        let word = u8::from(characters.ascii & WORD != 0) << Before::Word as u8;
        let other = u8::from(characters.ascii & !WORD != 0) << Before::Other as u8;
        Befores(word | other | 1 << Before::Unknown as u8)
    }

    /// Those of a place that has none of these characters before it.
    pub fn none_of(ascii: u128) -> Self {
        let word = u8::from(WORD & !ascii == 0) << Before::Word as u8;
        let other = u8::from(!WORD & !ascii == 0) << Before::Other as u8;
        Befores(Befores::ALL.0 & !word & !other)
    }

    fn has(self, before: Before) -> bool {
        before == Before::Unknown || self.0 >> before as u8 & 1 == 1
    }
}

/// How matches can begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The first characters of matches that take one.
    pub takes: Symbols,
    /// What may follow an empty match. Empty if there is none.
    pub passes: Symbols,
    /// The last characters of matches that take one.
    pub last: Symbols,
    /// What may be before a match.
    pub before: Befores,
    /// Whether every match begins at the edge of a word.
    pub at_edge: bool,
    /// Whether a match is one character, and of ASCII exactly those that `takes` has.
    pub is_single: bool,
}

impl Opening {
    /// Of what may match anything anywhere.
    pub const ANY: Opening = Opening {
        takes: Symbols::CHARACTERS,
        last: Symbols::CHARACTERS,
        is_single: false,
        ..Opening::assertion(Symbols::ALL)
    };

    /// Of what never matches.
    pub const NEVER: Opening = Opening::assertion(Symbols::NONE);

    /// Of what takes no character, and has one of these behind it.
    pub const fn assertion(passes: Symbols) -> Self {
        Opening {
            takes: Symbols::NONE,
            passes,
            last: Symbols::NONE,
            before: Befores::ALL,
            at_edge: false,
            is_single: false,
        }
    }

    /// Of one character out of these. `is_exact` says that of ASCII it is each of them.
    pub fn character(characters: Symbols, is_exact: bool) -> Self {
        Opening {
            takes: characters,
            last: characters,
            is_single: is_exact,
            ..Opening::assertion(Symbols::NONE)
        }
    }

    /// Of this and then another.
    pub fn then(self, next: Opening) -> Self {
        let never_takes = self.takes.is_empty();
        Opening {
            takes: self.takes.or(self.passes.and(next.takes)),
            passes: self.passes.and(next.passes),
            last: if next.passes.is_empty() { next.last } else { next.last.or(self.last) },
            before: match never_takes {
                true => Befores(self.before.0 & next.before.0),
                false => self.before,
            },
            at_edge: self.at_edge || (never_takes && next.at_edge),
            is_single: false,
        }
    }

    /// Of this or another.
    pub fn or(self, other: Opening) -> Self {
        if self.never_matches() || other.never_matches() {
            return if self.never_matches() { other } else { self };
        }
        Opening {
            takes: self.takes.or(other.takes),
            passes: self.passes.or(other.passes),
            last: self.last.or(other.last),
            before: Befores(self.before.0 | other.before.0),
            at_edge: self.at_edge && other.at_edge,
            is_single: self.is_single && other.is_single,
        }
    }

    /// Of this once or more.
    pub fn repeated(self) -> Self {
        Opening { is_single: false, ..self }
    }

    /// Of this or nothing.
    pub fn optional(self) -> Self {
        Opening { takes: self.takes, last: self.last, ..Opening::assertion(Symbols::ALL) }
    }

    /// Of a place where this matches, which takes nothing.
    pub fn ahead(self) -> Self {
        Opening {
            takes: Symbols::NONE,
            passes: self.takes.or(self.passes),
            last: Symbols::NONE,
            is_single: false,
            ..self
        }
    }

    fn never_matches(self) -> bool {
        self.takes.is_empty() && self.passes.is_empty()
    }

    /// Whether a match can begin between these.
    pub fn fits(self, before: Before, symbol: usize) -> bool {
        let at_edge = match (before, symbol) {
            (Before::Unknown, _) | (_, HIGH) => true,
            (before, END) => before == Before::Word,
            (before, ascii) => (WORD >> ascii & 1 == 1) != (before == Before::Word),
        };
        (at_edge || !self.at_edge)
            && self.before.has(before)
            && (self.takes.has(symbol) || self.passes.has(symbol))
    }
}

impl Opening {
    /// Of the matches of a part of a pattern.
    pub fn of(node: &Node) -> Self {
        match node {
            Node::Character(class) => Opening::character(class.symbols(), class.is_exact),
            Node::Sequence(nodes) => {
                let whole = nodes.iter().map(Opening::of).reduce(Opening::then);
                whole.unwrap_or(Opening::assertion(Symbols::ALL))
            }
            Node::Alternatives(nodes) => {
                nodes.iter().map(Opening::of).fold(Opening::NEVER, Opening::or)
            }
            Node::Repeat(repeat) if repeat.least == 0 => Opening::of(&repeat.node).optional(),
            Node::Repeat(repeat) => Opening::of(&repeat.node).repeated(),
            Node::Group(_, node) | Node::Atomic(node) => Opening::of(node),
            Node::Look(look, node) => Opening::of_look(*look, node),
            Node::Place(place) => Opening::of_place(*place),
            Node::Reference => Opening::ANY,
        }
    }

    fn of_place(place: Place) -> Self {
        let anywhere = Opening::assertion(Symbols::ALL);
        match place {
            Place::LineStart | Place::TextStart => Opening { before: Befores::NOTHING, ..anywhere },
            Place::LineEnd | Place::LastLineEnd => {
                Opening::assertion(Symbols { ascii: NEWLINE, high: false, end: true })
            }
            Place::TextEnd => Opening::assertion(Symbols { end: true, ..Symbols::NONE }),
            Place::WordEdge => Opening { at_edge: true, ..anywhere },
            Place::NotWordEdge => anywhere,
        }
    }

    fn of_look(look: Look, node: &Node) -> Self {
        let anywhere = Opening::assertion(Symbols::ALL);
        let alternatives = match node {
            Node::Alternatives(nodes) => nodes.as_slice(),
            node => std::slice::from_ref(node),
        };
        let alternatives = alternatives.iter().map(Opening::of);
        // The characters of ASCII that are matches by themselves. Nothing else that must not match is looked at.
        let singles = |of: &mut dyn Iterator<Item = Opening>| {
            of.filter(|one| one.is_single).fold(0, |all, one| all | one.takes.ascii)
        };
        match look {
            Look::Ahead => alternatives.fold(Opening::NEVER, Opening::or).ahead(),
            Look::NotAhead => {
                let ascii = !singles(&mut alternatives.into_iter());
                Opening::assertion(Symbols { ascii, ..Symbols::ALL })
            }
            Look::NotBehind => {
                let before = Befores::none_of(singles(&mut alternatives.into_iter()));
                Opening { before, ..anywhere }
            }
            Look::Behind => {
                let befores = alternatives.map(|one| match (one.takes, one.passes) {
                    (takes, _) if takes.is_empty() => one.before,
                    (_, passes) if passes.is_empty() => Befores::one_of(one.last),
                    _ => Befores::ALL,
                });
                let ends = befores.map(|before| Opening { before, ..anywhere });
                ends.fold(Opening::NEVER, Opening::or)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::reader::tree_of;
    use super::super::symbols::COUNT;
    use super::*;

    fn opening_of(pattern: &str) -> Opening {
        tree_of(pattern).map_or(Opening::ANY, |tree| Opening::of(&tree))
    }

    /// The characters of ASCII that a match can begin with behind a space, `E` for the end and `H` for others.
    fn begins(pattern: &str) -> String {
        let opening = opening_of(pattern);
        let fitting = (0..COUNT).filter(|symbol| opening.fits(Before::Other, *symbol));
        let name = |symbol| match symbol {
            END => 'E',
            HIGH => 'H',
            ascii => u8::try_from(ascii).map_or('?', char::from),
        };
        fitting.map(name).collect()
    }

    #[test]
    fn a_match_begins_with_what_the_pattern_says() {
        let cases = [
            ("abc|d", "ad"),
            (r"\s*=", "\t\n\u{b}\u{c}\r =H"),
            ("a?b+?c", "ab"),
            ("a{2,}b", "a"),
            ("a{,2}b", "ab"),
            ("a{b", "a"),
            ("(?:a|(b))(?#no|x)c", "ab"),
            ("(?<name>a)", "a"),
            ("(?i)k", "KkH"),
            ("(?i:k)|1", "1KkH"),
            ("(?i)a|b", "ABabH"),
            ("x(?i)a|b", "x"),
            ("(?x) # no\n a | [ b]", " ab"),
            ("$", "\nE"),
            (r"\z", "E"),
            ("[a-c&&[^b]]", "ac"),
            ("[]a]", "]a"),
            ("[a-]", "-a"),
            (r"[\]\x41\x{42}\-]", "-AB]"),
            ("[[:xdigit:]&&[:digit:]]", "0123456789H"),
            ("(?=a)[ab]", "a"),
            ("(?![^ab])[abc]", "ab"),
            (r"(?!a|\b)[ab]", "b"),
            ("\u{e9}", "H"),
        ];
        for (pattern, expected) in cases {
            let mut expected: Vec<char> = expected.chars().collect();
            let mut found: Vec<char> = begins(pattern).chars().collect();
            expected.sort_unstable();
            found.sort_unstable();
            assert_eq!(found, expected, "{pattern}");
        }
    }

    #[test]
    fn a_match_needs_what_the_pattern_looks_behind_for() {
        let letter = usize::from(b'a');
        let befores = |pattern: &str| {
            let opening = opening_of(pattern);
            Before::ALL.map(|before| opening.fits(before, letter))
        };
        let cases = [
            ("a", [true, true, true, true]),
            ("^a", [true, false, false, true]),
            (r"\Aa|^\w", [true, false, false, true]),
            ("^?a", [true, true, true, true]),
            (r"\ba", [true, false, true, true]),
            (r"\b(?:a|b)|\bc", [true, false, true, true]),
            (r"\b|a", [true, true, true, true]),
            (r"(?<=\w)a", [false, true, false, true]),
            (r"(?<=^|[.])a", [true, false, true, true]),
            (r"(?<!\w)a", [true, false, true, true]),
            (r"(?<![\w.])a", [true, false, true, true]),
            (r"(?<!\\)a", [true, true, true, true]),
            (r"(?<!ab)a", [true, true, true, true]),
        ];
        for (pattern, expected) in cases {
            assert_eq!(befores(pattern), expected, "{pattern}");
        }
    }

    #[test]
    fn what_is_not_understood_may_begin_with_anything() {
        let odd = [
            r"\Ga",
            r"a\g<1>",
            "(?~a)",
            "(?(1)a|b)",
            r"\R",
            "(?'name'a)",
            "(*FAIL)",
            "[a",
            "(a",
            "*",
        ];
        for pattern in odd {
            assert_eq!(opening_of(pattern), Opening::ANY, "{pattern}");
        }
        // The text of a group may be anything, but what follows it is a character.
        assert_eq!(begins(r"\1a").len(), COUNT - 1);
    }
}
