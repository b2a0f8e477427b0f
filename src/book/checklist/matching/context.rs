//! The context of items, derived from the pairs found so far: their renamed parents and the paired items around them.
//! `places` has already decided where chapters and sections moved.

use super::exact::counts;
use super::places::Places;
use super::{Item, Pairs, Rows, Standing, above};
use std::collections::{BTreeSet, HashMap, HashSet};

/// The renamed places of the lock, and the paired items around each item.
pub(super) struct Context<'p, 'a> {
    pub(super) places: &'p Places<'a>,
    parents: HashMap<[&'a str; 2], &'a str>,
    /// For each item of the lock, the partners of the nearest paired items above and below.
    pub(super) old_gaps: Vec<Gap>,
    /// For each item of the book, the nearest paired items above and below.
    pub(super) new_gaps: Vec<Gap>,
}

/// The nearest paired items above and below an item, as indices of the book; `None` at the end of a page.
pub(super) type Gap = [Option<usize>; 2];

impl<'p, 'a> Context<'p, 'a> {
    pub(super) fn of(rows: &Rows<'a>, places: &'p Places<'a>, pairs: &Pairs) -> Self {
        // Only places of items that can still be paired are used.
        let free = || (0..rows.old.len()).filter(|at| pairs.old_is_free(rows, *at));
        let mut parents = Votes::on(free().map(|at| parent(&rows.old[at])));
        let pages: HashSet<&str> = free().map(|at| rows.old[at].page).collect();
        let mut last = ("", false);
        for (old, new) in pairs.of_old.iter().enumerate() {
            let Some(new) = new else { continue };
            let (old, new) = (&rows.old[old], &rows.new[*new]);
            if last.0 != old.page {
                last = (old.page, pages.contains(old.page));
            }
            if !last.1 {
                continue;
            }
            parents.count([old.page, &*old.wording.text], &*new.wording.text);
            if !old.wording.parent.is_empty() {
                parents.count(parent(old), &*new.wording.parent);
            }
        }
        let [old_gaps, new_gaps] = gaps(rows, pairs);
        Context { places, parents: parents.winners(), old_gaps, new_gaps }
    }

    /// The place in the book of an item of the lock, with these letters.
    pub(super) fn place_now<'b>(&self, old: &Item<'a>, letters: &'b str) -> Option<[&'b str; 4]>
    where
        'a: 'b,
    {
        let (page, section) = self.places.now(old)?;
        Some([page, section, self.parent_now(old), letters])
    }

    pub(super) fn page_now(&self, old: &Item<'a>) -> Option<&'a str> {
        self.places.page_now(old.page)
    }

    pub(super) fn same_section(&self, old: &Item<'a>, new: &Item) -> bool {
        self.places.now(old) == Some((new.page, &new.wording.section))
    }

    fn parent_now(&self, old: &Item<'a>) -> &'a str {
        let known = self.parents.get(&parent(old)).copied();
        known.unwrap_or(&old.wording.parent)
    }

    pub(super) fn same_parent(&self, old: &Item<'a>, new: &Item) -> bool {
        self.parent_now(old) == new.wording.parent
    }
}

/// Paths of the lock with their names in the book.
type Renamed<'a> = HashMap<[&'a str; 2], [&'a str; 2]>;

/// Paths that are no longer in the book, each with the path that now has at least half of its items. Labels that occur
/// under several items do not count, or those of a removed item would pass to its replacement.
pub(super) fn renamed_paths<'a>(rows: &'a Rows, pairs: &Pairs) -> Renamed<'a> {
    let place = |item: &Item<'a>, path: &'a str| [item.page, path];
    renamed(rows, pairs, &place, Witnesses { most_alike: 1, least: 3 })
}

/// The evidence that a place was renamed needs, besides at least half of its items.
struct Witnesses {
    /// How many items of one side can have the same text as a witness.
    most_alike: usize,
    /// How many witnesses are needed.
    least: usize,
}

