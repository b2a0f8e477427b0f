//! The changes when a chapter gets a later date.

use crate::discovery::check_feed;
use crate::harness::Site;
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn a_later_date_changes_what_says_it_and_nothing_else() {
    let settings = "[output.html]\nsite-url = \"https://a.example\"\nfeed = true\noffline = true\n";
    let dated = |day: &str| format!("---\nupdated: {day}\n---\n# One\n\n- [ ] Do it\n");
    let site = Site::of("# Start\n\n[one](one.md)\n").write("book.toml", settings);
    let site = site.write("content/other.md", "---\nupdated: 2026-05-05\n---\n# Other\n");
    let site = site.write("content/one.md", &dated("2026-01-01")).build();
    let (before, lock) = (site.files("public"), site.read("book.lock"));
    let feed = check_feed(&site, "https://a.example/");
    let site = site.write("content/one.md", &dated("2026-06-01")).build();
    let after = site.files("public");
    let moved = check_feed(&site, "https://a.example/");
    assert_eq!(moved.iter().map(|(id, _)| id).collect::<Vec<_>>(), [&feed[1].0, &feed[0].0]);
    assert_eq!(moved[1], feed[0], "an entry whose date stays is the same");
    assert_eq!(site.read("book.lock"), lock);
    // The list of what browsers keep has the hash of each page, and is named by its own.
    let is_list = |path: &str| path.starts_with("assets/kept.") || path == ".tickbook-files";
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let changed = paths.into_iter().filter(|path| before.get(*path) != after.get(*path));
    let changed: Vec<&str> = changed.map(String::as_str).filter(|path| !is_list(path)).collect();
    assert_eq!(changed, ["feed.xml", "one.html", "sitemap.xml", "sw.js"]);
    let day = |files: &BTreeMap<String, Vec<u8>>, path: &str| {
        String::from_utf8_lossy(&files[path]).replace("2026-06-01", "2026-01-01")
    };
    assert_eq!(day(&before, "one.html"), day(&after, "one.html").replace("1 June", "1 January"));
}
