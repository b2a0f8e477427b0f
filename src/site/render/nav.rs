//! The navigation of each page: the list of parts, and the page's own branch.
//!
//! All pages of a folder share one navigation, because their relative links are the same. Only a part with more
//! chapters than a level shows has one for each page, around its place. `contents` makes the navigation of SUMMARY.md.

mod contents;

use super::Job;
use super::frame;
use super::views::From;
use crate::book::structure::Node;
use crate::site::page::{NavEntry, NavKind, NavList};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// The most entries of one level of the navigation; the others are one click away.
const NAV_WINDOW: usize = 40;

/// A navigation, and its part of the keys of frames that contain it.
pub(super) struct Nav<'a> {
    pub(super) list: NavList<'a>,
    pub(super) key: blake3::Hash,
}

/// For the parts of these nodes, the navigation that the page of the part and its chapters share.
pub(super) fn of_parts<'a>(job: &'a Job, nodes: Range<usize>) -> HashMap<usize, Nav<'a>> {
    let all = &job.book.nodes;
    if job.book.contents.is_some() {
        return HashMap::new();
    }
    let part = |index: usize| {
        let node = all.get(index)?;
        if node.is_part { Some(index) } else { node.parent }
    };
    let parts: BTreeSet<usize> = nodes.filter_map(part).collect();
    let parts: Vec<(usize, &Node)> =
        parts.into_iter().filter_map(|part| Some((part, all.get(part)?))).collect();
    let shared = parts.into_par_iter().filter(|(_, node)| node.children.len() <= NAV_WINDOW);
    let nav = |(index, node): (usize, &'a Node)| {
        (index, of(job, From::Page(&node.url), &job.book.trail(index)))
    };
    shared.map(nav).collect()
}

/// The navigation of a page whose path from the root is `trail`, both ends included.
pub(super) fn of<'a>(job: &'a Job, from: From, trail: &[usize]) -> Nav<'a> {
    let list = match &job.book.contents {
        Some(contents) => contents::of(job, contents, from, trail),
        None => level(job, from, 0, trail),
    };
    let key = frame::hash(&list);
    Nav { list, key }
}

/// One level: the children of `part`; those on the trail are expanded.
fn level<'a>(job: &'a Job, from: From, part: usize, trail: &[usize]) -> NavList<'a> {
    let node = &job.book.nodes[part];
    let on_trail = node.children.iter().position(|child| trail.contains(child));
    let (start, end) = window(node.children.len(), on_trail);
    let shown = node.children.get(start..end).unwrap_or_default();
    NavList {
        entries: shown.iter().map(|child| entry(job, from, *child, trail)).collect(),
        hidden_before: start,
        hidden_after: node.children.len() - end,
        all_url: from.to(&node.url),
    }
}

fn entry<'a>(job: &'a Job, from: From, index: usize, trail: &[usize]) -> NavEntry<'a> {
    let node = &job.book.nodes[index];
    let open = node.is_part && trail.contains(&index);
    NavEntry {
        title: &node.title,
        kind: NavKind::Page,
        url: from.to(&node.url),
        open,
        part: node.is_part,
        item_count: node.items.len(),
        list: match open {
            true => level(job, from, index, trail),
            false => NavList::default(),
        },
    }
}

/// The range to show of a level with `count` entries, around the one at `current`.
fn window(count: usize, current: Option<usize>) -> (usize, usize) {
    if count <= NAV_WINDOW {
        return (0, count);
    }
    let middle = current.unwrap_or(0);
    let start = middle.saturating_sub(NAV_WINDOW / 2).min(count - NAV_WINDOW);
    (start, start + NAV_WINDOW)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_is_full_and_holds_the_current_entry() {
        assert_eq!(window(5, Some(4)), (0, 5));
        for count in [NAV_WINDOW + 1, 1_000] {
            for current in [0, 1, NAV_WINDOW, count - 1] {
                let (start, end) = window(count, Some(current));
                assert_eq!(end - start, NAV_WINDOW);
                assert!((start..end).contains(&current));
            }
        }
    }
}
