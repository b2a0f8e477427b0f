//! The text and position of an item, normalised so that they can be compared across edits.
//!
//! Owns the two ways of normalising a text: [`normalised`], which book.lock contains and ids are made from, and
//! [`gist`], which ignores punctuation as well. Knows nothing of other items.

pub mod tokens;
pub mod verbatim;

use std::borrow::Cow;
use tokens::bare;
use unicode_normalization::UnicodeNormalization;

/// The separator between the headings of a section.
pub(crate) const BELOW: &str = " > ";

/// All that a chapter contributes to the identity of an item. Every text except code and addresses is [`normalised`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wording {
    /// The item's own text, without the items nested in it.
    pub text: String,
    /// The headings above, from the outermost to the nearest, without the title.
    pub section: String,
    /// The text of the enclosing list item; empty if there is none.
    pub parent: String,
    /// The target of the link that the text begins with, as the author wrote it; empty if it begins with no link.
    pub link: String,
    /// Its code and formulas, verbatim except for runs of white space, in order. Empty in an older book.lock, which did not
    /// record them, so an empty list does not mean that there are none.
    pub code: Vec<String>,
    /// The addresses of its pictures, in order; an empty list means the same as for `code`.
    pub pictures: Vec<String>,
}

impl Wording {
    /// The path to the item from the top of its page: the headings, and the enclosing item. Turning a list item into a
    /// heading does not change it.
    pub(crate) fn path(&self) -> Cow<'_, str> {
        match (self.section.is_empty(), self.parent.is_empty()) {
            (_, true) => Cow::Borrowed(&self.section),
            (true, false) => Cow::Borrowed(&self.parent),
            (false, false) => Cow::Owned(format!("{}{BELOW}{}", self.section, self.parent)),
        }
    }
}

/// The section below these headings.
pub fn section<'a>(headings: impl Iterator<Item = &'a str>) -> String {
    let headings: Vec<String> = headings.map(normalised).collect();
    headings.join(BELOW)
}

/// Makes spellings of the same text equal: compatibility forms, case, runs of white space, the shapes of quotes and
/// dashes, and closing punctuation are normalised, and characters that only set text direction are dropped.
pub fn normalised(text: &str) -> String {
    let folded = match text.is_ascii() {
        true => text.to_ascii_lowercase(),
        false => text.nfkc().flat_map(char::to_lowercase).filter_map(plain).collect(),
    };
    let mut words = String::with_capacity(folded.len());
    for word in folded.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    let end = words.trim_end_matches(['.', ',', ';', ':', '!', '。', '、', '؛', '،']).trim_end();
    words.truncate(end.len());
    words
}

/// The plain form of a quote or dash; `None` for a mark that only sets text direction.
fn plain(c: char) -> Option<char> {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201B}' => Some('\''),
        '\u{201C}' | '\u{201D}' | '\u{201F}' | '«' | '»' => Some('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{FEFF}' | '\u{FE0F}' => None,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => None,
        // NFKC spells the ellipsis with dots and keeps composed letters.
        other => Some(other),
    }
}

/// How many bytes of a text are compared word by word.
const MOST_COMPARED: usize = 16 * 1024;

/// A text as it is compared: of a very long one, the beginning, and a word made of all the rest, in which each
/// character counts.
pub(crate) fn compared(text: &str) -> Cow<'_, str> {
    if text.len() <= MOST_COMPARED {
        return Cow::Borrowed(text);
    }
    let end = (0..=MOST_COMPARED).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    let (beginning, rest) = text.split_at(end);
    let letter = |byte: &u8| char::from(b'a' + byte % 26);
    let word: String = blake3::hash(rest.as_bytes()).as_bytes().iter().map(letter).collect();
    Cow::Owned(format!("{beginning} {word}"))
}

/// The words and signs of a normalised text without its number in a list, such as `a12 -` or `3)`, and without web
/// addresses if there is other text: an item that is renumbered, or gets another address, stays the same item.
pub fn gist(text: &str) -> String {
    let text = &*compared(text);
    let rest = without_number(text);
    let rest = match rest.contains("://") {
        true => {
            let words: Vec<&str> = rest.split(' ').filter(|word| !word.contains("://")).collect();
            bare(&words.join(" "))
        }
        false => bare(rest),
    };
    if rest.contains(char::is_alphanumeric) {
        return rest;
    }
    let whole = bare(text);
    if whole.is_empty() { text.to_string() } else { whole }
}

