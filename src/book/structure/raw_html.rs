//! Reports the raw HTML that pages do not contain as it is written.

use super::OutputRules;
use crate::book::config::{Config, RawHtml};
use crate::book::policy::Policy;
use crate::book::policy::blocked::{Attribute, Blocked};
use crate::syntax::markdown::Chapter;
use crate::syntax::markdown::tree::{RawAttribute, RawNames, RawTag};
use crate::text::diag::Diagnostic;
use crate::text::html_tags::Aside;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

/// The tags of pages, each with its attributes.
type Allowed = HashMap<&'static str, HashSet<&'static str>>;

/// The faults of the raw HTML of all chapters. With `escape` there are none, because all of it is text.
pub(super) fn faults(
    config: &Config,
    chapters: &[Arc<Chapter>],
    rules: OutputRules,
) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let raw_html = config.html.raw_html;
    if raw_html == RawHtml::Escape {
        return faults;
    }
    for chapter in chapters {
        for span in &chapter.raw.unfinished_tags {
            faults.push(Diagnostic::tag_unfinished(&chapter.source, span.clone()));
        }
        for span in &chapter.raw.unfinished_comments {
            faults.push(Diagnostic::comment_unfinished(&chapter.source, span.clone()));
        }
        for (name, span) in &chapter.raw.unclosed {
            faults.push(Diagnostic::tag_unclosed(&chapter.source, span.clone(), name));
        }
        for (name, span, goes_on) in &chapter.raw.left_open {
            let fault = Diagnostic::tag_left_open(&chapter.source, span.clone(), name, *goes_on);
            faults.push(fault);
        }
    }
    if raw_html == RawHtml::Trust {
        faults.extend(blocked(chapters, &config.html.policy));
    }
    let has_tags =
        |raw: &RawNames| !(raw.tags.is_empty() && raw.ends.is_empty() && raw.asides.is_empty());
    let with_tags = || chapters.iter().filter(|chapter| has_tags(&chapter.raw));
    if raw_html == RawHtml::Sanitize && with_tags().next().is_some() {
        let allowed = (rules.allowed_tags)();
        faults.extend(with_tags().flat_map(|chapter| dropped(chapter, &allowed)));
    }
    faults
}

/// What the policy of the book blocks of trusted HTML.
fn blocked(chapters: &[Arc<Chapter>], policy: &Policy) -> Vec<Diagnostic> {
    let mut blocked = Blocked::default();
    for chapter in chapters {
        let written = |one: &RawAttribute| chapter.source.text.get(one.span.clone());
        for tag in tags_of(&chapter.raw) {
            let attributes: Vec<Attribute> = tag
                .attributes
                .iter()
                .map(|one| Attribute {
                    name: &one.name,
                    value: written(one)
                        .and_then(|text| text.split_once('='))
                        .map_or("", |(_, value)| value.trim().trim_matches(['"', '\''])),
                    span: one.span.clone(),
                })
                .collect();
            let name = tag.name.to_ascii_lowercase();
            blocked.tag(policy, &chapter.source, (&name, &tag.span), &attributes);
        }
    }
    blocked.faults()
}

/// The start tags that are not shown as text.
fn tags_of(raw: &RawNames) -> impl Iterator<Item = &RawTag> {
    let unclosed: HashSet<usize> = raw.unclosed.iter().map(|(_, span)| span.start).collect();
    raw.tags.iter().filter(move |tag| !unclosed.contains(&tag.span.start))
}

/// What the sanitizer drops of a chapter: a diagnostic for each tag, and for each attribute of a tag. The author may
/// have meant a tag as text.
fn dropped(chapter: &Chapter, allowed: &Allowed) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let mut tags = Dropped::default();
    let mut attributes = Dropped::default();
    for tag in tags_of(&chapter.raw) {
        let name = tag.name.to_ascii_lowercase();
        let Some(known) = allowed.get(name.as_str()) else {
            tags.add((&tag.name, ""), &tag.span);
            continue;
        };
        for attribute in &tag.attributes {
            let is_known =
                known.contains(attribute.name.as_str()) || attribute.name.starts_with("aria-");
            if !(is_known && attribute.is_usable) {
                attributes.add((&name, &attribute.name), &attribute.span);
            }
        }
    }
    let begun: HashSet<String> =
        chapter.raw.tags.iter().map(|tag| tag.name.to_ascii_lowercase()).collect();
    for (name, place) in &chapter.raw.ends {
        if !allowed.contains_key(name.as_str()) && !begun.contains(name) {
            tags.add((&format!("/{name}"), ""), place);
        }
    }
    let mut asides: BTreeMap<Aside, (&Range<usize>, usize)> = BTreeMap::new();
    for (kind, place) in &chapter.raw.asides {
        asides.entry(*kind).or_insert((place, 0)).1 += 1;
    }
    for (kind, (place, count)) in asides {
        faults.push(Diagnostic::aside_dropped(&chapter.source, place.clone(), kind, count));
    }
    for (name, _, place, count) in tags.in_order() {
        faults.push(Diagnostic::tag_dropped(&chapter.source, place, &name, count));
    }
    for (tag, name, place, count) in attributes.in_order() {
        faults.push(Diagnostic::attribute_dropped(&chapter.source, place, (&tag, &name), count));
    }
    faults
}

/// Names of a page, in lower case, each with how it is first written, where, and how often it is there.
#[derive(Default)]
struct Dropped(HashMap<(String, String), (String, Range<usize>, usize)>);

impl Dropped {
    fn add(&mut self, (tag, attribute): (&str, &str), place: &Range<usize>) {
        let name = (tag.to_ascii_lowercase(), attribute.to_string());
        self.0.entry(name).or_insert_with(|| (tag.to_string(), place.clone(), 0)).2 += 1;
    }

    /// Each tag as it is first written, with the attribute, the first place and the count.
    fn in_order(self) -> Vec<(String, String, Range<usize>, usize)> {
        let all = self.0.into_iter();
        let mut all: Vec<_> =
            all.map(|((_, name), (tag, place, count))| (tag, name, place, count)).collect();
        all.sort_by(|one, other| (one.2.start, &one.1).cmp(&(other.2.start, &other.1)));
        all
    }
}
