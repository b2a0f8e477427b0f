//! Builds the tree from the Markdown parser's events.
//!
//! The only module that names pulldown-cmark. Keeps its own stack of open elements, so that no input can overflow the
//! call stack; past [`MAX_DEPTH`] content goes to the innermost element that is kept, and a diagnostic reports it.

mod anchors;
mod attributes;
mod boxes;
mod braces;
mod close;
mod colons;
mod comments;
pub(super) mod conflict;
mod containers;
mod definitions;
mod fill;
mod foreign;
mod gathering;
mod hidden;
mod hiding;
pub(super) mod info;
mod inherit;
mod kinds;
mod lost;
mod notes;
mod open_code;
pub(super) mod outline;
mod placeholders;
mod places;
mod repeated;
pub(super) mod smart;
mod spaced;
pub(super) mod spans;
mod titles;
mod words;

use super::tree::*;
use super::{MAX_DEPTH, Options, raw};
use crate::syntax::front_matter::FrontMatter;
use crate::syntax::source_file::SourceFile;
use crate::text::diag::Diagnostic;
pub use anchors::{LONGEST_ID, RESERVED_IDS, is_heading_id, is_id, is_item_id};
use containers::Opened;
use gathering::Gathering;
use kinds::{alert_kind, alignment, fitted, parser_options};
use notes::{Name, Notes};
use placeholders::Placeholders;
pub use placeholders::is_variable_name;
pub(super) use placeholders::variables;
use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, LinkType, Parser, Tag};
use spans::{find_in, first_line, first_line_of};
use std::ops::Range;

pub(super) fn lower(
    file: &SourceFile,
    mut front: FrontMatter,
    body: usize,
    options: &Options,
    mut diagnostics: Vec<Diagnostic>,
) -> Chapter {
    let comments = comments::find(&file.text.text, body, options);
    diagnostics.extend(comments.faults(&file.text));
    let (marks, text) = Placeholders::find(&file.text.text, body, &comments.all);
    let written = file.text.text.get(body..).unwrap_or_default();
    let text = colons::set_apart(attributes::set_apart(text, written, parser_options(options)));
    front.search &= file.is_searched;
    let mut lowering = Lowering {
        options,
        marks,
        checklists: front.checklists,
        chapter: Chapter {
            comments: comments.places(&file.text.text, body),
            ..empty_chapter(file, front, diagnostics)
        },
        open: vec![Frame::new(Element::Root, 0..0)],
        beyond_limit: 0,
        explicit_headings: Vec::new(),
        labelled: Vec::new(),
        code_blocks: 0,
        open_code: None,
        raw_code: smart::RawCode::default(),
        lost: lost::Lost::default(),
        repeated: repeated::Repeated::find(&text),
        box_waits: None,
        tag_ends: Vec::new(),
        notes: Notes::of(file, body, &text, options),
        gathering: options.marks.then(Gathering::default),
    };
    lowering.fill_front(0..body);
    let (mut broken, mut spaced) = (Vec::new(), spaced::Spaced::default());
    let unresolved = |link: BrokenLink| {
        spaced.link(&text, &link);
        broken.extend(gathering::undefined(&link).filter(|_| options.marks));
        None
    };
    let parser =
        Parser::new_with_broken_link_callback(&text, parser_options(options), Some(unresolved));
    let mut events = parser.into_offset_iter();
    for (event, range) in events.by_ref() {
        let event = colons::put_back(event);
        lowering.repeated.event(&event, &range);
        lowering.event(event, range.start + body..range.end + body);
        if lowering.has_too_much() {
            break;
        }
    }
    lowering.report_lent(events.reference_definitions(), body, &file.parts);
    lowering.place_definitions(events.reference_definitions(), body);
    lowering.report_repeated(events.reference_definitions(), body);
    if let Some(gathering) = &mut lowering.gathering {
        gathering.definitions(events.reference_definitions(), body);
    }
    drop(events);
    let gathered = lowering.gathering.take();
    lowering.chapter.marks =
        gathered.map(|one| Box::new(one.finish(broken, &file.text.text, body)));
    lowering.report_broken(std::mem::take(&mut spaced.broken), body);
    lowering.report_lost(spaced.places(body));
    lowering.finish()
}

/// A chapter of which nothing but the front matter is known.
fn empty_chapter(file: &SourceFile, front: FrontMatter, diagnostics: Vec<Diagnostic>) -> Chapter {
    Chapter {
        path: file.path.clone(),
        source: file.text.clone(),
        front,
        title: Vec::new(),
        written_title: String::new(),
        title_id: None,
        title_classes: Vec::new(),
        facts: Facts::default(),
        page_title: file.title.clone(),
        blocks: Vec::new(),
        headings: Vec::new(),
        terms: Vec::new(),
        references: Vec::new(),
        anchors: Vec::new(),
        needs: Needs::default(),
        raw: RawNames::default(),
        tasks: Vec::new(),
        footnotes: Vec::new(),
        comments: Vec::new(),
        marks: None,
        diagnostics,
    }
}

/// An open element, with its content so far.
struct Frame {
    element: Element,
    span: Range<usize>,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
}

enum Element {
    Root,
    Paragraph,
    Heading { level: u8 },
    Quote(Option<AlertKind>),
    Code { language: String, hidden: Option<String>, title: String, text: String },
    HtmlBlock(String),
    List { start: Option<u64>, items: Vec<ListItem> },
    Item { task: Option<usize> },
    Footnote(Name),
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
    Container(Box<Opened>),
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

