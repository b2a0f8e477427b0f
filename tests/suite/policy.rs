//! The Content-Security-Policy: every page has it first, whatever its template, and book.toml adds to it.

use crate::harness::{Site, repository};
use tickbook::book::policy::Policy;

/// The pages of a folder that do not carry an element right behind the one for their encoding.
fn pages_without(site: &Site, folder: &str, element: &str) -> Vec<String> {
    let expected = format!("<meta charset=\"utf-8\">{element}");
    let pages = site.files(folder).into_iter().filter(|(path, _)| path.ends_with(".html"));
    let pages: Vec<(String, Vec<u8>)> = pages.collect();
    assert!(!pages.is_empty(), "there are no pages");
    let without = pages.into_iter().filter(|(_, bytes)| {
        let text = String::from_utf8_lossy(bytes);
        let head = text.split_once("</head>").map_or("", |(head, _)| head);
        !head.contains(&expected) || text.matches("Content-Security-Policy").count() != 1
    });
    without.map(|(path, _)| path).collect()
}

#[test]
fn every_page_of_every_kind_carries_it_first() {
    for name in ["weights", "parts", "full", "theme", "showcase", "rtl"] {
        let site = Site::copy_of(name).build();
        let without = pages_without(&site, "public", Policy::default().element());
        assert!(without.is_empty(), "{name}: {without:?}");
    }
}

#[test]
fn templates_of_the_authors_own_have_no_say_in_it() {
    let toml = "[output.html]\ntheme = \"look\"\nredirect = { \"/old.html\" = \"index.html\" }\n";
    let own = "<!doctype html>\n<title>{{ page.title }}</title>\n<script>x</script>{{ page.body_html | safe }}";
    let site = Site::of("# A\n").write("book.toml", toml);
    let site = site.write("look/templates/page.html", own).build();
    let page = site.read("public/index.html");
    let expected = format!("<!doctype html>{}\n<title>", Policy::default().element());
    assert!(page.starts_with(&expected), "{page}");
    assert!(site.read("public/old.html").contains(Policy::default().element()));
}

#[test]
fn book_toml_adds_to_it() {
    let toml = "[output.html.content-security-policy]\nframe-src = [\"https://videos.example\"]\n\
                img-src = [\"https://*.example.org\"]\n";
    let site = Site::of("# A\n").write("book.toml", toml).build();
    let page = site.read("public/index.html");
    assert!(page.contains("img-src 'self' data: https://*.example.org; "), "{page}");
    assert!(page.contains("; frame-src https://videos.example\">"), "{page}");
}

/// The browser tests serve every page with the header that hosts are told to send.
#[test]
fn the_server_of_the_browser_tests_sends_the_header_of_hosts() {
    let server = repository().join("tests/browser/support/server.mjs");
    let server = std::fs::read_to_string(server).expect("the script is there");
    assert!(server.contains(&format!("\"{}\"", Policy::default().in_header())), "{server}");
}
