//! Comments of Obsidian (`%% … %%`) and of Liquid (`{% comment %} … {% endcomment %}`), which are not published.
//!
//! Finds them before the parser runs, because one can span several blocks. Signs in code are text.

mod signs;
pub(super) mod values;

use super::kinds::parser_options;
use super::spans::first_line_of;
use crate::syntax::comment_signs::{self, Opener, PERCENTS, TAG};
use crate::syntax::front_matter;
use crate::syntax::markdown::Options;
use crate::text::diag::{Diagnostic, SourceText};
use crate::text::html_tags;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use signs::{Reading, Sign, is_of_address, next_sign, reading};
use std::ops::Range;

/// What can stand before a block on its line.
const MARGIN: [char; 3] = [' ', '\t', '>'];

/// The comments of a text.
#[derive(Debug, Default)]
pub(super) struct Comments {
    /// In order, and none within another.
    pub(super) all: Vec<Comment>,
    /// Where a comment begins that does not end.
    pub(super) open: Option<Range<usize>>,
    /// The first `{% endcomment %}` that ends no comment.
    pub(super) stray: Option<Range<usize>>,
    /// Percent signs that could be those of a comment and are text.
    pub(super) texts: Vec<Range<usize>>,
}

impl Comments {
    /// The first line of each comment of a text, of those above its front matter too.
    pub(super) fn places(&self, text: &str, body: usize) -> Vec<Range<usize>> {
        let above = match body {
            0 => Vec::new(),
            _ => front_matter::comments_above(text),
        };
        let spans = above.iter().chain(self.all.iter().map(|one| &one.span));
        spans.map(|span| first_line_of(text, span)).collect()
    }

    /// The diagnostics if a comment does not end, or one ends that does not begin.
    pub(super) fn faults(&self, source: &SourceText) -> impl Iterator<Item = Diagnostic> {
        let open = self.open.clone().map(|open| Diagnostic::comment_open(source, open));
        let stray = self.stray.clone().map(|stray| Diagnostic::comment_stray(source, stray));
        let texts = self.texts.iter().map(|span| Diagnostic::comment_signs_shown(source, span));
        open.into_iter().chain(stray).chain(texts)
    }
}

/// One comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Comment {
    pub(super) span: Range<usize>,
    pub(super) kind: CommentKind,
}

/// Where a comment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CommentKind {
    /// In a text, or on lines in the middle of a paragraph.
    Inline,
    /// On lines of its own.
    Block,
    /// In raw HTML.
    Html,
}

/// Finds the comments of the text that begins at `body`.
pub(super) fn find(source: &str, body: usize, options: &Options) -> Comments {
    let text = source.get(body..).unwrap_or_default();
    let mut found = Comments::default();
    if !text.contains(PERCENTS) && !text.contains(TAG) {
        return found;
    }
    let passages = Passages::of(text, options);
    let mut at = 0;
    // Where no sign of a kind follows, none follows later either.
    let (mut ends_liquid, mut ends_percents) = (true, true);
    while let Some((start, sign)) = next_sign(text, at, &passages) {
        let (opener, length) = match sign {
            Sign::Opener(opener, length) => (opener, length),
            Sign::End(length) => {
                found.stray.get_or_insert(body + start..body + start + length);
                at = start + length;
                continue;
            }
        };
        let inner = start + length;
        let has_closer = match opener {
            Opener::Percents => &mut ends_percents,
            _ => &mut ends_liquid,
        };
        let is_text = |at| Passages::has(&passages.code, at) || is_of_address(text, at);
        let close = match *has_closer || opener == Opener::Whole {
            true => comment_signs::closer(text, inner, opener, is_text).map(|sign| sign.end),
            false => None,
        };
        *has_closer &= close.is_some();
        at = match reading(text, start..inner, opener, close) {
            Reading::Comment(end) => {
                let span = start..end;
                let kind = kind(text, &span, &passages);
                let first = body + start - space_before(text, &span, kind);
                found.all.push(Comment { span: first..body + end, kind });
                end
            }
            Reading::Text(end) => {
                found.texts.push(body + start..body + end);
                end
            }
            Reading::Open(end) => {
                found.open.get_or_insert(body + start..body + inner);
                end
            }
        };
    }
    found
}

/// A text without its comments; nothing if it has none.
pub(super) fn removed(text: &str, comments: &Comments) -> Option<String> {
    let mut kept = String::with_capacity(text.len());
    let mut done = 0;
    for Comment { span, .. } in &comments.all {
        kept.push_str(text.get(done..span.start).unwrap_or_default());
        done = span.end;
    }
    kept.push_str(text.get(done..).unwrap_or_default());
    (done > 0).then(|| kept.trim().to_string())
}

