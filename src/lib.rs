//! tickbook builds a static site from a folder of Markdown, for handbooks whose readers act on what
//! they read: every task list becomes a checklist that keeps its ticks in the reader's browser.
//!
//! A build is a pipeline of stages, each a function from one type to the next:
//!
//! ```text
//! Config ─▶ Sources ─▶ Vec<Chapter> ─▶ Book ─▶ Vec<Output> ─▶ disk | memory
//! load      read       parse (par)     assemble  render (par)   emit | serve
//! ```
//!
//! The modules stand below in the order in which a build reaches them. Only the two ends touch the
//! world: [`config`], [`source`] and [`theme`] read, [`emit`] writes, [`serve`] listens,
//! [`publish`] sends.

#![warn(missing_docs)]

pub mod pipeline;

pub mod book;
pub mod checklist;
pub mod config;
pub mod delivery;
pub mod emit;
pub mod epub;
pub mod external;
pub mod found;
pub mod front_matter;
pub mod highlight;
pub mod hosts;
pub mod html;
pub mod include;
pub mod lint;
pub mod lock;
pub mod markdown;
pub mod offline;
pub mod page;
pub mod policy;
pub mod publish;
pub mod render;
pub mod search;
pub mod serve;
pub mod share;
pub mod source;
pub mod stems;
pub mod theme;

pub mod diag;
pub mod init;
pub mod schema;

pub mod cli;
