//! The keys that keep a chapter from being published, and those that look like them.
//!
//! A chapter is public unless a key says otherwise. So a key that is misspelled, or comes from another program, is an
//! error whatever levels the book sets for unknown keys.

use super::KEYS as ALL;
use super::values::Value;
use crate::text::names::nearest;

/// The keys that can keep a chapter private.
pub(super) const KEYS: [&str; 2] = ["published", "draft"];

/// What other programs call them, in lower-case letters, each with the flag with which a chapter is public.
const OF_OTHERS: [(&str, bool); 8] = [
    ("headless", false),
    ("hidden", false),
    ("hide", false),
    ("private", false),
    ("public", true),
    ("publish", true),
    ("unlisted", false),
    ("visible", true),
];

/// What the name of a flag about privacy contains, in any program.
const SIGNS: [&str; 3] = ["draft", "privat", "publi"];

/// Values by which other programs keep a page private.
const VALUES: [&str; 7] =
    ["confidential", "draft", "hidden", "internal", "private", "unlisted", "unpublished"];

/// Keys with the day until which other programs publish a page.
const LAST_DAYS: [&str; 4] = ["expirydate", "expires", "expireson", "unpublishdate"];

/// What the block `_build` of Hugo says of a page that is not made.
const NOT_MADE: [&str; 4] = ["never", "render: false", "render = false", "\"render\": false"];

/// Keys with one of these values.
const STATES: [&str; 3] = ["state", "status", "visibility"];

/// The key and the value that an unknown key probably means, if it may be meant to keep the chapter private.
pub(super) fn meant(name: &str, value: &Value) -> Option<(&'static str, &'static str)> {
    let letters = value.letters()?;
    let name = bare(name);
    if LAST_DAYS.contains(&name.as_str()) {
        return Some(("published", "false"));
    }
    let is_meant = match (public_flag(&name), flag(letters)) {
        (Some(public), Some(flag)) => flag != public,
        // The date of publishing is another matter.
        (Some(_), None) => !letters.starts_with(|c: char| c.is_ascii_digit()),
        (None, Some(_)) => SIGNS.iter().any(|sign| name.contains(sign)),
        (None, None) => VALUES.contains(&letters.trim().to_ascii_lowercase().as_str()),
    };
    let draft = || nearest(&name, ALL.iter().copied()) == Some("draft");
    is_meant.then(|| if draft() { ("draft", "true") } else { ("published", "false") })
}

/// Whether a line, in any of the formats, keeps a chapter private, or would in another program.
pub(super) fn hides(line: &str) -> bool {
    let Some((name, value)) = setting(line) else { return false };
    let name = bare(name);
    let value = value.split([',', '}']).next().unwrap_or_default();
    let letters = value.trim_matches(|c: char| c.is_whitespace() || "\"'".contains(c));
    match (public_flag(&name), flag(letters)) {
        (Some(public), Some(flag)) => flag != public,
        (None, None) => {
            STATES.contains(&name.as_str())
                && VALUES.contains(&letters.to_ascii_lowercase().as_str())
        }
        _ => false,
    }
}

/// Whether a block of keys, in the text of all front matter, says in another program that the page is not made.
pub(super) fn block_hides(name: &str, text: &str) -> bool {
    bare(name) == "build" && NOT_MADE.iter().any(|words| text.contains(words))
}

/// The key of a line and what stands after the colon or the equals sign.
pub(super) fn setting(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || "{\"'".contains(c));
    let is_name = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
    let after = line.trim_start_matches(is_name);
    let name = line.get(..line.len() - after.len())?;
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let value = after.trim_start_matches(['"', '\'']).trim_start().strip_prefix([':', '='])?;
    let is_apart = value.is_empty() || value.starts_with([' ', '\t', '"', '\'', '[']);
    is_apart.then_some((name, value))
}

/// The letters of a name, in lower case.
fn bare(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|c| c.to_ascii_lowercase()).collect()
}

/// The flag with which a chapter is public, if a key is about that.
fn public_flag(name: &str) -> Option<bool> {
    const PREFIXES: [(&str, bool); 4] = [("is", false), ("not", true), ("no", true), ("un", true)];
    let of_others =
        || OF_OTHERS.iter().find(|(other, _)| *other == name).map(|(_, public)| *public);
    let with_prefix = || {
        PREFIXES.iter().find_map(|(prefix, inverts)| {
            near_flag(name.strip_prefix(prefix)?).map(|public| public != *inverts)
        })
    };
    of_others().or_else(with_prefix).or_else(|| near_flag(name))
}

/// The same for a key that is nearly one of ours.
fn near_flag(name: &str) -> Option<bool> {
    match nearest(name, ALL.iter().copied()) {
        Some("published") => Some(true),
        Some("draft") => Some(false),
        _ => None,
    }
}

fn flag(letters: &str) -> Option<bool> {
    match letters.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::values::{Meaning, Scalar};
    use super::*;

    #[test]
    fn a_key_that_would_hide_a_chapter_is_seen() {
        for (name, letters, expected) in [
            ("Published", "false", Some(("published", "false"))),
            ("Published", "no", Some(("published", "false"))),
            ("publised", "false", Some(("published", "false"))),
            ("Published", "true", None),
            ("drafts", "true", Some(("draft", "true"))),
            ("Draft", "false", None),
            ("private", "true", Some(("published", "false"))),
            ("Private", "false", None),
            ("publish", "false", Some(("published", "false"))),
            ("is_draft", "true", Some(("draft", "true"))),
            ("not_published", "true", Some(("published", "false"))),
            ("noPublish", "true", Some(("published", "false"))),
            ("unpublished", "true", Some(("published", "false"))),
            ("isPublished", "true", None),
            ("headless", "true", Some(("published", "false"))),
            ("expiryDate", "2001-01-01", Some(("published", "false"))),
            ("status", "Draft", Some(("published", "false"))),
            ("visibility", "private", Some(("published", "false"))),
            ("published_at", "2026-01-01", None),
            ("status", "done", None),
            ("hide_sidebar", "true", None),
            ("tags", "true", None),
            ("author", "Public Works", None),
        ] {
            let value = Scalar { letters: letters.into(), means: Meaning::Text };
            assert_eq!(meant(name, &Value::Scalar(value)), expected, "{name}: {letters}");
        }
    }

    #[test]
    fn a_line_that_hides_a_chapter_is_seen() {
        for line in [
            "published: false",
            "Published: No",
            "  draft = true",
            "{\"published\": false}",
            "'draft': \"yes\",",
            "hidden: true",
            "publised: false",
            "status: draft",
        ] {
            assert!(hides(line), "{line}");
        }
        for line in [
            "published: true",
            "draft: do not cite",
            "Published: 12 May 2026",
            "--draft: true",
            "draft:true",
            "status: done",
            "It is hidden: true",
        ] {
            assert!(!hides(line), "{line}");
        }
    }
}
