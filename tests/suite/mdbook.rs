//! Books that were written for mdBook, and folders of Markdown that were written for no program.

use crate::harness::Site;
use crate::markup;
use std::fmt::Write as _;

/// The navigation of a page, an entry a line: indented by its depth, with its target, or its kind where it
/// has none, and its title.
fn navigation(html: &str) -> Vec<String> {
    let (_, rest) = html.split_once("<nav aria-label=\"Chapters\">").expect("a navigation");
    let (inside, _) = rest.split_once("</nav>").expect("the navigation ends");
    let mut shown = Vec::new();
    let mut depth = 0_usize;
    for part in inside.split('<').skip(1) {
        let (tag, text) = part.split_once('>').expect("tags end");
        let value = |name: &str| tag.split_once(name)?.1.split_once('"').map(|(value, _)| value);
        match tag.split(' ').next() {
            Some("ul") => depth += 1,
            Some("/ul") => depth -= 1,
            Some("hr") => shown.push("---".to_string()),
            Some("a") => shown.push(format!(
                "{}{}",
                "  ".repeat(depth - 1),
                value("href=\"").expect("a target")
            )),
            Some("span") => {
                match value("class=\"tb-nav-") {
                    Some(kind) => shown.push(format!("{}{kind}", "  ".repeat(depth - 1))),
                    None => assert!(!shown.is_empty()),
                }
                let entry = shown.last_mut().expect("an entry");
                let _ = write!(entry, " {}", markup::unescape(text));
            }
            _ => {}
        }
    }
    shown
}

fn adopted() -> Site {
    Site::copy_of("mdbook").build()
}

#[test]
fn the_navigation_is_that_of_the_summary() {
    let site = adopted();
    let on_a_deep_page = [
        "../index.html Preface",
        "../how-to-read.html How to read",
        "part The guide",
        "index.html Starting",
        "  01-start.html First steps",
        "    deeper.html Deeper still",
        "  draft Not written",
        "draft Planned",
        "  below.html Below a plan",
        "---",
        "part Reference",
        "../commands.html Commands",
        "../settings.html Settings",
        "../thanks.html Thanks",
    ];
    assert_eq!(navigation(&site.read("book/guide/deeper.html")), on_a_deep_page);
    let elsewhere = navigation(&site.read("book/thanks.html"));
    assert!(elsewhere.contains(&"guide/index.html Starting".to_string()), "{elsewhere:?}");
    assert!(!elsewhere.iter().any(|entry| entry.contains("First steps")), "{elsewhere:?}");
}

#[test]
fn pages_follow_one_another_as_listed() {
    let site = adopted();
    let next = |path: &str| {
        let html = site.read(&format!("book/{path}"));
        let tags = markup::tags(&html);
        let next = tags.iter().find(|tag| tag.get("rel") == Some("next"));
        next.and_then(|tag| tag.get("href").map(str::to_string))
    };
    assert_eq!(next("index.html").as_deref(), Some("how-to-read.html"));
    assert_eq!(next("guide/deeper.html").as_deref(), Some("below.html"));
    assert_eq!(next("guide/below.html").as_deref(), Some("../commands.html"));
    assert_eq!(next("thanks.html"), None);
    assert_eq!(next("guide/unlisted.html"), None);
}

#[test]
fn addresses_are_those_of_mdbook() {
    let site = adopted();
    let pages: Vec<String> =
        site.paths("book").into_iter().filter(|path| path.ends_with(".html")).collect();
    let expected = [
        "404.html",
        "commands.html",
        "guide/01-start.html",
        "guide/below.html",
        "guide/deeper.html",
        "guide/index.html",
        "guide/unlisted.html",
        "how-to-read.html",
        "index.html",
        "old/start.html",
        "plan.html",
        "print.html",
        "settings.html",
        "thanks.html",
    ];
    assert_eq!(pages, expected);
    site.assert_file("book/guide/01-start.html")
        .assert_contains("src=\"../shared/plan.svg\"")
        .assert_contains("<h2 id=\"second\" class=\"note\">")
        .assert_contains("shown")
        .assert_lacks("std::io")
        .assert_file("book/shared/plan.svg")
        .assert_file("book/guide/index.html")
        .assert_contains("href=\"#same-1\"")
        .assert_file("book/guide/deeper.html")
        .assert_contains("href=\"../../std/index.html\"")
        .assert_file("book/print.html")
        .assert_contains("href=\"../std/index.html\"")
        .assert_file("book/index.html")
        .assert_contains("href=\"guide/index.html\"")
        .assert_contains("href=\"guide/01-start.html#second\"")
        .assert_file("book/404.html")
        .assert_contains("href=\"/adopted/commands.html\"");
}

#[test]
fn what_is_not_listed_is_found_by_its_link_and_its_items_count() {
    let site = adopted()
        .assert_stderr("src/guide/unlisted.md is not in the navigation")
        .assert_stderr("src/forgotten.md is not in the navigation")
        .assert_stderr("it has no page, because no chapter links to it")
        .assert_stderr_lacks("note.md")
        .assert_no_file("book/forgotten.html");
    let plan = site.read("book/plan.html");
    assert!(plan.contains("Find this page") && plan.contains("Install it"));
    assert!(site.read("book.lock").contains("guide/unlisted.html"));
    assert!(site.read("book/print.html").contains("In no list"));
}

#[test]
fn the_title_of_an_entry_stands_where_a_chapter_has_none() {
    adopted()
        .assert_file("book/how-to-read.html")
        .assert_contains("<h1>How to read</h1>")
        .assert_contains("Read in order, and see <a href=\"commands.html\">the commands</a>.");
}

