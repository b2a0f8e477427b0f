//! Whole small books: order, navigation, addresses, the identity of ticks.

use crate::harness::Site;
use crate::markup;
use std::collections::BTreeSet;

/// The texts of the links in one element of a page, by the element's class or label.
fn links_in(html: &str, start: &str, end: &str) -> Vec<String> {
    let (_, rest) = html.split_once(start).unwrap_or_else(|| panic!("no {start} in:\n{html}"));
    let (inside, _) = rest.split_once(end).expect("the element ends");
    let anchors = inside.split("<a ").skip(1);
    anchors.map(|anchor| text_of(anchor.split("</a>").next().unwrap_or_default())).collect()
}

fn text_of(anchor: &str) -> String {
    let mut text = String::new();
    for part in anchor.split_once('>').map_or("", |(_, rest)| rest).split('<') {
        let shown = part.split_once('>').map_or(part, |(_, shown)| shown);
        text.push_str(shown);
    }
    markup::unescape(&text)
}

fn navigation(html: &str) -> Vec<String> {
    let links = links_in(html, "<div class=\"tb-nav\"", "</nav>");
    links.into_iter().skip(1).collect()
}

/// The ids of all items of a page, in order.
fn ticks(html: &str) -> Vec<String> {
    let tags = markup::tags(html);
    tags.iter().filter_map(|tag| tag.get("data-tick").map(str::to_string)).collect()
}

#[test]
fn weight_comes_before_number_and_number_before_name() {
    let site = Site::copy_of("weights").build();
    let titles = navigation(&site.read("public/index.html"));
    let expected = ["Zebra", "Apple", "Two", "Part three", "Ten", "Review", "Alpha", "Beta"];
    // A year is no order, so the review stands among the names, and digits sort before letters.
    assert_eq!(titles, expected);
    let part = navigation(&site.read("public/part/index.html"));
    let inner: Vec<&String> = part.iter().filter(|title| title.starts_with("Inner")).collect();
    assert_eq!(inner, ["Inner a", "Inner b"]);
}

#[test]
fn order_numbers_leave_the_address_and_years_stay() {
    Site::copy_of("weights")
        .build()
        .assert_file("public/ten.html")
        .assert_file("public/part/a.html")
        .assert_file("public/2026-review.html");
}

#[test]
fn folders_without_an_index_and_readme_files_are_parts() {
    Site::copy_of("parts")
        .build()
        .assert_file("public/index.html")
        .assert_contains("<h1>Parts</h1>")
        .assert_contains("href=\"no-index/deep/inner.html\"")
        .assert_file("public/first/index.html")
        .assert_contains("<h1>First part</h1>")
        .assert_file("public/no-index/index.html")
        .assert_contains("<h1>No index</h1>")
        .assert_file("public/no-index/deep/index.html")
        .assert_contains("<h1>Deep</h1>")
        .assert_no_file("public/README.html")
        .assert_no_file("public/first/README.html");
}

#[test]
fn a_part_lists_its_chapters_with_descriptions() {
    Site::copy_of("parts")
        .build()
        .assert_file("public/first/index.html")
        .assert_in_order(&[
            "tb-cards",
            "href=\"one.html\"",
            "One",
            "About one",
            "href=\"two.html\"",
        ])
        .assert_contains("<p class=\"tb-lede\">The first part &amp; more</p>")
        .assert_file("public/index.html")
        .assert_in_order(&[
            "tb-cards",
            "first/index.html",
            "The first part &amp; more",
            "2 chapters",
        ]);
}

#[test]
fn previous_and_next_lead_across_parts() {
    let site = Site::copy_of("parts").build();
    let mut path = "index.html".to_string();
    let mut seen = Vec::new();
    loop {
        let html = site.read(&format!("public/{path}"));
        let next = markup::tags(&html)
            .iter()
            .find(|tag| tag.get("rel") == Some("next"))
            .and_then(|tag| tag.get("href").map(str::to_string));
        seen.push(path.clone());
        let Some(next) = next else { break };
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let next = tickbook::text::url::resolve(folder, &next).expect("within the site");
        let back = site.read(&format!("public/{next}"));
        let previous = tickbook::text::url::relative(&next, &path);
        assert!(back.contains(&format!("rel=\"prev\" href=\"{previous}\"")), "{next}:\n{back}");
        path = next;
    }
    let expected = [
        "index.html",
        "first/index.html",
        "first/one.html",
        "first/two.html",
        "no-index/index.html",
        "no-index/deep/index.html",
        "no-index/deep/inner.html",
        "no-index/outer.html",
        "second/index.html",
        "second/last.html",
    ];
    assert_eq!(seen, expected);
}

#[test]
fn breadcrumbs_lead_from_the_start_to_the_part() {
    let site = Site::copy_of("parts").build();
    let html = site.read("public/no-index/deep/inner.html");
    let crumbs = links_in(&html, "aria-label=\"Breadcrumbs\"", "</nav>");
    assert_eq!(crumbs, ["Parts", "No index", "Deep"]);
    let hrefs = ["../../index.html", "../index.html", "index.html"];
    assert!(hrefs.iter().all(|href| html.contains(&format!("<a href=\"{href}\">"))));
}

