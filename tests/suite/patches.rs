//! What a save costs: which changes are patches of the site, and how many chapters are worked on.

use crate::harness::Site;
use std::path::Path;
use tickbook::app::pipeline::{self, BuildCache, Options, Rebuilt, Work};
use tickbook::book::config;

/// A book that was built, and is built again after each save.
struct Served {
    site: Site,
    cache: BuildCache,
}

impl Served {
    fn of(site: Site) -> Self {
        let mut served = Served { site, cache: BuildCache::default() };
        let (_, is_patch) = served.build(&[]);
        assert!(!is_patch);
        served
    }

    /// Builds after a change of these files; returns the work, and whether the site was patched.
    fn build(&mut self, changed: &[&str]) -> (Work, bool) {
        let config = config::load(self.site.root()).expect("the settings are sound");
        let changed: Vec<String> = changed.iter().map(|name| name.to_string()).collect();
        match pipeline::rebuild(&config, Options::default(), &changed, &mut self.cache) {
            Rebuilt::Patch(patched) => (patched.work, true),
            Rebuilt::Whole(built) => {
                assert!(built.outputs.is_some(), "{:?}", built.diagnostics);
                (built.work, false)
            }
        }
    }

    fn save(&mut self, path: &str, text: &str) -> (Work, bool) {
        put(self.site.root(), path, text);
        self.build(&[path])
    }
}

fn put(root: &Path, path: &str, text: &str) {
    crate::harness::write(&root.join(path), text.as_bytes());
}

#[test]
fn a_save_in_a_book_of_two_thousand_chapters_works_on_one() {
    let mut site = Site::empty().write("content/index.md", "# Start\n");
    for number in 0..1_999 {
        let path = format!("content/part-{:02}/c{number}.md", number % 40);
        site = site.write(&path, &format!("# Chapter {number}\n\nWords.\n"));
    }
    let mut served = Served::of(site);
    let path = "content/part-07/c7.md";
    let one = Work { read: 1, parsed: 1, rendered: 1, hashed: 1 };
    for words in ["Other words.", "Others again.", "Words."] {
        assert_eq!(served.save(path, &format!("# Chapter 7\n\n{words}\n")), (one, true));
    }
    let unchanged = Work { read: 1, ..Work::default() };
    assert_eq!(served.save(path, "# Chapter 7\n\nWords.\n"), (unchanged, true));
    // A heading can be linked to, so the whole book is looked at, but no other chapter is read or made anew.
    let (work, is_patch) = served.save(path, "# Chapter 7\n\nWords.\n\n## New\n");
    assert_eq!((work.read, work.parsed, work.rendered, is_patch), (1, 1, 1, false));
    assert_eq!(served.save(path, "# Chapter 7\n\nMore.\n\n## New\n"), (one, true));
}

const CHAPTER: &str = "---\ndescription: About it\n---\n\n# One\n\nWords, a [link](two.md) and <b>raw</b>.\n\n\
    ## Section\n\n- [ ] Do it\n\n```rust\nlet x = 1;\n```\n";

fn small() -> Site {
    Site::empty()
        .write("book.toml", "[variables]\nname = \"x\"\n")
        .write("content/index.md", "# Start\n")
        .write("content/one.md", CHAPTER)
        .write("content/two.md", "# Two\n\n{{#include three.md}}\n")
        .write("content/three.md", "Three.\n")
        .write("content/four.md", "# Four\n\n[^x]: Unused.\n")
}

#[test]
fn what_only_its_own_page_shows_is_a_patch() {
    for (old, new) in [
        ("Words", "Other words"),
        ("Words", "*Words* and `code`[^1]"),
        ("let x = 1", "let y = 2"),
        ("Words", "First\n\n> A quotation\n\nWords"),
        ("[link]", "[other link]"),
        ("raw", "other"),
    ] {
        let mut served = Served::of(small());
        let text = CHAPTER.replace(old, new) + "\n[^1]: A note.\n";
        let text = if new.contains("[^1]") { text } else { CHAPTER.replace(old, new) };
        assert!(served.save("content/one.md", &text).1, "{new}");
    }
}

#[test]
fn what_other_pages_or_messages_can_show_is_none() {
    for (old, new) in [
        ("About it", "About that"),
        ("# One", "# Other"),
        ("## Section", "## Sections"),
        ("Do it", "Do that"),
        ("two.md", "four.md"),
        ("<b>raw</b>", "<i>raw</i>"),
        ("Words", "<b id=\"x\">Words</b>"),
        ("Words", "Words\n\n<!-- unseen -->"),
        ("Words", "{{#include three.md}}"),
        ("Words", "{{ var.name }}"),
        ("Words", "Words\n\n[^u]: Unused."),
    ] {
        let mut served = Served::of(small());
        let text = CHAPTER.replace(old, new);
        assert_ne!(text, CHAPTER, "{new}");
        assert!(!served.save("content/one.md", &text).1, "{new}");
    }
    let mut served = Served::of(small());
    for path in ["content/two.md", "content/three.md", "content/four.md", "content/new.md"] {
        assert!(!served.save(path, "# Two\n\nOther words.\n").1, "{path}");
    }
    for changed in [&["book.toml"][..], &["content/one.md", "book.lock"], &["content"], &[]] {
        assert!(!served.build(changed).1, "{changed:?}");
    }
}

#[test]
fn what_editors_leave_for_a_moment_beside_a_chapter_is_passed_over() {
    let mut served = Served::of(small());
    put(served.site.root(), "content/one.md", &CHAPTER.replace("Words", "Others"));
    assert!(served.build(&["content/4913", "content/one.md"]).1);
    // A file that was there may have been a picture, and a folder a part.
    put(served.site.root(), "content/4913", "here");
    assert!(!served.build(&["content/4913", "content/one.md"]).1);
    std::fs::remove_file(served.site.path("content/4913")).expect("removed");
    assert!(!served.build(&["content/4913", "content/one.md"]).1);
}

/// Other pages count items by the file, so a save that changes what it says is no patch, and makes it anew.
#[test]
fn a_save_that_changes_an_item_changes_the_file_of_all_items() {
    let settings = "[audiences]\nlead = \"Lead\"\n";
    let mut served = Served::of(small().write("book.toml", settings));
    let mut file = |text: &str| {
        put(served.site.root(), "content/one.md", text);
        let config = config::load(served.site.root()).expect("the settings are sound");
        let changed = ["content/one.md".to_string()];
        match pipeline::rebuild(&config, Options::default(), &changed, &mut served.cache) {
            Rebuilt::Patch(_) => None,
            Rebuilt::Whole(built) => {
                let outputs = built.outputs.expect("the book is sound");
                let items = outputs.into_iter().find(|one| one.path == "assets/items.js");
                Some(String::from_utf8(items.expect("it is there").parts.concat()).expect("text"))
            }
        }
    };
    let plain = CHAPTER.replace("Do it", "Do it {#do}");
    assert!(file(&plain).expect("another id").contains("\"one.html\":{\"\":\"do\"}"));
    let more = plain.replace("{#do}", "{#do}\n- [ ] More {#more}");
    assert!(file(&more).expect("a new item").contains("\"one.html\":{\"\":\"do more\"}"));
    let lead = more.replace("{#do}", "{#do for=lead}");
    let text = file(&lead).expect("another audience");
    assert!(text.contains("\"one.html\":{\"lead\":\"do\",\"\":\"more\"}"), "{text}");
    assert!(text.contains("\"audiences\":[\"lead\"]"), "{text}");
    assert_eq!(file(&lead.replace("Words", "Others")), None);
}
