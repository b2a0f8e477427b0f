//! Files for other programs: the sitemap, the feed, the data on each page for search engines, the list of chapters and
//! the Markdown version of each page for language models.
//!
//! Owns the content and the names of these files. Pure: it never reads the clock, so dates come from authors only. A
//! setting that cannot take effect is a warning.

mod faults;
pub mod feed;
mod linked_data;
mod llms;
pub mod markdown_page;
pub mod sitemap;

use crate::book::config::Config;
use crate::book::structure::{Book, Node};
use crate::text::diag::Diagnostic;
use crate::text::escape::escape;
use crate::text::output::Output;
use crate::text::url;
pub use linked_data::linked_data;

/// The list of chapters for language models.
pub const LLMS: &str = "llms.txt";

/// Warnings about settings that cannot take effect.
pub fn faults(config: &Config, book: &Book) -> Vec<Diagnostic> {
    let found = &config.html.discovery;
    let asked = [("structured-data", &found.structured_data), ("feed", &found.feed)];
    let asked = asked.into_iter().filter_map(|(key, place)| Some((key, place.clone()?)));
    let mut faults = Vec::new();
    for (key, place) in asked {
        if config.html.site_url.is_none() {
            faults.push(Diagnostic::found_needs_address(&config.source, place, key));
        } else if key == "feed" && feed::news(book).is_empty() {
            faults.push(Diagnostic::feed_without_dates(&config.source, place));
        }
    }
    faults
}

/// The files for the whole book. The Markdown versions are made with the pages.
pub fn files(config: &Config, book: &Book) -> Vec<Output> {
    let mut files = sitemap::files(config, book);
    files.push(Output::new("robots.txt", sitemap::robots(config)));
    files.extend(feed::text(config, book).map(|text| Output::new(feed::PATH, text)));
    if config.html.discovery.llms_txt {
        files.push(Output::new(LLMS, llms::text(config, book)));
    }
    files
}

/// The names of these files for a book of so many pages, in lower case.
pub fn names(config: &Config, pages: usize) -> Vec<String> {
    let found = &config.html.discovery;
    let mut names = sitemap::names(pages);
    names.extend(found.feed.is_some().then(|| feed::PATH.to_string()));
    names.extend(found.llms_txt.then(|| LLMS.to_string()));
    names
}

/// The day on which a chapter was last updated, if its author gives one.
fn updated(node: &Node) -> Option<&str> {
    node.chapter.as_ref()?.front.updated.as_deref()
}

/// The absolute address of a site path.
fn absolute(site_url: &str, path: &str) -> String {
    format!("{site_url}{}", url::encode(path))
}

/// Appends an XML element that contains only text. Leaves out characters that XML does not allow.
fn push_element(name: &str, text: &str, xml: &mut String) {
    let is_allowed = |c: &char| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    let text: String = text.chars().filter(is_allowed).collect();
    xml.push_str(&format!("<{name}>"));
    escape(&text, xml);
    xml.push_str(&format!("</{name}>"));
}

const XML_HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
