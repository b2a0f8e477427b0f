//! Syntax of other tools that Markdown does not have, so that it would stand on the page as text.
//!
//! Reads the text between the parser's other events, so code, formulas, raw HTML and what is escaped are not looked at.
//! Owns the table of kinds; never changes the tree.

mod braces;
mod formula;
pub(super) mod html;
mod kinds;

use super::attributes;
use super::placeholders::is_escaped;
use super::{Element, Frame, Lowering, braces as item_braces};
use crate::text::diag::Diagnostic;
use braces::{blank, listed, value};
use kinds::*;
use pulldown_cmark::Event;
use std::ops::Range;

/// The most bytes of a line that are looked at.
const LONGEST: usize = 400;

/// A kind of foreign syntax.
struct Kind {
    /// What it is, as the subject of a sentence.
    what: &'static str,
    /// What to write in its place.
    help: &'static str,
    /// The length of one that begins at a spot.
    length: fn(&Spot) -> Option<usize>,
}

/// A place in the text where something foreign may begin.
struct Spot<'t> {
    /// The line up to the place.
    before: &'t str,
    /// The line from the place on.
    line: &'t str,
    /// The same, up to where the text ends and code or another element begins.
    text: &'t str,
    /// The line below.
    next: &'t str,
    /// The line above.
    above: &'t str,
}

/// What begins the kinds; words begin others, at the start of a line.
const SIGNS: &[u8] = b"[!?=+^{-<#";

/// The kinds. The first that fits counts.
const KINDS: [Kind; 22] = [
    Kind {
        what: "a line for a table of contents",
        help: "delete the line: the page lists its sections by itself",
        length: contents,
    },
    Kind {
        what: "an embedded file in double brackets",
        help: "write `![what it shows](picture.png)` for a picture, or a link such as `[text](file.md)`",
        length: embed,
    },
    Kind { what: "a link in double brackets", help: "write `[text](file.md)`", length: wiki_link },
    Kind {
        what: "an admonition of MkDocs",
        help: "write `> [!NOTE]`, and `> ` in place of the four spaces before each line of its text; for one with a title, `::: note Title` and `:::` around the text, and `::: details Title` for one that folds",
        length: admonition,
    },
    Kind {
        what: "a tab of MkDocs",
        help: "write `::: tab Title` and `:::` around each text, `:::: tabs` and `::::` around all of them, and no spaces before the lines",
        length: tab,
    },
    Kind {
        what: "an included file of MkDocs or VitePress",
        help: "write `{{#include file.md}}`",
        length: snippet,
    },
    Kind {
        what: "an alert with its text right after its kind",
        help: "put a space after `]`, or write the text on the next line",
        length: tight_alert,
    },
    Kind {
        what: "an alert of another kind",
        help: "write `NOTE`, `TIP`, `IMPORTANT`, `WARNING` or `CAUTION` after `> [!`, or `::: details Title` for one that folds",
        length: callout,
    },
    Kind {
        what: "a list of attributes in braces",
        help: "delete it: only headings have an id and classes, as in `## Title {#id .class}`, and items an id; write `\\{` if it is meant as text",
        length: listed,
    },
    Kind {
        what: "a link whose address another tool makes",
        help: "write the path of the file, as in `[text](../folder/file.md)`",
        length: address,
    },
    Kind {
        what: "a block of GitBook",
        help: "write `> [!NOTE]` for a hint, and `:::: tabs` with `::: tab Title` for tabs",
        length: gitbook,
    },
    Kind {
        what: "a tag of Liquid or Jinja",
        help: "write the text that it stands for, or `{{#include file.md}}` for text that is in a file",
        length: liquid,
    },
    Kind {
        what: "a tag of ERB or EJS",
        help: "write the text that it stands for, or `{{#include file.md}}` for text that is in a file",
        length: embedded,
    },
    Kind {
        what: "a shortcode of Hugo",
        help: "write Markdown in its place, such as `> [!NOTE]` for a notice or `![text](picture.png)` for a figure",
        length: shortcode,
    },
    Kind {
        what: "a value of another tool's template",
        help: "write the value, or `{{ var.name }}` with `name = \"…\"` below `[variables]` in book.toml",
        length: value,
    },
    Kind {
        what: "a name in double braces",
        help: "write the value, or `{{ var.name }}` with `name = \"…\"` below `[variables]` in book.toml; if it is meant as text, write it as code",
        length: blank,
    },
    Kind { what: "a comment of another tool", help: "write `<!-- … -->`", length: comment },
    Kind {
        what: "a highlight in `==`",
        help: "write `<mark>…</mark>`",
        length: |spot| paired(spot, "=="),
    },
    Kind {
        what: "an insertion in `++`",
        help: "write `<ins>…</ins>`",
        length: |spot| paired(spot, "++"),
    },
    Kind { what: "a superscript in `^`", help: "write `<sup>…</sup>`", length: raised },
    Kind {
        what: "a footnote in the middle of the text",
        help: "write `[^1]` there, and `[^1]: …` as a paragraph of its own",
        length: inline_note,
    },
    Kind {
        what: "a heading without a space after `#`",
        help: "write a space after the last `#`, or a backslash before the first if it is meant as text",
        length: tight_heading,
    },
];

