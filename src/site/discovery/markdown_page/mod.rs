//! The Markdown version of a page: the chapter as readers see it, for programs that prefer it to HTML.
//!
//! Written from the tree: included files and values of variables are filled in, and links point to the Markdown
//! versions of their targets. Plain Markdown as GitHub shows it: other features, such as tabs and badges, become words.
//! It contains none of the author's raw HTML, so it cannot run anything.

pub mod escape;
mod inline;

use crate::book::config::RawHtml;
use crate::book::structure::Book;
use crate::book::structure::links::Target;
use crate::site::terms;
use crate::syntax::markdown::slug;
use crate::syntax::markdown::tree::*;
use crate::text::url;
use inline::Lines;

/// The site path of the Markdown version of a page.
pub fn path(page: &str) -> String {
    format!("{}.md", page.strip_suffix(".html").unwrap_or(page))
}

/// The input of a Markdown version.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The chapter.
    pub chapter: &'a Chapter,
    /// The targets of its references.
    pub targets: &'a [Target],
    /// The site path of its page.
    pub url: &'a str,
    /// The title in the navigation.
    pub listed: &'a str,
    /// How the page handles raw HTML.
    pub raw_html: RawHtml,
    /// Whether dollar signs begin formulas.
    pub math: bool,
}

/// The Markdown version of a chapter.
pub fn text(source: Source) -> String {
    let chapter = source.chapter;
    let out = String::with_capacity(chapter.source.text.len());
    let mut writer = Writer { source, out, indent: String::new(), first: None, started: false };
    let title = match &chapter.front.title {
        Some(title) => escape::line(title),
        None => inline::text(source, &chapter.title, Lines::One),
    };
    let title = if title.is_empty() { escape::line(source.listed) } else { title };
    writer.heading(1, title, "");
    if !chapter.front.description.is_empty() {
        writer.paragraph(&escape::line(&chapter.front.description));
    }
    writer.paragraph(&escape::line(&terms::words(&chapter.facts)));
    writer.blocks(&chapter.blocks);
    for note in chapter.footnotes.iter().filter(|note| note.number > 0) {
        writer.nested(&format!("[^{}]: ", note.number), "    ", &note.blocks);
    }
    writer.out
}

/// The end of a part's Markdown version: links to its chapters. Empty if it has none. For a part without a text of its
/// own this is the whole version.
pub fn contents(book: &Book, index: usize) -> String {
    let Some(node) = book.nodes.get(index) else { return String::new() };
    let mut text = match node.chapter {
        Some(_) => String::new(),
        None => format!("# {}\n", escape::line(&node.title)),
    };
    if !node.children.is_empty() {
        text.push_str(if index == 0 { "\n## In this book\n\n" } else { "\n## Chapters\n\n" });
    }
    for child in node.children.iter().filter_map(|child| book.nodes.get(*child)) {
        let href = escape::target(&url::relative(&node.url, &path(&child.url)));
        text.push_str(&format!("- [{}]({href})", escape::line(&child.title)));
        if !child.description().is_empty() {
            text.push_str(&format!(": {}", escape::line(child.description())));
        }
        text.push('\n');
    }
    text
}

struct Writer<'a> {
    source: Source<'a>,
    out: String,
    /// The prefix of each line, such as `> `.
    indent: String,
    /// The prefix of the next line instead, if it begins an item.
    first: Option<String>,
    /// Whether there is a block above in the same container, from which the next must be separated.
    started: bool,
}

/// A list just above: whether it is numbered, and whether it uses the second sign for its items.
type ListAbove = Option<(bool, bool)>;

