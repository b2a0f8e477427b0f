//! Matches the items of the book with those of the lock.
//!
//! First `places` decides where chapters and sections moved; the items of a section follow it. Then the items of both
//! sides are paired, at most one to one. Surer pairs come first and are final: the same text in the same place, the
//! same words there, the same text moved, a link that only one item has; then the likeliest pairs of reworded items,
//! best first over the whole book. Pairs show where parents moved (`context`), which helps to find more, so the later
//! steps are repeated until they find nothing. Texts with different meanings are never paired, however similar they
//! are.
//!
//! Pure and without threads: the same input gives the same pairs. No step compares all with all.

mod context;
mod exact;
mod fuzzy;
mod judge;
mod labels;
mod places;
mod similarity;
mod slots;

use super::language::Language;
use super::moves::Moves;
use super::outlines::Outlines;
use crate::text::wording::{Wording, gist, verbatim};
use context::Context;
use places::Places;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

/// How often the later steps are repeated at most. Each round looks at the items that the one before left over.
const TURNS: usize = 4;

/// An item of either side. The items of a page are adjacent, in the order of the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item<'a> {
    pub(super) page: &'a str,
    /// The title of its page, normalised; empty if it is not known.
    pub(super) title: &'a str,
    pub(super) wording: &'a Wording,
    /// The text as it is written; empty if it is not known, as for items of the lock.
    pub(super) written: &'a str,
    /// Whether the item can be paired by its text. In the lock a retired item is not [`Standing::Present`]; in the book
    /// an item with an explicit id is already paired.
    pub(super) standing: Standing,
}

/// Whether an item takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is in the book, or was until this build.
    Present,
    /// An earlier build retired it; only the lock has such items.
    Retired,
    /// It takes no part, or was paired by its id.
    Settled,
}

/// How sure a pair is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Certainty {
    /// Certain; the author need not check it.
    Sure,
    /// Likely; shown to the author.
    Plausible,
}

/// The pairs, from both sides.
#[derive(Debug)]
pub(super) struct Pairs {
    /// For each item of the lock, the paired item of the book.
    pub(super) of_old: Vec<Option<usize>>,
    /// For each item of the book, the paired item of the lock.
    pub(super) of_new: Vec<Option<(usize, Certainty)>>,
    /// For each item of the book, the unpaired item of the lock that it resembles but for its meaning.
    pub(super) near: Vec<Option<usize>>,
}

/// The items of both sides, with the gist of each text and the path to each item.
struct Rows<'a> {
    old: &'a [Item<'a>],
    new: &'a [Item<'a>],
    old_gist: Vec<String>,
    new_gist: Vec<String>,
    old_path: Vec<Cow<'a, str>>,
    new_path: Vec<Cow<'a, str>>,
    /// Pictures that several items of a side have.
    shared_pictures: HashSet<&'a str>,
    /// The texts of the items of each side, computed on first use.
    texts: OnceCell<[HashSet<&'a str>; 2]>,
    /// The titles of all pages, including those without items.
    titles: &'a [HashSet<&'a str>; 2],
}

impl Rows<'_> {
    /// Whether the verbatim parts of two items allow them to be the same.
    fn may_be(&self, old: usize, new: usize) -> bool {
        let is_shared = |picture: &str| self.shared_pictures.contains(picture);
        !verbatim::differs(self.old[old].wording, self.new[new].wording, &is_shared)
    }

    /// Whether an item was below a removed item and now is below a new one, according to their texts.
    fn is_below_another(&self, old: usize, new: usize) -> bool {
        let [parent, now] = [&self.old[old].wording.parent, &self.new[new].wording.parent];
        let is_there = || {
            let [before, after] = self.texts.get_or_init(|| [self.old, self.new].map(texts));
            after.contains(parent.as_str()) || before.contains(now.as_str())
        };
        !parent.is_empty() && !now.is_empty() && !is_there() && gist(parent) != gist(now)
    }

    /// Whether two items have different icons, that is, pictures that many items have.
    fn other_mark(&self, old: usize, new: usize) -> bool {
        let [old, new] = [&self.old[old].wording.pictures, &self.new[new].wording.pictures];
        let all_shared =
            old.iter().chain(new).all(|picture| self.shared_pictures.contains(picture.as_str()));
        !old.is_empty() && !new.is_empty() && old != new && all_shared
    }
}

/// Pairs the items of the lock with those of the book, and returns where the pages and headings of `outlines` moved.
/// `settled` are the pairs of explicit ids, and `titles` those of all pages of both sides.
pub(super) fn pair(
    [old, new]: [&[Item]; 2],
    settled: &[(usize, usize)],
    outlines: &Outlines,
    titles: &[HashSet<&str>; 2],
    language: &Language,
) -> (Pairs, Moves) {
    let mut pairs = Pairs::none(old, new);
    for (old, new) in settled {
        pairs.join(*old, *new, Certainty::Sure);
    }
    exact::same_page([old, new], &mut pairs);
    if pairs.nothing_left([old, new]) {
        let moves = moves([old, new], outlines, titles, language);
        return (pairs, moves);
    }
    let rows = Rows::of([old, new], titles);
    let numbers = numbers(&rows);
    let gists = [numbers[0].as_slice(), &numbers[1]];
    let (places, moves) = Places::decide(&rows, &pairs, outlines, language, gists);
    exact::same_text(&rows, &places, &mut pairs);
    exact::same_gist(&rows, &places, &mut pairs);
    exact::same_rest(&rows, &places, &mut pairs);
    exact::moved(&rows, &places, &mut pairs);
    exact::renamed(&rows, &mut pairs);
    let scale = fuzzy::Scale::of(&rows, &pairs, language);
    exact::same_link(&rows, &scale, &mut pairs);
    for _ in 0..TURNS {
        let context = Context::of(&rows, &places, &pairs);
        let found = exact::same_context(&rows, &context, &mut pairs)
            + fuzzy::likeliest(&rows, &scale, &places, Certainty::Sure, &mut pairs);
        if found == 0 {
            break;
        }
    }
    for _ in 0..TURNS {
        if fuzzy::likeliest(&rows, &scale, &places, Certainty::Plausible, &mut pairs) == 0 {
            break;
        }
    }
    fuzzy::nearest(&rows, &scale, &places, &mut pairs);
    (pairs, moves)
}

