//! Pairs of items with the same text or the same link.

use super::context::{self, Context};
use super::fuzzy::Scale;
use super::places::Places;
use super::similarity::{is_brief, is_long};
use super::{Certainty, Item, Pairs, Rows, Standing};
use crate::text::wording::after_number;
use crate::text::wording::gist;
use crate::text::wording::normalised;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// How many items of one side can have a text that still identifies its item.
const TELLING: usize = 2;

/// In groups of up to this many items with equal text and neighbours, the one with equal code is searched for.
const MOST_EQUAL: usize = 16;

/// The fewest letters after an item's number that identify it in its place.
const REST: usize = 4;

/// The likeness that two texts with a shared link need.
const SAME_LINK_ALIKE: f32 = 0.42;

/// The same for two items on one page.
const SAME_PAGE_ALIKE: f32 = 0.2;

/// Pairs the items of unchanged pages, which are most, without a look-up for each.
pub(super) fn same_page([olds, news]: [&[Item]; 2], pairs: &mut Pairs) {
    let present = |item: &Item| item.standing == Standing::Present;
    let mut starts: HashMap<&str, usize> = HashMap::new();
    for (at, item) in olds.iter().enumerate().filter(|(_, item)| present(item)) {
        starts.entry(item.page).or_insert(at);
    }
    let same_page = |a: &Item, b: &Item| a.page == b.page && present(a) == present(b);
    let mut start = 0;
    for new in news.chunk_by(|a, b| a.page == b.page) {
        let first = start;
        start += new.len();
        let Some(old) = new.first().and_then(|item| starts.get(item.page)) else { continue };
        let row = olds.get(*old..).unwrap_or_default();
        let row = row.chunk_by(same_page).next().unwrap_or_default();
        let same_title = |a: &Item, b: &Item| a.title == b.title || a.title.is_empty();
        let is_same =
            |(a, b): (&Item, &Item)| present(b) && a.wording == b.wording && same_title(a, b);
        if row.len() == new.len()
            && row.iter().zip(new).all(is_same)
            && (0..new.len()).all(|at| pairs.of_old[old + at].is_none())
        {
            (0..new.len()).for_each(|at| pairs.join(old + at, first + at, Certainty::Sure));
        }
    }
}

/// Pairs items with the same text under the same parent in the same place, wherever the place moved. Items that this
/// build lost come before those lost earlier.
pub(super) fn same_text<'a>(rows: &Rows<'a>, places: &Places<'a>, pairs: &mut Pairs) {
    let old = |at: usize| place_now(rows, places, at, &rows.old[at].wording.text);
    let new = |at: usize| place(&rows.new[at], &rows.new[at].wording.text);
    for standing in [Standing::Present, Standing::Retired] {
        by_key(rows, pairs, standing, &old, &new);
    }
}

/// The same for items with the same gist, in the same place or on the same path.
pub(super) fn same_gist<'a>(rows: &Rows<'a>, places: &Places<'a>, pairs: &mut Pairs) {
    let old = |at: usize| place_now(rows, places, at, &rows.old_gist[at]);
    let new = |at: usize| place(&rows.new[at], &rows.new_gist[at]);
    for standing in [Standing::Present, Standing::Retired] {
        by_key(rows, pairs, standing, &old, &new);
    }
    let old = |at: usize| {
        let page = places.page_now(rows.old[at].page)?;
        Some([page, &rows.old_path[at], &rows.old_gist[at]])
    };
    let new = |at: usize| Some([rows.new[at].page, &rows.new_path[at], &rows.new_gist[at]]);
    by_key(rows, pairs, Standing::Present, &old, &new);
}

/// Pairs renumbered items of a series by the text after the number, if it occurs once on each side in its place.
pub(super) fn same_rest<'a>(rows: &Rows<'a>, places: &Places<'a>, pairs: &mut Pairs) {
    let rest = |item: &Item<'a>| {
        after_number(&item.wording.text).filter(|rest| rest.chars().count() >= REST)
    };
    let old = |at: usize| place_now(rows, places, at, rest(&rows.old[at])?);
    let new = |at: usize| place(&rows.new[at], rest(&rows.new[at])?);
    single_by_key(rows, pairs, Standing::Present, &|_, _| true, &old, &new);
}

