//! From the book to the files of the site: HTML, search index, EPUB, feeds, files for hosts.
//!
//! Every stage here returns outputs and writes none. It uses the layers below it and nothing of [`crate::app`].

pub mod delivery;
pub mod discovery;
pub mod epub;
pub mod epub_files;
pub mod highlight;
pub mod hosts;
pub mod html;
pub mod lint;
pub mod offline;
pub mod output_rules;
pub mod page;
pub mod render;
pub mod search;
pub mod social_card;
pub mod theme;
