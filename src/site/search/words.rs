//! Splits a text into the words that search compares.
//!
//! Owns the folding of letters and the splitting into words. The script of the search does the same with a reader's
//! input; `tests/search/words.txt` tests both.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word longer than this many characters is cut.
const LONGEST: usize = 40;

/// Calls `each` with every word of a text in order: its folded form, and its spelling in lower case if that differs,
/// which stemmers need.
pub fn each_word(text: &str, each: &mut dyn FnMut(&str, Option<&str>)) {
    let mut lower = String::new();
    for chunk in text.split_ascii_whitespace() {
        if chunk.is_ascii() {
            lower.clear();
            lower.push_str(chunk);
            lower.make_ascii_lowercase();
            match lower.contains('\'') {
                true => cut(&lower, &mut |word| each(word, None)),
                false => cut_plain(&lower, &mut |word| each(word, None)),
            }
            continue;
        }
        let (spelling, form) = (spelled(chunk), fold(chunk));
        if spelling == form {
            cut(&form, &mut |word| each(word, None));
            continue;
        }
        let mut spellings = Vec::new();
        cut(&spelling, &mut |word| spellings.push(word.to_string()));
        let mut folded = Vec::new();
        cut(&form, &mut |word| folded.push(word.to_string()));
        let same_count = spellings.len() == folded.len();
        for (place, word) in folded.iter().enumerate() {
            let spelling = spellings.get(place).filter(|own| same_count && *own != word);
            each(word, spelling.map(String::as_str));
        }
    }
}

/// Lower case as it is written.
fn spelled(text: &str) -> String {
    let lower = text.nfc().collect::<String>().to_lowercase();
    let seen = lower.chars().filter(|letter| !is_unseen(*letter));
    seen.map(|letter| if is_apostrophe(letter) { '\'' } else { letter }).collect()
}

/// Lower case without the marks that writers often omit.
fn fold(text: &str) -> String {
    let lower = text.nfkd().collect::<String>().to_lowercase();
    let mut folded = String::with_capacity(lower.len());
    for letter in lower.chars().filter(|letter| !is_mark(*letter) && !is_unseen(*letter)).nfc() {
        match letter {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'ł' => folded.push('l'),
            'ı' => folded.push('i'),
            'ς' => folded.push('σ'),
            other if is_apostrophe(other) => folded.push('\''),
            other => folded.push(other),
        }
    }
    folded
}

/// Accents of Latin, Greek and Cyrillic, and the vowel signs and the stroke of Hebrew and Arabic. Marks of other
/// scripts distinguish words.
fn is_mark(letter: char) -> bool {
    matches!(letter,
        '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}' | '\u{5C2}' | '\u{5C4}'
        | '\u{5C5}' | '\u{5C7}' | '\u{610}'..='\u{61A}' | '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}')
}

/// Hints for line breaks and joining letters, which occur within a word.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{AD}' | '\u{200C}' | '\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\u{2019}' | '\u{2BC}')
}

fn is_word(letter: char) -> bool {
    match letter.is_ascii() {
        true => letter.is_ascii_alphanumeric(),
        false => letter.is_alphanumeric() || is_combining_mark(letter),
    }
}

/// Scripts without spaces between words, and Hangul, whose words take endings. Their digits are not among them.
fn is_paired(letter: char) -> bool {
    matches!(letter,
        '\u{E01}'..='\u{E3A}' | '\u{E40}'..='\u{E4E}' | '\u{E81}'..='\u{ECE}' | '\u{EDC}'..='\u{EDF}'
        | '\u{1000}'..='\u{103F}' | '\u{1050}'..='\u{108F}' | '\u{109A}'..='\u{109D}'
        | '\u{1780}'..='\u{17D3}' | '\u{17D7}' | '\u{17DC}'..='\u{17DD}'
        | '\u{1100}'..='\u{11FF}' | '\u{3005}' | '\u{3007}' | '\u{3041}'..='\u{30FF}'
        | '\u{31F0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{A960}'..='\u{A97F}' | '\u{AC00}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// Splits folded text into words: runs of letters and digits, with single apostrophes inside.
fn cut(text: &str, each: &mut dyn FnMut(&str)) {
    let mut run = None;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, letter)| *letter);
        let inside = letter == '\'' && run.is_some() && next.is_some_and(is_word);
        if is_word(letter) || inside {
            run.get_or_insert(at);
            continue;
        }
        let Some(start) = run.take() else { continue };
        let mut word = without_apostrophes(text.get(start..at).unwrap_or_default());
        if matches!(letter, '+' | '#') && is_short_name(&word) {
            let twice = letter == '+' && next == Some('+');
            let rest = letters.clone().nth(usize::from(twice));
            if !rest.is_some_and(|(_, letter)| is_word(letter)) {
                let word = word.to_mut();
                word.push(letter);
                word.extend(letters.next_if(|_| twice).map(|(_, letter)| letter));
            }
        }
        hand_on(&word, each);
    }
    if let Some(start) = run {
        hand_on(&without_apostrophes(text.get(start..).unwrap_or_default()), each);
    }
}

