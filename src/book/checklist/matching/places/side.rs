//! The places of one side: pages, the sections with items, and the headings of pages that have changed.
//!
//! For a heading without items the lock knows only its page; such a heading is loose. Looks at one side at a time and
//! decides nothing.

use crate::book::checklist::matching::{Item, Standing};
use crate::book::checklist::outlines::{Heading, Outline};
use crate::text::wording::BELOW;
use std::collections::{HashMap, HashSet};

/// A page or a section, by the site path of the page and the headings down to it.
pub(super) type Address<'a> = (&'a str, &'a str);

pub(super) struct Place<'a> {
    pub(super) address: Address<'a>,
    /// The title or the heading, normalised.
    pub(super) label: &'a str,
    pub(super) parent: Option<usize>,
    /// The page that it is a part of, or itself.
    pub(super) page: usize,
    pub(super) depth: usize,
    /// The gists of all its items, by number, sorted.
    pub(super) items: Vec<u32>,
    /// For a page that changed, the texts of its headings, by number, sorted.
    pub(super) headings: Vec<u32>,
    /// The anchor of its heading, if it is known.
    pub(super) anchor: Option<&'a str>,
    /// Whether its page, or its anchor, is only on this side.
    pub(super) is_open: bool,
    /// Whether its heading was removed and no other heading of the lock has the same text.
    pub(super) is_alone: bool,
}

/// The places of one side.
pub(super) struct Side<'a> {
    pub(super) places: Vec<Place<'a>>,
    pub(super) known: HashMap<Address<'a>, usize>,
    pub(super) labels: HashSet<&'a str>,
}

/// The texts of headings as numbers; equal texts have equal numbers.
pub(super) type Numbers<'a> = HashMap<&'a str, u32>;

impl<'a> Side<'a> {
    /// The places with items, which have these gists, and those of the outlines.
    pub(super) fn of(
        items: &[Item<'a>],
        gists: &[u32],
        outlines: &'a [Outline<'a>],
        numbers: &mut Numbers<'a>,
    ) -> Self {
        let mut side = Side { places: Vec::new(), known: HashMap::new(), labels: HashSet::new() };
        let present =
            items.iter().zip(gists).filter(|(item, _)| item.standing != Standing::Retired);
        // Most are in the same place as the item before.
        let mut last: Option<(Address, usize)> = None;
        for (item, gist) in present {
            let address = (item.page, item.wording.section.as_str());
            let known = last.filter(|(last, _)| *last == address).map(|(_, at)| at);
            let at = known.unwrap_or_else(|| side.place(item.page, item.title, address.1));
            last = Some((address, at));
            let mut place = Some(at);
            while let Some(at) = place {
                let here = &mut side.places[at];
                here.items.push(*gist);
                place = here.parent;
            }
        }
        for place in &mut side.places {
            place.items.sort_unstable();
            place.items.dedup();
        }
        let mut sections: HashMap<Address, Vec<usize>> = HashMap::new();
        for (at, place) in side.places.iter().enumerate().filter(|(_, place)| place.depth > 0) {
            sections.entry((place.address.0, place.label)).or_default().push(at);
        }
        for outline in outlines {
            side.outline(outline, &sections, numbers);
        }
        side.labels = side.places.iter().map(|place| place.label).collect();
        side
    }

    /// Adds a page with its headings. `sections` are the places with items, by page and last heading.
    fn outline(
        &mut self,
        outline: &'a Outline<'a>,
        sections: &HashMap<Address, Vec<usize>>,
        numbers: &mut Numbers<'a>,
    ) {
        let page = self.place(outline.page, &outline.title, "");
        let mut equal: HashMap<&str, Vec<&'a Heading<'a>>> = HashMap::new();
        for heading in &outline.headings {
            let next = numbers.len() as u32;
            self.places[page].headings.push(*numbers.entry(&heading.label).or_insert(next));
            equal.entry(&heading.label).or_default().push(heading);
        }
        self.places[page].headings.sort_unstable();
        self.places[page].headings.dedup();
        self.places[page].is_open = outline.is_open;
        for heading in &outline.headings {
            let equal = equal.get(heading.label.as_str()).map(Vec::as_slice).unwrap_or_default();
            let sections = sections.get(&(outline.page, heading.label.as_str()));
            // If all headings with equal text have items, they are in the order of their anchors.
            let same = sections.filter(|sections| sections.len() == equal.len()).and_then(|all| {
                let rank = equal.iter().position(|one| one.anchor == heading.anchor)?;
                all.get(rank).copied()
            });
            let at = match same {
                _ if !heading.section.is_empty() => self.place(outline.page, "", &heading.section),
                Some(section) => section,
                None => self.loose(page, heading),
            };
            let place = &mut self.places[at];
            if place.anchor.is_none() {
                place.anchor = Some(heading.anchor);
                (place.is_open, place.is_alone) = (heading.is_open, heading.is_alone);
            }
        }
    }

    fn loose(&mut self, page: usize, heading: &'a Heading<'a>) -> usize {
        let address = (self.places[page].address.0, "");
        self.push(address, &heading.label, Some(page))
    }

    /// A section with all its parents, or a page if there is no section.
    fn place(&mut self, page: &'a str, title: &'a str, section: &'a str) -> usize {
        if let Some(known) = self.known.get(&(page, section)) {
            return *known;
        }
        let mut parent = None;
        let ends = section.match_indices(BELOW).map(|(at, _)| at).chain([section.len()]);
        let sections = ends.filter(|end| *end > 0).filter_map(|end| section.get(..end));
        for path in [""].into_iter().chain(sections) {
            let address = (page, path);
            let at = match self.known.get(&address) {
                Some(at) => *at,
                None => {
                    let label = match path.rsplit_once(BELOW) {
                        _ if path.is_empty() => title,
                        Some((_, last)) => last,
                        None => path,
                    };
                    let at = self.push(address, label, parent);
                    self.known.insert(address, at);
                    at
                }
            };
            parent = Some(at);
        }
        parent.unwrap_or_default()
    }

    fn push(&mut self, address: Address<'a>, label: &'a str, parent: Option<usize>) -> usize {
        let at = self.places.len();
        let above = parent.map(|parent| &self.places[parent]);
        let (page, depth) = above.map_or((at, 0), |above| (above.page, above.depth + 1));
        self.places.push(Place {
            address,
            label,
            parent,
            page,
            depth,
            items: Vec::new(),
            headings: Vec::new(),
            anchor: None,
            is_open: false,
            is_alone: false,
        });
        at
    }
}
