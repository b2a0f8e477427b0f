//! The text of book.lock.

use super::{Entry, LAST_LINE, Lock, Page, VERSION};
use std::collections::{BTreeMap, BTreeSet};

const HEAD: &str = "\
# What readers of this book already hold: which tick belongs to which checklist item, and which pages
# and headings they may have links to. tickbook writes this file at every build; commit it. Without it,
# readers lose the ticks of every item that was reworded or moved. One line an item, page and heading;
# those that are gone stay. After a merge there is nothing to put in order: build, and commit it as it is.
";

/// The whole file: for each page its headings, then its items in the order of their places.
pub fn text(lock: &Lock) -> String {
    let mut text = format!("{HEAD}version = {VERSION}\n");
    if !lock.ids.now.is_empty() {
        text.push_str(&format!("book = {}\n", quoted(&lock.ids.now)));
    }
    if !lock.ids.formerly.is_empty() {
        text.push_str(&format!("formerly = {}\n", list(&lock.ids.formerly)));
    }
    let mut items = lines_by_page(lock);
    let paths: BTreeSet<&str> =
        lock.pages.keys().map(String::as_str).chain(items.keys().copied()).collect();
    for path in paths {
        // These lines of a page separate the changes of two authors to neighbouring pages.
        text.push_str(&format!("\n# {}\n", quoted(path)));
        if let Some(page) = lock.pages.get(path) {
            push_page(&mut text, path, page);
        }
        if let Some(items) = items.get_mut(path) {
            items.sort_by_key(|(id, entry)| (entry.at, *id));
            push_items(&mut text, items, lock.pages.contains_key(path));
        }
    }
    text.push_str(&format!("\n{LAST_LINE}\n"));
    text
}

fn push_page(text: &mut String, path: &str, page: &Page) {
    text.push_str(&page_line(path, "", &page.title));
    text.push('\n');
    for (anchor, heading) in &page.anchors {
        text.push_str(&page_line(path, anchor, heading));
        text.push('\n');
    }
    for (anchor, now) in &page.moved {
        let address = if anchor.is_empty() { path.to_string() } else { format!("{path}#{anchor}") };
        text.push_str(&format!("moved.{} = {}\n", quoted(&address), quoted(now)));
    }
}

fn push_items(text: &mut String, items: &[(&str, &Entry)], is_below_headings: bool) {
    if is_below_headings {
        text.push('\n');
    }
    for (id, entry) in items {
        text.push_str(&line(id, entry));
        text.push('\n');
    }
}

/// The lines of the items of each page; all lines of an item that has several.
fn lines_by_page(lock: &Lock) -> BTreeMap<&str, Vec<(&str, &Entry)>> {
    let mut pages: BTreeMap<&str, Vec<(&str, &Entry)>> = BTreeMap::new();
    for (id, entry) in &lock.items {
        let sides = lock.sides.get(id).map_or(std::slice::from_ref(entry), Vec::as_slice);
        for side in sides {
            pages.entry(&side.page).or_default().push((id, side));
        }
    }
    pages
}

/// The line of a page, or of one of its anchors, without line end.
pub fn page_line(path: &str, anchor: &str, title: &str) -> String {
    format!("{} = {}", page_key(path, anchor), quoted(title))
}

/// The beginning of the line of a page, or of one of its anchors.
pub fn page_key(path: &str, anchor: &str) -> String {
    match anchor {
        "" => format!("page.{}", quoted(path)),
        anchor => format!("heading.{}", quoted(&format!("{path}#{anchor}"))),
    }
}

/// The line of one item, without line end. Empty fields are left out, except the text.
pub fn line(id: &str, entry: &Entry) -> String {
    let Entry { page, at: _, wording, revision, status, former, questions } = entry;
    let mut line = format!("item.{} = {{ page = {}", key(id), quoted(page));
    let texts = [("section", &wording.section), ("parent", &wording.parent)];
    for (name, value) in texts.into_iter().filter(|(_, value)| !value.is_empty()) {
        line.push_str(&format!(", {name} = {}", quoted(value)));
    }
    line.push_str(&format!(", text = {}", quoted(&wording.text)));
    if !wording.link.is_empty() {
        line.push_str(&format!(", link = {}", quoted(&wording.link)));
    }
    let lists = [("code", &wording.code), ("pictures", &wording.pictures)];
    for (name, values) in lists.into_iter().filter(|(_, values)| !values.is_empty()) {
        line.push_str(&format!(", {name} = {}", list(values)));
    }
    line.push_str(&format!(", revision = {revision}, status = \"{}\"", status.name()));
    if !former.is_empty() {
        line.push_str(&format!(", former = {}", list(former)));
    }
    for (name, value) in [("was", &questions.was), ("near", &questions.near)] {
        if let Some(value) = value {
            line.push_str(&format!(", {name} = {}", quoted(value)));
        }
    }
    line.push_str(" }");
    line
}

fn key(id: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !id.is_empty() && id.chars().all(is_bare) { id.to_string() } else { quoted(id) }
}

fn list(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", texts.join(", "))
}

/// A basic TOML string on one line.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(c);
            }
            // A line separator is no line end in TOML, but it is in some editors.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                quoted.push_str(&format!("\\u{:04X}", u32::from(c)));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
