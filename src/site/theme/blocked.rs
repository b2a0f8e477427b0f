//! What the policy of the book blocks in the author's templates and scripts.
//!
//! Templates are read as they are written, so only what is in their text is found. Of scripts, only addresses are.

use super::{AUTHOR_PREFIX, Theme};
use crate::book::policy::Policy;
use crate::book::policy::blocked::{Attribute, Blocked, Kind};
use crate::text::diag::{Diagnostic, SourceText};
use crate::text::html_tags;

/// Endings of files, and the directive that decides whether they are loaded.
const ENDINGS: [(&str, &[&str]); 4] = [
    ("script-src", &["js", "mjs"]),
    ("style-src", &["css"]),
    ("font-src", &["woff", "woff2", "ttf", "otf"]),
    ("img-src", &["png", "jpg", "jpeg", "gif", "svg", "webp", "avif"]),
];

/// The faults of the author's templates and of these scripts.
pub(super) fn faults(theme: &Theme, scripts: &[SourceText], policy: &Policy) -> Vec<Diagnostic> {
    let mut blocked = Blocked::default();
    for (name, text) in &theme.templates {
        let Some(short) = name.strip_prefix(AUTHOR_PREFIX).filter(|name| name.ends_with(".html"))
        else {
            continue;
        };
        let file = format!("{}/templates/{short}", theme.folder);
        let source = SourceText { file: file.into(), text: text.as_str().into() };
        template(&source, policy, &mut blocked);
    }
    for source in scripts {
        script(source, policy, &mut blocked);
    }
    blocked.faults()
}

fn template(source: &SourceText, policy: &Policy, blocked: &mut Blocked) {
    let text = |range: std::ops::Range<usize>| source.text.get(range).unwrap_or_default();
    for tag in html_tags::read(&source.text).tags.iter().filter(|tag| !tag.is_end) {
        let attributes: Vec<Attribute> = tag
            .attributes
            .iter()
            .map(|one| Attribute {
                name: &one.name,
                value: one.value.as_ref().map_or("", |value| text(value.range.clone())),
                span: one.place.clone(),
            })
            .collect();
        let name = tag.name.to_ascii_lowercase();
        blocked.tag(policy, source, (&name, &tag.opening), &attributes);
    }
}

/// Finds texts in quotes that are the address of a file on another site, and requests for one.
fn script(source: &SourceText, policy: &Policy, blocked: &mut Blocked) {
    for (at, _) in source.text.match_indices("://") {
        let (before, after) = source.text.split_at(at);
        let Some(scheme) = ["https", "http"].into_iter().find(|one| before.ends_with(one)) else {
            continue;
        };
        let start = at - scheme.len();
        let before = before.get(..start).unwrap_or_default();
        let Some(quote) = before.chars().next_back().filter(|c| "\"'`".contains(*c)) else {
            continue;
        };
        let Some(length) = after.find([quote, '\n']) else { continue };
        let address = source.text.get(start..at + length).unwrap_or_default();
        let call = before.trim_end_matches(quote).trim_end();
        let directive =
            if call.ends_with("fetch(") { Some("connect-src") } else { directive(address) };
        if let Some(directive) = directive.filter(|directive| !policy.allows(directive, address)) {
            let place = (source.clone(), start..at + length);
            blocked.0.entry(Kind::Load(directive)).or_default().push(place);
        }
    }
}

fn directive(address: &str) -> Option<&'static str> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let (_, rest) = path.split_once("://")?;
    let (_, name) = rest.rsplit_once('/')?;
    let (_, ending) = name.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    ENDINGS
        .into_iter()
        .find(|(_, all)| all.contains(&ending.as_str()))
        .map(|(directive, _)| directive)
}
