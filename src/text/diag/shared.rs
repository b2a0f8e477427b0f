//! Faults that several stages report.

use crate::text::diag::{Diagnostic, Place, Severity, SourceText, shown};
use crate::text::source_map::SourceMaps;
use std::ops::Range;
use std::path::Path;

impl Diagnostic {
    /// Points to the original file if the fault is in text that was included from it, and to the directive that
    /// includes it. `None` if the fault is that a footnote or a definition repeats itself, because its file is included twice.
    pub fn traced(mut self, origins: &SourceMaps) -> Option<Self> {
        let directive = self.place.as_ref().and_then(|place| {
            let (source, span) = origins.of(&place.source)?.directive(&place.span)?;
            Some(Place { source, span })
        });
        self.includers.extend(directive);
        let related = self.related.iter_mut().map(|(place, _)| place);
        for place in self.place.iter_mut().chain(related) {
            if let Some(origin) = origins.of(&place.source) {
                let (source, span) = origin.place(&place.span);
                *place = Place { source, span };
            }
        }
        if let Some(place) = &self.place {
            self.file = place.source.file.clone();
        }
        let is_itself = |(place, _): &(Place, String)| self.place.as_ref() == Some(place);
        let is_repeated =
            ["TB0411", "TB0525"].contains(&self.code) && self.related.iter().all(is_itself);
        (!is_repeated).then_some(self)
    }

    /// Whether this stands for others that are left out.
    pub fn is_of_more_faults(&self) -> bool {
        self.code == "TB2001"
    }

    /// More faults than are reported; the rest is counted and left out.
    pub fn too_many_faults(left_out: &[Diagnostic]) -> Self {
        let message = match left_out.len() {
            1 => "1 more message is not shown".to_string(),
            count => format!("{count} more messages are not shown"),
        };
        let worst = left_out.iter().map(|one| one.severity).min().unwrap_or(Severity::Note);
        let fault = match worst {
            Severity::Error => Self::error("TB2001", message),
            Severity::Warning => Self::warning("TB2001", message),
            Severity::Note => Self::note("TB2001", message),
        };
        fault.help("fix those above first; many often have one cause")
    }

    /// A chapter or folder that is nested deeper than a navigation or a walk allows.
    pub fn folders_too_deep(path: &str, most: usize) -> Self {
        Self::error("TB2006", format!("folders are nested more than {most} levels deep"))
            .in_file(path)
            .help("move it up, closer to the content folder")
    }

    /// Included or filled-in text makes a book too large, or takes too long to find; `what` is a subject with its verb, `span` is the place where the limit is exceeded.
    pub fn book_grows_too_large(
        source: &SourceText,
        span: Range<usize>,
        what: &str,
        most: &str,
    ) -> Self {
        Self::error("TB2008", format!("{what} more than {most}"))
            .at(source, span)
            .label("the limit is reached here")
            .help("shorten the repeated text, or link to it instead")
    }

    /// A text that appears on many pages and is too long for that.
    pub fn text_too_long(source: &SourceText, span: Range<usize>, what: &str, most: usize) -> Self {
        Self::error("TB2009", format!("{what} is longer than {most} bytes"))
            .at(source, span)
            .label("too long")
            .help("shorten it; it is repeated on many pages")
    }

    /// The folder of the book, or of its sources, does not exist.
    pub fn folder_missing(folder: &Path, what: &str, help: &str) -> Self {
        Self::error("TB0105", format!("{what} `{}` does not exist", shown(folder))).help(help)
    }

    /// A file could not be read.
    pub fn read_failed(path: &Path, error: &std::io::Error) -> Self {
        Self::error("TB0703", format!("cannot read `{}`: {error}", shown(path))).help(way_out(
            error,
            "correct the path, or create the file",
            "give the user who runs tickbook permission to read it",
        ))
    }

    /// A file could not be written.
    pub fn write_failed(path: &Path, error: &std::io::Error) -> Self {
        Self::error("TB0704", format!("cannot write `{}`: {error}", shown(path))).help(way_out(
            error,
            "choose a folder that exists",
            "give the user who runs tickbook permission to write there",
        ))
    }
}

/// Why a file is not read though it is there, and what to do: the content of an [`std::io::Error`].
#[derive(Debug)]
pub struct Unread {
    /// The reason.
    pub reason: String,
    /// What to do.
    pub way_out: &'static str,
}

impl std::fmt::Display for Unread {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        formatter.write_str(&self.reason)
    }
}

impl std::error::Error for Unread {}

/// What to do about a file that is not read though it is there.
pub fn way_out_of(error: &std::io::Error) -> Option<&'static str> {
    error.get_ref()?.downcast_ref::<Unread>().map(|unread| unread.way_out)
}

/// How to fix an error of the file system; empty if the error's own message is enough.
fn way_out(error: &std::io::Error, missing: &'static str, forbidden: &'static str) -> &'static str {
    use std::io::ErrorKind;
    if let Some(way_out) = way_out_of(error) {
        return way_out;
    }
    match error.kind() {
        ErrorKind::NotFound => missing,
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => forbidden,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "free disk space, then try again",
        ErrorKind::NotADirectory => "move away the file that is in the place of a folder",
        ErrorKind::IsADirectory => "move away the folder that is in the place of a file",
        _ => "",
    }
}
