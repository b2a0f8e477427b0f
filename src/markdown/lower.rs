//! From the Markdown parser's events to the tree.
//!
//! The only module that names pulldown-cmark. Keeps a stack of open elements of its own, so that no
//! input can exhaust the program's; past [`MAX_DEPTH`] the content goes to the innermost element
//! that is still kept, and the author is told.

use super::tree::*;
use super::{MAX_DEPTH, Options, autolink, raw, slug};
use crate::diag::Diagnostic;
use crate::front_matter::FrontMatter;
use crate::source::SourceFile;
use pulldown_cmark::{self as md, CodeBlockKind, Event, LinkType, Parser, Tag};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

pub(super) fn lower(
    file: &SourceFile,
    front: FrontMatter,
    body: usize,
    options: Options,
    diagnostics: Vec<Diagnostic>,
) -> Chapter {
    let text = file.text.text.get(body..).unwrap_or_default();
    let mut lowering = Lowering {
        checklists: front.checklists,
        chapter: Chapter {
            path: file.path.clone(),
            source: file.text.clone(),
            front,
            title: Vec::new(),
            blocks: Vec::new(),
            headings: Vec::new(),
            references: Vec::new(),
            raw: RawNames::default(),
            tasks: Vec::new(),
            footnotes: Vec::new(),
            diagnostics,
        },
        open: vec![Frame::new(Element::Root, 0..0)],
        beyond_limit: 0,
        section: String::new(),
        explicit_headings: Vec::new(),
        code_blocks: 0,
        notes: Notes::default(),
    };
    for (event, range) in Parser::new_ext(text, parser_options(options)).into_offset_iter() {
        lowering.event(event, range.start + body..range.end + body);
    }
    lowering.finish()
}

fn parser_options(options: Options) -> md::Options {
    let mut parser = md::Options::ENABLE_TABLES
        | md::Options::ENABLE_FOOTNOTES
        | md::Options::ENABLE_STRIKETHROUGH
        | md::Options::ENABLE_TASKLISTS
        | md::Options::ENABLE_HEADING_ATTRIBUTES
        | md::Options::ENABLE_GFM
        | md::Options::ENABLE_DEFINITION_LIST;
    parser.set(md::Options::ENABLE_SMART_PUNCTUATION, options.smart_punctuation);
    parser
}

/// An element that is open, with what it holds so far.
struct Frame {
    element: Element,
    span: Range<usize>,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
}

enum Element {
    Root,
    Paragraph,
    Heading { level: u8, id: Option<String>, classes: Vec<String> },
    Quote(Option<AlertKind>),
    Code { language: String, text: String },
    HtmlBlock(String),
    List { start: Option<u64>, items: Vec<ListItem> },
    Item { task: Option<usize> },
    Footnote(String),
    Definitions(Vec<Definition>),
    Term,
    Meaning,
    Table(Table),
    Row { head: bool, cells: Vec<Vec<Inline>> },
    Cell,
    Emphasis,
    Strong,
    Strikethrough,
    Link { reference: usize, title: String },
    Image { reference: usize, title: String },
    Passed,
}

impl Frame {
    fn new(element: Element, span: Range<usize>) -> Self {
        Frame { element, span, blocks: Vec::new(), inlines: Vec::new() }
    }

    fn push_block(&mut self, block: Block) {
        self.flush();
        self.blocks.push(block);
    }

    /// Text that stands between blocks, as in tight list items, becomes a block of its own.
    fn flush(&mut self) {
        if !self.inlines.is_empty() {
            self.blocks.push(Block::Plain(fitted(std::mem::take(&mut self.inlines))));
        }
    }
}

/// Footnotes while their references and definitions are still being met.
#[derive(Default)]
struct Notes {
    numbers: HashMap<String, usize>,
    references: Vec<usize>,
    definitions: HashMap<String, (Vec<Block>, Range<usize>)>,
}

struct Lowering {
    checklists: bool,
    chapter: Chapter,
    open: Vec<Frame>,
    beyond_limit: usize,
    section: String,
    /// For each heading of the chapter, the id that the author gave.
    explicit_headings: Vec<Option<String>>,
    code_blocks: usize,
    notes: Notes,
}

