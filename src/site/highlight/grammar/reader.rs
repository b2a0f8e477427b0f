//! Reads a pattern in the syntax of Oniguruma as far as its openings go.
//!
//! What is rare, and what engines do not agree about, is unknown: such a pattern may match anywhere.

use super::class::Class;
use super::opening::{Befores, Opening};
use super::symbols::{NEWLINE, Symbols};

/// A part of a pattern that is not read.
#[derive(Debug)]
pub struct Unknown;

/// How the matches of a pattern can begin.
pub fn opening_of(pattern: &str) -> Opening {
    let mut reader = Reader { rest: pattern, depth: 0 };
    match reader.alternatives(Flags::default()) {
        Ok(alternatives) if reader.rest.is_empty() => any_of(alternatives),
        _ => Opening::ANY,
    }
}

/// The deepest nesting of groups that is read.
const DEEPEST: usize = 64;

/// A pattern, and how much of it is left to read.
pub struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

/// What options such as `(?i)` have switched on.
#[derive(Clone, Copy, Default)]
struct Flags {
    ignores_case: bool,
    is_spaced: bool,
    dot_is_all: bool,
}

fn any_of(alternatives: Vec<Opening>) -> Opening {
    alternatives.into_iter().fold(Opening::NEVER, Opening::or)
}

