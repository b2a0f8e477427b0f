//! What the author says about old addresses: aliases, redirects, and those that are gone. Pure.

use super::Node;
use crate::book::checklist::Accounted;
use crate::book::config::Config;
use crate::book::lock::Lock;
use crate::text::url;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The site paths that book.toml lists as gone.
pub(super) fn gone(config: &Config) -> HashSet<String> {
    config.html.gone.iter().map(|written| site_path(written)).collect()
}

/// The site paths that redirect, each with that of its target: the author's aliases and redirects, and the `former` addresses
/// of pages.
pub(super) fn redirected(
    config: &Config,
    nodes: &[Node],
    former: &BTreeMap<String, usize>,
) -> HashMap<String, String> {
    let target = |from: &str, to: &str| {
        let to = to.split('#').next().unwrap_or_default();
        let path = url::resolve(url::split(from).0, &url::decode(to)).unwrap_or_default();
        if to.ends_with('/') { url::join(&path, "index.html") } else { path }
    };
    let mut redirected: HashMap<String, String> = config
        .html
        .redirects
        .iter()
        .map(|(from, to)| (site_path(from), to))
        .map(|(from, to)| (from.clone(), target(&from, to)))
        .collect();
    for node in nodes {
        let aliases = node.chapter.iter().flat_map(|chapter| &chapter.front.aliases);
        redirected.extend(aliases.map(|(alias, _)| (site_path(alias), node.url.clone())));
    }
    let url = |index: &usize| nodes.get(*index).map(|node| node.url.clone()).unwrap_or_default();
    redirected.extend(former.iter().map(|(from, index)| (from.clone(), url(index))));
    redirected
}

/// What is known about addresses without a chapter: the author's aliases, redirects and `gone`, folders without an index,
/// and the `former` addresses of pages.
pub(super) fn of(config: &Config, nodes: &[Node], former: &BTreeMap<String, usize>) -> Accounted {
    let mut accounted = Accounted::default();
    for (address, index) in former {
        if let Some(node) = nodes.get(*index).filter(|node| node.chapter.is_some()) {
            accounted.lead(address.clone(), &node.url);
        }
    }
    for written in config.html.gone.iter().chain(config.html.redirects.keys()) {
        accounted.settle(site_path(written));
    }
    for node in nodes {
        match &node.chapter {
            None => accounted.settle(node.url.clone()),
            Some(chapter) => {
                let aliases = chapter.front.aliases.iter();
                aliases.for_each(|(alias, _)| accounted.lead(site_path(alias), &node.url));
            }
        }
    }
    accounted
}

/// The author's statements, and the pages and headings whose move the lock remembers: nothing else can be their
/// successor.
pub(super) fn with_remembered(accounted: &Accounted, lock: &Lock) -> Accounted {
    let mut known = accounted.clone();
    for (path, page) in lock.pages.iter() {
        for anchor in page.moved.keys() {
            known.settle(match anchor.as_str() {
                "" => path.clone(),
                anchor => format!("{path}#{anchor}"),
            });
        }
    }
    known
}

/// The site path of an old URL as authors write it, with its anchor.
pub(super) fn site_path(written: &str) -> String {
    let (path, anchor) = written.split_once('#').unwrap_or((written, ""));
    let path = url::decode(path.trim_start_matches('/'));
    let path = if path.is_empty() || path.ends_with('/') { path + "index.html" } else { path };
    if anchor.is_empty() { path } else { format!("{path}#{}", url::decode(anchor)) }
}