/// The same for ASCII without apostrophes, which is nearly all of most books: its words are parts of the text.
fn cut_plain(text: &str, each: &mut dyn FnMut(&str)) {
    let bytes = text.as_bytes();
    let is_word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        while is_word(at) {
            at += 1;
        }
        let word = text.get(start..at).unwrap_or_default();
        let signs = match bytes.get(at..).unwrap_or_default() {
            [b'+', b'+', ..] => 2,
            [b'+' | b'#', ..] => 1,
            _ => 0,
        };
        if signs > 0 && is_short_name(word) && !is_word(at + signs) {
            at += signs;
            each(text.get(start..at).unwrap_or_default());
            continue;
        }
        if !word.is_empty() {
            each(word.get(..LONGEST).unwrap_or(word));
        }
        at += 1;
    }
}

/// The s of *the company's* is not part of the word.
fn without_apostrophes(run: &str) -> Cow<'_, str> {
    let run = run.strip_suffix("'s").unwrap_or(run);
    if run.contains('\'') { run.replace('\'', "").into() } else { run.into() }
}

/// Whether a sign can be part of the word, as in the names of some programming languages.
fn is_short_name(word: &str) -> bool {
    matches!(word.len(), 1 | 2) && word.bytes().all(|letter| letter.is_ascii_lowercase())
}

/// A word without what is too much of it.
fn shortened(word: &str) -> &str {
    let end = word.char_indices().nth(LONGEST).map_or(word.len(), |(at, _)| at);
    word.get(..end).unwrap_or_default()
}

/// Emits each two neighbouring letters of a run, or its only one. Vowel signs and other marks belong to the letter before.
fn each_pair(run: &str, each: &mut dyn FnMut(&str)) {
    let is_start = |(at, letter): &(usize, char)| *at == 0 || !is_combining_mark(*letter);
    let starts = || run.char_indices().filter(is_start).map(|(at, _)| at);
    let ends = starts().skip(2).chain([run.len()]);
    for (start, end) in starts().zip(ends) {
        each(shortened(run.get(start..end).unwrap_or_default()));
    }
}

/// Calls `each` with the parts of names such as `genReqId` and `HTTPServer`, in lower case: every run of letters and
/// digits that has capital letters within is divided before each of them that begins a part. Parts of one letter count
/// for nothing.
pub fn each_part(text: &str, each: &mut dyn FnMut(&str)) {
    for name in text.split(|letter: char| !letter.is_ascii_alphanumeric()) {
        let letters = name.as_bytes();
        let is_upper = |at: usize| letters.get(at).is_some_and(u8::is_ascii_uppercase);
        let is_lower = |at: usize| letters.get(at).is_some_and(u8::is_ascii_lowercase);
        // A capital after a capital begins a part if a small letter follows.
        let begins = |at: &usize| is_upper(*at) && (!is_upper(*at - 1) || is_lower(*at + 1));
        let mut start = 0;
        for end in (1..letters.len()).filter(begins).chain([letters.len()]) {
            let part = name.get(start..end).unwrap_or_default();
            if part.len() > 1 && part.len() < name.len() {
                each(part.get(..LONGEST).unwrap_or(part).to_ascii_lowercase().as_str());
            }
            start = end;
        }
    }
}

/// Emits the words of a run of letters: pairs of neighbours if the script has no spaces, else a word.
fn hand_on(word: &str, each: &mut dyn FnMut(&str)) {
    if word.is_ascii() {
        each(word.get(..LONGEST).unwrap_or(word));
        return;
    }
    let mut rest = word;
    while let Some(paired) = rest.chars().next().map(is_paired) {
        let end = rest.find(|letter| is_paired(letter) != paired).unwrap_or(rest.len());
        let (run, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        rest = after;
        if paired {
            each_pair(run, each);
        } else {
            each(shortened(run));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Cut = fn(&str, &mut dyn FnMut(&str));

    fn words(cut: Cut, text: &str) -> Vec<String> {
        let mut words = Vec::new();
        cut(text, &mut |word| words.push(word.to_string()));
        words
    }

    #[test]
    fn plain_text_is_cut_like_any_other() {
        let long = format!("{0}+ {0}.{0}", "x".repeat(2 * LONGEST));
        let mut texts = vec![long, "c++ c# f# c+ c+++ c++x c#x c+x +c ++ # a+b ab++ abc++".into()];
        // All short texts of letters of each kind.
        for number in 0..6_usize.pow(6) {
            let letter = |place: u32| "a1+#.z".as_bytes()[number / 6_usize.pow(place) % 6];
            texts.push((0..6).map(|place| char::from(letter(place))).collect());
        }
        for text in texts {
            assert_eq!(words(cut_plain, &text), words(cut, &text), "{text}");
        }
    }
}