impl<'a> Reader<'a> {
    pub fn rest(&self) -> &'a str {
        self.rest
    }

    pub fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    pub fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.skip_bytes(next.len_utf8());
        Some(next)
    }

    pub fn skip_bytes(&mut self, count: usize) {
        self.rest = self.rest.get(count..).unwrap_or_default();
    }

    pub fn skip(&mut self, character: char) -> bool {
        self.skip_text(character.encode_utf8(&mut [0; 4]))
    }

    pub fn skip_text(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Reads alternatives up to the parenthesis that closes them, which stays.
    fn alternatives(&mut self, flags: Flags) -> Result<Vec<Opening>, Unknown> {
        let mut all = Vec::new();
        loop {
            self.branch(flags, &mut all)?;
            if !self.skip('|') {
                return Ok(all);
            }
        }
    }

    /// Reads one alternative into `all`.
    fn branch(&mut self, flags: Flags, all: &mut Vec<Opening>) -> Result<(), Unknown> {
        let mut whole: Option<Opening> = None;
        loop {
            if flags.is_spaced {
                self.skip_space();
            }
            match self.peek() {
                None | Some('|' | ')') => break,
                _ => {}
            }
            let next = match self.options(flags)? {
                // What switches options on also has the alternatives behind it.
                Some(flags) => any_of(self.alternatives(flags)?),
                None => {
                    let piece = self.piece(flags)?;
                    self.quantified(piece, flags)?
                }
            };
            whole = Some(whole.map_or(next, |before| before.then(next)));
        }
        all.push(whole.unwrap_or(Opening::assertion(Symbols::ALL)));
        Ok(())
    }

    fn skip_space(&mut self) {
        loop {
            let trimmed = self.rest.trim_start_matches([' ', '\t', '\n', '\r', '\u{b}', '\u{c}']);
            let after = match trimmed.strip_prefix('#') {
                Some(comment) => comment.split_once('\n').map_or("", |(_, after)| after),
                None => trimmed,
            };
            if after.len() == self.rest.len() {
                return;
            }
            self.rest = after;
        }
    }

    /// Reads `(?i)` and the like, which have no body.
    fn options(&mut self, flags: Flags) -> Result<Option<Flags>, Unknown> {
        let Some(inside) = self.rest.strip_prefix("(?") else { return Ok(None) };
        let Some((letters, _)) = inside.split_once(')') else { return Err(Unknown) };
        if letters.is_empty() || !letters.chars().all(|one| one.is_ascii_alphabetic() || one == '-')
        {
            return Ok(None);
        }
        let flags = flags.with(letters)?;
        self.skip_bytes(letters.len() + 3);
        Ok(Some(flags))
    }

    /// Reads what a quantifier can stand behind.
    fn piece(&mut self, flags: Flags) -> Result<Opening, Unknown> {
        Ok(match self.next().ok_or(Unknown)? {
            '(' => return self.group(flags),
            '[' => {
                let class = self.class(flags.ignores_case)?;
                Opening::character(class.symbols(), class.is_exact)
            }
            '.' => {
                let newline = if flags.dot_is_all { 0 } else { NEWLINE };
                Opening::character(Symbols::of(!newline, true), true)
            }
            '^' => Opening { before: Befores::NOTHING, ..Opening::assertion(Symbols::ALL) },
            '$' => Opening::assertion(LINE_END),
            '\\' => return self.escape(flags),
            // Engines do not agree about a quantifier behind nothing.
            '*' | '+' | '?' => return Err(Unknown),
            character => literal(character, flags),
        })
    }

    /// Reads the quantifiers behind a piece.
    fn quantified(&mut self, mut piece: Opening, flags: Flags) -> Result<Opening, Unknown> {
        loop {
            if flags.is_spaced {
                self.skip_space();
            }
            let is_interval = self.peek() == Some('{');
            let is_optional = match self.peek() {
                Some('*' | '?') => true,
                Some('+') => false,
                Some('{') => match self.interval() {
                    Some(least) => least == 0,
                    None => return Ok(piece),
                },
                _ => return Ok(piece),
            };
            piece = if is_optional { piece.optional() } else { piece.repeated() };
            self.next();
            // A quantifier that is lazy or possessive matches at the same places. Behind an interval these characters may be quantifiers
            // of their own.
            if !is_interval && matches!(self.peek(), Some('?' | '+')) {
                self.next();
            }
        }
    }

    /// Reads `{2,3}` up to its closing brace, which stays: its smaller number. A brace that begins no interval is a character.
    fn interval(&mut self) -> Option<u32> {
        let (inside, _) = self.rest.strip_prefix('{')?.split_once('}')?;
        let (least, most) = inside.split_once(',').unwrap_or((inside, inside));
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(least) || !is_number(most) || (least.is_empty() && most.is_empty()) {
            return None;
        }
        // Limits in the wrong order are swapped by some engines.
        let number = |text: &str| text.parse::<u32>().unwrap_or(u32::MAX);
        let least = if least.is_empty() { 0 } else { number(least).min(number(most)) };
        self.skip_bytes(inside.len() + 1);
        Some(least)
    }

    /// Reads a group from behind its parenthesis.
    fn group(&mut self, flags: Flags) -> Result<Opening, Unknown> {
        self.depth += 1;
        if self.depth > DEEPEST || self.peek() == Some('*') {
            return Err(Unknown);
        }
        let group = self.kind_of_group(flags)?;
        if !self.skip(')') {
            return Err(Unknown);
        }
        self.depth -= 1;
        Ok(group)
    }

    fn kind_of_group(&mut self, flags: Flags) -> Result<Opening, Unknown> {
        if !self.skip('?') {
            return Ok(any_of(self.alternatives(flags)?));
        }
        if self.skip('#') {
            let (comment, _) = self.rest.split_once(')').ok_or(Unknown)?;
            if comment.contains('\\') {
                return Err(Unknown);
            }
            self.skip_bytes(comment.len());
            return Ok(Opening::assertion(Symbols::ALL));
        }
        if self.skip('=') {
            return Ok(any_of(self.alternatives(flags)?).ahead());
        }
        if self.skip('!') {
            return Ok(not_ahead(&self.alternatives(flags)?));
        }
        if self.skip_text("<=") {
            return Ok(behind(&self.alternatives(flags)?));
        }
        if self.skip_text("<!") {
            return Ok(not_behind(&self.alternatives(flags)?));
        }
        if self.skip('<') {
            let (name, _) = self.rest.split_once('>').ok_or(Unknown)?;
            self.skip_bytes(name.len() + 1);
            return Ok(any_of(self.alternatives(flags)?));
        }
        if self.skip(':') || self.skip('>') {
            return Ok(any_of(self.alternatives(flags)?));
        }
        let (letters, _) = self.rest.split_once(':').ok_or(Unknown)?;
        let flags = flags.with(letters)?;
        self.skip_bytes(letters.len() + 1);
        Ok(any_of(self.alternatives(flags)?))
    }

    /// Reads an escape outside of a class, from behind its backslash.
    fn escape(&mut self, flags: Flags) -> Result<Opening, Unknown> {
        let letter = self.next().ok_or(Unknown)?;
        if let Some(class) = Class::of_escape(letter) {
            return Ok(Opening::character(class.symbols(), class.is_exact));
        }
        Ok(match letter {
            'b' => Opening { at_edge: true, ..Opening::assertion(Symbols::ALL) },
            'B' => Opening::assertion(Symbols::ALL),
            'A' => Opening { before: Befores::NOTHING, ..Opening::assertion(Symbols::ALL) },
            'Z' => Opening::assertion(LINE_END),
            'z' => Opening::assertion(Symbols { end: true, ..Symbols::NONE }),
            'p' | 'P' => {
                let class = self.property(letter == 'P')?;
                Opening::character(class.symbols(), class.is_exact)
            }
            'N' => Opening::character(Symbols::of(!NEWLINE, true), true),
            'O' => Opening::character(Symbols::CHARACTERS, true),
            // What a group has matched before, whatever it is.
            '1'..='9' => {
                let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
                self.skip_bytes(digits);
                Opening::ANY
            }
            _ => literal(self.escaped(letter)?, flags),
        })
    }

    /// The character that an escape with this letter stands for, in a class or outside of one.
    pub fn escaped(&mut self, letter: char) -> Result<char, Unknown> {
        Ok(match letter {
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            'f' => '\u{c}',
            'v' => '\u{b}',
            'a' => '\u{7}',
            'e' => '\u{1b}',
            'x' if self.peek() == Some('{') => {
                let (digits, _) = self.rest.split_once('}').ok_or(Unknown)?;
                self.skip_bytes(digits.len() + 1);
                character(digits.trim_start_matches('{'))?
            }
            'x' => self.code(2)?,
            'u' => self.code(4)?,
            letter if letter.is_ascii_alphanumeric() => return Err(Unknown),
            other => other,
        })
    }

    /// Reads a code of so many hexadecimal digits. A byte that is not of ASCII may be a part of a character.
    fn code(&mut self, digits: usize) -> Result<char, Unknown> {
        let code = self.rest.get(..digits).ok_or(Unknown)?;
        self.skip_bytes(digits);
        character(code)
    }
}

