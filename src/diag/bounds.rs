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
}
