//! The rules of the outputs, which earlier stages apply: reserved addresses, and allowed tags in raw HTML.

use super::html::{Sanitizer, print_anchor};
use super::{discovery, epub, hosts};
use crate::book::config::Config;
use crate::book::structure::{Linkable, OutputRules, Reserved};

/// The rules of all outputs.
pub const OUTPUT_RULES: OutputRules = OutputRules {
    reserved,
    chapter_id: print_anchor,
    linkable,
    allowed_tags: || Sanitizer::default().allowed(),
};

fn reserved(config: &Config, title: &str, pages: usize) -> Vec<Reserved> {
    let of_hosts = hosts::names(config).map(|path| (path.to_string(), "a file for a host"));
    let epub = config.epub.enable.then(|| (epub::file_name(title), "the book as an EPUB"));
    let others = discovery::names(config, pages).into_iter();
    let others = others.map(|path| (path, "a file that tickbook makes"));
    of_hosts.chain(epub).chain(others).map(|(path, by)| Reserved { path, by }).collect()
}

fn linkable(config: &Config, title: &str, are_dated: bool) -> Vec<Linkable> {
    let found = &config.html.discovery;
    let site_url = (
        config.html.site_url.is_some(),
        "`site-url = \"https://example.org/book/\"` below `[output.html]` of book.toml",
    );
    let files = [
        (
            epub::file_name(title),
            vec![(config.epub.enable, "`enable = true` below `[output.epub]` of book.toml")],
        ),
        ("robots.txt".to_string(), Vec::new()),
        ("sw.js".to_string(), Vec::new()),
        ("sitemap.xml".to_string(), vec![site_url]),
        (
            discovery::feed::PATH.to_string(),
            vec![
                (found.feed.is_some(), "`feed = true` below `[output.html]` of book.toml"),
                site_url,
                (are_dated, "`updated: 2026-11-22` in the front matter of a chapter"),
            ],
        ),
        (
            discovery::LLMS.to_string(),
            vec![(found.llms_txt, "`llms-txt = true` below `[output.html]` of book.toml")],
        ),
    ];
    let missing = |needs: Vec<(bool, &'static str)>| {
        needs.into_iter().filter(|(is_set, _)| !is_set).map(|(_, line)| line).collect()
    };
    files.into_iter().map(|(path, needs)| Linkable { path, missing: missing(needs) }).collect()
}
