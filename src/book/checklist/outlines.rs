//! The titles and headings of pages before and now, for addresses that were removed.
//!
//! With the items of a page, they show where it and its sections moved. Owns which pages are compared: removed and new
//! ones, and those whose headings or title changed; none if the book still has everything in the lock. So an unchanged
//! book costs one look-up per heading. Never decides where anything moved.

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
    /// Normalised; empty if it is not known.
    pub(super) title: String,
    /// In the lock's outline in the order of their anchors, because the lock has no other order.
    pub(super) headings: Vec<Heading<'a>>,
    /// Whether this address is only on this side: a removed page, or a new one.
    pub(super) is_open: bool,
    /// The page of the book that formerly had this address, according to the author.
    pub(super) led: Option<&'a str>,
}

/// A heading of a page.
#[derive(Debug)]
pub(super) struct Heading<'a> {
    pub(super) anchor: &'a str,
    /// Its text, normalised.
    pub(super) label: String,
    /// The headings down to it. The lock has none for headings without items.
    pub(super) section: String,
    /// Whether this address is only on this side: a removed heading, or a new one.
    pub(super) is_open: bool,
    /// Whether it was removed and no other heading of the lock has the same text.
    pub(super) is_alone: bool,
}

/// The outlines of both sides.
#[derive(Debug, Default)]
pub(super) struct Outlines<'a> {
    pub(super) old: Vec<Outline<'a>>,
    pub(super) new: Vec<Outline<'a>>,
}

impl<'a> Outlines<'a> {
    /// The outlines of pages that can show where something moved. `chapters` are those of the book by page path.
    pub(super) fn of(
        chapters: &[(&'a str, &'a Chapter)],
        lock: &'a Lock,
        accounted: &'a Accounted,
    ) -> Self {
        let here: HashMap<&str, &Chapter> = chapters.iter().copied().collect();
        let mut is_anything_lost = false;
        let mut vanished = Vec::new();
        // Pages that have no other address in the lock, or lack a heading of one of their former addresses.
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
            // The usual case needs no set: as many headings, and none that the lock does not have.
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

    /// The site paths of these pages.
    pub(super) fn pages(&self) -> HashSet<&str> {
        self.old.iter().chain(&self.new).map(|outline| outline.page).collect()
    }
}

/// Marks the removed headings whose text no other heading of the lock has.
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

/// Whether a chapter has a heading that is not in the lock.
fn has_more(known: &Page, chapter: &Chapter) -> bool {
    chapter.headings.iter().any(|heading| !known.anchors.contains_key(&heading.id))
}

/// Whether a chapter lacks a heading of its page, and the author does not say what happened to it.
fn lacks(page: &str, known: &Page, chapter: &Chapter, accounted: &Accounted) -> bool {
    let ids = chapter.anchor_ids();
    known.anchors.iter().any(|(anchor, text)| is_lost(page, (anchor, text), &ids, accounted))
}

/// Whether an anchor of the lock is that of a heading which its chapter lacks, and the author does not say what
/// happened to it.
fn is_lost(
    page: &str,
    (anchor, text): (&str, &str),
    ids: &HashSet<&str>,
    accounted: &Accounted,
) -> bool {
    !text.is_empty() && !ids.contains(anchor) && !accounted.has_heading(page, anchor)
}

/// The outline of a page of the lock. `chapter` is the one now at that address.
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

/// The title of a chapter in the lock, normalised.
fn name(chapter: &Chapter) -> String {
    let title = title(chapter);
    normalised(&if title.is_empty() { chapter.title_text() } else { title })
}
