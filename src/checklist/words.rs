//! The words and signs of a text.
//!
//! Owns how a text is taken apart, and when two words are the same in another form. Knows nothing of texts as a whole.

use super::change::Change;
use super::language::Language;
use super::spelling::{LONGEST, SPELT, is_short_for, spelling};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// From how many equal signs of ASCII on they are a line.
const RULE: usize = 5;

/// A word, a number or a sign of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// As it is written, in lower case and without accents.
    pub(super) text: String,
    stem: String,
    kind: Kind,
    /// Whether it is written like a name: with a capital letter within a sentence.
    pub(super) is_name: bool,
    /// Whether it stands in brackets, or after the first sentence.
    pub(super) is_aside: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Letters alone.
    Letters,
    /// With a digit.
    Number,
    /// With a sign: `c++`, `-x`, `<`, an emoji.
    Sign,
}

/// The words of a normalised text.
pub(super) fn words(text: &str, language: &Language) -> Vec<Word> {
    let mut words = Vec::new();
    each_word(text, language, &mut |piece| words.push(Word::of(piece, language)));
    words
}

/// The words of a normalised text, each as [`Word::text`] has it.
pub(super) fn texts(text: &str, language: &Language) -> Vec<String> {
    let mut texts = Vec::new();
    each_word(text, language, &mut |piece| texts.push(fold(piece)));
    texts
}

fn each_word(text: &str, language: &Language, each: &mut dyn FnMut(&str)) {
    for run in text.split_whitespace() {
        pieces(run, &mut |piece| match language.in_full(piece) {
            Some(full) => full.iter().for_each(|one| each(one)),
            None => each(piece),
        });
    }
}

/// The words of a normalised text as one text, in which what no edit changes by itself is left out: punctuation, quotes, dashes.
pub(super) fn bare(text: &str) -> String {
    // Most are plain words, each a space apart.
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b' ';
    if text.bytes().all(is_plain) && !text.contains("  ") {
        return text.trim().to_string();
    }
    let mut bare = String::with_capacity(text.len());
    for run in text.split_whitespace() {
        pieces(run, &mut |piece| {
            if !bare.is_empty() {
                bare.push(' ');
            }
            bare.push_str(piece);
        });
    }
    bare
}

/// The words of a text in lower case, as [`Word::text`] has them.
pub(super) fn folded(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for run in text.split_whitespace() {
        pieces(run, &mut |piece| words.push(fold(piece)));
    }
    words
}

/// Lower case without the marks that writers leave away.
pub(super) fn fold(piece: &str) -> String {
    match piece.is_ascii() {
        true => piece.replace('\'', ""),
        false => piece.nfd().filter(|c| !is_left_away(*c)).nfc().collect(),
    }
}

/// Calls `each` with the words and signs of a text without white space.
pub(super) fn pieces(run: &str, each: &mut dyn FnMut(&str)) {
    // Most are one word of plain letters.
    if run.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return each(run);
    }
    let mut start = None;
    let chars: Vec<(usize, char)> = run.char_indices().collect();
    let at = |index: usize| chars.get(index).map(|(_, c)| *c);
    let place = |index: usize| chars.get(index).map_or(run.len(), |(place, _)| *place);
    let mut index = 0;
    while let Some(c) = at(index) {
        let before = index.checked_sub(1).and_then(at);
        let after = at(index + 1);
        let belongs = belongs(before, c, after);
        if belongs && start.is_none() {
            start = Some(place(index));
        }
        if !belongs {
            let end = place(index);
            start.take().and_then(|start| run.get(start..end)).into_iter().for_each(&mut *each);
            if is_sign(c) {
                let length = (index..).take_while(|one| at(*one).is_some_and(is_sign)).count();
                let signs = run.get(end..place(index + length)).filter(|signs| !is_rule(signs));
                signs.into_iter().for_each(&mut *each);
                index += length;
                continue;
            }
        } else if writes_no_spaces(c) {
            let end = place(index + 1);
            start.take().and_then(|start| run.get(start..end)).into_iter().for_each(&mut *each);
        }
        index += 1;
    }
    start.and_then(|start| run.get(start..)).into_iter().for_each(&mut *each);
}