#[test]
fn a_page_shows_its_own_branch_and_the_other_parts_folded() {
    let site = Site::copy_of("parts").build();
    let titles = navigation(&site.read("public/first/one.html"));
    assert_eq!(titles, ["First part", "One", "Two", "No index", "Second part"]);
    let html = site.read("public/first/one.html");
    assert_eq!(html.matches("aria-current=\"page\"").count(), 1);
}

#[test]
fn sections_of_the_page_are_listed_in_two_levels() {
    let site = Site::copy_of("parts").build();
    let html = site.read("public/no-index/deep/inner.html");
    let sections = links_in(&html, "<nav class=\"tb-toc\"", "</nav>");
    assert_eq!(sections, ["A section", "Below it", "Another"]);
    let site = Site::copy_of("full").build();
    assert!(!site.read("public/start/zweites.html").contains("tb-toc"));
}

fn flat(chapters: usize) -> Site {
    let mut site = Site::of("# Flat\n");
    for number in 0..chapters {
        let name = format!("content/chapter-{number:04}.md");
        site = site.write(&name, &format!("# Chapter {number:04}\n\nText.\n"));
    }
    site.build()
}

#[test]
fn a_page_does_not_grow_with_the_book() {
    let (small, large) = (flat(100), flat(300));
    let size = |site: &Site| site.read("public/chapter-0050.html").len();
    // Only the count of what the window hides may have a digit more.
    assert!(size(&large) <= size(&small) + 8, "{} and {}", size(&small), size(&large));
    let html = large.read("public/chapter-0150.html");
    let titles = navigation(&html);
    assert!(titles.contains(&"Chapter 0150".to_string()), "{titles:?}");
    assert!(titles.len() <= 42, "{}", titles.len());
    let cards = links_in(&large.read("public/index.html"), "class=\"tb-cards\"", "</ol>");
    assert_eq!(cards.len(), 300);
}

#[test]
fn drafts_are_left_out_and_shown_when_asked_for() {
    let site = Site::copy_of("full").build().assert_no_file("public/start/draft.html");
    for (path, bytes) in site.files("public") {
        assert!(!String::from_utf8_lossy(&bytes).contains("A draft"), "{path}");
    }
    site.run(&["build", "--drafts"])
        .assert_status(0)
        .assert_file("public/start/draft.html")
        .assert_contains("tb-draft");
}

#[test]
fn aliases_and_redirects_lead_on() {
    Site::copy_of("full")
        .build()
        .assert_file("public/older/place.html")
        .assert_contains("url=../start/first.html\"")
        .assert_contains("First &amp; foremost")
        .assert_file("public/oldest/index.html")
        .assert_contains("href=\"../start/first.html\"")
        .assert_file("public/old.html")
        .assert_contains("url=start/first.html#second-section\"")
        .assert_file("public/gone/index.html")
        .assert_contains("url=https://example.org/elsewhere?a=1&amp;b=2\"");
}

#[test]
fn a_slug_names_the_page() {
    Site::copy_of("full")
        .build()
        .assert_file("public/start/zweites.html")
        .assert_no_file("public/start/second.html")
        .assert_file("public/start/first.html")
        .assert_contains("href=\"zweites.html#same\"");
}

#[test]
fn only_named_assets_are_copied_and_pictures_have_their_size() {
    Site::copy_of("full")
        .build()
        .assert_file("public/files/data.csv")
        .assert_file("public/pics/dot.png")
        .assert_no_file("public/pics/unused.png")
        .assert_no_file("public/notes.txt")
        .assert_file("public/start/first.html")
        .assert_in_order(&[
            "src=\"../pics/dot.png\" alt=\"A picture\" width=\"3\" height=\"2\" decoding",
            "alt=\"The same\" width=\"3\" height=\"2\" loading=\"lazy\"",
        ]);
}

#[test]
fn a_folder_tagged_as_a_cache_is_passed_over() {
    Site::empty()
        .write("index.md", "# Start\n")
        .write("target/doc/notes.md", "# Notes of a compiler\n")
        .write("target/CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n")
        .build()
        .assert_file("public/index.html")
        .assert_no_file("public/target/doc/notes.html");
}

#[test]
fn a_folder_without_book_toml_builds() {
    Site::copy_of("bare")
        .build()
        .assert_file("public/index.html")
        .assert_contains("<title>A bare folder</title>")
        .assert_contains("href=\"notes/other.html\"")
        .build()
        .assert_stderr("0 of ");
}