fn place<'a>(item: &Item<'a>, text: &'a str) -> Option<[&'a str; 4]> {
    Some([item.page, &item.wording.section, &item.wording.parent, text])
}

/// The place in which to search for an item of the lock.
fn place_now<'r, 'a: 'r>(
    rows: &'r Rows<'a>,
    places: &Places<'a>,
    at: usize,
    text: &'r str,
) -> Option<[&'r str; 4]> {
    let item = &rows.old[at];
    let (page, section) = places.now(item)?;
    Some([page, section, &item.wording.parent, text])
}

/// Pairs items whose text moved, if one item lost it and one has it now: on the same page first, then anywhere.
/// Anywhere, a text must be distinctive and rare in the book.
pub(super) fn moved<'a>(rows: &Rows<'a>, places: &Places<'a>, pairs: &mut Pairs) {
    let (in_old, in_new) = (counts(&rows.old_gist), counts(&rows.new_gist));
    let seldom = |text: &str, most: usize| {
        [&in_old, &in_new].iter().all(|counts| counts.get(text).is_none_or(|n| *n <= most))
    };
    let passes = |old: usize, new: usize| {
        let tells = is_long(&rows.old_gist[old]) && seldom(&rows.old_gist[old], 1);
        // Below another item the text may mean a different task.
        places.lets_pass(&rows.old[old], &rows.new[new], tells)
            && (tells || !rows.is_below_another(old, new))
    };
    for standing in [Standing::Present, Standing::Retired] {
        let old = |at: usize| {
            let page = places.now(&rows.old[at]).map(|(page, _)| page);
            let page = page.or(places.page_now(rows.old[at].page))?;
            on_page(page, &rows.old_gist[at]).filter(|[_, text]| seldom(text, TELLING))
        };
        let new = |at: usize| on_page(rows.new[at].page, &rows.new_gist[at]);
        single_by_key(rows, pairs, standing, &passes, &old, &new);
        let tells = |text: &&str| !is_brief(text) && seldom(text, TELLING);
        let old = |at: usize| Some(rows.old_gist[at].as_str()).filter(tells);
        let new = |at: usize| Some(rows.new_gist[at].as_str()).filter(tells);
        single_by_key(rows, pairs, standing, &passes, &old, &new);
    }
}

fn on_page<'a>(page: &'a str, text: &'a str) -> Option<[&'a str; 2]> {
    (!is_brief(text)).then_some([page, text])
}

/// How often each text occurs in a list.
pub(super) fn counts(texts: &[String]) -> HashMap<&str, usize> {
    let mut counts = HashMap::with_capacity(texts.len());
    for text in texts {
        *counts.entry(text.as_str()).or_default() += 1;
    }
    counts
}

/// Pairs items with the same address, if no other item of either side has it.
pub(super) fn same_link(rows: &Rows, scale: &Scale, pairs: &mut Pairs) {
    let mut often: HashMap<String, [Vec<usize>; 2]> = HashMap::new();
    for (side, items) in [rows.old, rows.new].into_iter().enumerate() {
        for (at, item) in items.iter().enumerate() {
            if let Some(address) = address(item) {
                often.entry(address.to_lowercase()).or_default()[side].push(at);
            }
        }
    }
    let free = (0..rows.new.len()).filter(|at| pairs.new_is_free(rows, *at));
    for new in free.collect::<Vec<_>>() {
        let known = address(&rows.new[new]).and_then(|one| often.get(&one.to_lowercase()));
        let Some([old, _]) = known.filter(|[old, new]| old.len() == 1 && new.len() == 1) else {
            continue;
        };
        let &[old] = old.as_slice() else { continue };
        let is_free = pairs.old_is_free(rows, old) && rows.may_be(old, new);
        if is_free && address_tells(rows, scale, (old, new)) {
            pairs.join(old, new, Certainty::Sure);
        }
    }
}

