//! From the text of a source file to a typed tree: front matter, included text, Markdown.
//!
//! Pure; processes one file at a time. Uses only [`crate::text`].

mod comment_signs;
pub mod front_matter;
pub mod include;
pub mod markdown;
pub mod source_file;
