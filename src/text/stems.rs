//! The stems of words, by Snowball's algorithm for each language.
//!
//! The only module that names frostem. Stemmers need the letters of their language, so they get words with their accents.

use frostem::Stemmer;

/// A language's stemmer.
pub struct Stems(Option<Stemmer>);

impl Stems {
    /// The stemmer for a language tag such as `en` or `pt-BR`.
    pub fn of(language: &str) -> Self {
        let primary = language.split(['-', '_']).next().unwrap_or(language).to_ascii_lowercase();
        // The rules of Norwegian are for both of its written forms, whose tags are more usual than its own.
        let name = if matches!(primary.as_str(), "nb" | "nn") { "no" } else { &primary };
        Stems(Stemmer::try_from_name(name).ok())
    }

    /// Whether there is a stemmer.
    pub fn has_rules(&self) -> bool {
        self.0.is_some()
    }

    /// The stem of a word in lower case; the word itself if the language has no stemmer.
    pub fn stem(&self, word: &str) -> String {
        match &self.0 {
            Some(stemmer) => stemmer.stem(word).into(),
            None => word.to_string(),
        }
    }
}
