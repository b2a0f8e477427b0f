//! The text of book.lock.

use super::{Entry, Lock, Status, VERSION};

const HEAD: &str = "\
# What readers of this book already hold: which tick belongs to which checklist item, and which pages
# and headings they may have links to. tickbook writes this file at every build. Commit it, and do not
# edit it by hand: without it, readers lose the ticks of every item that was reworded or moved. One line
# an item, page and heading; those that are gone stay.
";

/// The whole file.
pub fn text(lock: &Lock) -> String {
    let mut text = format!("{HEAD}version = {VERSION}\n\n[items]\n");
    for (id, entry) in &lock.items {
        text.push_str(&line(id, entry));
        text.push('\n');
    }
    if !lock.pages.is_empty() {
        text.push_str("\n[pages]\n");
    }
    for (path, page) in lock.pages.iter() {
        text.push_str(&page_line(path, "", &page.title));
        text.push('\n');
        for (anchor, heading) in &page.anchors {
            text.push_str(&page_line(path, anchor, heading));
            text.push('\n');
        }
    }
    text
}

/// The line of a page, or of one of its anchors, without its end.
pub fn page_line(path: &str, anchor: &str, title: &str) -> String {
    let hash = if anchor.is_empty() { "" } else { "#" };
    format!("{} = {}", quoted(&format!("{path}{hash}{anchor}")), quoted(title))
}

/// The line of one item, without its end. What is empty or usual is left out, but for the text.
pub fn line(id: &str, entry: &Entry) -> String {
    let Entry { page, at, wording, revision, status } = entry;
    let mut line = format!("{} = {{ page = {}", key(id), quoted(page));
    line.push_str(&format!(", at = {at}"));
    let texts = [("section", &wording.section), ("parent", &wording.parent)];
    for (name, value) in texts.into_iter().filter(|(_, value)| !value.is_empty()) {
        line.push_str(&format!(", {name} = {}", quoted(value)));
    }
    line.push_str(&format!(", text = {}", quoted(&wording.text)));
    if !wording.link.is_empty() {
        line.push_str(&format!(", link = {}", quoted(&wording.link)));
    }
    let status = match status {
        Status::Live => "live",
        Status::Retired => "retired",
    };
    line.push_str(&format!(", revision = {revision}, status = \"{status}\" }}"));
    line
}

fn key(id: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !id.is_empty() && id.chars().all(is_bare) { id.to_string() } else { quoted(id) }
}

/// A basic string of TOML on one line.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(c);
            }
            // A line separator is no line end to TOML, but it is to some editors.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                quoted.push_str(&format!("\\u{:04X}", u32::from(c)));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
