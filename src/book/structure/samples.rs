//! The sample chapters of `init`, and whether one of them is unchanged.
//!
//! Authors delete or replace samples before publishing, so their pages are recorded only after they were changed, and their
//! items are forgotten with them.

use crate::book::lock::{Lock, Status};

/// The chapters by their paths below the content folder. `SCHEMA` is replaced by a line that names a schema for
/// editors, and `TITLE` by the title of the book.
pub const CHAPTERS: [(&str, &str); 4] = [
    ("index.md", include_str!("samples/index.md")),
    ("first-week.md", include_str!("samples/first-week.md")),
    ("how-we-work.md", include_str!("samples/how-we-work.md")),
    ("when-something-breaks.md", include_str!("samples/when-something-breaks.md")),
];

/// Removes the items of sample chapters that the author has replaced. `before` is the lock before the build: it has no page
/// of a sample that nobody has changed or published, so no reader can have a tick.
pub(super) fn forget(lock: &mut Lock, before: &Lock) {
    let is_of_sample = |page: &str| {
        let stem = page.strip_suffix(".html").unwrap_or(page);
        CHAPTERS.iter().any(|(name, _)| name.strip_suffix(".md") == Some(stem))
    };
    lock.items.retain(|_, item| {
        item.status == Status::Live
            || before.pages.contains_key(&item.page)
            || !is_of_sample(&item.page)
    });
}

/// Whether the chapter at `path` is an unchanged sample.
pub(super) fn is_untouched(path: &str, text: &str) -> bool {
    let sample = CHAPTERS.iter().find(|(name, _)| *name == path);
    sample.is_some_and(|(_, sample)| {
        let mut lines = text.lines();
        let is_same = sample.lines().all(|line| lines.next().is_some_and(|now| fills(line, now)));
        is_same && lines.next().is_none()
    })
}

/// Whether a line is that of a sample, with any values of its placeholders.
fn fills(sample: &str, line: &str) -> bool {
    match sample {
        "SCHEMA" => line.starts_with("# yaml-language-server: "),
        "# TITLE" => line.starts_with("# "),
        sample => line == sample,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_known_until_a_word_of_it_changes() {
        let (name, sample) = CHAPTERS[0];
        let text = sample
            .replace("SCHEMA", "# yaml-language-server: $schema=x.json")
            .replace("TITLE", "A book of ours");
        assert!(is_untouched(name, &text));
        assert!(is_untouched(name, &text.replace('\n', "\r\n")));
        assert!(!is_untouched("other.md", &text));
        assert!(!is_untouched(name, &text.replace("gap", "hole")));
        assert!(!is_untouched(name, &format!("{text}\nMore.\n")));
        assert!(!is_untouched(name, text.trim_end().trim_end_matches("adds one.")));
    }
}
