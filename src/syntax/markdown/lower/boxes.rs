//! Boxes of list items: which of them make an item of a checklist.

use super::spans::first_line_of;
use super::{Element, Frame, Lowering};
use crate::syntax::markdown::tree::*;
use crate::text::diag::Diagnostic;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

impl Lowering<'_> {
    /// Decides about the waiting box as soon as an event shows whether its item has any content of its own. Without,
    /// there is nothing to tick, and the box is text, as on GitHub.
    pub(super) fn settle_box(&mut self, event: &Event) {
        let is_item = match event {
            Event::Start(Tag::Paragraph | Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
            | Event::SoftBreak
            | Event::HardBreak => return,
            Event::InlineHtml(markup) if markup.starts_with("<!--") => return,
            Event::Text(text) if text.trim().is_empty() => return,
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => return,
            Event::End(_) | Event::Start(Tag::List(_)) => false,
            _ => true,
        };
        let Some((checked, span)) = self.box_waits.take() else { return };
        match self.checklists {
            false => {
                let [empty, ticked] = BOXES;
                self.text(&format!("{} ", if checked { ticked } else { empty }));
            }
            true if is_item => self.task(span),
            true => {
                if let Some(gathering) = &mut self.gathering {
                    gathering.marks.empty_items.push(span);
                }
                self.text(if checked { "[x]" } else { "[ ]" });
            }
        }
    }

    fn task(&mut self, span: Range<usize>) {
        let index = self.chapter.tasks.len();
        let item = self.open.iter_mut().rev().find_map(|frame| match &mut frame.element {
            Element::Item { task } => Some(task),
            _ => None,
        });
        if let Some(task) = item {
            *task = Some(index);
            // The text is known only when the item ends.
            self.chapter.tasks.push(Task {
                explicit_id: None,
                text: String::new(),
                wording: Default::default(),
                stated: Facts::default(),
                facts: Facts::default(),
                span,
            });
        }
    }

    /// Reports the box of an item that begins with a table: the parser drops it.
    pub(super) fn box_of_table(&mut self) {
        let source = &self.chapter.source;
        let [.., list, Frame { element: Element::Item { task: None }, span, blocks, inlines }] =
            self.open.as_slice()
        else {
            return;
        };
        let text = source.text.get(span.clone()).unwrap_or_default();
        let line = text.split('\n').next().unwrap_or_default();
        let is_first = blocks.is_empty() && inlines.is_empty();
        let is_list = matches!(list.element, Element::List { .. });
        if self.checklists && is_first && is_list && super::lost::item_in(line).is_some() {
            let place = first_line_of(&source.text, span);
            self.chapter.diagnostics.push(Diagnostic::box_of_table(source, place));
        }
    }

    /// Makes a heading or a term that an item begins with the text of the item, which would have none otherwise.
    pub(super) fn text_of_item(&mut self, blocks: &mut Vec<Block>, span: &Range<usize>) {
        let text = match blocks.first_mut() {
            Some(Block::Heading(at)) if *at + 1 == self.chapter.headings.len() => {
                self.explicit_headings.pop();
                self.chapter.headings.pop().map(|heading| (heading.content, "a heading"))
            }
            Some(Block::Definitions(definitions)) => definitions
                .first_mut()
                .map(|definition| (std::mem::take(&mut definition.term), "a term")),
            _ => None,
        };
        let Some((text, what)) = text else { return };
        let meanings = match blocks.first_mut() {
            Some(Block::Definitions(definitions)) => {
                let first = definitions.remove(0);
                if definitions.is_empty() && first.name + 1 == self.chapter.terms.len() {
                    self.chapter.terms.pop();
                }
                first.meanings
            }
            _ => Vec::new(),
        };
        let rest = match blocks.first() {
            Some(Block::Definitions(definitions)) => !definitions.is_empty(),
            _ => false,
        };
        let own = std::iter::once(Block::Plain(text)).chain(meanings.into_iter().flatten());
        blocks.splice(..usize::from(!rest), own);
        let source = &self.chapter.source;
        let place = first_line_of(&source.text, span);
        self.chapter.diagnostics.push(Diagnostic::text_of_item(source, place, what));
    }
}
