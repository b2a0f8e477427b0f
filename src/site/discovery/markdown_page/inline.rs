//! Writes running text as Markdown.

use super::Source;
use super::escape::{self, Setting};
use crate::book::config::RawHtml;
use crate::book::structure::links::Target;
use crate::book::structure::{GENERATED_PAGES, ITEM_ANCHOR};
use crate::syntax::markdown::raw_words::{self, Piece};
use crate::syntax::markdown::tree::{self, Formula, Image, Inline, Link};
use crate::text::url;

/// How running text is broken into lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lines {
    /// As in the source.
    Kept,
    /// On one line, as in a heading.
    One,
    /// On one line, in a table cell.
    Cell,
}

/// The text, without white space around it. None of its lines begins a block.
pub(super) fn text(source: Source, inlines: &[Inline], lines: Lines) -> String {
    let setting = Setting { in_cell: lines == Lines::Cell, math: source.math };
    let mut writer = Writer { source, setting, lines, out: String::new(), ..Writer::new(source) };
    writer.inlines(inlines);
    let text = writer.out;
    match lines {
        Lines::Kept => {
            let lines = text.lines().map(str::trim_end).filter(|line| !line.trim().is_empty());
            let mut kept = lines.map(escape::begin).collect::<Vec<_>>().join("\n");
            // A line break must be followed by a line.
            while kept.ends_with('\\') && !is_escaped_end(&kept) {
                kept.pop();
            }
            kept
        }
        Lines::One | Lines::Cell => text.trim().to_string(),
    }
}

/// The lines of a block of raw HTML: its text, its pictures, and links to its films.
pub(super) fn html(source: Source, html: &tree::RawHtml) -> Vec<String> {
    let piece = |piece| {
        let mut writer = Writer::new(source);
        writer.piece(piece);
        writer.out
    };
    let line = |line: Vec<Piece>| line.into_iter().map(piece).collect::<Vec<_>>().join(" ");
    raw_words::lines(html).into_iter().map(line).filter(|line| !line.is_empty()).collect()
}

/// Whether the backslash at the end is itself escaped, and so part of the text.
fn is_escaped_end(text: &str) -> bool {
    (text.len() - text.trim_end_matches('\\').len()).is_multiple_of(2)
}

struct Writer<'a> {
    source: Source<'a>,
    setting: Setting,
    lines: Lines,
    out: String,
    /// How many emphases and strong emphases are open; nested ones alternate between signs.
    emphases: usize,
    strongs: usize,
    inside_link: bool,
}

impl<'a> Writer<'a> {
    fn new(source: Source<'a>) -> Self {
        Writer {
            source,
            setting: Setting::default(),
            lines: Lines::Kept,
            out: String::new(),
            emphases: 0,
            strongs: 0,
            inside_link: false,
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        inlines.iter().for_each(|inline| self.inline(inline));
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => self.text(text),
            Inline::Code(code) => self.out.push_str(&escape::code(code, self.setting.in_cell)),
            Inline::Emphasis(inner) => {
                let sign = if self.emphases.is_multiple_of(2) { "*" } else { "_" };
                self.emphases += 1;
                self.marked(sign, inner);
                self.emphases -= 1;
            }
            Inline::Strong(inner) => {
                let sign = if self.strongs.is_multiple_of(2) { "**" } else { "__" };
                self.strongs += 1;
                self.marked(sign, inner);
                self.strongs -= 1;
            }
            Inline::Strikethrough(inner) => self.marked("~~", inner),
            Inline::Link(link) => self.link(link),
            Inline::Image(image) => self.image(image),
            Inline::FootnoteReference { footnote, .. } => {
                let note = self.source.chapter.footnotes.get(*footnote);
                if let Some(note) = note.filter(|note| note.number > 0) {
                    self.out.push_str(&format!("[^{}]", note.number));
                }
            }
            Inline::Math(formula) => self.formula(formula),
            Inline::Badge(badge) => self.text(&format!("({})", badge.text)),
            Inline::Html(raw) => self.html(raw),
            Inline::SoftBreak => self.line_end(""),
            Inline::HardBreak => self.line_end("\\"),
        }
    }

    fn text(&mut self, text: &str) {
        escape::push_text(text, self.setting, &mut self.out);
    }

    fn line_end(&mut self, sign: &str) {
        match self.lines {
            Lines::Kept if !self.inside_link => {
                self.out.push_str(sign);
                self.out.push('\n');
            }
            _ => self.out.push(' '),
        }
    }

    /// Runs `write` and removes the text that it appended.
    fn taken(&mut self, write: impl FnOnce(&mut Self)) -> String {
        let before = std::mem::take(&mut self.out);
        write(self);
        std::mem::replace(&mut self.out, before)
    }

