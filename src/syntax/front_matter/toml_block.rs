//! Front matter in TOML.

use super::block::Format;
use super::values::{Entry, Meaning, Scalar, Value};
use crate::text::diag::{Diagnostic, SourceText};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The keys of a block; faults become diagnostics.
pub(super) fn entries(
    source: &SourceText,
    block: Range<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Entry> {
    let toml = source.text.get(block.clone()).unwrap_or_default();
    let moved = |span: Range<usize>| block.start + span.start..block.start + span.end;
    let table = match DeTable::parse(toml) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            diagnostics.push(not_toml(source, &block, toml, &error));
            return Vec::new();
        }
    };
    let entry = |(key, value): (&Spanned<_>, &Spanned<DeValue>)| Entry {
        name: AsRef::<str>::as_ref(key.get_ref()).to_string(),
        key: moved(key.span()),
        value: value_of(toml, value),
        place: moved(value.span()),
    };
    table.iter().map(entry).collect()
}

fn value_of(toml: &str, value: &Spanned<DeValue>) -> Value {
    let means = match value.get_ref() {
        DeValue::Table(_) => return Value::Keys,
        DeValue::Array(items) => {
            return Value::List(items.iter().map(|item| value_of(toml, item)).collect());
        }
        DeValue::String(text) => {
            return Value::Scalar(Scalar { letters: text.to_string(), means: Meaning::Text });
        }
        DeValue::Integer(digits) => i64::from_str_radix(digits.as_str(), digits.radix())
            .map_or(Meaning::Other, Meaning::Whole),
        DeValue::Boolean(flag) => Meaning::Flag(*flag),
        DeValue::Float(_) | DeValue::Datetime(_) => Meaning::Other,
    };
    let letters = toml.get(value.span()).unwrap_or_default().to_string();
    Value::Scalar(Scalar { letters, means })
}

fn not_toml(
    source: &SourceText,
    block: &Range<usize>,
    toml: &str,
    error: &toml::de::Error,
) -> Diagnostic {
    let span = error.span().unwrap_or(0..0);
    let place = block.start + span.start..block.start + span.end;
    let key = toml.get(span.clone()).unwrap_or_default();
    // The parser names the second of two equal keys.
    let first =
        toml.get(..span.start).and_then(|before| super::lines::first_setting(before, key, '='));
    match first.filter(|_| error.message().contains("duplicate key") && !key.is_empty()) {
        Some(at) => {
            let first = block.start + at..block.start + at + key.len();
            Diagnostic::front_matter_key_twice(source, place, key, first)
        }
        None => {
            Diagnostic::front_matter_invalid(source, place, Format::Toml, error.message(), None)
        }
    }
}
