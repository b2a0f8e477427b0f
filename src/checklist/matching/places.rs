//! Where chapters and sections have gone: the one decision that items and headings follow.
//!
//! A place is a page or a section of one. Each of the lock goes with at most one of the book: the likeliest pairs stand first,
//! by what the place is called, what items it holds, what it belongs to, and last by its file name. An item that many places
//! hold says little about any of them. Pages are decided before the sections in them.

use super::labels::{Kinship, Labels, number_before};
use super::slots::Slots;
use super::{Item, Pairs, Rows, Standing};
use crate::checklist::language::Language;
use crate::checklist::wording::BELOW;
use crate::checklist::words::words;
use std::collections::{HashMap, HashSet};

/// From this sum on a place is taken for another.
const ENOUGH: f32 = 0.35;

/// What sharing all items brings.
const ITEMS: f32 = 1.2;

/// What it brings that the items are long enough to be known anywhere, and from how many such items on.
const TELLING: f32 = 0.3;
const TELLING_ITEMS: usize = 2;

/// What it brings to be in the same place: a section in the same chapter or section, a chapter at the same address.
const SAME_PARENT: f32 = 0.2;
const SAME_ADDRESS: f32 = 0.35;

/// How many places of a side may hold an item that makes them candidates, and how many sections of a place are candidates as
/// they are.
const FEW: usize = 8;
const MOST_SECTIONS: usize = 12;

/// A page or a section, by the site path of the page and the headings down to it.
type Address<'a> = (&'a str, &'a str);

struct Place<'a> {
    address: Address<'a>,
    label: &'a str,
    parent: Option<usize>,
    depth: usize,
    /// The gists of all its items, by number, sorted.
    items: Vec<u32>,
}

/// The places of one side.
struct Side<'a> {
    places: Vec<Place<'a>>,
    known: HashMap<Address<'a>, usize>,
    labels: HashSet<&'a str>,
}

/// What became of the places of the lock.
pub(super) struct Places<'a> {
    now: HashMap<Address<'a>, Address<'a>>,
    before: HashMap<Address<'a>, Address<'a>>,
    /// The title of each page of the book.
    titles: HashMap<&'a str, &'a str>,
}

impl<'a> Places<'a> {
    /// Decides for all places of the lock that hold an item. `gists` number what the items of both sides say.
    pub(super) fn decide(
        rows: &Rows<'a>,
        pairs: &Pairs,
        language: &Language,
        gists: [&[u32]; 2],
    ) -> Self {
        let old = Side::of(rows.old, gists[0]);
        let new = Side::of(rows.new, gists[1]);
        let label_words = |side: &Side| -> Vec<_> {
            side.places.iter().map(|place| words(place.label, language)).collect()
        };
        let (old_words, new_words) = (label_words(&old), label_words(&new));
        let slots = Slots::of(
            [&mut old_words.iter().map(Vec::as_slice), &mut new_words.iter().map(Vec::as_slice)],
            1,
        );
        let number_words = |side: &Side| -> Vec<_> {
            let numbers = side.places.iter().filter_map(|place| number_before(place.label));
            numbers.map(|(number, _)| words(number, language)).collect()
        };
        let (old_numbers, new_numbers) = (number_words(&old), number_words(&new));
        let numbers = Slots::of(
            [
                &mut old_numbers.iter().map(Vec::as_slice),
                &mut new_numbers.iter().map(Vec::as_slice),
            ],
            1,
        );
        let mut deciding = Deciding {
            labels: Labels { language, slots: &slots, numbers: &numbers },
            often: often(&old, &new),
            long: long(rows, gists),
            now: vec![None; old.places.len()],
            before: vec![None; new.places.len()],
            old,
            new,
        };
        deciding.unchanged(rows, pairs);
        let deepest = deciding.old.places.iter().map(|place| place.depth).max().unwrap_or(0);
        (0..=deepest).for_each(|depth| deciding.round(Some(depth)));
        // A section may have become a chapter, or the other way round.
        deciding.round(None);
        deciding.decided()
    }

