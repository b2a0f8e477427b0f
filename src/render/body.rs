//! The finished text of each chapter, in the forms that the pages of the site need.
//!
//! A text is a function of the chapter, of what its references point to and of its items' ids. All
//! three are kept beside it, so an earlier text is used again only where it must come out the same.

use crate::book::{Book, Node, links::Target};
use crate::config::RawHtml;
use crate::highlight::Highlighter;
use crate::html::{self, Edition, Source};
use crate::markdown::Chapter;
use crate::markdown::tree::{Block, ListItem};
use bytes::Bytes;
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// A chapter's text as HTML.
#[derive(Debug)]
pub struct Body {
    chapter: Arc<Chapter>,
    targets: Vec<Target>,
    items: Vec<String>,
    url: String,
    raw_html: RawHtml,
    /// For its own page.
    pub page: Bytes,
    /// For the print edition.
    pub print: Bytes,
    /// Its checklists, for the plan page.
    pub plan: Bytes,
    /// The title, for headings.
    pub title: String,
}

/// Writes the texts of all chapters in parallel, for each node of the book. Texts of an earlier
/// build in `kept`, by source path, are used where nothing that they depend on has changed.
pub fn all(
    book: &Book,
    raw_html: RawHtml,
    highlighter: &Highlighter,
    kept: &HashMap<String, Arc<Body>>,
) -> Vec<Option<Arc<Body>>> {
    book.nodes
        .par_iter()
        .map(|node| {
            let chapter = node.chapter.as_ref()?;
            if let Some(body) = kept.get(&node.source).filter(|body| body.serves(node, raw_html)) {
                return Some(body.clone());
            }
            Some(Arc::new(write(node, chapter, raw_html, highlighter)))
        })
        .collect()
}

impl Body {
    fn serves(&self, node: &Node, raw_html: RawHtml) -> bool {
        node.chapter.as_ref().is_some_and(|chapter| Arc::ptr_eq(chapter, &self.chapter))
            && self.targets == node.targets
            && self.items == node.items
            && self.url == node.url
            && self.raw_html == raw_html
    }
}

fn write(
    node: &Node,
    chapter: &Arc<Chapter>,
    raw_html: RawHtml,
    highlighter: &Highlighter,
) -> Body {
    let mut code = Vec::new();
    highlight(&chapter.blocks, highlighter, &mut code);
    for footnote in &chapter.footnotes {
        highlight(&footnote.blocks, highlighter, &mut code);
    }
    let code: Vec<Option<String>> = in_order(code);
    let source =
        Source { chapter, targets: &node.targets, items: &node.items, code: &code, raw_html };
    let anchor = html::print_anchor(&node.url).unwrap_or(&node.url);
    Body {
        page: finished(html::body(source, Edition::Page { path: &node.url })),
        print: finished(html::body(source, Edition::Print { anchor })),
        plan: match node.items.is_empty() {
            true => Bytes::new(),
            false => finished(html::plan_lists(source)),
        },
        title: html::title(chapter),
        chapter: chapter.clone(),
        targets: node.targets.clone(),
        items: node.items.clone(),
        url: node.url.clone(),
        raw_html,
    }
}

fn finished(mut html: String) -> Bytes {
    html.shrink_to_fit();
    html.into()
}

/// Highlights each block of code, with its number in the chapter.
fn highlight(blocks: &[Block], highlighter: &Highlighter, code: &mut Vec<(usize, Option<String>)>) {
    let in_items = |items: &[ListItem], code: &mut Vec<_>| {
        for item in items {
            highlight(&item.blocks, highlighter, code);
        }
    };
    for block in blocks {
        match block {
            Block::Code(block) => {
                code.push((block.index, highlighter.html(&block.language, &block.text)));
            }
            Block::Quote(inner) | Block::Alert(_, inner) => highlight(inner, highlighter, code),
            Block::List(list) | Block::Checklist(list) => in_items(&list.items, code),
            Block::Definitions(definitions) => {
                for meaning in definitions.iter().flat_map(|one| &one.meanings) {
                    highlight(meaning, highlighter, code);
                }
            }
            Block::Paragraph(_)
            | Block::Plain(_)
            | Block::Heading(_)
            | Block::Table(_)
            | Block::Html(_)
            | Block::Rule => {}
        }
    }
}

fn in_order(mut code: Vec<(usize, Option<String>)>) -> Vec<Option<String>> {
    code.sort_by_key(|(index, _)| *index);
    let mut ordered = Vec::with_capacity(code.len());
    for (index, html) in code {
        // A block that no page shows, as in a footnote that nothing refers to, leaves a gap.
        ordered.resize_with(index, || None);
        ordered.push(html);
    }
    ordered
}
