//! book.lock: everything that readers may have ticks for or links to.
//!
//! Owns the lock as a value, its text form (`read`, `fields`, `write`), the lines that a merge left for one item
//! (`sides`), the comparison of two locks (`changes`), and the output of `tickbook lock` (`list`). Never decides which
//! item is which ([`crate::book::checklist`] does), and never touches a file.
//!
//! Each item, page and heading has one complete line, so a line is read the same wherever a merge puts it. Lines are in
//! the order of pages and of the places on them, so changes by two authors to different chapters are far apart. Removed
//! items keep their line for good, as `retired`, so that one that returns gets its id again.

pub mod changes;
mod faults;
mod fields;
pub mod list;
mod merge;
mod read;
mod write;

use crate::text::wording::Wording;
pub use fields::split_address;
pub use merge::merged;
pub use read::read;
use std::collections::BTreeMap;
use std::sync::Arc;
pub use write::{line, page_key, page_line, text};

/// The name of the file, next to book.toml.
pub const FILE_NAME: &str = "book.lock";

/// The version of the format that this program writes, and the newest that it can read.
pub const VERSION: i64 = 3;

/// The last line of every file from version 3 on: without it, the file is truncated.
pub const LAST_LINE: &str = "# end of book.lock";

/// The distance between the places of two lines that follow each other on a page.
const STEP: u32 = 1000;

/// The highest revision of an item, at which counting stops. No item is reworded so often, so a higher number in the
/// file is a fault. At the limit nothing is lost: pages and builds detect a rewording by the words themselves.
pub const HIGHEST_REVISION: u32 = 1_000_000;

/// How many earlier texts of an item are stored.
const MOST_FORMER: usize = 8;

/// How many former ids of the book are stored: every page names them.
const MOST_FORMER_IDS: usize = 16;

/// Everything that readers may have of the book: ticks by the ids of items, links by pages and headings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    /// The ids under which browsers store ticks.
    pub ids: BookIds,
    /// The items that the book has or had, by id.
    pub items: BTreeMap<String, Entry>,
    /// The lines of each item that has several different ones. The item itself is in `items` too, as it is if the book
    /// is not known.
    pub sides: BTreeMap<String, Vec<Entry>>,
    /// The pages that the book has or had, by site path. No build removes one.
    pub pages: Arc<BTreeMap<String, Page>>,
}

/// The ids of the book, under which browsers store the ticks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BookIds {
    /// The current id; empty if no build has recorded one.
    pub now: String,
    /// The former ids, the oldest first.
    pub formerly: Vec<String>,
}

impl BookIds {
    /// Gives the book another id.
    pub fn change(&mut self, new: &str) {
        if self.now == new {
            return;
        }
        let old = std::mem::replace(&mut self.now, new.to_string());
        self.formerly.retain(|id| id != new && *id != old);
        self.formerly.push(old);
        let oldest = self.formerly.len().saturating_sub(MOST_FORMER_IDS);
        self.formerly.drain(..oldest);
    }
}

/// A page in the lock.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Its title: from the last build for a page with items, from the first one for all others.
    pub title: String,
    /// The anchors that it has or had, each with the text of its heading; empty for an anchor in raw HTML.
    pub anchors: BTreeMap<String, String>,
    /// Where it and its headings have probably moved, by anchor; the empty anchor is the page itself. A place is a site
    /// path, with `#` and an anchor if it is a heading. Kept until the author accounts for the old address.
    pub moved: BTreeMap<String, String>,
}

/// An item in the lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The path of its page on the site, such as `role/budget.html`.
    pub page: String,
    /// Its place among the items of its page, live and retired. The file does not contain the number: the order of its
    /// lines is the order of places. Numbers leave gaps, so that an item inserted between two others changes the place
    /// of none.
    pub at: u32,
    /// Its text and position on the page; shared with the chapter that contains it.
    pub wording: Arc<Wording>,
    /// How often it has been reworded, from 1.
    pub revision: u32,
    /// Whether it is in the book.
    pub status: Status,
    /// Its former texts, the newest last, at most eight.
    pub former: Vec<String>,
    /// The open questions about it.
    pub questions: Questions,
}

/// Questions that only the author of an item can answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Questions {
    /// Whether it is the item with this former text, whose ticks it keeps.
    pub was: Option<String>,
    /// Whether it is the removed item with this id, whose ticks it does not have.
    pub near: Option<String>,
}

impl Questions {
    /// Whether there is an open question.
    pub fn are_open(&self) -> bool {
        self.was.is_some() || self.near.is_some()
    }
}

impl Entry {
    /// The former texts of an item whose text changes now.
    pub fn former_and_this(&self) -> Vec<String> {
        merge::latest(self.former.iter().chain([&self.wording.text]))
    }
}

/// The revision of an item whose text changes now.
pub fn next_revision(revision: u32) -> u32 {
    revision.saturating_add(1).min(HIGHEST_REVISION)
}

/// Whether the book has an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It is in the book.
    Live,
    /// It was removed.
    Retired,
}

impl Status {
    /// The name of the status in the file.
    pub fn name(self) -> &'static str {
        match self {
            Status::Live => "live",
            Status::Retired => "retired",
        }
    }
}

impl Lock {
    /// The items of each page in the order of their places.
    pub fn by_page(&self) -> BTreeMap<&str, Vec<(&str, &Entry)>> {
        let mut pages: BTreeMap<&str, Vec<(&str, &Entry)>> = BTreeMap::new();
        for (id, entry) in &self.items {
            pages.entry(&entry.page).or_default().push((id, entry));
        }
        for items in pages.values_mut() {
            items.sort_by_key(|(id, entry)| (entry.at, *id));
        }
        pages
    }
}
