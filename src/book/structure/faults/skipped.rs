//! Faults of links to files that the book has and does not read.

use crate::book::source::Skipped;
use crate::text::diag::{Diagnostic, SourceText};
use crate::text::url;
use std::ops::Range;

impl Diagnostic {
    /// A link or a picture whose target is in the content folder and not read; `part` is the part of its path that is
    /// not.
    pub fn link_to_skipped(
        source: &SourceText,
        span: Range<usize>,
        (target, part): (&str, &str),
        why: Skipped,
    ) -> Self {
        let (reason, help) = told(part, why);
        Self::error("TB0501", format!("`{target}` is not in the book: {reason}"))
            .skipped(source, span, help)
    }

    /// An entry of SUMMARY.md whose chapter is in the content folder and not read.
    pub fn listed_but_skipped(
        source: &SourceText,
        span: Range<usize>,
        (target, part): (&str, &str),
        why: Skipped,
    ) -> Self {
        let (reason, help) = told(part, why);
        Self::error("TB1301", format!("the chapter `{target}` is not in the book: {reason}"))
            .skipped(source, span, help)
    }

    fn skipped(self, source: &SourceText, span: Range<usize>, help: String) -> Self {
        self.at(source, span).label("left out of the book").help(help)
    }
}

/// The reason, and what to do.
fn told(part: &str, why: Skipped) -> (String, String) {
    let name = url::split(part).1;
    let move_out = || format!("copy the file out of `{part}`, and name the copy");
    match why {
        Skipped::Hidden => (
            format!("`{name}` begins with a dot, and hidden files are not read"),
            format!("rename `{part}` to `{}`, and write that name", with_visible_name(part)),
        ),
        Skipped::Backup => (
            format!("`{name}` looks like a backup file of an editor"),
            format!("rename `{part}` without `~` and `#`, and write that name"),
        ),
        Skipped::Packages => ("`node_modules` is not read".into(), move_out()),
        Skipped::Cache => (
            format!("the folder `{part}` is tagged as a cache"),
            format!("delete `CACHEDIR.TAG` from `{part}`, or {}", move_out()),
        ),
        Skipped::Output => (format!("`{part}` is the folder of the finished site"), move_out()),
        Skipped::Theme => (format!("`{part}` is the folder of the theme"), move_out()),
        Skipped::Link => (
            format!("`{part}` is a symbolic link, and these are not followed"),
            format!("put a copy in the place of the link `{part}`"),
        ),
        Skipped::Unreadable => {
            ("its file cannot be read".to_string(), format!("mend `{part}`, as its own error says"))
        }
        Skipped::Irregular => {
            (format!("`{part}` is not a regular file"), "name a regular file".to_string())
        }
    }
}

fn with_visible_name(path: &str) -> String {
    let (folder, name) = url::split(path);
    url::join(folder, name.trim_start_matches('.'))
}
