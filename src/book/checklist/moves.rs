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
    /// How many removed headings each heading has replaced.
    heirs: HashMap<(String, String), usize>,
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

    /// Whether a heading replaced more than one removed heading.
    pub fn is_shared(&self, page: &str, anchor: &str) -> bool {
        self.heirs.get(&(page.to_string(), anchor.to_string())).is_some_and(|count| *count > 1)
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
                let now = split_address(now);
                let is_here =
                    is_there(now.0, now.1).then(|| (now.0.to_string(), now.1.to_string()));
                let Some((place, at)) = is_here.or_else(|| self.follow(now, lock, is_there)) else {
                    continue;
                };
                match anchor.as_str() {
                    "" => self.add_page(page, &place),
                    anchor => self.add_heading((page, anchor), (&place, &at)),
                }
            }
        }
    }

    /// The page or heading of the book that one became which has moved again, as a page and an anchor or none.
    fn follow(
        &self,
        (page, anchor): (&str, &str),
        lock: &Lock,
        is_there: &dyn Fn(&str, &str) -> bool,
    ) -> Option<(String, String)> {
        let mut at = (page.to_string(), anchor.to_string());
        for _ in 0..MOST_FOLLOWED {
            at = self.next(&at.0, &at.1, lock)?;
            if is_there(&at.0, &at.1) {
                return Some(at);
            }
        }
        None
    }

    /// Where a page or heading went, by decision of this build or as the lock remembers.
    fn next(&self, page: &str, anchor: &str, lock: &Lock) -> Option<(String, String)> {
        let found = match anchor {
            "" => self.page(page).map(|now| (now, "")),
            anchor => self.heading(page, anchor),
        };
        let remembered = || lock.pages.get(page)?.moved.get(anchor).map(|now| split_address(now));
        let (page, anchor) = found.or_else(remembered)?;
        Some((page.to_string(), anchor.to_string()))
    }

    /// What the lock remembers about a page: where it moved, or else which of its headings were renamed or are on other
    /// pages. A page whose old address is accounted for has not moved, as far as readers can tell. Headings that moved
    /// with their page are found again by every build.
    pub fn of(&self, page: &str) -> BTreeMap<String, String> {
        let now = self.pages.get(page);
        if let Some(now) = now.filter(|_| !self.accounted.contains(page)) {
            return BTreeMap::from([(String::new(), now.clone())]);
        }
        let headings = self.headings.get(page).into_iter().flatten();
        let elsewhere = headings.filter(|(_, (there, _))| Some(there) != now);
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
        let now = (now.0.to_string(), now.1.to_string());
        let headings = self.headings.entry(page.to_string()).or_default();
        if headings.insert(anchor.to_string(), now.clone()).as_ref() != Some(&now) {
            *self.heirs.entry(now).or_default() += 1;
        }
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
    pub fn led(&self, page: &str) -> Option<&str> {
        self.0.get(page)?.as_deref()
    }
}