    /// Where an item of the lock would stand, if its place still is there: the page and the section. One that left the book
    /// earlier comes back to the place that it left, if that is called as it was.
    pub(super) fn now(&self, item: &Item<'a>) -> Option<Address<'a>> {
        let address = (item.page, item.wording.section.as_str());
        if item.standing != Standing::Retired {
            return self.now.get(&address).copied();
        }
        let title = self.titles.get(item.page)?;
        let is_called_so = *title == item.title || title.is_empty() || item.title.is_empty();
        is_called_so.then_some(address)
    }

    /// The page that a page of the lock has become.
    pub(super) fn page_now(&self, page: &'a str) -> Option<&'a str> {
        self.now.get(&(page, "")).map(|(page, _)| *page)
    }

    /// Whether an item may go from one place to the other by what it says: not where both are known to be different things, the
    /// one gone and the other new, and what it says could be said anywhere.
    pub(super) fn lets_pass(&self, old: &Item<'a>, new: &Item<'a>, tells: bool) -> bool {
        let gone = self.now(old).is_none();
        let fresh = !self.before.contains_key(&(new.page, new.wording.section.as_str()));
        tells || !(gone && fresh)
    }
}

impl<'a> Side<'a> {
    fn of(items: &[Item<'a>], gists: &[u32]) -> Self {
        let mut side = Side { places: Vec::new(), known: HashMap::new(), labels: HashSet::new() };
        let present =
            items.iter().zip(gists).filter(|(item, _)| item.standing != Standing::Retired);
        for (item, gist) in present {
            let mut place = Some(side.place(item));
            while let Some(at) = place {
                let here = &mut side.places[at];
                here.items.push(*gist);
                place = here.parent;
            }
        }
        side.labels = side.places.iter().map(|place| place.label).collect();
        for place in &mut side.places {
            place.items.sort_unstable();
            place.items.dedup();
        }
        side
    }

    /// The place of an item, with all that it is a part of.
    fn place(&mut self, item: &Item<'a>) -> usize {
        let section: &'a str = &item.wording.section;
        if let Some(known) = self.known.get(&(item.page, section)) {
            return *known;
        }
        let mut parent = None;
        let ends = section.match_indices(BELOW).map(|(at, _)| at).chain([section.len()]);
        let sections = ends.filter(|end| *end > 0).filter_map(|end| section.get(..end));
        for path in [""].into_iter().chain(sections) {
            let address = (item.page, path);
            let at = match self.known.get(&address) {
                Some(at) => *at,
                None => {
                    let label = match path.rsplit_once(BELOW) {
                        _ if path.is_empty() => item.title,
                        Some((_, last)) => last,
                        None => path,
                    };
                    let depth = parent.map_or(0, |at: usize| self.places[at].depth + 1);
                    self.places.push(Place { address, label, parent, depth, items: Vec::new() });
                    self.known.insert(address, self.places.len() - 1);
                    self.places.len() - 1
                }
            };
            parent = Some(at);
        }
        parent.unwrap_or_default()
    }
}

struct Deciding<'a, 'l> {
    old: Side<'a>,
    new: Side<'a>,
    labels: Labels<'l>,
    /// For each gist, how many places of the same depth hold it on the side where that is more.
    often: HashMap<(usize, u32), usize>,
    /// The gists that are long enough to tell where they are.
    long: Vec<bool>,
    now: Vec<Option<usize>>,
    before: Vec<Option<usize>>,
}

impl<'a> Deciding<'a, '_> {
    /// The pages on which nothing has changed, as pairs say, with their sections.
    fn unchanged(&mut self, rows: &Rows<'a>, pairs: &Pairs) {
        for (old, new) in pairs.of_old.iter().enumerate() {
            let Some(new) = new else { continue };
            let (item, now) = (&rows.old[old], &rows.new[*new]);
            if item.standing != Standing::Present
                || item.page != now.page
                || item.title != now.title
            {
                continue;
            }
            let address = (item.page, item.wording.section.as_str());
            if item.wording.section != now.wording.section || now.standing == Standing::Settled {
                continue;
            }
            let (mut here, mut there) =
                (self.old.known.get(&address).copied(), self.new.known.get(&address).copied());
            while let (Some(old), Some(new)) = (here, there) {
                if self.now[old].is_some() {
                    break;
                }
                self.join(old, new);
                (here, there) = (self.old.places[old].parent, self.new.places[new].parent);
            }
        }
    }

    fn join(&mut self, old: usize, new: usize) {
        self.now[old] = Some(new);
        self.before[new] = Some(old);
    }

    /// Decides for all places of a depth, those above being decided, or for what is left of all.
    fn round(&mut self, depth: Option<usize>) {
        let mut scored = Vec::new();
        for (old, new) in self.candidates(depth) {
            let score = self.score(old, new);
            if score >= ENOUGH {
                scored.push((score, old, new));
            }
        }
        // The nearer in order, the better, where nothing else tells.
        scored.sort_by(|a, b| {
            let apart = |(_, old, new): &(f32, usize, usize)| old.abs_diff(*new);
            b.0.total_cmp(&a.0).then(apart(a).cmp(&apart(b))).then((a.1, a.2).cmp(&(b.1, b.2)))
        });
        for (_, old, new) in scored {
            if self.now[old].is_none() && self.before[new].is_none() {
                self.join(old, new);
            }
        }
    }

    /// The pairs of undecided places that can be the same: by name, by what they belong to, or by an item that few places hold.
    fn candidates(&self, depth: Option<usize>) -> Vec<(usize, usize)> {
        let at_depth = |place: &Place| depth.is_none_or(|depth| place.depth == depth);
        let free = |side: &Side, partners: &[Option<usize>]| -> Vec<usize> {
            let places = side.places.iter().zip(partners).enumerate();
            let free = places.filter(|(_, (place, partner))| at_depth(place) && partner.is_none());
            free.map(|(at, _)| at).collect()
        };
        let free_old = free(&self.old, &self.now);
        let free_new = free(&self.new, &self.before);
        let mut by_label: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut by_parent: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
        let mut by_item: HashMap<u32, Vec<usize>> = HashMap::new();
        for at in &free_new {
            let place = &self.new.places[*at];
            by_label.entry(place.label).or_default().push(*at);
            by_parent.entry(place.parent).or_default().push(*at);
            for item in &place.items {
                by_item.entry(*item).or_default().push(*at);
            }
        }
        let few = |list: Option<&Vec<usize>>, most: usize| -> Vec<usize> {
            list.filter(|list| list.len() <= most).cloned().unwrap_or_default()
        };
        let mut candidates = Vec::new();
        for old in free_old {
            let place = &self.old.places[old];
            let mut near = few(by_label.get(place.label), FEW);
            if let Some(parent) = place.parent
                && let Some(now) = self.now[parent]
            {
                near.extend(few(by_parent.get(&Some(now)), MOST_SECTIONS));
                let here = by_label.get(place.label).into_iter().flatten();
                near.extend(here.filter(|at| self.new.places[**at].parent == Some(now)));
            }
            near.extend(self.new.known.get(&place.address));
            for item in &place.items {
                near.extend(few(by_item.get(item), FEW));
            }
            near.sort_unstable();
            near.dedup();
            let free = near
                .into_iter()
                .filter(|new| self.before[*new].is_none() && at_depth(&self.new.places[*new]));
            candidates.extend(free.map(|new| (old, new)));
        }
        candidates
    }

    fn score(&self, old: usize, new: usize) -> f32 {
        let (place, now) = (&self.old.places[old], &self.new.places[new]);
        let (shared, telling) = self.shared(place, now);
        let kinship = match self.labels.kinship(place.label, now.label) {
            Kinship::Same => 1.0,
            Kinship::SameOfRow => 0.2,
            Kinship::Renumbered => 0.8,
            Kinship::Alike => 0.7,
            Kinship::Rewritten => 0.1,
            Kinship::Unknown => 0.3,
            Kinship::Unlike if telling > 0 => -0.7,
            // Equal items that could stand anywhere do not make one place of two.
            Kinship::Unlike => -2.0,
            // Weeks that are numbered anew are known by what is done in them, and by nothing else. Where neither label is there
            // before and after, none was numbered anew: the next one has come.
            Kinship::Row if telling > 0 && self.is_in_both(place, now) => -0.3,
            Kinship::Row => -2.0,
        };
        let most = place.items.len().max(now.items.len()).max(1) as f32;
        let at_home = match (place.parent, now.parent) {
            (Some(old), Some(new)) if self.now[old] == Some(new) => SAME_PARENT,
            (None, None) if place.address == now.address => SAME_ADDRESS,
            _ => 0.0,
        };
        let tells = if telling >= TELLING_ITEMS { TELLING } else { 0.0 };
        kinship + ITEMS * shared / most + at_home + tells
    }

    /// Whether the label of one place stands on the other side too.
    fn is_in_both(&self, place: &Place, now: &Place) -> bool {
        self.new.labels.contains(place.label) || self.old.labels.contains(now.label)
    }

    /// What the items that two places share weigh, and how many of them are long. An item weighs the less, the more places hold it.
    fn shared(&self, place: &Place, now: &Place) -> (f32, usize) {
        let (mut weight, mut telling) = (0.0, 0);
        let mut there = now.items.iter().peekable();
        for item in &place.items {
            while there.next_if(|other| *other < item).is_some() {}
            if there.peek() == Some(&item) {
                let often = self.often.get(&(place.depth, *item)).copied().unwrap_or(1) as f32;
                weight += 1.0 / (often * often);
                let is_long = self.long.get(*item as usize).is_some_and(|long| *long);
                telling += usize::from(is_long && often <= 1.0);
            }
        }
        (weight, telling)
    }

    fn decided(self) -> Places<'a> {
        let both = self.now.iter().enumerate().filter_map(|(old, new)| {
            Some((self.old.places[old].address, self.new.places[(*new)?].address))
        });
        let now: HashMap<Address, Address> = both.collect();
        let before = now.iter().map(|(old, new)| (*new, *old)).collect();
        let pages = self.new.places.iter().filter(|place| place.depth == 0);
        let titles = pages.map(|page| (page.address.0, page.label)).collect();
        Places { now, before, titles }
    }
}

fn often(old: &Side, new: &Side) -> HashMap<(usize, u32), usize> {
    let mut often: HashMap<(usize, u32), usize> = HashMap::new();
    for side in [old, new] {
        let mut here: HashMap<(usize, u32), usize> = HashMap::new();
        for place in &side.places {
            place.items.iter().for_each(|item| *here.entry((place.depth, *item)).or_default() += 1);
        }
        for (key, count) in here {
            let most = often.entry(key).or_default();
            *most = count.max(*most);
        }
    }
    often
}

/// For each gist by its number, whether it is long.
fn long(rows: &Rows, gists: [&[u32]; 2]) -> Vec<bool> {
    let mut long = Vec::new();
    let texts = [&rows.old_gist, &rows.new_gist];
    for (gists, texts) in gists.into_iter().zip(texts) {
        for (gist, text) in gists.iter().zip(texts) {
            let gist = *gist as usize;
            if long.len() <= gist {
                long.resize(gist + 1, false);
            }
            long[gist] = super::similarity::is_long(text);
        }
    }
    long
}
