//! The way through a chapter's tree that lints share: every block, in document order.

use crate::syntax::markdown::tree::{Block, Chapter, Inline};

/// Shows `visit` every block of a chapter, each before those that it holds, footnotes last.
pub(super) fn blocks<'a>(chapter: &'a Chapter, visit: &mut dyn FnMut(&'a Block)) {
    below(&chapter.blocks, visit);
    for footnote in &chapter.footnotes {
        below(&footnote.blocks, visit);
    }
}

fn below<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a Block)) {
    for block in blocks {
        visit(block);
        match block {
            Block::Quote(inner) | Block::Alert(_, inner) => below(inner, visit),
            Block::Container(container) => below(&container.blocks, visit),
            Block::List(list) | Block::Checklist(list) => {
                for item in &list.items {
                    below(&item.blocks, visit);
                }
            }
            Block::Definitions(definitions) => {
                for meaning in definitions.iter().flat_map(|one| &one.meanings) {
                    below(meaning, visit);
                }
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
}

/// Shows `visit` every piece of running text of a chapter, each before those that it holds.
pub(super) fn inlines<'a>(chapter: &'a Chapter, visit: &mut dyn FnMut(&'a Inline)) {
    within(&chapter.title, visit);
    blocks(chapter, &mut |block| match block {
        Block::Paragraph(inlines) | Block::Plain(inlines) => within(inlines, visit),
        Block::Heading(index) => {
            let heading = chapter.headings.get(*index);
            within(heading.map_or(&[], |heading| &heading.content), visit);
        }
        Block::Table(table) => {
            for cell in table.head.iter().chain(table.rows.iter().flatten()) {
                within(cell, visit);
            }
        }
        Block::Definitions(definitions) => {
            definitions.iter().for_each(|one| within(&one.term, visit));
        }
        Block::Quote(_)
        | Block::Alert(..)
        | Block::Container(_)
        | Block::List(_)
        | Block::Checklist(_)
        | Block::Code(_)
        | Block::Html(_)
        | Block::Rule => {}
    });
}

fn within<'a>(inlines: &'a [Inline], visit: &mut dyn FnMut(&'a Inline)) {
    for inline in inlines {
        visit(inline);
        match inline {
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => {
                within(inner, visit);
            }
            Inline::Link(link) => within(&link.content, visit),
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Image(_)
            | Inline::FootnoteReference { .. }
            | Inline::Math(_)
            | Inline::Badge(_)
            | Inline::Html(_)
            | Inline::SoftBreak
            | Inline::HardBreak => {}
        }
    }
}
