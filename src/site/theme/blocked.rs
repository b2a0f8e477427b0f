//! What the policy of the book blocks in the author's templates and scripts.
//!
//! Templates are read as they are written, so only what is in their text is found.

use super::{AUTHOR_PREFIX, Theme, scripts};
use crate::book::policy::Policy;
use crate::book::policy::blocked::{Attribute, Blocked, Kind};
use crate::text::diag::{Diagnostic, SourceText};
use crate::text::{html_tags, url};
use std::ops::Range;

/// Attributes whose address can be a script.
const RUNNABLE: [&str; 5] = ["href", "xlink:href", "src", "action", "formaction"];

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
        markup(&source, 0..source.text.len(), policy, &mut blocked);
    }
    for source in scripts {
        scripts::script(source, policy, &mut blocked);
    }
    blocked.faults()
}

/// Adds what the policy blocks in a part of a text that is HTML.
pub(super) fn markup(
    source: &SourceText,
    part: Range<usize>,
    policy: &Policy,
    blocked: &mut Blocked,
) {
    let html = source.text.get(part.clone()).unwrap_or_default();
    let place = |range: &Range<usize>| part.start + range.start..part.start + range.end;
    for tag in html_tags::read(html).tags.iter().filter(|tag| !tag.is_end) {
        let attributes: Vec<Attribute> = tag
            .attributes
            .iter()
            .map(|one| {
                let value = one.value.as_ref().and_then(|value| html.get(value.range.clone()));
                // In a script, quotes may have a backslash before them.
                let value = value.unwrap_or_default().trim_matches(['\\', '"', '\'']);
                Attribute { name: &one.name, value, span: place(&one.place) }
            })
            .collect();
        for one in attributes.iter().filter(|one| RUNNABLE.contains(&one.name)) {
            if url::scheme(one.value).as_deref() == Some("javascript") {
                blocked.add(Kind::ScriptAddress, source, one.span.clone());
            }
        }
        let name = tag.name.to_ascii_lowercase();
        blocked.tag(policy, source, (&name, &place(&tag.opening)), &attributes);
    }
}
