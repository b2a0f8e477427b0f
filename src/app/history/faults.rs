//! Faults of the history of a repository.

use crate::text::diag::{Diagnostic, SourceText};
use std::ops::Range;

impl Diagnostic {
    /// The history of the repository cannot say when chapters were updated.
    pub fn history_unused(
        source: &SourceText,
        span: Range<usize>,
        reason: &str,
        help: &str,
    ) -> Self {
        Self::warning("TB1903", format!("no dates from git: {reason}"))
            .at(source, span)
            .label("has no effect")
            .help(help)
    }
}
