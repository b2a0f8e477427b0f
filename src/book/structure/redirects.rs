//! Redirects from old URLs: `aliases` of chapters, `redirect` of book.toml, and the addresses that pages had before the
//! rule of order numbers.

use super::claims::{Claim, Claims};
use super::{Node, links};
use crate::book::config::Config;
use crate::book::config::keys;
use crate::book::config::keys::{Name, Texts};
use crate::text::diag::{Diagnostic, SourceText};
use crate::text::names::{is_near, nearest};
use crate::text::url;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

/// An old URL and its target.
#[derive(Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The site path of the page that redirects.
    pub from: String,
    /// The target: an href on that page, or an absolute address.
    pub to: String,
    /// The site path of the target page, if that is one of the book and the target is no heading.
    pub page: Option<String>,
    /// The title of the target page, or its address.
    pub title: String,
}

/// The most redirects of a book; each is a page.
const MOST: usize = 20_000;

/// Collects all redirects; their addresses must not be those of pages. A `former` address counts only if nothing else
/// has it.
pub(super) fn collect(
    config: &Config,
    nodes: &[Node],
    former: &BTreeMap<String, usize>,
    claims: &mut Claims,
) -> (Vec<Redirect>, Vec<Diagnostic>) {
    let mut redirects = Vec::new();
    let mut diagnostics = Vec::new();
    for node in nodes {
        let Some(chapter) = &node.chapter else { continue };
        for (alias, span) in &chapter.front.aliases {
            if redirects.len() >= MOST {
                let (source, span) = (&chapter.source, span.clone());
                diagnostics.push(Diagnostic::too_many_redirects(source, span, MOST));
                return (Vec::new(), diagnostics);
            }
            match claim(&Place { source: &chapter.source, span: span.clone() }, alias, claims) {
                Ok(from) => redirects.push(to_page(from, node)),
                Err(fault) => diagnostics.push(fault),
            }
        }
    }
    let mut pages = Pages::of(nodes);
    const KEY: Name<Texts> = keys::HTML_REDIRECT;
    let written = config.places.all_within(&config.source, KEY);
    for (from, to) in &config.html.redirects {
        let span = written.get(from.as_str()).cloned();
        let span = span.unwrap_or_else(|| config.places.of(KEY));
        let place = Place { source: &config.source, span };
        let claimed =
            claim(&place, from, claims).and_then(|path| lead(&place, &mut pages, path, to));
        match claimed {
            Ok(_) if redirects.len() >= MOST => {
                diagnostics.push(Diagnostic::too_many_redirects(&config.source, place.span, MOST));
                break;
            }
            Ok(redirect) => redirects.push(redirect),
            Err(fault) => diagnostics.push(fault),
        }
    }
    for (from, index) in former {
        let Some(node) = nodes.get(*index).filter(|_| redirects.len() < MOST) else { break };
        let claim = Claim { what: "an old address of a page".into(), at: None, way_out: "" };
        if claims.take(from, claim).is_ok() {
            redirects.push(to_page(from.clone(), node));
        }
    }
    (redirects, diagnostics)
}

/// A redirect to the page of a node.
fn to_page(from: String, node: &Node) -> Redirect {
    let to = url::relative(&from, &node.url);
    Redirect { from, to, page: Some(node.url.clone()), title: node.title.clone() }
}

/// The pages that can be targets of redirects.
struct Pages<'a> {
    by_url: HashMap<&'a str, &'a Node>,
    /// For each page that is the target of a redirect with an anchor, its ids.
    anchors: HashMap<&'a str, HashSet<&'a str>>,
}

impl<'a> Pages<'a> {
    fn of(nodes: &'a [Node]) -> Self {
        // If two have the same URL, which is reported, the first counts.
        let by_url = nodes.iter().rev().map(|node| (node.url.as_str(), node)).collect();
        Pages { by_url, anchors: HashMap::new() }
    }

