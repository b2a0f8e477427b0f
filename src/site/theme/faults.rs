//! Faults of themes.

use crate::text::diag::{Diagnostic, SourceText, way_out_of};
use std::ops::Range;

impl Diagnostic {
    /// The theme folder in book.toml cannot be used.
    pub fn theme_unusable(file: &str, reason: &str) -> Self {
        Self::error("TB0601", format!("the theme cannot be used: {reason}")).in_file(file).help(
            "give the user who runs tickbook permission to read the folder and everything in it",
        )
    }

    /// A style sheet names a file that does not exist.
    pub fn style_names_missing((source, span): (&SourceText, Range<usize>), path: &str) -> Self {
        Self::error("TB0608", format!("there is no file `{path}`"))
            .at(source, span)
            .label("not found")
            .help("write a path relative to the folder of the style sheet, or one from the content folder that begins with `/`")
    }

    /// A style sheet of the theme names a file that the theme does not have.
    pub fn theme_style_names_missing(
        (source, span): (&SourceText, Range<usize>),
        path: &str,
    ) -> Self {
        Self::error("TB0608", format!("the theme has no file `{path}`"))
            .at(source, span)
            .label("not found")
            .help("put the file into the folder of the theme, and write its path from that folder")
    }

    /// A style sheet names a file that cannot be read.
    pub fn style_names_closed(
        (source, span): (&SourceText, Range<usize>),
        path: &str,
        error: &std::io::Error,
    ) -> Self {
        Self::error("TB0608", format!("cannot use `{path}`: {error}"))
            .at(source, span)
            .label("not read")
            .help(
                way_out_of(error)
                    .unwrap_or("give the user who runs tickbook permission to read it"),
            )
    }

    /// A style sheet names a file outside the folder of book.toml.
    pub fn style_names_outside((source, span): (&SourceText, Range<usize>), path: &str) -> Self {
        Self::error("TB0608", format!("`{path}` is outside the folder of book.toml"))
            .at(source, span)
            .label("outside")
            .help("copy the file next to the style sheet, and write its name")
    }

    /// A style sheet imports itself, directly or through others.
    pub fn style_imports_itself((source, span): (&SourceText, Range<usize>), path: &str) -> Self {
        Self::error("TB0608", format!("`{path}` imports itself, or imports go too deep"))
            .at(source, span)
            .label("imported again here")
            .help("remove this `@import`")
    }

    /// A style sheet loads something from another site.
    pub fn style_loads_elsewhere(
        (source, span): (&SourceText, Range<usize>),
        directive: &str,
    ) -> Self {
        Self::warning("TB0609", "a style sheet loads something from another site".into())
            .at(source, span)
            .label("not loaded: pages load nothing from other sites")
            .help(format!(
                "put the file next to the style sheet, and write its name; or add the host to `{directive}` below `[output.html.content-security-policy]`"
            ))
    }
}
