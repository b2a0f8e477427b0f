//! Rates how likely it is that one place became another: by names, contents and positions.
//!
//! Looks at one pair at a time and makes none.

use super::side::{Place, Side};
use crate::book::checklist::matching::Rows;
use crate::book::checklist::matching::labels::{Kinship, Labels};
use crate::book::checklist::matching::similarity::is_long;
use crate::text::wording::BELOW;
use std::collections::HashSet;

/// The score from which two places are matched.
pub(super) const ENOUGH: f32 = 0.35;

/// The score for sharing all items, or all headings.
const SHARED: f32 = 1.2;

/// The score if the items are long enough to be distinctive anywhere, and from how many such items.
const TELLING: f32 = 0.3;
const TELLING_ITEMS: usize = 2;

/// The number of unique headings from which they identify a page, however short they are.
const TELLING_HEADINGS: usize = 3;

/// The score for the same parent: a section in the same chapter or section, a chapter at the same address.
pub(super) const SAME_PARENT: f32 = 0.2;
const SAME_ADDRESS: f32 = 0.35;

/// The score for the file name of a page that moved to another folder, and for a name with a number.
const SAME_NAME: f32 = 0.15;
const SAME_NUMBER: f32 = 0.05;

/// The places of both sides.
pub(super) struct Evidence<'l> {
    pub(super) labels: Labels<'l>,
    titles: &'l [HashSet<&'l str>; 2],
    items: Often,
    headings: Often,
    /// The gists by number.
    gists: Vec<&'l str>,
}

/// For each number, how many places of a depth have it, on the side with more; sorted by depth and number.
struct Often(Vec<((usize, u32), usize)>);

/// What two places have in common.
struct Common {
    /// The weight of what they share. The more places have an item, the lower its weight.
    weight: f32,
    /// How many of them are in no other place, and how many of these are long.
    alone: usize,
    telling: usize,
}

impl<'l> Evidence<'l> {
    pub(super) fn of(
        labels: Labels<'l>,
        [old, new]: [&Side; 2],
        rows: &'l Rows,
        gists: [&[u32]; 2],
    ) -> Self {
        Evidence {
            labels,
            titles: rows.titles,
            items: Often::of([old, new], |place| &place.items),
            headings: Often::of([old, new], |place| &place.headings),
            gists: by_number(rows, gists),
        }
    }

    /// Whether one place is the next in the series of the other, by its name. If a title exists before and after, its
    /// page did not become the next one.
    pub(super) fn is_next(&self, place: &Place, now: &Place) -> bool {
        let [before, after] = self.titles;
        let stays = after.contains(place.label) || before.contains(now.label);
        !stays && self.labels.kinship(place.label, now.label) == Kinship::Row
    }

    /// Whether a place can be identified anywhere: by its name, or by several items.
    pub(super) fn is_known(&self, place: &Place, now: &Place) -> bool {
        let kinship = self.labels.kinship(place.label, now.label);
        matches!(
            kinship,
            Kinship::Same
                | Kinship::SameOfRow
                | Kinship::SameOfNames
                | Kinship::Renumbered
                | Kinship::Alike
                | Kinship::Unknown
        ) || self.items(place, now).telling >= TELLING_ITEMS
    }

    /// Whether two places share a long item that occurs nowhere else.
    pub(super) fn tells(&self, place: &Place, now: &Place) -> bool {
        self.items(place, now).telling > 0
    }

    fn items(&self, place: &Place, now: &Place) -> Common {
        let is_long = |gist: u32| self.gists.get(gist as usize).is_some_and(|gist| is_long(gist));
        common(place.depth, [&place.items, &now.items], &self.items, &is_long)
    }

    /// Whether the name of one place also exists on the other side: pages anywhere, sections in the same parent.
    fn stands_too(&self, [old, new]: [&Side; 2], place: &Place, now: &Place) -> bool {
        let beside = |side: &Side, place: &Place, label: &str| {
            let (page, section) = place.address;
            let path = match section.rsplit_once(BELOW) {
                Some((parent, _)) => format!("{parent}{BELOW}{label}"),
                None => label.to_string(),
            };
            side.known.contains_key(&(page, path.as_str()))
        };
        match (place.parent, now.parent) {
            (None, None) => {
                let [before, after] = self.titles;
                after.contains(place.label) || before.contains(now.label)
            }
            _ => beside(new, now, place.label) || beside(old, place, now.label),
        }
    }

