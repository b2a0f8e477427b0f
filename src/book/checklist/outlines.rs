//! What pages are called and which headings they have, before and now, where an address is gone.
//!
//! Beside the items of a page, this tells where it and its sections are now. Owns which pages are looked at: those that have
//! vanished or come, and those whose headings or title have changed; none as long as nothing that the lock knows is missing.
//! So an unchanged book costs one look-up a heading. Never decides where anything has gone.

use super::moves::Accounted;
use super::{normalised, section, title};
use crate::book::lock::{Lock, Page};
use crate::syntax::markdown::Chapter;
use crate::syntax::markdown::tree::descend;
use std::collections::{HashMap, HashSet};

/// A page of the lock or of the book.
#[derive(Debug)]
pub(super) struct Outline<'a> {
    pub(super) page: &'a str,
    /// Normalised; empty where it is not known.
    pub(super) title: String,
    /// In the lock's outline in the order of their anchors, since it knows no other.
    pub(super) headings: Vec<Heading<'a>>,
    /// Whether this address is on this side alone: a page that has vanished, or a new one.
    pub(super) is_open: bool,
    /// The page of the book that had this address, as its author says.
    pub(super) led: Option<&'a str>,
}

/// A heading of a page.
#[derive(Debug)]
pub(super) struct Heading<'a> {
    pub(super) anchor: &'a str,
    /// Its text, normalised.
    pub(super) label: String,
    /// The headings down to it. The lock does not know those of headings without items.
    pub(super) section: String,
    /// Whether this address is on this side alone: a heading that has vanished, or a new one.
    pub(super) is_open: bool,
    /// Whether it has vanished and no other heading of the lock says the same.
    pub(super) is_alone: bool,
}

/// The outlines of both sides.
#[derive(Debug, Default)]
pub(super) struct Outlines<'a> {
    pub(super) old: Vec<Outline<'a>>,
    pub(super) new: Vec<Outline<'a>>,
}

