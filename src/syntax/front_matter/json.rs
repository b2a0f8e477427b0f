//! Front matter in JSON. The library gives no places, so those of the keys are found in the text of the object.

use super::block::Format;
use super::values::{Entry, Meaning, Scalar, Value};
use crate::text::diag::{Diagnostic, SourceText};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::ops::Range;

/// The keys of an object; faults become diagnostics.
pub(super) fn entries(
    source: &SourceText,
    object: Range<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Entry> {
    let json = source.text.get(object.clone()).unwrap_or_default();
    if let Err(error) = serde_json::from_str::<Json>(json) {
        let place = place_of(json, &error);
        let place = object.start + place.start..object.start + place.end;
        let message = error.to_string();
        let reason = message.split(" at line ").next().unwrap_or(&message);
        let fault = Diagnostic::front_matter_invalid(source, place, Format::Json, reason, None);
        diagnostics.push(fault);
        return Vec::new();
    }
    let mut first: BTreeMap<String, Range<usize>> = BTreeMap::new();
    let mut entries = Vec::new();
    for (key, value) in members(json) {
        let moved = |span: &Range<usize>| object.start + span.start..object.start + span.end;
        let typed = json.get(key.clone()).unwrap_or_default();
        let name: String = serde_json::from_str(typed).unwrap_or_default();
        let place = moved(&key);
        // Without the quotation marks, like a key of YAML.
        let place = place.start + 1..place.end.saturating_sub(1).max(place.start + 1);
        if let Some(first) = first.get(&name) {
            let (place, first) = (place.clone(), first.clone());
            diagnostics.push(Diagnostic::front_matter_key_twice(source, place, &name, first));
            continue;
        }
        first.insert(name.clone(), place.clone());
        let typed = json.get(value.clone()).unwrap_or_default();
        let read = serde_json::from_str(typed).unwrap_or(Json::Null);
        entries.push(Entry {
            name,
            key: place,
            value: value_of(&read, typed),
            place: moved(&value),
        });
    }
    entries
}

/// A value, and the text that it was read from.
fn value_of(value: &Json, typed: &str) -> Value {
    let means = match value {
        Json::Null => return Value::Unset,
        Json::Object(_) => return Value::Keys,
        Json::Array(items) => {
            return Value::List(
                items.iter().map(|item| value_of(item, &item.to_string())).collect(),
            );
        }
        Json::String(text) => {
            return Value::Scalar(Scalar { letters: text.clone(), means: Meaning::Text });
        }
        Json::Bool(flag) => Meaning::Flag(*flag),
        Json::Number(number) => number.as_i64().map_or(Meaning::Other, Meaning::Whole),
    };
    Value::Scalar(Scalar { letters: typed.to_string(), means })
}

/// The places of the keys and values of a valid object, keys with their quotation marks.
fn members(json: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let mut found = Vec::new();
    let (mut depth, mut in_string, mut is_escaped) = (0_usize, false, false);
    let mut key: Option<Range<usize>> = None;
    // Where the key or the value begins that is being read.
    let mut start = 0;
    for (at, byte) in json.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = in_string,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' | b'[' => {
                depth += 1;
                if depth == 1 {
                    start = at + 1;
                }
            }
            b':' if depth == 1 => {
                key = Some(trimmed(json, start..at));
                start = at + 1;
            }
            b',' | b'}' if depth == 1 => {
                let value = trimmed(json, start..at);
                found.extend(key.take().map(|key| (key, value)));
                start = at + 1;
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    found
}

fn trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let part = text.get(span.clone()).unwrap_or_default();
    let start = span.start + part.len() - part.trim_start().len();
    start..start + part.trim().len()
}

/// The rest of the line from the place of a fault on; the letter before it at the end of a line.
fn place_of(json: &str, error: &serde_json::Error) -> Range<usize> {
    let lines = json.split_inclusive('\n').take(error.line().saturating_sub(1));
    let line: usize = lines.map(str::len).sum();
    let at = json.floor_char_boundary(line + error.column().saturating_sub(1));
    let rest = json.get(at..).unwrap_or_default().lines().next().unwrap_or_default().trim_end();
    at..at + rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_found_with_their_places() {
        let json = r#"{ "a" : 1.10,"b\"c":[1,{"d":2}], "e":"}, \"f\": 1" }"#;
        let found: Vec<(&str, &str)> =
            members(json).into_iter().map(|(key, value)| (&json[key], &json[value])).collect();
        let expected =
            [("\"a\"", "1.10"), ("\"b\\\"c\"", "[1,{\"d\":2}]"), ("\"e\"", "\"}, \\\"f\\\": 1\"")];
        assert_eq!(found, expected);
        assert!(members("{}").is_empty());
    }
}
