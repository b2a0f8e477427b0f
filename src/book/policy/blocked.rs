//! What the policy of a book blocks in HTML: inline scripts and styles, and what is loaded from another site.
//!
//! Reads tags one by one. Pure.

use super::Policy;
use crate::text::diag::{Diagnostic, SourceText};
use crate::text::{srcset, url};
use std::collections::BTreeMap;
use std::ops::Range;

/// A kind of what a policy blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A `style` attribute.
    StyleAttribute,
    /// A `<style>` element.
    StyleElement,
    /// An event attribute, such as `onclick`.
    Handler,
    /// A `<script>` with its script between the tags.
    InlineScript,
    /// An address that begins with `javascript:`.
    ScriptAddress,
    /// A text that is run as a script, as by `eval`.
    RunText,
    /// WebAssembly.
    WebAssembly,
    /// Something from another site, which this directive would allow.
    Load(&'static str),
}

/// An attribute: its name in lower case, its value, and its place.
pub struct Attribute<'a> {
    /// The name.
    pub name: &'a str,
    /// The value.
    pub value: &'a str,
    /// The place.
    pub span: Range<usize>,
}

/// A place that the policy blocks, with its file.
pub type Place = (SourceText, Range<usize>);

/// What a policy blocks, by kind, with all its places.
#[derive(Debug, Default)]
pub struct Blocked(pub BTreeMap<Kind, Vec<Place>>);

impl Blocked {
    /// A diagnostic for each kind.
    pub fn faults(&self) -> Vec<Diagnostic> {
        self.0.iter().map(|(kind, places)| Diagnostic::blocked_by_policy(*kind, places)).collect()
    }

    /// Adds a place.
    pub fn add(&mut self, kind: Kind, source: &SourceText, span: Range<usize>) {
        self.0.entry(kind).or_default().push((source.clone(), span));
    }

    /// Looks at a start tag, whose name is in lower case. `span` is the place of the tag.
    pub fn tag(
        &mut self,
        policy: &Policy,
        source: &SourceText,
        (name, span): (&str, &Range<usize>),
        attributes: &[Attribute],
    ) {
        let mut add = |kind, span: &Range<usize>| self.add(kind, source, span.clone());
        let value =
            |name: &str| attributes.iter().find(|one| one.name == name).map(|one| one.value);
        match name {
            "style" if !policy.allows_inline("style-src") => add(Kind::StyleElement, span),
            "script" if value("src").is_none() => {
                let is_data = value("type").is_some_and(|kind| kind.contains("json"));
                if !is_data && !policy.allows_inline("script-src") {
                    add(Kind::InlineScript, span);
                }
            }
            _ => {}
        }
        for one in attributes {
            match one.name {
                "style" if !policy.allows_style_attributes() => {
                    add(Kind::StyleAttribute, &one.span)
                }
                handler if handler.starts_with("on") => add(Kind::Handler, &one.span),
                attribute => {
                    let Some(directive) = loaded_by(name, attribute, value("rel")) else {
                        continue;
                    };
                    if !addresses(attribute, one.value)
                        .iter()
                        .all(|one| policy.allows(directive, one))
                    {
                        add(Kind::Load(directive), &one.span);
                    }
                }
            }
        }
    }
}

/// The addresses on other sites in the value of an attribute.
fn addresses<'a>(attribute: &str, value: &'a str) -> Vec<&'a str> {
    let all = match attribute {
        "srcset" => {
            srcset::candidates(value).into_iter().filter_map(|one| value.get(one.address)).collect()
        }
        _ => vec![value.trim()],
    };
    let is_elsewhere = |one: &&str| matches!(url::scheme(one).as_deref(), Some("http" | "https"));
    all.into_iter().filter(is_elsewhere).collect()
}