/// What is at the start of a line alone, with what each begins with.
const LINES: [(&[&str], Kind); 5] = [
    (
        &["import", "export"],
        Kind {
            what: "an `import` or `export` of MDX",
            help: "delete the line: components of other tools are not run",
            length: statement,
        },
    ),
    (
        &[".. "],
        Kind {
            what: "a directive of reStructuredText",
            help: "write Markdown in its place, such as `> [!NOTE]` and `> ` before each line of its text for a notice",
            length: directive,
        },
    ),
    (
        &["-\u{a0}", "*\u{a0}", "+\u{a0}", "-&nbsp;", "*&nbsp;", "+&nbsp;", "#"],
        Kind {
            what: "a list or a heading whose sign has a no-break space behind it",
            help: "write an ordinary space there",
            length: hard_space,
        },
    ),
    (
        &["*["],
        Kind {
            what: "an abbreviation of another tool",
            help: "delete the line, and write the long form where the short one first occurs, or `<abbr title=\"…\">…</abbr>`",
            length: abbreviation,
        },
    ),
    (
        &["||| ", "/// "],
        Kind {
            what: "a block of MkDocs",
            help: "write `::: note Title` and `:::` around the text for a notice, and `::: details Title` for one that folds",
            length: block,
        },
    ),
];

/// What begins a paragraph, or a line in one: its label can be a link there, if another comment defines it.
const DEFINITION: Kind = Kind {
    what: "a comment in the form of a link's address",
    help: "leave a blank line above it, and none within it, or write `<!-- … -->`",
    length: definition,
};

impl Lowering<'_> {
    /// Takes the next event, which is more text or ends the text so far.
    pub(super) fn foreign(&mut self, event: &Event, span: &Range<usize>) {
        let span = matches!(event, Event::Text(_)).then_some(span);
        if let Some(span) = span.filter(|span| span.start == self.lost.text_run.end) {
            self.lost.text_run.end = span.end;
            return;
        }
        let run = std::mem::replace(&mut self.lost.text_run, span.cloned().unwrap_or_default());
        let is_text = !matches!(self.top().element, Element::Code { .. } | Element::HtmlBlock(_));
        if run.is_empty() || !is_text || self.raw_code.is_open() {
            return;
        }
        self.cut_comment(&run);
        self.cut_formula(&run);
        let mut found = find(&self.chapter.source.text, &run);
        let goes_on = matches!(event, Event::SoftBreak | Event::HardBreak);
        found.retain(|(place, _)| goes_on || !self.are_own(place, &run));
        self.report_foreign(found);
    }

    /// Whether braces at the end of a text are those of a heading or of an item, which have a meaning.
    fn are_own(&self, place: &Range<usize>, run: &Range<usize>) -> bool {
        let in_place = |span: Range<usize>| self.chapter.source.text.get(span).unwrap_or_default();
        let inside =
            in_place(place.clone()).strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        let Some(inside) = inside else { return false };
        let is_of_item = |frame: &Frame| {
            matches!(frame.element, Element::Item { task: Some(_) }) && frame.blocks.is_empty()
        };
        let has_own = match self.open.as_slice() {
            [.., Frame { element: Element::Heading { .. }, .. }] => attributes::are_read(inside),
            [.., frame] if is_of_item(frame) => item_braces::are_read(inside),
            [.., item, Frame { element: Element::Paragraph, .. }] => {
                is_of_item(item) && item_braces::are_read(inside)
            }
            _ => false,
        };
        // An item can have several pairs of braces.
        let rest = in_place(place.end..run.end).trim();
        has_own && (rest.is_empty() || (rest.starts_with('{') && rest.ends_with('}')))
    }

    /// Reports a comment of HTML that a blank line cuts: its parts are text.
    fn cut_comment(&mut self, run: &Range<usize>) {
        let source = &self.chapter.source;
        let text = source.text.get(run.clone()).unwrap_or_default();
        let places = text.match_indices("<!--").map(|(at, sign)| (run.start + at, sign.len()));
        let mut open = places.filter(|(at, _)| !is_escaped(&source.text, *at));
        if let Some((at, length)) = open.next() {
            self.chapter.diagnostics.push(Diagnostic::comment_cut(source, at..at + length));
        }
    }

    /// Reports what is clearly meant as a formula and is none.
    fn cut_formula(&mut self, run: &Range<usize>) {
        let source = &self.chapter.source;
        if !self.options.math {
            return;
        }
        if let Some((place, label, help)) = formula::lost(&source.text, run) {
            self.chapter.diagnostics.push(Diagnostic::formula_lost(source, place, label, help));
        }
    }

    /// Looks for templates in the text of a block of raw HTML, where other tools run them too.
    pub(super) fn foreign_in_html(&mut self, span: &Range<usize>) {
        const TEMPLATES: [&str; 3] = ["{%", "{{", "{/*"];
        let text = &self.chapter.source.text;
        let block = text.get(span.clone()).unwrap_or_default();
        if self.raw_code.is_open() || !TEMPLATES.iter().any(|sign| block.contains(sign)) {
            return;
        }
        let mut found = Vec::new();
        for part in html::texts(block) {
            found.extend(find(text, &(span.start + part.start..span.start + part.end)));
        }
        let is_template = |place: &Range<usize>| {
            let typed = text.get(place.clone()).unwrap_or_default();
            TEMPLATES.iter().any(|sign| typed.starts_with(sign))
        };
        found.retain(|(place, _)| is_template(place));
        self.report_foreign(found);
    }

    fn report_foreign(&mut self, found: Vec<(Range<usize>, &'static Kind)>) {
        let source = &self.chapter.source;
        let seen = found.into_iter().filter(|(place, _)| !self.marks.hides(place.start));
        let faults = seen
            .map(|(place, kind)| Diagnostic::foreign_syntax(source, place, kind.what, kind.help));
        self.chapter.diagnostics.extend(faults);
    }
}