impl Lowering {
    fn event(&mut self, event: Event, span: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(_) if self.beyond_limit > 0 => self.beyond_limit -= 1,
            Event::End(_) => self.end(),
            Event::Text(text) => self.text(&text),
            Event::Code(code) => self.push_inline(Inline::Code(code.into_string())),
            Event::Html(html) => match &mut self.top().element {
                Element::HtmlBlock(markup) => markup.push_str(&html),
                _ => self.inline_html(&html, span),
            },
            Event::InlineHtml(html) => self.inline_html(&html, span),
            Event::FootnoteReference(label) => self.footnote_reference(&label),
            Event::SoftBreak => self.push_inline(Inline::SoftBreak),
            Event::HardBreak => self.push_inline(Inline::HardBreak),
            Event::Rule => self.push_block(Block::Rule),
            Event::TaskListMarker(checked) => self.task_marker(checked, span),
            // Math is not switched on, so these are never met.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text),
        }
    }

    fn start(&mut self, tag: Tag, span: Range<usize>) {
        if self.open.len() >= MAX_DEPTH || self.beyond_limit > 0 {
            if self.beyond_limit == 0 {
                let fault =
                    Diagnostic::nested_too_deep(&self.chapter.source, first_line(&span), MAX_DEPTH);
                self.chapter.diagnostics.push(fault);
            }
            self.beyond_limit += 1;
            return;
        }
        let element = self.element(tag, &span);
        self.open.push(Frame::new(element, span));
    }

    fn element(&mut self, tag: Tag, span: &Range<usize>) -> Element {
        match tag {
            Tag::Paragraph => Element::Paragraph,
            Tag::Heading { level, id, classes, .. } => Element::Heading {
                level: level as u8,
                id: id.map(|id| id.into_string()),
                classes: classes.iter().map(|class| class.to_string()).collect(),
            },
            Tag::BlockQuote(kind) => Element::Quote(kind.map(alert_kind)),
            Tag::CodeBlock(kind) => {
                let info = match &kind {
                    CodeBlockKind::Fenced(info) => info.as_ref(),
                    CodeBlockKind::Indented => "",
                };
                let language = info.split([' ', '\t', ',', '{']).next().unwrap_or_default();
                Element::Code { language: language.to_string(), text: String::new() }
            }
            Tag::HtmlBlock => Element::HtmlBlock(String::new()),
            Tag::List(start) => Element::List { start, items: Vec::new() },
            Tag::Item => Element::Item { task: None },
            Tag::FootnoteDefinition(label) => Element::Footnote(label.to_lowercase()),
            Tag::DefinitionList => Element::Definitions(Vec::new()),
            Tag::DefinitionListTitle => Element::Term,
            Tag::DefinitionListDefinition => Element::Meaning,
            Tag::Table(alignments) => Element::Table(Table {
                alignments: alignments.into_iter().map(alignment).collect(),
                head: Vec::new(),
                rows: Vec::new(),
            }),
            Tag::TableHead => Element::Row { head: true, cells: Vec::new() },
            Tag::TableRow => Element::Row { head: false, cells: Vec::new() },
            Tag::TableCell => Element::Cell,
            Tag::Emphasis => Element::Emphasis,
            Tag::Strong => Element::Strong,
            Tag::Strikethrough => Element::Strikethrough,
            Tag::Link { link_type, dest_url, title, .. } => {
                let target = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.into_string(),
                };
                let reference = self.reference(ReferenceKind::Link, target, span);
                Element::Link { reference, title: title.into_string() }
            }
            Tag::Image { dest_url, title, .. } => {
                let reference = self.reference(ReferenceKind::Image, dest_url.into_string(), span);
                Element::Image { reference, title: title.into_string() }
            }
            // None of these is switched on, so they are never met.
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => Element::Passed,
        }
    }

    fn end(&mut self) {
        let Some(mut frame) = self.open.pop() else { return };
        if !matches!(frame.element, Element::Image { .. }) && !self.inside_link(&frame) {
            let inlines = std::mem::take(&mut frame.inlines);
            frame.inlines = autolink::link(inlines, &frame.span, &mut self.chapter.references);
        }
        let Frame { element, span, inlines, .. } = &mut frame;
        let content = |inlines: &mut Vec<Inline>| fitted(std::mem::take(inlines));
        match element {
            Element::Root => self.open.push(frame),
            Element::Paragraph => self.push_block(Block::Paragraph(content(inlines))),
            Element::Heading { level, id, classes } => {
                let (level, id, classes) = (*level, id.take(), std::mem::take(classes));
                self.heading(level, id, classes, content(inlines), span.clone());
            }
            Element::Code { language, text } => {
                let block = CodeBlock {
                    language: std::mem::take(language),
                    text: std::mem::take(text),
                    index: self.code_blocks,
                };
                self.code_blocks += 1;
                self.push_block(Block::Code(Box::new(block)));
            }
            Element::HtmlBlock(markup) => {
                let (markup, span) = (std::mem::take(markup), span.clone());
                let raw = self.raw(&markup, span);
                self.push_block(Block::Html(raw));
            }
            Element::Emphasis => self.push_inline(Inline::Emphasis(content(inlines))),
            Element::Strong => self.push_inline(Inline::Strong(content(inlines))),
            Element::Strikethrough => self.push_inline(Inline::Strikethrough(content(inlines))),
            Element::Link { reference, title } => {
                let (reference, title) = (*reference, std::mem::take(title));
                let content = content(inlines);
                self.push_inline(Inline::Link(Box::new(Link { reference, title, content })));
            }
            Element::Image { reference, title } => {
                let (reference, title) = (*reference, std::mem::take(title));
                let alt = plain_text(inlines);
                self.push_inline(Inline::Image(Box::new(Image { reference, title, alt })));
            }
            _ => self.end_container(frame),
        }
    }

    /// Closes an element that holds blocks, or whose content belongs to the element around it.
    fn end_container(&mut self, mut frame: Frame) {
        if !matches!(frame.element, Element::Cell | Element::Term) {
            frame.flush();
        }
        let Frame { element, span, blocks, inlines } = frame;
        let (blocks, inlines) = (fitted(blocks), fitted(inlines));
        match element {
            Element::Quote(None) => self.push_block(Block::Quote(blocks)),
            Element::Quote(Some(kind)) => self.push_block(Block::Alert(kind, blocks)),
            Element::List { start, items } => {
                let is_checklist = items.iter().any(|item| item.task.is_some());
                let list = List { start, items: fitted(items) };
                self.push_block(match is_checklist {
                    true => Block::Checklist(list),
                    false => Block::List(list),
                });
            }
            Element::Item { task } => self.item(task, blocks, span),
            Element::Footnote(label) => {
                self.notes.definitions.insert(label, (blocks, span));
            }
            Element::Definitions(definitions) => self.push_block(Block::Definitions(definitions)),
            Element::Term => {
                if let Element::Definitions(definitions) = &mut self.top().element {
                    definitions.push(Definition { term: inlines, meanings: Vec::new() });
                }
            }
            Element::Meaning => {
                if let Element::Definitions(definitions) = &mut self.top().element
                    && let Some(last) = definitions.last_mut()
                {
                    last.meanings.push(blocks);
                }
            }
            Element::Table(table) => self.push_block(Block::Table(Box::new(table))),
            Element::Row { head, cells } => {
                if let Element::Table(table) = &mut self.top().element {
                    match head {
                        true => table.head = cells,
                        false => table.rows.push(cells),
                    }
                }
            }
            Element::Cell => {
                if let Element::Row { cells, .. } = &mut self.top().element {
                    cells.push(inlines);
                }
            }
            _ => {}
        }
    }

    fn heading(
        &mut self,
        level: u8,
        id: Option<String>,
        classes: Vec<String>,
        content: Vec<Inline>,
        span: Range<usize>,
    ) {
        if level == 1 && self.opens_chapter() {
            self.chapter.title = content;
            // The title is shown without its footnotes, so nothing refers to them from there. It
            // comes first, so no other reference has been met.
            self.notes.numbers.clear();
            self.notes.references.clear();
            return;
        }
        if let Some(id) = &id {
            self.check_id(id, &span);
        }
        let text = plain_text(&content);
        self.section.clone_from(&text);
        let classes = classes.into_iter().filter(|class| is_name(class)).collect();
        let heading =
            Heading { level: level.max(2), id: String::new(), classes, content, text, span };
        self.explicit_headings.push(id);
        self.push_block(Block::Heading(self.chapter.headings.len()));
        self.chapter.headings.push(heading);
    }

    /// Whether nothing but comments and the like stands above.
    fn opens_chapter(&self) -> bool {
        let [root] = self.open.as_slice() else { return false };
        self.chapter.title.is_empty()
            && root.blocks.iter().all(|block| matches!(block, Block::Html(_)))
    }

    fn task_marker(&mut self, checked: bool, span: Range<usize>) {
        if !self.checklists {
            self.text(if checked { "\u{2611} " } else { "\u{2610} " });
            return;
        }
        let index = self.chapter.tasks.len();
        let item = self.open.iter_mut().rev().find_map(|frame| match &mut frame.element {
            Element::Item { task } => Some(task),
            _ => None,
        });
        if let Some(task) = item {
            *task = Some(index);
            let section = self.section.clone();
            self.chapter.tasks.push(Task { explicit_id: None, text: String::new(), section, span });
        }
    }

    fn item(&mut self, task: Option<usize>, mut blocks: Vec<Block>, span: Range<usize>) {
        if let Some(task) = task.and_then(|index| self.chapter.tasks.get_mut(index)) {
            let label = match blocks.first_mut() {
                Some(Block::Plain(inlines) | Block::Paragraph(inlines)) => Some(inlines),
                _ => None,
            };
            if let Some(inlines) = label {
                task.explicit_id = take_explicit_id(inlines);
                task.text = plain_text(inlines).trim().to_string();
            }
            task.span = first_line_of(&self.chapter.source.text, &span);
            if let Some(id) = task.explicit_id.clone() {
                self.check_id(&id, &span);
            }
        }
        if let Element::List { items, .. } = &mut self.top().element {
            items.push(ListItem { task, blocks });
        }
    }

    fn check_id(&mut self, id: &str, span: &Range<usize>) {
        if !is_name(id) || id.starts_with("tb-") {
            let place = find_in(&self.chapter.source.text, span, id);
            let fault = Diagnostic::id_unusable(&self.chapter.source, place, id);
            self.chapter.diagnostics.push(fault);
        }
    }

    fn reference(&mut self, kind: ReferenceKind, target: String, span: &Range<usize>) -> usize {
        let span = find_last_in(&self.chapter.source.text, span, &target);
        self.chapter.references.push(Reference { kind, target, span });
        self.chapter.references.len() - 1
    }

    fn footnote_reference(&mut self, label: &str) {
        let next = self.notes.references.len();
        let footnote = *self.notes.numbers.entry(label.to_lowercase()).or_insert(next);
        if footnote == next {
            self.notes.references.push(0);
        }
        if let Some(count) = self.notes.references.get_mut(footnote) {
            let occurrence = *count;
            *count += 1;
            self.push_inline(Inline::FootnoteReference { footnote, occurrence });
        }
    }

    fn text(&mut self, text: &str) {
        let frame = self.top();
        match &mut frame.element {
            Element::Code { text: code, .. } => code.push_str(text),
            Element::HtmlBlock(markup) => markup.push_str(text),
            _ => match frame.inlines.last_mut() {
                Some(Inline::Text(last)) => last.push_str(text),
                _ => frame.inlines.push(Inline::Text(text.to_string())),
            },
        }
    }

    fn inline_html(&mut self, html: &str, span: Range<usize>) {
        let raw = self.raw(html, span);
        self.push_inline(Inline::Html(raw));
    }

    fn raw(&mut self, markup: &str, span: Range<usize>) -> RawHtml {
        let Chapter { source, references, raw: names, .. } = &mut self.chapter;
        raw::cut(markup, raw::Cutting { text: &source.text, span, references, names })
    }

    fn inside_link(&self, frame: &Frame) -> bool {
        let is_link =
            |element: &Element| matches!(element, Element::Link { .. } | Element::Image { .. });
        is_link(&frame.element) || self.open.iter().any(|frame| is_link(&frame.element))
    }

    fn push_inline(&mut self, inline: Inline) {
        self.top().inlines.push(inline);
    }

    fn push_block(&mut self, block: Block) {
        self.top().push_block(block);
    }

    fn top(&mut self) -> &mut Frame {
        if self.open.is_empty() {
            self.open.push(Frame::new(Element::Root, 0..0));
        }
        let last = self.open.len() - 1;
        &mut self.open[last]
    }

    fn finish(mut self) -> Chapter {
        self.top().flush();
        self.chapter.blocks = std::mem::take(&mut self.top().blocks);
        self.name_headings();
        self.collect_footnotes();
        self.chapter
    }

    /// Gives each heading its anchor: the author's own, or one made from the text that no other
    /// heading or item of the chapter has.
    fn name_headings(&mut self) {
        let Chapter { headings, tasks, source, diagnostics, .. } = &mut self.chapter;
        let mut used: HashSet<String> = HashSet::new();
        let explicit = headings
            .iter()
            .zip(&self.explicit_headings)
            .filter_map(|(heading, id)| Some((id.as_ref()?, &heading.span)));
        let items = tasks.iter().filter_map(|task| Some((task.explicit_id.as_ref()?, &task.span)));
        for (id, span) in explicit.chain(items) {
            if !used.insert(id.clone()) {
                let place = find_in(&source.text, span, id);
                diagnostics.push(Diagnostic::duplicate_anchor(source, place, id));
            }
        }
        let mut repeats: HashMap<String, usize> = HashMap::new();
        for (heading, explicit) in headings.iter_mut().zip(&mut self.explicit_headings) {
            heading.id = match explicit.take() {
                Some(id) => id,
                None => free_anchor(&heading.text, &mut used, &mut repeats),
            };
        }
    }

    fn collect_footnotes(&mut self) {
        let mut labels: Vec<(&String, &usize)> = self.notes.numbers.iter().collect();
        labels.sort_by_key(|(_, number)| **number);
        for (label, number) in labels {
            let blocks = self.notes.definitions.remove(label).map(|(blocks, _)| blocks);
            let references = self.notes.references.get(*number).copied().unwrap_or(0);
            let footnote = Footnote { blocks: blocks.unwrap_or_default(), references };
            self.chapter.footnotes.push(footnote);
        }
        for (label, (_, span)) in self.notes.definitions.drain() {
            let place = first_line_of(&self.chapter.source.text, &span);
            let fault = Diagnostic::footnote_unused(&self.chapter.source, place, &label);
            self.chapter.diagnostics.push(fault);
        }
    }
}

