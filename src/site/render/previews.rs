//! Link previews: what readers see of the target before they follow a link.
//!
//! Only links in the text to other pages of the book have one; entries of the navigation need none. Each page and each
//! section is listed once, however many links point to it.

use crate::book::structure::links::Target;
use crate::book::structure::{Book, Node};
use crate::site::page::PreviewView;
use crate::text::url;
use std::collections::HashSet;

/// The pages and sections that the text of a node links to, in the order of the links.
pub(super) fn of<'a>(book: &'a Book, node: &'a Node) -> Vec<PreviewView<'a>> {
    let mut previews = Vec::new();
    // A page as a whole has no anchor.
    let mut seen = HashSet::new();
    for target in &node.targets {
        let Target::Page { path, anchor } = target else { continue };
        let Some(page) = book.at(path).filter(|page| page.url != node.url) else { continue };
        let url = url::relative(&node.url, path);
        let heading =
            heading(page, anchor).filter(|_| seen.insert((path.as_str(), anchor.as_str())));
        let section = heading.map(|title| PreviewView {
            url: format!("{url}#{}", url::encode(anchor)),
            title,
            description: "",
        });
        if seen.insert((path.as_str(), "")) {
            previews.push(PreviewView { url, title: &page.title, description: page.description() });
        }
        previews.extend(section);
    }
    previews
}

fn heading<'a>(page: &'a Node, anchor: &str) -> Option<&'a str> {
    let headings = &page.chapter.as_deref()?.headings;
    headings.iter().find(|heading| heading.id == anchor).map(|heading| heading.text.as_str())
}
