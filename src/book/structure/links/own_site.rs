//! Links to the book's own site that are written as full addresses.

use super::{Found, Resolver, Target};
use crate::book::config::Config;
use crate::syntax::markdown::tree::{Chapter, Reference};
use crate::text::diag::Diagnostic;
use crate::text::url;
use std::collections::HashMap;

/// The address of the site, and what is there besides the files of the book.
pub(in crate::book::structure) struct OwnSite<'a> {
    /// The address, with a closing slash.
    pub(super) url: Option<&'a str>,
    /// The site paths of redirects, each with that of its target; that need not be a page of the book.
    pub(super) redirects: HashMap<String, String>,
    /// Patterns of addresses that the author does not want to be checked.
    ignored: &'a [String],
}

impl<'a> OwnSite<'a> {
    pub(in crate::book::structure) fn of(
        config: &'a Config,
        redirects: HashMap<String, String>,
    ) -> Self {
        let (url, ignored) = (config.html.site_url.as_deref(), &config.check.external.ignore);
        OwnSite { url, redirects, ignored }
    }

    /// The site path that an address below that of the site names, and its anchor.
    pub(super) fn path(&self, target: &str) -> Option<(String, String)> {
        let site_url = self.url?;
        let (address, anchor) = target.split_once('#').unwrap_or((target, ""));
        let address = address.split('?').next().unwrap_or_default();
        let (host, address) = host_and_path(address)?;
        let (own_host, own_path) = host_and_path(site_url)?;
        if !host.eq_ignore_ascii_case(own_host) {
            return None;
        }
        let path = match address.strip_prefix(own_path) {
            Some(path) => url::decode(path),
            None if address == own_path.trim_end_matches('/') => String::new(),
            None => return None,
        };
        let path = if path.is_empty() || path.ends_with('/') { path + "index.html" } else { path };
        Some((path, url::decode(anchor)))
    }

    /// Whether a page or picture at this path that the book does not have is a fault. Other files at the address of the
    /// site may come from elsewhere, and many hosts show `a.html` at `a`.
    fn must_have(&self, target: &str, path: &str) -> bool {
        (is_page(path) || is_picture(path))
            && !self.redirects.contains_key(path)
            && !self.ignored.iter().any(|pattern| url::fits(target, pattern))
    }
}

/// The host and the path of a full address. Its scheme and the ports that the schemes stand for are left out: they lead to
/// the same site.
fn host_and_path(address: &str) -> Option<(&str, &str)> {
    let rest = match address.split_once("//")? {
        ("", rest) => rest,
        (scheme, rest) => {
            let is_web = ["http:", "https:"].iter().any(|one| scheme.eq_ignore_ascii_case(one));
            Some(rest).filter(|_| is_web)?
        }
    };
    let (host, path) = rest.split_at_checked(rest.find('/').unwrap_or(rest.len()))?;
    let bare = [":443", ":80"].iter().find_map(|port| host.strip_suffix(port));
    Some((bare.unwrap_or(host), path))
}

fn is_page(path: &str) -> bool {
    let name = url::split(path).1;
    name.ends_with(".html") || !name.contains('.')
}

fn is_picture(path: &str) -> bool {
    const ENDINGS: [&str; 7] = [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif"];
    let path = path.to_ascii_lowercase();
    ENDINGS.iter().any(|ending| path.ends_with(ending))
}

impl<'a> Resolver<'a> {
    /// The target of a full address below that of the site. One that leads to nothing stays as it is written.
    pub(super) fn on_own_site(
        &mut self,
        chapter: &Chapter,
        reference: &Reference,
        (target, scheme): (&str, &str),
        path: &str,
        anchor: String,
    ) -> Result<Target, Diagnostic> {
        if let Some(index) = self.by_url.get(path).copied() {
            return self.page(chapter, reference, index, anchor);
        }
        match self.find(path) {
            Some(Found::Generated(page)) => {
                self.on_generated(chapter, reference, page, &anchor)?;
                return Ok(Target::Page { path: page.into(), anchor });
            }
            Some(Found::Made(path)) => return Ok(Target::File { path, dimensions: None }),
            Some(Found::Asset(path)) => return self.file(chapter, reference, path),
            // The site has the page of a chapter, and not its source.
            Some(Found::Node(_)) | None => {}
        }
        let without = target.split(['#', '?']).next().unwrap_or_default();
        let ways = [format!("{path}.html"), format!("{path}/index.html")];
        let is_there = ways.iter().any(|way| self.by_url.contains_key(way.as_str()));
        if !is_there && self.own_site.must_have(without, path) {
            let (what, near) = match is_page(path) {
                true => ("page", self.nearest_page(path)),
                false => ("file", None),
            };
            let (source, span) = (&chapter.source, reference.place());
            let fault = Diagnostic::dead_address(source, span, (what, path), near.as_deref());
            self.diagnostics.push(fault);
            if reference.kind.is_loaded() {
                return Ok(Target::PictureElsewhere(url::encode_address(target)));
            }
        }
        Ok(self.elsewhere(chapter, reference, target, scheme))
    }

    /// The full address of the page that is nearest to a path.
    fn nearest_page(&mut self, path: &str) -> Option<String> {
        let stem = path.strip_suffix(".html").unwrap_or(path);
        let near = self.near_paths().nearest(&format!("{stem}.md"))?.to_string();
        let node = self.nodes.get(*self.by_source.get(near.as_str())?)?;
        Some(format!("{}{}", self.own_site.url?, url::encode(&node.url)))
    }
}