    /// Makes a block of text between blocks, as in tight list items.
    fn flush(&mut self) {
        if !self.inlines.is_empty() {
            self.blocks.push(Block::Plain(fitted(std::mem::take(&mut self.inlines))));
        }
    }
}

struct Lowering<'a> {
    options: &'a Options,
    marks: Placeholders,
    checklists: bool,
    chapter: Chapter,
    open: Vec<Frame>,
    beyond_limit: usize,
    /// The id that the author gave to each heading of the chapter.
    explicit_headings: Vec<Option<String>>,
    /// The references with a definition, each by its index and with its label.
    labelled: Vec<(usize, String)>,
    code_blocks: usize,
    open_code: Option<open_code::OpenCode>,
    raw_code: smart::RawCode,
    lost: lost::Lost,
    repeated: repeated::Repeated,
    /// A box, ticked or not, before it is known whether its item has a text.
    box_waits: Option<(bool, Range<usize>)>,
    /// End tags of raw HTML that close nothing where they are, with their places.
    tag_ends: Vec<(String, usize)>,
    notes: Notes,
    gathering: Option<Gathering>,
}

impl Lowering<'_> {
    fn event(&mut self, event: Event, span: Range<usize>) {
        if self.box_waits.is_some() {
            self.settle_box(&event);
        }
        if let Some(gathering) = &mut self.gathering {
            gathering.event(&event, &self.chapter.source.text, &span);
        }
        self.foreign(&event, &span);
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(_) if self.beyond_limit > 0 => self.beyond_limit -= 1,
            Event::End(_) => self.end(),
            Event::Text(text) => self.parsed_text(&text, span),
            Event::Code(code) => self.push_inline(Inline::Code(code.into_string())),
            Event::Html(html) if matches!(self.top().element, Element::HtmlBlock(_)) => {
                self.typed_text(&html, span);
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                self.raw_code.inline(&html);
                let raw = self.raw(&html, span);
                self.push_inline(Inline::Html(raw));
            }
            Event::FootnoteReference(label) => self.footnote_reference(&label, span),
            Event::SoftBreak | Event::HardBreak => {
                self.item_in_line(span.end);
                self.table_in_line(span.end, false);
                let is_soft = matches!(event, Event::SoftBreak);
                self.push_inline(if is_soft { Inline::SoftBreak } else { Inline::HardBreak });
            }
            Event::Rule => self.rule(&span),
            Event::TaskListMarker(checked) => self.box_waits = Some((checked, span)),
            Event::InlineMath(latex) => self.inline_formula(&latex, &span),
            Event::DisplayMath(latex) => self.formula(&latex, true, &span),
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
            Tag::Paragraph => {
                self.item_in_line(span.start);
                self.table_in_line(span.start, true);
                Element::Paragraph
            }
            Tag::Heading { level, .. } => Element::Heading { level: level as u8 },
            Tag::BlockQuote(kind) => Element::Quote(kind.map(alert_kind)),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                self.code_begins(span);
                self.drawn_elsewhere(&info, span);
                self.fenced(&info, span)
            }
            Tag::CodeBlock(CodeBlockKind::Indented) => {
                self.items_in_block(span, true);
                self.fenced("", span)
            }
            Tag::HtmlBlock => {
                self.items_in_block(span, false);
                self.markdown_in_html(span);
                self.foreign_in_html(span);
                Element::HtmlBlock(String::new())
            }
            Tag::List(start) => Element::List { start, items: Vec::new() },
            Tag::Item => Element::Item { task: None },
            Tag::FootnoteDefinition(label) => {
                Element::Footnote(self.notes.name(&label, span.start))
            }
            Tag::DefinitionList => Element::Definitions(Vec::new()),
            Tag::DefinitionListTitle => Element::Term,
            Tag::DefinitionListDefinition => Element::Meaning,
            Tag::Table(alignments) => {
                self.box_of_table();
                let alignments = alignments.into_iter().map(alignment).collect();
                Element::Table(Table { alignments, head: Vec::new(), rows: Vec::new() })
            }
            Tag::TableHead => Element::Row { head: true, cells: Vec::new() },
            Tag::TableRow => {
                self.cells_in_row(span);
                Element::Row { head: false, cells: Vec::new() }
            }
            Tag::TableCell => Element::Cell,
            Tag::Emphasis => Element::Emphasis,
            Tag::Strong => Element::Strong,
            Tag::Strikethrough => Element::Strikethrough,
            Tag::Link { link_type, dest_url, title, id } => {
                let target = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.into_string(),
                };
                let written = (link_type, title.as_ref(), id.as_ref());
                let reference = self.reference(ReferenceKind::Link, written, target, span);
                Element::Link { reference, title: title.into_string() }
            }
            Tag::Image { link_type, dest_url, title, id } => {
                let target = dest_url.into_string();
                let written = (link_type, title.as_ref(), id.as_ref());
                let reference = self.reference(ReferenceKind::Image, written, target, span);
                Element::Image { reference, title: title.into_string() }
            }
            // None of these is enabled, so they do not occur.
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => Element::Passed,
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

    fn raw(&mut self, markup: &str, span: Range<usize>) -> RawHtml {
        if self.options.raw_is_text {
            return RawHtml::text(markup);
        }
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
        self.end_open_containers();
        self.report_open_code();
        if let Some(mut root) = self.open.pop() {
            root.flush();
            self.settle_tags(&mut root);
            self.chapter.blocks = root.blocks;
        }
        self.close_tags();
        self.collect_footnotes();
        places::find(&mut self.chapter, &self.marks);
        self.name_headings();
        self.complete_facts();
        fill::fill(&mut self.chapter, &self.marks, self.options);
        self.chapter
    }
}
