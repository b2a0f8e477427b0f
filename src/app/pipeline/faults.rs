//! Faults of a build as a whole.

use crate::text::diag::{Diagnostic, SourceText};
use std::ops::Range;

impl Diagnostic {
    /// Whether the book is too large for any stage after reading.
    pub fn stops_reading(&self) -> bool {
        ["TB2006", "TB2007", "TB2008"].contains(&self.code())
    }

    /// Social cards are turned on, and the address that they need is not set.
    pub fn share_needs_address(source: &SourceText, span: Range<usize>) -> Self {
        let message = "pictures for shared links need the address of the site".to_string();
        Self::warning("TB0604", message)
            .at(source, span)
            .label("no pictures are made")
            .help("set `output.html.site-url`, or remove `output.html.share-images`")
    }
}
