//! Syntax of other tools that Markdown does not have, so that it would stand on the page as text.
//!
//! Reads the text between the parser's other events, so code, formulas, raw HTML and what is escaped are not looked at.
//! Owns the table of kinds; never changes the tree.

mod braces;
mod formula;
pub(super) mod html;
mod kinds;
mod list;
mod marks;

use super::attributes;
use super::placeholders::is_escaped;
use super::{Element, Frame, Lowering, braces as item_braces};
use crate::text::diag::Diagnostic;
use kinds::definition;
use list::{KINDS, LINES};
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
const SIGNS: &[u8] = b"[!?=+^{-<#:";

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
        self.nameless_pictures(&run);
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

    /// Gathers pictures without a text whose address has a space.
    fn nameless_pictures(&mut self, run: &Range<usize>) {
        let source = &self.chapter.source.text;
        let text = source.get(run.clone()).unwrap_or_default();
        for (at, _) in text.match_indices("![](") {
            let at = run.start + at;
            let line = spot(source, run, at).line;
            if let Some(length) = marks::nameless(line).filter(|_| !is_escaped(source, at)) {
                self.lost.nameless.push(at..at + length);
            }
        }
    }

    /// Reports what is clearly meant as a formula and is none.
    fn cut_formula(&mut self, run: &Range<usize>) {
        let source = &self.chapter.source;
        let found = match self.options.math {
            true => formula::lost(&source.text, run),
            // Without formulas, one message says how to have them.
            false if self.lost.is_formula_said => None,
            false => formula::unread(&source.text, run),
        };
        if let Some((place, label, help)) =
            found.filter(|(place, ..)| !self.marks.hides(place.start))
        {
            self.lost.is_formula_said = !self.options.math;
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
        b'{' => {
            b"%{:/#. -+~=>".contains(&second)
                || second.is_ascii_alphabetic()
                || matches!(last, Some(b')' | b'`'))
        }
        b'^' => second == b'[' || second.is_ascii_alphanumeric(),
        b'[' => b"[!Tt".contains(&second),
        b'!' => b"![".contains(&second),
        b'-' => b"-8".contains(&second),
        b'<' => b"<%".contains(&second),
        b'#' => !matches!(last, Some(b'#')) && !second.is_ascii_whitespace(),
        b':' => second.is_ascii_lowercase() || second.is_ascii_digit() || b"+-".contains(&second),
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
