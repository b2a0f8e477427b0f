//! Faults found by `check --external`.

use crate::text::diag::{Diagnostic, SourceText};
use std::ops::Range;
use std::path::Path;

impl Diagnostic {
    /// A dead address on another site. `reason` continues the sentence after the address.
    pub fn dead_external(
        source: &SourceText,
        span: Range<usize>,
        reason: &str,
        status: Option<u16>,
    ) -> Self {
        let help = match status {
            Some(404 | 410) => "link to where the text is now, or to a copy in an archive".into(),
            Some(status) => format!(
                "open it in a browser; if it works there, add {status} to `check.external.accept`, or the address to `check.external.ignore`"
            ),
            None => {
                "open it in a browser; if it works there, add it to `check.external.ignore`".into()
            }
        };
        Self::warning("TB1501", format!("this address {reason}"))
            .at(source, span)
            .label("broken")
            .help(help)
    }

    /// An address on another site with a permanent redirect.
    pub fn moved_external(source: &SourceText, span: Range<usize>, to: &str) -> Self {
        Self::note("TB1502", "this address has moved permanently".into())
            .at(source, span)
            .label("redirects")
            .help(format!("write `{to}`"))
    }

    /// Addresses of private networks, which are not requested. The place is that of the first.
    pub fn private_external(source: &SourceText, span: Range<usize>, count: usize) -> Self {
        let message = match count {
            1 => "an address in a private network was not checked".to_string(),
            more => format!("{more} addresses in private networks were not checked"),
        };
        Self::note("TB1503", message)
            .at(source, span)
            .label("readers elsewhere cannot reach it")
            .help("set `allow-private = true` in `[check.external]` of book.toml to check them too")
    }

    /// The file of the cache cannot be used.
    pub fn external_cache(path: &Path, reason: &str) -> Self {
        let message = format!("cannot use `{}` as the cache of answers: {reason}", path.display());
        Self::warning("TB1504", message).help(
            "delete it if you do not need it, or name another file with `check.external.cache`",
        )
    }
}
