//! Reads a pattern in the syntax of Oniguruma.
//!
//! What is rare, and what engines do not agree about, is unknown: such a pattern may match anywhere.

use super::class::Class;
use super::symbols::NEWLINE;
use super::tree::{Kind, Look, Node, Place, Repeat};

/// A part of a pattern that is not read.
#[derive(Debug)]
pub struct Unknown;

/// The tree of a pattern. `None` if it is not understood.
pub fn tree_of(pattern: &str) -> Option<Node> {
    let mut reader = Reader { rest: pattern, depth: 0, groups: 0 };
    let tree = reader.alternatives(Flags::default()).ok()?;
    reader.rest.is_empty().then_some(tree)
}

/// The deepest nesting of groups that is read.
const DEEPEST: usize = 64;

/// A pattern, and how much of it is left to read.
pub struct Reader<'a> {
    rest: &'a str,
    depth: usize,
    /// How many groups with numbers have begun.
    groups: usize,
}

/// What options such as `(?i)` have switched on.
#[derive(Clone, Copy, Default)]
struct Flags {
    ignores_case: bool,
    is_spaced: bool,
    dot_is_all: bool,
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
    fn alternatives(&mut self, flags: Flags) -> Result<Node, Unknown> {
        let first = self.alternative(flags)?;
        if self.peek() != Some('|') {
            return Ok(first);
        }
        let mut all = vec![first];
        while self.skip('|') {
            all.push(self.alternative(flags)?);
        }
        Ok(Node::Alternatives(all))
    }

