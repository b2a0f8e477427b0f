//! The sitemap, which lists every page for search engines, and robots.txt, which points to it.
//!
//! A page has the date that its author gave or none: the protocol requires accurate dates, and the time of a build says
//! nothing about a text. Priority and frequency are left out, because search engines ignore them.

use super::{XML_HEAD, absolute, push_element, updated};
use crate::book::config::Config;
use crate::book::structure::{Book, Node};
use crate::text::output::Output;

/// The sitemap, or the index of its parts.
const PATH: &str = "sitemap.xml";

const NAME_SPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The most addresses of one file. The protocol allows 50,000 in 50 MB, and an address of 2,047 characters; this many
/// of the longest are below both limits.
const MOST: usize = 20_000;

/// The longest address that the protocol allows. A longer one is left out.
const LONGEST: usize = 2_047;

/// The files of the sitemap: one, or an index and parts if the book is large. The protocol requires absolute addresses,
/// so without `site-url` there is none.
pub(super) fn files(config: &Config, book: &Book) -> Vec<Output> {
    parts(config, book, MOST)
}

fn parts(config: &Config, book: &Book, most: usize) -> Vec<Output> {
    let Some(site_url) = &config.html.site_url else {
        return Vec::new();
    };
    let nodes: Vec<&Node> = book.order.iter().filter_map(|index| book.nodes.get(*index)).collect();
    if nodes.len() <= most {
        return vec![Output::new(PATH, urls(site_url, &nodes))];
    }
    let mut index = format!("{XML_HEAD}<sitemapindex xmlns=\"{NAME_SPACE}\">\n");
    let mut files = Vec::new();
    for (number, nodes) in nodes.chunks(most).enumerate() {
        let path = part(number);
        index.push_str("<sitemap>");
        push_element("loc", &absolute(site_url, &path), &mut index);
        // The newest date of the part, if all its pages have one.
        let dates: Option<Vec<&str>> = nodes.iter().map(|node| updated(node)).collect();
        if let Some(newest) = dates.and_then(|dates| dates.into_iter().max()) {
            push_element("lastmod", newest, &mut index);
        }
        index.push_str("</sitemap>\n");
        files.push(Output::new(path, urls(site_url, nodes)));
    }
    index.push_str("</sitemapindex>\n");
    files.push(Output::new(PATH, index));
    files
}

/// The names of the parts for a book of so many pages; none if it has one sitemap.
pub(super) fn names(pages: usize) -> Vec<String> {
    let count = if pages <= MOST { 0 } else { pages.div_ceil(MOST) };
    (0..count).map(part).collect()
}

/// Whether a site path is that of a sitemap.
pub fn is_one(path: &str) -> bool {
    let name = path.strip_prefix("sitemap").and_then(|rest| rest.strip_suffix(".xml"));
    name.is_some_and(|rest| rest.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit()))
}

fn part(number: usize) -> String {
    format!("sitemap-{}.xml", number + 1)
}

fn urls(site_url: &str, nodes: &[&Node]) -> String {
    let mut xml = format!("{XML_HEAD}<urlset xmlns=\"{NAME_SPACE}\">\n");
    for node in nodes {
        let address = absolute(site_url, &node.url);
        if address.len() > LONGEST {
            continue;
        }
        xml.push_str("<url>");
        push_element("loc", &address, &mut xml);
        if let Some(day) = updated(node) {
            push_element("lastmod", day, &mut xml);
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}

/// Allows robots everything, and gives the address of the sitemap.
pub(super) fn robots(config: &Config) -> String {
    let mut robots = "User-agent: *\nAllow: /\n".to_string();
    if let Some(site_url) = &config.html.site_url {
        robots.push_str(&format!("Sitemap: {site_url}{PATH}\n"));
    }
    robots
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::config;
    use crate::book::lock::Lock;
    use crate::book::source::Files;
    use crate::book::structure::{self, OutputRules, Parts};
    use crate::syntax::markdown;
    use crate::syntax::source_file::SourceFile;
    use crate::text::diag::SourceText;
    use std::path::Path;
    use std::sync::Arc;

    fn source(file: &str, text: &str) -> SourceText {
        SourceText { file: file.into(), text: text.into() }
    }

    /// The parts of the sitemap of a book whose chapters have these days, with two addresses in each.
    fn parts_of(
        days: &[&str],
    ) -> Result<Vec<(String, String)>, Vec<crate::text::diag::Diagnostic>> {
        let settings = source("book.toml", "[output.html]\nsite-url = \"https://a.b\"\n");
        let config = config::parse(Path::new("book"), &settings)?;
        let chapters = days.iter().enumerate().map(|(number, day)| {
            let path = format!("c{number}.md");
            let front = if day.is_empty() { String::new() } else { format!("updated: {day}") };
            let text = source(&path, &format!("---\n{front}\n---\n# One\n"));
            let file = SourceFile { path, text, title: None, is_searched: true, parts: Vec::new(), updated: None };
            Arc::new(markdown::parse(&file, &markdown::Options::default()))
        });
        let chapters: Vec<_> = chapters.collect();
        let (book, _, _) = structure::assemble(Parts {
            config: &config,
            chapters: &chapters,
            outline: None,
            included: &Default::default(),
            files: &Files::default(),
            lock: &Lock::default(),
            rules: OutputRules {
                reserved: |_, _, _| Vec::new(),
                chapter_id: |_| None,
                linkable: |_, _, _| Vec::new(),
                allowed_tags: Default::default,
            },
            drafts: false,
        });
        let text = |output: &Output| String::from_utf8_lossy(&output.to_bytes()).into_owned();
        Ok(parts(&config, &book, 2).iter().map(|one| (one.path.clone(), text(one))).collect())
    }

    #[test]
    fn a_large_book_has_a_list_of_parts() -> Result<(), Vec<crate::text::diag::Diagnostic>> {
        // The start page comes first and has no date.
        let parts = parts_of(&["2026-01-02", "2026-01-05", "2026-01-04"])?;
        let paths: Vec<&str> = parts.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths, ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]);
        let counts: Vec<usize> =
            parts.iter().map(|(_, text)| text.matches("<url>").count()).collect();
        assert_eq!(counts, [2, 2, 0]);
        let index = &parts.last().map(|(_, text)| text.replace('\n', "")).unwrap_or_default();
        assert!(index.ends_with(
            "<sitemap><loc>https://a.b/sitemap-1.xml</loc></sitemap>\
             <sitemap><loc>https://a.b/sitemap-2.xml</loc><lastmod>2026-01-05</lastmod></sitemap>\
             </sitemapindex>"
        ));
        assert_eq!(parts_of(&["2026-01-02"])?.len(), 1);
        Ok(())
    }

    #[test]
    fn the_names_are_known_before() {
        assert_eq!(names(MOST), Vec::<String>::new());
        assert_eq!(names(MOST + 1), ["sitemap-1.xml", "sitemap-2.xml"]);
        assert!(["sitemap.xml", "sitemap-2.xml"].iter().all(|path| is_one(path)));
        assert!(!is_one("sitemaps.xml") && !is_one("a/sitemap.xml"));
    }
}