/// Without room to grow. Most vectors of a tree hold one element, and the room that a vector takes
/// for more would be most of what a large book needs in memory.
fn fitted<T>(mut vector: Vec<T>) -> Vec<T> {
    vector.shrink_to_fit();
    vector
}

fn free_anchor(
    text: &str,
    used: &mut HashSet<String>,
    repeats: &mut HashMap<String, usize>,
) -> String {
    let mut base = slug::anchor(text);
    if base.is_empty() {
        base = "section".into();
    } else if base.starts_with("tb-") {
        base.insert_str(0, "s-");
    }
    let count = repeats.entry(base.clone()).or_insert(0);
    loop {
        let candidate = if *count == 0 { base.clone() } else { format!("{base}-{count}") };
        *count += 1;
        if used.insert(candidate.clone()) {
            return candidate;
        }
    }
}

/// Cuts `{#id}` off the end of an item's text.
fn take_explicit_id(inlines: &mut Vec<Inline>) -> Option<String> {
    let Some(Inline::Text(text)) = inlines.last_mut() else { return None };
    let trimmed = text.trim_end();
    let (before, id) = trimmed.strip_suffix('}')?.rsplit_once("{#")?;
    if id.is_empty() || id.contains(char::is_whitespace) || id.contains(['{', '}']) {
        return None;
    }
    let id = id.to_string();
    *text = before.trim_end().to_string();
    if text.is_empty() {
        inlines.pop();
    }
    Some(id)
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('-')
        && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
}

