//! Faults of files that are not text.

use crate::text::diag::{Diagnostic, SourceText};
use std::ops::Range;

impl Diagnostic {
    /// A file is not UTF-8. `offset` counts the bytes of the file from 0; the source is the readable part of it.
    pub fn not_utf8(source: &SourceText, span: Range<usize>, offset: usize, byte: u8) -> Self {
        let (file, line) = (&source.file, line_of(source, &span));
        let message = format!("{file} is not UTF-8: byte {offset} (line {line}) is 0x{byte:02X}");
        Self::error("TB0201", message)
            .at(source, span)
            .label("not valid UTF-8")
            .help("save the file as UTF-8")
    }

    /// A file contains a NUL byte. `offset` counts the bytes of the file from 0.
    pub fn nul_byte(source: &SourceText, span: Range<usize>, offset: usize) -> Self {
        let (file, line) = (&source.file, line_of(source, &span));
        let message = format!("{file} contains a NUL byte at byte {offset} (line {line})");
        Self::error("TB0202", message)
            .at(source, span)
            .label("not allowed in text")
            .help("remove the byte, or save the file as UTF-8 if it is UTF-16")
    }
}

/// The number of a line, counted from 1.
fn line_of(source: &SourceText, span: &Range<usize>) -> usize {
    source.text.bytes().take(span.start).filter(|byte| *byte == b'\n').count() + 1
}
