//! The finished text of each chapter, in each form that the site needs.
//!
//! A text is a function of the chapter, the targets of its references, the identities of its items and the former anchors of its headings. All are
//! stored with it, so a cached text is reused only if a new one would be equal.

use crate::book::checklist::Identity;
use crate::book::config::RawHtml;
use crate::book::structure::{Node, links::Target};
use crate::site::discovery::markdown_page;
use crate::site::epub;
use crate::site::epub_files::EpubFiles;
use crate::site::highlight::{Highlighter, OfChapter};
use crate::site::html::{self, Edition, Sanitizer, Source};
use crate::site::search;
use crate::syntax::markdown::tree::Block;
use crate::syntax::markdown::{Chapter, reading};
use crate::text::escape::escape;
use crate::text::output::same_bytes;
use bytes::Bytes;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

/// Expensive objects that all chapters share.
#[derive(Default)]
pub struct Tools {
    highlighter: Highlighter,
    sanitizer: Sanitizer,
}

/// The settings that all texts of a build depend on.
#[derive(Debug, Clone, Copy)]
pub struct TextOptions<'a> {
    /// How raw HTML is handled.
    pub raw_html: RawHtml,
    /// The files of the EPUB besides the texts, if an EPUB is made.
    pub epub: Option<&'a Arc<EpubFiles>>,
    /// The syntax of the Markdown versions, if they are made.
    pub markdown_pages: Option<Syntax>,
}

/// Optional syntax of Markdown versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Syntax {
    /// Whether dollar signs begin formulas.
    pub math: bool,
}

/// A chapter's text as HTML.
#[derive(Debug)]
pub struct Body {
    text: Arc<str>,
    targets: Vec<Target>,
    items: Vec<Identity>,
    former_anchors: Vec<(usize, String)>,
    url: String,
    /// The title in the navigation.
    listed: String,
    raw_html: RawHtml,
    /// For the EPUB, with the files that it was made with; `None` if no EPUB is made.
    epub: Option<(Arc<EpubFiles>, Box<epub::Text>)>,
    syntax: Option<Syntax>,
    /// The Markdown version, if it is made.
    pub markdown_page: Option<Bytes>,
    /// For its own page.
    pub page: Vec<Bytes>,
    /// For the print edition.
    pub print: Vec<Bytes>,
    /// Its checklists, for the plan page.
    pub plan: Vec<Bytes>,
    /// The title, for headings.
    pub title: String,
    /// The text for the search, unless the chapter is excluded. Taken if no later build needs it.
    pub search: Option<Arc<search::Text>>,
    /// The reading time in minutes.
    pub minutes: usize,
}

/// Writes the texts of chapters in parallel, for each of these nodes. Texts of an earlier build in `kept`, by
/// source path, are reused if nothing that they depend on has changed.
///
/// A tree that only the book refers to is freed as soon as its texts are written, because the trees and the texts of a
/// large book need not be in memory together.
pub fn all(
    nodes: &mut [Node],
    wanted: TextOptions,
    tools: &Tools,
    kept: Option<&HashMap<String, Arc<Body>>>,
) -> Vec<Option<Arc<Body>>> {
    nodes
        .par_iter_mut()
        .map(|node| {
            let chapter = node.chapter.as_ref()?;
            if let Some(body) = kept
                .and_then(|kept| kept.get(&node.source))
                .filter(|body| body.serves(node, wanted))
            {
                return Some(body.clone());
            }
            let mut body = write(node, chapter, wanted, tools);
            if let Some(chapter) = node.chapter.as_mut().and_then(Arc::get_mut) {
                free(chapter);
                body.text = Arc::default();
            }
            Some(Arc::new(body))
        })
        .collect()
}

/// Keeps only what pages show of a chapter, for whom its items are, and the source if a later fault may point to it.
fn free(chapter: &mut Chapter) {
    chapter.blocks = Vec::new();
    chapter.footnotes = Vec::new();
    chapter.references = Vec::new();
    // The file of the book's items has the audiences of each.
    if chapter.tasks.iter().all(|task| task.facts.audiences.is_empty()) {
        chapter.tasks = Vec::new();
    }
    if chapter.front.template.is_none() {
        chapter.source.text = Arc::default();
    }
}

impl Body {
    /// The same without its search data, unless something else refers to it too.
    pub fn without_search(body: Arc<Self>) -> Arc<Self> {
        match Arc::try_unwrap(body) {
            Ok(body) => Arc::new(Body { search: None, ..body }),
            Err(shared) => shared,
        }
    }

    /// Drops the text for its own page, which has been written, unless something else refers to it too.
    pub fn drop_page(body: &mut Arc<Self>) {
        if let Some(body) = Arc::get_mut(body) {
            body.page = Vec::new();
        }
    }

    /// The text for the EPUB.
    pub fn epub(&self) -> Option<&epub::Text> {
        self.epub.as_ref().map(|(_, text)| text.as_ref())
    }

    fn serves(&self, node: &Node, wanted: TextOptions) -> bool {
        let epub_files = self.epub.as_ref().map(|(epub_files, _)| epub_files);

        node.chapter.as_ref().is_some_and(|chapter| Arc::ptr_eq(&chapter.source.text, &self.text))
            && self.targets == node.targets
            && self.items == node.items
            && self.former_anchors == node.former_anchors
            && self.url == node.url
            && self.listed == node.title
            && self.raw_html == wanted.raw_html
            && epub_files == wanted.epub
            && self.syntax == wanted.markdown_pages
    }
}

