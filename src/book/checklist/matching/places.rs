//! Where chapters and sections have gone: the one decision that items and headings follow.
//!
//! A place is a page or a section of one. Each of the lock goes with at most one of the book: the likeliest pairs stand first,
//! by what the place is called, what items and headings it holds, what it belongs to, and last by its file name. An item that many
//! places hold says little about any of them. Pages are decided before the sections in them, and places that hold items (`deciding`)
//! before those of pages and headings without any (`bare`), so that no heading goes another way than its items.

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

/// What became of the places of the lock that hold items, as far as they hold any now.
pub(super) struct Places<'a> {
    now: HashMap<Address<'a>, Address<'a>>,
    before: HashMap<Address<'a>, Address<'a>>,
    /// Places that are gone and new ones that are the next of their rows.
    next: HashSet<(Address<'a>, Address<'a>)>,
    /// The title of each page of the book that holds items.
    titles: HashMap<&'a str, &'a str>,
}

impl<'a> Places<'a> {
    /// Decides for all places that hold an item, and for what else has lost its address. `gists` number what the items of both
    /// sides say.
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
    /// one gone and the other new, and what it says could be said anywhere; and never where the other is the next of a row.
    pub(super) fn lets_pass(&self, old: &Item<'a>, new: &Item<'a>, tells: bool) -> bool {
        let gone = self.now(old).is_none();
        let there = (new.page, new.wording.section.as_str());
        let fresh = !self.before.contains_key(&there);
        !(gone && fresh) || (tells && !self.is_next(old, new))
    }

    /// Whether the place of one item is the next of the row that the place of the other was of.
    pub(super) fn is_next(&self, old: &Item<'a>, new: &Item<'a>) -> bool {
        let [old, new] = [old, new].map(|item| (item.page, item.wording.section.as_str()));
        self.next.contains(&(old, new))
    }
}

/// The rows that the labels of both sides make, and those that the numbers before them make.
fn rows_of_labels(sides: [&Side; 2], language: &Language) -> (Slots, Slots) {
    let of = |words: &dyn Fn(&str) -> Option<Vec<Word>>| {
        let [mut old, mut new] =
            sides.map(|side| side.labels.iter().filter_map(|label| Some(hashed(&words(label)?))));
        Slots::of([&mut old, &mut new], 1, &|_| true)
    };
    let number = |label: &str| Some(words(number_before(label)?.0, language));
    (of(&|label| Some(words(label, language))), of(&number))
}
