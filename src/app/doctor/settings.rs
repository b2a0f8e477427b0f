//! The settings in a report: those that differ from their defaults, and of their values only what says nothing about the people
//! and the places of a book. Pure.

use crate::app::schema;
use crate::book::config::{Config, KEYS, Kind};
use serde_json::{Value, json};
use std::path::{Component, Path};
use toml::Value as Written;

/// What stands for a value that is not shown.
const HIDDEN: &str = "set, not shown";

/// Texts that say how a book is made, and not what it is about.
const PLAIN: [&str; 6] = [
    "book.language",
    "output.html.look.accent",
    "output.html.look.accent-dark",
    "output.html.look.banner.until",
    "output.html.look.font",
    "output.html.look.heading-font",
];

/// Paths, which are shown if they stay below the folder of book.toml.
const PATHS: [&str; 8] = [
    "book.src",
    "build.build-dir",
    "check.external.cache",
    "output.epub.cover",
    "output.html.look.favicon",
    "output.html.look.logo",
    "output.html.look.logo-dark",
    "output.html.theme",
];

/// The settings of book.toml that differ from their defaults, by key, in the order of the list of keys.
pub(super) fn shown(config: &Config) -> Vec<(String, Value)> {
    let Ok(book) = toml::from_str::<toml::Table>(&config.source.text) else { return Vec::new() };
    let schema: Value = serde_json::from_str(&schema::book()).unwrap_or_default();
    let set = KEYS.iter().filter_map(|key| Some((key, at(&book, key.path)?)));
    let set = set.filter(|(key, value)| default(&schema, key.path) != Some(plain(value)));
    set.map(|(key, value)| (key.path.to_string(), redacted(key.path, key.kind, value))).collect()
}

fn at<'a>(book: &'a toml::Table, path: &str) -> Option<&'a Written> {
    let (first, rest) = path.split_once('.').map_or((path, ""), |(first, rest)| (first, rest));
    let value = book.get(first)?;
    if rest.is_empty() { Some(value) } else { at(value.as_table()?, rest) }
}

/// The default of a key in the schema of book.toml.
fn default(schema: &Value, path: &str) -> Option<Value> {
    let table = path.split('.').try_fold(schema, |table, name| table.get("properties")?.get(name));
    table?.get("default").cloned()
}

fn plain(value: &Written) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

fn redacted(path: &str, kind: Kind, value: &Written) -> Value {
    let count = |count: usize| json!(if count == 1 { "1 entry".into() } else { format!("{count} entries") });
    match (kind, value) {
        (
            Kind::Flag | Kind::Number(..) | Kind::NumberList | Kind::Choice(_) | Kind::Choices(_),
            value,
        ) => plain(value),
        // The names of lints and their levels are words of the program; the tables beside them have keys of their own.
        (Kind::Levels, Written::Table(levels)) => {
            let levels = levels.iter().filter(|(_, level)| level.is_str());
            levels.map(|(name, level)| (name.clone(), plain(level))).collect()
        }
        (Kind::Text, Written::String(text)) if PLAIN.contains(&path) && !is_elsewhere(text) => json!(text),
        (Kind::Text, Written::String(text)) if PATHS.contains(&path) && !is_elsewhere(text) => json!(text),
        (_, Written::Array(items)) => count(items.len()),
        (_, Written::Table(table)) => count(table.len()),
        _ => json!(HIDDEN),
    }
}

/// Whether a path leaves the folder of the book.
fn is_elsewhere(path: &str) -> bool {
    let mut parts = Path::new(path).components();
    !parts.all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) || path.contains(':')
}
