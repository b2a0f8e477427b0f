//! `tickbook doctor`: what a report of a bug needs to say about a program and a book.
//!
//! Collects sizes, settings and codes of faults; never the words of a book, an address, a name, or a path outside of the book
//! (`settings` decides what of book.toml is shown). Reads the book as `check` does, and writes nothing.

mod settings;

use crate::app::git::Git;
use crate::app::pipeline::{self, Options};
use crate::book::config::{self, Config, Target};
use crate::book::lock;
use crate::book::source::{LockFile, read_lock};
use crate::book::structure::Book;
use crate::text::diag::{Diagnostic, Severity};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// The versions of the records in which browsers keep ticks and notes.
const TICKS: u64 = 2;
const NOTES: u64 = 1;

/// A part of the report: a name, and what is said under it.
#[derive(Debug)]
pub struct Section {
    /// The name.
    pub name: &'static str,
    /// What is known, each with its name.
    pub facts: Vec<(String, Value)>,
}

impl Section {
    fn new(name: &'static str, facts: Vec<(&str, Value)>) -> Self {
        let facts = facts.into_iter().map(|(name, value)| (name.to_string(), value));
        Section { name, facts: facts.collect() }
    }
}

/// The report about this program, of this version, and the book in a folder.
pub fn report(folder: &Path, version: &str) -> Vec<Section> {
    let mut sections = vec![
        Section::new("tickbook", vec![("version", json!(version))]),
        system(folder),
    ];
    match config::load(folder) {
        Ok(config) => sections.extend(of_book(&config)),
        Err(found) => sections.push(faults(&found)),
    }
    sections
}

/// The report as text for people.
pub fn text(sections: &[Section]) -> String {
    let mut text = String::new();
    for Section { name, facts } in sections {
        text.push_str(&format!("{name}\n"));
        if facts.is_empty() {
            text.push_str("  none\n");
        }
        for (name, value) in facts {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_string);
            text.push_str(&format!("  {name}: {value}\n"));
        }
    }
    text
}

/// The report as JSON.
pub fn json(sections: &[Section]) -> String {
    let object = |section: &Section| Value::Object(section.facts.iter().cloned().collect());
    let all: Map<String, Value> =
        sections.iter().map(|section| (section.name.to_string(), object(section))).collect();
    format!("{:#}\n", Value::Object(all))
}

fn system(folder: &Path) -> Section {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let git = Git::at(folder).run(["--version"]).ok().filter(|done| done.is_good);
    let git = git.map(|done| done.stdout.trim().trim_start_matches("git version ").to_string());
    let facts = vec![
        ("system", json!(std::env::consts::OS)),
        ("processor", json!(std::env::consts::ARCH)),
        ("threads", json!(threads)),
        ("git", json!(git.unwrap_or_else(|| "not found".into()))),
    ];
    Section::new("machine", facts)
}

fn of_book(config: &Config) -> Vec<Section> {
    let (built, book) = pipeline::check(config, Options::default(), None);
    let hosts: Vec<&str> = config.html.hosts.iter().map(|host| host.name()).collect();
    let target = match config.publish.target {
        None => "none",
        Some(Target::Git) => "git",
        Some(Target::S3) => "s3",
        Some(Target::Folder) => "folder",
    };
    vec![
        Section { name: "settings", facts: settings::shown(config) },
        book.as_ref().map_or_else(|| Section::new("book", Vec::new()), sizes),
        Section::new("hosts", vec![("host", json!(hosts)), ("publish to", json!(target))]),
        formats(config),
        faults(&built.diagnostics),
    ]
}

fn sizes(book: &Book) -> Section {
    let chapters = book.nodes.iter().filter_map(|node| node.chapter.as_ref());
    let lengths: Vec<usize> = chapters.map(|chapter| chapter.source.text.len()).collect();
    let facts = vec![
        ("chapters", json!(lengths.len())),
        ("checklist items", json!(book.item_count())),
        ("other files", json!(book.assets.len())),
        ("bytes of chapters", json!(lengths.iter().sum::<usize>())),
        ("bytes of the longest chapter", json!(lengths.iter().max().unwrap_or(&0))),
        ("levels", json!(levels(book))),
    ];
    Section::new("book", facts)
}

/// How deep chapters are nested.
fn levels(book: &Book) -> usize {
    (0..book.nodes.len()).map(|index| book.trail(index).len()).max().unwrap_or(0)
}

/// The formats of what outlives a build: book.lock, and the records of browsers.
fn formats(config: &Config) -> Section {
    let facts = match read_lock(config) {
        Ok(LockFile::There { text, is_fixed }) => {
            let version = text.text.lines().find_map(|line| line.strip_prefix("version = "));
            vec![
                ("book.lock", json!(version.and_then(|one| one.trim().parse::<u64>().ok()))),
                ("lines of book.lock", json!(text.text.lines().count())),
                ("read-only", json!(is_fixed)),
            ]
        }
        Ok(_) => vec![("book.lock", json!("none"))],
        Err(_) => vec![("book.lock", json!("cannot be read"))],
    };
    let known = [
        ("newest book.lock that this version knows", json!(lock::VERSION)),
        ("ticks in browsers", json!(TICKS)),
        ("notes in browsers", json!(NOTES)),
    ];
    Section::new("formats", facts.into_iter().chain(known).collect())
}

/// How often each code is reported. What the messages say stands in no report.
fn faults(found: &[Diagnostic]) -> Section {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for one in found {
        let kind = match one.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        *counts.entry((one.code(), kind)).or_default() += 1;
    }
    let facts = counts.into_iter().map(|((code, kind), count)| (format!("{code} ({kind})"), json!(count)));
    Section { name: "faults", facts: facts.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_versions_of_records_are_those_of_the_theme() {
        let script = include_str!("../../../themes/default/js/10-record.js");
        assert!(script.contains(&format!("{{ v: {TICKS}, s: ")));
        assert!(script.contains(&format!("{{ v: {NOTES}, n: ")));
    }

    #[test]
    fn a_report_is_text_or_json_of_the_same_facts() {
        let sections = [
            Section::new("a", vec![("b c", json!("d")), ("e", json!([1, 2]))]),
            Section::new("f", Vec::new()),
        ];
        assert_eq!(text(&sections), "a\n  b c: d\n  e: [1,2]\nf\n  none\n");
        let read: Value = serde_json::from_str(&json(&sections)).unwrap_or_default();
        assert_eq!(read, json!({ "a": { "b c": "d", "e": [1, 2] }, "f": {} }));
    }
}
