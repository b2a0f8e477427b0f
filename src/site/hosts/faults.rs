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
        Self::warning("TB1601", format!("the book has {has} {what}, but {host} accepts only {most}"))
            .at(source, span)
            .label(format!("{} of them are left out", has - most))
            .help(
                "remove rules that are no longer needed; redirects left out still work through a page, and files without a rule are revalidated on each visit",
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
        Self::warning(
            "TB1602",
            format!("{what} longer than the {most} characters that {host} accepts"),
        )
        .at(source, span)
        .label("left out for this host")
        .help("shorten the target; until then, a page at the old address redirects readers")
    }

    /// A header whose line is too long for a host; the policy is the one that authors lengthen.
    pub fn header_too_long(
        source: &SourceText,
        span: Range<usize>,
        host: &str,
        (name, most): (&str, usize),
    ) -> Self {
        let message = format!(
            "the line for the header {name} is longer than the {most} characters that {host} accepts"
        );
        Self::warning("TB1604", message)
            .at(source, span)
            .label("left out for this host")
            .help("use fewer sources in `content-security-policy`; until then, only the pages contain the policy")
    }

    /// A host name for the file CNAME, which no host of the book reads.
    pub fn cname_unread(source: &SourceText, span: Range<usize>) -> Self {
        Self::warning("TB1603", "none of the hosts reads a CNAME file".to_string())
            .at(source, span)
            .label("has no effect")
            .help("remove the key, or add \"github-pages\" to `output.html.host`")
    }
}
