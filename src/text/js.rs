//! Cuts JavaScript into tokens (ECMA-262, 12), as far as it takes to tell code from texts, comments and regular
//! expressions.
//!
//! Reads any text, and never decides whether it is a valid script. A slash after a value divides; any other begins a
//! regular expression if one ends in the same line. Pure.

use std::ops::Range;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A name or a keyword.
    Word,
    /// A text in quotes, or one in backticks. Tokens of the code within the latter follow it.
    Text,
    /// A number.
    Number,
    /// A regular expression.
    Regex,
    /// An operator or a bracket.
    Sign,
}

/// A token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token<'t> {
    /// What it is.
    pub kind: Kind,
    /// The token as it is written; of a text what is between its quotes, up to the first code in it.
    pub text: &'t str,
    /// Its place, with the quotes of a text.
    pub place: Range<usize>,
    /// Whether it is the first in its line.
    pub begins_line: bool,
}

/// Operators of more than one sign, the longer first. All others count as a row of single signs.
const OPERATORS: [&str; 14] =
    ["===", "!==", "...", "==", "!=", "=>", "<=", ">=", "++", "--", "+=", "&&", "||", "??"];

/// Keywords that a value can follow.
const BEFORE_VALUES: [&str; 17] = [
    "return",
    "typeof",
    "case",
    "in",
    "of",
    "delete",
    "void",
    "throw",
    "new",
    "instanceof",
    "do",
    "else",
    "await",
    "yield",
    "default",
    "extends",
    "export",
];

/// Keywords whose round brackets are followed by a statement.
const BEFORE_STATEMENTS: [&str; 4] = ["if", "while", "for", "with"];

/// The tokens of a script, in order.
pub fn tokens(script: &str) -> Vec<Token<'_>> {
    let mut lexer = Lexer {
        script,
        at: 0,
        found: Vec::new(),
        begins_line: true,
        braces: Vec::new(),
        brackets: Vec::new(),
        closed: false,
    };
    if script.starts_with("#!") {
        lexer.at = script.find('\n').unwrap_or(script.len());
    }
    while lexer.step().is_some() {}
    lexer.found
}

struct Lexer<'t> {
    script: &'t str,
    at: usize,
    found: Vec<Token<'t>>,
    begins_line: bool,
    /// For each open brace the token of the text in backticks whose code it opens, if it opens one.
    braces: Vec<Option<usize>>,
    /// For each open round bracket whether a statement follows it.
    brackets: Vec<bool>,
    /// Whether the last closing round bracket was one that a statement follows.
    closed: bool,
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        self.script.get(self.at..).unwrap_or_default()
    }

    /// Reads one token, comment or blank; `None` at the end.
    fn step(&mut self) -> Option<()> {
        let rest = self.rest();
        let sign = rest.chars().next()?;
        match sign {
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => {
                self.begins_line = true;
                self.at += sign.len_utf8();
            }
            _ if sign.is_whitespace() || sign == '\u{feff}' => self.at += sign.len_utf8(),
            '/' if rest.starts_with("//") => self.at += rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => self.comment(rest),
            '"' | '\'' => self.text(rest, sign),
            '`' => {
                let start = self.at;
                self.push(Kind::Text, 1, rest.get(1..1).unwrap_or_default());
                self.template(self.found.len() - 1, start + 1);
            }
            '/' => match regex(rest).filter(|_| !self.is_after_value()) {
                Some(length) => self.push_whole(Kind::Regex, length),
                None => self.push_whole(Kind::Sign, 1),
            },
            _ if sign.is_ascii_digit() => {
                let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "._".contains(c)));
                self.push_whole(Kind::Number, length.unwrap_or(rest.len()));
            }
            _ if is_of_word(sign) => {
                let length = rest.find(|c: char| !is_of_word(c)).unwrap_or(rest.len());
                self.push_whole(Kind::Word, length);
            }
            _ => self.sign(rest, sign),
        }
        Some(())
    }

    fn comment(&mut self, rest: &str) {
        let length =
            rest.get(2..).and_then(|inner| inner.find("*/")).map_or(rest.len(), |end| end + 4);
        self.begins_line |= rest.get(..length).is_some_and(|comment| comment.contains('\n'));
        self.at += length;
    }

    fn push_whole(&mut self, kind: Kind, length: usize) {
        let text = self.rest().get(..length).unwrap_or_default();
        self.push(kind, length, text);
    }

    fn push(&mut self, kind: Kind, length: usize, text: &'t str) {
        let (place, begins_line) =
            (self.at..self.at + length, std::mem::take(&mut self.begins_line));
        self.found.push(Token { kind, text, place, begins_line });
        self.at += length;
    }

    /// A text in quotes, which ends with its line at the latest.
    fn text(&mut self, rest: &'t str, quote: char) {
        let mut is_escaped = false;
        let end = rest.char_indices().skip(1).find(|(_, c)| {
            let ends = !is_escaped && (*c == quote || *c == '\n');
            is_escaped = *c == '\\' && !is_escaped;
            ends
        });
        let (end, length) = match end {
            Some((end, '\n')) => (end, end),
            Some((end, _)) => (end, end + 1),
            None => (rest.len(), rest.len()),
        };
        self.push(Kind::Text, length, rest.get(1..end).unwrap_or_default());
    }

    /// Goes on in a text in backticks, whose token is `index`, to its end or to the next code in it.
    fn template(&mut self, index: usize, from: usize) {
        let rest = self.script.get(from..).unwrap_or_default();
        let mut is_escaped = false;
        let end = rest.char_indices().find(|(at, c)| {
            let opens = *c == '$' && rest.get(at + 1..).is_some_and(|rest| rest.starts_with('{'));
            let ends = !is_escaped && (*c == '`' || opens);
            is_escaped = *c == '\\' && !is_escaped;
            ends
        });
        let (length, sign) = end.unwrap_or((rest.len(), '`'));
        let stop = from + length;
        let Some(token) = self.found.get_mut(index) else { return };
        if token.place.end == from {
            token.text = rest.get(..length).unwrap_or_default();
        }
        self.at = match sign {
            '$' => {
                self.braces.push(Some(index));
                stop + 2
            }
            _ => (stop + 1).min(self.script.len()),
        };
        token.place.end = self.at;
    }

    fn sign(&mut self, rest: &'t str, sign: char) {
        match sign {
            '(' => {
                let word = self.found.last().filter(|last| last.kind == Kind::Word);
                self.brackets.push(word.is_some_and(|word| BEFORE_STATEMENTS.contains(&word.text)));
            }
            ')' => self.closed = self.brackets.pop().unwrap_or_default(),
            '{' => self.braces.push(None),
            '}' => {
                if let Some(Some(index)) = self.braces.pop() {
                    self.at += 1;
                    self.resume(index);
                    return;
                }
            }
            _ => {}
        }
        let operator = OPERATORS.iter().find(|one| rest.starts_with(**one));
        self.push_whole(Kind::Sign, operator.map_or(sign.len_utf8(), |one| one.len()));
    }

    fn resume(&mut self, index: usize) {
        let from = self.at;
        self.template(index, from);
    }

    /// Whether the last token ends a value, so that a slash divides it.
    fn is_after_value(&self) -> bool {
        let Some(last) = self.found.last() else { return false };
        match last.kind {
            Kind::Word => !BEFORE_VALUES.contains(&last.text),
            Kind::Text | Kind::Number | Kind::Regex => true,
            Kind::Sign => match last.text {
                ")" => !self.closed,
                "]" | "++" | "--" => true,
                _ => false,
            },
        }
    }
}

