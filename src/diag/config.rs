//! Faults of book.toml and of the folders that it names.

use super::{Diagnostic, SourceText, did_you_mean, nearest};
use std::ops::Range;
use std::path::Path;

impl Diagnostic {
    /// book.toml is not TOML.
    pub fn config_not_toml(source: &SourceText, span: Range<usize>, reason: &str) -> Self {
        Self::error("TB0101", format!("{} is not valid TOML", source.file))
            .at(source, span)
            .label(reason.trim())
    }

    /// book.toml has a key that means nothing.
    /// `written` is its last part, with the names that may stand in its place.
    pub fn config_unknown_key(
        source: &SourceText,
        span: Range<usize>,
        key: &str,
        written: (&str, Vec<&str>),
    ) -> Self {
        let (name, known) = written;
        let near = nearest(name, known.iter().copied());
        let help = match near {
            Some(_) => did_you_mean(near),
            None => format!("here may stand {}", known.join(", ")),
        };
        Self::error("TB0102", format!("unknown key `{key}`"))
            .at(source, span)
            .label("not a key of book.toml")
            .help(help)
    }

    /// A value of book.toml has the wrong type.
    pub fn config_wrong_type(
        source: &SourceText,
        span: Range<usize>,
        key: &str,
        expected: &str,
    ) -> Self {
        Self::error("TB0103", format!("`{key}` must be {expected}"))
            .at(source, span)
            .label(format!("expected {expected}"))
    }

    /// A value of book.toml cannot be used.
    pub fn config_bad_value(
        source: &SourceText,
        span: Range<usize>,
        message: String,
        help: &str,
    ) -> Self {
        Self::error("TB0104", message).at(source, span).help(help)
    }

    /// The folder of the book, or of its sources, is not there.
    pub fn folder_missing(folder: &Path, what: &str, help: &str) -> Self {
        Self::error("TB0105", format!("{what} `{}` does not exist", folder.display())).help(help)
    }
}
