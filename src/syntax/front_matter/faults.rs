//! Faults of front matter.

use super::KEYS;
use super::block::Format;
use super::unrecognised::Why;
use crate::text::diag::{Diagnostic, SourceText, did_you_mean, nearest, not};
use std::ops::Range;

impl Diagnostic {
    /// A value that YAML ends at a number sign. `whole` is how to write all of it.
    pub fn value_cut(source: &SourceText, span: Range<usize>, key: &str, whole: &str) -> Self {
        Self::warning("TB0311", format!("the `{key}` ends before a number sign"))
            .at(source, span)
            .label("read as a remark")
            .help(format!("write `{whole}`; if it is a remark, write a space behind the sign"))
    }

    /// A block of front matter that is too large.
    pub fn front_matter_too_large(
        source: &SourceText,
        span: Range<usize>,
        format: Format,
        most: usize,
    ) -> Self {
        let help = match format {
            Format::Json => "move text below the last `}`".to_string(),
            _ => format!("move text below the second `{}`", format.end()),
        };
        Self::error("TB2002", format!("front matter is larger than {most} KB"))
            .at(source, span)
            .label("begins here")
            .help(help)
    }

    /// Front matter that is never closed.
    pub fn front_matter_open(source: &SourceText, span: Range<usize>, format: Format) -> Self {
        let help = match format {
            Format::Json => "write a line `}` after the last key".to_string(),
            _ => format!("add a line `{}` after the last key", format.end()),
        };
        Self::error("TB0301", "front matter is not closed".into())
            .at(source, span)
            .label("opened here")
            .help(help)
    }

    /// Keys that were meant as front matter, and would be text.
    pub(super) fn front_matter_unrecognised(
        source: &SourceText,
        span: Range<usize>,
        why: Why,
    ) -> Self {
        let typed = source.text.get(span.clone()).unwrap_or_default();
        let is_toml = typed.contains('+') || (typed.contains('=') && !typed.contains(':'));
        let fence = if is_toml { Format::Toml.end() } else { Format::Yaml.end() };
        let (label, help) = match why {
            Why::FirstLine if typed.starts_with('{') => (
                "not an object of JSON",
                "begin the line with `{`, write keys and texts in quotation marks, and nothing after the last `}`"
                    .to_string(),
            ),
            Why::FirstLine => (
                "not the first line of front matter",
                format!("write `{fence}` alone on this line, the keys below it, and `{fence}` below the keys; if it is text, write a sentence above it"),
            ),
            Why::NoFirstLine => (
                "a key of front matter",
                format!("write the keys between two lines `{fence}`; if it is text, write `\\` after the first word"),
            ),
            Why::NotAtTop => (
                "not at the top of the chapter",
                "move these lines into the block at the top of the file, which begins and ends with a line `---`; if they are text, put them in backticks"
                    .to_string(),
            ),
            Why::Code => (
                "a block of code",
                "remove this line and the one that ends the block of code; if it is an example, write a sentence above it"
                    .to_string(),
            ),
        };
        Self::error("TB0307", "front matter is not recognised".into())
            .at(source, span)
            .label(label)
            .help(help)
    }

    /// Front matter that breaks the rules of its format. `begun` is where the value begins whose end the parser did not
    /// find.
    pub fn front_matter_invalid(
        source: &SourceText,
        span: Range<usize>,
        format: Format,
        reason: &str,
        begun: Option<Range<usize>>,
    ) -> Self {
        let message = format!("front matter is not valid {}", format.name());
        let fault = Self::error("TB0302", message);
        // The parser reads to the end of the block, which is not where the author has to write.
        if let (true, Some(begun)) = (reason.contains("end of stream"), &begun) {
            return fault
                .at(source, begun.clone())
                .label("this quotation mark is not closed")
                .help("close the quotation mark");
        }
        let fault = fault.at(source, span).label(reason.lines().next().unwrap_or_default()).help(
            match format {
                Format::Yaml => help_for_yaml(reason),
                Format::Toml => "write each key as `key = value`, with texts in quotation marks",
                Format::Json => {
                    "write keys and texts in quotation marks, and a comma between two keys"
                }
            },
        );
        match begun {
            Some(begun) => fault.related(source, begun, "starts here"),
            None => fault,
        }
    }

    /// A line of front matter that is indented with a tab.
    pub fn front_matter_tab(source: &SourceText, span: Range<usize>) -> Self {
        Self::error("TB0302", "a line of front matter is indented with a tab".into())
            .at(source, span)
            .label("a tab")
            .help("indent with spaces: YAML allows no tab here")
    }

    /// Front matter that is YAML but not a list of keys.
    pub fn front_matter_not_keys(source: &SourceText, span: Range<usize>) -> Self {
        Self::error("TB0302", "front matter is not a list of keys".into())
            .at(source, span)
            .label("neither a key nor a value")
            .help("write one key per line, such as `title: Hiring`")
    }

    /// A key that is given twice.
    pub fn front_matter_key_twice(
        source: &SourceText,
        span: Range<usize>,
        key: &str,
        first: Range<usize>,
    ) -> Self {
        Self::error("TB0302", format!("front matter sets `{key}` twice"))
            .at(source, span)
            .label("set again")
            .related(source, first, "first set here")
            .help("remove one of the two lines")
    }

    /// An unknown key of front matter; `cure` is what to write in its place if another tool has it.
    pub fn front_matter_unknown_key(
        source: &SourceText,
        span: Range<usize>,
        key: &str,
        cure: Option<String>,
    ) -> Self {
        let near = nearest(key, KEYS.iter().copied());
        let help = match (cure, near) {
            (Some(cure), _) => cure,
            (None, Some(_)) => did_you_mean(near),
            (None, None) => format!("remove it; the known keys are {}", KEYS.join(", ")),
        };
        Self::error("TB0303", format!("unknown key `{key}` in front matter"))
            .at(source, span)
            .label("not a key of front matter")
            .help(help)
    }

    /// A key that can keep a chapter private, with a value that is neither `true` nor `false`.
    pub(super) fn front_matter_privacy_value(
        source: &SourceText,
        span: Range<usize>,
        key: &str,
    ) -> Self {
        Self::error("TB0308", format!("`{key}` in front matter must be true or false"))
            .at(source, span)
            .label("neither `true` nor `false`")
            .help("write `true` or `false` without quotation marks; the date of a chapter is `updated`")
    }

    /// A key that looks like one that keeps a chapter private. `meant` is what to write.
    pub(super) fn front_matter_privacy_key(
        source: &SourceText,
        span: Range<usize>,
        key: &str,
        meant: &str,
    ) -> Self {
        Self::error("TB0308", format!("unknown key `{key}` in front matter"))
            .at(source, span)
            .label("keeps no chapter private")
            .help(format!("write `{meant}`, or remove the key"))
    }

    /// A front-matter value of the wrong type.
    pub fn front_matter_wrong_type(
        source: &SourceText,
        span: Range<usize>,
        key: &str,
        expected: &str,
    ) -> Self {
        Self::error("TB0304", format!("`{key}` in front matter must be {expected}"))
            .at(source, span)
            .label(not(expected))
    }
}

fn help_for_yaml(reason: &str) -> &'static str {
    if reason.contains("end of stream") {
        "close the quotation mark"
    } else if reason.contains("expected ',' or") {
        "close the bracket, and put commas between its values"
    } else if reason.contains("cannot start any token") {
        "put the value in quotation marks"
    } else {
        "quote values that contain a colon, a hash sign or a bracket"
    }
}
