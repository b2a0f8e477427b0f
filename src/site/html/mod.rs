//! Writes the tree as HTML: one exhaustive match over blocks and one over inlines.
//!
//! Pure. Owns the markup that themes style and scripts hook into (see the contract in ARCHITECTURE.md). Every text and
//! attribute goes through [`escape`]; raw HTML goes through the sanitizer unless the author of the book configured
//! otherwise.

mod checklist;
mod containers;
mod epub;
mod facts;
mod footnotes;
mod inline;
mod raw;
mod sanitize;
mod table;
mod timeline;

use crate::book::checklist::Identity;
use crate::book::config::RawHtml;
use crate::book::structure::links::Target;
use crate::site::epub_files::EpubFiles;
use crate::syntax::markdown::tree::{
    BOXES, Block, Chapter, CodeBlock, Definition, Heading, Inline, List,
};
use crate::text::escape::escape;
use bytes::Bytes;
use std::collections::HashSet;

pub use checklist::plan_lists;
pub use inline::print_anchor;
pub use sanitize::Sanitizer;
pub use timeline::wants_timeline;

/// The page that the HTML is for. It decides hrefs, ids and heading levels.
#[derive(Debug, Clone, Copy)]
pub enum Edition<'a> {
    /// The chapter's own page.
    Page {
        /// Its site path.
        path: &'a str,
    },
    /// The plan page, which shows checklists only.
    Plan,
    /// The print edition, where all chapters share one page.
    Print {
        /// The prefix of the chapter's ids.
        anchor: &'a str,
    },
    /// The EPUB, where each chapter is a file and nothing can be ticked.
    Epub {
        /// The chapter's site path.
        path: &'a str,
        /// The files of the EPUB besides the chapters.
        epub_files: &'a EpubFiles,
    },
}

/// The input of a chapter's HTML.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The chapter.
    pub chapter: &'a Chapter,
    /// The targets of its references.
    pub targets: &'a [Target],
    /// The identities of its items.
    pub items: &'a [Identity],
    /// Former anchors of headings, each with the index of its heading, in the order of the headings.
    pub former_anchors: &'a [(usize, String)],
    /// The highlighted HTML of each block of code, if there is any.
    pub code: &'a [Option<Bytes>],
    /// How raw HTML is handled.
    pub raw_html: RawHtml,
    /// The allow-list for raw HTML.
    pub sanitizer: &'a Sanitizer,
}

/// The chapter's text without its title, in consecutive parts. Highlighted code is a separate part, shared by all
/// editions.
pub fn body(source: Source, edition: Edition) -> Vec<Bytes> {
    let mut writer = Writer::new(source, edition);
    match writer.is_timeline() {
        true => writer.timeline(&source.chapter.blocks),
        false => writer.blocks(&source.chapter.blocks),
    }
    writer.footnotes();
    writer.finish()
}

/// The chapter's title as HTML that fits inside a heading or a link. A chapter without a title has the one in the
/// navigation.
pub fn title(chapter: &Chapter, listed: &str) -> String {
    let mut title = String::new();
    match &chapter.front.title {
        Some(text) => escape(text, &mut title),
        None if chapter.title.is_empty() => escape(listed, &mut title),
        None => inline::unlinked(&chapter.title, &mut title),
    }
    title
}

struct Writer<'a> {
    source: Source<'a>,
    edition: Edition<'a>,
    out: String,
    /// The parts before `out`.
    parts: Vec<Bytes>,
    /// Whether the content of a container with raw HTML is being collected, which must be sanitized together.
    gathering: bool,
    /// Whether the text of a link is being written, which cannot contain another link.
    inside_link: bool,
    /// The ids of the page that raw HTML cannot have, or cannot have again; `None` until there is any.
    raw_ids: Option<HashSet<String>>,
    /// The text of the nearest heading above, which labels lists and tables.
    section: String,
    /// The number of tables, blocks of code, pictures and formulas so far.
    tables: usize,
    code_blocks: usize,
    images: usize,
    formulas: usize,
    /// How many checklists are open around the current block.
    checklist_depth: usize,
    /// The labels of checklists so far, to distinguish those of one section.
    checklists_in_section: usize,
}

