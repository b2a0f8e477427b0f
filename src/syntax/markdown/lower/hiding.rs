//! Tags of raw HTML that would hide the rest of their surroundings, because the element does not end there.
//!
//! Such a tag becomes text, so that the text after it stays on the page.

use super::{Frame, Lowering};
use crate::syntax::markdown::raw::{self, FOREIGN};
use crate::syntax::markdown::tree::{Block, Inline, RawHtml, RawPiece};
use std::collections::{HashMap, HashSet};

impl Lowering<'_> {
    /// Looks at what an element contains that ends now.
    pub(super) fn settle_tags(&mut self, frame: &mut Frame) {
        self.settle_inlines(&mut frame.inlines);
        for block in &mut frame.blocks {
            if let Block::Plain(inlines) = block {
                self.settle_inlines(inlines);
            }
        }
        let raws = frame.blocks.iter_mut().filter_map(|block| match block {
            Block::Html(raw) if is_marked(raw) => Some(raw),
            _ => None,
        });
        self.settle(raws.collect());
    }

    fn settle_inlines(&mut self, inlines: &mut [Inline]) {
        let raws = inlines.iter_mut().filter_map(|inline| match inline {
            Inline::Html(raw) if is_marked(raw) => Some(raw),
            _ => None,
        });
        self.settle(raws.collect());
    }

    /// Pairs the marked tags of raw HTML that is in one element, makes text of those without an end, and removes all
    /// marks.
    fn settle(&mut self, raws: Vec<&mut RawHtml>) {
        let mut open: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
        for (index, raw) in raws.iter().enumerate() {
            for (at, piece) in raw.pieces.iter().enumerate() {
                let RawPiece::Hides(tag) = piece else { continue };
                let is_foreign = |name: &&str| open.get(*name).is_some_and(|tags| !tags.is_empty());
                let ends_itself =
                    FOREIGN.contains(&tag.name.as_str()) || FOREIGN.iter().any(is_foreign);
                if tag.is_empty && ends_itself {
                    continue;
                }
                let same = open.entry(tag.name.clone()).or_default();
                match tag.is_end {
                    true if same.pop().is_none() => {
                        self.tag_ends.push((tag.name.clone(), tag.span.start));
                    }
                    true => {}
                    false => same.push((index, at)),
                }
            }
        }
        open.retain(|name, _| !FOREIGN.contains(&name.as_str()));
        self.leave_open(&mut open, &raws);
        let unclosed: HashSet<(usize, usize)> = open.into_values().flatten().collect();
        for (index, raw) in raws.into_iter().enumerate() {
            let mut left_out = 0_usize;
            for (at, piece) in std::mem::take(&mut raw.pieces).into_iter().enumerate() {
                match piece {
                    RawPiece::Hides(tag) if unclosed.contains(&(index, at)) => {
                        let typed = raw.typed.get(tag.part.clone()).unwrap_or_default();
                        raw.pieces.push(RawPiece::Words(typed.to_string()));
                        left_out = tag.pieces;
                        self.chapter.raw.unclosed.push((tag.name, tag.span));
                    }
                    RawPiece::Hides(_) => {}
                    _ if left_out > 0 => left_out -= 1,
                    other => raw.pieces.push(other),
                }
            }
        }
    }
}

impl Lowering<'_> {
    /// Takes away the tags that stay as they are, although their element does not end here.
    fn leave_open(
        &mut self,
        open: &mut HashMap<String, Vec<(usize, usize)>>,
        raws: &[&mut RawHtml],
    ) {
        let is_whole = self.open.is_empty();
        open.retain(|name, tags| {
            if !raw::contains(name) {
                return true;
            }
            for (index, at) in tags {
                let piece = raws.get(*index).and_then(|raw| raw.pieces.get(*at));
                if let Some(RawPiece::Hides(tag)) = piece {
                    let left = (tag.name.clone(), tag.span.clone(), is_whole);
                    self.chapter.raw.left_open.push(left);
                }
            }
            false
        });
    }

    /// Forgets the open tags that an end tag further down closes, in another paragraph.
    pub(super) fn close_tags(&mut self) {
        let mut ends: HashMap<String, Vec<usize>> = HashMap::new();
        for (name, at) in std::mem::take(&mut self.tag_ends) {
            ends.entry(name).or_default().push(at);
        }
        ends.values_mut().for_each(|places| places.sort_unstable());
        let left_open = &mut self.chapter.raw.left_open;
        left_open.sort_by_key(|(_, span, _)| std::cmp::Reverse(span.start));
        left_open.retain(|(name, span, _)| match ends.get_mut(name) {
            Some(places) if places.last().is_some_and(|at| *at > span.start) => {
                places.pop();
                false
            }
            _ => true,
        });
        left_open.reverse();
    }
}

fn is_marked(raw: &RawHtml) -> bool {
    raw.pieces.iter().any(|piece| matches!(piece, RawPiece::Hides(_)))
}
