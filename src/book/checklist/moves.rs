//! Where pages and headings moved: by decision of the matcher, and according to the author.
//!
//! Also what the lock remembers of it. Plain values; decides nothing.

use crate::book::lock::{Lock, split_address};
use std::collections::{BTreeMap, HashMap, HashSet};

/// How many moves of one page are followed.
const MOST_FOLLOWED: usize = 8;

/// The new places of pages and headings that are no longer at their address. Removed ones have no entry.
#[derive(Debug, Default)]
pub struct Moves {
    pages: BTreeMap<String, String>,
    headings: BTreeMap<String, BTreeMap<String, (String, String)>>,
    /// The moved pages whose old addresses are accounted for.
    accounted: HashSet<String>,
}

impl Moves {
    /// The page that replaced a removed one.
    pub fn page(&self, page: &str) -> Option<&str> {
        self.pages.get(page).map(String::as_str)
    }

    /// The page and the anchor of the heading that replaced a removed one; the anchor is empty if a chapter did.
    pub fn heading(&self, page: &str, anchor: &str) -> Option<(&str, &str)> {
        let (page, anchor) = self.headings.get(page)?.get(anchor)?;
        Some((page, anchor))
    }

    /// Notes which pages need not be remembered, because their old addresses are accounted for.
    pub fn note(&mut self, accounted: &Accounted) {
        let known = self.pages.keys().filter(|page| accounted.has_page(page));
        self.accounted = known.cloned().collect();
    }

    /// Adds the moves that earlier builds have found, where nothing in the book shows them any more: those of addresses
    /// that the author has not accounted for. `is_there` tells whether the book has a page, and an anchor on it.
    pub fn remember(
        &mut self,
        lock: &Lock,
        accounted: &Accounted,
        is_there: &dyn Fn(&str, &str) -> bool,
    ) {
        for (page, known) in lock.pages.iter() {
            for (anchor, now) in &known.moved {
                let is_settled = match anchor.as_str() {
                    "" => accounted.has_page(page),
                    anchor => accounted.has_heading(page, anchor),
                };
                if is_settled || is_there(page, anchor) {
                    continue;
                }
                let (place, at) = split_address(now);
                if is_there(place, at) {
                    match anchor.as_str() {
                        "" => self.add_page(page, place),
                        anchor => self.add_heading((page, anchor), (place, at)),
                    }
                } else if anchor.is_empty()
                    && let Some(last) = self.follow(place, lock, is_there)
                {
                    self.add_page(page, &last);
                }
            }
        }
    }

    /// The page of the book that a page became which has moved again.
    fn follow(
        &self,
        page: &str,
        lock: &Lock,
        is_there: &dyn Fn(&str, &str) -> bool,
    ) -> Option<String> {
        let mut page = page;
        for _ in 0..MOST_FOLLOWED {
            let remembered = || lock.pages.get(page)?.moved.get("").map(String::as_str);
            page = self.page(page).or_else(remembered)?;
            if is_there(page, "") {
                return Some(page.to_string());
            }
        }
        None
    }

    /// What the lock remembers about a page: where it moved, or else which of its headings are on other pages. A page
    /// whose old address is accounted for has not moved, as far as readers can tell. Headings that were renamed on their
    /// page are found again by every build.
    pub fn of(&self, page: &str) -> BTreeMap<String, String> {
        let now = self.pages.get(page);
        if let Some(now) = now.filter(|_| !self.accounted.contains(page)) {
            return BTreeMap::from([(String::new(), now.clone())]);
        }
        let home = now.map_or(page, String::as_str);
        let headings = self.headings.get(page).into_iter().flatten();
        let elsewhere = headings.filter(|(_, (now, _))| now != page && now != home);
        elsewhere
            .map(|(anchor, (now, at))| {
                let now = if at.is_empty() { now.clone() } else { format!("{now}#{at}") };
                (anchor.clone(), now)
            })
            .collect()
    }

    pub(super) fn add_page(&mut self, page: &str, now: &str) {
        self.pages.insert(page.to_string(), now.to_string());
    }

    pub(super) fn add_heading(&mut self, (page, anchor): (&str, &str), now: (&str, &str)) {
        let headings = self.headings.entry(page.to_string()).or_default();
        headings.insert(anchor.to_string(), (now.0.to_string(), now.1.to_string()));
    }
}

/// The author's statements about addresses. The matcher does not search for chapters at these addresses.
#[derive(Debug, Clone, Default)]
pub struct Accounted(HashMap<String, Option<String>>);

impl Accounted {
    /// Adds a page, or a heading as `page.html#anchor`, that is gone, is redirected, or is no chapter.
    pub fn settle(&mut self, address: String) {
        self.0.entry(address).or_default();
    }

    /// Adds the former address of a page of the book.
    pub fn lead(&mut self, former: String, page: &str) {
        self.0.insert(former, Some(page.to_string()));
    }

    /// Whether the author says what happened to a page.
    pub(super) fn has_page(&self, page: &str) -> bool {
        self.0.contains_key(page)
    }

    /// Whether the author says what happened to a heading.
    pub(super) fn has_heading(&self, page: &str, anchor: &str) -> bool {
        !self.0.is_empty() && self.0.contains_key(&format!("{page}#{anchor}"))
    }

    /// The page of the book that formerly had this address.
    pub(super) fn led(&self, page: &str) -> Option<&str> {
        self.0.get(page)?.as_deref()
    }
}
