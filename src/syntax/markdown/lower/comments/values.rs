//! Comments in the title and the description of front matter, which are no Markdown.
//!
//! Comments of HTML are comments there too: other programs write these values into pages as they are.

use super::{find, removed};
use crate::syntax::markdown::Options;

/// A value without its comments, and what is wrong with them.
#[derive(Debug, Default)]
pub(in super::super) struct Value {
    /// Nothing if the value has no comments.
    pub(in super::super) rest: Option<String>,
    /// Whether signs of comments are left.
    pub(in super::super) is_open: bool,
    /// Whether the sign that begins a comment of HTML is left. It is text, because a title can be about it.
    pub(in super::super) has_sign: bool,
    /// Whether a comment ends that does not begin.
    pub(in super::super) is_stray: bool,
}

/// Takes the comments out of a value.
pub(in super::super) fn read(value: &str, options: &Options) -> Value {
    let html = without_html(value);
    let text = html.as_deref().unwrap_or(value);
    let comments = find(text, 0, options);
    Value {
        is_open: comments.open.is_some() || !comments.texts.is_empty(),
        is_stray: comments.stray.is_some(),
        has_sign: text.contains("<!--"),
        rest: removed(text, &comments).or(html),
    }
}

/// A text without comments of HTML, if it has any. What begins one and does not end is text: a title can be about it.
fn without_html(text: &str) -> Option<String> {
    let (mut kept, mut rest) = (String::new(), text);
    let mut has_any = false;
    while let Some((before, comment)) = rest.split_once("<!--") {
        let Some((_, after)) = comment.split_once("-->") else { break };
        kept.push_str(before);
        // A space on one side is enough.
        if after.is_empty() || after.starts_with(char::is_whitespace) {
            kept.truncate(kept.trim_end().len());
        }
        rest = after;
        has_any = true;
    }
    kept.push_str(rest);
    has_any.then(|| kept.trim().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_lose_comments_of_each_kind() {
        let cases = [
            ("A", None, false),
            ("A <!-- b --> C", Some("A C"), false),
            ("A<!--b-->C %% d %%", Some("AC"), false),
            ("<!-- %% --> A", Some("A"), false),
            ("A <!-- b", None, false),
            ("A <!-- b --> <!-- c", Some("A <!-- c"), false),
            ("A %% b", None, true),
            ("A %% b\n\nc %%", None, true),
            ("A%% b %%", Some("A"), false),
            ("100%% of it", None, false),
        ];
        for (value, rest, is_open) in cases {
            let read = read(value, &Options::default());
            assert_eq!((read.rest.as_deref(), read.is_open), (rest, is_open), "{value}");
            assert_eq!(read.has_sign, rest.unwrap_or(value).contains("<!--"), "{value}");
        }
    }
}
