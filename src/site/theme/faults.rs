//! Faults of themes.

use crate::text::diag::Diagnostic;

impl Diagnostic {
    /// The theme folder in book.toml cannot be used.
    pub fn theme_unusable(file: &str, reason: &str) -> Self {
        Self::error("TB0601", format!("the theme cannot be used: {reason}")).in_file(file).help(
            "give the user who runs tickbook permission to read the folder and everything in it",
        )
    }
}