    /// Text between two signs, which must be next to its words.
    fn marked(&mut self, sign: &str, inner: &[Inline]) {
        let text = self.taken(|writer| writer.inlines(inner));
        let words = text.trim();
        if words.is_empty() {
            self.out.push_str(&text);
            return;
        }
        let start = text.len() - text.trim_start().len();
        let end = text.trim_end().len();
        self.out.push_str(text.get(..start).unwrap_or_default());
        self.out.push_str(&format!("{sign}{words}{sign}"));
        self.out.push_str(text.get(end..).unwrap_or_default());
    }

    fn link(&mut self, link: &Link) {
        let outer = std::mem::replace(&mut self.inside_link, true);
        let words = self.taken(|writer| writer.inlines(&link.content));
        self.inside_link = outer;
        let Some(href) = self.href(link.reference).filter(|_| !outer) else {
            self.out.push_str(&words);
            return;
        };
        let is_bare = matches!(link.content.as_slice(), [Inline::Text(text)] if *text == href);
        if is_bare && href.starts_with("http") {
            self.out.push_str(&format!("<{href}>"));
            return;
        }
        if self.out.ends_with('!') {
            // Before the bracket, the exclamation mark would make a picture of the link.
            self.out.pop();
            self.out.push_str("\\!");
        }
        self.pair(words.trim(), &href, &link.title);
    }

    fn image(&mut self, image: &Image) {
        let target = self.source.targets.get(image.reference);
        let is_loaded = matches!(target, Some(Target::File { .. } | Target::Beside(_)));
        let mut alt = String::new();
        escape::push_text(&image.alt, self.setting, &mut alt);
        match (target, self.href(image.reference)) {
            (Some(Target::PictureElsewhere(_)), Some(href)) if !self.inside_link => {
                let shown = if alt.is_empty() { href.clone() } else { alt };
                self.pair(&shown, &href, "");
            }
            (_, Some(href)) if is_loaded => {
                self.out.push('!');
                self.pair(&alt, &href, &image.title);
            }
            _ => self.out.push_str(&alt),
        }
    }

    fn pair(&mut self, words: &str, href: &str, title: &str) {
        self.out.push_str(&format!("[{words}]({}", escape::target(href)));
        if !title.is_empty() {
            let mut escaped = String::new();
            escape::push_text(title, self.setting, &mut escaped);
            self.out.push_str(&format!(" \"{}\"", escaped.replace('"', "\\\"")));
        }
        self.out.push(')');
    }

    /// The target of a reference in a Markdown version; `None` if there is none. Links between pages of the book point
    /// to Markdown versions; targets that a Markdown version lacks, such as an item, are on the page.
    fn href(&self, reference: usize) -> Option<String> {
        let own = self.source.url;
        match self.source.targets.get(reference)? {
            Target::Nothing => None,
            Target::Elsewhere(address) | Target::PictureElsewhere(address) => Some(address.clone()),
            Target::Beside(path) => Some(format!("{}{path}", url::root(own))),
            Target::File { path, .. } => Some(url::relative(own, path)),
            Target::Page { path, anchor } => {
                let has_markdown_page =
                    !GENERATED_PAGES.contains(&path.as_str()) && !anchor.starts_with(ITEM_ANCHOR);
                let fragment = match anchor.as_str() {
                    "" => String::new(),
                    anchor => format!("#{}", url::encode(anchor)),
                };
                Some(match has_markdown_page {
                    true if path == own && !anchor.is_empty() => fragment,
                    true => url::relative(own, &super::path(path)) + &fragment,
                    false => url::relative(own, path) + &fragment,
                })
            }
        }
    }

    fn formula(&mut self, formula: &Formula) {
        let sign = if formula.display { "$$" } else { "$" };
        // A comment would include everything after it on one line.
        let latex = match formula.latex.contains('%') && self.lines == Lines::Kept {
            true => formula.latex.trim().to_string(),
            false => formula.latex.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        self.out.push_str(&format!("{sign}{latex}{sign}"));
    }

    fn html(&mut self, html: &tree::RawHtml) {
        match self.source.raw_html {
            RawHtml::Escape => self.text(&html.typed),
            RawHtml::Sanitize | RawHtml::Trust if raw_words::is_line_break(html) => {
                self.line_end("\\")
            }
            // The text within is not part of the markup.
            RawHtml::Sanitize | RawHtml::Trust => {
                raw_words::lines(html).into_iter().flatten().for_each(|piece| self.piece(piece));
            }
        }
    }

    fn piece(&mut self, piece: Piece) {
        match piece {
            Piece::Words(words) => self.out.push_str(&escape::line(&words)),
            Piece::Picture(reference, alt) => {
                self.image(&Image { reference, title: String::new(), alt });
            }
            Piece::Media(reference) => {
                let Some(href) = self.href(reference) else { return };
                let name = url::decode(url::split(&href).1);
                self.pair(&escape::line(&name), &href, "");
            }
        }
    }
}
