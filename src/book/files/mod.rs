//! Opens the author's files and reads them as text: below a folder, without links, up to a size.
//!
//! Knows nothing of what a file is for.

pub mod confined;
mod faults;

use crate::text::diag::{Diagnostic, SourceText};
use std::io::Read;
use std::ops::Range;
use std::sync::Arc;

/// The largest text file, in bytes: a chapter, a file of the theme.
pub(crate) const LARGEST_TEXT: u64 = 16 * 1024 * 1024;

/// The largest book.lock, in bytes. It has a line for each item and heading of the book, so it grows with the book and not with its
/// largest chapter: a book of the most chapters, each with a dozen items, stays within it.
pub(crate) const LARGEST_LOCK: u64 = 256 * 1024 * 1024;

/// The largest other file, in bytes. Each is in memory until the site is written.
pub(crate) const LARGEST_ASSET: u64 = 256 * 1024 * 1024;

/// The bytes of a file; `None` if there are more than `largest`. Never reads beyond that.
pub(crate) fn read_within(file: std::fs::File, largest: u64) -> std::io::Result<Option<Vec<u8>>> {
    let length = file.metadata()?.len();
    if length > largest {
        return Ok(None);
    }
    // The file may grow after its size was read.
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    file.take(largest + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= largest).then_some(bytes))
}

/// Decodes UTF-8, drops a byte order mark and makes every line end with `\n`, so that the same text
/// gives the same output however an editor saved it.
pub fn decode(file: &str, bytes: Vec<u8>) -> Result<Arc<str>, Diagnostic> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let byte = error.as_bytes().get(offset).copied().unwrap_or_default();
        let (source, span) = legible(file, error.as_bytes(), offset);
        Diagnostic::not_utf8(&source, span, offset, byte)
    })?;
    if let Some(offset) = text.find('\0') {
        let (source, span) = legible(file, text.as_bytes(), offset);
        return Err(Diagnostic::nul_byte(&source, span, offset));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    if text.contains('\r') {
        Ok(text.replace("\r\n", "\n").replace('\r', "\n").into())
    } else {
        Ok(text.into())
    }
}

/// The readable part of a file up to the line with an invalid byte, and the place of that byte in it.
fn legible(file: &str, bytes: &[u8], offset: usize) -> (SourceText, Range<usize>) {
    /// No more of a line is shown; a binary file may have no lines at all.
    const MOST_AFTER: usize = 400;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    let (before, after) = bytes.split_at(offset.min(bytes.len()));
    let before = text(before.strip_prefix("\u{feff}".as_bytes()).unwrap_or(before));
    let after = text(after.get(..MOST_AFTER).unwrap_or(after));
    let after = after.lines().next().unwrap_or_default();
    let width = after.chars().next().map_or(0, char::len_utf8);
    let span = before.len()..before.len() + width;
    (SourceText { file: file.into(), text: format!("{before}{after}").into() }, span)
}