/// The link that the item begins with, or else the only address in its text.
fn address<'a>(item: &Item<'a>) -> Option<&'a str> {
    if !item.wording.link.is_empty() {
        return Some(&item.wording.link);
    }
    let mut spelt = item.wording.text.split(' ').filter(|word| word.contains("://"));
    spelt.next().filter(|_| spelt.next().is_none())
}

/// Whether an address that only two items have makes them the same. A link within the book can belong to any task with
/// its target, so the texts must be similar as well. The same holds if the address moved to another page or is in the
/// middle of a text.
fn address_tells(rows: &Rows, scale: &Scale, (old, new): (usize, usize)) -> bool {
    let (item, now) = (&rows.old[old], &rows.new[new]);
    let is_bare = |item: &Item, gist_of_item: &str| {
        address(item).is_some_and(|address| gist(&normalised(address)) == gist_of_item)
    };
    let likeness = scale.likeness(old, new);
    let both_begin = !item.wording.link.is_empty() && !now.wording.link.is_empty();
    let leads_out = address(now).is_some_and(|address| address.contains("://"));
    is_bare(item, &rows.old_gist[old])
        || is_bare(now, &rows.new_gist[new])
        || likeness >= SAME_LINK_ALIKE
        || (leads_out && item.page == now.page && (both_begin || likeness >= SAME_PAGE_ALIKE))
}

/// Pairs items of removed paths with those on the path that has most of them now. This finds texts that are too short
/// or too common to be identified alone, if a heading became an item or a list was put under one.
pub(super) fn renamed(rows: &Rows, pairs: &mut Pairs) {
    let paths = context::renamed_paths(rows, pairs);
    let is_in_list = |item: &Item| item.wording.parent.is_empty();
    let sections = rows.new.iter().zip(&rows.new_path).filter(|(item, _)| is_in_list(item));
    let sections: HashSet<[&str; 2]> = sections.map(|(item, path)| [item.page, &**path]).collect();
    let old = |at: usize| {
        let now = paths.get(&[rows.old[at].page, &*rows.old_path[at]])?;
        // If a section moved, another step decides.
        let is_section = is_in_list(&rows.old[at]) && sections.contains(now);
        let [page, path] = now;
        (!is_section).then_some([*page, *path, &*rows.old_gist[at]])
    };
    let new = |at: usize| Some([rows.new[at].page, &*rows.new_path[at], &*rows.new_gist[at]]);
    by_key(rows, pairs, Standing::Present, &old, &new);
}

/// Pairs items with the same gist in places that are the same according to the pairs around them. Returns how many.
pub(super) fn same_context<'a>(
    rows: &Rows<'a>,
    context: &Context<'_, 'a>,
    pairs: &mut Pairs,
) -> usize {
    let old = |at: usize| context.place_now(&rows.old[at], &rows.old_gist[at]);
    let new = |at: usize| place(&rows.new[at], &rows.new_gist[at]);
    by_key(rows, pairs, Standing::Present, &old, &new)
}

#[derive(Default)]
struct Group {
    old: Vec<usize>,
    new: Vec<usize>,
}

/// Pairs the free items with the same key: those with equal neighbours first, the rest in order. Returns how many.
fn by_key<K: Hash + Eq>(
    rows: &Rows,
    pairs: &mut Pairs,
    standing: Standing,
    old_key: &dyn Fn(usize) -> Option<K>,
    new_key: &dyn Fn(usize) -> Option<K>,
) -> usize {
    let mut found = 0;
    for group in groups(rows, pairs, standing, old_key, new_key) {
        match (group.old.as_slice(), group.new.as_slice()) {
            ([old], [new]) if rows.may_be(*old, *new) => {
                pairs.join(*old, *new, Certainty::Sure);
                found += 1;
            }
            ([_], [_]) => {}
            _ => found += pair_equals(rows, pairs, group),
        }
    }
    found
}