/// Whether a character is a part of a word, given its neighbours.
fn belongs(before: Option<char>, c: char, after: Option<char>) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    match c {
        // A sign in front: of an option, an amount, a tag, a name, `.net`.
        '-' | '+' | '#' | '@' | '$' | '~' if before.is_none_or(opens) => {
            letter(after) || after == Some(c)
        }
        '.' | '!' if before.is_none_or(opens) => after.is_some_and(char::is_alphabetic),
        '-' => before == Some('-') && letter(after),
        // A sign behind, as in `c++`, `c#` and `a*`.
        '*' | '♯' | '♭' => letter(before) && !letter(after),
        '+' | '#' => letter(before) || before == Some('+'),
        '.' | ',' | ':' | '/' => digit(before) && digit(after),
        '\'' => letter(before) && letter(after),
        _ => c.is_alphanumeric() || is_combining_mark(c) || is_unseen(c),
    }
}

/// Whether a word may begin after a character.
fn opens(c: char) -> bool {
    matches!(
        c,
        '(' | '[' | '{' | '"' | '\'' | '\u{201c}' | '\u{2018}' | '\u{201e}' | '\u{ab}' | ':' | '='
    )
}

/// Marks that join letters or break lines, and stand within a word.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200C}' | '\u{200D}')
}

/// Whether a character says something by itself. Punctuation, quotes, brackets and dashes do not.
fn is_sign(c: char) -> bool {
    match c {
        '<' | '>' | '=' | '+' | '&' | '%' | '^' | '$' | '~' | '\\' | '|' | '*' => true,
        c if c.is_ascii() || c.is_alphanumeric() || is_combining_mark(c) || is_unseen(c) => false,
        c => !is_punctuation(c),
    }
}

/// Whether signs are drawn as a line rather than said.
fn is_rule(signs: &str) -> bool {
    signs.len() >= RULE && signs.bytes().all(|sign| signs.bytes().next() == Some(sign))
}

/// Punctuation beyond ASCII, by its blocks and the marks of scripts that have their own.
fn is_punctuation(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c,
            '\u{A1}' | '\u{A7}' | '\u{AB}' | '\u{B6}' | '\u{B7}' | '\u{BB}' | '\u{BF}'
            | '\u{2010}'..='\u{2029}' | '\u{2032}'..='\u{203A}' | '\u{203C}'..='\u{2043}' | '\u{2045}'..='\u{2051}' | '\u{2053}'..='\u{205E}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301F}'
            | '\u{30FB}' | '\u{FE0F}' | '\u{589}' | '\u{5BE}' | '\u{5C0}' | '\u{5C3}' | '\u{5F3}' | '\u{5F4}'
            | '\u{60C}' | '\u{61B}' | '\u{61F}' | '\u{66A}'..='\u{66D}' | '\u{6D4}' | '\u{964}' | '\u{965}')
}

