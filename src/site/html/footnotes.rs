//! The notes below a chapter's text, each with links back to its references.

use super::{Edition, Writer, inline};
use crate::syntax::markdown::tree::Block;

impl Writer<'_> {
    pub(super) fn footnotes(&mut self) {
        let notes = || self.source.chapter.footnotes.iter().filter(|note| note.number > 0);
        if notes().next().is_none() {
            return;
        }
        self.push("<section class=\"tb-footnotes\"");
        if self.is_epub() {
            self.push(" epub:type=\"footnotes\"");
        }
        self.push(" aria-label=\"");
        if matches!(self.edition, Edition::Print { .. }) {
            self.text(&self.source.chapter.title_text());
            self.push(", ");
        }
        self.push("Footnotes\">\n<ol>\n");
        for note in notes() {
            let number = note.number;
            self.push(match self.is_epub() {
                true => "<li epub:type=\"footnote\" id=\"",
                false => "<li id=\"",
            });
            self.anchor_id(&format!("tb-fn-{number}"));
            self.push("\">");
            let (last, before) = match note.blocks.split_last() {
                Some((Block::Paragraph(inlines) | Block::Plain(inlines), before)) => {
                    (Some(inlines), before)
                }
                _ => (None, note.blocks.as_slice()),
            };
            self.blocks(before);
            self.push("<p>");
            if let Some(inlines) = last {
                self.inlines(inlines);
            }
            for occurrence in &note.references {
                self.back_link(number, *occurrence);
            }
            self.push("</p></li>\n");
        }
        self.push("</ol>\n</section>\n");
    }

    fn back_link(&mut self, number: usize, occurrence: usize) {
        self.push(" <a class=\"tb-fnback\" href=\"#");
        self.anchor_href(&inline::reference_id(number, occurrence));
        self.push("\" aria-label=\"Back to the text");
        if occurrence > 0 {
            self.push(&format!(", place {}", occurrence + 1));
        }
        self.push("\">\u{21a9}\u{fe0e}</a>");
    }
}