/// Which of the forms of a chapter's text differ from those before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Differing {
    /// That of the print edition.
    pub print: bool,
    /// Its checklists on the plan page.
    pub plan: bool,
    /// Any of those that no page shows: for the search, for the EPUB, in Markdown.
    pub unseen: bool,
}

impl Differing {
    /// How many generated pages differ by these texts.
    pub fn pages(self) -> usize {
        usize::from(self.print) + usize::from(self.plan)
    }
}

impl Body {
    /// Whether all that templates know of both texts is the same: their title, and which of their forms are empty. The frames
    /// of the pages that show them are then the same too, but that of the chapter's own page, which tells the reading time.
    pub fn frames_alike(&self, other: &Body) -> bool {
        let empty =
            |body: &Body| [&body.page, &body.print, &body.plan].map(|parts| parts.is_empty());
        self.title == other.title && empty(self) == empty(other)
    }

    /// Compares the forms of two texts of one chapter, except that of its own page.
    pub fn differing(&self, other: &Body) -> Differing {
        Differing {
            print: !same_bytes(&self.print, &other.print),
            plan: !same_bytes(&self.plan, &other.plan),
            unseen: self.search != other.search
                || self.markdown_page != other.markdown_page
                || self.epub() != other.epub(),
        }
    }
}

/// Writes the text of one chapter in all its forms; `node` is its place in the book, and everything else about it.
pub fn write(node: &Node, chapter: &Arc<Chapter>, wanted: TextOptions, tools: &Tools) -> Body {
    let mut code =
        Code { painter: tools.highlighter.chapter(), seen: HashMap::new(), found: Vec::new() };
    code.highlight(chapter);
    let code = in_order(code.found);
    let source = Source {
        chapter,
        targets: &node.targets,
        items: &node.items,
        former_anchors: &node.former_anchors,
        code: &code,
        raw_html: wanted.raw_html,
        sanitizer: &tools.sanitizer,
    };
    let anchor = html::print_anchor(&node.url).unwrap_or_default();
    Body {
        page: html::body(source, Edition::Page { path: &node.url }),
        print: html::body(source, Edition::Print { anchor: &anchor }),
        plan: match node.items.is_empty() {
            true => Vec::new(),
            false => html::plan_lists(source),
        },
        title: html::title(chapter, &node.title),
        search: chapter.front.search.then(|| Arc::new(search::Text::of(chapter, &node.items))),
        minutes: reading::minutes(chapter),
        text: chapter.source.text.clone(),
        targets: node.targets.clone(),
        items: node.items.clone(),
        former_anchors: node.former_anchors.clone(),
        url: node.url.clone(),
        listed: node.title.clone(),
        raw_html: wanted.raw_html,
        syntax: wanted.markdown_pages,
        markdown_page: wanted
            .markdown_pages
            .map(|syntax| markdown_page(node, chapter, wanted.raw_html, syntax)),
        epub: wanted.epub.map(|epub_files| {
            let edition = Edition::Epub { path: &node.url, epub_files };
            let text = epub::text(&html::body(source, edition), &node.url);
            (epub_files.clone(), Box::new(text))
        }),
    }
}

fn markdown_page(node: &Node, chapter: &Chapter, raw_html: RawHtml, syntax: Syntax) -> Bytes {
    let text = markdown_page::text(markdown_page::Source {
        chapter,
        targets: &node.targets,
        url: &node.url,
        listed: &node.title,
        raw_html,
        math: syntax.math,
    });
    // Without spare capacity, because it is kept as long as the book.
    text.into_bytes().into_boxed_slice().into()
}

/// The highlighted code of a chapter.
struct Code<'a> {
    painter: OfChapter<'a>,
    /// Results so far, by language and text. Equal blocks share one.
    seen: HashMap<(&'a str, &'a str), Option<Bytes>>,
    /// Each block, with its number in the chapter.
    found: Vec<(usize, Option<Bytes>)>,
}

impl<'a> Code<'a> {
    fn highlight(&mut self, chapter: &'a Chapter) {
        chapter.each_block(&mut |block| {
            if let Block::Code(block) = block {
                let html = self.block(&block.language, &block.text);
                self.found.push((block.index, html));
            }
        });
    }

    fn block(&mut self, language: &'a str, text: &'a str) -> Option<Bytes> {
        let painter = &mut self.painter;
        let html = self.seen.entry((language, text)).or_insert_with(|| {
            let html = painter.html(language, text);
            // Without spare capacity, because it is kept as long as the book.
            html.map(|html| Bytes::copy_from_slice(html.as_bytes()))
        });
        html.clone()
    }
}

fn in_order(mut code: Vec<(usize, Option<Bytes>)>) -> Vec<Option<Bytes>> {
    code.sort_by_key(|(index, _)| *index);
    let mut ordered = Vec::with_capacity(code.len());
    for (index, html) in code {
        // A block that no page shows, as in a footnote without a reference, leaves a gap.
        ordered.resize_with(index, || None);
        ordered.push(html);
    }
    ordered
}

/// The title as HTML. The title of a folder without a chapter is made from its name, which is plain text.
pub(super) fn title_html<'a>(node: &Node, body: Option<&'a Body>) -> Cow<'a, str> {
    match body {
        Some(body) => Cow::Borrowed(&body.title),
        None => {
            let mut escaped = String::new();
            escape(&node.title, &mut escaped);
            Cow::Owned(escaped)
        }
    }
}
