//! Old URLs that lead to pages: `aliases` of chapters and `redirect` of book.toml.

use super::claims::{Claim, Claims};
use super::{Node, links, url};
use crate::config::Config;
use crate::diag::{Diagnostic, SourceText};
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

/// Collects all redirects, which take addresses that no page has.
pub(super) fn collect(
    config: &Config,
    nodes: &[Node],
    claims: &mut Claims,
) -> (Vec<Redirect>, Vec<Diagnostic>) {
    let mut redirects = Vec::new();
    let mut diagnostics = Vec::new();
    for node in nodes {
        let Some(chapter) = &node.chapter else { continue };
        for (alias, span) in &chapter.front.aliases {
            match claim(&Place { source: &chapter.source, span: span.clone() }, alias, claims) {
                Ok(from) => {
                    let to = url::relative(&from, &node.url);
                    let (page, title) = (Some(node.url.clone()), node.title.clone());
                    redirects.push(Redirect { from, to, page, title });
                }
                Err(fault) => diagnostics.push(fault),
            }
        }
    }
    const KEY: &str = "output.html.redirect";
    let written = config.places.all_within(&config.source, KEY);
    for (from, to) in &config.html.redirects {
        let span = written.get(from.as_str()).cloned();
        let span = span.unwrap_or_else(|| config.places.of(KEY));
        let place = Place { source: &config.source, span };
        let claimed = claim(&place, from, claims).and_then(|path| lead(&place, nodes, path, to));
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

fn claim(place: &Place, from: &str, claims: &mut Claims) -> Result<String, Diagnostic> {
    let unusable = |reason: &str| {
        Diagnostic::redirect_unusable(place.source, place.span.clone(), from, reason)
    };
    let mut path = url::resolve("", from).ok_or_else(|| unusable("it leaves the site"))?;
    if from.ends_with('/') {
        path = url::join(&path, "index.html");
    }
    let unfit = |c: char| c.is_control() || [':', '?', '#', '\\'].contains(&c);
    if !path.ends_with(".html") || path.contains(unfit) {
        return Err(unusable("it is not the path of a page"));
    }
    let what = format!("the old address in {}", place.source.file);
    let at = Some((place.source.clone(), place.span.clone()));
    let way_out = "remove it here, or give the other another address";
    claims.take(&path, Claim { what, at, way_out })?;
    Ok(path)
}

/// Where a redirect of book.toml leads: an address, or a page relative to the old one, which is at `from`.
fn lead(place: &Place, nodes: &[Node], from: String, to: &str) -> Result<Redirect, Diagnostic> {
    if to.starts_with("https://") || to.starts_with("http://") {
        let address = url::encode_address(to);
        return Ok(Redirect { from, to: address.clone(), page: None, title: address });
    }
    let astray = |what: String| {
        let text = place.source.text.get(place.span.end..).unwrap_or_default();
        let span = match text.find(to).filter(|_| !to.is_empty()) {
            Some(at) => place.span.end + at..place.span.end + at + to.len(),
            None => place.span.clone(),
        };
        Diagnostic::redirect_astray(place.source, span, &what)
    };
    let (path, anchor) = to.split_once('#').unwrap_or((to, ""));
    let site_path = url::resolve(url::split(&from).0, &url::decode(path));
    // `./` and the like name the page of a folder.
    let names_folder = path.ends_with('/') || path.ends_with('.');
    let site_path = match names_folder {
        true => site_path.map(|folder| url::join(&folder, "index.html")),
        false => site_path,
    };
    let node = nodes.iter().find(|node| Some(&node.url) == site_path.as_ref());
    let Some(node) = node else { return Err(astray(format!("page `{path}`"))) };
    let mut href = url::relative(&from, &node.url);
    if !anchor.is_empty() {
        if !links::anchors(node).contains(url::decode(anchor).as_str()) {
            return Err(astray(format!("heading `#{anchor}` in `{}`", node.url)));
        }
        href.push('#');
        href.push_str(&url::encode(&url::decode(anchor)));
    }
    let page = anchor.is_empty().then(|| node.url.clone());
    Ok(Redirect { from, to: href, page, title: node.title.clone() })
}
