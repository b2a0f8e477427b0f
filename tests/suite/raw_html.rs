//! Raw HTML never adds a script, a style or an event handler to a page, and never loses the text around it.

use crate::markup;
use crate::texts;
use rayon::prelude::*;
use tickbook::app::pipeline::BuildCache;

fn page(text: &str) -> String {
    page_with(&mut BuildCache::default(), text)
}

/// The page of a chapter, built with what builds of others have left: the theme is read once for all of them.
fn page_with(memory: &mut BuildCache, text: &str) -> String {
    let run = texts::run(&[("content/page.md", text)], memory);
    assert!(!run.has_errors, "{text}\n{}", run.diagnostics);
    run.html("").expect("the chapter has a text")
}

/// Attributes and elements that run or load something, as a browser would find them.
fn dangers(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in markup::tags(html) {
        let active =
            ["script", "style", "iframe", "object", "embed", "form", "base", "meta", "link"];
        if active.contains(&tag.name.as_str()) {
            found.push(format!("<{}>", tag.name));
        }
        for (name, value) in &tag.attributes {
            let value = value.trim_start().to_ascii_lowercase();
            if name.starts_with("on") || name == "style" || value.starts_with("javascript:") {
                found.push(format!("<{} {name}={value}>", tag.name));
            }
        }
    }
    found
}

const OURS: [&str; 6] = [
    "[x](<https://e.org/ onmouseover=alert(1) y>)",
    "[x](https://e.org 'a onmouseover=alert(1) b')",
    "`onmouseover=alert(1)` text",
    "Text \"onmouseover=alert(1) x=\" more",
    "> [!TIP]\n> onclick=alert(1)",
    "- [ ] item onclick=alert(1)",
];

const THEIRS: [&str; 22] = [
    "<div title=\"",
    "<div title='",
    "<div title=",
    "<div class=\"a",
    "<p class=\"x\">",
    "<p class='x'>",
    "</div>",
    "\">",
    "<div>",
    "<details><summary title=\"",
    "<!-- ",
    "-->",
    "<script>",
    "<style>",
    "</style>",
    "<table><td title=\"",
    "<div\nonclick=\"x()\"",
    "<section onclick=x()>",
    "<p><img alt=\"",
    "<p><svg><style>",
    "<p><math><mi title=\"",
    "<p><a href=\"#\" title='",
];

#[test]
fn an_open_attribute_does_not_let_a_handler_in() {
    let text = format!("<div title=\"\n\n{}\n\n<p class=\"x\">\n", OURS[0]);
    assert_eq!(dangers(&page(&text)), Vec::<String>::new());
}

#[test]
fn no_order_of_raw_pieces_lets_a_handler_in() {
    let pairs: Vec<(&str, &str)> =
        THEIRS.iter().flat_map(|first| THEIRS.iter().map(|second| (*first, *second))).collect();
    let faults = |memory: &mut BuildCache, (first, second): &(&str, &str)| {
        let ours = OURS.join("\n\n");
        let text = format!("{first}\n\n{ours}\n\n{second}\n\n{ours}\n\n{first}\n");
        let bad = dangers(&page_with(memory, &text));
        (!bad.is_empty()).then(|| format!("{first} … {second}: {bad:?}"))
    };
    let found: Vec<String> =
        pairs.par_iter().map_init(BuildCache::default, faults).flatten().collect();
    assert!(found.is_empty(), "{} of {}:\n{}", found.len(), 22 * 22, found.join("\n"));
}

#[test]
fn text_between_raw_tags_is_never_lost() {
    for open in ["<div title=\"", "<div title='", "<div", "<table>", "<select>", "<p><textarea>"] {
        let html = page(&format!("{open}\n\nKept *text*.\n"));
        assert!(html.contains("Kept <em>text</em>"), "{open}: {html}");
    }
}
