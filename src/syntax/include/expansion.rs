//! Replaces the directives of a chapter by the text that they include.
//!
//! Bounded in depth and in size, so that no chain of files can exhaust memory. White space and quotation markers before
//! a directive are repeated before every line that replaces it.

use super::directive::{self, Asks, Directive, Part, Wanted};
use super::fences::Fences;
use super::part::{self, Run};
use super::{Included, LARGEST_SUM, MOST_SEARCHED, Room, path_below};
use crate::syntax::front_matter;
use crate::text::diag::{Diagnostic, SourceText};
use crate::text::source_map::{Piece, SourceMap};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

/// How deep includes can be nested.
const MAX_DEPTH: usize = 10;

/// The largest size of a chapter after expansion, in bytes.
const LARGEST_TEXT: usize = 16 * 1024 * 1024;

/// The most pieces of one chapter.
const MOST_PIECES: usize = 500_000;

/// A text with its directives replaced.
pub(super) struct Expanded {
    pub(super) map: SourceMap,
    pub(super) title: Option<String>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Expands the text of a chapter. `chapters` are the files that have pages of their own.
pub(super) fn of(
    chapter: &SourceText,
    included: &Included,
    chapters: &HashSet<Arc<str>>,
    room: &mut Room,
) -> Expanded {
    let mut expansion = Expansion {
        chapter,
        directive: None,
        included,
        chapters,
        room,
        text: String::with_capacity(chapter.text.len()),
        pieces: Vec::new(),
        title: None,
        around: vec![(chapter.file.to_string(), Part::Whole)],
        is_full: false,
        fences: Fences::default(),
        diagnostics: Vec::new(),
    };
    expansion.copy(chapter, 0..chapter.text.len(), "");
    let Expansion { text, pieces, title, diagnostics, .. } = expansion;
    Expanded { map: SourceMap::new(chapter.clone(), &text, pieces), title, diagnostics }
}

struct Expansion<'a> {
    chapter: &'a SourceText,
    /// The directive of the chapter that is being replaced.
    directive: Option<Range<usize>>,
    included: &'a Included,
    chapters: &'a HashSet<Arc<str>>,
    room: &'a mut Room,
    text: String,
    pieces: Vec<Piece>,
    title: Option<String>,
    /// The files, and the parts of them, that are being expanded, outermost first.
    around: Vec<(String, Part<'a>)>,
    /// Whether the limit is reached.
    is_full: bool,
    /// Whether the text ends in a block of code.
    fences: Fences,
    diagnostics: Vec<Diagnostic>,
}

/// A directive and its place.
struct Occurrence<'a> {
    source: &'a SourceText,
    span: Range<usize>,
}

impl<'a> Expansion<'a> {
    /// Appends a range of a file with its directives replaced. `margin` begins every line but the first.
    fn copy(&mut self, source: &'a SourceText, range: Range<usize>, margin: &str) {
        let text = source.text.get(range.clone()).unwrap_or_default();
        let mut done = range.start;
        for Directive { span, asks } in directive::find(text) {
            let span = range.start + span.start..range.start + span.end;
            self.verbatim(source, done..span.start, margin);
            done = span.end;
            let here = Occurrence { source, span };
            if self.around.len() == 1 {
                self.directive = Some(here.span.clone());
            }
            match asks {
                Asks::Nothing => self.verbatim(source, here.span.start + 1..done, margin),
                Asks::Title(title) => self.title = Some(title.to_string()),
                Asks::Text(wanted) => self.lines_of(&here, wanted, false),
                Asks::Rust(wanted) => self.lines_of(&here, wanted, true),
                Asks::Block(wanted, attributes) => self.block_of(&here, wanted, &attributes),
            }
        }
        self.verbatim(source, done..range.end, margin);
    }

