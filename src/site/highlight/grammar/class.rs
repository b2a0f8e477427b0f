//! Reads the character classes of patterns, such as `[^\w.]`.

use super::reader::{Reader, Unknown};
use super::symbols::{
    DIGITS, HEX_DIGITS, LETTERS, SPACES, Symbols, WORD, between, bit, both_cases,
};

/// The characters of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Class {
    pub ascii: u128,
    pub high: bool,
    /// Whether `ascii` is exactly what the class has of ASCII, and not only more.
    pub is_exact: bool,
}

/// Signs of ASCII that are symbols and not punctuation.
const SYMBOLS: u128 =
    bit(b'$') | bit(b'+') | between(b'<', b'>') | bit(b'^') | bit(b'`') | bit(b'|') | bit(b'~');

/// What an item of a class is: a range can begin and end with a character only.
enum Item {
    Character(char),
    Class(Class),
}

impl Class {
    const NONE: Class = Class { ascii: 0, high: false, is_exact: true };
    /// What nothing is known of.
    const ANY: Class = Class { ascii: u128::MAX, high: true, is_exact: false };

    /// Every character but these.
    pub fn all_but(ascii: u128) -> Self {
        Class { ascii: !ascii, high: true, is_exact: true }
    }

    pub fn symbols(self) -> Symbols {
        Symbols::of(self.ascii, self.high)
    }

    /// One character, as it is matched. In case-insensitive patterns some characters match those of ASCII, and the reverse, alone or two
    /// for one: `k` matches the sign of Kelvin and `ss` the German letter.
    pub fn character(character: char, ignores_case: bool) -> Self {
        match u8::try_from(character) {
            Ok(byte) if byte < 128 && !ignores_case => {
                Class { ascii: bit(byte), high: false, is_exact: true }
            }
            Ok(byte) if byte < 128 => {
                let is_letter = byte.is_ascii_alphabetic();
                Class { ascii: both_cases(bit(byte)), high: is_letter, is_exact: true }
            }
            _ if ignores_case => Class { ascii: LETTERS, high: true, is_exact: false },
            _ => Class { ascii: 0, high: true, is_exact: true },
        }
    }

    /// The class that an escape such as `\w` stands for.
    pub fn of_escape(letter: char) -> Option<Self> {
        let ascii = match letter.to_ascii_lowercase() {
            'w' => WORD,
            'd' => DIGITS,
            's' => SPACES,
            // The only one that has nothing outside of ASCII.
            'h' => HEX_DIGITS,
            _ => return None,
        };
        let class = Class { ascii, high: letter != 'h', is_exact: true };
        Some(if letter.is_ascii_uppercase() { class.negated() } else { class })
    }

    /// The class with this name, as in `[[:alpha:]]` and `\p{Alpha}`. Where case is ignored, one of the cases may be both.
    fn named(name: &str, ignores_case: bool) -> Self {
        let (ascii, is_exact) = match name.to_ascii_lowercase().as_str() {
            "word" => (WORD, true),
            "digit" | "nd" | "n" => (DIGITS, true),
            "space" => (SPACES, true),
            "xdigit" => (HEX_DIGITS, true),
            "alnum" => (LETTERS | DIGITS, true),
            "alpha" | "l" | "letter" => (LETTERS, true),
            "upper" | "lower" | "lu" | "ll" if ignores_case => (LETTERS, false),
            "upper" | "lu" => (between(b'A', b'Z'), true),
            "lower" | "ll" => (between(b'a', b'z'), true),
            "blank" => (bit(b' ') | bit(b'\t'), true),
            "pc" => (bit(b'_'), true),
            // None of these is in ASCII: letters of title case, other letters and numbers, marks.
            "lt" | "lm" | "lo" | "nl" | "no" | "m" | "mn" | "mc" | "me" => (0, true),
            "s" => (SYMBOLS, true),
            "ascii" => return Class { ascii: u128::MAX, high: false, is_exact: true },
            "punct" | "p" => (between(b'!', b'~') & !LETTERS & !DIGITS, false),
            _ => return Class::ANY,
        };
        Class { ascii, high: true, is_exact }
    }

    fn negated(self) -> Self {
        if !self.is_exact {
            return Class::ANY;
        }
        Class { ascii: !self.ascii, high: true, is_exact: true }
    }

    pub fn or(self, other: Class) -> Self {
        Class {
            ascii: self.ascii | other.ascii,
            high: self.high || other.high,
            is_exact: self.is_exact && other.is_exact,
        }
    }

