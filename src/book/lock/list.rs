//! The output of `tickbook lock`, for people and for other programs.

use super::{Entry, Lock, Status};
use crate::text::diag::cited;
use crate::text::diag::print::{counted, visible};
use serde_json::{Map, Value};

/// Which items are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// All of them.
    All,
    /// Those with an open question.
    Questions,
}

impl Shown {
    fn has(self, entry: &Entry) -> bool {
        self == Shown::All || (entry.status == Status::Live && entry.questions.are_open())
    }
}

/// The items as a JSON array, one per line, in the order of pages and places.
pub fn json(lock: &Lock, shown: Shown) -> String {
    let pages = lock.by_page();
    let items = pages.values().flatten().filter(|(_, entry)| shown.has(entry));
    let items = items.map(|(id, entry)| object(id, entry).to_string());
    let items: Vec<String> = items.collect();
    if items.is_empty() { "[]\n".into() } else { format!("[\n{}\n]\n", items.join(",\n")) }
}

fn object(id: &str, entry: &Entry) -> Value {
    let wording = &entry.wording;
    let texts = [
        ("id", id),
        ("page", &entry.page),
        ("section", &wording.section),
        ("parent", &wording.parent),
        ("text", &wording.text),
        ("status", entry.status.name()),
    ];
    let mut object: Map<String, Value> =
        texts.into_iter().map(|(name, text)| (name.to_string(), text.into())).collect();
    object.insert("revision".into(), entry.revision.into());
    for (name, value) in [("was", &entry.questions.was), ("near", &entry.questions.near)] {
        if let Some(value) = value {
            object.insert(name.into(), value.as_str().into());
        }
    }
    Value::Object(object)
}

/// The items by page, for people.
pub fn table(lock: &Lock, shown: Shown) -> String {
    let mut table = String::new();
    for (page, mut items) in lock.by_page() {
        items.retain(|(_, entry)| shown.has(entry));
        if items.is_empty() {
            continue;
        }
        table.push_str(&format!("{}\n", visible(page)));
        for (id, entry) in items {
            table.push_str(&format!("  {id}  {}{}\n", place(entry), visible(&entry.wording.text)));
            let mut more = Vec::new();
            if entry.revision > 1 {
                more.push(counted(entry.revision as usize - 1, "time") + " reworded");
            }
            if entry.status == Status::Retired {
                more.push("no longer in the book".to_string());
            }
            more.extend(questions(lock, entry));
            if !more.is_empty() {
                table.push_str(&format!(
                    "  {:width$}  ({})\n",
                    "",
                    more.join(", "),
                    width = id.len()
                ));
            }
        }
    }
    table
}

/// The open questions about an item.
fn questions(lock: &Lock, entry: &Entry) -> Vec<String> {
    let was = entry.questions.was.as_ref();
    let was = was.map(|text| format!("is it “{}”?", visible(&cited(text))));
    let near = entry.questions.near.as_ref().and_then(|id| {
        let left = lock.items.get(id)?;
        Some(format!("is it {id}, “{}”?", visible(&cited(&left.wording.text))))
    });
    was.into_iter().chain(near).collect()
}

/// The position of an item on its page.
fn place(entry: &Entry) -> String {
    let texts = [&entry.wording.section, &entry.wording.parent];
    let texts = texts.into_iter().filter(|text| !text.is_empty());
    texts.map(|text| format!("{} > ", visible(text))).collect()
}

/// The texts of an item, the oldest first and the current one last.
pub fn log(entry: &Entry) -> String {
    let texts = entry.former.iter().chain([&entry.wording.text]);
    texts.map(|text| format!("{}\n", visible(text))).collect()
}
