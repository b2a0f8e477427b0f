//! The note about the address of the site.

use crate::book::config;
use crate::text::diag::{Diagnostic, SourceText};
use std::ops::Range;

impl Diagnostic {
    /// The address of the site is not set. `line` sets it.
    pub fn address_unset(lacks: &str, line: &str) -> Self {
        Self::note("TB1605", format!("the address of the site is not set, so {lacks}"))
            .in_file(config::FILE_NAME)
            .help(format!("write this line below `[output.html]` in book.toml: {line}"))
    }

    /// Only the path of the site on its host is set.
    pub fn address_is_path(
        source: &SourceText,
        span: Range<usize>,
        lacks: &str,
        line: &str,
    ) -> Self {
        Self::note("TB1605", format!("the address of the site is not set, so {lacks}"))
            .at(source, span)
            .label("only a path")
            .help(format!("write the whole address, such as {line}"))
    }
}
