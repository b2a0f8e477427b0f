//! Titles of containers: emphasis and code in them, as in headings.

use super::Lowering;
use crate::syntax::markdown::tree::*;
use crate::text::diag::Diagnostic;
use pulldown_cmark::{Event, Options, Parser, Tag};
use std::borrow::Cow;
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
        let title = &*self.without_comments(title, span);
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

    /// The title without its comments of HTML, which may be private. Reports one that does not end in this line.
    fn without_comments<'t>(&mut self, title: &'t str, span: &Range<usize>) -> Cow<'t, str> {
        const SIGN: &str = "<!--";
        if !title.contains(SIGN) {
            return Cow::Borrowed(title);
        }
        let (mut kept, mut rest, mut in_code) = (String::new(), title, false);
        while let Some((before, after)) = rest.split_once(SIGN) {
            kept.push_str(before);
            in_code ^= before.matches('`').count() % 2 == 1;
            let closed = if in_code { None } else { after.split_once("-->") };
            match closed {
                Some((_, after)) => rest = after,
                None => {
                    kept.push_str(SIGN);
                    rest = after;
                    if !in_code {
                        let fault = Diagnostic::comment_cut(&self.chapter.source, span.clone());
                        self.chapter.diagnostics.push(fault);
                        break;
                    }
                }
            }
        }
        kept.push_str(rest);
        Cow::Owned(kept.trim().to_string())
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
            Event::Text(text) => return push_text(open, &text),
            Event::InlineHtml(markup) | Event::Html(markup) => {
                lost("a tag", "write Markdown in the title, such as backticks for code");
                return push_text(open, &markup);
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
