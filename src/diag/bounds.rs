//! What is too much of anything.

use super::{Diagnostic, Severity, SourceText};
use std::ops::Range;

impl Diagnostic {
    /// More faults than anybody reads; the rest is counted and left out.
    pub fn too_many_faults(left_out: &[Diagnostic]) -> Self {
        let message = match left_out.len() {
            1 => "one more fault is not shown".to_string(),
            count => format!("{count} more faults are not shown"),
        };
        let worst = left_out.iter().map(|one| one.severity).min().unwrap_or(Severity::Note);
        let fault = match worst {
            Severity::Error => Self::error("TB2001", message),
            Severity::Warning => Self::warning("TB2001", message),
            Severity::Note => Self::note("TB2001", message),
        };
        fault.help("mend those above first; many faults often have one cause")
    }

    /// A block of front matter that is larger than is read.
    pub fn front_matter_too_large(source: &SourceText, span: Range<usize>, most: usize) -> Self {
        Self::error("TB2002", format!("front matter is larger than {most} KB"))
            .at(source, span)
            .label("begins here")
            .help("keep settings of the chapter there, and put text below the second `---`")
    }

    /// A chapter with more of something, such as `checklist items`, than a page may hold; `span` is the first that is
    /// too many.
    pub fn too_many(source: &SourceText, span: Range<usize>, what: &str, most: usize) -> Self {
        Self::error("TB2003", format!("more than {most} {what} in one chapter"))
            .at(source, span)
            .label("one too many")
            .help("cut the chapter into several; nobody works through so long a page")
    }

    /// A book with more redirects than are made; `span` is the first that is too many.
    pub fn too_many_redirects(source: &SourceText, span: Range<usize>, most: usize) -> Self {
        Self::error("TB2003", format!("more than {most} redirects in one book"))
            .at(source, span)
            .label("one too many")
            .help(
                "drop old addresses that nobody asks for any more, or let the server redirect them",
            )
    }

    /// A template of the author's that goes on, while `page` is made, beyond what a page may have; `at` is the place
    /// where it was stopped.
    pub fn template_too_much(
        reason: &str,
        at: Option<(&SourceText, Range<usize>)>,
        page: &str,
    ) -> Self {
        let fault = Self::error("TB2004", format!("a template goes on and on: {reason}"))
            .help("loop over what the page shows, not over the same in one another");
        match at {
            Some((source, span)) => {
                fault.at(source, span).label(format!("met while making {page}"))
            }
            None => fault.in_file(page),
        }
    }

    /// A template of the author's that could not be stopped, only left alone, while `page` was made.
    pub fn template_endless(most: &str, page: &str) -> Self {
        Self::error("TB2005", format!("the template of this page takes more than {most}"))
            .in_file(page)
            .help("look in the theme for a text or a list that is joined to itself again and again")
    }

    /// A chapter, or a folder, that is in more folders than a navigation or a walk can have.
    pub fn folders_too_deep(path: &str, most: usize) -> Self {
        Self::error("TB2006", format!("folders are nested more than {most} levels deep"))
            .in_file(path)
            .help("move this further up in the content folder")
    }

    /// More chapters than a book may have.
    pub fn too_many_chapters(folder: &str, most: usize) -> Self {
        Self::error("TB2006", format!("there are more than {most} chapters"))
            .in_file(folder)
            .help("make several books of them")
    }

    /// A file that is larger than the program reads.
    pub fn file_too_large(file: &str, most: u64) -> Self {
        Self::error("TB2007", format!("the file is larger than {} MB", most / (1024 * 1024)))
            .in_file(file)
            .help("split the file, or move it out of the book")
    }

    /// The texts of a book grow too much by what is filled in, or take too long to find; `what` is a subject with its verb, `span` is the place where that begins to be too much.
    pub fn book_grows_too_large(
        source: &SourceText,
        span: Range<usize>,
        what: &str,
        most: &str,
    ) -> Self {
        Self::error("TB2008", format!("{what} more than {most}"))
            .at(source, span)
            .label("too much from here on")
            .help("shorten what is repeated so often, or link to it instead")
    }

    /// A text that stands on many pages and is longer than such a text may be.
    pub fn text_too_long(source: &SourceText, span: Range<usize>, what: &str, most: usize) -> Self {
        Self::error("TB2009", format!("{what} is longer than {most} bytes"))
            .at(source, span)
            .label("too long")
            .help("shorten it; it is repeated on many pages")
    }

    /// Whether the book is larger than any stage after the reading should have to work on.
    pub fn stops_reading(&self) -> bool {
        ["TB2006", "TB2007", "TB2008"].contains(&self.code)
    }

    /// Whether something still runs in this process that nothing but its end will stop.
    pub fn is_endless(&self) -> bool {
        self.code == "TB2005"
    }
}
