//! book.lock: what readers already hold.
//!
//! Owns the lock as a value, its text form (`read`, `write`) and the comparison of two locks
//! (`changes`). Never decides which item is which, which is the matter of [`crate::checklist`], and
//! never touches a file.
//!
//! Each item, page and heading has one line, sorted by id, so that git merges the work of two authors: a line changes
//! only where its item does. Items that are gone keep their line for good, as `retired`, so that one
//! that returns finds its id again.

pub mod changes;
mod read;
mod write;

use crate::checklist::Wording;
pub use read::read;
use std::collections::BTreeMap;
use std::sync::Arc;
pub use write::{line, page_line, text};

/// The name of the file, beside book.toml.
pub const FILE_NAME: &str = "book.lock";

/// The version of the format that this program writes, and the newest that it reads.
pub const VERSION: i64 = 2;

/// All that readers may hold of the book: ticks by the ids of items, links by pages and their headings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    /// The items that the book has or had, by id.
    pub items: BTreeMap<String, Entry>,
    /// The pages that the book has or had, by site path. None is ever taken out.
    pub pages: Arc<BTreeMap<String, Page>>,
}

/// What is known of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Its title when it was first built.
    pub title: String,
    /// The anchors that it has or had, each with the text of its heading; empty for one in raw HTML.
    pub anchors: BTreeMap<String, String>,
}

/// What is known of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The path of its page on the site, such as `role/budget.html`.
    pub page: String,
    /// Its place among the items of its page. Numbers leave gaps, so that an item that comes between
    /// two others changes no line but its own.
    pub at: u32,
    /// What it says, and where on the page it stands; shared with the chapter that says it.
    pub wording: Arc<Wording>,
    /// How often it has been reworded, from 1.
    pub revision: u32,
    /// Whether the book has it.
    pub status: Status,
}

/// Whether the book has an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It does.
    Live,
    /// It did.
    Retired,
}