#[test]
fn what_book_toml_says_reaches_the_pages_escaped() {
    Site::copy_of("full")
        .build()
        .assert_file("public/start/first.html")
        .assert_contains("<html lang=\"en-GB\"")
        .assert_contains("data-tb-book=\"everything\"")
        .assert_contains("https://example.org/books/every/start/first.html")
        .assert_contains("https://example.org/edit/content/start/first.md?plain=1")
        .assert_contains("First &amp; <em>foremost</em></h1>")
        .assert_lacks("<more>")
        .assert_lacks("<ada>")
        .assert_file("public/sitemap.xml")
        .assert_contains(
            "<loc>https://example.org/books/every/start/first.html</loc><lastmod>2026-01-02",
        )
        .assert_contains("%C3%BCber%20uns/ein%20kapitel.html")
        .assert_lacks("draft")
        .assert_file("public/robots.txt")
        .assert_contains("Sitemap: https://example.org/books/every/sitemap.xml")
        .assert_file("public/CNAME")
        .assert_contains("books.example.org\n")
        .assert_file("public/404.html")
        .assert_contains("href=\"/books/every/index.html\"");
}

#[test]
fn a_book_is_read_from_right_to_left_when_it_says_so() {
    Site::of("# A\n")
        .write("book.toml", "[book]\nlanguage = \"he\"\ntext-direction = \"rtl\"\n")
        .build()
        .assert_file("public/index.html")
        .assert_contains("<html lang=\"he\" dir=\"rtl\"");
}

#[test]
fn a_redirect_to_a_heading_that_is_not_there_is_an_error() {
    Site::of("# A\n")
        .write("book.toml", "[output.html.redirect]\n\"/old.html\" = \"index.html#nope\"\n")
        .build_fails()
        .assert_stderr("nope");
}

#[test]
fn ticks_are_unique_over_the_book_and_the_plan_has_them_all() {
    let site = Site::copy_of("full").build();
    let mut all = Vec::new();
    for path in site.paths("public") {
        let is_chapter = path.ends_with(".html") && path != "plan.html" && path != "print.html";
        if is_chapter {
            all.extend(ticks(&site.read(&format!("public/{path}"))));
        }
    }
    let unique: BTreeSet<&String> = all.iter().collect();
    assert_eq!(all.len(), unique.len(), "{all:?}");
    assert!(all.len() >= 10, "{all:?}");
    for page in ["public/plan.html", "public/print.html"] {
        let there = ticks(&site.read(page));
        assert_eq!(there.len(), all.len(), "{page}");
        assert_eq!(there.iter().collect::<BTreeSet<_>>(), unique, "{page}");
    }
}

const ITEMS: &str = "# Title\n\n## Section\n\n- [ ] One\n- [ ] Two\n- [ ] Three {#three}\n";

#[test]
fn ticks_survive_a_new_name_of_the_chapter_and_a_new_order_of_items() {
    let site = Site::of("# Book\n").write("content/part/old.md", ITEMS).build();
    let before: BTreeSet<String> = ticks(&site.read("public/part/old.html")).into_iter().collect();
    assert_eq!(before.len(), 3);
    let site = site.rename("content/part/old.md", "content/part/new.md").build();
    let after: BTreeSet<String> = ticks(&site.read("public/part/new.html")).into_iter().collect();
    assert_eq!(before, after);
    let turned =
        "# New title\n\nText.\n\n## Section\n\n- [ ] Three! {#three}\n- [ ] Two.\n- [ ]   one\n";
    let site = site.write("content/part/new.md", turned).build();
    let turned = ticks(&site.read("public/part/new.html"));
    assert_eq!(turned.iter().cloned().collect::<BTreeSet<_>>(), before);
}

#[test]
fn ticks_survive_a_new_number_of_the_part() {
    let site = Site::of("# Book\n").write("content/01-part/a.md", ITEMS).build();
    let before = ticks(&site.read("public/part/a.html"));
    let site = site.rename("content/01-part/a.md", "content/02-part/a.md").build();
    assert_eq!(ticks(&site.read("public/part/a.html")), before);
}

#[test]
fn an_explicit_id_never_meets_an_id_of_the_page() {
    let text = "# T\n\n- [ ] A {#main}\n- [ ] B {#nav}\n- [ ] C[^1] {#fn-1}\n- [ ] D {#start}\n- [ ] \
                E {#fnref-1}\n\n[^1]: Note.\n";
    let site = Site::of(text).run(&["build"]);
    // Refusing such an id would do as well.
    if site.paths("public").is_empty() {
        site.assert_status(1).assert_stderr("TB0403");
    } else {
        for page in ["index.html", "print.html", "plan.html"] {
            let twice = markup::ids(&site.read(&format!("public/{page}"))).1;
            assert!(twice.is_empty(), "{page}: {twice:?}");
        }
    }
}

#[test]
fn a_byte_order_mark_and_line_ends_do_not_matter() {
    let text =
        "---\ntitle: Marks\n---\n\nLine\none\\\ntwo\n\n- [ ] Item\n\n```rust\nfn f() {}\n```\n";
    let plain = Site::of(text).build();
    let marked = Site::of(&format!("\u{feff}{}", text.replace('\n', "\r\n"))).build();
    assert_eq!(plain.files("public"), marked.files("public"));
}
