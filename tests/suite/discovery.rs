//! The files for search engines, feed readers and language models, read by strict parsers of XML and JSON, and checked
//! by the rules of sitemaps.org, RFC 4287, schema.org and llmstxt.org.

use crate::handbook;
use crate::harness::Site;
use crate::markup;
use roxmltree::{Document, Node};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use tickbook::text::url;

/// The settings with everything on.
pub const ALL: &str =
    "structured-data = true\nfeed = true\nllms-txt = true\nmarkdown-pages = true\n";

const ADDRESS: &str = "https://example.org/b%C3%BCcher/";

/// Titles and descriptions that mean to be more than text.
const HOSTILE: [&str; 8] = [
    "</script><script>alert(1)</script><!--",
    "<!-- <script> ]]> --> &amp; & \\u003c",
    "\\\"quotes\\\" and 'more' `of` them\\\\",
    "controls \\x01 \\x0b \\x1f \\uFFFE and \\n a line",
    "\u{1f680} emoji \u{1f469}\u{200d}\u{1f4bb}",
    "\u{5d0}\u{5d1}\u{5d2} \u{202e}turned\u{202c} \u{627}\u{628}",
    "[link](https://a.b/?c=(1)&copy=2) **b** | # - 1. {{ 7 * 7 }}",
    "\u{2028}lines\u{2029}apart ]]>",
];

/// A book whose every word is hostile, with dates on some chapters.
pub fn hostile(settings: &str) -> Site {
    let mut site = Site::empty().write(
        "book.toml",
        &format!(
            "[book]\ntitle = \"{}\"\ndescription = \"{}\"\nauthors = [\"</name>\", \"&\"]\n\
             [output.html]\nsite-url = \"{ADDRESS}\"\n{settings}",
            HOSTILE[0],
            HOSTILE[1].replace("\\u003c", "\\\\u003c"),
        ),
    );
    for (number, words) in HOSTILE.iter().enumerate() {
        let front = format!(
            "---\ntitle: \"{words}\"\ndescription: \"{words}\"\nupdated: 2026-01-{:02}\n---\n",
            number + 1
        );
        let text = format!("\n## \\{words}\n\n- [ ] Do {words}\n");
        let folder = ["", "a & b/", "a & b/(c)/"][number % 3];
        site = site.write(&format!("content/{folder}p (1) ü{number}.md"), &(front + &text));
    }
    site.write("content/index.md", "# Start\n").write("content/a & b/plain.md", "# Plain\n")
}

/// A site with everything on: `[output.html]` of its book.toml is extended.
pub fn with_all(site: Site, more: &str) -> Site {
    let path = site.path("book.toml");
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let settings = format!("[output.html]\n{ALL}{more}");
    let text = match text.contains("[output.html]\n") {
        true => text.replacen("[output.html]\n", &settings, 1),
        false => format!("{text}\n{settings}"),
    };
    site.write("book.toml", &text)
}

fn dated_handbook() -> Site {
    let site = with_all(handbook::copy(), "");
    let settings = site.read("book.toml").replace("share-images = true\n", "");
    let site = site.write("book.toml", &settings);
    let text = site.read("content/index.md");
    let text = text.replacen("---\n", "---\nupdated: 2026-02-03\n", 1);
    assert!(text.contains("updated"), "the start page has front matter");
    site.write("content/index.md", &text)
}

fn document<'a>(name: &str, xml: &'a str) -> Document<'a> {
    Document::parse(xml).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn child<'a>(node: Node<'a, 'a>, name: &str) -> Option<&'a str> {
    let mut found = node.children().filter(|child| child.has_tag_name((space(node), name)));
    let first = found.next().map(|child| child.text().unwrap_or_default());
    assert!(found.next().is_none(), "<{name}> stands twice");
    first
}

fn space<'a>(node: Node<'a, 'a>) -> &'a str {
    node.tag_name().namespace().expect("the element has a name space")
}

