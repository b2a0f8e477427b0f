//! Crawls a built site: checks every link within it, and finds the order of its pages.
//!
//! Shares no code with the program, so that it does not repeat its errors. Reads only the markup that a browser uses:
//! `href` and `src`, and ids.

use crate::step::Failure;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The results for a site.
#[derive(Debug, Default)]
pub struct Crawled {
    /// How many pages there are.
    pub pages: usize,
    /// How many links within the site were checked.
    pub links: usize,
    /// Dead links, as `page: link`.
    pub dead: Vec<String>,
    /// The pages in any navigation.
    pub listed: BTreeSet<String>,
    /// The pages in the order of the links to the next.
    pub order: Vec<String>,
}

/// A page: its ids, its links, and those of its navigation.
#[derive(Default)]
struct Page {
    ids: BTreeSet<String>,
    links: Vec<String>,
    listed: Vec<String>,
    next: Option<String>,
}

/// Reads the site in a folder. `404.html` is left out, because its links are relative to the root of the host.
pub fn crawl(folder: &Path) -> Result<Crawled, Failure> {
    let mut files = Vec::new();
    walk(folder, "", &mut files)?;
    let mut pages: BTreeMap<String, Page> = BTreeMap::new();
    for path in files.iter().filter(|path| path.ends_with(".html") && *path != "404.html") {
        let html = fs::read_to_string(folder.join(path))
            .map_err(|error| Failure::new(format!("cannot read {path}: {error}")))?;
        pages.insert(path.clone(), read(&html));
    }
    let files: BTreeSet<String> = files.into_iter().collect();
    let mut crawled = Crawled { pages: pages.len(), ..Crawled::default() };
    for (path, page) in &pages {
        for link in &page.links {
            let Some((target, fragment)) = resolve(path, link) else { continue };
            crawled.links += 1;
            let has_id = match pages.get(&target) {
                Some(page) => fragment.is_empty() || page.ids.contains(&fragment),
                None => files.contains(&target),
            };
            // Fragments of the plan page are state for its script.
            if !has_id && target != "plan.html" {
                crawled.dead.push(format!("{path}: {link}"));
            }
        }
        let listed = page.listed.iter().filter_map(|link| Some(resolve(path, link)?.0));
        crawled.listed.extend(listed);
    }
    let mut at = Some("index.html".to_string());
    while let Some(path) = at.take_if(|path| !crawled.order.contains(path)) {
        let next = pages.get(&path).and_then(|page| page.next.as_deref());
        at = next.and_then(|link| Some(resolve(&path, link)?.0));
        crawled.order.push(path);
    }
    Ok(crawled)
}

fn walk(folder: &Path, below: &str, files: &mut Vec<String>) -> Result<(), Failure> {
    let fault = |error: std::io::Error| Failure::new(format!("cannot read the site: {error}"));
    for entry in fs::read_dir(folder).map_err(fault)? {
        let entry = entry.map_err(fault)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if below.is_empty() { name } else { format!("{below}/{name}") };
        match entry.file_type().map_err(fault)?.is_dir() {
            true => walk(&entry.path(), &path, files)?,
            false => files.push(path),
        }
    }
    Ok(())
}

fn read(html: &str) -> Page {
    let mut page = Page::default();
    let mut in_navigation = false;
    for tag in tags(html) {
        if tag.starts_with("nav ") {
            in_navigation = tag.contains("aria-label=\"Chapters\"");
        } else if tag == "/nav" {
            in_navigation = false;
        }
        page.ids.extend(attribute(tag, "id"));
        for name in ["href", "src"] {
            let Some(link) = attribute(tag, name) else { continue };
            if in_navigation {
                page.listed.push(link.clone());
            }
            if tag.contains("class=\"tb-next\"") {
                page.next = Some(link.clone());
            }
            page.links.push(link);
        }
    }
    page
}

/// The content of all tags. A `>` in an attribute is always escaped by the program.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    let begins = |part: &&str| part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    html.split('<').skip(1).filter(begins).filter_map(|part| Some(part.split_once('>')?.0))
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    let (value, _) = rest.split_once('"')?;
    Some(
        value
            .replace("&#x27;", "'")
            .replace("&quot;", "\"")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&"),
    )
}

/// The file and the fragment that a link on a page points to; `None` if it points outside of the site.
fn resolve(page: &str, link: &str) -> Option<(String, String)> {
    let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
    let path = path.split('?').next().unwrap_or_default();
    let is_address =
        path.starts_with("//") || path.split('/').next().is_some_and(|first| first.contains(':'));
    if is_address {
        return None;
    }
    let mut parts: Vec<String> = page.split('/').map(str::to_string).collect();
    if !path.is_empty() {
        parts.pop();
    }
    for part in path.split('/').filter(|part| !part.is_empty() && *part != ".") {
        match part {
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(decode(part)),
        }
    }
    if path.ends_with('/') {
        parts.push("index.html".into());
    }
    Some((parts.join("/"), decode(fragment)))
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let escape = match (first, after) {
            (b'%', [high, low, ..]) => std::str::from_utf8(&[*high, *low])
                .ok()
                .and_then(|hex| u8::from_str_radix(hex, 16).ok()),
            _ => None,
        };
        bytes.push(escape.unwrap_or(*first));
        rest = if escape.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_resolve_as_in_a_browser() {
        let found = |page, link| resolve(page, link).map(|(path, id)| format!("{path}|{id}"));
        assert_eq!(found("a/b.html", "../c%20d.html#e").as_deref(), Some("c d.html|e"));
        assert_eq!(found("a/b.html", "#x").as_deref(), Some("a/b.html|x"));
        assert_eq!(found("a/b.html", "./").as_deref(), Some("a/index.html|"));
        assert_eq!(found("b.html", "../../std/x.html"), None);
        assert_eq!(found("b.html", "https://example.org/"), None);
    }

    #[test]
    fn pages_are_read_by_their_tags() {
        let page = read(
            "<nav aria-label=\"Chapters\"><a href=\"a.html\">A</a></nav>\
             <a class=\"tb-next\" rel=\"next\" href=\"b.html\"><p id=\"x\">1 < 2</p>",
        );
        assert_eq!(page.listed, ["a.html"]);
        assert_eq!(page.links, ["a.html", "b.html"]);
        assert_eq!(page.next.as_deref(), Some("b.html"));
        assert!(page.ids.contains("x"));
    }
}
