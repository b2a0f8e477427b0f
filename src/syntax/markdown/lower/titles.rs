//! Titles of containers: emphasis and code in them, as in headings.

use super::Lowering;
use crate::syntax::markdown::tree::*;
use crate::text::diag::Diagnostic;
use pulldown_cmark::{Event, Options, Parser, Tag};
use std::ops::Range;

/// The open elements of a title, each with its content so far.
type Open = Vec<(fn(Vec<Inline>) -> Inline, Vec<Inline>)>;

impl Lowering<'_> {
    /// The title as text and, if it has markup, in its parts; `span` is the line that it is in. Comments are left out.
    pub(super) fn title_of_container(
        &mut self,
        title: &str,
        span: &Range<usize>,
    ) -> (String, Vec<Inline>) {
        // A backslash before braces is read when variables are filled in.
        if !title.contains(['*', '_', '`', '<', '[', '~', '&', '\\']) || title.contains("\\{") {
            return (self.filled(title, span), Vec::new());
        }
        let mut events = Parser::new_ext(title, Options::ENABLE_STRIKETHROUGH).peekable();
        // A title that begins like a list or a heading is one line of text.
        if !matches!(events.peek(), Some(Event::Start(Tag::Paragraph))) {
            return (self.filled(title, span), Vec::new());
        }
        let mut open: Open = vec![(Inline::Emphasis, Vec::new())];
        for event in events {
            self.event_of_title(event, &mut open, span);
        }
        let parts = open.pop().map(|(_, parts)| parts).unwrap_or_default();
        let is_plain = parts.iter().all(|part| matches!(part, Inline::Text(_)));
        let parts = self.filled_parts(parts, span);
        let title = plain_text(&parts).trim().to_string();
        (title, if is_plain { Vec::new() } else { parts })
    }

    fn event_of_title(&mut self, event: Event, open: &mut Open, span: &Range<usize>) {
        let source = &self.chapter.source;
        let mut lost = |what: &'static str, help: &'static str| {
            let fault = Diagnostic::lost_in_title(source, span.clone(), what, help);
            self.chapter.diagnostics.push(fault);
        };
        let make: fn(Vec<Inline>) -> Inline = match event {
            Event::Start(Tag::Emphasis) => Inline::Emphasis,
            Event::Start(Tag::Strong) => Inline::Strong,
            Event::Start(Tag::Strikethrough) => Inline::Strikethrough,
            Event::Start(Tag::Link { .. }) => {
                return lost("a link", "write the link in the text of the container");
            }
            Event::Start(Tag::Image { .. }) => {
                return lost("a picture", "put the picture into the text of the container");
            }
            Event::End(end) => {
                use pulldown_cmark::TagEnd::{Emphasis, Strikethrough, Strong};
                let is_own = matches!(end, Emphasis | Strong | Strikethrough);
                if let Some((make, parts)) = open.pop_if(|_| is_own) {
                    push(open, make(parts));
                }
                return;
            }
            Event::Code(code) => return push(open, Inline::Code(code.into_string())),
            Event::Text(text) => {
                if text.contains("<!--") {
                    let fault = Diagnostic::comment_cut(source, span.clone());
                    self.chapter.diagnostics.push(fault);
                }
                return push_text(open, &text);
            }
            Event::InlineHtml(markup) | Event::Html(markup) => {
                if !markup.starts_with("<!--") {
                    lost("a tag", "write Markdown in the title, such as backticks for code");
                    push_text(open, &markup);
                }
                return;
            }
            Event::SoftBreak | Event::HardBreak => return push_text(open, " "),
            _ => return,
        };
        open.push((make, Vec::new()));
    }

    /// The parts with their variables filled in.
    fn filled_parts(&mut self, parts: Vec<Inline>, span: &Range<usize>) -> Vec<Inline> {
        let parts = parts.into_iter().map(|part| match part {
            Inline::Text(text) => Inline::Text(self.filled(&text, span)),
            Inline::Emphasis(inner) => Inline::Emphasis(self.filled_parts(inner, span)),
            Inline::Strong(inner) => Inline::Strong(self.filled_parts(inner, span)),
            Inline::Strikethrough(inner) => Inline::Strikethrough(self.filled_parts(inner, span)),
            other => other,
        });
        parts.collect()
    }
}

fn push(open: &mut Open, part: Inline) {
    if let Some((_, parts)) = open.last_mut() {
        parts.push(part);
    }
}

fn push_text(open: &mut Open, more: &str) {
    match open.last_mut().map(|(_, parts)| parts) {
        Some(parts) => match parts.last_mut() {
            Some(Inline::Text(text)) => text.push_str(more),
            _ => parts.push(Inline::Text(more.to_string())),
        },
        None => {}
    }
}
