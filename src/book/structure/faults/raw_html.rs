//! Faults of raw HTML.

use crate::text::diag::{Diagnostic, SourceText};
use crate::text::html_tags::Aside;
use std::ops::Range;

impl Diagnostic {
    /// An HTML tag that pages must not contain, or that does not exist; `count` is how often it is in the chapter.
    pub fn tag_dropped(source: &SourceText, span: Range<usize>, tag: &str, count: usize) -> Self {
        let message = format!("the tag `<{tag}>` is removed from the page{}", times(count));
        Self::warning("TB0408", message)
            .at(source, span)
            .label("not allowed in raw HTML")
            .help(match is_component(tag) {
                true => format!("if it is meant as text, write `<{tag}>` in backticks; components of other tools are not run, so write Markdown in its place"),
                false => format!("if it is meant as text, write `<{tag}>` in backticks"),
            })
    }

    /// An attribute that pages must not contain; `count` is how often it is on this tag in the chapter.
    pub fn attribute_dropped(
        source: &SourceText,
        span: Range<usize>,
        (tag, name): (&str, &str),
        count: usize,
    ) -> Self {
        let help = match name {
            "style" => {
                "give the tag a `class`, and set the style of that class in a file of `additional-css`"
            }
            "name" if !["a", "details"].contains(&tag) => "use `id`, if links lead here",
            "id" | "name" | "class" => "choose a name that does not begin with `tb-`",
            "align" => "use `left`, `center` or `right`",
            name if name.starts_with("on") => {
                "do this in a script, and list the file in `additional-js`"
            }
            _ => {
                "remove it; if you trust every author, set `raw-html = \"trust\"` below `[output.html]`"
            }
        };
        let message = format!("`{name}` of `<{tag}>` is removed from the page{}", times(count));
        Self::warning("TB0408", message)
            .at(source, span)
            .label("not allowed in raw HTML")
            .help(help)
    }

    /// A tag without its closing bracket.
    pub fn tag_unfinished(source: &SourceText, span: Range<usize>) -> Self {
        Self::warning("TB0408", "a tag without `>` is shown as text".into())
            .at(source, span)
            .label("no `>` follows in this block")
            .help(
                "write `>` at the end of the tag, or `&lt;` for the bracket if it is meant as text",
            )
    }

    /// An element that does not end where it begins, so that it contains text after it: `goes_on` up to the end of the
    /// chapter.
    pub fn tag_left_open(
        source: &SourceText,
        span: Range<usize>,
        tag: &str,
        goes_on: bool,
    ) -> Self {
        let label = match goes_on {
            true => "all that follows in this chapter is in it",
            false => "it ends with the paragraph, item, cell or quotation that it is in",
        };
        Self::warning("TB0429", format!("`<{tag}>` is not closed"))
            .at(source, span)
            .label(label)
            .help(format!("write `</{tag}>` where it is to end; if it is meant as text, write `<{tag}>` in backticks"))
    }

    /// A tag of an element that would hide what follows, and that does not end.
    pub fn tag_unclosed(source: &SourceText, span: Range<usize>, tag: &str) -> Self {
        let help = match tag {
            "plaintext" => {
                "write `<plaintext>` in backticks; an element of this name never ends".to_string()
            }
            _ => format!(
                "write `</{tag}>` in the same paragraph, or on a line of its own below an empty line; if it is meant as text, write `<{tag}>` in backticks"
            ),
        };
        Self::warning("TB0408", format!("`<{tag}>` has no end, so it is shown as text"))
            .at(source, span)
            .label("would hide the text after it")
            .help(help)
    }

    /// What is neither a tag nor text; `count` is how often it is in the chapter.
    pub fn aside_dropped(
        source: &SourceText,
        span: Range<usize>,
        kind: Aside,
        count: usize,
    ) -> Self {
        let what = match kind {
            Aside::Instruction => "`<?…>`",
            Aside::CharacterData => "`<![CDATA[…>`",
            Aside::Declaration => "`<!…>`",
            Aside::NamelessEnd => "`</…>` without a name",
        };
        Self::warning("TB0408", format!("{what} is removed from the page{}", times(count)))
            .at(source, span)
            .label("read as a comment, up to the first `>`")
            .help("remove it; if it is meant as text, write it in backticks, or `&lt;` for its bracket")
    }

    /// A comment without its end.
    pub fn comment_unfinished(source: &SourceText, span: Range<usize>) -> Self {
        Self::warning("TB0408", "a comment without `-->` removes the text after it from the page".into())
            .at(source, span)
            .label("no `-->` follows")
            .help("write `-->` at the end of the comment, or `&lt;` for the bracket if it is meant as text")
    }
}

/// Whether a tag is named like the components of JSX.
fn is_component(tag: &str) -> bool {
    tag.starts_with(|c: char| c.is_ascii_uppercase())
        && tag.contains(|c: char| c.is_ascii_lowercase())
}

fn times(count: usize) -> String {
    if count > 1 { format!(", {count} times") } else { String::new() }
}
