//! Faults in what an item says besides its words: for whom, how long, when.

use crate::text::diag::{Diagnostic, SourceText, did_you_mean, shortened};
use std::ops::Range;

impl Diagnostic {
    /// A value of a key in the braces of an item or of a heading that cannot be read.
    pub fn item_value_unusable(
        source: &SourceText,
        span: Range<usize>,
        key: &str,
        value: &str,
        help: &str,
    ) -> Self {
        Self::error("TB0416", format!("`{}` is not a value of `{key}`", shortened(value)))
            .at(source, span)
            .label("cannot be read")
            .help(help)
    }

    /// A key that is given twice.
    pub fn item_key_twice(source: &SourceText, span: Range<usize>, key: &str) -> Self {
        Self::error("TB0416", format!("`{key}` is given twice"))
            .at(source, span)
            .label("given before")
            .help("keep one of them")
    }

    /// A key in the braces at the end of an item that no item has.
    pub fn item_key_unknown(source: &SourceText, span: Range<usize>, key: &str) -> Self {
        Self::warning("TB0417", format!("`{}` is no key of an item, so the braces are text", shortened(key)))
            .at(source, span)
            .label("not a key")
            .help("the keys are `for`, `effort`, `due` and `every`; write `\\{` if the braces are meant as text")
    }

    /// Readers whom book.toml does not name.
    pub fn audience_unknown(
        source: &SourceText,
        span: Range<usize>,
        name: &str,
        near: Option<&str>,
    ) -> Self {
        let help = match near {
            Some(_) => did_you_mean(near),
            None => "add its name and a title below `[audiences]` in book.toml".to_string(),
        };
        Self::error("TB0418", format!("there is no audience `{}`", shortened(name)))
            .at(source, span)
            .label("not in book.toml")
            .help(help)
    }
}
