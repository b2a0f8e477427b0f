//! Decides for pages and headings without items on one side, after those with items.
//!
//! Searches only for places that lost their address, and only among addresses that the lock does not know: so an
//! unmoved place is never matched with another one, and the cost grows with the size of the change.

use super::deciding::{Deciding, FEW, MOST_SECTIONS, best_first};
use super::evidence::SAME_PARENT;
use super::side::Place;
use crate::book::checklist::matching::labels::Kinship;
use crate::book::checklist::matching::similarity::is_brief;
use crate::book::checklist::moves::Moves;
use crate::book::checklist::outlines::{Outline, Outlines};
use std::collections::{HashMap, HashSet};

/// How many initial letters of a word make two labels candidates.
const BEGINNING: usize = 4;

/// A sign that makes two places candidates for each other.
#[derive(PartialEq, Eq, Hash)]
enum Sign<'a> {
    /// All pages.
    Page,
    /// A page: by its title, by its file name, by one of its headings, and by its address.
    Title(&'a str),
    File(&'a str),
    Has(u32),
    At(&'a str),
    /// A heading: by the page of the book, and by its text there or anywhere.
    On(usize),
    Says(usize, &'a str),
    SaysAnywhere(&'a str),
    /// A word of a label by its beginning; for a heading, with the page of the book.
    Word(Option<usize>, &'a str),
}

impl<'a> Deciding<'a, '_> {
    /// Pairs pages whose former address is given by the author.
    pub(super) fn led(&mut self, outlines: &Outlines<'a>) {
        let is_new: HashSet<&str> =
            outlines.new.iter().filter(|one| one.is_open).map(|one| one.page).collect();
        for outline in &outlines.old {
            let Some(led) = outline.led.filter(|led| is_new.contains(led)) else { continue };
            let (old, new) =
                (self.old.known.get(&(outline.page, "")), self.new.known.get(&(led, "")));
            if let (Some(old), Some(new)) = (old.copied(), new.copied())
                && self.before[new].is_none()
            {
                self.join(old, new);
            }
        }
    }

    /// Decides for pages and headings without items on one side, and returns the new places of all lost addresses.
    pub(super) fn others(&mut self, outlines: &Outlines<'a>) -> Moves {
        self.pages(outlines);
        let headings = self.headings(outlines);
        self.moves(&headings)
    }

    /// Decides for pages. `outlines` are those of both sides.
    fn pages(&mut self, outlines: &Outlines<'a>) {
        let at =
            |known: &HashMap<(&str, &str), usize>, page: &'a str| known.get(&(page, "")).copied();
        let old: Vec<usize> = outlines
            .old
            .iter()
            .filter(|one| one.led.is_none())
            .filter_map(|one| at(&self.old.known, one.page))
            .collect();
        let new: Vec<usize> =
            outlines.new.iter().filter_map(|one| at(&self.new.known, one.page)).collect();
        let free_old: Vec<usize> = old.into_iter().filter(|at| self.now[*at].is_none()).collect();
        let free_new: Vec<usize> =
            new.into_iter().filter(|at| self.before[*at].is_none()).collect();
        let pairs = candidates(
            free_old.iter().map(|at| (*at, page_signs(&self.old.places[*at]))),
            free_new.iter().map(|at| (*at, page_signs(&self.new.places[*at]))),
        );
        let scored = pairs.into_iter().filter(|pair| self.is_bare(*pair)).map(|(old, new)| {
            let (place, now) = (&self.old.places[old], &self.new.places[new]);
            (self.evidence.score([&self.old, &self.new], place, now, 0.0), old, new)
        });
        let scored = scored.collect();
        self.join_best(scored);
        // For a page without items the recorded title is the one of its first build, so it counts little.
        for old in free_old {
            let place = &self.old.places[old];
            let Some(new) = self.new.known.get(&place.address).copied() else { continue };
            let now = &self.new.places[new];
            let is_free = self.now[old].is_none() && self.before[new].is_none();
            let is_row = self.evidence.labels.kinship(place.label, now.label) == Kinship::Row;
            if is_free && !is_row && place.items.is_empty() && now.items.is_empty() {
                self.join(old, new);
            }
        }
    }

    /// Whether a pair was not decided by items.
    fn is_bare(&self, (old, new): (usize, usize)) -> bool {
        self.old.places[old].items.is_empty() || self.new.places[new].items.is_empty()
    }

    /// Decides for headings, and returns the new places of all that lost their address.
    fn headings(&self, outlines: &Outlines<'a>) -> Vec<Option<usize>> {
        let homes = self.homes(outlines);
        let mut now: Vec<Option<usize>> = vec![None; self.old.places.len()];
        let mut taken = vec![false; self.new.places.len()];
        let named = self.old.places.iter().zip(&self.now).enumerate();
        for (old, (_, new)) in named.filter(|(_, (place, _))| place.anchor.is_some()) {
            now[old] = *new;
            new.iter().for_each(|new| taken[*new] = true);
        }
        let lost =
            self.old.places.iter().enumerate().filter(|(at, place)| {
                place.anchor.is_some() && place.is_open && now[*at].is_none()
            });
        let lost = lost.map(|(at, place)| (at, heading_signs(homes[place.page], place)));
        let there =
            self.new.places.iter().enumerate().filter(|(at, place)| {
                !taken[*at] && (place.anchor.is_some() || is_new_page(place))
            });
        let there = there.map(|(at, place)| (at, heading_signs(Some(place.page), place)));
        let outlines: HashMap<&str, &Outline> =
            outlines.old.iter().map(|outline| (outline.page, outline)).collect();
        let scored = candidates(lost, there).into_iter().filter_map(|(old, new)| {
            let outline = outlines.get(self.old.places[old].address.0)?;
            let score = self.heading(outline, &homes, (old, new))?;
            Some((score, old, new))
        });
        for (old, new) in best_first(scored.collect()) {
            if now[old].is_none() && !taken[new] {
                now[old] = Some(new);
                taken[new] = true;
            }
        }
        now
    }

    /// The score for a heading that became another one, or a chapter; `None` if that is impossible.
    fn heading(
        &self,
        outline: &Outline,
        homes: &[Option<usize>],
        (old, new): (usize, usize),
    ) -> Option<f32> {
        let (place, there) = (&self.old.places[old], &self.new.places[new]);
        let score = |at_home| self.evidence.score([&self.old, &self.new], place, there, at_home);
        if there.parent.is_none() {
            // The section may have had all items of its page, so that the new chapter was matched with the page.
            let has_its_items = self.before[new] == Some(place.page);
            let is_free = self.before[new].is_none() && self.is_bare((old, new));
            let is_called_so = self.kinship(place, there) == Kinship::Same;
            let may = is_called_so && (has_its_items || is_free && self.tells(place, there));
            return may.then(|| score(0.0));
        }
        let is_home = homes[place.page] == Some(there.page);
        let is_new = there.is_open || self.is_of_another(outline, place, there);
        let may = is_new && self.is_bare((old, new)) && (is_home || self.tells(place, there));
        may.then(|| score(if is_home { SAME_PARENT } else { 0.0 }))
    }

    /// For each page of the lock, the page of the book with its headings.
    fn homes(&self, outlines: &Outlines<'a>) -> Vec<Option<usize>> {
        let mut homes = self.now.clone();
        for outline in &outlines.old {
            let old = self.old.known.get(&(outline.page, ""));
            let led = outline.led.and_then(|led| self.new.known.get(&(led, "")));
            if let (Some(old), Some(led)) = (old, led) {
                homes[*old] = Some(*led);
            }
        }
        homes
    }

    /// Whether a heading at a known address came from elsewhere: its page moved from another address, or the author
    /// redirected the page of the lost heading to it and it had no such heading.
    fn is_of_another(&self, outline: &Outline, place: &Place, there: &Place) -> bool {
        let page = &self.new.places[there.page];
        let came = self.before[there.page].map(|old| self.old.places[old].address);
        let has = |anchor: &str| outline.headings.iter().any(|one| one.anchor == anchor);
        came.is_some_and(|came| came != page.address)
            || (outline.led == Some(page.address.0)
                && place.address.0 != page.address.0
                && !there.anchor.is_some_and(has))
    }

    /// Whether the words of a heading are enough to find it on another page.
    fn tells(&self, place: &Place, there: &Place) -> bool {
        place.is_alone && self.kinship(place, there) == Kinship::Same && !is_brief(place.label)
    }

    fn kinship(&self, place: &Place, there: &Place) -> Kinship {
        self.evidence.labels.kinship(place.label, there.label)
    }

    /// Everything that lost its address, with its new place.
    fn moves(&self, headings: &[Option<usize>]) -> Moves {
        let mut moves = Moves::default();
        for ((place, now), heading) in self.old.places.iter().zip(&self.now).zip(headings) {
            if !place.is_open {
                continue;
            }
            if let (None, Some(now)) = (place.parent, now) {
                moves.add_page(place.address.0, self.new.places[*now].address.0);
            }
            if let (Some(anchor), Some(now)) = (place.anchor, heading) {
                let there = &self.new.places[*now];
                let anchor_now = if there.parent.is_none() { Some("") } else { there.anchor };
                if let Some(anchor_now) = anchor_now {
                    moves.add_heading((place.address.0, anchor), (there.address.0, anchor_now));
                }
            }
        }
        moves
    }
}

fn is_new_page(place: &Place) -> bool {
    place.parent.is_none() && place.is_open
}

/// The signs of a page.
fn page_signs<'a>(place: &Place<'a>) -> Vec<Sign<'a>> {
    let path = place.address.0;
    let file = path.rsplit_once('/').map_or(path, |(_, file)| file);
    let mut signs = vec![Sign::Page, Sign::Title(place.label), Sign::File(file), Sign::At(path)];
    signs.extend(beginnings(place.label).map(|word| Sign::Word(None, word)));
    signs.extend(place.headings.iter().map(|heading| Sign::Has(*heading)));
    signs
}

/// The signs of a heading. `page` is that of the book.
fn heading_signs<'a>(page: Option<usize>, place: &Place<'a>) -> Vec<Sign<'a>> {
    let mut signs = vec![Sign::SaysAnywhere(place.label)];
    if let Some(page) = page {
        signs.extend([Sign::On(page), Sign::Says(page, place.label)]);
        signs.extend(beginnings(place.label).map(|word| Sign::Word(Some(page), word)));
    }
    signs
}

