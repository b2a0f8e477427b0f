//! A parser of the HTML that tickbook writes, and checks for every page of every site.
//!
//! It supports just enough HTML for pages that close all elements, which is itself one of the checks.

use std::collections::{BTreeMap, BTreeSet};

/// A start or end tag.
#[derive(Debug)]
pub struct Tag {
    pub name: String,
    pub closing: bool,
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(attribute, _)| attribute == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// All tags of a page in order, comments and the content of scripts left out.
pub fn tags(html: &str) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        rest = after;
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let closing = rest.starts_with('/');
        rest = rest.strip_prefix('/').unwrap_or(rest);
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let (tag, after) = tag(rest, closing);
        rest = after;
        if !closing && ["script", "style"].contains(&tag.name.as_str()) {
            let end = format!("</{}", tag.name);
            rest = rest.find(&end).and_then(|at| rest.get(at..)).unwrap_or_default();
        }
        tags.push(tag);
    }
    tags
}

fn tag(text: &str, closing: bool) -> (Tag, &str) {
    let is_end = |c: char| c.is_ascii_whitespace() || c == '>' || c == '/';
    let at = text.find(is_end).unwrap_or(text.len());
    let mut tag = Tag { name: text[..at].to_ascii_lowercase(), closing, attributes: Vec::new() };
    let mut rest = &text[at..];
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            return (tag, rest.strip_prefix('>').unwrap_or(""));
        }
        let at = rest.find(|c: char| is_end(c) || c == '=').unwrap_or(rest.len());
        let name = rest[..at.max(1)].to_ascii_lowercase();
        rest = &rest[at.max(1)..];
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let quote = after.chars().next().filter(|c| *c == '"' || *c == '\'');
            let body = if quote.is_some() { &after[1..] } else { after };
            let end = match quote {
                Some(quote) => body.find(quote),
                None => body.find(|c: char| c.is_ascii_whitespace() || c == '>'),
            };
            let end = end.unwrap_or(body.len());
            value = &body[..end];
            rest = body[end..].strip_prefix(['"', '\'']).unwrap_or(&body[end..]);
        }
        tag.attributes.push((name, unescape(value)));
    }
}

/// Undoes character references.
pub fn unescape(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        let Some((name, after)) = after.split_once(';') else {
            plain.push('&');
            rest = after;
            continue;
        };
        let number =
            name.strip_prefix('#').and_then(|digits| match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => digits.parse().ok(),
            });
        let known = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => number.and_then(char::from_u32),
        };
        plain.extend(known);
        rest = after;
    }
    plain + rest
}

const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "path",
];

const BLOCKS: [&str; 19] = [
    "p",
    "div",
    "ul",
    "ol",
    "dl",
    "table",
    "blockquote",
    "pre",
    "section",
    "article",
    "figure",
    "hr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "details",
];

const HOLD_TEXT_ONLY: [&str; 9] = ["p", "label", "h1", "h2", "h3", "h4", "h5", "h6", "summary"];

/// What is wrong with the nesting of a page.
pub fn nesting_faults(html: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut open: Vec<String> = Vec::new();
    for tag in tags(html) {
        let name = tag.name.as_str();
        let mut names: Vec<&str> = tag.attributes.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        if names.windows(2).any(|pair| pair[0] == pair[1]) {
            faults.push(format!("<{name}> has an attribute twice: {:?}", tag.attributes));
        }
        if tag.closing {
            match open.pop() {
                Some(last) if last == name => {}
                last => faults.push(format!("</{name}> closes <{}>", last.unwrap_or_default())),
            }
            continue;
        }
        let holds_text = |name: &&String| HOLD_TEXT_ONLY.contains(&name.as_str());
        if let Some(outer) = open.iter().rev().find(holds_text)
            && BLOCKS.contains(&name)
        {
            faults.push(format!("<{name}> inside <{outer}>"));
        }
        let interactive = ["a", "button"];
        if interactive.contains(&name) && open.iter().any(|one| interactive.contains(&&**one)) {
            faults.push(format!("<{name}> inside a link or button: {:?}", tag.attributes));
        }
        let in_list = open.last().is_some_and(|last| last == "ul" || last == "ol");
        if in_list != (name == "li") && (in_list || name == "li") {
            faults.push(format!("<{name}> inside <{}>", open.last().cloned().unwrap_or_default()));
        }
        if !VOID.contains(&name) {
            open.push(name.to_string());
        }
    }
    faults.extend(open.iter().map(|name| format!("<{name}> is never closed")));
    faults
}

/// The ids of a page, and those that it has twice.
pub fn ids(html: &str) -> (BTreeSet<String>, Vec<String>) {
    let mut ids = BTreeSet::new();
    let mut twice = Vec::new();
    for tag in tags(html) {
        if let Some(id) = tag.get("id")
            && !ids.insert(id.to_string())
        {
            twice.push(id.to_string());
        }
    }
    (ids, twice)
}

