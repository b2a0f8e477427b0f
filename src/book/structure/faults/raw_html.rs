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
            .help(cure(tag))
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

    /// An element that does not end: the page has the rest of the text in it.
    pub fn element_open(source: &SourceText, span: Range<usize>, tag: &str) -> Self {
        Self::warning(
            "TB0429",
            format!("`<{tag}>` is not closed, so all that follows may be in it"),
        )
        .at(source, span)
        .label("opened here")
        .help(format!(
            "write `</{tag}>` where it ends, or `\\<` for the bracket if it is meant as text"
        ))
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

/// What to write in place of elements of HTML that pages do not contain, by their names. If the author is trusted, all of
/// them can be kept, but those that no setting makes useful.
const IN_PLACE: &[(&[&str], &str, bool)] = &[
    (
        &["iframe", "embed", "object", "param", "frame", "frameset"],
        "write a link, such as `[Film](https://example.org/film)`, or for a file of the book `[Plan](plan.pdf)`",
        true,
    ),
    (
        &[
            "svg", "g", "path", "rect", "circle", "line", "polyline", "polygon", "ellipse", "defs",
            "use", "canvas",
        ],
        "save the drawing as a file beside the chapter and show it, such as `![What it shows](drawing.svg)`",
        true,
    ),
    (&["style"], "put the rules into a file of `additional-css`", false),
    (&["link"], "list the style sheet in `additional-css`", true),
    (&["script", "noscript", "template"], "put the script into a file of `additional-js`", false),
    (
        &["math"],
        "write the formula between dollar signs, such as `$x^2$`, with `math = true` below `[output.html]`",
        true,
    ),
    (
        &["font", "basefont"],
        "use `<span class=\"…\">`, and set the style of that class in a file of `additional-css`",
        true,
    ),
    (
        &[
            "form", "input", "button", "select", "option", "optgroup", "textarea", "label",
            "fieldset", "legend", "datalist", "output",
        ],
        "write a link to where the form is, such as `[Sign up](https://example.org/form)`, or an item such as `- [ ] Sign up`",
        true,
    ),
    (&["progress", "meter"], "write the number as text, such as `3 of 5`", true),
    (&["marquee", "blink"], "write the text alone", false),
    (
        &["html", "head", "body", "title", "meta", "base"],
        "remove it: the page has its own, made of the front matter and of book.toml",
        false,
    ),
    (
        &[
            "main", "header", "footer", "nav", "article", "aside", "section", "dialog", "slot",
            "menu",
        ],
        "use `<div>`",
        true,
    ),
];

/// What to do about a tag that is removed.
fn cure(tag: &str) -> String {
    let text = format!("if it is meant as text, write `<{tag}>` in backticks");
    let name = tag.trim_start_matches('/').to_ascii_lowercase();
    let known = IN_PLACE.iter().find(|(names, ..)| names.contains(&name.as_str()));
    match known {
        // A component of another tool can have the name of an element.
        _ if is_component(tag) => {
            format!("{text}; components of other tools are not run, so write Markdown in its place")
        }
        Some((_, in_place, true)) => format!(
            "{in_place}; if you trust every author, `raw-html = \"trust\"` below `[output.html]` keeps the element; {text}"
        ),
        Some((_, in_place, false)) => format!("{in_place}; {text}"),
        None => text,
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
