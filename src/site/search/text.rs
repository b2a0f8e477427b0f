//! The searchable parts of a chapter: the text of its sections, and its items.
//!
//! Owns the split of a chapter into documents, one for each heading and each term of a definition list. Reads only the tree.

use crate::book::checklist::Identity;
use crate::syntax::markdown::raw_words;
use crate::syntax::markdown::tree::{
    Block, Chapter, Definition, Footnote, Inline, ListItem, Table, Task, each_inline, text_with,
};
use serde_json::{Value, json};

/// A chapter as search sees it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Text {
    /// The documents, in the order of the chapter; the first is the text before the first heading. A term follows the
    /// section that has its list.
    pub sections: Vec<Section>,
    /// The items of checklists.
    pub items: Vec<Item>,
}

/// A document of the index.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Section {
    /// The id of the heading or term; empty for the first document.
    pub anchor: String,
    /// The heading or term; empty for the first document.
    pub heading: String,
    /// The text without markup, each block on a separate line.
    pub text: String,
}

/// An item of a checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The index of its section.
    pub section: usize,
    /// Its id.
    pub id: String,
    /// The line of the section's text that it begins, from 0.
    pub line: usize,
}

impl Text {
    /// The text of a chapter whose items have these identities.
    pub fn of(chapter: &Chapter, items: &[Identity]) -> Self {
        let text = Text { sections: vec![Section::default()], items: Vec::new() };
        let mut reader =
            Reader { chapter, identities: items, text, current: 0, lines: 0, notes: Vec::new() };
        reader.blocks(&chapter.blocks);
        reader.finish_section();
        reader.text
    }

    /// The JSON that browsers load. The headings are in the lists of chapters.
    pub(super) fn json(&self) -> Value {
        let texts: Vec<&str> = self.sections.iter().map(|section| section.text.as_str()).collect();
        let item = |one: &Item| json!([one.section, one.id, one.line]);
        let items: Vec<Value> = self.items.iter().map(item).collect();
        json!({ "texts": texts, "items": items })
    }

    /// The size of the texts in bytes.
    pub fn len(&self) -> usize {
        self.sections.iter().map(|section| section.text.len()).sum()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The text of inlines, with the alternative texts of pictures in raw HTML.
fn searched(inlines: &[Inline]) -> String {
    text_with(inlines, |raw, text| text.push_str(&raw_words::words(raw).join(" ")))
}

struct Reader<'a> {
    chapter: &'a Chapter,
    identities: &'a [Identity],
    text: Text,
    /// The index of the section that is being read.
    current: usize,
    /// How many lines it has.
    lines: usize,
    /// The footnotes whose first reference is in the current section.
    notes: Vec<&'a Footnote>,
}

impl<'a> Reader<'a> {
    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Paragraph(inlines) | Block::Plain(inlines) => self.inlines(inlines),
            Block::Heading(index) => self.heading(*index),
            Block::Code(code) => self.line(&code.text),
            Block::Container(container) => {
                self.line(&container.title);
                self.blocks(&container.blocks);
            }
            Block::List(list) | Block::Checklist(list) => {
                list.items.iter().for_each(|item| self.list_item(item));
            }
            Block::Table(table) => self.table(table),
            Block::Definitions(definitions) => {
                definitions.iter().for_each(|definition| self.definition(definition));
            }
            Block::Html(raw) => self.line(&raw_words::words(raw).join("\n")),
            Block::Quote(_) | Block::Alert(..) | Block::Rule => {
                block.each_child(&mut |inner| self.blocks(inner));
            }
        }
    }

    fn heading(&mut self, index: usize) {
        let Some(heading) = self.chapter.headings.get(index) else { return };
        self.finish_section();
        let (anchor, heading) = (heading.id.clone(), heading.text.trim().to_string());
        self.begin(anchor, heading);
    }

    fn begin(&mut self, anchor: String, heading: String) {
        self.current = self.text.sections.len();
        self.text.sections.push(Section { anchor, heading, text: String::new() });
        self.lines = 0;
    }

    /// A term is a section of its own, after which the one around it goes on.
    fn definition(&mut self, definition: &'a Definition) {
        let around = (self.current, self.lines);
        let anchor = self.chapter.terms.get(definition.name).map(|term| term.id.clone());
        self.begin(anchor.unwrap_or_default(), searched(&definition.term).trim().to_string());
        self.note_footnotes(&definition.term);
        definition.meanings.iter().for_each(|meaning| self.blocks(meaning));
        (self.current, self.lines) = around;
    }

    fn list_item(&mut self, item: &'a ListItem) {
        let task = item
            .task
            .and_then(|index| Some((self.chapter.tasks.get(index)?, self.identities.get(index)?)));
        let has_text = |(task, _): &(&Task, &Identity)| !task.text.trim().is_empty();
        if let Some((_, identity)) = task.filter(has_text) {
            let (section, id, line) = (self.current, identity.id.clone(), self.lines);
            self.text.items.push(Item { section, id, line });
        }
        self.blocks(&item.blocks);
    }

    fn table(&mut self, table: &'a Table) {
        for row in std::iter::once(&table.head).chain(&table.rows) {
            let cells: Vec<String> = row.iter().map(|cell| searched(cell)).collect();
            self.line(&cells.join(" · "));
            row.iter().for_each(|cell| self.note_footnotes(cell));
        }
    }

    fn inlines(&mut self, inlines: &'a [Inline]) {
        self.line(&searched(inlines));
        self.note_footnotes(inlines);
    }

    fn note_footnotes(&mut self, inlines: &'a [Inline]) {
        each_inline(inlines, &mut |inline| {
            if let Inline::FootnoteReference { footnote, occurrence: 0 } = inline {
                self.notes.extend(self.chapter.footnotes.get(*footnote));
            }
        });
    }

    /// Footnotes belong to the section of their first reference. A footnote that only another footnote refers to
    /// follows that one.
    fn finish_section(&mut self) {
        while !self.notes.is_empty() {
            for note in std::mem::take(&mut self.notes) {
                self.blocks(&note.blocks);
            }
        }
    }

    fn line(&mut self, text: &str) {
        let Some(section) = self.text.sections.get_mut(self.current) else { return };
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            self.lines += 1;
            if !section.text.is_empty() {
                section.text.push('\n');
            }
            section.text.push_str(line);
        }
    }
}
