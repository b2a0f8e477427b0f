//! The items of the whole book in one script that pages load: they count those of other chapters with it.
//!
//! Owns the form of the file. It is made of what other pages see of chapters and of nothing else, so a patch never changes
//! it. Its name has no hash: with one, every page would change with each new item.

use crate::book::config::{Config, keys};
use crate::book::structure::{Book, Node};
use crate::site::page::AudienceView;
use crate::site::terms;
use crate::text::output::Output;
use crate::text::url;
use serde_json::Value;

/// The site path of the file.
pub(super) const PATH: &str = "assets/items.js";

/// The file; `None` if the book has no items.
pub(super) fn file(config: &Config, book: &Book) -> Option<Output> {
    let names = Value::from_iter(audiences(config, book).into_iter().map(|one| one.name));
    let nodes = book.order.iter().filter_map(|index| book.nodes.get(*index));
    let pages: Vec<String> = nodes.filter(|node| !node.items.is_empty()).map(page).collect();
    let text = format!(
        "globalThis.tickbook?.takeItems?.({{\"audiences\":{names},\"pages\":{{\n{}\n}}}});\n",
        pages.join(",\n")
    );
    (!pages.is_empty()).then(|| Output::new(PATH, text))
}

/// Whether an item of the book is for certain readers.
pub(super) fn any_for_some(book: &Book) -> bool {
    book.nodes
        .iter()
        .filter_map(|node| node.chapter.as_deref())
        .any(|chapter| chapter.tasks.iter().any(|task| !task.facts.audiences.is_empty()))
}

/// The audiences that readers can choose from, in the order of book.toml; none if no item is for any of them.
pub(super) fn audiences(config: &Config, book: &Book) -> Vec<AudienceView> {
    if !any_for_some(book) {
        return Vec::new();
    }
    let view = |(name, title): (&String, &String)| AudienceView {
        name: name.clone(),
        title: title.clone(),
    };
    let mut views: Vec<AudienceView> = config.audiences.iter().map(view).collect();
    let place = |one: &AudienceView| {
        config.places.within(&config.source, keys::AUDIENCES, &one.title).start
    };
    views.sort_by_key(place);
    views
}

/// A page with the ids of its items, by the names of their audiences: those for everyone have none.
fn page(node: &Node) -> String {
    let tasks = node.chapter.as_deref().map(|chapter| chapter.tasks.as_slice()).unwrap_or_default();
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    for (at, item) in node.items.iter().enumerate() {
        let names = tasks.get(at).map(|task| terms::audience_names(&task.facts));
        let names = names.unwrap_or_default();
        match groups.iter_mut().find(|(known, _)| *known == names) {
            Some((_, ids)) => ids.push(&item.id),
            None => groups.push((names, vec![&item.id])),
        }
    }
    let groups: Vec<String> = groups
        .iter()
        .map(|(names, ids)| format!("{}:{}", json(names), json(&ids.join(" "))))
        .collect();
    format!("{}:{{{}}}", json(&url::encode(&node.url)), groups.join(","))
}

fn json(text: &str) -> String {
    Value::from(text).to_string()
}
