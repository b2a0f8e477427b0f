//! Front matter in YAML. The only module that names the YAML library.
//!
//! The library says which values are numbers, flags or null, and drops the letters of these: `1.10` becomes 1.1. So
//! each value is read a second time along the shape that it was found to have, each scalar as a text.

use super::block::Format;
use super::lines::Lines;
use super::values::{Entry, Meaning, Scalar, Value};
use crate::text::diag::{Diagnostic, SourceText};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_yaml::{Mapping, Value as Yaml};
use std::fmt;
use std::ops::Range;

/// The keys of a block; faults become diagnostics.
pub(super) fn entries(
    source: &SourceText,
    block: Range<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Entry> {
    let lines = Lines { text: &source.text, block: block.clone() };
    let yaml = source.text.get(block).unwrap_or_default();
    match serde_yaml::from_str::<Yaml>(yaml) {
        Ok(Yaml::Null) => Vec::new(),
        Ok(Yaml::Mapping(mapping)) => {
            let found = Members(&mapping).deserialize(serde_yaml::Deserializer::from_str(yaml));
            match found {
                Ok(members) => members
                    .into_iter()
                    .filter_map(|(key, value)| entry(source, &lines, key, value, diagnostics))
                    .collect(),
                Err(error) => {
                    diagnostics.push(not_yaml(source, &lines, &error));
                    Vec::new()
                }
            }
        }
        Ok(_) => {
            diagnostics.push(Diagnostic::front_matter_not_keys(source, lines.line(0)));
            Vec::new()
        }
        Err(error) => {
            diagnostics.push(not_yaml(source, &lines, &error));
            Vec::new()
        }
    }
}

/// One key with its places; the first line if the YAML is not in block style.
fn entry(
    source: &SourceText,
    lines: &Lines,
    key: Value,
    value: Value,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Entry> {
    let Value::Scalar(Scalar { letters: name, .. }) = key else {
        diagnostics.push(Diagnostic::front_matter_not_keys(source, lines.line(0)));
        return None;
    };
    let line = lines.setting(&name);
    let place = line.map_or_else(|| lines.line(0), |line| lines.value(line));
    if let Some(line) = line.filter(|_| ["title", "description"].contains(&name.as_str())) {
        diagnostics.extend(cut(source, lines.line(line), &place, &name));
    }
    Some(Entry { key: lines.key(line.unwrap_or(0), &name), name, value, place })
}

fn not_yaml(source: &SourceText, lines: &Lines, error: &serde_yaml::Error) -> Diagnostic {
    let message = error.to_string();
    let twice = message.strip_prefix("duplicate entry with key \"");
    // For a key that is given twice the parser names the first place; the second is the one to fix.
    if let Some(key) = twice.and_then(|rest| rest.split('"').next())
        && let [first, again, ..] = lines.settings(key)[..]
    {
        let (first, again) = (lines.key(first, key), lines.key(again, key));
        return Diagnostic::front_matter_key_twice(source, again, key, first);
    }
    let at = error.location().map_or(0, |at| at.line().saturating_sub(1));
    if let Some(tab) = lines.tab(at) {
        return Diagnostic::front_matter_tab(source, tab);
    }
    let place = match error.location() {
        Some(at) => lines.rest(at.line().saturating_sub(1), at.column().saturating_sub(1)),
        None => lines.line(0),
    };
    // If the parser knows where the faulty value begins, its message ends with that place.
    let begun = message.rsplit_once(", while ").and_then(|(_, context)| {
        let (_, mark) = context.rsplit_once(" at line ")?;
        let (line, column) = mark.split_once(" column ")?;
        let (line, column): (usize, usize) = (line.parse().ok()?, column.parse().ok()?);
        Some(lines.letter(line.checked_sub(1)?, column.checked_sub(1)?))
    });
    // The parser counts lines from the start of the block, so the position in its message would mislead.
    let reason = message.split(" at line ").next().unwrap_or(&message);
    Diagnostic::front_matter_invalid(source, place, Format::Yaml, reason, begun)
}

/// Reports a text that YAML ends at a number sign, which is at `place` in the line. A space follows the sign of a remark.
fn cut(
    source: &SourceText,
    line: Range<usize>,
    place: &Range<usize>,
    key: &str,
) -> Option<Diagnostic> {
    let value = source.text.get(place.clone())?;
    let after = source.text.get(place.end..line.end)?;
    let is_bare = !value.starts_with(['"', '\'', '[', '{', '|', '>', '&', '*', '!']);
    let sign = after.trim_start();
    let is_meant = sign.strip_prefix('#')?.starts_with(|c: char| !c.is_whitespace() && c != '#');
    let start = line.end - sign.len();
    let whole = format!(
        "{key}: \"{value} {}\"",
        sign.trim_end().replace('\\', "\\\\").replace('"', "\\\"")
    );
    (is_bare && is_meant && place.start > line.start)
        .then(|| Diagnostic::value_cut(source, start..line.end, key, &whole))
}

/// A value that was found to have this shape.
struct Shaped<'a>(&'a Yaml);

impl<'de> DeserializeSeed<'de> for Shaped<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        let means = match self.0 {
            Yaml::Null => {
                IgnoredAny::deserialize(deserializer)?;
                return Ok(Value::Unset);
            }
            Yaml::Sequence(items) => return deserializer.deserialize_seq(Items(items)),
            Yaml::Mapping(_) | Yaml::Tagged(_) => {
                IgnoredAny::deserialize(deserializer)?;
                return Ok(Value::Keys);
            }
            Yaml::Bool(flag) => Meaning::Flag(*flag),
            Yaml::Number(number) => number.as_i64().map_or(Meaning::Other, Meaning::Whole),
            Yaml::String(_) => Meaning::Text,
        };
        Ok(Value::Scalar(Scalar { letters: String::deserialize(deserializer)?, means }))
    }
}

/// A list of values of these shapes.
struct Items<'a>(&'a [Yaml]);

impl<'de> Visitor<'de> for Items<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut values = Vec::with_capacity(self.0.len());
        for shape in self.0 {
            values.extend(items.next_element_seed(Shaped(shape))?);
        }
        Ok(Value::List(values))
    }
}

/// Keys and values of these shapes.
struct Members<'a>(&'a Mapping);

impl<'de> DeserializeSeed<'de> for Members<'_> {
    type Value = Vec<(Value, Value)>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Members<'_> {
    type Value = Vec<(Value, Value)>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list of keys")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::with_capacity(self.0.len());
        for (key, value) in self.0 {
            let Some(key) = map.next_key_seed(Shaped(key))? else { break };
            members.push((key, map.next_value_seed(Shaped(value))?));
        }
        Ok(members)
    }
}