/// The file of a site that an absolute address means.
fn file_of(address: &str, site_url: &str) -> String {
    assert!(address.is_ascii() && !address.contains([' ', '<', '"']), "{address} is encoded");
    let path = address.strip_prefix(site_url);
    url::decode(path.unwrap_or_else(|| panic!("{address} is not below {site_url}")))
}

fn is_day(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    shape == "0000-00-00"
}

/// The pages of chapters and parts.
fn chapters(files: &BTreeMap<String, Vec<u8>>) -> BTreeSet<String> {
    let pages = files.iter().filter(|(path, bytes)| {
        let text = String::from_utf8_lossy(bytes);
        let has_chapter = !["plan.html", "print.html", "404.html"].contains(&path.as_str());
        path.ends_with(".html") && has_chapter && !text.contains("content=\"noindex\"")
    });
    pages.map(|(path, _)| path.clone()).collect()
}

fn check_sitemap(site: &Site, site_url: &str) {
    let files = site.files("public");
    let xml = site.read("public/sitemap.xml");
    let document = document("sitemap.xml", &xml);
    let root = document.root_element();
    let name_space = "http://www.sitemaps.org/schemas/sitemap/0.9";
    assert!(root.has_tag_name((name_space, "urlset")));
    let mut listed = BTreeSet::new();
    for entry in root.children().filter(Node::is_element) {
        assert!(entry.has_tag_name((name_space, "url")));
        let path = file_of(child(entry, "loc").expect("a location"), site_url);
        let page = String::from_utf8_lossy(&files[&path]).into_owned();
        let day = child(entry, "lastmod");
        assert!(day.is_none_or(is_day), "{day:?}");
        let shown = page.split_once("Updated <time datetime=\"").map(|(_, rest)| &rest[..10]);
        assert_eq!(day, shown, "{path} says another date than the sitemap");
        assert!(listed.insert(path), "a page is listed twice");
        let names = entry.children().filter(Node::is_element).map(|one| one.tag_name().name());
        let known = ["loc", "lastmod"];
        assert!(names.into_iter().all(|name| known.contains(&name)), "nothing is guessed");
    }
    assert_eq!(listed, chapters(&files));
    assert!(site.read("public/robots.txt").contains(&format!("Sitemap: {site_url}sitemap.xml\n")));
}

/// The ids of a feed's entries with their moments, in order.
pub fn check_feed(site: &Site, site_url: &str) -> Vec<(String, String)> {
    let xml = site.read("public/feed.xml");
    let document = document("feed.xml", &xml);
    let feed = document.root_element();
    assert!(feed.has_tag_name(("http://www.w3.org/2005/Atom", "feed")));
    let files = site.files("public");
    let mut entries = Vec::new();
    let own = ["id", "title", "updated"];
    let moment = |text: &str| text.strip_suffix("T00:00:00Z").is_some_and(is_day);
    for name in own {
        assert!(child(feed, name).is_some_and(|text| !text.is_empty()), "a feed has {name}");
    }
    let authors = feed.children().filter(|one| one.has_tag_name((space(feed), "author")));
    let named = authors.filter(|one| child(*one, "name").is_some_and(|name| !name.is_empty()));
    assert!(named.count() > 0, "a feed has an author");
    let link = |node: Node, relation: &str| {
        let links = node.children().filter(|one| one.has_tag_name((space(feed), "link")));
        let mut found = links.filter(|one| one.attribute("rel") == Some(relation));
        let address = found.next().and_then(|one| one.attribute("href")).map(str::to_string);
        assert!(found.next().is_none(), "a link of each kind");
        file_of(&address.expect("there is a link"), site_url)
    };
    assert_eq!(link(feed, "self"), "feed.xml");
    assert_eq!(link(feed, "alternate"), "index.html");
    for entry in feed.children().filter(|one| one.has_tag_name((space(feed), "entry"))) {
        let texts = own.map(|name| child(entry, name).expect("an entry has it").to_string());
        let [id, _, updated] = texts;
        assert!(moment(&updated), "{updated}");
        assert!(files.contains_key(&link(entry, "alternate")), "an entry leads to a page");
        entries.push((id, updated));
    }
    assert!(entries.windows(2).all(|pair| pair[0].1 >= pair[1].1), "the newest is first");
    let ids: BTreeSet<&str> = entries.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids.len(), entries.len(), "an id stands twice");
    assert!(child(feed, "id").is_some_and(|id| !ids.contains(id)), "the feed has an id of its own");
    assert_eq!(child(feed, "updated"), entries.first().map(|(_, updated)| updated.as_str()));
    entries
}

