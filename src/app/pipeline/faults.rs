//! Faults of a build as a whole.

use crate::text::diag::{Diagnostic, SourceText};
use std::ops::Range;

impl Diagnostic {
    /// Whether the book is larger than any stage after the reading should have to work on.
    pub fn stops_reading(&self) -> bool {
        ["TB2006", "TB2007", "TB2008"].contains(&self.code())
    }

    /// Pictures for shared links are asked for, and the address that they need is not known.
    pub fn share_needs_address(source: &SourceText, span: Range<usize>) -> Self {
        let message = "pictures for shared links need the address of the site".to_string();
        Self::warning("TB0604", message)
            .at(source, span)
            .label("there will be none")
            .help("set `output.html.site-url`, or drop `output.html.share-images`")
    }
}