/// What is foreign in a run of text, which is within a line.
fn find(source: &str, run: &Range<usize>) -> Vec<(Range<usize>, &'static Kind)> {
    let mut found = Vec::new();
    let text = source.get(run.clone()).unwrap_or_default();
    let line = LINES.iter().find(|(begins, _)| begins.iter().any(|one| text.starts_with(one)));
    if let Some((_, kind)) = line
        && let Some(length) = (kind.length)(&spot(source, run, run.start))
    {
        found.push((run.start..run.start + length, kind));
        return found;
    }
    let mut at = 0;
    if let Some(length) = definition(&spot(source, run, run.start)) {
        found.push((run.start..run.start + length, &DEFINITION));
        at = length.min(text.len());
    }
    while let Some(sign) = next_sign(text, at) {
        at = sign;
        let place = run.start + at;
        match kind_at(source, run, place) {
            Some((length, kind)) => {
                found.push((place..place + length, kind));
                at = (at + length).min(text.len());
            }
            // A row of the same sign is looked at once, except that brackets can be within others.
            None => at += row(text, at),
        }
    }
    found
}

/// The first sign from `at` on, which no letter of several bytes contains.
fn next_sign(text: &str, at: usize) -> Option<usize> {
    let rest = text.as_bytes().get(at..)?;
    rest.iter().position(|byte| SIGNS.contains(byte)).map(|sign| at + sign)
}

fn row(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    match rest.first() {
        Some(b'[') | None => 1,
        Some(sign) => rest.iter().take_while(|byte| *byte == sign).count(),
    }
}

fn kind_at(source: &str, run: &Range<usize>, at: usize) -> Option<(usize, &'static Kind)> {
    // Most signs in a text are alone, and begin nothing.
    let (first, second) = (*source.as_bytes().get(at)?, *source.as_bytes().get(at + 1)?);
    let last = at.checked_sub(1).and_then(|at| source.as_bytes().get(at)).copied();
    let may_begin = match first {
        b'{' => b"%{:/#. ".contains(&second) || matches!(last, Some(b')' | b'`')),
        b'^' => second == b'[' || second.is_ascii_alphanumeric(),
        b'[' => b"[!Tt".contains(&second),
        b'!' => b"![".contains(&second),
        b'-' => b"-8".contains(&second),
        b'<' => b"<%".contains(&second),
        b'#' => !matches!(last, Some(b'#')) && !second.is_ascii_whitespace(),
        _ => second == first,
    };
    if !may_begin || is_escaped(source, at) {
        return None;
    }
    let spot = spot(source, run, at);
    KINDS.iter().find_map(|kind| Some(((kind.length)(&spot)?, kind)))
}

fn spot<'t>(source: &'t str, run: &Range<usize>, at: usize) -> Spot<'t> {
    let (before, rest) = source.split_at_checked(at).unwrap_or_default();
    let before = before.get(before.ceil_char_boundary(at.saturating_sub(LONGEST))..);
    let rest = rest.get(..rest.floor_char_boundary(LONGEST)).unwrap_or_default();
    let mut lines = rest.split('\n');
    let line = lines.next().unwrap_or_default().trim_end();
    let length = line.floor_char_boundary(run.end.saturating_sub(at).min(line.len()));
    let mut above = before.unwrap_or_default().rsplit('\n');
    Spot {
        before: above.next().unwrap_or_default(),
        above: above.next().unwrap_or_default(),
        line,
        text: line.get(..length).unwrap_or_default(),
        next: lines.next().unwrap_or_default(),
    }
}

impl Spot<'_> {
    /// Whether nothing but the signs of quotations is before it in its line.
    fn begins_line(&self) -> bool {
        self.before.chars().all(|c| [' ', '\t', '>'].contains(&c))
    }

    fn follows(&self, signs: fn(char) -> bool) -> bool {
        self.before.ends_with(signs)
    }
}
