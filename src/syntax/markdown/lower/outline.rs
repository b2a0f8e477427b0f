//! Builds the outline of a SUMMARY.md from the Markdown parser's events.
//!
//! A link is an entry; its depth is that of its list. The first heading is the title of the list itself and is ignored,
//! as in mdBook; every other heading begins a part. Anything else but separators and comments is reported and left out.

use super::spans::address;
use super::{attributes, comments, first_line_of, parser_options, smart};
use crate::syntax::markdown::outline::{Entry, EntryKind, Outline};
use crate::syntax::markdown::{
    LONGEST_TITLE, MOST_ENTRIES, Options, autolink, signs_beyond_bounds,
};
use crate::syntax::source_file::SourceFile;
use crate::text::diag::Diagnostic;
use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};
use std::ops::Range;

/// How deep lists of entries can be nested. A template component renders the navigation recursively, and the template
/// engine has this limit.
const MAX_NESTING: usize = 20;

/// Reads the outline.
pub(in crate::syntax::markdown) fn read(file: &SourceFile, options: &Options) -> Outline {
    let text = &*file.text.text;
    let too_dense = signs_beyond_bounds(&file.text, 0);
    let text = if too_dense.is_some() { "" } else { text };
    let comments = comments::find(text, 0, options);
    let mut reading = Reading {
        outline: Outline {
            source: file.text.clone(),
            entries: Vec::new(),
            diagnostics: too_dense.into_iter().chain(comments.faults(&file.text)).collect(),
        },
        lists: 0,
        open: None,
        passed: 0,
        begun: false,
    };
    let shown = comments::blanked(text, &comments);
    for (event, span) in Parser::new_ext(&shown, parser_options(options)).into_offset_iter() {
        reading.event(event, span);
        if reading.outline.entries.len() > MOST_ENTRIES {
            reading.refuse_last();
            break;
        }
    }
    reading.outline
}

struct Reading {
    outline: Outline,
    /// How many lists are open.
    lists: usize,
    /// The link or heading that is open.
    open: Option<Open>,
    /// How many open elements are not part of an outline.
    passed: usize,
    /// Whether anything was read.
    begun: bool,
}

/// A link or heading that is being read.
struct Open {
    title: String,
    target: Option<String>,
    span: Range<usize>,
    is_name_of_list: bool,
}

impl Reading {
    fn event(&mut self, event: Event, span: Range<usize>) {
        let is_first = !self.begun;
        self.begun |=
            !matches!(event, Event::Html(_) | Event::Start(Tag::HtmlBlock) | Event::End(_));
        match event {
            Event::Start(_) if self.passed > 0 => self.passed += 1,
            Event::End(_) if self.passed > 0 => self.passed -= 1,
            _ if self.passed > 0 => {}
            Event::Start(tag) => self.start(tag, span, is_first),
            Event::End(TagEnd::List(_)) => self.lists -= 1,
            Event::End(TagEnd::Link) => self.end_link(),
            Event::End(TagEnd::Heading(_)) => self.end_heading(),
            Event::Text(text) | Event::Code(text) => match &mut self.open {
                Some(open) => {
                    let source = self.outline.source.text.get(span).unwrap_or_default();
                    let marked = smart::marked(&text, source);
                    open.title.push_str(marked.as_deref().unwrap_or(&text));
                }
                None if text.trim().is_empty() => {}
                None => self.stray(span),
            },
            Event::SoftBreak | Event::HardBreak => {
                if let Some(open) = &mut self.open {
                    open.title.push(' ');
                }
            }
            Event::Rule if self.lists == 0 => {
                self.push(0, String::new(), EntryKind::Separator, span)
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag, span: Range<usize>, is_first: bool) {
        match tag {
            Tag::List(_) => self.lists += 1,
            Tag::Link { link_type, dest_url, title, .. } if self.open.is_none() => {
                let target = dest_url.into_string();
                let span = address(&self.outline.source.text, &span, (link_type, &title), &target);
                self.open = Some(Open {
                    title: String::new(),
                    target: Some(target),
                    span,
                    is_name_of_list: false,
                });
            }
            Tag::Heading { level, .. } if self.lists == 0 => {
                let is_name_of_list = is_first && level == HeadingLevel::H1;
                let span = first_line_of(&self.outline.source.text, &span);
                self.open =
                    Some(Open { title: String::new(), target: None, span, is_name_of_list });
            }
            Tag::Paragraph
            | Tag::Item
            | Tag::HtmlBlock
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Image { .. } => {}
            _ => {
                let first = first_line_of(&self.outline.source.text, &span);
                self.stray(first);
                self.passed = 1;
            }
        }
    }

    fn end_link(&mut self) {
        // A link within a heading belongs to the heading's title.
        if self.open.as_ref().is_none_or(|open| open.target.is_none()) {
            return;
        }
        let Some(Open { title, target, span, .. }) = self.open.take() else { return };
        let kind = match target.filter(|target| !target.trim().is_empty()) {
            Some(target) => EntryKind::Chapter(target),
            None => EntryKind::Draft,
        };
        self.push(self.lists.saturating_sub(1), title, kind, span);
    }

    fn end_heading(&mut self) {
        let Some(open) = self.open.take() else { return };
        if !open.is_name_of_list {
            let written = self.outline.source.text.get(open.span.clone()).unwrap_or_default();
            let title = attributes::without(&open.title, written).to_string();
            self.push(0, title, EntryKind::Part, open.span);
        }
    }

    /// An entry below a list item without a link belongs to the last entry with one.
    fn push(&mut self, depth: usize, title: String, kind: EntryKind, span: Range<usize>) {
        let can_hold =
            |entry: &&Entry| !matches!(entry.kind, EntryKind::Part | EntryKind::Separator);
        let deepest = self.outline.entries.last().filter(can_hold).map_or(0, |last| last.depth + 1);
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let title = smart::shown(&autolink::keep_in(&title)).into_owned();
        let depth = depth.min(deepest);
        if title.len() > LONGEST_TITLE {
            let source = &self.outline.source;
            let fault =
                Diagnostic::text_too_long(source, span.clone(), "this title", LONGEST_TITLE);
            self.outline.diagnostics.push(fault);
        }
        if depth >= MAX_NESTING {
            let fault =
                Diagnostic::outline_too_deep(&self.outline.source, span.clone(), MAX_NESTING);
            self.outline.diagnostics.push(fault);
        }
        self.outline.entries.push(Entry { depth: depth.min(MAX_NESTING - 1), title, kind, span });
    }

    /// Reports the last entry as past the limit.
    fn refuse_last(&mut self) {
        let Some(Entry { span, .. }) = self.outline.entries.pop() else { return };
        let fault = Diagnostic::too_many(&self.outline.source, span, "entries", MOST_ENTRIES);
        self.outline.diagnostics.push(fault);
    }

    fn stray(&mut self, span: Range<usize>) {
        let fault = Diagnostic::outline_stray(&self.outline.source, span);
        self.outline.diagnostics.push(fault);
    }
}