/// Pairs free items if one on each side has the key and the pair is allowed.
fn single_by_key<K: Hash + Eq>(
    rows: &Rows,
    pairs: &mut Pairs,
    standing: Standing,
    passes: &dyn Fn(usize, usize) -> bool,
    old_key: &dyn Fn(usize) -> Option<K>,
    new_key: &dyn Fn(usize) -> Option<K>,
) {
    for group in groups(rows, pairs, standing, old_key, new_key) {
        if let ([old], [new]) = (group.old.as_slice(), group.new.as_slice())
            && rows.may_be(*old, *new)
            && passes(*old, *new)
        {
            pairs.join(*old, *new, Certainty::Sure);
        }
    }
}

/// The free items by key.
fn groups<K: Hash + Eq>(
    rows: &Rows,
    pairs: &Pairs,
    standing: Standing,
    old_key: &dyn Fn(usize) -> Option<K>,
    new_key: &dyn Fn(usize) -> Option<K>,
) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut known: HashMap<K, usize> = HashMap::new();
    for at in (0..rows.new.len()).filter(|at| pairs.new_is_free(rows, *at)) {
        let Some(key) = new_key(at) else { continue };
        let group = *known.entry(key).or_insert(groups.len());
        if group == groups.len() {
            groups.push(Group::default());
        }
        groups[group].new.push(at);
    }
    if groups.is_empty() {
        return groups;
    }
    for (at, item) in rows.old.iter().enumerate() {
        if item.standing == standing
            && pairs.old_is_free(rows, at)
            && let Some(group) = old_key(at).and_then(|key| known.get(&key))
        {
            groups[*group].old.push(at);
        }
    }
    groups
}

/// Pairs items that differ only in their verbatim parts and in their neighbours.
fn pair_equals(rows: &Rows, pairs: &mut Pairs, group: Group) -> usize {
    let Group { mut old, mut new } = group;
    let mut found = 0;
    let neighbours = [(true, true), (true, false), (false, true), (false, false)];
    for (to_the_letter, (before, after)) in
        [true, false].into_iter().flat_map(|letter| neighbours.map(|sides| (letter, sides)))
    {
        let mut waiting: HashMap<_, Vec<usize>> = HashMap::new();
        for at in old.iter().rev() {
            waiting
                .entry(key(rows.old, *at, to_the_letter, (before, after)))
                .or_default()
                .push(*at);
        }
        for at in &new {
            let Some(equal) = waiting.get_mut(&key(rows.new, *at, to_the_letter, (before, after)))
            else {
                continue;
            };
            let last = equal.iter().rev().take(MOST_EQUAL).position(|old| rows.may_be(*old, *at));
            if let Some(last) = last {
                let old = equal.remove(equal.len() - 1 - last);
                pairs.join(old, *at, Certainty::Sure);
                found += 1;
            }
        }
        old.retain(|at| pairs.of_old[*at].is_none());
        new.retain(|at| pairs.of_new[*at].is_none());
    }
    found
}

/// Distinguishes equal items: by their verbatim parts, if requested, and their neighbours.
type Key<'a> = (Option<(&'a [String], &'a [String], &'a str)>, [Option<&'a str>; 2]);

fn key<'a>(items: &[Item<'a>], at: usize, to_the_letter: bool, sides: (bool, bool)) -> Key<'a> {
    let wording = items[at].wording;
    let letter = || (wording.code.as_slice(), wording.pictures.as_slice(), wording.link.as_str());
    (to_the_letter.then(letter), around(items, at, sides.0, sides.1))
}

/// The texts of the requested neighbours.
fn around<'a>(items: &[Item<'a>], at: usize, before: bool, after: bool) -> [Option<&'a str>; 2] {
    let text = |at: Option<usize>| Some(&*items.get(at?)?.wording.text);
    [
        text(super::above(items, at).filter(|_| before)),
        text(super::below(items, at).filter(|_| after)),
    ]
}