impl<'a> Writer<'a> {
    fn new(source: Source<'a>, edition: Edition<'a>) -> Self {
        Writer {
            source,
            edition,
            out: String::with_capacity(source.chapter.source.text.len() * 2),
            parts: Vec::new(),
            gathering: false,
            inside_link: false,
            raw_ids: None,
            section: String::new(),
            tables: 0,
            code_blocks: 0,
            images: 0,
            formulas: 0,
            checklist_depth: 0,
            checklists_in_section: 0,
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        if blocks.iter().any(|block| matches!(block, Block::Html(_))) {
            self.blocks_with_html(blocks);
            return;
        }
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(inlines) => self.paragraph(inlines),
            Block::Plain(inlines) => {
                self.inlines(inlines);
                self.out.push('\n');
            }
            Block::Heading(index) => {
                if let Some(heading) = self.source.chapter.headings.get(*index) {
                    self.heading(heading, *index);
                }
            }
            Block::Code(code) if self.is_epub() => self.plain_code(code),
            Block::Code(code) => self.code(code),
            Block::Quote(blocks) => self.wrapped("blockquote", blocks),
            Block::Alert(kind, blocks) => self.alert(*kind, ("", &[]), None, blocks),
            Block::Container(container) => self.container(container),
            Block::List(list) => self.list(list),
            Block::Checklist(list) if self.is_epub() => self.empty_boxes(list),
            Block::Checklist(list) => self.checklist(list),
            Block::Table(table) => self.table(table),
            Block::Definitions(definitions) => self.definitions(definitions),
            Block::Html(raw) => self.html_block(raw),
            Block::Rule => self.out.push_str("<hr>\n"),
        }
    }

    fn heading(&mut self, heading: &Heading, index: usize) {
        let shift = u8::from(matches!(self.edition, Edition::Print { .. }));
        let level = (heading.level + shift).min(6);
        self.section.clone_from(&heading.text);
        self.checklists_in_section = 0;
        self.push(&format!("<h{level} id=\""));
        self.anchor_id(&heading.id);
        if !heading.classes.is_empty() {
            self.push("\" class=\"");
            self.text(&heading.classes.join(" "));
        }
        self.push("\">");
        self.former_anchors(index);
        match heading.level == 2 && self.is_timeline() {
            true => self.stop_heading(&heading.content),
            false => self.inlines(&heading.content),
        }
        if matches!(self.edition, Edition::Page { .. }) {
            self.push("<a class=\"tb-anchor\" href=\"#");
            self.push(&crate::text::url::encode(&heading.id));
            self.push("\" aria-label=\"Link to this section: ");
            self.text(&heading.text);
            self.push("\"></a>");
        }
        self.push(&format!("</h{level}>\n"));
        self.section_terms(&heading.facts);
    }

    /// The empty elements that keep links to the former anchors of a heading working.
    fn former_anchors(&mut self, index: usize) {
        let former = self.source.former_anchors;
        let first = former.partition_point(|(of, _)| *of < index);
        for (_, id) in former.iter().skip(first).take_while(|(of, _)| *of == index) {
            self.push("<span id=\"");
            self.anchor_id(id);
            self.push("\"></span>");
        }
    }

    fn code(&mut self, code: &CodeBlock) {
        self.code_blocks += 1;
        let language: String = code.language.chars().filter(|c| is_class_char(*c)).collect();
        self.push("<div class=\"tb-code\"");
        if !language.is_empty() {
            self.push(&format!(" data-tb-lang=\"{language}\""));
        }
        self.push("><section class=\"tb-scroll\" tabindex=\"0\" aria-label=\"");
        self.region_label("Code", self.code_blocks, &language);
        self.push("\"><pre><code");
        if !language.is_empty() {
            self.push(&format!(" class=\"language-{language}\""));
        }
        self.push(">");
        self.code_text(code);
        self.push("</code></pre></section></div>\n");
    }

