//! Links to places on generated pages: the chapters on the plan page and in the print edition.

use super::super::{IN_CHAPTER, ITEM_ANCHOR, Node};
use super::{Resolver, anchors};
use crate::syntax::markdown::tree::{Chapter, Reference};
use crate::text::diag::Diagnostic;
use std::collections::HashMap;

/// The page that shows the items of all chapters.
const PLAN: &str = "plan.html";

/// The page that shows the text of all chapters.
const PRINT: &str = "print.html";

/// What ids of the theme begin with. Its templates can be the author's, so any such id may be there.
const OF_THEME: &str = "tb-";

impl<'a> Resolver<'a> {
    /// Reports an anchor that a generated page does not have.
    pub(super) fn on_generated(
        &mut self,
        chapter: &Chapter,
        reference: &Reference,
        page: &str,
        anchor: &str,
    ) -> Result<(), Diagnostic> {
        if anchor.is_empty() || self.item(chapter, reference, None, anchor)? {
            return Ok(());
        }
        if anchor.starts_with(OF_THEME) || self.is_of_chapter(page, anchor) {
            return Ok(());
        }
        let span = reference.place();
        Err(Diagnostic::dead_anchor_of_generated(&chapter.source, span, anchor, page))
    }

    /// Whether an anchor is that of a chapter on the page, or of a place in one.
    fn is_of_chapter(&mut self, page: &str, anchor: &str) -> bool {
        let (nodes, id_of) = (self.nodes, self.chapter_id);
        let ids = self.chapter_ids.get_or_insert_with(|| {
            let id = |(index, node): (usize, &Node)| Some((id_of(&node.url)?, index));
            nodes.iter().enumerate().filter_map(id).collect::<HashMap<String, usize>>()
        });
        match anchor.split_once(IN_CHAPTER) {
            None => [PLAN, PRINT].contains(&page) && ids.contains_key(anchor),
            Some((id, place)) => {
                let Some(node) = ids.get(id).and_then(|index| Some((*index, nodes.get(*index)?)))
                else {
                    return false;
                };
                let known = self.anchors.entry(node.0).or_insert_with(|| anchors(node.1));
                page == PRINT && (known.contains(place) || place.starts_with(ITEM_ANCHOR))
            }
        }
    }
}
