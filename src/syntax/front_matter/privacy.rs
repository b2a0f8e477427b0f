//! The keys that keep a chapter from being published, and those that look like them.
//!
//! A chapter is public unless a key says otherwise. So a key that is misspelled, or comes from another program, is an
//! error whatever levels the book sets for unknown keys.

use super::KEYS as ALL;
use super::values::{self, Value};
use crate::text::names::nearest;

/// The keys that can keep a chapter private.
pub(super) const KEYS: [&str; 2] = ["published", "draft"];

/// What other programs call them, with the value that makes a chapter public.
const OF_OTHERS: [(&str, bool); 6] = [
    ("hidden", false),
    ("private", false),
    ("public", true),
    ("publish", true),
    ("unlisted", false),
    ("visible", true),
];

/// The key and the value that an unknown key probably means, if it would keep the chapter private.
pub(super) fn meant(name: &str, value: &Value) -> Option<(&'static str, &'static str)> {
    let flag = values::flag(value).ok();
    let lower = name.to_ascii_lowercase();
    if let Some((_, public)) = OF_OTHERS.iter().find(|(other, _)| *other == lower) {
        return (flag != Some(*public)).then_some(("published", "false"));
    }
    let near = nearest(name, ALL.iter().copied())?;
    let key = KEYS.into_iter().find(|key| *key == near)?;
    let public = key == "published";
    (flag != Some(public)).then_some(match public {
        true => (key, "false"),
        false => (key, "true"),
    })
}

#[cfg(test)]
mod tests {
    use super::values::{Meaning, Scalar};
    use super::*;

    #[test]
    fn a_key_that_would_hide_a_chapter_is_seen() {
        let flag = |value: bool| {
            Value::Scalar(Scalar { letters: value.to_string(), means: Meaning::Flag(value) })
        };
        for (name, value, expected) in [
            ("Published", false, Some(("published", "false"))),
            ("publised", false, Some(("published", "false"))),
            ("Published", true, None),
            ("drafts", true, Some(("draft", "true"))),
            ("Draft", false, None),
            ("private", true, Some(("published", "false"))),
            ("Private", false, None),
            ("publish", false, Some(("published", "false"))),
            ("tags", true, None),
        ] {
            assert_eq!(meant(name, &flag(value)), expected, "{name}: {value}");
        }
        let text = Value::Scalar(Scalar { letters: "no".into(), means: Meaning::Text });
        assert_eq!(meant("Published", &text), Some(("published", "false")));
    }
}
