//! The words and signs that a text is made of, in any language.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The number of ASCII equal signs from which they are a rule.
const RULE: usize = 5;

/// The words of a normalised text as one text, without punctuation, quotes and dashes.
pub(crate) fn bare(text: &str) -> String {
    // Fast path for most texts: plain words with single spaces.
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

/// The words of a text in lower case, without punctuation.
pub(crate) fn folded(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for run in text.split_whitespace() {
        pieces(run, &mut |piece| words.push(fold(piece)));
    }
    words
}

/// Lower case without the marks that writers often omit.
pub(crate) fn fold(piece: &str) -> String {
    match piece.is_ascii() {
        true => piece.replace('\'', ""),
        false => piece.nfd().filter(|c| !is_left_away(*c)).nfc().collect(),
    }
}

/// Calls `each` with the words and signs of a text without white space.
pub(crate) fn pieces(run: &str, each: &mut dyn FnMut(&str)) {
    // Fast path for most texts: one word of plain letters.
    if run.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return each(run);
    }
    let mut start = None;
    let chars: Vec<(usize, char)> = run.char_indices().collect();
    let at = |index: usize| chars.get(index).map(|(_, c)| *c);
    let place = |index: usize| chars.get(index).map_or(run.len(), |(place, _)| *place);
    let mut index = 0;
    // The end of the last run of hyphens, and whether it belongs to the word behind it.
    let mut hyphens = (0, false);
    while let Some(c) = at(index) {
        let before = index.checked_sub(1).and_then(at);
        let after = at(index + 1);
        if c == '-' && index >= hyphens.0 {
            let length = (index..).take_while(|one| at(*one) == Some('-')).count();
            hyphens = (index + length, begins_option(before, at(index + length)));
        }
        let belongs = if c == '-' { hyphens.1 } else { belongs(before, c, after) };
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

/// Whether hyphens between two characters are those of an option, as in `--force`, or of a number. All others are a dash,
/// however many there are.
fn begins_option(before: Option<char>, after: Option<char>) -> bool {
    before.is_none_or(opens) && after.is_some_and(char::is_alphanumeric)
}

/// Whether a character other than a hyphen is part of a word, given its neighbours.
fn belongs(before: Option<char>, c: char, after: Option<char>) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    match c {
        // A sign in front: of an amount, a tag, a name, `.net`.
        '+' | '#' | '@' | '$' | '~' if before.is_none_or(opens) => {
            letter(after) || after == Some(c)
        }
        '.' | '!' if before.is_none_or(opens) => after.is_some_and(char::is_alphabetic),
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

/// Marks that join letters or break lines, and occur within a word.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200C}' | '\u{200D}')
}

/// Whether a character has a meaning of its own. Punctuation, quotes, brackets and dashes have none.
fn is_sign(c: char) -> bool {
    match c {
        '<' | '>' | '=' | '+' | '&' | '%' | '^' | '$' | '~' | '\\' | '|' | '*' => true,
        c if c.is_ascii() || c.is_alphanumeric() || is_combining_mark(c) || is_unseen(c) => false,
        c => !is_punctuation(c),
    }
}

/// Whether signs form a rule rather than text.
fn is_rule(signs: &str) -> bool {
    signs.len() >= RULE && signs.bytes().all(|sign| signs.bytes().next() == Some(sign))
}

/// Punctuation beyond ASCII, by Unicode block and the marks of scripts that have their own.
fn is_punctuation(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c,
            '\u{A1}' | '\u{A7}' | '\u{AB}' | '\u{B6}' | '\u{B7}' | '\u{BB}' | '\u{BF}'
            | '\u{2010}'..='\u{2029}' | '\u{2032}'..='\u{203A}' | '\u{203C}'..='\u{2043}' | '\u{2045}'..='\u{2051}' | '\u{2053}'..='\u{205E}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301F}'
            | '\u{30FB}' | '\u{FE0F}' | '\u{589}' | '\u{5BE}' | '\u{5C0}' | '\u{5C3}' | '\u{5F3}' | '\u{5F4}'
            | '\u{60C}' | '\u{61B}' | '\u{61F}' | '\u{66A}'..='\u{66D}' | '\u{6D4}' | '\u{964}' | '\u{965}')
}

/// Han, kana, Thai, Lao, Myanmar, Khmer and Tibetan: each character counts as a word.
pub(crate) fn writes_no_spaces(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0FFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Accents and marks that writers often omit.
fn is_left_away(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{64B}'..='\u{65F}' | '\'')
        || is_unseen(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_text_is_made_of() {
        assert_eq!(
            bare("run chmod +x on c++, c# and set-up (now)"),
            "run chmod +x on c++ c# and set up now"
        );
        assert_eq!(bare("at 10:30 - 1.5 hours, 50% 👍"), "at 10:30 1.5 hours 50 % 👍");
        assert_eq!(bare("don't: --force a=b"), "don't --force a = b");
        for dash in ["a - b", "a -- b", "a --- b", "a--b", "a---b", "a – b", "a—b", "a -- \"b\""]
        {
            assert_eq!(bare(dash), "a b", "{dash}");
        }
        assert_eq!(bare("x=--all (-1) -"), "x = --all -1");
        assert_eq!(bare("第一章 を読む"), "第 一 章 を 読 む");
        assert_eq!(bare("(-5) \".net\" !important 3/4 and/or"), "-5 .net !important 3/4 and or");
    }
}
