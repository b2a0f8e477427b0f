//! Gathers the [`Surface`] of a chapter from the parser's events.
//!
//! Never changes the tree, and reads only the events.

use super::find_in;
use crate::syntax::markdown::surface::{LooseBox, Place, Surface, Undefined, box_in};
use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, LinkType, RefDefs, Tag};
use std::collections::HashSet;
use std::ops::Range;

/// The most bytes of a label that are looked at.
const LONGEST_LABEL: usize = 1_000;

/// The results so far.
#[derive(Default)]
pub(super) struct Gathering {
    pub(super) marks: Surface,
    /// The position that the next text begins, if any.
    begins: Option<Place>,
    /// The starts of the items of the open lists, the innermost last.
    items: Vec<usize>,
    /// Labels of definitions that are referred to, in lower case.
    used: HashSet<String>,
}

impl Gathering {
    /// Records an event; `span` counts in `text`, the whole chapter.
    pub(super) fn event(&mut self, event: &Event, text: &str, span: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, text, span),
            Event::End(_) => self.begins = None,
            Event::Text(words) => {
                self.footnote(words, text, span);
                if let Some(place) = self.begins.take() {
                    self.loose_box(place, text, span.start);
                }
            }
            Event::SoftBreak | Event::HardBreak => self.begins = Some(Place::Line),
            _ => self.begins = None,
        }
    }

    fn start(&mut self, tag: &Tag, text: &str, span: &Range<usize>) {
        match tag {
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                let language = super::info::read(info).language;
                if !language.is_empty() {
                    let place = find_in(text, span, language);
                    self.marks.languages.push((language.to_string(), place));
                }
            }
            Tag::Link { id, .. } | Tag::Image { id, .. } if !id.is_empty() => {
                self.used.insert(folded(id));
            }
            _ => {}
        }
        let begins = match tag {
            Tag::Item => {
                self.items.push(span.start);
                Some(Place::Item)
            }
            // The first paragraph of a list item begins the item.
            Tag::Paragraph => {
                self.begins.filter(|place| *place == Place::Item).or(Some(Place::Line))
            }
            Tag::Heading { .. } => Some(Place::Heading),
            Tag::TableCell => Some(Place::Cell),
            _ => None,
        };
        self.begins = begins;
    }

    fn loose_box(&mut self, place: Place, text: &str, at: usize) {
        let (before, rest) = text.split_at_checked(at).unwrap_or_default();
        if before.ends_with('\\') {
            return;
        }
        let line = rest.lines().next().unwrap_or_default();
        let marker = match (place, self.items.last()) {
            (Place::Item, Some(item)) => text.get(*item..at).unwrap_or_default().trim(),
            _ => "",
        };
        if let Some((length, written)) = box_in(line, place, marker) {
            self.marks.boxes.push(LooseBox { span: at..at + length, place, written });
        }
    }

    /// The parser returns a reference to an undefined footnote as text, in three pieces.
    fn footnote(&mut self, words: &str, text: &str, span: &Range<usize>) {
        if !words.starts_with('^') {
            return;
        }
        let (before, rest) = text.split_at_checked(span.start).unwrap_or_default();
        let is_whole = before.ends_with('[') && !before.ends_with("\\[");
        // With smart punctuation, a quote or a dash in the label is another piece.
        let rest = rest.get(..rest.floor_char_boundary(LONGEST_LABEL)).unwrap_or_default();
        let label = rest.strip_prefix('^').and_then(|rest| rest.split_once(']'));
        let Some((label, _)) = label.filter(|_| is_whole) else { return };
        if !label.is_empty() && !label.contains(char::is_whitespace) {
            let span = span.start - 1..span.start + label.len() + 2;
            let label = label.to_string();
            self.marks.undefined.push(Undefined { label, is_footnote: true, span });
        }
    }

    /// Adds the definitions that nothing refers to; their places count from `body` on.
    pub(super) fn definitions(&mut self, definitions: &RefDefs, body: usize) {
        let unused = definitions.iter().filter(|(label, definition)| {
            // `[//]: # (a remark)` is a common way to write a comment in Markdown.
            let is_remark = ["", "#"].contains(&definition.dest.as_ref());
            !is_remark && !self.used.contains(&folded(label))
        });
        self.marks.unused =
            unused.map(|(label, one)| (label.to_string(), moved(&one.span, body))).collect();
        self.marks.unused.sort_by_key(|(_, span)| span.start);
    }

    /// Adds the references that have no definition; their places count from `body` on.
    pub(super) fn finish(mut self, broken: Vec<Undefined>, text: &str, body: usize) -> Surface {
        for one in broken {
            let span = moved(&one.span, body);
            // Brackets right after a word are an index, not a link.
            let before = text.get(..span.start).unwrap_or_default();
            if !before.ends_with(|c: char| c.is_alphanumeric() || c == ']') {
                self.marks.undefined.push(Undefined { span, ..one });
            }
        }
        self.marks
    }
}

fn moved(span: &Range<usize>, by: usize) -> Range<usize> {
    span.start + by..span.end + by
}

/// A reference without a definition that is clearly meant as one: `[text][label]` or `[label][]`.
pub(super) fn undefined(link: &BrokenLink) -> Option<Undefined> {
    let is_sure = matches!(link.link_type, LinkType::Reference | LinkType::Collapsed);
    is_sure.then(|| Undefined {
        label: link.reference.to_string(),
        is_footnote: false,
        span: link.span.clone(),
    })
}

fn folded(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
