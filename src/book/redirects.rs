//! Old URLs that lead to pages: `aliases` of chapters and `redirect` of book.toml.

use super::{Node, url};
use crate::config::Config;
use crate::diag::Diagnostic;
use std::collections::HashMap;

/// An old URL and where it leads.
#[derive(Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The site path of the page that redirects.
    pub from: String,
    /// Where it leads: an href on that page, or an absolute address.
    pub to: String,
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
        let file = &chapter.source.file;
        for alias in &chapter.front.aliases {
            match claim(file, alias, taken) {
                Ok(from) => {
                    let to = url::relative(&from, &node.url);
                    redirects.push(Redirect { from, to, title: node.title.clone() });
                }
                Err(fault) => diagnostics.push(fault),
            }
        }
    }
    for (from, to) in &config.html.redirects {
        let claimed = claim(&config.source.file, from, taken)
            .and_then(|from| lead(&config.source.file, nodes, from, to));
        match claimed {
            Ok(redirect) => redirects.push(redirect),
            Err(fault) => diagnostics.push(fault),
        }
    }
    (redirects, diagnostics)
}

fn claim(
    file: &str,
    from: &str,
    taken: &mut HashMap<String, String>,
) -> Result<String, Diagnostic> {
    let unusable = |reason: &str| Diagnostic::redirect_unusable(file, from, reason);
    let mut path = url::resolve("", from).ok_or_else(|| unusable("it leaves the site"))?;
    if from.ends_with('/') {
        path = url::join(&path, "index.html");
    }
    if !path.ends_with(".html") || path.contains([':', '?', '#', '\\']) {
        return Err(unusable("it is not the path of a page"));
    }
    match taken.get(&path.to_lowercase()) {
        Some(other) => Err(Diagnostic::url_taken(file, &path, other)),
        None => {
            taken.insert(path.to_lowercase(), file.to_string());
            Ok(path)
        }
    }
}

/// Where a redirect of book.toml leads: an address, or a page relative to the old one.
fn lead(file: &str, nodes: &[Node], from: String, to: &str) -> Result<Redirect, Diagnostic> {
    if to.starts_with("https://") || to.starts_with("http://") {
        return Ok(Redirect { from, to: to.to_string(), title: to.to_string() });
    }
    let (path, fragment) = to.split_once('#').map_or((to, ""), |(path, id)| (path, id));
    let site_path = url::resolve(url::split(&from).0, &url::decode(path));
    let node = nodes.iter().find(|node| Some(&node.url) == site_path.as_ref());
    let Some(node) = node else {
        let reason = format!("there is no page `{to}`");
        return Err(Diagnostic::redirect_unusable(file, &from, &reason));
    };
    let mut href = url::relative(&from, &node.url);
    if !fragment.is_empty() {
        href.push('#');
        href.push_str(fragment);
    }
    Ok(Redirect { from, to: href, title: node.title.clone() })
}
