//! Walks through a tree: the children of each block and each piece of running text, and all of them in document order.

use super::{Block, Chapter, Inline};

impl Block {
    /// Calls `visit` with each list of blocks in this one, in order.
    pub fn each_child<'a>(&'a self, visit: &mut dyn FnMut(&'a [Block])) {
        match self {
            Block::Quote(inner) | Block::Alert(_, inner) => visit(inner),
            Block::Container(container) => visit(&container.blocks),
            Block::List(list) | Block::Checklist(list) => {
                list.items.iter().for_each(|item| visit(&item.blocks));
            }
            Block::Definitions(definitions) => {
                definitions.iter().flat_map(|one| &one.meanings).for_each(|one| visit(one));
            }
            Block::Paragraph(_)
            | Block::Plain(_)
            | Block::Heading(_)
            | Block::Code(_)
            | Block::Table(_)
            | Block::Html(_)
            | Block::Rule => {}
        }
    }

    /// Calls `visit` with each passage of running text that is directly in this block: paragraphs, cells and terms.
    /// That of a heading is in [`Chapter::headings`].
    pub fn each_passage<'a>(&'a self, visit: &mut dyn FnMut(&'a [Inline])) {
        match self {
            Block::Paragraph(inlines) | Block::Plain(inlines) => visit(inlines),
            Block::Table(table) => {
                table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| visit(cell));
            }
            Block::Definitions(definitions) => definitions.iter().for_each(|one| visit(&one.term)),
            _ => {}
        }
    }
}

impl Inline {
    /// The running text in this piece.
    pub fn children(&self) -> &[Inline] {
        match self {
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => inner,
            Inline::Link(link) => &link.content,
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Image(_)
            | Inline::FootnoteReference { .. }
            | Inline::Math(_)
            | Inline::Badge(_)
            | Inline::Html(_)
            | Inline::SoftBreak
            | Inline::HardBreak => &[],
        }
    }
}

impl Chapter {
    /// Calls `visit` with every block, each before its children, footnotes last.
    pub fn each_block<'a>(&'a self, visit: &mut dyn FnMut(&'a Block)) {
        each_block(&self.blocks, visit);
        self.footnotes.iter().for_each(|footnote| each_block(&footnote.blocks, visit));
    }

    /// Calls `visit` with every piece of running text, each before its children, the title first.
    pub fn each_inline<'a>(&'a self, visit: &mut dyn FnMut(&'a Inline)) {
        each_inline(&self.title, visit);
        self.each_block(&mut |block| match block {
            Block::Heading(index) => {
                let heading = self.headings.get(*index);
                each_inline(heading.map_or(&[], |heading| &heading.content), visit);
            }
            block => block.each_passage(&mut |inlines| each_inline(inlines, visit)),
        });
    }
}

/// Calls `visit` with these blocks and all within, each before its children.
pub fn each_block<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a Block)) {
    for block in blocks {
        visit(block);
        block.each_child(&mut |inner| each_block(inner, visit));
    }
}

/// Calls `visit` with these pieces of running text and all within, each before its children.
pub fn each_inline<'a>(inlines: &'a [Inline], visit: &mut dyn FnMut(&'a Inline)) {
    for inline in inlines {
        visit(inline);
        each_inline(inline.children(), visit);
    }
}
