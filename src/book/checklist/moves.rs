//! Where pages and headings have gone: what the matcher has decided, and what the author has said of it.
//!
//! Plain values. Nothing here decides.

use std::collections::{BTreeMap, HashMap};

/// Where pages and headings are now that the book no longer has at their address. Those of which nothing is left have no entry.
#[derive(Debug, Default)]
pub struct Moves {
    pages: BTreeMap<String, String>,
    headings: BTreeMap<String, BTreeMap<String, (String, String)>>,
}

impl Moves {
    /// The page that has taken the place of a vanished one.
    pub fn page(&self, page: &str) -> Option<&str> {
        self.pages.get(page).map(String::as_str)
    }

    /// The page and the anchor of the heading that has taken the place of a vanished one; an empty anchor where a chapter has.
    pub fn heading(&self, page: &str, anchor: &str) -> Option<(&str, &str)> {
        let (page, anchor) = self.headings.get(page)?.get(anchor)?;
        Some((page, anchor))
    }

    pub(super) fn add_page(&mut self, page: &str, now: &str) {
        self.pages.insert(page.to_string(), now.to_string());
    }

    pub(super) fn add_heading(&mut self, (page, anchor): (&str, &str), now: (&str, &str)) {
        let headings = self.headings.entry(page.to_string()).or_default();
        headings.insert(anchor.to_string(), (now.0.to_string(), now.1.to_string()));
    }
}

/// What the author says of addresses: no chapter is searched for at these, because somebody has said what became of them.
#[derive(Debug, Default)]
pub struct Accounted(HashMap<String, Option<String>>);

impl Accounted {
    /// A page, or a heading as `page.html#anchor`, that is gone, leads to something else, or is no chapter.
    pub fn settle(&mut self, address: String) {
        self.0.entry(address).or_default();
    }

    /// The former address of a page of the book.
    pub fn lead(&mut self, former: String, page: &str) {
        self.0.insert(former, Some(page.to_string()));
    }

    /// Whether the author says what became of a page.
    pub(super) fn has_page(&self, page: &str) -> bool {
        self.0.contains_key(page)
    }

    /// Whether the author says what became of a heading.
    pub(super) fn has_heading(&self, page: &str, anchor: &str) -> bool {
        !self.0.is_empty() && self.0.contains_key(&format!("{page}#{anchor}"))
    }

    /// The page of the book that had this address.
    pub(super) fn led(&self, page: &str) -> Option<&str> {
        self.0.get(page)?.as_deref()
    }
}
