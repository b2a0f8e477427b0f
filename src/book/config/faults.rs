//! Faults of book.toml.

use super::elsewhere;
use crate::text::diag::{Diagnostic, SourceText, did_you_mean, nearest, not};
use std::ops::Range;
use std::path::Path;

impl Diagnostic {
    /// All mdBook settings in book.toml that have no effect here.
    pub fn settings_ignored(source: &SourceText, first: Range<usize>, names: &[&str]) -> Self {
        let count = names.len();
        Self::warning("TB1306", format!("mdBook settings that have no effect: {count}"))
            .at(source, first)
            .label("the first one")
            .help(format!(
                "remove them once you no longer use mdBook; none is run: {}",
                names.join(", ")
            ))
    }

    /// The theme set in book.toml is for mdBook.
    pub fn theme_of_mdbook(folder: &Path) -> Self {
        let message =
            format!("the theme `{}` is an mdBook theme and has no effect", folder.display());
        Self::warning("TB1307", message)
            .help("remove `output.html.theme`, or set it to the folder of a tickbook theme")
    }

    /// book.toml is not TOML.
    pub fn config_not_toml(source: &SourceText, span: Range<usize>, reason: &str) -> Self {
        if reason.contains("duplicate key") {
            return Self::error("TB0101", format!("{} sets a key twice", source.file))
                .at(source, span.clone())
                .label("set again")
                .with_first(source, &span)
                .help("remove one of the two");
        }
        Self::error("TB0101", format!("{} is not valid TOML", source.file))
            .at(source, span)
            .label(reason.trim())
            .help("write strings in quotation marks and table names in brackets")
    }

    /// Also points to the first of two equal keys in a TOML text.
    pub(super) fn with_first(self, source: &SourceText, again: &Range<usize>) -> Self {
        match earlier(&source.text, again) {
            Some(first) => self.related(source, first, "first set here"),
            None => self,
        }
    }

    /// An unknown key of book.toml. `written` is its last part; the names are the known keys of the same table.
    pub fn config_unknown_key(
        source: &SourceText,
        span: Range<usize>,
        key: &str,
        written: (&str, &[&str]),
    ) -> Self {
        let (name, known) = written;
        if let Some(help) = elsewhere::help(name) {
            return Self::error("TB0102", format!("unknown key `{key}`"))
                .at(source, span)
                .label("not a key of book.toml")
                .help(help);
        }
        let near = nearest(name, known.iter().copied());
        let help = match near {
            Some(_) => did_you_mean(near),
            None => format!("known keys: {}", known.join(", ")),
        };
        Self::error("TB0102", format!("unknown key `{key}`"))
            .at(source, span)
            .label("not a key of book.toml")
            .help(help)
    }

    /// A value of book.toml has the wrong type.
    pub fn config_wrong_type(
        source: &SourceText,
        span: Range<usize>,
        key: &str,
        expected: &str,
    ) -> Self {
        let written = source.text.get(span.clone()).unwrap_or_default().trim_matches(['"', '\'']);
        // For an array or a table, the place is that of its first element that is no string.
        let written_as_whole = source
            .text
            .get(span.clone())
            .is_some_and(|text| text.starts_with(['[', '{', '"', '\'']));
        let choices = expected.strip_prefix("one of ").unwrap_or_default();
        let choices = choices.split(", ").map(|choice| choice.trim_matches('"'));
        Self::error("TB0103", format!("`{key}` must be {expected}"))
            .at(source, span)
            .label(match expected.ends_with(" of strings") && !written_as_whole {
                true => not("a string"),
                false => not(expected),
            })
            .help(did_you_mean(nearest(written, choices.filter(|choice| !choice.is_empty()))))
    }

    /// An invalid value of book.toml.
    pub fn config_bad_value(
        source: &SourceText,
        span: Range<usize>,
        message: String,
        help: &str,
    ) -> Self {
        Self::error("TB0104", message).at(source, span).help(help)
    }
}

/// The earlier place of the key at `again`, or of the table with the name there.
fn earlier(text: &str, again: &Range<usize>) -> Option<Range<usize>> {
    let name = text.get(again.clone())?;
    let start = text.get(..again.start)?.rfind('\n').map_or(0, |at| at + 1);
    let same_line = text.get(start..)?.lines().next()?;
    let is_head = |line: &str| line.trim_start().starts_with('[');
    let is_key =
        |line: &str| line.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with('='));
    let (mut at, mut first) = (0, None);
    for line in text.get(..start)?.split_inclusive('\n') {
        if is_head(same_line) {
            first = first
                .or((line.trim_end() == same_line.trim_end()).then_some(at + again.start - start));
        } else if is_head(line) {
            // A key belongs to the last table header before it.
            first = None;
        } else {
            let key = line.trim_start();
            first = first.or(is_key(key).then_some(at + line.len() - key.len()));
        }
        at += line.len();
    }
    first.map(|first| first..first + name.len())
}