/// A text whose comments are spaces.
pub(super) fn blanked(text: &str, comments: &Comments) -> String {
    let mut blanked = String::with_capacity(text.len());
    let mut done = 0;
    for Comment { span, .. } in &comments.all {
        blanked.push_str(text.get(done..span.start).unwrap_or_default());
        let comment = text.get(span.clone()).unwrap_or_default().bytes();
        blanked.extend(comment.map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        done = span.end;
    }
    blanked.push_str(text.get(done..).unwrap_or_default());
    blanked
}

/// The code and the raw HTML of a text, each sorted.
struct Passages {
    code: Vec<Range<usize>>,
    html: Vec<Range<usize>>,
}

impl Passages {
    fn of(text: &str, options: &Options) -> Self {
        let mut passages = Passages { code: Vec::new(), html: Vec::new() };
        let mut raw: Option<usize> = None;
        for (event, span) in Parser::new_ext(text, parser_options(options)).into_offset_iter() {
            match event {
                Event::Start(Tag::CodeBlock(_))
                | Event::Code(_)
                | Event::InlineMath(_)
                | Event::DisplayMath(_) => passages.code.push(span),
                Event::Start(Tag::HtmlBlock) => {
                    let markup = text.get(span.clone()).unwrap_or_default();
                    let code = raw_code(markup).into_iter();
                    passages
                        .code
                        .extend(code.map(|one| span.start + one.start..span.start + one.end));
                    passages.html.push(span);
                }
                Event::InlineHtml(tag) => {
                    let tags = html_tags::read(&tag).tags;
                    match tags.first().filter(|tag| is_code(tag)) {
                        Some(tag) if tag.is_end => {
                            passages.code.extend(raw.take().map(|start| start..span.end));
                        }
                        Some(_) => raw = raw.or(Some(span.start)),
                        None => {}
                    }
                    passages.html.push(span);
                }
                Event::End(TagEnd::Paragraph) => raw = None,
                _ => {}
            }
        }
        passages.code.sort_by_key(|span| span.start);
        passages
    }

    fn has(ranges: &[Range<usize>], at: usize) -> bool {
        let after = ranges.partition_point(|range| range.end <= at);
        ranges.get(after).is_some_and(|range| range.start <= at)
    }
}

/// The elements of code in raw HTML.
fn raw_code(markup: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    for tag in html_tags::read(markup).tags.iter().filter(|tag| is_code(tag)) {
        match tag.is_end {
            false => open = open.or(Some(tag.whole.start)),
            true => found.extend(open.take().map(|start| start..tag.whole.end)),
        }
    }
    // A block ends before its element does if there is an empty line in it.
    found.extend(open.map(|start| start..markup.len()));
    found
}

fn is_code(tag: &html_tags::Tag) -> bool {
    let name = tag.name.to_ascii_lowercase();
    ["code", "kbd", "pre", "samp", "script", "style", "textarea"].contains(&name.as_str())
}

/// Whether a line of a text, but for its first and its last, is blank.
fn has_blank_line(text: &str, span: Range<usize>) -> bool {
    let part = text.get(span).unwrap_or_default();
    let middle = part.split_once('\n').and_then(|(_, rest)| rest.rsplit_once('\n'));
    middle.is_some_and(|(lines, _)| {
        lines.split('\n').any(|line| line.trim_matches(MARGIN).is_empty())
    })
}

/// How many bytes of space before a comment go with it, so that a text neither ends in a space nor has two. What begins
/// an item or a heading keeps its space.
fn space_before(text: &str, span: &Range<usize>, kind: CommentKind) -> usize {
    let before = text.get(..span.start).unwrap_or_default();
    let words = before.trim_end_matches([' ', '\t']);
    let is_marker = |c: &char| c.is_ascii_digit() || " \t>-*+#.)[]x".contains(*c);
    let is_after_words = words.chars().rev().find(|c| !is_marker(c)).is_some_and(|c| c != '\n');
    let after = text.get(span.end..).and_then(|rest| rest.chars().next());
    let is_apart = after.is_none_or(char::is_whitespace);
    match kind == CommentKind::Inline && is_apart && is_after_words {
        true => before.len() - words.len(),
        false => 0,
    }
}

/// Whether nothing but a margin stands before an offset on its line.
fn begins_line(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default().trim_end_matches(MARGIN);
    before.is_empty() || before.ends_with('\n')
}

fn line_before(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or_default();
    before.rsplit('\n').next().unwrap_or_default()
}

fn kind(text: &str, span: &Range<usize>, passages: &Passages) -> CommentKind {
    if Passages::has(&passages.html, span.start) {
        return CommentKind::Html;
    }
    if !begins_line(text, span.start) {
        return CommentKind::Inline;
    }
    let is_margin = |text: &str| text.chars().all(|c| MARGIN.contains(&c));
    let line = line_before(text, span.start);
    let after = text.get(span.end..).unwrap_or_default();
    let mut next = after.split('\n');
    let rest = next.next().unwrap_or_default();
    let has_next = next.next().is_some_and(|line| !is_margin(line));
    let before = text.get(..span.start - line.len()).unwrap_or_default();
    let has_last =
        before.strip_suffix('\n').is_some_and(|text| !is_margin(line_before(text, text.len())));
    match rest.trim().is_empty() && !(has_last && has_next) {
        true => CommentKind::Block,
        false => CommentKind::Inline,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, CommentKind)> {
        let all = find(text, 0, &Options::default()).all;
        all.into_iter().map(|one| (&text[one.span], one.kind)).collect()
    }

    #[test]
    fn comments_are_found_where_they_stand() {
        use CommentKind::{Block, Html, Inline};
        assert_eq!(found("a %%b%% c"), [(" %%b%%", Inline)]);
        assert_eq!(found("a (%%b%%)"), [("%%b%%", Inline)]);
        assert_eq!(found("- [x] %%b%%"), [("%%b%%", Inline)]);
        assert_eq!(found("a\n\n%%\nb\n\nc\n%%\n"), [("%%\nb\n\nc\n%%", Block)]);
        assert_eq!(found("> %% b %%\n"), [("%% b %%", Block)]);
        assert_eq!(found("a\n%% b %%\nc\n"), [("%% b %%", Inline)]);
        assert_eq!(found("- %% b %%\n"), [("%% b %%", Inline)]);
        assert_eq!(found("<div>\n%% b %%\n</div>\n"), [("%% b %%", Html)]);
        let liquid = "{%- comment -%}\na\n{% endcomment %}";
        assert_eq!(found(liquid), [(liquid, Block)]);
        assert_eq!(found("%%a%% %%b%%").len(), 2);
    }

    #[test]
    fn comments_behind_words_are_found() {
        let texts = [
            "We pay above the median.%% b %%",
            "word%%b%%",
            "word%%b c%%d",
            "(gross)%%b%%",
            "\"gross\"%%b%%",
            "[l](index.md)%%b%%",
            "https://e.org/a%% b %%",
            "日本語。%%b%%",
            "日本語%%b%%日本語",
            "- [ ] Call%%b%%",
            "| a%%b%% |\n|---|",
        ];
        for text in texts {
            let all = found(text);
            let start = text.find("%%").unwrap();
            let end = text.rfind("%%").unwrap() + 2;
            assert_eq!(all, [(&text[start..end], CommentKind::Inline)], "{text}");
        }
    }

    #[test]
    fn signs_in_code_and_percentages_are_text() {
        let texts = [
            "`%%a%%`",
            "```mermaid\n%% a\n%% b\n```\n",
            "    %% a %%\n",
            "100%% and 50%%",
            "%%%% a %%%%",
            "\\%% a %%",
            "`{% comment %}` a `{% endcomment %}`",
            "{% if %} {% endif %}",
            "a %% b",
            "a %% b\n\nc %% d",
            "[x](https://e.org/a%%20b%%20c)",
            "[x](a%%20b%%20c.md)",
            "<https://e.org/a%%20b%%20c>",
            "https://e.org/a%%20b%%20c and more",
            "https://e.org/a%%b%%/c",
            "LIKE '%%foo%%' end",
            "set %A%%B%%C%",
            "<code>%% a</code> and <code>%% b</code>",
            "<pre>\n%% a\n</pre>\n\nA\n\n<pre>\n%% b\n</pre>",
            "<p><code>%% a %%</code></p>",
        ];
        for text in texts {
            assert_eq!(found(text), [], "{text}");
        }
        let shown = |text: &'static str| -> Vec<&str> {
            let texts = find(text, 0, &Options::default()).texts;
            texts.into_iter().map(|span| &text[span]).collect()
        };
        assert!(shown("100%% and 50%%, %d%% of %d%%").is_empty());
        assert!(shown("[x](https://e.org/a%%20b%%20c)").is_empty());
        assert_eq!(shown("a %% b"), ["%%"]);
        assert_eq!(shown("LIKE '%%foo%%' end"), ["%%foo%%"]);
        assert_eq!(shown("2026%% b %%"), ["%%"]);
        let text = "%% a `%%` b %% c";
        assert_eq!(found(text), [("%% a `%%` b %%", CommentKind::Inline)]);
        let open = |text: &str| find(text, 0, &Options::default()).open;
        assert_eq!(open("a\n\n%%\nb"), Some(3..5));
        assert_eq!(open("{% comment %} b"), Some(0..13));
        assert_eq!(open("a %% b"), None);
        assert_eq!(open("a %% b\n\nc %% d"), Some(2..4));
        let text = "a %%ü%%\n%%\n%%b";
        let spaces = blanked(text, &find(text, 0, &Options::default()));
        assert_eq!(spaces, "a       \n  \n  b");
    }
}
