//! The search index: made from the texts of the chapters, in files that a browser loads piece by piece.
//!
//! A document is a section of a chapter. Words are folded (`words`), collected with their places (`postings`), grouped
//! by their stems (`groups`) and split into `shards`, of which a query needs few; `files` puts all into files. Pure: `render` decides where
//! files are written.

mod files;
mod groups;
mod numbers;
mod postings;
mod shards;
mod text;
pub mod words;

pub use files::{Contents, File, Piece, files, shared_texts, text_piece};
pub use postings::Postings;
pub use text::{Item, Section, Text};

/// A chapter in the index.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// The title.
    pub title: &'a str,
    /// The page, relative to the root of the site and encoded.
    pub url: &'a str,
    /// The title of the part that contains it, or empty.
    pub part: &'a str,
    /// The anchor and the heading of each section.
    pub sections: Vec<(String, String)>,
}
