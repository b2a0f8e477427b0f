//! The note about the address of the site.

use crate::book::config;
use crate::text::diag::Diagnostic;

impl Diagnostic {
    /// The address of the site is not set. `line` sets it.
    pub fn address_unset(line: &str) -> Self {
        let lacks = super::LACKS;
        Self::note("TB1605", format!("the address of the site is not set, so {lacks}"))
            .in_file(config::FILE_NAME)
            .help(format!("write this line below `[output.html]` in book.toml: {line}"))
    }
}
