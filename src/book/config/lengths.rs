//! The maximum lengths of values in book.toml: most of them are on every page.

use super::keys;
use super::values::{Value, Values};
use crate::text::diag::Diagnostic;
use std::ops::Range;

/// The longest text of a value, in bytes. Most are on every page.
const LONGEST_TEXT: usize = 4_096;

/// The longest sum of the texts of a list, in bytes.
const LONGEST_LIST: usize = 16 * 1024;

impl Values<'_> {
    /// Reports a value that is too long to be repeated on pages.
    pub(super) fn measure(&mut self, key: &str, value: &Value, span: Range<usize>) {
        let longest = |texts: &mut dyn Iterator<Item = &String>| {
            texts.map(String::len).max().unwrap_or_default()
        };
        let sum = |texts: &[String]| texts.iter().map(String::len).sum::<usize>();
        let (length, most) = match value {
            Value::Text(text) => (text.len(), LONGEST_TEXT),
            Value::Table(table) => (longest(&mut table.values()), LONGEST_TEXT),
            Value::List(texts) if key == keys::HTML_GONE.path() => {
                (longest(&mut texts.iter()), LONGEST_TEXT)
            }
            Value::List(texts) => (sum(texts), LONGEST_LIST),
            Value::Links(links) => {
                (links.iter().map(|one| one.title.len() + one.url.len()).sum(), LONGEST_LIST)
            }
            Value::Lists(lists) => (lists.values().map(|one| sum(one)).sum(), LONGEST_LIST),
            Value::Flag(_)
            | Value::Number(_)
            | Value::Numbers(_)
            | Value::Switches(_)
            | Value::Levels(_) => return,
        };
        if length > most {
            let what = format!("a value of `{key}`");
            let fault = Diagnostic::text_too_long(self.source, span, &what, most);
            self.diagnostics.push(fault);
        }
    }
}
