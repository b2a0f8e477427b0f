//! The Atom feed: what has been updated, newest first.
//!
//! An entry is a chapter with a date of its own. Its id stays when the date changes, so that a feed reader knows
//! the entry again and shows it as updated, and it stays when the chapter moves, because it is the first address
//! that its aliases name. The feed is as new as its newest entry; nothing asks for the time.

use super::{XML_HEAD, absolute, push_element, updated};
use crate::book::config::Config;
use crate::book::structure::{Book, Node};
use crate::text::escape::escape;
use crate::text::media_type;
use std::cmp::Reverse;
use std::collections::HashMap;

/// Where the feed is.
pub const PATH: &str = media_type::FEED;

/// How many entries the feed has at most.
const MOST: usize = 50;

/// The chapters of the feed with their dates: the newest first, and in reading order those of one day.
pub fn news(book: &Book) -> Vec<(&Node, &str)> {
    let nodes = book.order.iter().filter_map(|index| book.nodes.get(*index));
    let mut dated: Vec<(&Node, &str)> =
        nodes.filter_map(|node| Some((node, updated(node)?))).collect();
    dated.sort_by_key(|(_, day)| Reverse(*day));
    dated.truncate(MOST);
    dated
}

/// Whether the site has a feed: it is asked for, and there is something to say and an address to say it of.
pub fn is_there(config: &Config, book: &Book) -> bool {
    let html = &config.html;
    html.discovery.feed.is_some() && html.site_url.is_some() && !news(book).is_empty()
}

/// The feed; `None` where there is none.
pub(super) fn text(config: &Config, book: &Book) -> Option<String> {
    let site_url = config.html.site_url.as_ref().filter(|_| is_there(config, book))?;
    let news = news(book);
    let newest = news.first().map(|(_, day)| *day)?;
    let start = absolute(site_url, "index.html");
    let mut xml = format!("{XML_HEAD}<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"");
    escape(&config.language, &mut xml);
    xml.push_str("\">\n");
    // The start page may be an entry, and its address is that one's id.
    push_line("id", site_url, &mut xml);
    push_line("title", &book.title, &mut xml);
    if !config.description.is_empty() {
        push_line("subtitle", &config.description, &mut xml);
    }
    push_line("updated", &moment(newest), &mut xml);
    push_link("self", "application/atom+xml", &absolute(site_url, PATH), &mut xml);
    push_link("alternate", "text/html", &start, &mut xml);
    // The format wants an author; a book that names none speaks for itself.
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

/// For each page that has moved, the old address that is named first: the one that it began with, where its
/// author adds the others behind it.
fn first_addresses(book: &Book) -> HashMap<&str, &str> {
    let mut first = HashMap::new();
    for redirect in &book.redirects {
        if let Some(page) = &redirect.page {
            first.entry(page.as_str()).or_insert(redirect.from.as_str());
        }
    }
    first
}

/// A day as a moment of it, which is what the format wants.
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