    fn and(self, other: Class) -> Self {
        Class {
            ascii: self.ascii & other.ascii,
            high: self.high && other.high,
            is_exact: self.is_exact && other.is_exact,
        }
    }

    /// From one character to another, both included.
    fn range(first: char, last: char, ignores_case: bool) -> Result<Self, Unknown> {
        if last < first {
            return Err(Unknown);
        }
        let byte = |character: char| u8::try_from(character).unwrap_or(127).min(127);
        let ascii = if first.is_ascii() { between(byte(first), byte(last)) } else { 0 };
        let class = Class { ascii, high: !last.is_ascii(), is_exact: true };
        if !ignores_case {
            return Ok(class);
        }
        let ascii = both_cases(ascii) | if class.high { LETTERS } else { 0 };
        let high = class.high || ascii & LETTERS != 0;
        Ok(Class { ascii, high, is_exact: !class.high })
    }
}

impl Reader<'_> {
    /// Reads a class, from behind its opening bracket to its closing one.
    pub fn class(&mut self, ignores_case: bool) -> Result<Class, Unknown> {
        let is_negated = self.skip('^');
        let (mut class, mut all) = (Class::NONE, None::<Class>);
        // A bracket that would close an empty class is a member of it.
        let mut is_first = true;
        loop {
            if self.skip_text("&&") {
                all = Some(all.map_or(class, |before| before.and(class)));
                class = Class::NONE;
                is_first = false;
                continue;
            }
            match self.next().ok_or(Unknown)? {
                ']' if !is_first => break,
                character => class = class.or(self.item(character, ignores_case)?),
            }
            is_first = false;
        }
        let class = all.map_or(class, |before| before.and(class));
        Ok(if is_negated { class.negated() } else { class })
    }

    /// Reads what begins with this character: a range, a character or a class within the class.
    fn item(&mut self, first: char, ignores_case: bool) -> Result<Class, Unknown> {
        let first = match self.member(first, ignores_case)? {
            Item::Character(character) => character,
            Item::Class(class) => return Ok(class),
        };
        // A hyphen before the bracket that closes is a member.
        if self.peek() != Some('-') || self.rest().starts_with("-]") {
            return Ok(Class::character(first, ignores_case));
        }
        if first == '-' {
            return Err(Unknown);
        }
        self.next();
        let second = self.next().ok_or(Unknown)?;
        match self.member(second, ignores_case)? {
            Item::Character(last) => Class::range(first, last, ignores_case),
            // Such as `a-\w`, which engines do not agree about.
            Item::Class(_) => Err(Unknown),
        }
    }

    fn member(&mut self, first: char, ignores_case: bool) -> Result<Item, Unknown> {
        match first {
            '[' if self.peek() == Some(':') => self.posix(ignores_case).map(Item::Class),
            '[' => self.class(ignores_case).map(Item::Class),
            '\\' => {
                let letter = self.next().ok_or(Unknown)?;
                match Class::of_escape(letter) {
                    Some(class) => Ok(Item::Class(class)),
                    None if matches!(letter, 'p' | 'P') => {
                        self.property(letter == 'P', ignores_case).map(Item::Class)
                    }
                    // A backspace, and not the edge of a word.
                    None if letter == 'b' => Ok(Item::Character('\u{8}')),
                    None => self.escaped(letter).map(Item::Character),
                }
            }
            character => Ok(Item::Character(character)),
        }
    }

    /// Reads `[:name:]` from its first colon.
    fn posix(&mut self, ignores_case: bool) -> Result<Class, Unknown> {
        let (name, _) = self.rest().split_once(":]").ok_or(Unknown)?;
        let name = name.strip_prefix(':').ok_or(Unknown)?;
        if !name.chars().all(|one| one.is_ascii_alphabetic() || one == '^') {
            return Err(Unknown);
        }
        self.skip_bytes(name.len() + 3);
        Ok(match name.strip_prefix('^') {
            Some(name) => Class::named(name, ignores_case).negated(),
            None => Class::named(name, ignores_case),
        })
    }

    /// Reads `{Name}` of a property.
    pub fn property(&mut self, is_negated: bool, ignores_case: bool) -> Result<Class, Unknown> {
        let (name, _) = self.rest().split_once('}').ok_or(Unknown)?;
        let name = name.strip_prefix('{').ok_or(Unknown)?;
        self.skip_bytes(name.len() + 2);
        let (name, is_negated) = match name.strip_prefix('^') {
            Some(name) => (name, !is_negated),
            None => (name, is_negated),
        };
        let class = Class::named(name, ignores_case);
        Ok(if is_negated { class.negated() } else { class })
    }
}
