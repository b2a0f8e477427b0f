//! What may stand beside a place in a line: sets of symbols, and kinds of what is before the place.
//!
//! A symbol is an ASCII character, [`HIGH`] for every other character, or [`END`] for the end of the line. So a set takes no room, and
//! what grammars say about characters outside of ASCII is never looked at: such a character is in a set unless none can be.

/// The symbol of a character outside of ASCII.
pub const HIGH: usize = 128;

/// The symbol of the end of the line.
pub const END: usize = 129;

/// How many symbols there are.
pub const COUNT: usize = 130;

/// A set of symbols.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Symbols {
    pub ascii: u128,
    pub high: bool,
    pub end: bool,
}

/// Letters, digits and the underscore of ASCII.
pub const WORD: u128 = LETTERS | DIGITS | bit(b'_');
pub const LETTERS: u128 = between(b'a', b'z') | between(b'A', b'Z');
pub const DIGITS: u128 = between(b'0', b'9');
pub const HEX_DIGITS: u128 = DIGITS | between(b'a', b'f') | between(b'A', b'F');
pub const SPACES: u128 = between(b'\t', b'\r') | bit(b' ');
pub const NEWLINE: u128 = bit(b'\n');

/// The set of one ASCII character.
pub const fn bit(character: u8) -> u128 {
    1 << character
}

/// The ASCII characters from one to another, both included. Empty if the second comes before the first.
pub const fn between(first: u8, last: u8) -> u128 {
    if last < first { 0 } else { (u128::MAX << first) & (u128::MAX >> (127 - last)) }
}

/// A set with the letters of both cases where it has one of them.
pub const fn both_cases(ascii: u128) -> u128 {
    let upper = ascii & between(b'A', b'Z');
    let lower = ascii & between(b'a', b'z');
    ascii | (upper << 32) | (lower >> 32)
}

impl Symbols {
    pub const NONE: Symbols = Symbols { ascii: 0, high: false, end: false };
    pub const ALL: Symbols = Symbols { ascii: u128::MAX, high: true, end: true };
    /// Every character.
    pub const CHARACTERS: Symbols = Symbols { ascii: u128::MAX, high: true, end: false };

    pub const fn of(ascii: u128, high: bool) -> Self {
        Symbols { ascii, high, end: false }
    }

    pub const fn or(self, other: Self) -> Self {
        Symbols {
            ascii: self.ascii | other.ascii,
            high: self.high || other.high,
            end: self.end || other.end,
        }
    }

    pub const fn and(self, other: Self) -> Self {
        Symbols {
            ascii: self.ascii & other.ascii,
            high: self.high && other.high,
            end: self.end && other.end,
        }
    }

    pub const fn is_empty(self) -> bool {
        self.ascii == 0 && !self.high && !self.end
    }

    pub const fn has(self, symbol: usize) -> bool {
        match symbol {
            HIGH => self.high,
            END => self.end,
            _ => self.ascii >> symbol & 1 == 1,
        }
    }
}

/// What is before a place of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// Nothing: the line begins here.
    Nothing,
    /// A letter, a digit or an underscore of ASCII.
    Word,
    /// Another character of ASCII.
    Other,
    /// A character of which nothing is known: outside of ASCII, or a line break in the middle of a line.
    Unknown,
}

impl Before {
    pub const ALL: [Before; 4] = [Before::Nothing, Before::Word, Before::Other, Before::Unknown];

    /// What is before the byte at this index.
    pub fn at(line: &[u8], index: usize) -> Before {
        match index.checked_sub(1).and_then(|before| line.get(before)) {
            None => Before::Nothing,
            Some(b'\n' | 128..) => Before::Unknown,
            Some(byte) if WORD >> *byte & 1 == 1 => Before::Word,
            Some(_) => Before::Other,
        }
    }
}

/// The symbol of the byte at this index.
pub fn symbol_at(line: &[u8], index: usize) -> usize {
    match line.get(index) {
        None => END,
        Some(byte) => usize::from(*byte).min(HIGH),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_both_cases_and_both_ends_of_a_range() {
        assert_eq!(both_cases(bit(b'k') | bit(b'Z') | bit(b'[')), {
            bit(b'k') | bit(b'K') | bit(b'z') | bit(b'Z') | bit(b'[')
        });
        assert_eq!(between(b'a', b'c'), bit(b'a') | bit(b'b') | bit(b'c'));
        assert_eq!(between(b'c', b'a'), 0);
        assert_eq!(between(0, 127), u128::MAX);
        assert!(Symbols::ALL.has(END) && Symbols::ALL.has(HIGH) && !Symbols::CHARACTERS.has(END));
    }

    #[test]
    fn a_place_knows_what_is_before_and_after_it() {
        let line = "a é\n".as_bytes();
        let before: Vec<Before> = (0..=5).map(|index| Before::at(line, index)).collect();
        let [nothing, word, other, unknown] = Before::ALL;
        assert_eq!(before, [nothing, word, other, unknown, unknown, unknown]);
        let symbols: Vec<usize> = (0..=5).map(|index| symbol_at(line, index)).collect();
        assert_eq!(symbols, [usize::from(b'a'), usize::from(b' '), HIGH, HIGH, 10, END]);
    }
}
