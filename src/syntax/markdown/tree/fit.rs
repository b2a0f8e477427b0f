//! Gives back the room that lists and texts of a tree have left from growing: the trees of all chapters are in memory together, and
//! lists of one or two entries are most of a tree.

use super::{Block, Chapter, Inline};

impl Chapter {
    /// Keeps no more room than there is content.
    pub(in crate::syntax::markdown) fn fit(&mut self) {
        inlines(&mut self.title);
        blocks(&mut self.blocks);
        for heading in &mut self.headings {
            inlines(&mut heading.content);
            heading.text.shrink_to_fit();
        }
        for footnote in &mut self.footnotes {
            blocks(&mut footnote.blocks);
        }
        self.tasks.iter_mut().for_each(|task| task.text.shrink_to_fit());
        self.headings.shrink_to_fit();
        self.terms.shrink_to_fit();
        self.references.shrink_to_fit();
        self.anchors.shrink_to_fit();
        self.tasks.shrink_to_fit();
        self.footnotes.shrink_to_fit();
        self.comments.shrink_to_fit();
    }
}

fn blocks(all: &mut Vec<Block>) {
    for block in &mut *all {
        match block {
            Block::Paragraph(content) | Block::Plain(content) => inlines(content),
            Block::Code(code) => code.text.shrink_to_fit(),
            Block::Quote(inner) | Block::Alert(_, inner) => blocks(inner),
            Block::Container(container) => blocks(&mut container.blocks),
            Block::List(list) | Block::Checklist(list) => {
                list.items.iter_mut().for_each(|item| blocks(&mut item.blocks));
                list.items.shrink_to_fit();
            }
            Block::Table(table) => {
                let cells = table.head.iter_mut().chain(table.rows.iter_mut().flatten());
                cells.for_each(inlines);
                table.rows.iter_mut().chain([&mut table.head]).for_each(Vec::shrink_to_fit);
                table.rows.shrink_to_fit();
            }
            Block::Definitions(definitions) => {
                for definition in &mut *definitions {
                    inlines(&mut definition.term);
                    definition.meanings.iter_mut().for_each(blocks);
                }
                definitions.shrink_to_fit();
            }
            Block::Heading(_) | Block::Html(_) | Block::Rule => {}
        }
    }
    all.shrink_to_fit();
}

fn inlines(all: &mut Vec<Inline>) {
    for inline in &mut *all {
        match inline {
            Inline::Text(text) | Inline::Code(text) => text.shrink_to_fit(),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => {
                inlines(inner);
            }
            Inline::Link(link) => inlines(&mut link.content),
            Inline::Image(_)
            | Inline::FootnoteReference { .. }
            | Inline::Math(_)
            | Inline::Badge(_)
            | Inline::Html(_)
            | Inline::SoftBreak
            | Inline::HardBreak => {}
        }
    }
    all.shrink_to_fit();
}