    /// The page that is probably meant with a path, which is often written from the root of the site.
    fn near(&self, path: &str) -> Option<&'a str> {
        let from_root = url::resolve("", &url::decode(path.trim_start_matches('/')))?;
        let known = self.by_url.get_key_value(from_root.as_str()).map(|(page, _)| *page);
        let bare = |page: &'a str| page.strip_suffix(".html").unwrap_or(page);
        let wanted = from_root.strip_suffix(".html").unwrap_or(&from_root);
        let near = || nearest(wanted, self.by_url.keys().copied().map(bare));
        let page = |near: &str| self.by_url.get_key_value(format!("{near}.html").as_str());
        known.or_else(|| {
            near().filter(|near| is_near(wanted, near)).and_then(page).map(|(page, _)| *page)
        })
    }

    /// The anchor of a page that is probably meant.
    fn near_anchor(&mut self, node: &'a Node, anchor: &str) -> Option<String> {
        let known = self.anchors.entry(&node.url).or_insert_with(|| links::anchors(node));
        nearest(anchor, known.iter().copied()).map(|near| format!("#{near}"))
    }

    fn has_anchor(&mut self, node: &'a Node, anchor: &str) -> bool {
        self.anchors.entry(&node.url).or_insert_with(|| links::anchors(node)).contains(anchor)
    }
}

/// The place of an old URL.
struct Place<'a> {
    source: &'a SourceText,
    span: Range<usize>,
}

fn claim(place: &Place, from: &str, claims: &mut Claims) -> Result<String, Diagnostic> {
    let unusable = |reason: &str| {
        Diagnostic::redirect_unusable(place.source, place.span.clone(), from, reason)
    };
    if from.contains(['?', '#']) {
        return Err(unusable("it is not the path of a page"));
    }
    let mut path =
        url::resolve("", &url::decode(from)).ok_or_else(|| unusable("it leaves the site"))?;
    if from.ends_with('/') {
        path = url::join(&path, "index.html");
    }
    let unfit = |c: char| c.is_control() || [':', '\\'].contains(&c);
    if !path.ends_with(".html") || path.contains(unfit) {
        return Err(unusable("it is not the path of a page"));
    }
    let what = format!("the old address in {}", place.source.file);
    let at = Some((place.source.clone(), place.span.clone()));
    let way_out = "remove it here, or change the other address";
    claims.take(&path, Claim { what, at, way_out })?;
    Ok(path)
}

/// The target of a redirect in book.toml: an address, or a page relative to the old one, which is at `from`.
fn lead(place: &Place, pages: &mut Pages, from: String, to: &str) -> Result<Redirect, Diagnostic> {
    if to.starts_with("https://") || to.starts_with("http://") {
        let address = url::encode_address(to);
        return Ok(Redirect { from, to: address.clone(), page: None, title: address });
    }
    let place_of = || {
        let text = place.source.text.get(place.span.end..).unwrap_or_default();
        match text.find(to).filter(|_| !to.is_empty()) {
            Some(at) => place.span.end + at..place.span.end + at + to.len(),
            None => place.span.clone(),
        }
    };
    let (path, anchor) = to.split_once('#').unwrap_or((to, ""));
    let site_path = url::resolve(url::split(&from).0, &url::decode(path));
    // `./` and the like refer to the page of a folder.
    let names_folder = path.ends_with('/') || path.ends_with('.');
    let site_path = match names_folder {
        true => site_path.map(|folder| url::join(&folder, "index.html")),
        false => site_path,
    };
    let node = site_path.and_then(|path| pages.by_url.get(path.as_str()).copied());
    let Some(node) = node else {
        let near = pages.near(path).map(|page| url::relative(&from, page));
        return Err(Diagnostic::redirect_astray(place.source, place_of(), path, near.as_deref()));
    };
    let mut href = url::relative(&from, &node.url);
    if !anchor.is_empty() {
        if !pages.has_anchor(node, &url::decode(anchor)) {
            let near = pages.near_anchor(node, &url::decode(anchor));
            let gone = (anchor, node.url.as_str());
            let (source, near) = (place.source, near.as_deref());
            return Err(Diagnostic::redirect_to_no_heading(source, place_of(), gone, near));
        }
        href.push('#');
        href.push_str(&url::encode(&url::decode(anchor)));
    }
    let page = anchor.is_empty().then(|| node.url.clone());
    Ok(Redirect { from, to: href, page, title: node.title.clone() })
}
