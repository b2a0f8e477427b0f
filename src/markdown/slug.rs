//! Names made from text: anchors of headings, ids of books.

use unicode_normalization::UnicodeNormalization;

/// The anchor of a heading as GitHub writes it: lower case, spaces to hyphens, punctuation dropped,
/// letters of every script kept. Empty where the text holds no letter or digit.
pub fn anchor(text: &str) -> String {
    let mut anchor = String::with_capacity(text.len());
    for c in text.trim().chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || c == '_' || c == '-' {
            anchor.push(c);
        } else if c.is_whitespace() {
            anchor.push('-');
        }
    }
    anchor
}

/// A slug in ASCII letters, digits and single hyphens, accents folded; letters that have no ASCII
/// base are dropped, and `book` stands in where nothing is left.
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
}