    fn alternative(&mut self, flags: Flags) -> Result<Node, Unknown> {
        let mut nodes = Vec::new();
        loop {
            if flags.is_spaced {
                self.skip_space();
            }
            match self.peek() {
                None | Some('|' | ')') => break,
                _ => {}
            }
            nodes.push(match self.options(flags)? {
                // What switches options on also has the alternatives behind it.
                Some(flags) => self.alternatives(flags)?,
                None => {
                    let piece = self.piece(flags)?;
                    self.quantified(piece, flags)?
                }
            });
        }
        if let [_] = nodes.as_slice() {
            return nodes.pop().ok_or(Unknown);
        }
        Ok(Node::Sequence(nodes))
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
    fn piece(&mut self, flags: Flags) -> Result<Node, Unknown> {
        Ok(match self.next().ok_or(Unknown)? {
            '(' => return self.group(flags),
            '[' => Node::Character(self.class(flags.ignores_case)?),
            '.' => Node::Character(Class::all_but(if flags.dot_is_all { 0 } else { NEWLINE })),
            '^' => Node::Place(Place::LineStart),
            '$' => Node::Place(Place::LineEnd),
            '\\' => return self.escape(flags),
            // Engines do not agree about a quantifier behind nothing.
            '*' | '+' | '?' => return Err(Unknown),
            character => Node::Character(Class::character(character, flags.ignores_case)),
        })
    }

    /// Reads the quantifiers behind a piece.
    fn quantified(&mut self, mut node: Node, flags: Flags) -> Result<Node, Unknown> {
        let mut is_repeated = false;
        loop {
            if flags.is_spaced {
                self.skip_space();
            }
            let (least, most) = match self.peek() {
                Some('*') => (0, None),
                Some('+') => (1, None),
                Some('?') => (0, Some(1)),
                Some('{') => match self.interval() {
                    Some(limits) => limits,
                    None => return Ok(node),
                },
                _ => return Ok(node),
            };
            let is_interval = self.next() == Some('}');
            let kind = match self.peek() {
                Some('?') => Kind::Lazy,
                Some('+') => Kind::Possessive,
                _ => Kind::Greedy,
            };
            if kind != Kind::Greedy {
                self.next();
            }
            let is_unclear = is_repeated || (is_interval && kind != Kind::Greedy);
            // Behind `{2}` a question mark makes the whole optional.
            let least = if is_interval && kind == Kind::Lazy { 0 } else { least };
            let kind = if is_unclear { Kind::Unclear } else { kind };
            node = Node::Repeat(Box::new(Repeat { node, least, most, kind }));
            is_repeated = true;
        }
    }

    /// Reads `{2,3}` up to its closing brace, which stays: its limits. A brace that begins no interval is a character.
    fn interval(&mut self) -> Option<(u32, Option<u32>)> {
        let (inside, _) = self.rest.strip_prefix('{')?.split_once('}')?;
        let (least, most) = inside.split_once(',').unwrap_or((inside, inside));
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(least) || !is_number(most) || (least.is_empty() && most.is_empty()) {
            return None;
        }
        let number = |text: &str| text.parse::<u32>().ok();
        let limits = match (least.is_empty(), most.is_empty()) {
            (_, true) => (number(least)?, None),
            (true, _) => (0, Some(number(most)?)),
            _ => (number(least)?, Some(number(most)?)),
        };
        self.skip_bytes(inside.len() + 1);
        Some(limits)
    }

    /// Reads a group from behind its parenthesis.
    fn group(&mut self, flags: Flags) -> Result<Node, Unknown> {
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

    fn kind_of_group(&mut self, flags: Flags) -> Result<Node, Unknown> {
        if !self.skip('?') {
            self.groups += 1;
            let number = self.groups;
            return Ok(Node::Group(number, Box::new(self.alternatives(flags)?)));
        }
        if self.skip('#') {
            return self.comment();
        }
        let looks = [
            ("=", Look::Ahead),
            ("!", Look::NotAhead),
            ("<=", Look::Behind),
            ("<!", Look::NotBehind),
        ];
        for (sign, look) in looks {
            if self.skip_text(sign) {
                return Ok(Node::Look(look, Box::new(self.alternatives(flags)?)));
            }
        }
        if self.skip('<') {
            let (name, _) = self.rest.split_once('>').ok_or(Unknown)?;
            self.skip_bytes(name.len() + 1);
            let node = self.alternatives(flags)?;
            // Which number it has is a matter of options.
            let kind = Kind::Unclear;
            return Ok(Node::Repeat(Box::new(Repeat { node, least: 1, most: Some(1), kind })));
        }
        if self.skip(':') {
            return self.alternatives(flags);
        }
        if self.skip('>') {
            return Ok(Node::Atomic(Box::new(self.alternatives(flags)?)));
        }
        let (letters, _) = self.rest.split_once(':').ok_or(Unknown)?;
        let flags = flags.with(letters)?;
        self.skip_bytes(letters.len() + 1);
        self.alternatives(flags)
    }

    /// Reads `(?#…)` up to its parenthesis. A quantifier behind it would belong to what is before it.
    fn comment(&mut self) -> Result<Node, Unknown> {
        let (comment, behind) = self.rest.split_once(')').ok_or(Unknown)?;
        if comment.contains('\\') || behind.trim_start().starts_with(['*', '+', '?', '{', '#']) {
            return Err(Unknown);
        }
        self.skip_bytes(comment.len());
        Ok(Node::Sequence(Vec::new()))
    }

    /// Reads an escape outside of a class, from behind its backslash.
    fn escape(&mut self, flags: Flags) -> Result<Node, Unknown> {
        let letter = self.next().ok_or(Unknown)?;
        if let Some(class) = Class::of_escape(letter) {
            return Ok(Node::Character(class));
        }
        Ok(match letter {
            'b' => Node::Place(Place::WordEdge),
            'B' => Node::Place(Place::NotWordEdge),
            'A' => Node::Place(Place::TextStart),
            'Z' => Node::Place(Place::LastLineEnd),
            'z' => Node::Place(Place::TextEnd),
            'p' | 'P' => Node::Character(self.property(letter == 'P', flags.ignores_case)?),
            'N' => Node::Character(Class::all_but(NEWLINE)),
            'O' => Node::Character(Class::all_but(0)),
            '1'..='9' => {
                let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
                self.skip_bytes(digits);
                Node::Reference
            }
            _ => Node::Character(Class::character(self.escaped(letter)?, flags.ignores_case)),
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
