//! The book as a whole: its configuration, its sources, its structure, its checklists and its lock.
//!
//! Decides which pages exist, what their links point to and the identity of each checklist item. It uses
//! [`crate::syntax`] and [`crate::text`], and knows nothing of HTML or of any other output.

pub mod checklist;
pub mod config;
pub mod files;
pub mod lock;
pub mod policy;
pub mod source;
pub mod structure;