/// Everything that must hold of the files of a site. `root` is where the site stands on its host,
/// which only the page for missing addresses may know.
pub fn site_faults(files: &BTreeMap<String, Vec<u8>>, root: &str) -> Vec<String> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let pages: BTreeMap<&str, String> = files
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (path.as_str(), text(bytes)))
        .collect();
    let known: BTreeMap<&str, BTreeSet<String>> =
        pages.iter().map(|(path, html)| (*path, ids(html).0)).collect();
    let mut faults = Vec::new();
    for (path, html) in &pages {
        let mut found = nesting_faults(html);
        found.extend(ids(html).1.iter().map(|id| format!("the id `{id}` is there twice")));
        found.extend(tags(html).iter().flat_map(foreign));
        let links = Links { page: path, files, known: &known, root };
        found.extend(tags(html).iter().flat_map(|tag| links.faults(tag)));
        faults.extend(found.iter().map(|fault| format!("{path}: {fault}")));
    }
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".css")) {
        let css = text(bytes);
        for forbidden in ["@import", "url(http", "url(//", "url(\"http", "url('http"] {
            if css.contains(forbidden) {
                faults.push(format!("{path}: holds {forbidden}"));
            }
        }
    }
    faults
}

/// Scripts, styles and loads that no page may hold.
fn foreign(tag: &Tag) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, value) in &tag.attributes {
        let loads = matches!(name.as_str(), "src" | "srcset" | "poster" | "data")
            || (tag.name == "link" && name == "href" && tag.get("rel") != Some("canonical"));
        let elsewhere = value.contains("://") || value.starts_with("//");
        if name.starts_with("on") || name == "style" || value.starts_with("javascript:") {
            faults.push(format!("<{} {name}=\"{value}\">", tag.name));
        } else if loads && elsewhere {
            faults.push(format!("<{}> loads {value}", tag.name));
        }
    }
    // Data is no script: no browser runs it.
    let is_data = tag.get("type") == Some("application/ld+json");
    let inline_script =
        tag.name == "script" && !tag.closing && tag.get("src").is_none() && !is_data;
    if inline_script || ["style", "iframe", "object", "embed", "base"].contains(&&*tag.name) {
        faults.push(format!("an inline <{}>", tag.name));
    }
    faults
}

struct Links<'a> {
    page: &'a str,
    files: &'a BTreeMap<String, Vec<u8>>,
    known: &'a BTreeMap<&'a str, BTreeSet<String>>,
    root: &'a str,
}

impl Links<'_> {
    fn faults(&self, tag: &Tag) -> Vec<String> {
        let mut faults = Vec::new();
        for (name, value) in &tag.attributes {
            let fault = match name.as_str() {
                "href" | "src" | "poster" => self.dead(value),
                "for" | "popovertarget" | "aria-labelledby" | "aria-describedby"
                | "aria-controls" => self.dead(&format!("#{value}")),
                _ => None,
            };
            faults.extend(fault.map(|fault| format!("<{} {name}=\"{value}\">: {fault}", tag.name)));
        }
        faults
    }

    fn dead(&self, target: &str) -> Option<String> {
        let elsewhere = ["https://", "http://", "mailto:", "tel:", "data:", "//"];
        if elsewhere.iter().any(|scheme| target.starts_with(scheme)) {
            return None;
        }
        let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
        let path = tickbook::text::url::decode(path);
        let full = match path.strip_prefix(self.root) {
            _ if path.is_empty() => Some(self.page.to_string()),
            Some(absolute) if path.starts_with('/') && self.page == "404.html" => {
                Some(absolute.to_string())
            }
            _ if path.starts_with('/') => return Some("not relative".into()),
            // Served at any path, it names its style sheets from several.
            _ if self.page == "404.html" && path.ends_with(".css") => {
                Some(path.trim_start_matches("../").to_string())
            }
            _ => tickbook::text::url::resolve(tickbook::text::url::split(self.page).0, &path),
        };
        let Some(full) = full.filter(|full| self.files.contains_key(full)) else {
            return Some("there is no such file".into());
        };
        let id = tickbook::text::url::decode(fragment);
        let there = self.known.get(&*full).is_some_and(|ids| ids.contains(&id));
        (!fragment.is_empty() && !there).then(|| "there is no such id".into())
    }
}

#[test]
fn the_checks_can_fail() {
    let page = |html: &str| {
        let files = BTreeMap::from([("a/b.html".to_string(), html.as_bytes().to_vec())]);
        site_faults(&files, "/").join("\n")
    };
    assert_eq!(page("<p id=\"x\"><a href=\"#x\">a &amp; b</a><br></p>"), "");
    assert_eq!(page("<a href=\"../a/b.html\">x</a><!-- <p> -->"), "");
    assert!(page("<p><div></div></p>").contains("<div> inside <p>"));
    assert!(page("<b><i></b></i>").contains("</b> closes <i>"));
    assert!(page("<ul>").contains("never closed"));
    assert!(page("<a href=\"c.html\"></a>").contains("no such file"));
    assert!(page("<a href=\"/a/b.html\"></a>").contains("not relative"));
    assert!(page("<a href=\"#y\"></a>").contains("no such id"));
    assert!(page("<i id=a></i><i id=a></i>").contains("twice"));
    assert!(page("<a><a></a></a>").contains("inside a link"));
    assert!(page("<p onclick=x></p>").contains("onclick"));
    assert!(page("<script>x</script>").contains("inline <script>"));
    assert!(page("<img src=\"https://a.b/c\">").contains("loads"));
}
