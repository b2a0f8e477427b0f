//! Faults of the settings for search engines, feed readers and language models.

use crate::text::diag::{Diagnostic, SourceText};
use std::ops::Range;

impl Diagnostic {
    /// A setting needs absolute addresses, and that of the site is not set.
    pub fn found_needs_address(source: &SourceText, span: Range<usize>, key: &str) -> Self {
        let message = format!("`{key}` needs the address of the site");
        Self::warning("TB1901", message)
            .at(source, span)
            .label("nothing is made")
            .help("set `output.html.site-url` to the address of the site")
    }

    /// A feed is turned on, and no chapter has a date.
    pub fn feed_without_dates(source: &SourceText, span: Range<usize>) -> Self {
        let message = "the feed would be empty: no chapter has a date".to_string();
        Self::warning("TB1902", message)
            .at(source, span)
            .label("nothing is made")
            .help("add `updated: 2026-11-22` to the front matter of a chapter that has changed")
    }
}
