//! The navigation of SUMMARY.md: chapters, drafts, titles of parts and lines, as they are listed.
//!
//! Adjacent chapters may be in different folders, so every page has its own navigation.

use super::{Job, window};
use crate::book::structure::outline::{Contents, Listed, ListedKind};
use crate::site::page::{NavEntry, NavKind, NavList};
use crate::site::render::views::From;

/// The navigation of a page whose path from the root is `trail`, both ends included.
pub(super) fn of<'a>(
    job: &'a Job,
    contents: &'a Contents,
    from: From,
    trail: &[usize],
) -> NavList<'a> {
    let trail = trail.last().map(|node| contents.trail(*node)).unwrap_or_default();
    let shown = Shown { job, contents, from, trail: &trail };
    shown.level(&contents.top, 0, false)
}

struct Shown<'a, 'b> {
    job: &'a Job<'a>,
    contents: &'a Contents,
    from: From<'b>,
    trail: &'b [usize],
}

impl<'a> Shown<'a, '_> {
    /// One level, which the page of `node` shows in full. Entries without a page are expanded, except those `within`
    /// such an entry.
    fn level(&self, all: &[usize], node: usize, within: bool) -> NavList<'a> {
        let place_of = |entry: &usize| {
            let place = self.listed(*entry)?.place;
            (all.get(place) == Some(entry)).then_some(place)
        };
        let place = self.trail.iter().find_map(place_of);
        let (start, end) = window(all.len(), place);
        let entries = all.get(start..end).unwrap_or_default();
        NavList {
            entries: entries.iter().filter_map(|one| self.entry(*one, node, within)).collect(),
            hidden_before: start,
            hidden_after: all.len() - end,
            all_url: self.page_of(node),
        }
    }

    fn listed(&self, entry: usize) -> Option<&'a Listed> {
        self.contents.entries.get(entry)
    }

    fn page_of(&self, node: usize) -> String {
        self.job.book.nodes.get(node).map(|node| self.from.to(&node.url)).unwrap_or_default()
    }

    fn entry(&self, index: usize, around: usize, within: bool) -> Option<NavEntry<'a>> {
        let listed = self.listed(index)?;
        let on_trail = self.trail.contains(&index);
        let node = match listed.kind {
            ListedKind::Node(node) => Some(node),
            _ => None,
        };
        let chapter = node.and_then(|node| self.job.book.nodes.get(node));
        let has_more = !listed.children.is_empty();
        let open = has_more && (on_trail || (node.is_none() && !within));
        Some(NavEntry {
            title: &listed.title,
            kind: match listed.kind {
                ListedKind::Node(_) => NavKind::Page,
                ListedKind::Draft => NavKind::Draft,
                ListedKind::Part => NavKind::Part,
                ListedKind::Separator => NavKind::Separator,
            },
            url: chapter.map(|node| self.from.to(&node.url)).unwrap_or_default(),
            open,
            part: has_more,
            item_count: chapter.map_or(0, |node| node.items.len()),
            list: match open {
                true => self.level(&listed.children, node.unwrap_or(around), node.is_none()),
                false => NavList::default(),
            },
        })
    }
}
