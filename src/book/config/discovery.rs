//! The settings by which search engines, feed readers and language models find the book.

use super::keys;
use super::values::Values;
use std::ops::Range;

/// What the site says of itself to other programs.
#[derive(Debug, Clone, Default)]
pub struct DiscoveryConfig {
    /// Where book.toml asks for data on each page for search engines; `None` where it does not.
    pub structured_data: Option<Range<usize>>,
    /// Where book.toml asks for a feed; `None` where it does not.
    pub feed: Option<Range<usize>>,
    /// Whether there is a list of the chapters for language models.
    pub llms_txt: bool,
    /// Whether each page is there as Markdown too.
    pub markdown_pages: bool,
}

pub(super) fn typed(values: &Values) -> DiscoveryConfig {
    DiscoveryConfig {
        structured_data: values.place_if_set(keys::HTML_STRUCTURED_DATA),
        feed: values.place_if_set(keys::HTML_FEED),
        llms_txt: values.flag(keys::HTML_LLMS_TXT).unwrap_or(false),
        markdown_pages: values.flag(keys::HTML_MARKDOWN_PAGES).unwrap_or(false),
    }
}
