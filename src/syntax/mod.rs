//! From the text of a source file to a typed tree: front matter, included text, Markdown.
//!
//! Pure, and one file at a time. It uses [`crate::text`] alone.

pub mod front_matter;
pub mod include;
pub mod markdown;
pub mod source_file;