    /// The code itself, highlighted if possible.
    fn code_text(&mut self, code: &CodeBlock) {
        match self.source.code.get(code.index).and_then(Option::as_ref) {
            Some(highlighted) if self.gathering => {
                self.push(std::str::from_utf8(highlighted).unwrap_or_default());
            }
            Some(highlighted) => {
                self.end_part();
                self.parts.push(highlighted.clone());
            }
            None => self.text(&code.text),
        }
    }

    /// The label of a region: its kind, its number on the page, and its content.
    fn region_label(&mut self, kind: &str, number: usize, content: &str) {
        if !matches!(self.edition, Edition::Page { .. }) {
            self.text(&self.source.chapter.title_text());
            self.push(", ");
        }
        self.push(&format!("{kind} {number}"));
        if !content.is_empty() {
            self.push(": ");
            self.text(content);
        }
    }

    fn list(&mut self, list: &List) {
        let tag = self.open_list(list, "");
        for item in &list.items {
            let has_box = !self.source.chapter.front.checklists && begins_with_box(&item.blocks);
            self.push(if has_box { "<li class=\"tb-blank\">" } else { "<li>" });
            self.blocks(&item.blocks);
            self.trim_line_end();
            self.push("</li>\n");
        }
        self.push(&format!("</{tag}>\n"));
    }

    fn open_list(&mut self, list: &List, class: &str) -> &'static str {
        let tag = if list.start.is_some() { "ol" } else { "ul" };
        self.push(&format!("<{tag}"));
        if let Some(start) = list.start.filter(|start| *start != 1) {
            self.push(&format!(" start=\"{start}\""));
        }
        if !class.is_empty() {
            self.push(&format!(" class=\"{class}\""));
        }
        self.push(">\n");
        tag
    }

    fn definitions(&mut self, definitions: &[Definition]) {
        self.push("<dl>\n");
        for definition in definitions {
            self.push("<dt");
            if let Some(term) = self.source.chapter.terms.get(definition.name) {
                self.push(" id=\"");
                self.anchor_id(&term.id);
                self.push("\"");
            }
            self.push(">");
            self.inlines(&definition.term);
            self.push("</dt>\n");
            for meaning in &definition.meanings {
                self.wrapped("dd", meaning);
            }
        }
        self.push("</dl>\n");
    }

    fn wrapped(&mut self, tag: &str, blocks: &[Block]) {
        self.push(&format!("<{tag}>"));
        self.blocks(blocks);
        self.trim_line_end();
        self.push(&format!("</{tag}>\n"));
    }

    /// Writes an id as it is on this page.
    fn anchor_id(&mut self, id: &str) {
        if let Edition::Print { anchor, .. } = self.edition {
            self.text(anchor);
            self.push(crate::book::structure::IN_CHAPTER);
        }
        self.text(id);
    }

    /// Writes the fragment that points to an id of this chapter, without its `#`.
    fn anchor_href(&mut self, id: &str) {
        if let Edition::Print { anchor, .. } = self.edition {
            self.push(&crate::text::url::encode(anchor));
            self.push(crate::book::structure::IN_CHAPTER);
        }
        self.push(&crate::text::url::encode(id));
    }

    fn end_part(&mut self) {
        if !self.out.is_empty() {
            // A copy without spare capacity; the buffer is reused for the next part.
            self.parts.push(Bytes::copy_from_slice(self.out.as_bytes()));
            self.out.clear();
        }
    }

    fn finish(mut self) -> Vec<Bytes> {
        self.end_part();
        self.parts.shrink_to_fit();
        self.parts
    }

    fn push(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    fn text(&mut self, text: &str) {
        escape(text, &mut self.out);
    }

    fn trim_line_end(&mut self) {
        if self.out.ends_with('\n') {
            self.out.pop();
        }
    }
}

/// Whether an item has the symbol of a box in its text, because it cannot be ticked here.
fn begins_with_box(blocks: &[Block]) -> bool {
    match blocks.first() {
        Some(Block::Plain(inlines) | Block::Paragraph(inlines)) => {
            matches!(inlines.first(), Some(Inline::Text(text)) if text.starts_with(BOXES))
        }
        _ => false,
    }
}

/// Whether a character is allowed in a class name made from an info string.
fn is_class_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '#')
}
