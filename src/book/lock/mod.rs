//! book.lock: what readers already hold.
//!
//! Owns the lock as a value, its text form (`read`, `fields`, `write`), what comes of several lines that a merge
//! has left for one item (`sides`), the comparison of two locks (`changes`), what an author answers a build
//! (`answers`), and what people are shown of a lock (`list`). Never decides which item is which, which is the matter of [`crate::book::checklist`], and never touches a
//! file.
//!
//! Each item, page and heading has one line that says all there is to say of it, so a line is read the same
//! wherever a merge has put it. Lines are in the order of pages and of the places on them, so the work of two
//! authors on different chapters lies far apart. Items that are gone keep their line for good, as `retired`, so that
//! one that returns finds its id again.

pub mod changes;
mod faults;
mod fields;
pub mod list;
mod merge;
mod read;
mod write;

use crate::text::wording::Wording;
pub use merge::merged;
pub use read::read;
use std::collections::BTreeMap;
use std::sync::Arc;
pub use write::{line, page_key, page_line, text};

/// The name of the file, beside book.toml.
pub const FILE_NAME: &str = "book.lock";

/// The version of the format that this program writes, and the newest that it reads.
pub const VERSION: i64 = 3;

/// The last line of every file from version 3 on: without it, the file has been cut off.
pub const LAST_LINE: &str = "# end of book.lock";

/// The distance between the places of two lines that follow each other on a page.
const STEP: u32 = 1000;

/// The highest revision of an item, at which counting stops. Nobody rewords an item so often, so a higher one in the file
/// is a fault. At this one nothing is lost: pages tell readers of other words by the words themselves, and so do builds.
pub const HIGHEST_REVISION: u32 = 1_000_000;

/// How many earlier texts of an item are kept.
const MOST_FORMER: usize = 8;

/// How many former ids of the book are kept: every page names them.
const MOST_FORMER_IDS: usize = 16;

/// All that readers may hold of the book: ticks by the ids of items, links by pages and their headings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    /// The name of the reader's store.
    pub ids: BookIds,
    /// The items that the book has or had, by id.
    pub items: BTreeMap<String, Entry>,
    /// What each line says of an item that has several of them, which say different things. The item itself
    /// is in `items` too, as it is if nothing more is known.
    pub sides: BTreeMap<String, Vec<Entry>>,
    /// The pages that the book has or had, by site path. No build takes one out.
    pub pages: Arc<BTreeMap<String, Page>>,
}

/// The ids of the book, under which browsers keep the ticks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BookIds {
    /// The id that it has; empty where no build has recorded one.
    pub now: String,
    /// Those that it had before, the oldest first.
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

/// What is known of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Its title: that of the last build of a page with items, of the first one of any other.
    pub title: String,
    /// The anchors that it has or had, each with the text of its heading; empty for one in raw HTML.
    pub anchors: BTreeMap<String, String>,
}

/// What is known of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The path of its page on the site, such as `role/budget.html`.
    pub page: String,
    /// Its place among the items of its page, live and retired. The file has no such number: the order of its
    /// lines is the order of places. Numbers leave gaps, so that an item that comes between two others
    /// changes the place of none.
    pub at: u32,
    /// What it says, and where on the page it stands; shared with the chapter that says it.
    pub wording: Arc<Wording>,
    /// How often it has been reworded, from 1.
    pub revision: u32,
    /// Whether the book has it.
    pub status: Status,
    /// What it said before, the newest last, at most eight texts.
    pub former: Vec<String>,
    /// What its author has yet to say of it.
    pub questions: Questions,
}

/// What only the author of an item knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Questions {
    /// Whether it is the item that said this, as whose it keeps its ticks.
    pub was: Option<String>,
    /// Whether it is the item of this id, which has gone and whose ticks it does not have.
    pub near: Option<String>,
}

impl Questions {
    /// Whether there is one.
    pub fn are_open(&self) -> bool {
        self.was.is_some() || self.near.is_some()
    }
}

impl Entry {
    /// The earlier texts of an item that says something else from now on.
    pub fn former_and_this(&self) -> Vec<String> {
        merge::latest(self.former.iter().chain([&self.wording.text]))
    }
}

/// The revision of an item that says something else from now on.
pub fn next_revision(revision: u32) -> u32 {
    revision.saturating_add(1).min(HIGHEST_REVISION)
}

/// Whether the book has an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It does.
    Live,
    /// It did.
    Retired,
}

impl Status {
    /// The word for it in the file.
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
