//! Markup only for the EPUB: boxes to be ticked by hand, and code without a region around it.

use super::{Edition, Writer, is_class_char};
use crate::syntax::markdown::tree::{BOXES, Block, CodeBlock, Inline, List, ListItem};

impl Writer<'_> {
    pub(super) fn is_epub(&self) -> bool {
        matches!(self.edition, Edition::Epub { .. })
    }

    /// A checklist as text: reading systems do not store forms, so a checkbox would lose its ticks.
    pub(super) fn empty_boxes(&mut self, list: &List) {
        let tag = self.open_list(list, "tb-items");
        for item in &list.items {
            self.empty_box(item);
        }
        self.push(&format!("</{tag}>\n"));
    }

    fn empty_box(&mut self, item: &ListItem) {
        let Some(task) = item.task.and_then(|task| self.source.chapter.tasks.get(task)) else {
            self.push("<li>");
            self.blocks(&item.blocks);
            self.trim_line_end();
            self.push("</li>\n");
            return;
        };
        self.push("<li class=\"tb-item\"");
        if let Some(id) = &task.explicit_id {
            self.push(" id=\"");
            self.text(id);
            self.push("\"");
        }
        let [empty, _] = BOXES;
        self.push(&format!("><span class=\"tb-box\">{empty}</span> "));
        // The text is next to its box, even if the author made it a paragraph.
        let (label, rest): (&[Inline], &[Block]) = match item.blocks.split_first() {
            Some((Block::Plain(inlines) | Block::Paragraph(inlines), rest)) => (inlines, rest),
            _ => (&[], &item.blocks),
        };
        match label.is_empty() {
            true => self.push("Untitled item"),
            false => self.inlines(label),
        }
        if !task.stated.is_empty() {
            self.push(" ");
        }
        self.item_terms(task);
        self.push("\n");
        self.blocks(rest);
        self.trim_line_end();
        self.push("</li>\n");
    }

    pub(super) fn plain_code(&mut self, code: &CodeBlock) {
        let language: String = code.language.chars().filter(|c| is_class_char(*c)).collect();
        self.push("<pre class=\"tb-code\" dir=\"ltr\"><code");
        if !language.is_empty() {
            self.push(&format!(" class=\"language-{language}\""));
        }
        self.push(">");
        self.code_text(code);
        self.push("</code></pre>\n");
    }
}
