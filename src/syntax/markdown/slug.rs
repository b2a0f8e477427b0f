//! Makes names from text: anchors of headings, ids of books.

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};
use unicode_normalization::UnicodeNormalization;

/// The general categories that anchors keep besides letters: marks, decimal digits and connectors such as `_`.
const KEPT: GeneralCategoryGroup = GeneralCategoryGroup::Mark
    .union(GeneralCategoryGroup::DecimalNumber)
    .union(GeneralCategoryGroup::ConnectorPunctuation);

/// The anchor of a heading as GitHub writes it: lower case, spaces to hyphens, and of the rest only letters, marks,
/// decimal digits, connectors and hyphens, in every script. Empty if nothing is left.
pub fn anchor(text: &str) -> String {
    let is_kept = |c: &char| {
        let is_simple = c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '_');
        is_simple || (!c.is_ascii() && (c.is_alphabetic() || KEPT.contains(category(*c))))
    };
    let lower = text.trim().to_lowercase();
    lower.chars().filter(is_kept).map(|c| if c == ' ' { '-' } else { c }).collect()
}

fn category(c: char) -> GeneralCategory {
    CodePointMapData::<GeneralCategory>::new().get(c)
}

/// A slug in ASCII letters, digits and single hyphens, accents folded; letters that have no ASCII base are dropped, and
/// `book` is used if nothing is left.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.nfkd().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !is_combining_or_apostrophe(c) && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    while slug.ends_with('-') {
        slug.pop();
    }
    if slug.is_empty() { "book".into() } else { slug }
}

/// The longest id of a book, in characters. The id is on every page and in the key of every tick.
pub const LONGEST_BOOK_ID: usize = 100;

/// The rule for ids of books, for error messages.
pub const BOOK_ID_RULE: &str =
    "use lower-case letters, digits and single hyphens between them, at most 100 characters";

/// Whether a book can have this id.
pub fn is_book_id(id: &str) -> bool {
    !id.is_empty() && id.len() <= LONGEST_BOOK_ID && slug(id) == id
}

/// The id of a book without an explicit one, made from its title.
pub fn book_id(title: &str) -> String {
    let mut id = slug(title);
    id.truncate(LONGEST_BOOK_ID);
    id.truncate(id.trim_end_matches('-').len());
    id
}

fn is_combining_or_apostrophe(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c) || c == '\'' || c == '\u{2019}'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_as_github_writes_them() {
        assert_eq!(anchor("Hiring & interviewing"), "hiring--interviewing");
        assert_eq!(anchor("What is `main()`?"), "what-is-main");
        assert_eq!(anchor("Über uns"), "über-uns");
        assert_eq!(anchor("?!"), "");
    }

    #[test]
    fn slugs_are_ascii() {
        assert_eq!(slug("How to Become a CTO"), "how-to-become-a-cto");
        assert_eq!(slug("L'été à Zürich"), "lete-a-zurich");
        assert_eq!(slug("日本語"), "book");
    }

    #[test]
    fn ids_of_books_have_a_length() {
        assert_eq!(book_id("How to Become a CTO"), "how-to-become-a-cto");
        let id = book_id(&format!("{} end", "x".repeat(99)));
        assert_eq!(id, "x".repeat(99));
        assert!(is_book_id(&id) && is_book_id(&"x".repeat(LONGEST_BOOK_ID)));
        assert!(BOOK_ID_RULE.contains(&LONGEST_BOOK_ID.to_string()));
        for id in ["", "a--b", "A", "a b", "__proto__", &"x".repeat(LONGEST_BOOK_ID + 1)] {
            assert!(!is_book_id(id), "{id}");
        }
    }
}
