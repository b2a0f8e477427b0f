//! The position of each checklist item: its headings and its enclosing item.
//!
//! Runs over the finished tree, because an item's text is known only when the item has ended, after the items nested in
//! it. Runs before variables are filled in, so that an item stays the same when the value of a variable changes.

mod verbatim;

use super::placeholders::Placeholders;
use crate::syntax::markdown::tree::*;
use crate::text::wording::normalised;
use crate::text::wording::{Wording, section};
use std::sync::Arc;
use verbatim::Verbatim;

/// Sets the wording of every task, and the written title of a chapter with tasks.
pub(super) fn find(chapter: &mut Chapter, placeholders: &Placeholders) {
    if chapter.tasks.is_empty() {
        chapter.written_title.clear();
        return;
    }
    let title = plain_text(&chapter.title);
    let title = placeholders.unfilled(&title);
    if !title.is_empty() {
        chapter.written_title = title.into_owned();
    }
    let Chapter { blocks, headings, references, tasks, footnotes, .. } = chapter;
    let mut search = Search {
        headings,
        references,
        tasks,
        placeholders,
        section: String::new(),
        trail: Vec::new(),
    };
    search.blocks(blocks, "");
    for footnote in footnotes {
        search.blocks(&footnote.blocks, "");
    }
}

struct Search<'a> {
    headings: &'a [Heading],
    references: &'a [Reference],
    tasks: &'a mut [Task],
    placeholders: &'a Placeholders,
    section: String,
    /// The headings above, by index, each deeper than the one before.
    trail: Vec<usize>,
}

impl Search<'_> {
    fn blocks(&mut self, blocks: &[Block], parent: &str) {
        for block in blocks {
            match block {
                Block::Heading(index) => self.enter(*index),
                Block::List(list) | Block::Checklist(list) => {
                    for item in &list.items {
                        self.item(item, parent);
                    }
                }
                Block::Definitions(definitions) => {
                    for definition in definitions {
                        let term =
                            normalised(&self.placeholders.unfilled(&plain_text(&definition.term)));
                        for meaning in &definition.meanings {
                            self.blocks(meaning, &term);
                        }
                    }
                }
                holder => holder.each_child(&mut |inner| self.blocks(inner, parent)),
            }
        }
    }

    fn enter(&mut self, index: usize) {
        descend(self.headings, &mut self.trail, index);
        let above = self.trail.iter().filter_map(|index| self.headings.get(*index));
        let texts: Vec<_> =
            above.map(|heading| self.placeholders.unfilled(&heading.text)).collect();
        self.section = section(texts.iter().map(|text| text.as_ref()));
    }

    fn item(&mut self, item: &ListItem, parent: &str) {
        let label: &[Inline] = match item.blocks.first() {
            Some(Block::Plain(inlines) | Block::Paragraph(inlines)) => inlines,
            _ => &[],
        };
        let text = normalised(&self.placeholders.unfilled(&plain_text(label)));
        self.blocks(&item.blocks, &text);
        let link = self.leading_link(label);
        if let Some(task) = item.task.and_then(|index| self.tasks.get_mut(index)) {
            let (section, parent) = (self.section.clone(), parent.to_string());
            let Verbatim { code, pictures } =
                Verbatim::of(label, self.references, self.placeholders);
            task.wording = Arc::new(Wording { text, section, parent, link, code, pictures });
        }
    }

    /// The target of the link that the text begins with; empty if it begins with no link.
    fn leading_link(&self, label: &[Inline]) -> String {
        let says_nothing =
            |inline: &&Inline| matches!(inline, Inline::Text(text) if text.trim().is_empty());
        let target = match label.iter().find(|inline| !says_nothing(inline)) {
            Some(Inline::Link(link)) => self.references.get(link.reference),
            Some(Inline::Strong(inner) | Inline::Emphasis(inner)) => {
                return self.leading_link(inner);
            }
            _ => None,
        };
        target.map_or_else(String::new, |one| self.placeholders.unfilled(&one.target).into_owned())
    }
}