impl Writer<'_> {
    fn line(&mut self, text: &str) {
        let first = self.first.take();
        let prefix = first.as_deref().unwrap_or(&self.indent);
        match text.is_empty() {
            true => self.out.push_str(prefix.trim_end()),
            false => {
                self.out.push_str(prefix);
                self.out.push_str(text);
            }
        }
        self.out.push('\n');
    }

    /// Begins a block, separated from the one above it.
    fn apart(&mut self) {
        if self.started {
            self.line("");
        }
        self.started = true;
    }

    fn blocks(&mut self, blocks: &[Block]) {
        let mut list_above: ListAbove = None;
        let mut in_line = false;
        for block in blocks {
            let length = self.out.len();
            if let Block::List(list) | Block::Checklist(list) = block {
                // Below the text of a tight item a list needs no blank line, if it can interrupt a paragraph.
                if in_line && list.start.is_none_or(|start| start == 1) {
                    self.started = false;
                }
                let is_numbered = list.start.is_some();
                let second = list_above == Some((is_numbered, false));
                self.list(list, second);
                list_above = Some((is_numbered, second));
                in_line = false;
                continue;
            }
            self.block(block);
            if self.out.len() > length {
                list_above = None;
                in_line = matches!(block, Block::Plain(_));
            }
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(inlines) | Block::Plain(inlines) => {
                let text = inline::text(self.source, inlines, Lines::Kept);
                self.paragraph(&text);
            }
            Block::Heading(index) => {
                if let Some(heading) = self.source.chapter.headings.get(*index) {
                    let text = inline::text(self.source, &heading.content, Lines::One);
                    // An explicit id is written after the words of the heading, and so are words that look like one.
                    let given = slug::anchor(&heading.text) != heading.id || text.ends_with('}');
                    let id = if given { heading.id.as_str() } else { "" };
                    self.heading(heading.level, text, id);
                    self.paragraph(&escape::line(&terms::words(&heading.facts)));
                }
            }
            Block::Code(code) => self.code(code),
            Block::Quote(blocks) => self.nested("> ", "> ", blocks),
            Block::Alert(kind, blocks) => self.alert(*kind, "", blocks),
            Block::Container(container) => self.container(container),
            Block::List(list) | Block::Checklist(list) => self.list(list, false),
            Block::Table(table) => self.table(table),
            Block::Definitions(definitions) => self.definitions(definitions),
            Block::Html(html) if self.source.raw_html == RawHtml::Escape => {
                self.paragraph(&escape::line(&html.typed));
            }
            Block::Html(html) => {
                self.paragraph(&inline::html(self.source, html).join("\n"));
            }
            Block::Rule => {
                self.apart();
                self.line("---");
            }
        }
    }

    fn paragraph(&mut self, text: &str) {
        if !text.is_empty() {
            self.apart();
            text.lines().for_each(|line| self.line(line));
        }
    }

    /// The title of a container, such as that of a tab, above its content.
    fn caption(&mut self, title: &str) {
        let title = escape::line(title);
        if !title.is_empty() {
            self.paragraph(&format!("**{title}**"));
        }
    }

    fn heading(&mut self, level: u8, mut text: String, id: &str) {
        self.apart();
        if text.ends_with('#') {
            // Number signs at the end of a heading would not be part of it.
            text.pop();
            text.push_str("\\#");
        }
        let signs = "#".repeat(usize::from(level));
        let fits = !id.is_empty() && !id.contains(|c: char| c.is_whitespace() || "{}".contains(c));
        let id = if fits { format!(" {{#{id}}}") } else { String::new() };
        self.line(format!("{signs} {text}{id}").trim_end());
    }

    fn code(&mut self, code: &CodeBlock) {
        self.apart();
        let fence = "`".repeat(escape::longest_run(&code.text).max(2) + 1);
        let is_plain = |c: &char| c.is_alphanumeric() || "-_+#.".contains(*c);
        let language: String = code.language.chars().filter(is_plain).collect();
        self.line(&format!("{fence}{language}"));
        code.text.lines().for_each(|line| self.line(line));
        self.line(&fence);
    }

    /// Blocks after a prefix, such as that of an item.
    fn nested(&mut self, sign: &str, indent: &str, blocks: &[Block]) {
        self.within(sign, indent, |writer| writer.blocks(blocks));
    }

    fn within(&mut self, sign: &str, indent: &str, write: impl FnOnce(&mut Self)) {
        self.apart();
        let outer = self.indent.clone();
        let first = self.first.take().unwrap_or_else(|| outer.clone());
        self.first = Some(first + sign);
        self.indent.push_str(indent);
        self.started = false;
        write(self);
        if self.first.is_some() {
            self.line("");
        }
        self.indent = outer;
        self.started = true;
    }

    fn list(&mut self, list: &List, second: bool) {
        let is_loose = list
            .items
            .iter()
            .any(|item| item.blocks.iter().any(|block| matches!(block, Block::Paragraph(_))));
        for (place, item) in list.items.iter().enumerate() {
            if place > 0 && !is_loose {
                self.started = false;
            }
            let sign = match (list.start, second) {
                (None, false) => "- ".to_string(),
                (None, true) => "* ".to_string(),
                (Some(start), _) => {
                    // The number of a list item has at most nine digits.
                    let number = start.saturating_add(place as u64).min(999_999_999);
                    format!("{number}{} ", if second { ")" } else { "." })
                }
            };
            let indent = " ".repeat(sign.len());
            let found = item.task.and_then(|task| self.source.chapter.tasks.get(task));
            let task = if found.is_some() { "[ ] " } else { "" };
            let terms = found.map(|task| terms::words(&task.stated)).unwrap_or_default();
            self.within(&format!("{sign}{task}"), &indent, |writer| {
                writer.item(&item.blocks, &terms)
            });
        }
    }

    /// The blocks of an item, and what it says besides its text after its first line.
    fn item(&mut self, blocks: &[Block], terms: &str) {
        match blocks.split_first() {
            Some((Block::Paragraph(inlines) | Block::Plain(inlines), rest))
                if !terms.is_empty() =>
            {
                let text = inline::text(self.source, inlines, Lines::Kept);
                self.paragraph(&format!("{text} ({})", escape::line(terms)));
                // A list below the text of an item needs no blank line.
                self.started = !matches!(rest.first(), Some(Block::List(_) | Block::Checklist(_)));
                self.blocks(rest);
            }
            _ => self.blocks(blocks),
        }
    }

    fn alert(&mut self, kind: AlertKind, title: &str, blocks: &[Block]) {
        let name = match kind {
            AlertKind::Note => "NOTE",
            AlertKind::Tip => "TIP",
            AlertKind::Important => "IMPORTANT",
            AlertKind::Warning => "WARNING",
            AlertKind::Caution => "CAUTION",
        };
        self.within("> ", "> ", |writer| {
            writer.line(&format!("[!{name}]"));
            writer.caption(title);
            writer.blocks(blocks);
        });
    }

    fn container(&mut self, container: &Container) {
        let Container { kind, title, blocks, .. } = container;
        match kind {
            ContainerKind::Tabs | ContainerKind::Cards => self.blocks(blocks),
            ContainerKind::Tab | ContainerKind::Details { .. } => {
                self.caption(title);
                self.blocks(blocks);
            }
            ContainerKind::Figure => {
                self.blocks(blocks);
                self.paragraph(&escape::line(title));
            }
            ContainerKind::Alert(kind) => self.alert(*kind, title, blocks),
        }
    }

    fn table(&mut self, table: &Table) {
        self.apart();
        self.row(&table.head);
        let sides = table.alignments.iter().map(|side| match side {
            Alignment::None => "---",
            Alignment::Start => ":--",
            Alignment::Center => ":-:",
            Alignment::End => "--:",
        });
        self.line(&format!("| {} |", sides.collect::<Vec<_>>().join(" | ")));
        table.rows.iter().for_each(|row| self.row(row));
    }

    fn row(&mut self, cells: &[Vec<Inline>]) {
        let cells = cells.iter().map(|cell| inline::text(self.source, cell, Lines::Cell));
        let row = format!("| {} |", cells.collect::<Vec<_>>().join(" | "));
        self.line(&row);
    }

    fn definitions(&mut self, definitions: &[Definition]) {
        for definition in definitions {
            let term = inline::text(self.source, &definition.term, Lines::One);
            self.paragraph(&escape::begin(&term));
            for meaning in &definition.meanings {
                self.started = false;
                self.nested(": ", "  ", meaning);
            }
        }
    }
}