#[test]
fn a_book_of_its_own_layout_keeps_its_folders() {
    let summary = "- [One](one.md)\n";
    let site = Site::empty().write("src/SUMMARY.md", summary).write("src/one.md", "# One\n");
    let site = site.build().assert_file("book/one.html");
    // What is named, or has a folder `content`, is laid out as ever.
    let site = site.write("book.toml", "[book]\nsrc = \"src\"\n").build();
    site.assert_file("public/one.html");
    let site = Site::empty().write("src/SUMMARY.md", summary).write("src/one.md", "# One\n");
    site.write("content/index.md", "# Own\n").build().assert_file("public/index.html");
}

#[test]
fn the_title_of_a_private_chapter_is_in_no_navigation() {
    let summary = "- [One](one.md)\n- [Secret](two.md)\n  - [Three](three.md)\n    - [Five](five.md)\n  - \
                   [Six](six.md)\n- [Secret](_four.md)\n";
    let site = Site::empty()
        .write("content/SUMMARY.md", summary)
        .write("content/one.md", "# One\n")
        .write("content/two.md", "---\npublished: false\n---\n\n# Two\n")
        .write("content/three.md", "# Three\n")
        .write("content/_four.md", "# Four\n")
        .write("content/five.md", "# Five\n")
        .write("content/six.md", "# Six\n")
        .build();
    let shown = navigation(&site.read("public/five.html"));
    assert_eq!(shown, ["one.html One", "three.html Three", "  five.html Five", "six.html Six"]);
    assert!(!site.read("public/print.html").contains("Secret"));
}

/// A level of the navigation is cut to a window in a book of a long summary too.
#[test]
fn a_long_summary_makes_no_page_long() {
    let long = |chapters: usize| {
        let mut site = Site::empty().write("content/README.md", "# Start\n");
        let mut summary = "[Start](README.md)\n\n# Part\n\n".to_string();
        for number in 0..chapters {
            let _ = writeln!(summary, "- [Chapter {number:04}](c/{number:04}.md)");
            site = site.write(&format!("content/c/{number:04}.md"), "# Chapter\n\nText.\n");
        }
        site.write("content/SUMMARY.md", &summary).build()
    };
    let (some, more) = (long(100), long(400));
    let middle = |site: &Site| site.read("public/c/0050.html");
    assert_eq!(navigation(&middle(&more)).len(), 40 + 2, "forty entries and two for the rest");
    assert!(middle(&more).contains("0050.html\" aria-current=\"page\""));
    let (short, long) = (middle(&some).len(), middle(&more).len());
    assert!(long <= short + 8, "{short} bytes in 100 chapters, {long} in 400");
}

#[test]
fn a_folder_of_markdown_is_a_book_without_what_programs_left_in_it() {
    let site = Site::empty()
        .write(
            "README.md",
            "# A project\n\nSee [the manual](docs/) and [how to help](CONTRIBUTING.md).\n",
        )
        .write("CONTRIBUTING.md", "# How to help\n")
        .write("docs/README.md", "# Manual\n")
        .write("docs/01-install.md", "# Install\n")
        .write("src/main.rs", "fn main() {}\n")
        .write("target/CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n")
        .write("target/doc/a.md", "# Made\n")
        .write("node_modules/x/README.md", "# Theirs\n")
        .write(".git/description.md", "# Git\n")
        .write(".github/ISSUE.md", "# Hidden\n");
    let site = site.build().build();
    let pages: Vec<String> =
        site.paths("public").into_iter().filter(|path| path.ends_with(".html")).collect();
    let expected = [
        "404.html",
        "CONTRIBUTING.html",
        "docs/index.html",
        "docs/install.html",
        "index.html",
        "plan.html",
        "print.html",
    ];
    assert_eq!(pages, expected);
}

#[test]
fn what_nobody_wrote_for_this_program_is_judged_more_mildly() {
    let text =
        "---\ntags: [a]\nweight: maybe\n---\n\n# A\n\n[gone](gone.md), [b](../b.md), [c](#c)\n";
    let bare = Site::empty().write("a.md", text).build().assert_stderr("5 warnings");
    // With a book.toml, or in `content`, a folder is a book of ours.
    bare.write("book.toml", "[book]\nsrc = \".\"\n").build_fails().assert_stderr("5 errors");
    Site::empty().write("content/a.md", text).build_fails().assert_stderr("5 errors");
    // What could be private is not published by a guess.
    Site::empty().write("a.md", "---\ndraft: maybe\n---\n").build_fails().assert_stderr("TB0308");
}

#[test]
fn a_theme_for_mdbook_is_named_and_not_used() {
    Site::of("# Start\n")
        .write("book.toml", "[output.html]\ntheme = \"theme\"\n")
        .write("theme/index.hbs", "{{ content }}")
        .write("theme/css/general.css", "body { color: red }")
        .build()
        .assert_stderr("warning[TB1307]: the theme ")
        .assert_file("public/index.html")
        .assert_contains("<h1>Start</h1>");
}

#[test]
fn languages_know_their_direction() {
    let of = |toml: &str| Site::of("# Start\n").write("book.toml", toml).build();
    let rtl = of("[book]\nlanguage = \"ar-EG\"\n");
    assert!(rtl.read("public/index.html").contains("dir=\"rtl\""));
    let said = of("[book]\nlanguage = \"ar\"\ntext-direction = \"ltr\"\n");
    assert!(said.read("public/index.html").contains("dir=\"ltr\""));
}