/// For each item of the book, the given item of the lock that it was, judged only by texts and places.
pub(super) fn pair_by_text([old, new]: [&[Item]; 2], language: &Language) -> Vec<Option<usize>> {
    let none = [HashSet::new(), HashSet::new()];
    let (pairs, _) = pair([old, new], &[], &Outlines::default(), &none, language);
    pairs.of_new.into_iter().map(|pair| pair.map(|(old, _)| old)).collect()
}

/// Where pages and headings moved, in a book without an unpaired item. Ignores items of pages that are not in the
/// outlines.
fn moves(
    [old, new]: [&[Item]; 2],
    outlines: &Outlines,
    titles: &[HashSet<&str>; 2],
    language: &Language,
) -> Moves {
    if outlines.is_empty() {
        return Moves::default();
    }
    let pages = outlines.pages();
    let is_near = |item: &&Item| pages.contains(item.page);
    let old: Vec<Item> = old.iter().filter(is_near).copied().collect();
    let new: Vec<Item> = new.iter().filter(is_near).copied().collect();
    let mut pairs = Pairs::none(&old, &new);
    exact::same_page([&old, &new], &mut pairs);
    let rows = Rows::of([&old, &new], titles);
    let numbers = numbers(&rows);
    Places::decide(&rows, &pairs, outlines, language, [&numbers[0], &numbers[1]]).1
}

impl<'a> Rows<'a> {
    fn of([old, new]: [&'a [Item<'a>]; 2], titles: &'a [HashSet<&'a str>; 2]) -> Self {
        let gist = |items: &[Item]| items.iter().map(|item| gist(&item.wording.text)).collect();
        let path = |items: &[Item<'a>]| items.iter().map(|item| item.wording.path()).collect();
        let (old_gist, new_gist) = (gist(old), gist(new));
        let shared_pictures = [old, new].into_iter().flat_map(shared_pictures).collect();
        let (old_path, new_path) = (path(old), path(new));
        let texts = OnceCell::new();
        Rows { old, new, old_gist, new_gist, old_path, new_path, shared_pictures, texts, titles }
    }
}

fn texts<'a>(items: &[Item<'a>]) -> HashSet<&'a str> {
    let present = items.iter().filter(|item| item.standing != Standing::Retired);
    present.map(|item| item.wording.text.as_str()).collect()
}

/// The pictures that several items have.
fn shared_pictures<'a>(items: &[Item<'a>]) -> HashSet<&'a str> {
    let mut seen = HashSet::new();
    let pictures = items.iter().flat_map(|item| &item.wording.pictures).map(String::as_str);
    pictures.filter(|picture| !seen.insert(*picture)).collect()
}

/// The gists of both sides as numbers; equal gists have equal numbers.
fn numbers(rows: &Rows) -> [Vec<u32>; 2] {
    let mut known: HashMap<&str, u32> = HashMap::new();
    let mut both = [Vec::new(), Vec::new()];
    for (numbers, gists) in both.iter_mut().zip([&rows.old_gist, &rows.new_gist]) {
        for gist in gists {
            let next = known.len() as u32;
            numbers.push(*known.entry(gist).or_insert(next));
        }
    }
    both
}

/// The item above on the same page.
fn above(items: &[Item], at: usize) -> Option<usize> {
    let above = at.checked_sub(1)?;
    are_neighbours(items.get(above)?, items.get(at)?).then_some(above)
}

/// The item below on the same page.
fn below(items: &[Item], at: usize) -> Option<usize> {
    are_neighbours(items.get(at)?, items.get(at + 1)?).then_some(at + 1)
}

fn are_neighbours(one: &Item, other: &Item) -> bool {
    let present = |item: &Item| item.standing != Standing::Retired;
    one.page == other.page && present(one) && present(other)
}

impl Pairs {
    fn none(old: &[Item], new: &[Item]) -> Self {
        Pairs {
            of_old: vec![None; old.len()],
            of_new: vec![None; new.len()],
            near: vec![None; new.len()],
        }
    }

    fn join(&mut self, old: usize, new: usize, certainty: Certainty) {
        self.of_old[old] = Some(new);
        self.of_new[new] = Some((old, certainty));
    }

    /// Whether the item of the lock can still be paired.
    fn old_is_free(&self, rows: &Rows, old: usize) -> bool {
        self.of_old[old].is_none() && rows.old[old].standing != Standing::Settled
    }

    /// Whether the item of the book can still be paired.
    fn new_is_free(&self, rows: &Rows, new: usize) -> bool {
        self.of_new[new].is_none() && rows.new[new].standing == Standing::Present
    }

    fn nothing_left(&self, [old, new]: [&[Item]; 2]) -> bool {
        let may = |item: &Item| item.standing != Standing::Settled;
        let is_left = |item: &Item| item.standing == Standing::Present;
        !new.iter().zip(&self.of_new).any(|(item, pair)| pair.is_none() && is_left(item))
            || !old.iter().zip(&self.of_old).any(|(item, pair)| pair.is_none() && may(item))
    }
}
