//! The guide about themes: its page of template variables is made from the view structs, and its tables of templates,
//! blocks and properties match the default theme.

use crate::guide_text::{Page, first_column, page};
use crate::harness::{difference, files_below, repository};
use std::collections::BTreeSet;

/// The view structs in the order of the page, each with the heading and the sentence below it.
const STRUCTS: &[(&str, &str, &str)] = &[
    ("View", "The top level", ""),
    ("BookView", "`book`", "The same on every page."),
    (
        "OtherSite",
        "A link in `book.header_links`, `book.menu_links`, `book.footer_links` or `book.banner.link`",
        "",
    ),
    ("BannerView", "`book.banner`", ""),
    ("SiteView", "`site`", "Links to the files of the theme and to the generated pages."),
    ("LogoView", "`site.logo`", ""),
    ("PageView", "`page`", "The page that is being rendered."),
    ("SectionView", "An entry of `page.sections`", ""),
    ("LinkView", "A link in `page.breadcrumbs`, `page.previous` or `page.next`", ""),
    ("PreviewView", "An entry of `page.previews`", "A section comes after its page."),
    (
        "NavList",
        "`nav`, and the list of each of its entries",
        "A long level is cut to a window around the entry of the page, so that pages do not grow with the book.",
    ),
    ("NavEntry", "An entry of `nav.entries`", ""),
    ("ChapterCard", "An entry of `chapters`", ""),
    ("PlanPart", "An entry of `plan`", ""),
    ("PlanChapter", "A chapter of an entry of `plan`", ""),
    ("PrintChapter", "An entry of `print`", ""),
    (
        "ShareCard",
        "`share`",
        "The one variable of `share.svg`. Long texts are broken into lines of 1040 pixels.",
    ),
];

/// Structs that are named by the fields of others alone.
const WITHOUT_SECTION: [&str; 1] = ["ShareView"];

const HEAD: &str = "\
---
title: Template variables
description: Everything that a template can name.
weight: 14
---

# Template variables

A template can name what stands here, and nothing else; a name that does not exist is an error with its line. All addresses are
relative to the page that is being made. What ends in `_html` is finished HTML, to be printed with `| safe`; everything else is
text, which the template escapes.
";

/// The page as the view structs have it.
fn made() -> String {
    let source = std::fs::read_to_string(repository().join("src/site/page.rs"));
    let source = source.expect("the view structs are there");
    let mut made = HEAD.to_string();
    for (name, heading, sentence) in STRUCTS {
        made.push_str(&format!("\n## {heading} {{#{}}}\n\n", name.to_lowercase()));
        if !sentence.is_empty() {
            made.push_str(&format!("{sentence}\n\n"));
        }
        made.push_str("| Name | Meaning |\n|---|---|\n");
        for (field, meaning) in fields(&source, name) {
            // A pipe ends a cell, in code too.
            let meaning = meaning.replace('|', "\\|");
            made.push_str(&format!("| `{field}` | {meaning} |\n"));
        }
    }
    made
}

/// The fields of a struct with what their comments say.
fn fields(source: &str, name: &str) -> Vec<(String, String)> {
    let starts = |line: &&str| {
        let rest = line.strip_prefix("pub struct ").and_then(|rest| rest.strip_prefix(name));
        rest.is_some_and(|rest| rest.starts_with([' ', '<']))
    };
    let lines = source.lines().skip_while(|line| !starts(line)).skip(1);
    let mut fields = Vec::new();
    let mut comment: Vec<&str> = Vec::new();
    for line in lines.take_while(|line| *line != "}").map(str::trim) {
        if let Some(text) = line.strip_prefix("/// ") {
            comment.push(text);
        } else if let Some((field, _)) = line.strip_prefix("pub ").and_then(|l| l.split_once(':')) {
            fields.push((field.to_string(), phrase(&comment.join(" "))));
            comment.clear();
        }
    }
    assert!(!fields.is_empty(), "there is no struct {name}");
    fields
}

/// A sentence as a cell of a table has it. Words of several capital letters keep them.
fn phrase(sentence: &str) -> String {
    let phrase = sentence.trim_end_matches('.');
    let mut letters = phrase.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            let rest = phrase.strip_prefix(first).unwrap_or_default();
            format!("{}{rest}", first.to_lowercase())
        }
        _ => phrase.to_string(),
    }
}

#[test]
fn the_page_of_template_variables_is_that_of_the_view_structs() {
    let source = std::fs::read_to_string(repository().join("src/site/page.rs"));
    let source = source.expect("the view structs are there");
    let structs = source.lines().filter_map(|line| line.strip_prefix("pub struct "));
    for name in structs.filter_map(|rest| rest.split(['<', ' ']).next()) {
        let has_section = STRUCTS.iter().any(|(known, _, _)| *known == name);
        assert!(
            has_section || WITHOUT_SECTION.contains(&name),
            "{name} has no section in the guide"
        );
    }
    let path = repository().join("docs/content/reference/template-variables.md");
    let made = made();
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| !value.is_empty()) {
        std::fs::write(&path, &made).expect("the page is writable");
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        there == made,
        "{}\nThe page of template variables differs; run the test with UPDATE_GOLDEN=1.",
        difference(&there, &made)
    );
}

/// What the first column of a section's table names.
fn named_in(page: &Page, section: &str) -> BTreeSet<String> {
    let found = page.sections(2).into_iter().find(|(name, _)| name == section);
    let (_, pieces) = found.unwrap_or_else(|| panic!("there is no section {section}"));
    first_column(&pieces).into_iter().collect()
}

/// The texts of a folder of the default theme, by path.
fn theme(folder: &str) -> Vec<(String, String)> {
    let files = files_below(&repository().join("themes/default").join(folder)).into_iter();
    files.map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned())).collect()
}

#[test]
fn the_guide_has_every_template_block_and_property_and_no_other() {
    let page = page("reference/theme.md");
    let templates = theme("templates");
    let names: BTreeSet<String> = templates.iter().map(|(path, _)| path.clone()).collect();
    assert_eq!(named_in(&page, "Templates"), names);
    let blocks = templates.iter().flat_map(|(_, text)| text.split("{% block ").skip(1));
    let blocks = blocks.filter_map(|rest| rest.split([' ', '%']).next()).map(str::to_string);
    assert_eq!(named_in(&page, "Blocks"), blocks.collect());
    let tokens = theme("css").into_iter().find(|(path, _)| path == "20-tokens.css");
    let (_, tokens) = tokens.expect("the file of tokens is there");
    let set = tokens.lines().map(str::trim).filter(|line| line.starts_with("--"));
    let set: BTreeSet<String> =
        set.filter_map(|line| line.split_once(':')).map(|(name, _)| name.to_string()).collect();
    assert_eq!(named_in(&page, "Properties"), set);
}
