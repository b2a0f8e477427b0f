//! The differences between a site and what is at its target: for a dry run, and for the summary of a run.

use super::counted;
use crate::text::diag::print::visible;

/// How many pages of a kind are listed.
const MOST_LISTED: usize = 10;

/// The site paths of the files that differ, each list in the order of the paths.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Difference {
    /// Files that are new at the target.
    pub(super) added: Vec<String>,
    /// Files with another content.
    pub(super) changed: Vec<String>,
    /// Files that the site no longer has.
    pub(super) removed: Vec<String>,
}

impl Difference {
    /// How many files differ.
    pub(super) fn count(&self) -> usize {
        self.added.len() + self.changed.len() + self.removed.len()
    }

    /// The difference as lines: how many files, then the pages. Other files, such as assets, are only counted.
    pub(super) fn listed(&self) -> String {
        let kinds =
            [("added", &self.added), ("changed", &self.changed), ("removed", &self.removed)];
        let counts = kinds.map(|(kind, paths)| format!("{} {kind}", paths.len()));
        let mut text = format!("{}: {}", counted(self.count()), counts.join(", "));
        let mut others = 0;
        for (kind, paths) in kinds {
            let pages: Vec<&String> = paths.iter().filter(|path| path.ends_with(".html")).collect();
            others += paths.len() - pages.len();
            for path in pages.iter().take(MOST_LISTED) {
                text.push_str(&format!("\n  {kind:<8} {}", visible(path)));
            }
            if let Some(more) = pages.len().checked_sub(MOST_LISTED).filter(|more| *more > 0) {
                let pages = if more == 1 { "page" } else { "pages" };
                text.push_str(&format!("\n  {kind:<8} … and {more} more {pages}"));
            }
        }
        if others > 0 {
            text.push_str(&format!("\n  and {} besides pages", counted(others)));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_listed_up_to_a_limit_and_other_files_counted() {
        let difference = Difference {
            added: (0..12).map(|number| format!("n{number:02}.html")).collect(),
            changed: vec!["a.css".into(), "index.html".into()],
            removed: vec!["old\u{1b}[31m.html".into()],
        };
        let text = difference.listed();
        assert!(
            text.starts_with("15 files: 12 added, 2 changed, 1 removed\n  added    n00.html\n")
        );
        assert!(text.contains(
            "\n  added    n09.html\n  added    … and 2 more pages\n  changed  index.html\n"
        ));
        assert!(
            text.ends_with("\n  and 1 file besides pages") && !text.contains('\u{1b}'),
            "{text}"
        );
        assert_eq!(Difference::default().listed(), "0 files: 0 added, 0 changed, 0 removed");
    }
}
