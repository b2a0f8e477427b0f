//! Pages whose addresses changed with the rule of order numbers, as book.lock knows them.
//!
//! tickbook once dropped a number before a digit too: `4-0-0.md` was at `0-0.html`. Such a page keeps its old address as a
//! redirect, without a word of its author, who has not moved it. Pure.

use super::{Node, nodes};
use crate::book::lock::Page;
use crate::text::url;
use std::collections::{BTreeMap, HashSet};

/// Old addresses in the lock that no page of the book has, each with the index of its node, in the order of the
/// addresses.
pub(super) fn former(nodes: &[Node], known: &BTreeMap<String, Page>) -> BTreeMap<String, usize> {
    let now: HashSet<&str> = nodes.iter().map(|node| node.url.as_str()).collect();
    let mut former: BTreeMap<String, usize> = BTreeMap::new();
    for (index, node) in nodes.iter().enumerate() {
        let address = former_address(node);
        let Some(page) = known.get(&address).filter(|_| !now.contains(address.as_str())) else {
            continue;
        };
        // Several names gave the same address then. The lock says by the title which of them had it.
        let is_titled = |at: usize| nodes.get(at).is_some_and(|node| node.title == page.title);
        match former.get(&address) {
            Some(first) if is_titled(*first) || !is_titled(index) => {}
            _ => {
                former.insert(address, index);
            }
        }
    }
    former
}

fn former_address(node: &Node) -> String {
    let is_page_of_part = node.is_part;
    let (folder, name) = match (&node.chapter, is_page_of_part) {
        (None, _) => (node.source.as_str(), "index"),
        (Some(_), true) => (url::split(&node.source).0, "index"),
        (Some(chapter), false) => {
            let (folder, name) = url::split(&node.source);
            let slug = chapter.front.slug.as_deref();
            (folder, slug.unwrap_or_else(|| url::without_former_order(nodes::stem(name))))
        }
    };
    url::join(&url::former_folder(folder), &format!("{name}.html"))
}
