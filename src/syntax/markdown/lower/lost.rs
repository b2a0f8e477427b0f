//! Text that an author most likely meant as an item, a link or a cell, and that Markdown reads as something else.
//!
//! Other programs accept it. Each kind is reported once for a chapter, with the number of its places and the first three.

pub(super) mod markup;

use super::spaced::in_brackets;
use super::{Element, Lowering};
use crate::text::diag::Diagnostic;
use std::ops::Range;

/// How many places of a kind a message shows.
const SHOWN: usize = 3;

/// How many bytes of a row or a line are looked at.
const LONGEST: usize = 2_000;

/// Characters that word processors put in front of the items of a list, besides those of Markdown.
const BULLETS: [char; 8] = ['•', '◦', '▪', '‣', '·', '–', '—', '●'];

/// Places of one kind.
#[derive(Default)]
struct Tally {
    count: usize,
    first: Vec<Range<usize>>,
}

impl Tally {
    fn add(&mut self, span: Range<usize>) {
        self.count += 1;
        if self.first.len() < SHOWN {
            self.first.push(span);
        }
    }
}

/// What was found so far.
#[derive(Default)]
pub(super) struct Lost {
    items_in_html: Tally,
    markdown_in_html: Tally,
    items_in_code: Tally,
    items_in_text: Tally,
    cells: Tally,
    /// The text since the parser's last other event, in which [`super::foreign`] looks.
    pub(super) text_run: Range<usize>,
    /// How to write the first row that has too many cells because of a pipe in code.
    code: Option<String>,
}

impl Lowering<'_> {
    /// Looks for items in a block of raw HTML or of indented code at `span`.
    pub(super) fn items_in_block(&mut self, span: &Range<usize>, is_code: bool) {
        let text = self.chapter.source.text.get(span.clone()).unwrap_or_default();
        if !self.checklists || !text.contains('[') {
            return;
        }
        let (mut at, mut hidden) = (span.start, None);
        for line in text.split_inclusive('\n') {
            hidden = if is_code { None } else { hidden_after(hidden, line) };
            if let Some(place) = item_in(line).filter(|_| hidden.is_none()) {
                let place = at + place.start..at + place.end;
                match is_code {
                    true => self.lost.items_in_code.add(place),
                    false => self.lost.items_in_html.add(place),
                }
            }
            at += line.len();
        }
    }

    /// Looks for other Markdown in the text of a block of raw HTML at `span`.
    pub(super) fn markdown_in_html(&mut self, span: &Range<usize>) {
        let block = self.chapter.source.text.get(span.clone()).unwrap_or_default();
        if self.raw_code.is_open() {
            return;
        }
        for text in super::foreign::html::texts(block) {
            let mut at = text.start;
            for line in block.get(text).unwrap_or_default().split_inclusive('\n') {
                let begins = block.get(..at).is_some_and(|before| before.ends_with('\n'));
                let is_item = self.checklists && begins && item_in(line).is_some();
                if let Some(place) = markup::of_line(line, begins).filter(|_| !is_item) {
                    let start = span.start + at;
                    self.lost.markdown_in_html.add(start + place.start..start + place.end);
                }
                at += line.len();
            }
        }
    }

    /// Looks for an item in the line of running text that begins at `start`.
    pub(super) fn item_in_line(&mut self, start: usize) {
        let rest = self.chapter.source.text.get(start..).unwrap_or_default();
        let rest = rest.get(..rest.floor_char_boundary(LONGEST)).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default();
        if let Some(place) = item_in(line).filter(|_| self.checklists) {
            self.lost.items_in_text.add(start + place.start..start + place.end);
        }
    }

    /// Looks for cells of a row that have no column.
    pub(super) fn cells_in_row(&mut self, span: &Range<usize>) {
        let columns = self.open.iter().rev().find_map(|frame| match &frame.element {
            Element::Table(table) => Some(table.alignments.len()),
            _ => None,
        });
        let row = self.chapter.source.text.get(span.clone()).unwrap_or_default();
        let Some(rest) = columns.and_then(|columns| beyond(row, columns)) else { return };
        let code = split_code(row);
        let place = code.clone().unwrap_or(rest);
        if let (None, Some(code)) = (&self.lost.code, code.and_then(|code| row.get(code))) {
            self.lost.code = Some(code.replace("\\|", "|").replace('|', "\\|"));
        }
        self.lost.cells.add(span.start + place.start..span.start + place.end);
    }

    /// Reports what was found. `links` are the places of links whose address has a space.
    pub(super) fn report_lost(&mut self, mut links: Vec<Range<usize>>) {
        let source = &self.chapter.source;
        let lost = std::mem::take(&mut self.lost);
        links.sort_by_key(|span| span.start);
        links.dedup();
        let mut link_tally = Tally::default();
        links.into_iter().for_each(|span| link_tally.add(span));
        let in_place = |span: &Range<usize>| source.text.get(span.clone()).unwrap_or_default();
        let mut faults = Vec::new();
        let items = [
            (lost.items_in_html, "raw HTML"),
            (lost.items_in_code, "code"),
            (lost.items_in_text, "running text"),
        ];
        for (tally, what) in items {
            if let Some(first) = tally.first.first() {
                let line = as_item(in_place(first));
                faults.push(Diagnostic::items_lost(
                    source,
                    (tally.count, &tally.first),
                    what,
                    &line,
                ));
            }
        }
        if lost.markdown_in_html.count > 0 {
            let found = &lost.markdown_in_html;
            faults.push(Diagnostic::markdown_in_html(source, (found.count, &found.first)));
        }
        if let Some(cure) = link_tally.first.first().and_then(|first| in_brackets(in_place(first)))
        {
            let places = (link_tally.count, link_tally.first.as_slice());
            faults.push(Diagnostic::links_lost(source, places, &cure));
        }
        if lost.cells.count > 0 {
            let places = (lost.cells.count, lost.cells.first.as_slice());
            faults.push(Diagnostic::cells_lost(source, places, lost.code.as_deref()));
        }
        self.chapter.diagnostics.extend(faults);
    }
}