    /// Includes the part of a file that a directive names.
    fn lines_of(&mut self, here: &Occurrence<'a>, wanted: Wanted<'a>, keep_rest: bool) {
        let Some(file) = self.enter(here, wanted) else { return };
        let margin = self.margin();
        if !matches!(wanted.part, Part::Whole) && self.searches_too_much(here, file.text.len()) {
            self.around.pop();
            return;
        }
        match part::select(&file.text, wanted.part, keep_rest) {
            Some(runs) => {
                let start = self.start_of(here, wanted, file);
                for (number, Run { lines, is_hidden }) in runs.into_iter().enumerate() {
                    let lines = lines.start.max(start)..lines.end.max(start);
                    let between = if number > 0 { format!("\n{margin}") } else { String::new() };
                    let mark = if is_hidden { "# " } else { "" };
                    self.made(here, &format!("{between}{mark}"));
                    self.copy(file, lines, &margin);
                }
            }
            None => {
                let (source, span) = (here.source, here.span.clone());
                self.report(match wanted.part {
                    Part::Anchor(name) => {
                        Diagnostic::include_without_anchor(source, span, &file.file, name)
                    }
                    _ => Diagnostic::include_past_end(source, span, &file.file),
                });
            }
        }
        self.around.pop();
    }

    /// The offset at which the text of an included file begins. The front matter of a whole chapter is not text: it is
    /// passed over, unless it becomes that of the chapter that includes it. In a block of code everything is text.
    fn start_of(&mut self, here: &Occurrence, wanted: Wanted, file: &SourceText) -> usize {
        let is_whole = matches!(wanted.part, Part::Whole) && is_markdown(&file.file);
        let end = if is_whole { front_matter::end(&file.text) } else { None };
        let passed = |end: &usize| {
            *end > 0 && !front_matter::is_before(&self.text) && !self.fences.are_open(&self.text)
        };
        let Some(end) = end.filter(passed) else { return 0 };
        if !self.chapters.contains(&file.file) && self.room.front_told.insert(file.file.clone()) {
            let (source, span) = (here.source, here.span.clone());
            let fault = Diagnostic::include_front_matter(source, span, &file.file);
            self.diagnostics.push(fault);
        }
        end
    }

    /// Includes a whole file as a block of Rust code.
    fn block_of(&mut self, here: &Occurrence<'a>, wanted: Wanted<'a>, attributes: &[&str]) {
        let Some(file) = self.enter(here, wanted) else { return };
        let margin = self.margin();
        let comma = if attributes.is_empty() { "" } else { "," };
        self.made(here, &format!("```rust{comma}{}\n{margin}", attributes.join(",")));
        self.copy(file, 0..file.text.trim_end_matches('\n').len(), &margin);
        self.made(here, &format!("\n{margin}```"));
        self.around.pop();
    }