impl<'a> Outlines<'a> {
    /// Those of the pages that may tell where something has gone. `chapters` are those of the book by the paths of their pages.
    pub(super) fn of(
        chapters: &[(&'a str, &'a Chapter)],
        lock: &'a Lock,
        accounted: &'a Accounted,
    ) -> Self {
        let here: HashMap<&str, &Chapter> = chapters.iter().copied().collect();
        let mut is_anything_lost = false;
        let mut vanished = Vec::new();
        // Pages that have no other address in the lock, or lack what a former address of theirs has.
        let mut wanted: HashSet<&str> = HashSet::new();
        for (page, known) in lock.pages.iter().filter(|(page, _)| !here.contains_key(page.as_str()))
        {
            let led = accounted.led(page).filter(|led| here.contains_key(led));
            match led {
                Some(led) => {
                    let lacks = here.get(led).is_some_and(|now| lacks(page, known, now, accounted));
                    if lacks || !lock.pages.contains_key(led) {
                        wanted.insert(led);
                        vanished.push((page.as_str(), known, Some(led)));
                    }
                }
                None if accounted.has_page(page) => {}
                None => vanished.push((page.as_str(), known, None)),
            }
        }
        is_anything_lost |= !vanished.is_empty();
        for (page, chapter) in chapters {
            let known = lock.pages.get(*page);
            let has_more = known.is_none_or(|known| has_more(known, chapter));
            // As many, and none that the lock does not know: the usual case needs no set.
            let is_same = |known: &Page| !has_more && chapter.headings.len() == known.anchors.len();
            let lacks = known
                .is_some_and(|known| !is_same(known) && lacks(page, known, chapter, accounted));
            is_anything_lost |= lacks;
            if lacks || has_more {
                wanted.insert(page);
            }
        }
        if !is_anything_lost {
            return Outlines::default();
        }
        let changed = |(page, chapter): &&(&'a str, &'a Chapter)| {
            let retitled = |known: &Page| normalised(&known.title) != name(chapter);
            wanted.contains(page) || lock.pages.get(*page).is_some_and(retitled)
        };
        let changed: Vec<(&str, &Chapter)> = chapters.iter().filter(changed).copied().collect();
        let there = changed.iter().filter_map(|(page, chapter)| {
            let known = lock.pages.get(*page)?;
            Some(before(page, known, Some(chapter), accounted))
        });
        let gone = vanished.into_iter().map(|(page, known, led)| {
            let now = led.and_then(|led| here.get(led)).copied();
            Outline { led, is_open: true, ..before(page, known, now, accounted) }
        });
        let mut old: Vec<Outline> = there.chain(gone).collect();
        find_alone(&mut old, lock);
        let new = changed.iter().map(|(page, chapter)| now(page, chapter, lock.pages.get(*page)));
        Outlines { old, new: new.collect() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.old.is_empty()
    }

    /// Whether a page is among them.
    pub(super) fn pages(&self) -> HashSet<&str> {
        self.old.iter().chain(&self.new).map(|outline| outline.page).collect()
    }
}

/// Notes which of the headings that have vanished say what no other heading of the lock says.
fn find_alone(outlines: &mut [Outline], lock: &Lock) {
    let mut often: HashMap<String, usize> = HashMap::new();
    let lost = |outline: &Outline| -> Vec<String> {
        let lost = outline.headings.iter().filter(|heading| heading.is_open);
        lost.map(|heading| heading.label.clone()).collect()
    };
    often.extend(outlines.iter().flat_map(lost).map(|label| (label, 0)));
    for text in lock.pages.values().flat_map(|page| page.anchors.values()) {
        if let Some(often) = often.get_mut(&normalised(text)) {
            *often += 1;
        }
    }
    for heading in outlines.iter_mut().flat_map(|outline| &mut outline.headings) {
        heading.is_alone = heading.is_open && often.get(&heading.label) == Some(&1);
    }
}

/// Whether a chapter has a heading that the lock does not know.
fn has_more(known: &Page, chapter: &Chapter) -> bool {
    chapter.headings.iter().any(|heading| !known.anchors.contains_key(&heading.id))
}

/// Whether a chapter lacks a heading that its page had, and of which nobody says what became.
fn lacks(page: &str, known: &Page, chapter: &Chapter, accounted: &Accounted) -> bool {
    let ids = chapter.anchor_ids();
    known.anchors.iter().any(|(anchor, text)| is_lost(page, (anchor, text), &ids, accounted))
}

/// Whether an anchor of the lock is that of a heading that is not among the ids of its chapter, and of which nobody says what
/// became.
fn is_lost(
    page: &str,
    (anchor, text): (&str, &str),
    ids: &HashSet<&str>,
    accounted: &Accounted,
) -> bool {
    !text.is_empty() && !ids.contains(anchor) && !accounted.has_heading(page, anchor)
}

/// The outline of a page of the lock. `chapter` is what the book has there now.
fn before<'a>(
    page: &'a str,
    known: &'a Page,
    chapter: Option<&Chapter>,
    accounted: &Accounted,
) -> Outline<'a> {
    let ids = chapter.map(Chapter::anchor_ids).unwrap_or_default();
    let headings = known.anchors.iter().filter(|(_, text)| !text.is_empty());
    let headings = headings.map(|(anchor, text)| Heading {
        anchor,
        label: normalised(text),
        section: String::new(),
        is_open: is_lost(page, (anchor, text), &ids, accounted),
        is_alone: false,
    });
    let mut headings: Vec<Heading> = headings.collect();
    // Of equal headings the first has the shortest anchor, and the tenth follows the ninth.
    headings.sort_by_key(|heading| (heading.anchor.len(), heading.anchor));
    Outline { page, title: normalised(&known.title), headings, is_open: false, led: None }
}

/// The outline of a page of the book.
fn now<'a>(page: &'a str, chapter: &'a Chapter, known: Option<&Page>) -> Outline<'a> {
    let mut trail = Vec::new();
    let headings = chapter.headings.iter().enumerate().map(|(index, heading)| {
        descend(&chapter.headings, &mut trail, index);
        let above = trail.iter().filter_map(|index| chapter.headings.get(*index));
        Heading {
            anchor: &heading.id,
            label: normalised(&heading.text),
            section: section(above.map(|heading| heading.text.as_str())),
            is_open: known.is_none_or(|known| !known.anchors.contains_key(&heading.id)),
            is_alone: false,
        }
    });
    let headings = headings.collect();
    Outline { page, title: name(chapter), headings, is_open: known.is_none(), led: None }
}

/// What the lock would call a chapter, normalised.
fn name(chapter: &Chapter) -> String {
    let title = title(chapter);
    normalised(&if title.is_empty() { chapter.title_text() } else { title })
}