fn character(hexadecimal: &str) -> Result<char, Unknown> {
    if !hexadecimal.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Unknown);
    }
    let code = u32::from_str_radix(hexadecimal, 16).map_err(|_| Unknown)?;
    char::from_u32(code).ok_or(Unknown)
}

/// A line break, or the end behind it.
const LINE_END: Symbols = Symbols { ascii: NEWLINE, high: false, end: true };

fn literal(character: char, flags: Flags) -> Opening {
    let class = Class::character(character, flags.ignores_case);
    Opening::character(class.symbols(), class.is_exact)
}

/// Of a place where none of these matches. Only what is one character is looked at.
fn not_ahead(alternatives: &[Opening]) -> Opening {
    Opening::assertion(Symbols { ascii: !singles(alternatives), ..Symbols::ALL })
}

/// Of a place that one of these ends at.
fn behind(alternatives: &[Opening]) -> Opening {
    let place = Opening::assertion(Symbols::ALL);
    let ends = alternatives.iter().map(|one| Opening {
        before: match (one.takes.is_empty(), one.passes.is_empty()) {
            (true, _) => one.before,
            (false, true) => Befores::one_of(one.last),
            (false, false) => Befores::ALL,
        },
        ..place
    });
    any_of(ends.collect())
}

/// Of a place that none of these ends at.
fn not_behind(alternatives: &[Opening]) -> Opening {
    let before = Befores::none_of(singles(alternatives));
    Opening { before, ..Opening::assertion(Symbols::ALL) }
}

/// The characters of ASCII that are matches of these by themselves.
fn singles(alternatives: &[Opening]) -> u128 {
    let single = alternatives.iter().filter(|one| one.is_single);
    single.fold(0, |all, one| all | one.takes.ascii)
}

impl Flags {
    /// With the options of `i-x` and the like.
    fn with(mut self, letters: &str) -> Result<Self, Unknown> {
        let mut is_on = true;
        for letter in letters.chars() {
            match letter {
                '-' => is_on = false,
                'i' => self.ignores_case = is_on,
                'x' => self.is_spaced = is_on,
                'm' => self.dot_is_all = is_on,
                _ => return Err(Unknown),
            }
        }
        Ok(self)
    }
}
