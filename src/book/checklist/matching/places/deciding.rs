//! Decides for places with items on both sides: the likeliest pairs first, pages before their sections.

use super::evidence::{ENOUGH, Evidence, SAME_PARENT};
use super::side::{Address, Place, Side};
use crate::book::checklist::matching::{Pairs, Rows, Standing};
use std::collections::{HashMap, HashSet};

/// How many places of a side can have an item that makes them candidates, and how many sections of a place are always
/// candidates.
pub(super) const FEW: usize = 8;
pub(super) const MOST_SECTIONS: usize = 12;

pub(super) struct Deciding<'a, 'l> {
    pub(super) old: Side<'a>,
    pub(super) new: Side<'a>,
    pub(super) evidence: Evidence<'l>,
    pub(super) now: Vec<Option<usize>>,
    pub(super) before: Vec<Option<usize>>,
}

impl<'a, 'l> Deciding<'a, 'l> {
    pub(super) fn new(old: Side<'a>, new: Side<'a>, evidence: Evidence<'l>) -> Self {
        let (now, before) = (vec![None; old.places.len()], vec![None; new.places.len()]);
        Deciding { old, new, evidence, now, before }
    }

    /// Decides for all places with items.
    pub(super) fn with_items(&mut self, rows: &Rows<'a>, pairs: &Pairs) {
        self.unchanged(rows, pairs);
        let deepest = self.old.places.iter().map(|place| place.depth).max().unwrap_or(0);
        (0..=deepest).for_each(|depth| self.round(Some(depth)));
        // A section may have become a chapter, or the reverse.
        self.round(None);
        self.stayed();
        self.called_so();
        (1..=deepest).for_each(|depth| self.round(Some(depth)));
    }

    /// Pairs pages with the same title at the same address, unless there is evidence that they moved.
    fn stayed(&mut self) {
        for old in 0..self.old.places.len() {
            let place = &self.old.places[old];
            let new = self.new.known.get(&place.address).copied();
            let Some(new) = new.filter(|_| place.parent.is_none() && !place.items.is_empty())
            else {
                continue;
            };
            let now = &self.new.places[new];
            let is_free = self.now[old].is_none() && self.before[new].is_none();
            if is_free && place.label == now.label && !now.items.is_empty() {
                self.join(old, new);
            }
        }
    }

