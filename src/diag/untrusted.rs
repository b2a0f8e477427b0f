//! Faults of what may come from writers whom nobody knows.

use super::{Diagnostic, SourceText};
use std::ops::Range;

impl Diagnostic {
    /// A link or a picture names a file that runs scripts where a browser shows it by itself.
    /// `part` is what of the file does.
    pub fn active_file(
        source: &SourceText,
        span: Range<usize>,
        path: &str,
        part: Option<&str>,
    ) -> Self {
        let is_xml = [".svg", ".xml"].iter().any(|end| path.to_ascii_lowercase().ends_with(end));
        let way_out = match is_xml {
            true => "take scripts, event attributes and declarations out of it",
            false => "write it as a chapter, or pack it into a zip file",
        };
        Self::left_out(source, span, format!("the file `{path}` could run scripts"), part, way_out)
    }

    /// A link or a picture names a drawing that asks another site where a browser shows it by itself.
    pub fn asking_file(
        source: &SourceText,
        span: Range<usize>,
        path: &str,
        part: Option<&str>,
    ) -> Self {
        let way_out = "write what it loads into the drawing, or take it out";
        Self::left_out(
            source,
            span,
            format!("the file `{path}` could ask another site"),
            part,
            way_out,
        )
    }

    fn left_out(
        source: &SourceText,
        span: Range<usize>,
        what: String,
        part: Option<&str>,
        way_out: &str,
    ) -> Self {
        let message = match part {
            Some(part) => format!("{what}: {part}"),
            None => what,
        };
        Self::error("TB1801", message)
            .at(source, span)
            .label("left out of the site")
            .help(format!("{way_out}; `raw-html = \"trust\"` lets it through"))
    }

    /// A link or a picture names a file of XML that has too many parts to be searched for scripts.
    pub fn file_not_searched(source: &SourceText, span: Range<usize>, path: &str) -> Self {
        Self::error("TB1801", format!("the file `{path}` is too complex to be searched for scripts"))
            .at(source, span)
            .label("left out of the site")
            .help("save it with fewer elements and attributes, or as a PNG; `raw-html = \"trust\"` lets it through")
    }

    /// A directive names a file that is hidden, or lies in a folder that is.
    pub(super) fn hidden_file(path: &str) -> Self {
        Self::error("TB1802", format!("`{path}` is a hidden file"))
            .help("copy what you want to show into a file whose name does not begin with a dot")
    }
}
