//! Values of front matter in any of its formats, and the types that keys ask for.

use crate::text::day;
use std::ops::Range;

/// A key of a block, with its value.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) name: String,
    /// The place of the name.
    pub(super) key: Range<usize>,
    pub(super) value: Value,
    /// The place of the value.
    pub(super) place: Range<usize>,
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Nothing or `null`: the key is not set.
    Unset,
    Scalar(Scalar),
    List(Vec<Value>),
    /// Keys with values of their own.
    Keys,
}

/// A single value. A version such as `1.10` is a number in each format, and a title to its author, so the letters are
/// kept.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scalar {
    /// As it was typed, without quotation marks.
    pub(super) letters: String,
    pub(super) means: Meaning,
}

/// What a single value is in its format.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Meaning {
    Text,
    Whole(i64),
    Flag(bool),
    Other,
}

impl Value {
    /// Whether the key is not set. An empty text says nothing either.
    pub(super) fn is_unset(&self) -> bool {
        match self {
            Value::Unset => true,
            Value::Scalar(scalar) => {
                scalar.means == Meaning::Text && scalar.letters.trim().is_empty()
            }
            Value::List(_) | Value::Keys => false,
        }
    }

    /// Whether it has a NUL, which no text file has, but an escape can write.
    pub(super) fn has_nul(&self) -> bool {
        match self {
            Value::Scalar(Scalar { letters, .. }) => letters.contains('\0'),
            Value::List(items) => items.iter().any(Value::has_nul),
            Value::Unset | Value::Keys => false,
        }
    }

    pub(super) fn letters(&self) -> Option<&str> {
        match self {
            Value::Scalar(scalar) => Some(&scalar.letters),
            _ => None,
        }
    }

    fn means(&self) -> Meaning {
        match self {
            Value::Scalar(scalar) => scalar.means,
            _ => Meaning::Other,
        }
    }
}

pub(super) fn text(value: &Value) -> Result<String, &'static str> {
    value.letters().map(|text| text.trim().to_string()).ok_or("a text")
}

pub(super) fn whole(value: &Value) -> Result<i64, &'static str> {
    match value.means() {
        Meaning::Whole(number) => Ok(number),
        _ => Err("a whole number"),
    }
}

pub(super) fn flag(value: &Value) -> Result<bool, &'static str> {
    match value.means() {
        Meaning::Flag(flag) => Ok(flag),
        _ => Err("true or false"),
    }
}

pub(super) fn list(value: &Value) -> Result<Vec<String>, &'static str> {
    let expected = "a list of strings";
    match value {
        Value::List(items) => {
            let items = items.iter().filter(|item| **item != Value::Unset);
            items.map(|item| item.letters().map(str::to_string).ok_or(expected)).collect()
        }
        Value::Scalar(Scalar { letters, means: Meaning::Text }) => Ok(vec![letters.clone()]),
        _ => Err(expected),
    }
}

pub(super) fn slug(value: &Value) -> Result<String, &'static str> {
    let expected = "one part of a URL: letters, digits, hyphens, dots and underscores";
    let slug = value.letters().ok_or(expected)?;
    let fits = !slug.is_empty()
        && !slug.starts_with('.')
        && slug.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if fits { Ok(slug.to_string()) } else { Err(expected) }
}

pub(super) fn template(value: &Value) -> Result<String, &'static str> {
    let expected = "the name of a template, without `.html`";
    let name = value.letters().ok_or(expected)?;
    let fits =
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if fits { Ok(name.to_string()) } else { Err(expected) }
}

pub(super) fn date(value: &Value) -> Result<String, &'static str> {
    let expected = "a date such as 2026-11-22";
    let text = value.letters().ok_or(expected)?;
    day::leading(text).map(str::to_string).ok_or(expected)
}
