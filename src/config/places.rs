//! Where the values of book.toml are written, for faults that only show when they are used.

use crate::diag::SourceText;
use std::collections::BTreeMap;
use std::ops::Range;

/// The place of each value that book.toml holds, by key.
#[derive(Debug, Clone, Default)]
pub struct Places(pub(super) BTreeMap<&'static str, Range<usize>>);

impl Places {
    /// Where the value of a key stands; the start of the file where the key is not there.
    pub fn of(&self, key: &str) -> Range<usize> {
        self.0.get(key).cloned().unwrap_or(0..0)
    }

    /// Where one string stands in an array or as a key of a table; the whole value where it is written in another
    /// way. `source` is book.toml.
    pub fn within(&self, source: &SourceText, key: &str, text: &str) -> Range<usize> {
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
}
