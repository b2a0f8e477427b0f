//! Closes elements: makes a node of the tree and adds it to the enclosing element.

use super::anchors::{is_heading_id, is_item_id, is_name};
use super::attributes::{self, Attributes};
use super::braces;
use super::lost::item_in;
use super::spans::{id_in_braces, id_of_item};
use super::{Element, Frame, Lowering, fill, first_line_of, fitted, hidden};
use crate::syntax::markdown::tree::*;
use crate::syntax::markdown::{MOST_HEADINGS, MOST_ITEMS, MOST_LINKS, MOST_NOTES, autolink};
use crate::text::diag::Diagnostic;
use crate::text::wording::normalised;
use std::ops::Range;

impl Lowering<'_> {
    /// Whether the chapter exceeds a limit, so that it is rejected and the rest need not be read.
    pub(super) fn has_too_much(&self) -> bool {
        let Chapter { tasks, headings, references, .. } = &self.chapter;
        // The first one past the limit has ended, so its place is known.
        tasks.len() > MOST_ITEMS + 1
            || headings.len() > MOST_HEADINGS + 1
            || references.len() > MOST_LINKS + 1
            || self.notes.references.len() > MOST_NOTES + 1
    }

    fn holds_comments_only(&self, inlines: &[Inline]) -> bool {
        let is_nothing = |inline: &Inline| match inline {
            Inline::Text(text) => self.marks.says_nothing(text),
            Inline::SoftBreak | Inline::HardBreak => true,
            _ => false,
        };
        !inlines.is_empty() && inlines.iter().all(is_nothing)
    }

    pub(super) fn end(&mut self) {
        self.end_open_containers();
        let Some(mut frame) = self.open.pop() else { return };
        self.settle_tags(&mut frame);
        let inlines = std::mem::take(&mut frame.inlines);
        frame.inlines = match self.inside_link(&frame) {
            true => autolink::keep(inlines),
            false => {
                let is_open = self.raw_code.is_in_link();
                let is_in_link =
                    is_inline(&frame.element) && autolink::raw_link_before(&inlines, is_open);
                let place = (&*self.chapter.source.text, &frame.span, is_in_link);
                autolink::link(inlines, place, &mut self.chapter.references)
            }
        };
        if !is_inline(&frame.element) {
            self.raw_code.end_of_block();
        }
        let Frame { element, span, inlines, .. } = &mut frame;
        let content = |inlines: &mut Vec<Inline>| fitted(std::mem::take(inlines));
        match element {
            Element::Root => self.open.push(frame),
            Element::Paragraph if self.holds_comments_only(inlines) => {}
            Element::Paragraph => self.push_block(Block::Paragraph(content(inlines))),
            Element::Heading { level } => {
                let (level, mut content) = (*level, content(inlines));
                let source = self.chapter.source.text.get(span.clone()).unwrap_or_default();
                let attributes = attributes::take(&mut content, source);
                self.heading(level, attributes, content, span.clone());
            }
            Element::Code { language, hidden, title, text } => {
                let text = std::mem::take(text);
                let text = hidden::shown(text, language, hidden.as_deref(), self.options);
                let block =
                    CodeBlock { language: std::mem::take(language), text, index: self.code_blocks };
                self.code_blocks += 1;
                self.code(Block::Code(Box::new(block)), &std::mem::take(title), &span.clone());
            }
            Element::HtmlBlock(markup) => {
                let (markup, span) = (std::mem::take(markup), span.clone());
                self.raw_code.block(&markup);
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

    /// A block of code; one with a title is a figure.
    fn code(&mut self, block: Block, title: &str, span: &Range<usize>) {
        if title.is_empty() {
            self.push_block(block);
            return;
        }
        self.chapter.needs.blocks = true;
        let title = self.filled_as_typed(title, span);
        let figure =
            Container { kind: ContainerKind::Figure, title, id: None, blocks: vec![block] };
        self.push_block(Block::Container(Box::new(figure)));
    }

    /// Closes an element that contains blocks, or whose content belongs to the enclosing element.
    fn end_container(&mut self, mut frame: Frame) {
        if !matches!(frame.element, Element::Cell | Element::Term) {
            frame.flush();
        }
        let Frame { element, span, blocks, inlines } = frame;
        let (blocks, inlines) = (fitted(blocks), fitted(inlines));
        match element {
            Element::Quote(None) => {
                let mut blocks = blocks;
                let source = self.chapter.source.text.get(span).unwrap_or_default();
                let is_escaped = !source.trim_start_matches(['>', ' ', '\t']).starts_with('[');
                let alert = if is_escaped { None } else { take_alert(&mut blocks) };
                self.push_block(match alert {
                    Some(kind) => Block::Alert(kind, blocks),
                    None => Block::Quote(blocks),
                });
            }
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
            Element::Footnote(name) => self.footnote(name, blocks, span),
            Element::Definitions(definitions) => self.push_block(Block::Definitions(definitions)),
            Element::Term => {
                let name = self.chapter.terms.len();
                if let Element::Definitions(definitions) = &mut self.top().element {
                    let written = plain_text(&inlines);
                    definitions.push(Definition { name, term: inlines, meanings: Vec::new() });
                    self.chapter.terms.push(Term { id: String::new(), written });
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
        attributes: Attributes,
        content: Vec<Inline>,
        span: Range<usize>,
    ) {
        let opens = level == 1 && self.opens_chapter();
        if let Some(gathering) = self.gathering.as_mut().filter(|_| level == 1) {
            match opens {
                true => gathering.marks.title = Some(span.clone()),
                false => gathering.marks.titles.push(span.clone()),
            }
        }
        let facts = self.facts(&attributes.settings, &span);
        let Attributes { id, classes, .. } = attributes;
        let id = id.map(|id| {
            let place = id_in_braces(&self.chapter.source.text, &span, &id);
            (id, place)
        });
        if let Some((id, place)) = id.as_ref().filter(|(id, _)| !is_heading_id(id)) {
            let fault = Diagnostic::heading_id_unusable(&self.chapter.source, place.clone(), id);
            self.chapter.diagnostics.push(fault);
        }
        let classes = classes
            .into_iter()
            .filter(|class| is_name(class) && !class.starts_with("tb-"))
            .collect::<Vec<String>>();
        if opens {
            self.report_second_title(&content, &span);
            self.chapter.title = content;
            self.chapter.title_id = id;
            self.chapter.title_classes = classes;
            self.chapter.facts = facts;
            // The title is shown without its footnotes, so it refers to none. It is the first element, so there is no
            // other reference yet.
            self.notes.indices.clear();
            self.notes.references.clear();
            return;
        }
        let text = plain_text(&content);
        let heading =
            Heading { level: level.max(2), id: String::new(), classes, content, text, facts, span };
        self.explicit_headings.push(id.map(|(id, _)| id));
        self.push_block(Block::Heading(self.chapter.headings.len()));
        self.chapter.headings.push(heading);
    }

    /// Reports a heading in the place of the title if front matter has a title of other words: it is not shown.
    fn report_second_title(&mut self, heading: &[Inline], span: &Range<usize>) {
        if self.chapter.front.title.is_none() {
            return;
        }
        let heading = plain_text(heading);
        let heading =
            fill::plain(&self.marks.unfilled(&heading), &self.options.variables, &mut |_, _| {});
        if normalised(&self.chapter.written_title) != normalised(&heading) {
            let source = &self.chapter.source;
            let place = first_line_of(&source.text, span);
            self.chapter.diagnostics.push(Diagnostic::title_twice(
                source,
                place,
                &self.chapter.written_title,
            ));
        }
    }

    /// Whether only comments and the like are above.
    fn opens_chapter(&self) -> bool {
        let [root] = self.open.as_slice() else { return false };
        self.chapter.title.is_empty()
            && root.blocks.iter().all(|block| matches!(block, Block::Html(_)))
    }

    fn item(&mut self, task: Option<usize>, mut blocks: Vec<Block>, span: Range<usize>) {
        if let Some(index) = task {
            self.label(index, &mut blocks, span);
        } else if matches!(blocks.first(), Some(Block::Table(_))) {
            let place = first_line_of(&self.chapter.source.text, &span);
            let line = self.chapter.source.text.get(place.clone()).unwrap_or_default();
            // The parser drops the box.
            if self.checklists && item_in(line).is_some() {
                let source = &self.chapter.source;
                self.chapter
                    .diagnostics
                    .push(Diagnostic::item_without_text(source, place, "a table"));
            }
        }
        if let Element::List { items, .. } = &mut self.top().element {
            items.push(ListItem { task, blocks });
        }
    }

    /// Reads the text of a task, and the braces at its end.
    fn label(&mut self, index: usize, blocks: &mut [Block], span: Range<usize>) {
        let place = first_line_of(&self.chapter.source.text, &span);
        let (mut text, mut found) = (String::new(), braces::Braces::default());
        if let Some(Block::Plain(inlines) | Block::Paragraph(inlines)) = blocks.first_mut() {
            let source = self.chapter.source.text.get(span.clone()).unwrap_or_default();
            found = braces::take(inlines, source);
            text = plain_text(inlines).trim().to_string();
        }
        let read_as = match blocks.first() {
            Some(Block::Heading(_)) => Some("a heading"),
            Some(Block::Definitions(_)) => Some("a term with its definition"),
            Some(Block::Table(_)) => Some("a table"),
            _ => None,
        };
        if let Some(what) = read_as {
            let fault = Diagnostic::item_without_text(&self.chapter.source, place.clone(), what);
            self.chapter.diagnostics.push(fault);
        }
        let stated = self.item_facts(&found, &span);
        if let Some(id) = &found.id {
            let place = id_of_item(&self.chapter.source.text, &place, id);
            self.check_id(id, place, is_item_id);
        }
        if let Some(task) = self.chapter.tasks.get_mut(index) {
            let explicit_id = found.id;
            *task = Task {
                explicit_id,
                text,
                wording: task.wording.clone(),
                facts: stated.clone(),
                stated,
                span: place,
            };
        }
    }
}

/// Whether an element is part of running text.
fn is_inline(element: &Element) -> bool {
    matches!(
        element,
        Element::Emphasis
            | Element::Strong
            | Element::Strikethrough
            | Element::Link { .. }
            | Element::Image { .. }
    )
}

/// Cuts `[!NOTE]` off the beginning of a quotation that goes on in the same line. The parser accepts only alerts whose name
/// has a line of its own.
fn take_alert(blocks: &mut [Block]) -> Option<AlertKind> {
    let Some(Block::Paragraph(inlines)) = blocks.first_mut() else { return None };
    let Some(Inline::Text(text)) = inlines.first_mut() else { return None };
    let (name, rest) = text.strip_prefix("[!")?.split_once(']')?;
    let kind = match name.to_ascii_lowercase().as_str() {
        "note" => AlertKind::Note,
        "tip" => AlertKind::Tip,
        "important" => AlertKind::Important,
        "warning" => AlertKind::Warning,
        "caution" => AlertKind::Caution,
        _ => return None,
    };
    *text = rest.strip_prefix(' ')?.trim_start().to_string();
    Some(kind)
}
