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

    /// Whether something still runs in this process that nothing but its end will stop.
    pub fn is_endless(&self) -> bool {
        self.code == "TB2005"
    }
}
