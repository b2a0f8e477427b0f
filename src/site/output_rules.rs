//! The rules of the outputs, which earlier stages apply: reserved addresses, and allowed tags in raw HTML.

use super::html::Sanitizer;
use super::{discovery, epub, hosts};
use crate::book::config::Config;
use crate::book::structure::{OutputRules, Reserved};

/// The rules of all outputs.
pub const OUTPUT_RULES: OutputRules =
    OutputRules { reserved, linkable, allowed_tags: || Sanitizer::default().allowed() };

fn reserved(config: &Config, title: &str, pages: usize) -> Vec<Reserved> {
    let of_hosts = hosts::names(config).map(|path| (path.to_string(), "a file for a host"));
    let epub = config.epub.enable.then(|| (epub::file_name(title), "the book as an EPUB"));
    let others = discovery::names(config, pages).into_iter();
    let others = others.map(|path| (path, "a file that tickbook makes"));
    of_hosts.chain(epub).chain(others).map(|(path, by)| Reserved { path, by }).collect()
}

fn linkable(config: &Config, title: &str) -> Vec<String> {
    let html = &config.html;
    let is_online = html.site_url.is_some();
    let files = [
        (config.epub.enable, epub::file_name(title)),
        (is_online, "sitemap.xml".to_string()),
        (is_online && html.discovery.feed.is_some(), discovery::feed::PATH.to_string()),
        (html.discovery.llms_txt, discovery::LLMS.to_string()),
    ];
    files.into_iter().filter(|(is_made, _)| *is_made).map(|(_, path)| path).collect()
}
