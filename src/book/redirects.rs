//! Old URLs that lead to pages: `aliases` of chapters and `redirect` of book.toml.

use super::{Node, links, url};
use crate::config::Config;
use crate::diag::{Diagnostic, SourceText};
use std::collections::HashMap;
use std::ops::Range;

/// An old URL and where it leads.
#[derive(Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The site path of the page that redirects.
    pub from: String,
    /// Where it leads: an href on that page, or an absolute address.
    pub to: String,
    /// The site path of the page that it leads to, where that is one of the book and no heading of it.
    pub page: Option<String>,
    /// The title of the page that it leads to, or its address.
    pub title: String,
}

/// Collects all redirects; `taken` holds the URLs in use, in lower case, and who has them.
pub(super) fn collect(
    config: &Config,
    nodes: &[Node],
    taken: &mut HashMap<String, String>,
) -> (Vec<Redirect>, Vec<Diagnostic>) {
    let mut redirects = Vec::new();
    let mut diagnostics = Vec::new();
    for node in nodes {
        let Some(chapter) = &node.chapter else { continue };
        for (alias, span) in &chapter.front.aliases {
            match claim(&Place { source: &chapter.source, span: span.clone() }, alias, taken) {
                Ok(from) => {
                    let to = url::relative(&from, &node.url);
                    let (page, title) = (Some(node.url.clone()), node.title.clone());
                    redirects.push(Redirect { from, to, page, title });
                }
                Err(fault) => diagnostics.push(fault),
            }
        }
    }
    for (from, to) in &config.html.redirects {
        let place = Place { source: &config.source, span: written(&config.source.text, from) };
        let claimed =
            claim(&place, from, taken).and_then(|path| lead(&place, nodes, (from, path), to));
        match claimed {
            Ok(redirect) => redirects.push(redirect),
            Err(fault) => diagnostics.push(fault),
        }
    }
    (redirects, diagnostics)
}

/// Where an old URL is written.
struct Place<'a> {
    source: &'a SourceText,
    span: Range<usize>,
}

pub(super) fn written(text: &str, from: &str) -> Range<usize> {
    let at = text.find(&format!("\"{from}\"")).map_or(0, |at| at + 1);
    at..at + from.len()
}

fn claim(
    place: &Place,
    from: &str,
    taken: &mut HashMap<String, String>,
) -> Result<String, Diagnostic> {
    let unusable = |reason: &str| {
        Diagnostic::redirect_unusable(place.source, place.span.clone(), from, reason)
    };
    let mut path = url::resolve("", from).ok_or_else(|| unusable("it leaves the site"))?;
    if from.ends_with('/') {
        path = url::join(&path, "index.html");
    }
    if !path.ends_with(".html") || path.contains([':', '?', '#', '\\']) {
        return Err(unusable("it is not the path of a page"));
    }
    match taken.get(&path.to_lowercase()) {
        Some(other) => Err(Diagnostic::url_taken(&place.source.file, &path, other)),
        None => {
            taken.insert(path.to_lowercase(), place.source.file.to_string());
            Ok(path)
        }
    }
}

/// Where a redirect of book.toml leads: an address, or a page relative to the old one. `from` is the
/// old URL as it is written, and its site path.
fn lead(
    place: &Place,
    nodes: &[Node],
    from: (&str, String),
    to: &str,
) -> Result<Redirect, Diagnostic> {
    let (typed, from) = from;
    if to.starts_with("https://") || to.starts_with("http://") {
        let address = url::encode_address(to);
        return Ok(Redirect { from, to: address.clone(), page: None, title: address });
    }
    let unusable = |reason: String| {
        Diagnostic::redirect_unusable(place.source, place.span.clone(), typed, &reason)
    };
    let (path, anchor) = to.split_once('#').unwrap_or((to, ""));
    let site_path = url::resolve(url::split(&from).0, &url::decode(path));
    let node = nodes.iter().find(|node| Some(&node.url) == site_path.as_ref());
    let Some(node) = node else { return Err(unusable(format!("there is no page `{path}`"))) };
    let mut href = url::relative(&from, &node.url);
    if !anchor.is_empty() {
        if !links::anchors(node).contains(url::decode(anchor).as_str()) {
            return Err(unusable(format!("there is no heading `#{anchor}` in `{}`", node.url)));
        }
        href.push('#');
        href.push_str(&url::encode(&url::decode(anchor)));
    }
    let page = anchor.is_empty().then(|| node.url.clone());
    Ok(Redirect { from, to: href, page, title: node.title.clone() })
}