/// The text that closes the passage that a line of raw HTML is in, if items are not meant there: a comment, or text
/// that is shown as it is typed.
fn hidden_after(hidden: Option<&'static str>, line: &str) -> Option<&'static str> {
    const ENDS: [(&str, &str); 5] = [
        ("<!--", "-->"),
        ("<pre", "</pre"),
        ("<textarea", "</textarea"),
        ("<script", "</script"),
        ("<style", "</style"),
    ];
    let line = line.to_ascii_lowercase();
    let end = match hidden {
        Some(end) => end,
        None => ENDS.iter().find(|(start, _)| line.contains(start))?.1,
    };
    // A line that closes the passage has no item of its own.
    (!line.contains(end)).then_some(end)
}

/// The length of the sign of a list at the beginning of a text.
fn marker(text: &str) -> usize {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match text.get(digits..).and_then(|rest| rest.chars().next()) {
        Some('.' | ')') if (1..=9).contains(&digits) => digits + 1,
        Some('-' | '*' | '+') if digits == 0 => 1,
        Some(sign) if digits == 0 && BULLETS.contains(&sign) => sign.len_utf8(),
        _ => 0,
    }
}

/// The place in a line of what reads like an item of a checklist: a sign, a box and text.
pub(super) fn item_in(line: &str) -> Option<Range<usize>> {
    let bare = line.trim_start_matches([' ', '\t', '>']);
    let start = line.len() - bare.len();
    let (_, after) = bare.split_at_checked(marker(bare)).filter(|(sign, _)| !sign.is_empty())?;
    let inner = after.trim_start().strip_prefix('[').filter(|_| after.starts_with([' ', '\t']))?;
    let text = ["x] ", "X] ", " ] "].iter().find_map(|state| inner.strip_prefix(state))?;
    (!text.trim().is_empty()).then(|| start..line.trim_end().len())
}

/// The line as an item.
fn as_item(line: &str) -> String {
    let (sign, rest) = line.split_at_checked(marker(line)).unwrap_or_default();
    let sign = if sign.starts_with(BULLETS) { "-" } else { sign };
    format!("{sign} {}", rest.trim_start())
}

/// The places of the cells of a row after so many columns, if they have text.
fn beyond(row: &str, columns: usize) -> Option<Range<usize>> {
    let bare = row.trim_start_matches([' ', '\t', '>', '|']);
    let start = row.len() - bare.len();
    let mut pipes = bare
        .bytes()
        .enumerate()
        .filter(|(at, byte)| *byte == b'|' && !super::placeholders::is_escaped(bare, *at));
    let (last, _) = pipes.nth(columns.checked_sub(1)?)?;
    let rest = bare.get(last + 1..)?;
    let blank = rest.len() - rest.trim_start().len();
    let end = rest.trim_end().trim_end_matches('|').trim_end().len();
    (!rest.replace('|', " ").trim().is_empty())
        .then_some(start + last + 1 + blank..start + last + 1 + end)
}

/// The first piece of code of a row, with its backticks, that a pipe cuts.
fn split_code(row: &str) -> Option<Range<usize>> {
    let row = row.get(..row.floor_char_boundary(LONGEST))?;
    let run = |from: usize| row.bytes().skip(from).take_while(|byte| *byte == b'`').count();
    let mut at = 0;
    while let Some(start) = row.get(at..).and_then(|rest| rest.find('`')).map(|found| at + found) {
        let length = run(start);
        let mut end = start + length;
        let close = loop {
            match row.get(end..).and_then(|rest| rest.find('`')) {
                None => break None,
                Some(found) if run(end + found) == length => break Some(end + found + length),
                Some(found) => end = end + found + run(end + found),
            }
        };
        let cut = close.and_then(|close| row.get(start..close)).is_some_and(|code| {
            code.match_indices('|').any(|(at, _)| !super::placeholders::is_escaped(code, at))
        });
        match close {
            Some(close) if cut => return Some(start..close),
            Some(close) => at = close,
            None => at = start + length,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_known_by_sign_box_and_text() {
        for line in ["- [ ] a", "    * [x] a", "> 2. [X] a", "12) [ ]  a", "•  [ ] a", "– [x] a\n"]
        {
            assert!(item_in(line).is_some(), "{line}");
        }
        for line in
            ["[ ] a", "-[ ] a", "- [ ]", "- [ ] ", "- [y] a", "- [a](b)", "2024 [ ] a", "- a [ ] b"]
        {
            assert!(item_in(line).is_none(), "{line}");
        }
        assert_eq!(as_item("•   [ ] a"), "- [ ] a");
        assert_eq!(as_item("2) [x] a"), "2) [x] a");
    }

    #[test]
    fn cells_without_a_column_are_found() {
        assert_eq!(beyond("| a | b | c |", 2), Some(10..11));
        assert_eq!(beyond("a | b | c", 2), Some(8..9));
        for row in ["| a | b |", "| a | b | |", "| a \\| b | c |", "a", ""] {
            assert_eq!(beyond(row, 2), None, "{row}");
        }
        assert_eq!(split_code("| `a || b` | c |"), Some(2..10));
        assert_eq!(split_code("| ``a ` | b`` | `c`"), Some(2..13));
        assert_eq!(split_code("| `a \\| b` | `c` |"), None);
        assert_eq!(split_code("| ` | `` |"), None);
    }
}
