//! llms.txt: the title, the description, and the chapters as lists of links, in the format of llmstxt.org.

use super::absolute;
use super::markdown_page::{self, escape};
use crate::book::config::Config;
use crate::book::structure::{Book, Node};
use crate::text::url;

/// The list. Its links point to the Markdown versions of pages, if there are any. They are absolute if the address of
/// the site is set, because models read the file outside of the site.
pub(super) fn text(config: &Config, book: &Book) -> String {
    let mut text = format!("# {}\n", escape::line(&book.title));
    let root = book.nodes.first();
    let own = root.map_or("", Node::description);
    let said = if config.description.is_empty() { own } else { &config.description };
    if !said.is_empty() {
        text.push_str(&format!("\n> {}\n", escape::line(said)));
    }
    // Chapters outside any part come first, under a heading of their own.
    let outside = book.order.iter().copied().filter(|index| part_of(book, *index).is_none());
    section("Chapters", config, book, outside, &mut text);
    let mut rest = book.order.iter().copied().peekable();
    while let Some(index) = rest.next() {
        let Some(part) = part_of(book, index) else { continue };
        let mut chapters = vec![index];
        while let Some(next) = rest.next_if(|next| part_of(book, *next) == Some(part)) {
            chapters.push(next);
        }
        let title = book.nodes.get(part).map_or("", |node| &node.title);
        section(title, config, book, chapters, &mut text);
    }
    text
}

/// The outermost part that contains a node, or the node itself.
fn part_of(book: &Book, index: usize) -> Option<usize> {
    let trail = book.trail(index);
    let top = *trail.get(1)?;
    book.nodes.get(top).filter(|node| node.is_part).map(|_| top)
}

fn section(
    title: &str,
    config: &Config,
    book: &Book,
    chapters: impl IntoIterator<Item = usize>,
    text: &mut String,
) {
    text.push_str(&format!("\n## {}\n\n", escape::line(title)));
    for index in chapters {
        let Some(node) = book.nodes.get(index) else { continue };
        let path = match config.html.discovery.markdown_pages {
            true => markdown_page::path(&node.url),
            false => node.url.clone(),
        };
        let address = match &config.html.site_url {
            Some(site_url) => absolute(site_url, &path),
            None => url::relative(super::LLMS, &path),
        };
        let name = if index == 0 { &book.title } else { &node.title };
        text.push_str(&format!("- [{}]({})", escape::line(name), escape::target(&address)));
        if !node.description().is_empty() {
            text.push_str(&format!(": {}", escape::line(node.description())));
        }
        text.push('\n');
    }
}