/// The text after the number of an item in a sequence, as `buy bread` in `step 2: buy bread`; `None` if it begins with no number.
pub(crate) fn after_number(text: &str) -> Option<&str> {
    let split = [": ", " - ", ") ", ". "].iter().filter_map(|sign| text.split_once(sign));
    let (number, rest) = split.min_by_key(|(number, _)| number.len())?;
    let mut words = number.split(' ');
    let counts = |word: &str| !word.is_empty() && word.chars().all(char::is_numeric);
    let is_number = words.clone().count() <= 2 && words.next_back().is_some_and(counts);
    (is_number && !rest.trim().is_empty()).then_some(rest)
}

/// The text after the number that it begins with: at most two letters, digits, and a sign.
fn without_number(text: &str) -> &str {
    let after_letters = text.trim_start_matches(|c: char| c.is_ascii_lowercase());
    let rest = after_letters.trim_start_matches(|c: char| c.is_ascii_digit());
    let has_number = text.len() - after_letters.len() <= 2 && rest.len() < after_letters.len();
    let sign = [" - ", ") ", ". ", ": "].iter().find_map(|sign| rest.strip_prefix(sign));
    sign.filter(|_| has_number).unwrap_or(text)
}

/// Whether two wordings differ in more than punctuation: in words, numbers or signs, in code or a picture.
pub fn reads_otherwise(one: &Wording, other: &Wording) -> bool {
    let said = |wording: &Wording| bare(&compared(&wording.text));
    (one.text != other.text && said(one) != said(other))
        || verbatim::differs(one, other, &|_| false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writing_does_not_change_an_item() {
        assert_eq!(normalised("  Write\u{a0}it   DOWN. "), "write it down");
        assert_eq!(normalised("Don\u{2019}t \u{2013} stop\u{2026}"), "don't - stop");
        assert_ne!(normalised("Lecture 12"), normalised("Lecture 13"));
        assert_eq!(normalised("\u{200F}اكتب\u{200E} الخطة."), normalised("اكتب الخطة"));
    }

    #[test]
    fn each_letter_of_a_long_text_counts_at_a_bounded_cost() {
        let long = "ж word ".repeat(200_000);
        assert!(compared(&long).len() < MOST_COMPARED + 50);
        assert_eq!(gist(&long), gist(&long.clone()));
        for at in [0, MOST_COMPARED - 5, MOST_COMPARED + 1, long.len() - 1] {
            let at = (0..=at).rev().find(|at| long.is_char_boundary(*at)).unwrap_or_default();
            let mut other = long.clone();
            other.insert_str(at, "other ");
            assert_ne!(gist(&long), gist(&other), "{at}");
        }
        let brief = "word ".repeat(1_000);
        assert_eq!(compared(&brief), brief);
    }

    #[test]
    fn the_gist_leaves_out_addresses_beside_words() {
        assert_eq!(gist("watch this: https://example.org/12"), "watch this");
        assert_eq!(gist("https://example.org/12"), "https example org 12");
        assert_eq!(gist("- https://example.org"), "https example org");
    }

    #[test]
    fn the_gist_leaves_out_the_number_in_a_list() {
        assert_eq!(gist("f10 - return values"), "return values");
        assert_eq!(gist("3) plan"), "plan");
        assert_eq!(gist("3 plans"), "3 plans");
        assert_eq!(gist("h1 says it"), "h1 says it");
        assert_eq!(gist("lecture 3: heaps"), "lecture 3 heaps");
        assert_eq!(gist("1.5 hours"), "1.5 hours");
        assert_eq!(gist("12: "), "12");
    }

    #[test]
    fn sections_are_told_apart_by_all_their_headings() {
        assert_eq!(section(["Week 1", "To do:"].into_iter()), "week 1 > to do");
        assert_ne!(
            section(["Week 1", "Tasks"].into_iter()),
            section(["Week 2", "Tasks"].into_iter())
        );
    }
}
