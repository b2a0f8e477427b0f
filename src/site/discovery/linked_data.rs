//! Structured data of a page for search engines, in the vocabulary of schema.org, as JSON-LD.
//!
//! It is a data block in the page, which browsers do not run, so the policy on scripts does not apply.

use super::{absolute, updated};
use crate::book::config::Config;
use crate::book::structure::{Book, Node};
use serde_json::{Map, Value, json};

/// The data for the page of a node with the address of its social card, ready to be inserted; `None` if structured data
/// is off, or the address of the site is not set.
pub fn linked_data(
    config: &Config,
    book: &Book,
    index: usize,
    image: Option<&str>,
) -> Option<String> {
    config.html.discovery.structured_data.as_ref()?;
    let site_url = config.html.site_url.as_ref()?;
    let node = book.nodes.get(index)?;
    let mut page = match index {
        0 => the_book(config, book, site_url),
        _ => the_page(config, book, site_url, node),
    };
    page.extend(image.map(|image| ("image".to_string(), json!(image))));
    let mut graph = vec![Value::Object(page)];
    graph.extend((index != 0).then(|| breadcrumbs(book, site_url, index)));
    let data = json!({ "@context": "https://schema.org", "@graph": graph });
    Some(in_a_page(&data.to_string()))
}

/// JSON in which nothing can end the enclosing element or begin a comment.
fn in_a_page(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                safe.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => safe.push(c),
        }
    }
    safe
}

fn the_book(config: &Config, book: &Book, site_url: &str) -> Map<String, Value> {
    let root = book.nodes.first();
    let own = root.map_or("", Node::description);
    let said = if config.description.is_empty() { own } else { &config.description };
    let mut data = Map::new();
    data.insert("@type".into(), json!("Book"));
    data.insert("name".into(), json!(book.title));
    data.insert("url".into(), json!(absolute(site_url, "index.html")));
    data.insert("inLanguage".into(), json!(config.language));
    describe(&mut data, said, root.and_then(updated));
    data.extend(authors(config));
    data
}

/// A chapter is an article. A part without a text of its own is a collection page.
fn the_page(config: &Config, book: &Book, site_url: &str, node: &Node) -> Map<String, Value> {
    let (kind, name) = match node.chapter {
        Some(_) => ("Article", "headline"),
        None => ("CollectionPage", "name"),
    };
    let start = absolute(site_url, "index.html");
    let mut data = Map::new();
    data.insert("@type".into(), json!(kind));
    data.insert(name.into(), json!(node.title));
    data.insert("url".into(), json!(absolute(site_url, &node.url)));
    data.insert("inLanguage".into(), json!(config.language));
    data.insert("isPartOf".into(), json!({ "@type": "Book", "name": book.title, "url": start }));
    describe(&mut data, node.description(), updated(node));
    data.extend(authors(config));
    data
}

fn describe(data: &mut Map<String, Value>, description: &str, updated: Option<&str>) {
    if !description.is_empty() {
        data.insert("description".into(), json!(description));
    }
    if let Some(day) = updated {
        data.insert("dateModified".into(), json!(day));
    }
}

fn authors(config: &Config) -> Option<(String, Value)> {
    let author = |name: &String| json!({ "@type": "Person", "name": name });
    let authors: Vec<Value> = config.authors.iter().map(author).collect();
    (!authors.is_empty()).then(|| ("author".to_string(), Value::Array(authors)))
}

/// The path from the start page to the page, both included.
fn breadcrumbs(book: &Book, site_url: &str, index: usize) -> Value {
    let trail = book.trail(index).into_iter();
    let nodes = trail.filter_map(|one| Some((one, book.nodes.get(one)?)));
    let items = nodes.enumerate().map(|(place, (one, node))| {
        let name = if one == 0 { &book.title } else { &node.title };
        json!({
            "@type": "ListItem",
            "position": place + 1,
            "name": name,
            "item": absolute(site_url, &node.url),
        })
    });
    json!({ "@type": "BreadcrumbList", "itemListElement": items.collect::<Vec<Value>>() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_element_around_it() {
        let hostile = "</script><!-- & \u{2028} \u{1} \"";
        let text = in_a_page(&json!({ "a": hostile }).to_string());
        assert!(!text.contains(['<', '>', '&', '\u{2028}', '\u{1}']));
        let read: Value = serde_json::from_str(&text).unwrap_or_default();
        assert_eq!(read["a"], hostile);
    }
}
