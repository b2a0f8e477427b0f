//! Makes the files of the site from the book: HTML, search index, EPUB, feeds, files for hosts.
//!
//! Every stage here returns outputs and writes none. It uses only the layers below, never [`crate::app`].

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
pub mod terms;
pub mod theme;