    /// The file that a directive names; if it cannot be included here, reports that.
    fn enter(&mut self, here: &Occurrence<'a>, wanted: Wanted<'a>) -> Option<&'a SourceText> {
        if self.is_full {
            return None;
        }
        let (source, span) = (here.source, here.span.clone());
        let fault = match path_below(source, wanted.path) {
            None => Diagnostic::include_outside(source, span, wanted.path),
            Some(path) => match self.included.get(&path) {
                Some(Ok(file)) => match self.fault_of_chain(here, &path, wanted.part) {
                    None => {
                        self.around.push((path, wanted.part));
                        return Some(file);
                    }
                    Some(fault) => fault,
                },
                Some(Err(refusal)) => {
                    Diagnostic::include_refused(source, span, wanted.path, refusal)
                }
                // Only files that no directive named are missing in the list, so this is not reached.
                None => Diagnostic::include_outside(source, span, wanted.path),
            },
        };
        self.report(fault);
        None
    }

    /// A fault in an included file also names the chapter, whose directive leads there.
    fn report(&mut self, fault: Diagnostic) {
        let fault = match &self.directive {
            Some(directive) if self.is_elsewhere(&fault) => {
                fault.included_by(self.chapter, directive.clone())
            }
            _ => fault,
        };
        self.diagnostics.push(fault);
    }

    fn is_elsewhere(&self, fault: &Diagnostic) -> bool {
        fault.file().is_some_and(|file| file != &*self.chapter.file)
    }

    fn fault_of_chain(&self, here: &Occurrence, path: &str, part: Part) -> Option<Diagnostic> {
        let is_same = |(file, own): &(String, Part)| file == path && *own == part;
        let first = self.around.iter().position(is_same);
        let is_deep = self.around.len() > MAX_DEPTH;
        if first.is_none() && !is_deep {
            return None;
        }
        let chain = self.around.iter().skip(first.unwrap_or(0)).map(|(file, _)| file.as_str());
        let chain: Vec<&str> = chain.chain([path]).collect();
        let (source, span) = (here.source, here.span.clone());
        Some(match first {
            Some(_) => Diagnostic::include_cycle(source, span, &chain),
            None => Diagnostic::include_too_deep(source, span, &chain, MAX_DEPTH),
        })
    }

    /// The prefix of every line that replaces a directive at the end of the text.
    fn margin(&self) -> String {
        let line = self.text.rsplit('\n').next().unwrap_or_default();
        match line.chars().all(|c| c.is_whitespace() || c == '>') {
            true => line.to_string(),
            false => String::new(),
        }
    }

    fn verbatim(&mut self, source: &SourceText, range: Range<usize>, margin: &str) {
        let text = source.text.get(range.clone()).unwrap_or_default();
        let lines = if margin.is_empty() { 0 } else { text.matches('\n').count() };
        if self.overflows(source, &range, text.len() + lines * margin.len(), 1 + 2 * lines) {
            return;
        }
        if margin.is_empty() {
            self.piece(source, range, text, true);
            return;
        }
        let mut at = range.start;
        for line in text.split_inclusive('\n') {
            self.piece(source, at..at + line.len(), line, true);
            at += line.len();
            if line.ends_with('\n') {
                self.piece(source, at..at, margin, false);
            }
        }
    }

    /// Appends text that is in no file.
    fn made(&mut self, here: &Occurrence, text: &str) {
        self.piece(here.source, here.span.clone(), text, false);
    }

    fn piece(&mut self, source: &SourceText, at: Range<usize>, text: &str, is_copy: bool) {
        if !text.is_empty() {
            let piece = Piece {
                start: self.text.len(),
                source: source.clone(),
                at,
                is_copy,
                directive: self.directive.clone(),
            };
            self.pieces.push(piece);
            self.text.push_str(text);
        }
    }

    /// Whether so much more text, in so many pieces, would exceed the limits; reported once.
    fn overflows(
        &mut self,
        source: &SourceText,
        range: &Range<usize>,
        more: usize,
        pieces: usize,
    ) -> bool {
        if self.is_full || self.around.len() <= 1 {
            return self.is_full;
        }
        let first = range.start..range.start + 1;
        if self.text.len() + more > LARGEST_TEXT || self.pieces.len() + pieces > MOST_PIECES {
            self.is_full = true;
            let megabytes = LARGEST_TEXT / (1024 * 1024);
            let fault = Diagnostic::include_too_much(source, first, megabytes);
            self.report(fault);
        } else if more > self.room.left {
            self.exceeds_room(source, first, "includes add", LARGEST_SUM);
        } else {
            self.room.left -= more;
        }
        self.is_full
    }

    /// Whether searching a file for one of its parts exceeds the limit of the book.
    fn searches_too_much(&mut self, here: &Occurrence, length: usize) -> bool {
        match self.room.to_search.checked_sub(length) {
            Some(left) => self.room.to_search = left,
            None => {
                let span = here.span.clone();
                self.exceeds_room(here.source, span, "includes search", MOST_SEARCHED);
            }
        }
        self.is_full
    }

    /// The book has reached its limit; reported once.
    fn exceeds_room(&mut self, source: &SourceText, at: Range<usize>, what: &str, most: usize) {
        self.is_full = true;
        if !self.room.is_exceeded {
            let most = format!("{} MB in this book", most / (1024 * 1024));
            let fault = Diagnostic::book_grows_too_large(source, at, what, &most);
            self.report(fault);
        }
        self.room.is_exceeded = true;
    }
}

fn is_markdown(file: &str) -> bool {
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
    ["md", "markdown"].iter().any(|one| extension.eq_ignore_ascii_case(one))
}
