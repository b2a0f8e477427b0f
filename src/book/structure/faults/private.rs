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

    /// The text of a private chapter or of a draft is part of a page, because another chapter includes it. `said` is the
    /// chapter and the key that keeps it from being published.
    pub fn private_text_shown(
        source: &SourceText,
        span: Range<usize>,
        (chapter, place, key): (&SourceText, Range<usize>, &str),
    ) -> Self {
        let (is, line) = match key {
            "draft" => ("a draft", "draft: true"),
            _ => ("private", "published: false"),
        };
        let name = chapter.file.rsplit('/').next().unwrap_or_default();
        let message = format!("`{}` is {is}, but its text is on a page", chapter.file);
        Self::warning("TB0210", message)
            .at(source, span)
            .label("published here")
            .related(chapter, place, "set here")
            .help(format!(
                "remove the include or `{line}`; if the file is there only to be included, call it `_{name}`"
            ))
    }

    /// What is not published: private chapters, drafts, and comments in other chapters, of which it marks the first.
    pub fn not_published(
        private: &[String],
        drafts: &[String],
        comments: &[(&SourceText, Range<usize>)],
    ) -> Self {
        let counted = |count: usize, what: &str| match count {
            1 => format!("1 {what}"),
            _ => format!("{count} {what}s"),
        };
        let named = |files: &[String], what| {
            (!files.is_empty())
                .then(|| format!("{} ({})", counted(files.len(), what), first_names(files)))
        };
        let comment = (!comments.is_empty()).then(|| counted(comments.len(), "comment"));
        // Drafts are not named, so that a build can be remembered beside the site: authors often have some.
        let draft = (!drafts.is_empty()).then(|| counted(drafts.len(), "draft"));
        let parts = [named(private, "chapter"), draft, comment];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let parts = match parts.as_slice() {
            [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
            parts => parts.concat(),
        };
        let help = match (private.is_empty(), drafts.is_empty()) {
            (true, true) => "to publish a comment, remove the signs around it",
            (true, false) => "to publish a draft, remove `draft: true`",
            (false, true) => {
                "to publish a chapter, remove `published: false`, or rename what begins with `_`"
            }
            (false, false) => {
                "to publish a chapter, remove `published: false` or `draft: true`, or rename what begins with `_`"
            }
        };
        let fault = Self::note("TB0208", format!("not published: {parts}")).help(help);
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