/// The data of a page, as a browser would find it.
fn data(page: &str) -> Option<Value> {
    let (_, rest) = page.split_once("<script type=\"application/ld+json\">")?;
    let end = rest.to_ascii_lowercase().find("</script").expect("the element ends");
    assert!(!rest[..end].contains("<!--"), "a remark within would hide the end");
    Some(serde_json::from_str(&rest[..end]).expect("the data is JSON"))
}

fn check_data(site: &Site, site_url: &str) {
    let files = site.files("public");
    let chapters = chapters(&files);
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        let Some(data) = data(&page) else {
            assert!(!chapters.contains(path), "{path} has no data");
            continue;
        };
        assert_eq!(data["@context"], "https://schema.org");
        let graph = data["@graph"].as_array().expect("a graph");
        let tags = markup::tags(&page);
        let of = |tag: &str, key: &str, name: &str, value: &str| {
            let found = tags.iter().find(|one| one.name == tag && one.get(key) == Some(name));
            found.and_then(|one| one.get(value)).map(str::to_string)
        };
        let canonical = of("link", "rel", "canonical", "href").expect("an address");
        let about = &graph[0];
        assert_eq!(about["url"], canonical, "{path}");
        assert_eq!(&file_of(&canonical, site_url), path);
        assert!(about["inLanguage"].is_string() && about["author"][0]["name"].is_string());
        let description = of("meta", "name", "description", "content");
        if path != "index.html" {
            assert_eq!(about["description"].as_str().map(str::to_string), description, "{path}");
            assert_eq!(about["isPartOf"]["@type"], "Book");
        }
        assert!(about["dateModified"].as_str().is_none_or(is_day));
        match about["@type"].as_str() {
            Some("Article") => assert!(about["headline"].is_string()),
            Some("Book" | "CollectionPage") => assert!(about["name"].is_string()),
            other => panic!("{path} is {other:?}"),
        }
        let way = graph.get(1).map(|one| one["itemListElement"].as_array().expect("a list"));
        assert_eq!(way.is_none(), path == "index.html");
        for (place, step) in way.into_iter().flatten().enumerate() {
            assert_eq!(step["position"], place + 1);
            assert!(step["name"].is_string());
            let to = file_of(step["item"].as_str().expect("an address"), site_url);
            assert!(files.contains_key(&to), "{path}: {to}");
        }
        let last = way.and_then(|way| way.last()).map_or(&about["url"], |step| &step["item"]);
        assert_eq!(*last, canonical, "the way ends at the page");
    }
}