    /// The score of a pair. `at_home` is the score for the same parent.
    pub(super) fn score(
        &self,
        [old, new]: [&Side; 2],
        place: &Place,
        now: &Place,
        at_home: f32,
    ) -> f32 {
        let items = self.items(place, now);
        let headings =
            common(place.depth, [&place.headings, &now.headings], &self.headings, &|_| false);
        // If both have items, headings alone are not enough: a page with new items often keeps its headings.
        let has_items = !place.items.is_empty() && !now.items.is_empty();
        let telling = match has_items {
            true => items.telling,
            false => usize::from(headings.alone >= TELLING_HEADINGS),
        };
        let kinship = match self.labels.kinship(place.label, now.label) {
            // A place whose name exists on both sides did not become one with a similar name.
            Kinship::Alike | Kinship::Partly | Kinship::Rewritten
                if self.stands_too([old, new], place, now) =>
            {
                if telling > 0 {
                    -0.7
                } else {
                    -2.0
                }
            }
            Kinship::Same => 1.0,
            // If all distinctive items moved elsewhere, the place may have moved too and another got its number.
            Kinship::SameOfRow if telling == 0 && place.parent.is_none() && has_items => -0.3,
            Kinship::SameOfRow => 0.2,
            Kinship::SameOfNames => 0.9,
            Kinship::Renumbered => 0.8,
            Kinship::Alike => 0.7,
            Kinship::Partly => 0.3,
            Kinship::Rewritten => 0.1,
            Kinship::Unknown => 0.3,
            Kinship::Unlike if telling > 0 => -0.7,
            // Equal items that are not distinctive do not make two places the same.
            Kinship::Unlike => -2.0,
            // Renumbered weeks are identified by their items only. If neither label exists before and after, none was
            // renumbered: the next one was added.
            Kinship::Row
                if telling > 0
                    && (new.labels.contains(place.label) || old.labels.contains(now.label)) =>
            {
                -0.3
            }
            Kinship::Row => -2.0,
        };
        let most = |one: &[u32], other: &[u32]| one.len().max(other.len()).max(1) as f32;
        let shared = (items.weight / most(&place.items, &now.items))
            .max(headings.weight / most(&place.headings, &now.headings));
        let tells = if items.telling >= TELLING_ITEMS { TELLING } else { 0.0 };
        kinship + SHARED * shared + at_home + address(place, now) + tells
    }
}

/// The score for the address of a page.
fn address(place: &Place, now: &Place) -> f32 {
    let name = |place: &Place| -> Option<String> {
        let path = place.address.0;
        let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
        Some(name.to_string()).filter(|name| name != "index.html")
    };
    match (place.parent, now.parent) {
        (None, None) if place.address == now.address => SAME_ADDRESS,
        (None, None) => match name(place).filter(|one| Some(one) == name(now).as_ref()) {
            Some(name) if name.contains(char::is_numeric) => SAME_NUMBER,
            Some(_) => SAME_NAME,
            None => 0.0,
        },
        _ => 0.0,
    }
}

/// The elements that two sorted lists share.
fn common(
    depth: usize,
    [one, other]: [&[u32]; 2],
    often: &Often,
    is_long: &dyn Fn(u32) -> bool,
) -> Common {
    let mut common = Common { weight: 0.0, alone: 0, telling: 0 };
    let mut there = other.iter().peekable();
    for number in one {
        while there.next_if(|other| *other < number).is_some() {}
        if there.peek() == Some(&number) {
            let often = often.count(depth, *number);
            common.weight += 1.0 / (often * often) as f32;
            common.alone += usize::from(often <= 1);
            common.telling += usize::from(often <= 1 && is_long(*number));
        }
    }
    common
}

impl Often {
    fn of(sides: [&Side; 2], numbers: impl for<'p> Fn(&'p Place) -> &'p [u32]) -> Self {
        let mut often: Vec<((usize, u32), usize)> = Vec::new();
        for side in sides {
            let held = |place| numbers(place).iter().map(|number: &u32| (place.depth, *number));
            let mut all: Vec<(usize, u32)> = side.places.iter().flat_map(held).collect();
            all.sort_unstable();
            let equal = all.chunk_by(|one, other| one == other);
            often.extend(equal.filter_map(|equal| Some((*equal.first()?, equal.len()))));
        }
        often.sort_unstable();
        // Of two counts the second is the larger one.
        often.dedup_by(|larger, kept| {
            let is_same = larger.0 == kept.0;
            kept.1 = if is_same { larger.1 } else { kept.1 };
            is_same
        });
        Often(often)
    }

    /// How many places have a number, at least one.
    fn count(&self, depth: usize, number: u32) -> usize {
        let at = self.0.binary_search_by_key(&(depth, number), |(key, _)| *key);
        at.ok().and_then(|at| self.0.get(at)).map_or(1, |(_, count)| *count)
    }
}

fn by_number<'r>(rows: &'r Rows, numbers: [&[u32]; 2]) -> Vec<&'r str> {
    let mut gists = Vec::new();
    for (numbers, texts) in numbers.into_iter().zip([&rows.old_gist, &rows.new_gist]) {
        for (number, text) in numbers.iter().zip(texts) {
            // Numbers are assigned in ascending order.
            if *number as usize == gists.len() {
                gists.push(text.as_str());
            }
        }
    }
    gists
}
