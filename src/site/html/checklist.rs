//! Checklists: native checkboxes, each labelled by its item's text, with a count of ticked ones.

use super::{Edition, Source, Writer};
use crate::syntax::markdown::tree::{Block, Inline, List, ListItem, each_block};
use crate::text::escape::escape;
use bytes::Bytes;

/// The chapter's checklists for the plan page, each under the title of its section.
pub fn plan_lists(source: Source) -> Vec<Bytes> {
    let mut writer = Writer::new(source, Edition::Plan);
    let mut shown_section = String::new();
    writer.plan_blocks(&source.chapter.blocks, &mut shown_section);
    for footnote in &source.chapter.footnotes {
        writer.plan_blocks(&footnote.blocks, &mut shown_section);
    }
    writer.finish()
}

impl Writer<'_> {
    /// Finds the checklists among blocks, at any depth, and writes nothing else.
    fn plan_blocks(&mut self, blocks: &[Block], shown_section: &mut String) {
        for block in blocks {
            match block {
                Block::Heading(index) => {
                    if let Some(heading) = self.source.chapter.headings.get(*index) {
                        self.section.clone_from(&heading.text);
                        self.checklists_in_section = 0;
                    }
                }
                Block::Checklist(list) => {
                    if *shown_section != self.section {
                        self.push("<h4 class=\"tb-plan-section\">");
                        self.text(&self.section.clone());
                        self.push("</h4>\n");
                        shown_section.clone_from(&self.section);
                    }
                    self.checklist(list);
                }
                block => block.each_child(&mut |inner| self.plan_blocks(inner, shown_section)),
            }
        }
    }

    pub(super) fn checklist(&mut self, list: &List) {
        let outermost = self.checklist_depth == 0;
        if outermost {
            self.open_group(list);
        }
        self.checklist_depth += 1;
        let tag = self.open_list(list, "tb-items");
        for item in &list.items {
            self.item(item);
        }
        self.push(&format!("</{tag}>\n"));
        self.checklist_depth -= 1;
        if outermost {
            self.push("</div>\n");
        }
    }

    fn open_group(&mut self, list: &List) {
        let count = count_tasks(list);
        self.checklists_in_section += 1;
        self.push("<div class=\"tb-checklist\" role=\"group\" aria-label=\"Checklist");
        // A section named "checklist" does not distinguish this list from others.
        let says_nothing = ["", "checklist"].contains(&self.section.to_lowercase().trim());
        let name = match says_nothing {
            true => self.source.chapter.title_text(),
            false => self.section.clone(),
        };
        self.push(": ");
        self.text(&name);
        if self.checklists_in_section > 1 {
            self.push(&format!(", list {}", self.checklists_in_section));
        }
        self.push(&format!(
            "\" data-tb-checklist>\n<p class=\"tb-progress\"><progress max=\"{count}\" value=\"0\" \
             aria-label=\"Done in this checklist\"></progress><span class=\"tb-count\" \
             data-tb-count>0 of {count} done</span></p>\n"
        ));
    }

    fn item(&mut self, item: &ListItem) {
        let found = item.task.and_then(|task| {
            let identity = self.source.items.get(task)?;
            Some((identity, self.source.chapter.tasks.get(task)?))
        });
        let Some((identity, task)) = found else {
            self.push("<li class=\"tb-plain\">");
            self.blocks(&item.blocks);
            self.trim_line_end();
            self.push("</li>\n");
            return;
        };
        let (label, rest): (&[Inline], &[Block]) = match item.blocks.split_first() {
            Some((Block::Plain(inlines) | Block::Paragraph(inlines), rest)) => (inlines, rest),
            _ => (&[], &item.blocks),
        };
        self.push("<li class=\"tb-item\"");
        // An explicit id is also an anchor that links can refer to.
        if task.explicit_id.is_some() && !matches!(self.edition, Edition::Plan) {
            self.push(" id=\"");
            self.anchor_id(&identity.id);
            self.push("\"");
        }
        let mut id = String::with_capacity(identity.id.len());
        escape(&identity.id, &mut id);
        self.push(&format!(" data-tick=\"{id}\""));
        // Most items are never reworded, so revision 1 is left out.
        if identity.revision > 1 {
            self.push(&format!(" data-rev=\"{}\"", identity.revision));
        }
        self.facts_data(&task.facts);
        self.push("><input class=\"tb-box\" type=\"checkbox\" ");
        self.push(&format!("id=\"tb-item-{id}\"><label class=\"tb-text\" for=\"tb-item-{id}\">"));
        match label.is_empty() {
            true => self.push("Untitled item"),
            false => self.inlines(label),
        }
        self.push("</label>");
        self.item_terms(task);
        if !rest.is_empty() {
            self.push("\n<div class=\"tb-more\">\n");
            self.blocks(rest);
            self.push("</div>");
        }
        self.push("</li>\n");
    }
}

/// How many tasks a list has, including nested ones.
fn count_tasks(list: &List) -> usize {
    let own = |list: &List| list.items.iter().filter(|item| item.task.is_some()).count();
    let mut count = own(list);
    for item in &list.items {
        each_block(&item.blocks, &mut |block| match block {
            Block::List(list) | Block::Checklist(list) => count += own(list),
            _ => {}
        });
    }
    count
}
