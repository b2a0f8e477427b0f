//! Faults of the EPUB.

use crate::text::diag::{Diagnostic, SourceText};
use std::ops::Range;

impl Diagnostic {
    /// The picture for the cover is of a type that reading systems need not support.
    pub fn cover_unusable(source: &SourceText, span: Range<usize>, file: &str) -> Self {
        Self::error("TB1102", format!("the cover `{file}` is no PNG, JPEG, GIF or SVG picture"))
            .at(source, span)
            .help("save it as one of these, or drop the key for a cover with the title")
    }

    /// A picture of a chapter is of a type that reading systems need not support.
    pub fn picture_not_for_epub(source: &SourceText, span: Range<usize>, file: &str) -> Self {
        Self::warning("TB1103", format!("the EPUB leaves out `{file}`"))
            .at(source, span)
            .label("no PNG, JPEG, GIF or SVG picture")
            .help(
                "its readers get the words for it; save a picture as one of these kinds to show it",
            )
    }

    /// The EPUB would be larger than its format allows.
    pub fn epub_too_large() -> Self {
        Self::error("TB1104", "the book is too large for an EPUB".to_string())
            .help("an EPUB ends at 4 GB: show smaller pictures, or build without it")
    }
}
