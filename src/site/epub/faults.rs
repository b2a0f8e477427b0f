//! Faults of the EPUB.

use crate::text::diag::{Diagnostic, SourceText};
use std::ops::Range;

impl Diagnostic {
    /// The picture for the cover is of a type that reading systems need not support.
    pub fn cover_unusable(source: &SourceText, span: Range<usize>, file: &str) -> Self {
        Self::error("TB1102", format!("the cover `{file}` is not a PNG, JPEG, GIF or SVG picture"))
            .at(source, span)
            .help(
                "save it in one of these formats, or remove the key to get a cover with the title",
            )
    }

    /// A picture of a chapter is of a type that reading systems need not support.
    pub fn picture_not_for_epub(source: &SourceText, span: Range<usize>, file: &str) -> Self {
        Self::warning("TB1103", format!("the EPUB leaves out `{file}`"))
            .at(source, span)
            .label("not a PNG, JPEG, GIF or SVG picture")
            .help(
                "save it in one of these formats; until then, the EPUB shows its alternative text",
            )
    }

    /// A film or a sound of a chapter, which an EPUB only links to.
    pub fn media_not_for_epub(source: &SourceText, span: Range<usize>, file: &str) -> Self {
        Self::warning("TB1103", format!("the EPUB leaves out `{file}`"))
            .at(source, span)
            .label("a film or a sound")
            .help("set `site-url` below `[output.html]` to the address of the site; the EPUB then links to the file")
    }

    /// The EPUB would be larger than its format allows.
    pub fn epub_too_large() -> Self {
        Self::error("TB1104", "the book is too large for an EPUB".to_string())
            .help("use smaller pictures, or build without the EPUB; an EPUB has at most 4 GB")
    }
}
