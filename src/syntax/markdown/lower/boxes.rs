//! Boxes of list items: which of them make an item of a checklist.

use super::{Element, Lowering};
use crate::syntax::markdown::tree::*;
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
}
