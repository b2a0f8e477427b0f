//! Markdown to a typed tree: the third stage.
//!
//! [`parse`] is pure, takes one file and never fails: what is wrong becomes a diagnostic beside the
//! tree. HTML, navigation, checklists, links and the print edition all read the tree; none of them
//! sees Markdown.

mod autolink;
mod lower;
pub mod marks;
mod math;
pub mod outline;
mod raw;
pub mod reading;
pub mod slug;
pub mod tree;

pub use lower::{is_item_id, is_variable_name};
pub use tree::Chapter;

use crate::diag::Diagnostic;
use crate::front_matter;
use crate::source::SourceFile;
pub use outline::Outline;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How deep blocks and inlines may nest. The tree is walked recursively, so this bounds the stack.
pub const MAX_DEPTH: usize = 100;

/// The most checklist items of one chapter. Each has a line in book.lock, and stands on the page, in the print edition and
/// on the plan page.
const MOST_ITEMS: usize = 20_000;

/// The most footnotes that one chapter refers to.
const MOST_NOTES: usize = 20_000;

/// What parsing depends on besides the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether quotes, dashes and ellipses are made typographic.
    pub smart_punctuation: bool,
    /// For each language, what begins the lines of code that are not shown. Rust has its own rule.
    pub hidelines: Arc<BTreeMap<String, String>>,
    /// Whether what stands between dollar signs is a formula.
    pub math: bool,
    /// What `{{ var.name }}` stands for, by name.
    pub variables: Arc<BTreeMap<String, String>>,
    /// Whether to gather what lints judge besides the tree.
    pub marks: bool,
}

/// Parses one chapter.
pub fn parse(file: &SourceFile, options: &Options) -> Chapter {
    let mut diagnostics = Vec::new();
    let (front, body) = front_matter::parse(&file.text, &mut diagnostics);
    let mut chapter = lower::lower(file, front, body, options, diagnostics);
    if let Some(item) = chapter.tasks.get(MOST_ITEMS) {
        let fault =
            Diagnostic::too_many(&chapter.source, item.span.clone(), "checklist items", MOST_ITEMS);
        chapter.diagnostics.push(fault);
    }
    chapter
}

/// Takes SUMMARY.md out of the files, where there is one and it lists chapters.
pub fn take_outline(files: &mut Vec<SourceFile>, options: &Options) -> Option<Outline> {
    let at = files.iter().position(|file| file.path == outline::FILE_NAME)?;
    let outline = lower::outline::read(files.get(at)?, options);
    outline.lists_chapters().then(|| {
        files.remove(at);
        outline
    })
}