/// Han, kana, Thai, Lao, Myanmar, Khmer and Tibetan: each character stands for a word.
pub(super) fn writes_no_spaces(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0FFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

impl Word {
    fn of(piece: &str, language: &Language) -> Self {
        let text = fold(piece);
        let kind = match () {
            () if text.chars().any(char::is_numeric) => Kind::Number,
            () if text.chars().all(|c| c.is_alphabetic() || is_combining_mark(c)) => Kind::Letters,
            () => Kind::Sign,
        };
        let stem = match kind {
            Kind::Letters if text.chars().nth(LONGEST).is_none() => {
                language.irregular(&text).unwrap_or_else(|| language.stem(piece))
            }
            _ => text.clone(),
        };
        Word { text, stem, kind, is_name: false, is_aside: false }
    }

    /// Whether it is a sign, or has one.
    pub(super) fn is_sign(&self) -> bool {
        self.kind == Kind::Sign
    }

    /// Whether it is a single letter.
    pub(super) fn is_letter(&self) -> bool {
        self.kind == Kind::Letters
            && self.text.chars().count() == 1
            && !self.text.contains(writes_no_spaces)
    }

    /// Whether it is an option of a command, such as `-f` or `--force`.
    pub(super) fn is_option(&self) -> bool {
        self.text.starts_with('-')
    }

    pub(super) fn has_digits(&self) -> bool {
        self.kind == Kind::Number
    }

    pub(super) fn is_same(&self, other: &Word, language: &Language) -> bool {
        self.text == other.text || self.likeness(other, language).is_some()
    }

    /// How two words are the same in another form; `None` where they are two words.
    pub(super) fn likeness(&self, other: &Word, language: &Language) -> Option<Change> {
        if self.text == other.text {
            return Some(Change::Form);
        }
        let value = |word: &Word| match word.kind {
            Kind::Number => word.text.parse().ok(),
            _ => language.number(&word.text),
        };
        if let (Some(one), Some(other)) = (value(self), value(other)) {
            return (one == other).then_some(Change::Form);
        }
        let both_letters = self.kind == Kind::Letters && other.kind == Kind::Letters;
        if !both_letters || language.is_calendar(&self.text) && language.is_calendar(&other.text) {
            return None;
        }
        if self.stem == other.stem {
            return Some(Change::Form);
        }
        if language.is_preposition(&self.text) && language.is_preposition(&other.text) {
            return Some(Change::Letter);
        }
        spelling(&self.text, &other.text)
    }

    /// Whether it is so near to another word, or short for it, that in a text of some length it is the same word.
    pub(super) fn is_near(&self, other: &Word) -> bool {
        let both_letters = self.kind == Kind::Letters && other.kind == Kind::Letters;
        let count = |word: &Word| word.text.chars().count();
        let (short, long) = if count(self) <= count(other) { (self, other) } else { (other, self) };
        let same_first = short.text.chars().next() == long.text.chars().next();
        both_letters
            && same_first
            && count(long) <= LONGEST
            && (is_short_for(&short.text, &long.text)
                || count(short) >= SPELT && strsim::osa_distance(&short.text, &long.text) == 1)
    }

    /// Whether both are the same but for their digits, or numbers in letters.
    pub(super) fn is_other_number(&self, other: &Word, language: &Language) -> bool {
        let spelt =
            |word: &Word| language.number(&word.text).is_some() || word.kind == Kind::Number;
        if spelt(self) && spelt(other) && (self.kind != other.kind || self.kind == Kind::Letters) {
            return true;
        }
        let rest = |word: &Word| {
            word.text.replace(|c: char| c.is_numeric() || matches!(c, '.' | ',' | ':'), "")
        };
        self.kind == Kind::Number && other.kind == Kind::Number && rest(self) == rest(other)
    }
}

/// Accents and marks that writers leave away.
fn is_left_away(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{64B}'..='\u{65F}' | '\'')
        || is_unseen(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_of_a_usual_length_have_forms() {
        let language = Language::of("en");
        let one = |word: &str| words(word, &language).remove(0);
        let is_form = |letters: usize| {
            let stem = "a".repeat(letters - 3);
            one(&format!("{stem}ing")).is_same(&one(&format!("{stem}ed")), &language)
        };
        assert!(is_form(LONGEST));
        assert!(!is_form(LONGEST + 2));
    }

    #[test]
    fn what_a_text_is_made_of() {
        assert_eq!(
            bare("run chmod +x on c++, c# and set-up (now)"),
            "run chmod +x on c++ c# and set up now"
        );
        assert_eq!(bare("at 10:30 - 1.5 hours, 50% 👍"), "at 10:30 1.5 hours 50 % 👍");
        assert_eq!(bare("don't: --force a=b"), "don't --force a = b");
        assert_eq!(bare("第一章 を読む"), "第 一 章 を 読 む");
        assert_eq!(bare("(-5) \".net\" !important 3/4 and/or"), "-5 .net !important 3/4 and or");
    }
}
