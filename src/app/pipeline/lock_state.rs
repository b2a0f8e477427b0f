//! book.lock in a build: what is known of it before the book is put together, and what is to become of it.
//!
//! Owns when the lock and the book differ in what matters, and that nothing is said of a lock that cannot be
//! read but that.

use super::cache::PreviousLock;
use super::{BuildCache, Options, Run};
use crate::book::config::Config;
use crate::book::files::LARGEST_TEXT;
use crate::book::lock::changes::{self, Changes};
use crate::book::lock::{self, Lock};
use crate::book::source::LockFile;
use crate::book::structure::{Book, published};
use crate::text::diag::Diagnostic;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The lock that a book calls for, where it differs from the one that is there.
#[derive(Debug)]
pub struct LockUpdate {
    /// The whole new file.
    pub text: String,
    /// By how much it differs.
    pub changes: Changes,
    /// The lines in which it differs, where it must not; else empty.
    pub difference: String,
}

/// What is known of the lock before the book is put together.
pub(super) enum LockBefore {
    /// There is none.
    Missing,
    /// There is one that cannot be read.
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

    /// The lock by which items are named; an empty one where there is none.
    pub(super) fn lock(&self) -> Arc<Lock> {
        match self {
            LockBefore::Known(known) => known.lock.clone(),
            LockBefore::Missing | LockBefore::Unread => Arc::default(),
        }
    }

    /// What is left of the faults of a book: those that come of a lock without its items are none of the book's.
    pub(super) fn faults(&self, mut faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
        if matches!(self, LockBefore::Unread) {
            faults.retain(|fault| !fault.is_of_missing_item());
        }
        faults
    }
}

impl Run {
    /// Compares the book with what readers hold. `once` says that no build follows in this process, so that the lock
    /// would be written, and one that cannot be written holds the build to it.
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
        self.compare(before, (book, after), options, is_fixed);
        if options.published && self.lock.is_none() {
            let pages = published::recorded(config, &after.pages, &book.nodes, true);
            if pages != after.pages {
                self.record_samples(before, &Lock { pages, ..after.clone() }, is_fixed);
            }
        }
    }

    /// What is published is in the hands of readers, the sample chapters of `init` too. A build that locks the book leaves
    /// the rest of the lock to the author, but nobody could have recorded these before.
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

    /// Keeps the lock that the book calls for, unless no later build could read it.
    fn call_for(&mut self, after: &Lock, changes: Changes, difference: String) {
        let text = lock::text(after);
        if text.len() as u64 > LARGEST_TEXT {
            self.diagnostics.push(Diagnostic::lock_too_large(LARGEST_TEXT));
        }
        self.lock = Some(LockUpdate { text, changes, difference });
    }

    /// Drafts are not published, so a build with them says nothing of what readers hold.
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
            self.diagnostics.push(match options.locked {
                true => Diagnostic::lock_out_of_date(&matter.to_string()),
                false => Diagnostic::lock_read_only(&matter.to_string()),
            });
            difference = changes::difference(&before, after);
        }
        self.call_for(after, changes, difference);
    }
}

/// How many headings are new to their pages, though the lock has them for a page from which a redirect leads there: one
/// author has renamed a chapter, another has added a heading to it.
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
