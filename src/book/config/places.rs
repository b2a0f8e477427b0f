//! The places of the values of book.toml, for faults that later stages find.

use super::keys::Name;
use crate::text::diag::SourceText;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// The place of each value of book.toml, by key.
#[derive(Debug, Clone, Default)]
pub struct Places(pub(super) BTreeMap<&'static str, Range<usize>>);

impl Places {
    /// The place of the value of a key; the start of the file if the key is missing.
    pub fn of<T>(&self, key: Name<T>) -> Range<usize> {
        self.0.get(key.path()).cloned().unwrap_or(0..0)
    }

    /// The place of a string in an array or as a key of a table; the whole value if it is written differently. `source`
    /// is book.toml.
    pub fn within<T>(&self, source: &SourceText, key: Name<T>, text: &str) -> Range<usize> {
        let whole = self.of(key);
        let after = source.text.get(whole.start..).unwrap_or_default();
        let marks = ['"', '\''];
        let quoted =
            marks.iter().filter_map(|mark| after.find(&format!("{mark}{text}{mark}"))).min();
        match quoted {
            Some(at) => whole.start + at + 1..whole.start + at + 1 + text.len(),
            None => whole,
        }
    }

    /// Like [`Places::within`], for all strings of a value at once: the first place of each that is written
    /// without escapes.
    pub fn all_within<'a, T>(
        &self,
        source: &'a SourceText,
        key: Name<T>,
    ) -> HashMap<&'a str, Range<usize>> {
        let start = self.of(key).start;
        let mut found = HashMap::new();
        let mut at = start;
        for line in source.text.get(start..).unwrap_or_default().split_inclusive('\n') {
            let mut rest = line;
            while let Some(open) = rest.find(['"', '\'']) {
                let (mark, inner) = rest.get(open..).unwrap_or_default().split_at(1);
                let Some((text, after)) = inner.split_once(mark) else { break };
                let from = at + (line.len() - inner.len());
                found.entry(text).or_insert(from..from + text.len());
                rest = after;
            }
            at += line.len();
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::super::keys::VARIABLES;
    use super::*;

    #[test]
    fn strings_are_found_at_once_as_one_by_one() {
        let text = "x = 'a'\n[t]\n\"a\" = \"b\" # it's\n'c d' = \"a\"\n\"é\" = \"\"\n";
        let source = SourceText { file: "book.toml".into(), text: text.into() };
        let places = Places(BTreeMap::from([(VARIABLES.path(), 9..12)]));
        let all = places.all_within(&source, VARIABLES);
        for name in ["a", "b", "c d", "é"] {
            assert_eq!(all.get(name), Some(&places.within(&source, VARIABLES, name)), "{name}");
        }
        assert_eq!(all.get("x"), None);
    }
}
