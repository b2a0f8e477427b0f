//! The repository's own handbook: it builds without a warning, every page of it is valid, and its lists are short
//! enough to be done.

use crate::harness::{Site, files_below, repository, write};
use crate::markup;
use std::collections::HashSet;

/// The handbook with its configuration and its lock.
pub fn copy() -> Site {
    let site = Site::empty();
    for (path, bytes) in files_below(&repository().join("content")) {
        write(&site.path("content").join(path), &bytes);
    }
    for name in ["book.toml", "book.lock"] {
        let bytes = std::fs::read(repository().join(name)).expect("the file is there");
        write(&site.path(name), &bytes);
    }
    site
}

#[test]
fn the_handbook_builds_and_every_link_resolves() {
    let site = copy().run(&["build", "--strict", "--locked"]).assert_status(0);
    let site = site.assert_stderr_lacks("warning");
    let files = site.files("public");
    let faults = markup::site_faults(&files, "/");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    for page in ["index.html", "plan.html", "print.html", "404.html", "action-plan.html"] {
        assert!(files.contains_key(page), "{page} is missing");
    }
}

/// A checklist item of the handbook.
struct Item {
    path: String,
    text: String,
    /// How many items precede it in its list. Parts of an item count as items of the book, and not of the list.
    before: usize,
    /// The audiences of its section; none means every reader.
    readers: Vec<String>,
}

/// What `key=` says in the braces at the end of a line.
fn fact<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let braces = line.strip_suffix('}')?.rsplit_once('{')?.1;
    braces.split(' ').find_map(|one| one.strip_prefix(key)?.strip_prefix('='))
}

fn items() -> Vec<Item> {
    let mut found = Vec::new();
    for (path, bytes) in files_below(&repository().join("content")) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if !path.ends_with(".md") || text.contains("\nchecklists: false\n") {
            continue;
        }
        let (mut before, mut readers) = (0, Vec::new());
        for line in text.lines() {
            if let Some(item) = line.trim_start().strip_prefix("- [ ] ") {
                assert!(fact(line, "effort").is_some(), "{path}: no effort: {line}");
                let text = item.split(" {").next().unwrap_or(item).to_lowercase();
                found.push(Item { path: path.clone(), text, before, readers: readers.clone() });
                before += usize::from(line.starts_with('-'));
                continue;
            }
            before = 0;
            if line.starts_with('#') {
                readers =
                    fact(line, "for").unwrap_or_default().split(',').map(Into::into).collect();
                readers.retain(|name: &String| !name.is_empty());
            }
        }
    }
    found
}

#[test]
fn the_lists_of_the_handbook_can_be_done() {
    let items = items();
    assert!(items.len() <= 200, "{} items", items.len());
    let role = items.iter().filter(|item| item.path.starts_with("role/")).count();
    assert!(role <= 20, "{role} items under The role");
    let mut texts = HashSet::new();
    for Item { path, text, before, .. } in &items {
        assert!(*before < 7, "{path}: a list has more than seven items: {text}");
        assert!(texts.insert(text), "{path}: the book has this item twice: {text}");
    }
}

#[test]
fn a_reader_on_one_path_has_at_most_seventy_items() {
    let items = items();
    for path in ["founder", "early", "corporate"] {
        for stage in ["engineer", "lead", "manager", "head", "appointed", "candidate"] {
            let mine = |name: &String| name == path || name == stage;
            let shown = |item: &&Item| item.readers.is_empty() || item.readers.iter().any(mine);
            let count = items.iter().filter(shown).count();
            assert!((55..=70).contains(&count), "{count} items for {path} and {stage}");
        }
    }
}