/// A small reader of llms.txt: the title, the quotation, sections of links with a few words each.
fn check_llms(site: &Site, site_url: &str) {
    let text = site.read("public/llms.txt");
    let files = site.files("public");
    let mut lines = text.lines();
    assert!(lines.next().is_some_and(|line| line.starts_with("# ")), "{text}");
    let mut listed = BTreeSet::new();
    let mut in_section = false;
    for line in lines.filter(|line| !line.is_empty()) {
        if line.starts_with("## ") || line.starts_with("> ") {
            assert!(line.starts_with('#') || !in_section, "the quotation is at the head");
            in_section |= line.starts_with('#');
            continue;
        }
        let rest = line.strip_prefix("- [").unwrap_or_else(|| panic!("no link: {line}"));
        // A bracket of the title has a backslash before it, and a backslash another.
        let slashes =
            |at: usize| rest[..at].bytes().rev().take_while(|byte| *byte == b'\\').count();
        let mut ends = rest.match_indices("](").map(|(at, _)| at);
        let end = ends.find(|at| slashes(*at) % 2 == 0).expect("a link");
        let (name, rest) = (&rest[..end], &rest[end + 2..]);
        assert!(in_section && !name.is_empty());
        let end =
            if rest.starts_with('<') { rest.find(">)").map(|at| at + 1) } else { rest.find(')') };
        let (address, said) = rest.split_at(end.expect("the link ends"));
        let path = file_of(address.trim_matches(['<', '>']), site_url);
        assert!(files.contains_key(&path), "{path}");
        let page = path.strip_suffix(".md").expect("a Markdown page").to_string() + ".html";
        assert!(listed.insert(page), "{line}");
        assert!(said == ")" || said.starts_with("): "), "{line}");
    }
    assert_eq!(listed, chapters(&files));
}