/// The length of the regular expression that a text begins with, if it ends in the same line.
fn regex(text: &str) -> Option<usize> {
    let (mut is_escaped, mut in_class) = (false, false);
    for (at, sign) in text.char_indices().skip(1) {
        match sign {
            '\n' => return None,
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            '/' if !in_class => {
                let rest = text.get(at + 1..).unwrap_or_default();
                let flags = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
                return Some(at + 1 + flags);
            }
            _ => {}
        }
    }
    None
}

fn is_of_word(sign: char) -> bool {
    sign.is_alphanumeric() || ['_', '$', '#', '\\'].contains(&sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tokens, texts in quotes and regular expressions between slashes.
    fn shown(script: &str) -> String {
        let one = |token: Token| match token.kind {
            Kind::Text => format!("'{}'", token.text),
            _ => token.text.to_string(),
        };
        tokens(script).into_iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn code_is_told_from_texts_and_comments() {
        for (script, expected) in [
            ("a = 'b // c'; // d\n/* e\n'f' */ g", "a = 'b // c' ; g"),
            ("\"a\\\"b\" + 'c\\'d'", "'a\\\"b' + 'c\\'d'"),
            ("'open\nx", "'open' x"),
            ("a.b === c && d => e += 1.5e3", "a . b === c && d => e += 1.5e3"),
            ("#!/usr/bin/node 'a'\nb", "b"),
            ("a /* never", "a"),
            ("", ""),
        ] {
            assert_eq!(shown(script), expected, "{script}");
        }
    }

    #[test]
    fn code_in_backticks_is_code() {
        for (script, expected) in [
            ("`a${b}c` + d", "'a' b + d"),
            ("`a${ {x: `e${f}`} }` + d", "'a' { x : 'e' f } + d"),
            ("`a\\`b\\${c}` d", "'a\\`b\\${c}' d"),
            ("`never", "'never'"),
            ("`a${never", "'a' never"),
        ] {
            assert_eq!(shown(script), expected, "{script}");
        }
        let script = "x = `a${b}c`;";
        assert_eq!(
            tokens(script).get(2).map(|token| &script[token.place.clone()]),
            Some("`a${b}c`")
        );
    }

    #[test]
    fn slashes_divide_or_begin_a_regular_expression() {
        for (script, expected) in [
            ("a = /'[/]\\//g.test(b)", "a = /'[/]\\//g . test ( b )"),
            ("a / b / c", "a / b / c"),
            ("(a) / 'b' / c", "( a ) / 'b' / c"),
            ("if (a) /'/.test(b)", "if ( a ) /'/ . test ( b )"),
            ("return /'/", "return /'/"),
            ("a[0] / 2 / 'x'", "a [ 0 ] / 2 / 'x'"),
            ("i++ / 2 / 'x'", "i ++ / 2 / 'x'"),
            ("{} / 2\n'x'", "{ } / 2 'x'"),
        ] {
            assert_eq!(shown(script), expected, "{script}");
        }
    }
}