fn alert_kind(kind: md::BlockQuoteKind) -> AlertKind {
    match kind {
        md::BlockQuoteKind::Note => AlertKind::Note,
        md::BlockQuoteKind::Tip => AlertKind::Tip,
        md::BlockQuoteKind::Important => AlertKind::Important,
        md::BlockQuoteKind::Warning => AlertKind::Warning,
        md::BlockQuoteKind::Caution => AlertKind::Caution,
    }
}

fn alignment(alignment: md::Alignment) -> Alignment {
    match alignment {
        md::Alignment::None => Alignment::None,
        md::Alignment::Left => Alignment::Start,
        md::Alignment::Center => Alignment::Center,
        md::Alignment::Right => Alignment::End,
    }
}

/// Where `needle` first stands within `span`; the whole span where it is written otherwise there.
pub(super) fn find_in(text: &str, span: &Range<usize>, needle: &str) -> Range<usize> {
    let at = text.get(span.clone()).and_then(|part| part.find(needle));
    at.map_or(span.clone(), |at| span.start + at..span.start + at + needle.len())
}

fn find_last_in(text: &str, span: &Range<usize>, needle: &str) -> Range<usize> {
    let at = text.get(span.clone()).filter(|_| !needle.is_empty()).and_then(|p| p.rfind(needle));
    at.map_or(span.clone(), |at| span.start + at..span.start + at + needle.len())
}

fn first_line(span: &Range<usize>) -> Range<usize> {
    span.start..span.start + 1
}

fn first_line_of(text: &str, span: &Range<usize>) -> Range<usize> {
    let part = text.get(span.clone()).unwrap_or_default();
    let length = part.find('\n').unwrap_or(part.len());
    span.start..span.start + length
}
