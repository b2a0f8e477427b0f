//! book.lock in a build: its state before the book is assembled, and its new content.
//!
//! Owns when a difference between lock and book is an error. Reports nothing else about a lock that cannot be read.

use super::cache::PreviousLock;
use super::{BuildCache, Options, Run};
use crate::book::config::Config;
use crate::book::files::LARGEST_LOCK;
use crate::book::lock::changes::{self, Changes};
use crate::book::lock::{self, Lock};
use crate::book::source::LockFile;
use crate::book::structure::{Book, published};
use crate::text::diag::Diagnostic;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The new lock of a book, if it differs from the old one.
#[derive(Debug)]
pub struct LockUpdate {
    /// The whole new file.
    pub text: String,
    /// A summary of the differences.
    pub changes: Changes,
    /// The lines that differ, if they must not; else empty.
    pub difference: String,
}

/// The state of the lock before the book is assembled.
pub(super) enum LockBefore {
    /// It does not exist.
    Missing,
    /// It cannot be read.
    Unread,
    /// It was read.
    Known(PreviousLock),
}

impl LockBefore {
    pub(super) fn read(file: &LockFile, memory: &mut BuildCache, run: &mut Run) -> Self {
        match file {
            LockFile::Missing => LockBefore::Missing,
            LockFile::Unread => LockBefore::Unread,
            LockFile::There { text, is_fixed } => match memory.read_lock(text, *is_fixed) {
                Ok(known) => LockBefore::Known(known),
                Err(faults) => {
                    run.diagnostics.extend(faults);
                    LockBefore::Unread
                }
            },
        }
    }

    /// The lock from which items get their ids; an empty one if there is none.
    pub(super) fn lock(&self) -> Arc<Lock> {
        match self {
            LockBefore::Known(known) => known.lock.clone(),
            LockBefore::Missing | LockBefore::Unread => Arc::default(),
        }
    }

    /// Removes faults of the book that only come from a lock without its items.
    pub(super) fn faults(&self, mut faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
        if matches!(self, LockBefore::Unread) {
            faults.retain(|fault| !fault.is_of_missing_item());
        }
        faults
    }
}

impl Run {
    /// Compares the book with the lock. `once` means that no build follows in this process, so that the lock would be
    /// written; if it is read-only, the book must not differ from it. Else only faults of the book are of interest.
    pub(super) fn hold(
        &mut self,
        config: &Config,
        before: &LockBefore,
        (book, after): (&Book, &Lock),
        options: Options,
        once: bool,
    ) {
        let is_fixed = match before {
            LockBefore::Unread => return,
            LockBefore::Missing => false,
            LockBefore::Known(PreviousLock { lock, source, is_fixed, .. }) => {
                self.diagnostics.extend(published::vanished(config, book, lock, source));
                once && *is_fixed
            }
        };
        // Whoever builds again and again writes no lock, and that of a large book takes longer than the rest of such a build.
        if !once && !options.locked && !options.published {
            return;
        }
        self.compare(before, (book, after), options, is_fixed);
        if options.published && self.lock.is_none() {
            let pages = published::recorded(&after.pages, (&book.nodes, &book.moves), true);
            if pages != after.pages {
                self.record_samples(before, &Lock { pages, ..after.clone() }, is_fixed);
            }
        }
    }

    /// Records published sample chapters of `init`, to which readers can have links. A build with `--locked` leaves all
    /// other changes of the lock to the author, but no earlier build could record these.
    fn record_samples(&mut self, before: &LockBefore, after: &Lock, is_fixed: bool) {
        let before = before.lock();
        let changes = Changes::between(&before, after);
        let mut difference = String::new();
        if is_fixed {
            let matter = changes.that_matter().to_string();
            self.diagnostics.push(Diagnostic::lock_lacks_samples(&matter));
            difference = changes::difference(&before, after);
        }
        self.call_for(after, changes, difference);
    }

    fn call_for(&mut self, after: &Lock, changes: Changes, difference: String) {
        self.update(LockUpdate { text: lock::text(after), changes, difference });
    }

    /// Keeps the new lock of the book. It is an error if the lock would be too large to be read.
    fn update(&mut self, update: LockUpdate) {
        if update.text.len() as u64 > LARGEST_LOCK {
            self.diagnostics.push(Diagnostic::lock_too_large(LARGEST_LOCK));
        }
        self.lock = Some(update);
    }

    /// Drafts are not published, so a build with drafts reports nothing about published addresses.
    fn compare(
        &mut self,
        before: &LockBefore,
        (book, after): (&Book, &Lock),
        options: Options,
        is_fixed: bool,
    ) {
        let is_same = matches!(before, LockBefore::Known(known) if known.is(after));
        if is_same || options.drafts {
            return;
        }
        let before = before.lock();
        let mut changes = Changes::between(&before, after);
        changes.headings = changes.headings.saturating_sub(led_on(book, &before, after));
        let mut difference = String::new();
        if options.locked || is_fixed {
            let matter = changes.that_matter();
            if matter.are_none() {
                return;
            }
            let matter = matter.to_string();
            self.diagnostics.push(match options {
                Options { published: true, .. } => Diagnostic::lock_unpublishable(&matter),
                Options { locked: true, .. } => Diagnostic::lock_out_of_date(&matter),
                _ => Diagnostic::lock_read_only(&matter),
            });
            difference = changes::difference(&before, after);
        }
        self.call_for(after, changes, difference);
    }
}

/// How many headings are new on their pages, but recorded for a page that redirects there: one author renamed a
/// chapter, another added a heading to it.
fn led_on(book: &Book, before: &Lock, after: &Lock) -> usize {
    let mut led: BTreeSet<(&str, &str)> = BTreeSet::new();
    for redirect in &book.redirects {
        let Some(page) = redirect.page.as_deref() else { continue };
        let (Some(old), Some(now)) = (before.pages.get(&redirect.from), after.pages.get(page))
        else {
            continue;
        };
        let known = before.pages.get(page);
        let is_new = |anchor: &&String| {
            known.is_none_or(|known| !known.anchors.contains_key(*anchor))
                && now.anchors.contains_key(*anchor)
        };
        led.extend(old.anchors.keys().filter(is_new).map(|anchor| (page, anchor.as_str())));
    }
    led.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::diag::lints::Levels;

    #[test]
    fn a_lock_that_no_build_could_read_is_an_error() {
        let most = usize::try_from(LARGEST_LOCK).unwrap();
        for (length, told) in [(most, false), (most + 1, true)] {
            let mut run = Run::new(Levels::default());
            let (changes, difference) = (Changes::default(), String::new());
            run.update(LockUpdate { text: "#".repeat(length), changes, difference });
            let messages: Vec<&str> = run.diagnostics.iter().map(Diagnostic::message).collect();
            let wanted = ["book.lock would be larger than 256 MB"];
            assert_eq!(messages, &wanted[..usize::from(told)], "{length}");
        }
    }
}
