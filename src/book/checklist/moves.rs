//! Where pages and headings moved: by decision of the matcher, and according to the author.
//!
//! Plain values; decides nothing.

use std::collections::{BTreeMap, HashMap};

/// The new places of pages and headings that are no longer at their address. Removed ones have no entry.
#[derive(Debug, Default)]
pub struct Moves {
    pages: BTreeMap<String, String>,
    headings: BTreeMap<String, BTreeMap<String, (String, String)>>,
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

    pub(super) fn add_page(&mut self, page: &str, now: &str) {
        self.pages.insert(page.to_string(), now.to_string());
    }

    pub(super) fn add_heading(&mut self, (page, anchor): (&str, &str), now: (&str, &str)) {
        let headings = self.headings.entry(page.to_string()).or_default();
        headings.insert(anchor.to_string(), (now.0.to_string(), now.1.to_string()));
    }
}

/// The author's statements about addresses. The matcher does not search for chapters at these addresses.
#[derive(Debug, Default)]
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
