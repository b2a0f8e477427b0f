//! Settings for search engines, feed readers and language models.

use super::keys;
use super::values::Values;
use std::ops::Range;

/// Data for search engines, feed readers and language models.
#[derive(Debug, Clone, Default)]
pub struct DiscoveryConfig {
    /// The place in book.toml that turns on structured data for search engines; `None` if it is off.
    pub structured_data: Option<Range<usize>>,
    /// The place in book.toml that turns on the feed; `None` if it is off.
    pub feed: Option<Range<usize>>,
    /// Whether there is a list of the chapters for language models.
    pub llms_txt: bool,
    /// Whether each page has a Markdown version.
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
