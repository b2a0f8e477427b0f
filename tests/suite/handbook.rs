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

/// The checklist items of the handbook, each with its chapter and how many items precede it in its list. Parts of an
/// item count as items of the book, and not of the list.
fn items() -> Vec<(String, String, usize)> {
    let mut found = Vec::new();
    for (path, bytes) in files_below(&repository().join("content")) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if !path.ends_with(".md") || text.contains("\nchecklists: false\n") {
            continue;
        }
        let mut before = 0;
        for line in text.lines() {
            if let Some(item) = line.trim_start().strip_prefix("- [ ] ") {
                found.push((path.clone(), item.to_lowercase(), before));
                before += usize::from(line.starts_with('-'));
            } else {
                before = 0;
            }
        }
    }
    found
}

#[test]
fn the_lists_of_the_handbook_can_be_done() {
    let items = items();
    assert!(items.len() <= 200, "{} items", items.len());
    let role = items.iter().filter(|(path, ..)| path.starts_with("role/")).count();
    assert!(role <= 20, "{role} items under The role");
    let mut texts = HashSet::new();
    for (path, item, before) in &items {
        assert!(*before < 7, "{path}: a list has more than seven items: {item}");
        assert!(texts.insert(item), "{path}: the book has this item twice: {item}");
        // An item is read alone on the plan, on paper and in exports.
        for place in [" above", " below", "this page", "this chapter", "the table above"] {
            assert!(!item.contains(place), "{path}: `{place}` in {item}");
        }
    }
}