fn renamed<'a>(
    rows: &'a Rows,
    pairs: &Pairs,
    place: &dyn Fn(&Item<'a>, &'a str) -> [&'a str; 2],
    needed: Witnesses,
) -> Renamed<'a> {
    let old_place = |at: usize| place(&rows.old[at], &rows.old_path[at]);
    let new_place = |at: usize| place(&rows.new[at], &rows.new_path[at]);
    let present = |at: &usize| rows.old[*at].standing == Standing::Present;
    let free = (0..rows.old.len()).filter(|at| present(at) && pairs.old_is_free(rows, *at));
    let mut gone: HashSet<[&str; 2]> = free.map(old_place).collect();
    for at in 0..rows.new.len() {
        gone.remove(&new_place(at));
    }
    if gone.is_empty() {
        return Renamed::default();
    }
    let mut having: HashMap<&str, Vec<usize>> = HashMap::new();
    for at in (0..rows.new.len()).filter(|at| pairs.new_is_free(rows, *at)) {
        having.entry(&rows.new_gist[at]).or_default().push(at);
    }
    let often = [counts(&rows.old_gist), counts(&rows.new_gist)];
    let is_witness = |gist: &str| {
        often.iter().all(|often| often.get(gist).is_none_or(|count| *count <= needed.most_alike))
    };
    let mut votes = Votes::on(gone.iter().copied());
    let mut sizes: HashMap<[&str; 2], usize> = HashMap::new();
    for at in (0..rows.old.len()).filter(|at| present(at) && gone.contains(&old_place(*at))) {
        *sizes.entry(old_place(at)).or_default() += 1;
        let gist = rows.old_gist[at].as_str();
        let equal = having.get(gist).filter(|_| is_witness(gist));
        let now: BTreeSet<[&str; 2]> = match (pairs.of_old[at], equal) {
            (Some(new), _) => BTreeSet::from([new_place(new)]),
            (None, Some(equal)) => equal.iter().map(|new| new_place(*new)).collect(),
            (None, None) => BTreeSet::new(),
        };
        now.into_iter().for_each(|now| votes.count(old_place(at), now));
    }
    let enough = |from: &[&str; 2], count: usize| {
        count >= needed.least && sizes.get(from).is_some_and(|size| count * 2 >= *size)
    };
    let decided = votes.0.into_iter().filter_map(|(from, votes)| Some((from, winner(votes)?)));
    decided.filter(|(from, (_, n))| enough(from, *n)).map(|(from, (to, _))| (from, to)).collect()
}

fn parent<'a>(item: &Item<'a>) -> [&'a str; 2] {
    [item.page, &item.wording.parent]
}

fn gaps(rows: &Rows, pairs: &Pairs) -> [Vec<Gap>; 2] {
    let partner_of_old = |at: usize| pairs.of_old[at];
    let itself_if_paired = |at: usize| pairs.of_new[at].map(|_| at);
    [gaps_of(rows.old, &partner_of_old), gaps_of(rows.new, &itself_if_paired)]
}

fn gaps_of(items: &[Item], partner: &dyn Fn(usize) -> Option<usize>) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = vec![[None; 2]; items.len()];
    for at in 0..items.len() {
        if let Some(above) = above(items, at) {
            gaps[at][0] = partner(above).or(gaps[above][0]);
        }
    }
    for at in (0..items.len()).rev() {
        if let Some(below) = super::below(items, at) {
            gaps[at][1] = partner(below).or(gaps[below][1]);
        }
    }
    gaps
}

/// For some places of the lock, how many pairs vote for each new place.
struct Votes<K, V>(HashMap<K, HashMap<V, usize>>);

impl<K: Eq + std::hash::Hash, V: Eq + std::hash::Hash + Ord + Copy> Votes<K, V> {
    /// Counts votes only for these places.
    fn on(places: impl Iterator<Item = K>) -> Self {
        Votes(places.map(|place| (place, HashMap::new())).collect())
    }

    fn count(&mut self, from: K, to: V) {
        if let Some(votes) = self.0.get_mut(&from) {
            *votes.entry(to).or_default() += 1;
        }
    }

    /// The place with the most votes for each; ties go to the first in order.
    fn winners(self) -> HashMap<K, V> {
        let decided = self.0.into_iter().filter_map(|(from, votes)| Some((from, winner(votes)?.0)));
        decided.collect()
    }
}

/// The place with the most votes; ties go to the first in order.
fn winner<V: Ord + Copy>(votes: HashMap<V, usize>) -> Option<(V, usize)> {
    votes.into_iter().max_by_key(|(to, count)| (*count, std::cmp::Reverse(*to)))
}
