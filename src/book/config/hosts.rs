//! The hosts that will serve the site, as book.toml names them: one or several.

use super::keys;
use super::keys::Kind;
use super::values::Values;
use std::collections::BTreeSet;
use std::ops::Range;
use toml::Spanned;
use toml::de::DeValue;

/// A kind of host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Host {
    /// Any of them, as far as static files allow.
    Any,
    /// GitHub Pages.
    GitHubPages,
    /// GitLab Pages.
    GitLabPages,
    /// Netlify.
    Netlify,
    /// Cloudflare Pages.
    CloudflarePages,
    /// Vercel.
    Vercel,
    /// S3-compatible storage that serves a bucket as a site.
    S3,
    /// The author's own server with nginx.
    Nginx,
}

impl Host {
    /// All hosts, each with its name in book.toml.
    const ALL: [(Host, &'static str); 8] = [
        (Host::Any, "any"),
        (Host::GitHubPages, "github-pages"),
        (Host::GitLabPages, "gitlab-pages"),
        (Host::Netlify, "netlify"),
        (Host::CloudflarePages, "cloudflare-pages"),
        (Host::Vercel, "vercel"),
        (Host::S3, "s3"),
        (Host::Nginx, "nginx"),
    ];

    /// The names of the hosts in book.toml.
    pub const NAMES: &[&str] = &{
        let mut names = [""; Self::ALL.len()];
        let mut at = 0;
        while at < names.len() {
            names[at] = Self::ALL[at].1;
            at += 1;
        }
        names
    };

    /// The host with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, own)| *own == name).map(|(host, _)| *host)
    }

    /// Its name in book.toml.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(host, _)| *host == self).map_or("", |(_, name)| name)
    }
}

impl Values<'_> {
    /// The hosts of the book; `Host::Any` if book.toml names none.
    pub(super) fn hosts(&self) -> BTreeSet<Host> {
        let hosts: BTreeSet<Host> =
            self.list(keys::HTML_HOST).iter().filter_map(|name| Host::named(name)).collect();
        if hosts.is_empty() { BTreeSet::from([Host::Any]) } else { hosts }
    }
}

/// The place of the first value of an array that is not an allowed string of its key.
pub(super) fn stray(kind: Kind, value: &DeValue) -> Option<Range<usize>> {
    let (Kind::Choices(allowed), DeValue::Array(items)) = (kind, value) else { return None };
    let is_stray = |item: &&Spanned<DeValue>| {
        !item.get_ref().as_str().is_some_and(|text| allowed.contains(&text))
    };
    items.iter().find(is_stray).map(Spanned::span)
}

/// One of some strings, or a non-empty array of them.
pub(super) fn chosen(value: &DeValue, allowed: &[&str]) -> Option<Vec<String>> {
    let texts: Vec<&str> = match value {
        DeValue::String(text) => vec![text],
        DeValue::Array(items) => {
            items.iter().map(|item| item.get_ref().as_str()).collect::<Option<Vec<&str>>>()?
        }
        _ => return None,
    };
    let fits = !texts.is_empty() && texts.iter().all(|text| allowed.contains(text));
    fits.then(|| texts.iter().map(|text| text.to_string()).collect())
}
