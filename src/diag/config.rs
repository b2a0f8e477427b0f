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

    /// The theme folder that book.toml names cannot be used.
    pub fn theme_unusable(file: &str, reason: &str) -> Self {
        Self::error("TB0601", format!("the theme cannot be used: {reason}"))
            .in_file(file)
            .help("give the user who builds the right to read the folder and all that is in it")
    }

    /// A template does not compile or fails while it is rendered; `report` is the engine's own text.
    pub fn template_failed(report: &str) -> Self {
        let mut lines = report.trim().lines();
        let first = lines.next().unwrap_or("unknown fault").trim_start_matches("error: ");
        let rest = lines.collect::<Vec<_>>().join("\n");
        Self::error("TB0602", format!("a template failed: {first}")).help(rest)
    }

    /// A chapter asks for a template that the theme does not have.
    pub fn template_unknown<'a>(
        source: &SourceText,
        span: Range<usize>,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        let help = match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the theme has {}", known.join(", ")),
        };
        Self::error("TB0603", format!("the theme has no template `{name}`"))
            .at(source, span)
            .label("no such template")
            .help(help)
    }

    /// Pictures for shared links are asked for, and the address that they need is not known.
    pub fn share_needs_address(source: &SourceText, span: Range<usize>) -> Self {
        let message = "pictures for shared links need the address of the site".to_string();
        Self::warning("TB0604", message)
            .at(source, span)
            .label("there will be none")
            .help("set `output.html.site-url`, or drop `output.html.share-images`")
    }

    /// A file that `output.html.share-fonts` names is no font.
    pub fn share_font_unusable(path: &Path) -> Self {
        Self::error("TB0605", format!("`{}` is not a font", path.display()))
            .help("name a file in the form of TrueType or OpenType")
    }

    /// The titles of some pages hold letters that no font at hand has; `file` is the first of them.
    pub fn share_letters_missing(count: usize, file: &str, letter: char) -> Self {
        let pages =
            if count == 1 { "1 page has".to_string() } else { format!("{count} pages have") };
        let message = format!("{pages} no picture for shared links: no font has `{letter}`");
        Self::note("TB0606", message)
            .in_file(file)
            .help("name a font that has the letters in `output.html.share-fonts`")
    }

    /// The template of the pictures for shared links gives something that cannot be painted.
    pub fn share_failed(path: &str, reason: &str) -> Self {
        Self::error("TB0607", format!("the picture `{path}` cannot be painted: {reason}"))
            .help("the SVG comes from `templates/share.svg` of the theme")
    }
}
