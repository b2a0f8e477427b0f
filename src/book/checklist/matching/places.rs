//! Decides where chapters and sections moved; items and headings follow this decision.
//!
//! A place is a page or a section of one. Each of the lock is paired with at most one of the book: the likeliest pairs
//! first, by title, items and headings, parent, and last by file name. An item that is in many places counts little.
//! Pages are decided before their sections, and places with items (`deciding`) before pages and headings without any
//! (`bare`), so that no heading is separated from its items.

mod bare;
mod deciding;
mod evidence;
mod side;

use super::labels::{Labels, number_before};
use super::slots::{Slots, hashed};
use super::{Item, Pairs, Rows, Standing};
use crate::book::checklist::language::Language;
use crate::book::checklist::moves::Moves;
use crate::book::checklist::outlines::Outlines;
use crate::book::checklist::words::{Word, words};
use deciding::Deciding;
use evidence::Evidence;
use side::{Address, Numbers, Side};
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

/// The decisions for the places of the lock with items.
pub(super) struct Places<'a> {
    now: HashMap<Address<'a>, Address<'a>>,
    before: HashMap<Address<'a>, Address<'a>>,
    /// Removed places, each with a new one that is the next in its series.
    next: HashSet<(Address<'a>, Address<'a>)>,
    /// The title of each page of the book with items.
    titles: HashMap<&'a str, &'a str>,
}

impl<'a> Places<'a> {
    /// Decides for all places with items, and for everything else that lost its address. `gists` are the numbers of the
    /// gists of both sides.
    pub(super) fn decide(
        rows: &Rows<'a>,
        pairs: &Pairs,
        outlines: &'a Outlines<'a>,
        language: &Language,
        gists: [&[u32]; 2],
    ) -> (Self, Moves) {
        let mut numbers = Numbers::new();
        let old = Side::of(rows.old, gists[0], &outlines.old, &mut numbers);
        let new = Side::of(rows.new, gists[1], &outlines.new, &mut numbers);
        let (slots, numbers) = rows_of_labels([&old, &new], language);
        let labels =
            Labels { language, slots: &slots, numbers: &numbers, known: RefCell::default() };
        let evidence = Evidence::of(labels, [&old, &new], rows, gists);
        let mut deciding = Deciding::new(old, new, evidence);
        deciding.led(outlines);
        deciding.with_items(rows, pairs);
        let moves = if outlines.is_empty() { Moves::default() } else { deciding.others(outlines) };
        (Places::of(&deciding), moves)
    }

    fn of(decided: &Deciding<'a, '_>) -> Self {
        let (old, new) = (&decided.old.places, &decided.new.places);
        let both = old.iter().zip(&decided.now).filter_map(|(old, now)| {
            let now = now.map(|now| &new[now])?;
            let hold = !old.items.is_empty() && !now.items.is_empty();
            hold.then_some((old.address, now.address))
        });
        let now: HashMap<Address, Address> = both.collect();
        let before = now.iter().map(|(old, new)| (*new, *old)).collect();
        let pages = new.iter().filter(|place| place.depth == 0 && !place.items.is_empty());
        let titles = pages.map(|page| (page.address.0, page.label)).collect();
        Places { now, before, next: decided.next_of_rows(), titles }
    }

    /// The page and section in the book of an item of the lock, if its place still exists. A retired item returns to
    /// the place that it left, if that has the same name.
    pub(super) fn now(&self, item: &Item<'a>) -> Option<Address<'a>> {
        let address = (item.page, item.wording.section.as_str());
        if item.standing != Standing::Retired {
            return self.now.get(&address).copied();
        }
        let title = self.titles.get(item.page)?;
        let is_called_so = *title == item.title || title.is_empty() || item.title.is_empty();
        is_called_so.then_some(address)
    }

    /// The new page of a page of the lock.
    pub(super) fn page_now(&self, page: &'a str) -> Option<&'a str> {
        self.now.get(&(page, "")).map(|(page, _)| *page)
    }

    /// Whether an item can move from one place to the other: not if one place was removed, the other is new, and the
    /// text is not distinctive; and never to the next place in a series.
    pub(super) fn lets_pass(&self, old: &Item<'a>, new: &Item<'a>, tells: bool) -> bool {
        let gone = self.now(old).is_none();
        let there = (new.page, new.wording.section.as_str());
        let fresh = !self.before.contains_key(&there);
        !(gone && fresh) || (tells && !self.is_next(old, new))
    }

    /// Whether the place of one item is the next in the series of the place of the other.
    pub(super) fn is_next(&self, old: &Item<'a>, new: &Item<'a>) -> bool {
        let [old, new] = [old, new].map(|item| (item.page, item.wording.section.as_str()));
        self.next.contains(&(old, new))
    }
}

/// The series of the labels of both sides, and those of the numbers before them.
fn rows_of_labels(sides: [&Side; 2], language: &Language) -> (Slots, Slots) {
    let of = |words: &dyn Fn(&str) -> Option<Vec<Word>>| {
        let [mut old, mut new] =
            sides.map(|side| side.labels.iter().filter_map(|label| Some(hashed(&words(label)?))));
        Slots::of([&mut old, &mut new], 1, &|_| true)
    };
    let number = |label: &str| Some(words(number_before(label)?.0, language));
    (of(&|label| Some(words(label, language))), of(&number))
}