/// The directive that decides whether an attribute is loaded.
fn loaded_by(tag: &str, attribute: &str, rel: Option<&str>) -> Option<&'static str> {
    Some(match (tag, attribute) {
        ("script", "src") => "script-src",
        ("img", "src" | "srcset") | ("source", "srcset") | ("video", "poster") => "img-src",
        ("video" | "audio" | "source" | "track", "src") => "media-src",
        ("iframe", "src") => "frame-src",
        ("form", "action") => "form-action",
        ("link", "href") => {
            let has = |kind: &str| {
                rel.is_some_and(|rel| {
                    rel.to_ascii_lowercase().split_ascii_whitespace().any(|one| one == kind)
                })
            };
            match () {
                () if has("stylesheet") => "style-src",
                () if has("icon") => "img-src",
                () => return None,
            }
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(policy: &Policy, tag: &str, attributes: &[(&str, &str)]) -> Vec<Kind> {
        let source = SourceText { file: "a".into(), text: "".into() };
        let attributes: Vec<Attribute> =
            attributes.iter().map(|(name, value)| Attribute { name, value, span: 0..0 }).collect();
        let mut blocked = Blocked::default();
        blocked.tag(policy, &source, (tag, &(0..0)), &attributes);
        blocked.0.into_keys().collect()
    }

    #[test]
    fn the_policy_of_a_book_without_additions_blocks_all_of_it() {
        let policy = Policy::default();
        for (tag, attributes, kind) in [
            ("p", [("style", "x")], Kind::StyleAttribute),
            ("p", [("onclick", "x")], Kind::Handler),
            ("style", [("media", "x")], Kind::StyleElement),
            ("script", [("type", "module")], Kind::InlineScript),
            ("script", [("src", "//a.b/c.js")], Kind::Load("script-src")),
            ("img", [("src", "https://a.b/c.png")], Kind::Load("img-src")),
            ("source", [("srcset", "c.png, http://a.b/c.png 2x")], Kind::Load("img-src")),
            ("iframe", [("src", "https://a.b/c")], Kind::Load("frame-src")),
        ] {
            assert_eq!(kinds(&policy, tag, &attributes), [kind], "{tag} {attributes:?}");
        }
        for (tag, attributes) in [
            ("script", [("src", "c.js")]),
            ("script", [("type", "application/ld+json")]),
            ("img", [("src", "data:image/png;base64,x")]),
            ("a", [("href", "https://a.b")]),
            ("link", [("href", "https://a.b")]),
        ] {
            assert!(kinds(&policy, tag, &attributes).is_empty(), "{tag} {attributes:?}");
        }
        let sheet = [("rel", "Stylesheet"), ("href", "https://a.b/c.css")];
        assert_eq!(kinds(&policy, "link", &sheet), [Kind::Load("style-src")]);
    }

    #[test]
    fn what_book_toml_adds_is_not_blocked() {
        let added = [
            ("style-src", "'unsafe-inline'"),
            ("img-src", "https://*.a.b"),
            ("frame-src", "https://c.d:444/e/"),
            ("media-src", "https:"),
        ];
        let added = added.map(|(name, source)| (name.to_string(), vec![source.to_string()]));
        let policy = Policy::with(&BTreeMap::from(added));
        for (tag, attributes) in [
            ("p", [("style", "x")]),
            ("style", [("media", "x")]),
            ("img", [("src", "https://x.A.b/c.png")]),
            ("iframe", [("src", "https://c.d:444/e/f")]),
            ("video", [("src", "https://anything.org/f")]),
        ] {
            assert!(kinds(&policy, tag, &attributes).is_empty(), "{tag} {attributes:?}");
        }
        for (tag, attributes) in [
            ("img", [("src", "https://a.b/c.png")]),
            ("img", [("src", "https://xa.b/c.png")]),
            ("iframe", [("src", "https://c.d/e/f")]),
            ("iframe", [("src", "https://c.d:444/f")]),
            ("video", [("src", "http://anything.org/f")]),
        ] {
            assert!(!kinds(&policy, tag, &attributes).is_empty(), "{tag} {attributes:?}");
        }
    }
}
