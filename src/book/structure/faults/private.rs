//! What is not published, and what names it.

use crate::text::diag::{Diagnostic, SourceText};
use std::ops::Range;

/// How many files a note about several names.
const MOST_NAMES: usize = 3;

const PRIVATE_NAME: &str =
    "rename the file or the folder so that it does not begin with `_`, or remove the link";

const PRIVATE_NAME_LISTED: &str =
    "rename the file or the folder so that it does not begin with `_`, or remove the entry";

impl Diagnostic {
    /// A link to a private chapter; `said` is the place of its `published: false`, if not its name makes it private.
    pub fn link_to_private(
        source: &SourceText,
        span: Range<usize>,
        target: &str,
        said: Option<(&SourceText, Range<usize>)>,
    ) -> Self {
        let fault = Self::error("TB0502", format!("the chapter `{target}` is private"))
            .at(source, span)
            .label("not published");
        match said {
            Some((chapter, place)) => fault
                .related(chapter, place, "set here")
                .help("remove `published: false` from that chapter, or remove the link"),
            None => fault.help(PRIVATE_NAME),
        }
    }

    /// SUMMARY.md lists a private chapter: the entry is left out.
    pub fn outline_private(
        source: &SourceText,
        span: Range<usize>,
        target: &str,
        is_named: bool,
    ) -> Self {
        Self::error("TB0502", format!("the chapter `{target}` is private"))
            .at(source, span)
            .label("left out of the navigation")
            .help(match is_named {
                true => PRIVATE_NAME_LISTED,
                false => "remove `published: false` from that chapter, or remove the entry",
            })
    }

    /// What is not published: private chapters, and comments in others, of which it marks the first.
    pub fn not_published(private: &[String], comments: &[(&SourceText, Range<usize>)]) -> Self {
        let counted = |count: usize, what: &str| match count {
            1 => format!("1 {what}"),
            _ => format!("{count} {what}s"),
        };
        let mut parts = Vec::new();
        if !private.is_empty() {
            parts.push(format!("{} ({})", counted(private.len(), "chapter"), first_names(private)));
        }
        if !comments.is_empty() {
            parts.push(counted(comments.len(), "comment"));
        }
        let fault = Self::note("TB0208", format!("not published: {}", parts.join(" and "))).help(
            match private.is_empty() {
                true => "to publish a comment, remove the signs around it",
                false => {
                    "to publish a chapter, remove `published: false`, or rename what begins with `_`"
                }
            },
        );
        let mut places = comments.iter().take(MOST_NAMES);
        let Some((source, span)) = places.next() else { return fault };
        let fault = fault.at(source, span.clone()).label("a comment");
        places.fold(fault, |fault, (source, span)| fault.related(source, span.clone(), "a comment"))
    }
}

/// The first few names of a list.
fn first_names(files: &[String]) -> String {
    let shown: Vec<String> =
        files.iter().take(MOST_NAMES).map(|file| format!("`{file}`")).collect();
    match files.len().saturating_sub(MOST_NAMES) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
