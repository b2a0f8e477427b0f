//! What the GNU C library's locale data says of languages, by the crate that holds it.

pub use pure_rust_locales::{Locale, locale_match};

/// The first locale of a language, in the order of its countries. All of them have the same names of months.
pub fn of_language(primary: &str) -> Option<Locale> {
    let letters = || 'A'..='Z';
    let countries = letters().flat_map(|one| letters().map(move |two| format!("{one}{two}")));
    countries
        .into_iter()
        .find_map(|country| Locale::try_from(&*format!("{primary}_{country}")).ok())
}

/// The tag of the language that goes by a name, in English or in itself: `de` for `German` and for `Deutsch`. Looks through
/// all languages with a tag of two letters, so it is for faults alone.
pub fn tag_of(name: &str) -> Option<String> {
    let letters = || 'a'..='z';
    let mut tags = letters().flat_map(|one| letters().map(move |two| format!("{one}{two}")));
    let name = name.to_lowercase();
    tags.find(|tag| {
        let Some(locale) = of_language(tag) else { return false };
        let names = [
            locale_match!(locale => LC_IDENTIFICATION::LANGUAGE),
            locale_match!(locale => LC_ADDRESS::LANG_NAME),
        ];
        // `American English` is a name of English too.
        let is_same = |one: &str| one == name || one.ends_with(&format!(" {name}"));
        names.into_iter().flatten().any(|one| is_same(&one.to_lowercase()))
    })
}

/// The tag that a text which is no tag probably means: `en-US` for the locale `en_US.UTF-8`, `de` for the name `German`.
pub fn tag_meant(text: &str) -> Option<String> {
    let locale = text.split(['.', '@']).next().unwrap_or_default().replace('_', "-");
    if is_tag(&locale) { Some(locale) } else { tag_of(text) }
}

/// Whether a text has the form of a language tag (RFC 5646): a language of two or three letters, and subtags.
pub fn is_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let primary = parts.next().unwrap_or_default();
    let is_subtag = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(is_subtag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_found_by_their_names() {
        for (name, tag) in [
            ("german", "de"),
            ("Deutsch", "de"),
            ("English", "en"),
            ("français", "fr"),
            ("Japanese", "ja"),
            ("Spanish", "es"),
        ] {
            assert_eq!(tag_of(name).as_deref(), Some(tag), "{name}");
        }
        assert_eq!(tag_of("Klingonese"), None);
        for (text, tag) in [("en_US", "en-US"), ("de_DE.UTF-8", "de-DE"), ("sr_RS@latin", "sr-RS")]
        {
            assert_eq!(tag_meant(text).as_deref(), Some(tag), "{text}");
        }
        assert_eq!(tag_meant("German").as_deref(), Some("de"));
        assert_eq!(tag_meant("klingon!"), None);
    }

    #[test]
    fn tags_have_a_language_of_two_or_three_letters() {
        for tag in ["en", "pt-BR", "zh-Hans-CN", "gsw", "sr-Latn"] {
            assert!(is_tag(tag), "{tag}");
        }
        for text in ["", "german", "e", "en_US", "en-", "12", "en-morethaneight"] {
            assert!(!is_tag(text), "{text}");
        }
    }
}
