//! Faults of the files for hosts.

use crate::text::diag::{Diagnostic, SourceText};
use std::ops::Range;

impl Diagnostic {
    /// A host accepts fewer rules of a kind than the book has: `counts` are these two numbers.
    pub fn host_takes_fewer(
        source: &SourceText,
        span: Range<usize>,
        host: &str,
        what: &str,
        counts: (usize, usize),
    ) -> Self {
        let (has, most) = counts;
        Self::warning("TB1601", format!("the book has {has} {what}, and {host} takes {most}"))
            .at(source, span)
            .label(format!("{} of them are left out", has - most))
            .help(
                "readers notice little: pages stand at old addresses that lead on, and files without a rule are \
                 asked for again",
            )
    }

    /// Redirects that are too long for a host: the first of them, and how many there are.
    pub fn redirect_too_long(
        source: &SourceText,
        span: Range<usize>,
        host: &str,
        of: (&str, usize),
        most: usize,
    ) -> Self {
        let (first, count) = of;
        let what = match count {
            1 => format!("the redirect from `{first}` is"),
            _ => format!("the redirect from `{first}` and {} more are", count - 1),
        };
        Self::warning("TB1602", format!("{what} longer than the {most} characters that {host} reads"))
            .at(source, span)
            .label("left out for this host")
            .help("readers come through all the same, by the page at the old address; a shorter target mends it")
    }

    /// A header whose line is too long for a host; the policy is the one that authors lengthen.
    pub fn header_too_long(
        source: &SourceText,
        span: Range<usize>,
        host: &str,
        (name, most): (&str, usize),
    ) -> Self {
        let message = format!(
            "the line for the header {name} is longer than the {most} characters that {host} reads"
        );
        Self::warning("TB1604", message)
            .at(source, span)
            .label("left out for this host")
            .help("pages carry the policy all the same; fewer sources in `content-security-policy` mend it")
    }

    /// A host name for the file CNAME, which no host of the book reads.
    pub fn cname_unread(source: &SourceText, span: Range<usize>) -> Self {
        Self::warning("TB1603", "none of the hosts reads a file CNAME".to_string())
            .at(source, span)
            .label("has no effect")
            .help("remove the key, or put \"github-pages\" into `output.html.host`")
    }
}
