//! `vercel.json`, for a site whose folder is deployed as it is.

use super::Site;
use super::redirects::Moved;
use super::rules::Paths;
use crate::book::config::Host;
use serde_json::{Value, json};

pub(super) const FILE: &str = "vercel.json";

/// How many redirects Vercel accepts, and how many rules for headers.
const MOST: usize = 2048;

/// The longest path and target of a redirect.
const LONGEST: usize = 4096;

/// The whole file. Turns off builds and installs, which Vercel would guess from folder names, and changes of page
/// names. Folders have a closing slash, because links are relative to it.
pub(super) fn text(site: &mut Site) -> String {
    let mut moved = site.no_longer(Host::Vercel, LONGEST, |one| one.from.len().max(one.to.len()));
    moved.retain(Moved::is_plain);
    let moved = site.within(Host::Vercel, "redirects", MOST, moved);
    let rules = site.within(Host::Vercel, "header rules", MOST, site.rules.clone());
    let headers: Vec<Value> = rules
        .iter()
        .map(|rule| {
            let source = match &rule.paths {
                Paths::Below(start) => format!("{start}(.*)"),
                Paths::One(path) => path.clone(),
            };
            let headers =
                rule.headers.iter().map(|(key, value)| json!({ "key": key, "value": value }));
            json!({ "source": source, "headers": headers.collect::<Vec<_>>() })
        })
        .collect();
    let redirects: Vec<Value> = moved
        .iter()
        .map(|one| json!({ "source": one.from, "destination": one.to, "statusCode": 301 }))
        .collect();
    let file = json!({
        "framework": null,
        "installCommand": "",
        "buildCommand": "",
        "outputDirectory": ".",
        "cleanUrls": false,
        "trailingSlash": true,
        "headers": headers,
        "redirects": redirects,
    });
    format!("{file:#}\n")
}
