//! The search index: from the texts of the chapters to the files that a browser loads piece by piece.
//!
//! A document is a section of a chapter. Words are folded (`words`), gathered with their places
//! (`postings`), put together by their stems (`groups`) and cut into shards (`files`), of which a
//! query needs few. Pure: which file is written where is for `render` to say.

mod files;
mod groups;
mod numbers;
mod postings;
mod text;
pub mod words;

pub use files::{File, files, text_file};
pub use postings::Postings;
pub use text::{Item, Section, Text};

/// A chapter as the index names it.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// The title.
    pub title: &'a str,
    /// The page, relative to the root of the site and encoded.
    pub url: &'a str,
    /// The title of the part that holds it, or empty.
    pub part: &'a str,
}