fn beginnings(label: &str) -> impl Iterator<Item = &str> {
    label.split(' ').filter_map(|word| {
        let end = word.char_indices().nth(BEGINNING).map_or(word.len(), |(end, _)| end);
        word.get(..end).filter(|word| !word.is_empty())
    })
}

/// The pairs that share a rare sign.
fn candidates<'a>(
    old: impl Iterator<Item = (usize, Vec<Sign<'a>>)>,
    new: impl Iterator<Item = (usize, Vec<Sign<'a>>)>,
) -> Vec<(usize, usize)> {
    let mut having: HashMap<Sign, Vec<usize>> = HashMap::new();
    for (at, signs) in new {
        signs.into_iter().for_each(|sign| having.entry(sign).or_default().push(at));
    }
    let mut pairs = Vec::new();
    for (old, signs) in old {
        let mut near: Vec<usize> = Vec::new();
        for sign in &signs {
            let most = match sign {
                Sign::Page | Sign::On(_) => MOST_SECTIONS,
                // If several have the same text elsewhere, none is chosen.
                Sign::SaysAnywhere(_) => 1,
                _ => FEW,
            };
            let list = having.get(sign).filter(|list| list.len() <= most);
            near.extend(list.into_iter().flatten());
        }
        near.sort_unstable();
        near.dedup();
        pairs.extend(near.into_iter().map(|new| (old, new)));
    }
    pairs
}