#[test]
fn the_handbook_is_found_whole() {
    let site = dated_handbook().build().assert_stderr_lacks("warning");
    let site_url = "https://how-to-become-a-cto.example/";
    check_sitemap(&site, site_url);
    check_data(&site, site_url);
    check_llms(&site, site_url);
    let entries = check_feed(&site, site_url);
    let start = (format!("{site_url}index.html"), "2026-02-03T00:00:00Z".to_string());
    assert_eq!(entries, [start]);
    let faults = markup::site_faults(&site.files("public"), "/");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn hostile_words_stay_words() {
    let site = hostile(ALL).build();
    check_sitemap(&site, ADDRESS);
    check_data(&site, ADDRESS);
    check_llms(&site, ADDRESS);
    assert_eq!(check_feed(&site, ADDRESS).len(), HOSTILE.len());
    let faults = markup::site_faults(&site.files("public"), "/bücher/");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let first = site.read("public/p (1) ü0.html");
    let title = data(&first).expect("there is data")["@graph"][0]["headline"].clone();
    assert_eq!(title, HOSTILE[0]);
}

#[test]
fn an_entry_stays_itself_when_its_date_changes_and_when_its_chapter_moves() {
    let book = |path: &str, front: &str| {
        Site::of("# Start\n")
            .write("book.toml", "[output.html]\nsite-url = \"https://a.example\"\nfeed = true\n")
            .write("content/other.md", "---\nupdated: 2026-05-05\n---\n# Other\n")
            .write(path, &format!("---\nupdated: {front}\n---\n# One\n"))
            .build()
    };
    let ids = |site: &Site| -> Vec<String> {
        check_feed(site, "https://a.example/").into_iter().map(|(id, _)| id).collect()
    };
    let (one, other) = ("https://a.example/one.html", "https://a.example/other.html");
    assert_eq!(ids(&book("content/one.md", "2026-01-01")), [other, one]);
    assert_eq!(ids(&book("content/one.md", "2026-06-01")), [one, other]);
    let once = "2026-06-01\naliases: [/one.html]";
    assert_eq!(ids(&book("content/a/two.md", once)), [one, other]);
    let twice = "2026-06-01\naliases: [/one.html, /a/two.html]";
    assert_eq!(ids(&book("content/b/three.md", twice)), [one, other]);
}

#[test]
fn a_feed_holds_the_fifty_newest() {
    let mut site = Site::of("# Start\n")
        .write("book.toml", "[output.html]\nsite-url = \"https://a.example\"\nfeed = true\n");
    for number in 0..60 {
        let day = format!("20{:02}-01-31", 10 + number % 60);
        site = site.write(
            &format!("content/c{number}.md"),
            &format!("---\nupdated: {day}\n---\n# Chapter {number}\n"),
        );
    }
    let entries = check_feed(&site.build(), "https://a.example/");
    assert_eq!(entries.len(), 50);
    assert_eq!(entries[0].0, "https://a.example/c59.html");
    assert_eq!(entries[49].0, "https://a.example/c10.html");
}

#[test]
fn each_kind_of_page_says_where_it_is_or_says_nothing() {
    let site = with_all(Site::copy_of("full"), "").build();
    let files = site.files("public");
    let pages = files.iter().filter(|(path, _)| path.ends_with(".html"));
    for (path, bytes) in pages {
        let page = String::from_utf8_lossy(bytes);
        let tags = markup::tags(&page);
        let links = |relation: &str, kind: Option<&str>| -> Vec<String> {
            let found = tags.iter().filter(|tag| {
                tag.name == "link"
                    && tag.get("rel") == Some(relation)
                    && (kind.is_none() || tag.get("type") == kind)
            });
            found.filter_map(|tag| Some(tag.get("href")?.to_string())).collect()
        };
        let has_address = path != "404.html" && !page.contains("content=\"noindex\"");
        let canonical = links("canonical", None);
        assert_eq!(canonical.len(), usize::from(has_address), "{path}");
        for address in &canonical {
            let full = "https://example.org/books/every/";
            assert_eq!(&file_of(address, full), path);
            let shown = page.contains(&format!("og:url\" content=\"{address}\""));
            assert!(shown || address.contains('\''), "{path}");
        }
        let markdown_pages = links("alternate", Some("text/markdown"));
        let has_markdown = chapters(&files).contains(path);
        assert_eq!(markdown_pages.len(), usize::from(has_markdown), "{path}");
        let feeds = links("alternate", Some("application/atom+xml"));
        assert_eq!(feeds.len(), usize::from(!page.contains("content=\"noindex\"")), "{path}");
        let is_dated = page.contains("Updated <time") && page.contains("tb-kind-chapter");
        assert_eq!(page.contains("article:modified_time"), is_dated, "{path}");
    }
}

#[test]
fn without_an_address_or_a_date_there_is_a_warning_and_no_file() {
    let site = with_all(Site::of("---\nupdated: 2026-01-01\n---\n# One\n"), "").build();
    let site = site.assert_stderr("warning[TB1901]: `feed`");
    let site = site.assert_stderr("warning[TB1901]: `structured-data`");
    let site = site.assert_no_file("public/feed.xml").assert_file("public/index.html");
    let site = site.assert_lacks("atom+xml").assert_lacks("ld+json");
    let site = site.assert_file("public/llms.txt").assert_contains("- [One](index.md)\n");
    let site = site.run(&["check", "--strict"]).assert_status(1).assert_stderr("TB1901");
    let site = site.write("content/index.md", "# One\n");
    let site = site.write("book.toml", &format!("[output.html]\nsite-url = \"{ADDRESS}\"\n{ALL}"));
    let site = site.build().assert_stderr("warning[TB1902]").assert_no_file("public/feed.xml");
    site.assert_file("public/index.html").assert_lacks("atom+xml").assert_contains("ld+json");
}

#[test]
fn what_is_off_leaves_nothing_behind_and_what_browsers_keep_is_not_for_programs() {
    let site = hostile(&format!("offline = true\n{ALL}")).build();
    let list = site.files("public").into_iter().find(|(path, _)| path.starts_with("assets/kept."));
    let list = String::from_utf8(list.expect("there is a list").1).expect("it is text");
    for path in [".md\"", "feed.xml", "llms.txt", "sitemap"] {
        assert!(!list.contains(path), "{path} is kept");
    }
    let site = hostile("").build();
    let extra = site
        .paths("public")
        .into_iter()
        .filter(|path| path.ends_with(".md") || ["feed.xml", "llms.txt"].contains(&path.as_str()));
    assert_eq!(extra.collect::<Vec<_>>(), Vec::<String>::new());
    site.assert_file("public/index.html").assert_lacks("rel=\"alternate\"").assert_lacks("ld+json");
}
