//! The Atom feed: updated chapters, newest first.
//!
//! An entry is a chapter with a date of its own. Its id does not change with the date, so that feed readers show the
//! entry as updated, nor when the chapter moves, because it is the first address in its aliases. The date of the feed
//! is that of its newest entry, never the current time.

use super::{XML_HEAD, absolute, push_element, updated};
use crate::book::config::Config;
use crate::book::structure::{Book, Node};
use crate::text::escape::escape;
use crate::text::media_type;
use std::cmp::Reverse;
use std::collections::HashMap;

/// The site path of the feed.
pub const PATH: &str = media_type::FEED;

/// How many entries the feed has at most.
const MOST: usize = 50;

/// The chapters of the feed with their dates: the newest first; those of one day in reading order.
pub fn news(book: &Book) -> Vec<(&Node, &str)> {
    let nodes = book.order.iter().filter_map(|index| book.nodes.get(*index));
    let mut dated: Vec<(&Node, &str)> =
        nodes.filter_map(|node| Some((node, updated(node)?))).collect();
    dated.sort_by_key(|(_, day)| Reverse(*day));
    dated.truncate(MOST);
    dated
}

/// Whether the site has a feed: it is turned on, the site's address is set, and there is an entry.
pub fn is_there(config: &Config, book: &Book) -> bool {
    let html = &config.html;
    html.discovery.feed.is_some() && html.site_url.is_some() && !news(book).is_empty()
}

/// The feed; `None` if the site has none.
pub(super) fn text(config: &Config, book: &Book) -> Option<String> {
    let site_url = config.html.site_url.as_ref().filter(|_| is_there(config, book))?;
    let news = news(book);
    let newest = news.first().map(|(_, day)| *day)?;
    let start = absolute(site_url, "index.html");
    let mut xml = format!("{XML_HEAD}<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"");
    escape(&config.language, &mut xml);
    xml.push_str("\">\n");
    // The start page may be an entry, whose id is its address.
    push_line("id", site_url, &mut xml);
    push_line("title", &book.title, &mut xml);
    if !config.description.is_empty() {
        push_line("subtitle", &config.description, &mut xml);
    }
    push_line("updated", &moment(newest), &mut xml);
    push_link("self", "application/atom+xml", &absolute(site_url, PATH), &mut xml);
    push_link("alternate", "text/html", &start, &mut xml);
    // The format requires an author; if the book has none, its title is used.
    let nameless = std::slice::from_ref(&book.title);
    let authors = if config.authors.is_empty() { nameless } else { &config.authors };
    for author in authors {
        xml.push_str("<author>");
        push_element("name", author, &mut xml);
        xml.push_str("</author>\n");
    }
    let first = first_addresses(book);
    for (node, day) in news {
        xml.push_str("<entry>\n");
        let id = first.get(node.url.as_str()).copied().unwrap_or(&node.url);
        push_line("id", &absolute(site_url, id), &mut xml);
        push_line("title", &node.title, &mut xml);
        push_line("updated", &moment(day), &mut xml);
        push_link("alternate", "text/html", &absolute(site_url, &node.url), &mut xml);
        if !node.description().is_empty() {
            push_line("summary", node.description(), &mut xml);
        }
        xml.push_str("</entry>\n");
    }
    xml.push_str("</feed>\n");
    Some(xml)
}

/// For each page that has moved, its first alias: the original address, if authors append later ones.
fn first_addresses(book: &Book) -> HashMap<&str, &str> {
    let mut first = HashMap::new();
    for redirect in &book.redirects {
        if let Some(page) = &redirect.page {
            first.entry(page.as_str()).or_insert(redirect.from.as_str());
        }
    }
    first
}

/// A day as a point in time, which the format requires.
fn moment(day: &str) -> String {
    format!("{day}T00:00:00Z")
}

fn push_line(name: &str, text: &str, xml: &mut String) {
    push_element(name, text, xml);
    xml.push('\n');
}

fn push_link(relation: &str, media_type: &str, address: &str, xml: &mut String) {
    xml.push_str(&format!("<link rel=\"{relation}\" type=\"{media_type}\" href=\""));
    escape(address, xml);
    xml.push_str("\"/>\n");
}
