//! The anchors of the page of a chapter. Pure.

use super::super::Node;
use crate::syntax::markdown::slug;
use crate::syntax::markdown::tree::Chapter;
use std::collections::HashSet;

/// The ids on the page of a node that links can refer to.
pub(in crate::book::structure) fn anchors(node: &Node) -> HashSet<&str> {
    let mut anchors = node.chapter.as_deref().map(Chapter::anchor_ids).unwrap_or_default();
    anchors.extend(node.former_anchors.iter().map(|(_, id)| id.as_str()));
    anchors
}

/// Whether an anchor is the id that the author gave to the chapter's title.
pub(super) fn has_title_id(node: &Node, anchor: &str) -> bool {
    let id = node.chapter.as_deref().and_then(|chapter| chapter.title_id.as_ref());
    id.is_some_and(|(id, _)| id == anchor)
}

/// The anchor that GitHub gives a chapter's title. Links to it point to the top of the page.
pub(super) fn title_anchor(node: &Node) -> String {
    let title = node.chapter.as_ref().map(|chapter| chapter.title_text());
    slug::anchor(title.as_deref().unwrap_or(&node.title))
}
