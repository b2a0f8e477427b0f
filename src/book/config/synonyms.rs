//! Words that the search finds for others, from `output.html.search.synonyms`.

use super::keys::{self, Lists};
use super::values::Values;
use crate::text::diag::Diagnostic;

impl Values<'_> {
    /// The author's synonyms, each found for one word.
    pub(super) fn synonyms(&mut self) -> Lists {
        let key = keys::HTML_SEARCH_SYNONYMS;
        let synonyms = self.lists(key);
        let is_word = |word: &str| word.chars().all(|letter| !letter.is_whitespace());
        let mut bad = |text: &str, message: String, help: &str| {
            let span = self.places().within(self.source, key, text);
            self.diagnostics.push(Diagnostic::config_bad_value(self.source, span, message, help));
        };
        for (word, others) in &synonyms {
            if word.is_empty() || !is_word(word) {
                bad(
                    word,
                    format!("`{word}` is not one word"),
                    "write one word before the equals sign",
                );
            }
            let is_empty = |other: &&String| !other.chars().any(char::is_alphanumeric);
            if let Some(other) = others.iter().find(is_empty) {
                let message = format!("a synonym for `{word}` has no letters");
                bad(other, message, "write the words that the search should find for it");
            }
        }
        synonyms
    }
}
