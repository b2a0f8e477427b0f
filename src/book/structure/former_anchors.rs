//! Former anchors of headings: those that book.lock knows for a heading whose text is the same, but whose anchor is
//! another now.
//!
//! A heading gets another anchor if its author sets an id, or if the rule for anchors changes. Readers have links to the
//! former one, so the page keeps it as a second target, and takes it along when it moves. Pure.

use super::{Node, links};
use crate::book::lock::Page;
use crate::syntax::markdown::{Chapter, is_heading_id};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Keeps the former anchors on the pages of all nodes. `pages` are those of the lock, `gone` lists the addresses that the
/// author gave up, and `redirected` says which page an old address leads to: a redirect keeps the anchor of a link.
pub(super) fn keep(
    nodes: &mut [Node],
    pages: &BTreeMap<String, Page>,
    gone: &HashSet<String>,
    redirected: &HashMap<String, String>,
) {
    let mut addresses: HashMap<&str, Vec<&str>> = HashMap::new();
    for address in pages.keys() {
        let now = redirected.get(address).unwrap_or(address);
        addresses.entry(now).or_default().push(address);
    }
    for node in nodes {
        let mut found = Vec::new();
        for address in addresses.get(node.url.as_str()).into_iter().flatten() {
            if let Some(page) = pages.get(*address) {
                found.extend(find(node, (address, page), gone));
            }
        }
        found.sort();
        // An anchor that was on several of these pages is one target, of the first of its headings.
        let mut known = HashSet::new();
        found.retain(|(_, id): &(usize, String)| known.insert(id.clone()));
        node.former_anchors = found;
    }
}

/// The former anchors on the page of a node that it had at an address, each with the index of its heading.
fn find(
    node: &Node,
    (address, page): (&str, &Page),
    gone: &HashSet<String>,
) -> Vec<(usize, String)> {
    let Some(chapter) = &node.chapter else {
        return Vec::new();
    };
    let there = links::anchors(node);
    // The lock is untrusted input, and its anchors are written into the page.
    let is_former = |id: &str, text: &str| {
        !text.is_empty()
            && !there.contains(id)
            && is_heading_id(id)
            && !gone.contains(&format!("{address}#{id}"))
    };
    let former: Vec<(&String, &String)> =
        page.anchors.iter().filter(|(id, text)| is_former(id, text)).collect();
    if former.is_empty() {
        return Vec::new();
    }
    let mut headings: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, heading) in chapter.headings.iter().enumerate() {
        headings.entry(&heading.text).or_default().push(index);
    }
    let heading_of = |(id, text): (&String, &String)| {
        let named = headings.get(text.as_str())?;
        Some((*named.get(place(page, id, text))?, id.clone()))
    };
    former.into_iter().filter_map(heading_of).collect()
}

/// Whether the page keeps the anchor of a heading if its author sets another one: the heading is the only one of its text.
pub(super) fn is_kept(chapter: &Chapter, page: &Page, id: &str) -> bool {
    let Some(text) = page.anchors.get(id) else { return true };
    let mut same = chapter.headings.iter().filter(|heading| heading.text == *text);
    let is_only = same.next().is_some_and(|heading| heading.id == id) && same.next().is_none();
    is_only && !text.is_empty() && is_heading_id(id) && place(page, id, text) == 0
}

/// Which of the headings with this text an anchor was made for, from 0: `name-2` is the third if `name` is an anchor of
/// the same text.
fn place(page: &Page, id: &str, text: &String) -> usize {
    let number = || {
        let (base, number) = id.rsplit_once('-')?;
        (page.anchors.get(base) == Some(text)).then(|| number.parse().ok())?
    };
    number().unwrap_or(0)
}
