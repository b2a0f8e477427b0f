//! Links to items of checklists, `page.md#tb-item-ID`.
//!
//! Owns the form of their anchors, and the help for an item that is not, or no longer, on the page of a link. Pure.

use super::{ITEM_ANCHOR, Node, ways};
use crate::book::lock::Lock;
use std::collections::HashMap;

/// Whether an anchor has the form of an item anchor.
pub(super) fn is_item(anchor: &str) -> bool {
    anchor.starts_with(ITEM_ANCHOR)
}

/// The items of a book, for resolving links.
pub(super) struct Items<'a> {
    lock: &'a Lock,
    nodes: &'a [Node],
    /// The node of each item; built when a link points to an item that is not on its page.
    places: Option<HashMap<&'a str, usize>>,
}

impl<'a> Items<'a> {
    pub(super) fn new(nodes: &'a [Node], lock: &'a Lock) -> Self {
        Items { lock, nodes, places: None }
    }

    /// The id of the item that an anchor names, if it does not exist: on the page of `node`, or anywhere if the page
    /// shows all items. Returned with the help for a link in the chapter at `from`.
    pub(super) fn missing<'b>(
        &mut self,
        anchor: &'b str,
        node: Option<&Node>,
        from: &str,
    ) -> Option<(&'b str, String)> {
        let id = anchor.strip_prefix(ITEM_ANCHOR)?;
        if node.is_some_and(|node| node.items.iter().any(|item| item.id == id)) {
            return None;
        }
        let nodes = self.nodes;
        let places = self.places.get_or_insert_with(|| {
            let of = |(index, node): (usize, &'a Node)| {
                node.items.iter().map(move |item| (item.id.as_str(), index))
            };
            nodes.iter().enumerate().flat_map(of).collect()
        });
        let elsewhere = places.get(id).and_then(|index| nodes.get(*index));
        let retired = self.lock.items.get(id);
        let way_out = match (elsewhere, retired) {
            (Some(_), _) if node.is_none() => return None,
            (Some(other), _) => {
                let path = ways::way(from, &other.source);
                format!("write `{path}#{anchor}`: the item is in another chapter")
            }
            (None, Some(entry)) => {
                let text = &entry.wording.text;
                format!("remove the link: the item “{text}” is no longer in the book")
            }
            (None, None) => "run `tickbook lock list` to see the ids of all items".to_string(),
        };
        Some((id, way_out))
    }
}