    /// Pairs pages by titles that are unique among those left, unless there is evidence that they moved: their files
    /// were renamed or moved to another folder.
    fn called_so(&mut self) {
        let free = |side: &Side<'a>, partners: &[Option<usize>]| {
            let mut by_label: HashMap<&'a str, Vec<usize>> = HashMap::new();
            for (at, place) in side.places.iter().enumerate() {
                let is_page = place.parent.is_none() && !place.items.is_empty();
                if is_page && partners[at].is_none() && !place.label.is_empty() {
                    by_label.entry(place.label).or_default().push(at);
                }
            }
            by_label
        };
        let (old, new) = (free(&self.old, &self.now), free(&self.new, &self.before));
        for (label, here) in old {
            if let ([old], Some([new])) = (here.as_slice(), new.get(label).map(Vec::as_slice)) {
                self.join(*old, *new);
            }
        }
    }

    /// Pairs unchanged pages with their sections, as the pairs of their items show.
    fn unchanged(&mut self, rows: &Rows<'a>, pairs: &Pairs) {
        let mut last = None;
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
            // Most are in the same place as the item before.
            if last.replace(address) == Some(address) {
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

    pub(super) fn join(&mut self, old: usize, new: usize) {
        self.now[old] = Some(new);
        self.before[new] = Some(old);
    }

    /// Decides for all places of a depth after those above, or for all places that are left.
    fn round(&mut self, depth: Option<usize>) {
        let scored = self.candidates(depth).into_iter();
        let scored = scored.map(|(old, new)| (self.score(old, new), old, new)).collect();
        self.join_best(scored);
    }

    /// Makes the likeliest pairs of those above the threshold.
    pub(super) fn join_best(&mut self, scored: Vec<(f32, usize, usize)>) {
        for (old, new) in best_first(scored) {
            if self.now[old].is_none() && self.before[new].is_none() {
                self.join(old, new);
            }
        }
    }

    /// The pairs of undecided places that can be the same: by name, by parent, or by an item that few places have.
    fn candidates(&self, depth: Option<usize>) -> Vec<(usize, usize)> {
        let takes_part = |place: &Place| {
            depth.is_none_or(|depth| place.depth == depth) && !place.items.is_empty()
        };
        let free = |side: &Side, partners: &[Option<usize>]| -> Vec<usize> {
            let places = side.places.iter().zip(partners).enumerate();
            let free =
                places.filter(|(_, (place, partner))| takes_part(place) && partner.is_none());
            free.map(|(at, _)| at).collect()
        };
        let free_old = free(&self.old, &self.now);
        let free_new = free(&self.new, &self.before);
        let mut by_label: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut by_label_there: HashMap<(Option<usize>, &str), Vec<usize>> = HashMap::new();
        let mut by_parent: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
        let mut by_item: HashMap<u32, Vec<usize>> = HashMap::new();
        for at in &free_new {
            let place = &self.new.places[*at];
            by_label.entry(place.label).or_default().push(*at);
            by_label_there.entry((place.parent, place.label)).or_default().push(*at);
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
                near.extend(by_label_there.get(&(Some(now), place.label)).into_iter().flatten());
            }
            near.extend(self.new.known.get(&place.address));
            for item in &place.items {
                near.extend(few(by_item.get(item), FEW));
            }
            near.sort_unstable();
            near.dedup();
            let free = near
                .into_iter()
                .filter(|new| self.before[*new].is_none() && takes_part(&self.new.places[*new]));
            candidates.extend(free.map(|new| (old, new)));
        }
        candidates
    }

    fn score(&self, old: usize, new: usize) -> f32 {
        let (place, now) = (&self.old.places[old], &self.new.places[new]);
        let at_home = match (place.parent, now.parent) {
            (Some(old), Some(new)) if self.now[old] == Some(new) => SAME_PARENT,
            _ => 0.0,
        };
        let is_refused = match place.depth == now.depth {
            true => self.is_in_another(old, new),
            false => self.is_any_next(old, new) || !self.evidence.is_known(place, now),
        };
        if is_refused {
            return f32::MIN;
        }
        self.evidence.score([&self.old, &self.new], place, now, at_home)
    }

    /// Whether two sections belong to a removed and to a new place, and no item shows that they are the same: the setup
    /// of a phone is not that of a laptop, and the tasks of one year are not those of the next.
    fn is_in_another(&self, old: usize, new: usize) -> bool {
        let (place, now) = (&self.old.places[old], &self.new.places[new]);
        self.free_parents(old, new).is_some_and(|(old_parent, new_parent)| {
            self.is_next(old_parent, new_parent) || !self.evidence.tells(place, now)
        })
    }

    /// The parents of two sections, if one was removed and the other is new.
    fn free_parents(&self, old: usize, new: usize) -> Option<(usize, usize)> {
        let (old, new) = (self.old.places[old].parent?, self.new.places[new].parent?);
        (self.now[old].is_none() && self.before[new].is_none()).then_some((old, new))
    }

    /// Whether one place is the next in the series of the other, or is in that place.
    fn is_next(&self, old: usize, new: usize) -> bool {
        self.evidence.is_next(&self.old.places[old], &self.new.places[new])
            || self.free_parents(old, new).is_some_and(|(old, new)| self.is_next(old, new))
    }

    /// Whether one place, or a parent of it, is the next in a series after the other, or after a parent of that.
    fn is_any_next(&self, old: usize, new: usize) -> bool {
        let gone = up(&self.old, old).filter(|old| self.now[*old].is_none());
        let mut pairs = gone.flat_map(|old| {
            let fresh = up(&self.new, new).filter(|new| self.before[*new].is_none());
            fresh.map(move |new| (old, new))
        });
        pairs.any(|(old, new)| self.evidence.is_next(&self.old.places[old], &self.new.places[new]))
    }

    /// The removed places, each with the new ones that are next in its series. No item passes between them.
    pub(super) fn next_of_rows(&self) -> HashSet<(Address<'a>, Address<'a>)> {
        let next = self.candidates(None).into_iter().filter(|(old, new)| self.is_next(*old, *new));
        next.map(|(old, new)| (self.old.places[old].address, self.new.places[new].address))
            .collect()
    }
}

/// A place and all its parents.
fn up<'s>(side: &'s Side, at: usize) -> impl Iterator<Item = usize> + 's {
    std::iter::successors(Some(at), |at| side.places[*at].parent)
}

/// The pairs above the threshold, the likeliest first.
pub(super) fn best_first(mut scored: Vec<(f32, usize, usize)>) -> Vec<(usize, usize)> {
    scored.retain(|(score, ..)| *score >= ENOUGH);
    // Otherwise, the closer in order the better.
    scored.sort_by(|a, b| {
        let apart = |(_, old, new): &(f32, usize, usize)| old.abs_diff(*new);
        b.0.total_cmp(&a.0).then(apart(a).cmp(&apart(b))).then((a.1, a.2).cmp(&(b.1, b.2)))
    });
    scored.into_iter().map(|(_, old, new)| (old, new)).collect()
}
