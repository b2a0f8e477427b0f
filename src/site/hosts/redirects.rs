//! The redirects of hosts: from a path on the host to a path or an address.

use crate::book::config::Config;
use crate::book::structure::Redirect;
use crate::text::url;

/// An old address and its target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Moved {
    /// The site path of the page that redirects.
    pub(super) page: String,
    /// The path on the host, encoded.
    pub(super) from: String,
    /// A path on the host, encoded, or an address; with the anchor, if the target is a heading.
    pub(super) to: String,
}

impl Moved {
    /// Whether no character of the old path is special in the rules of any host. Hosts treat others differently, so
    /// such paths are redirected only by the page at that address.
    pub(super) fn is_plain(&self) -> bool {
        is_plain(&self.from)
    }
}

/// Whether a path needs neither encoding nor escaping on any host.
pub(super) fn is_plain(path: &str) -> bool {
    path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte))
}

/// The old addresses of a book.
pub(super) fn of(config: &Config, redirects: &[Redirect]) -> Vec<Moved> {
    let base = &config.html.host_path;
    let moved = redirects.iter().filter_map(|redirect| {
        let page = redirect.from.clone();
        let from = format!("{base}{}", url::encode(&page));
        Some(Moved { page, from, to: target(base, redirect)? })
    });
    moved.collect()
}

fn target(base: &str, redirect: &Redirect) -> Option<String> {
    if redirect.to.starts_with("https://") || redirect.to.starts_with("http://") {
        // Rules are lines of words, so an address must not contain white space.
        return Some(url::encode_address(&redirect.to));
    }
    let (path, heading) = match redirect.to.split_once('#') {
        Some((path, heading)) => (path, format!("#{}", url::encode(&url::decode(heading)))),
        None => (redirect.to.as_str(), String::new()),
    };
    let path = url::resolve(url::split(&redirect.from).0, &url::decode(path))?;
    Some(format!("{base}{}{heading}", url::encode(&path)))
}
