//! A Markdown file before it is parsed.

use crate::text::diag::SourceText;
use std::sync::Arc;

/// A Markdown file.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The path below the content folder, with forward slashes.
    pub path: String,
    /// The text, without a byte order mark and with `\n` at the end of each line.
    pub text: SourceText,
    /// The title of the page, if a `{{#title}}` in the text sets it.
    pub title: Option<String>,
    /// Whether search includes it.
    pub is_searched: bool,
    /// Where the text of each file begins in a text that was put together of several, with the name of the file; empty for
    /// any other.
    pub parts: Vec<(usize, Arc<str>)>,
    /// When it was changed last by the history of its repository, such as `2026-11-22`, if the book asks for that.
    pub updated: Option<String>,
}
