//! tickbook builds a static site from a folder of Markdown, for handbooks with tasks: every task list becomes a
//! checklist that keeps its ticks in the reader's browser.
//!
//! A build is a pipeline of stages, each a function from one type to the next:
//!
//! ```text
//! Config ─▶ Sources ─▶ Vec<Chapter> ─▶ Book ─▶ Vec<Output> ─▶ disk | memory
//! load      read       parse (par)     assemble  render (par)   emit | serve
//! ```
//!
//! The code has five layers, listed below from the highest to the lowest. Each uses only the layers below it, which
//! `tests/suite/layers.rs` checks.

#![warn(missing_docs)]

pub mod app;
pub mod site;

pub mod book;
pub mod syntax;

pub mod text;
