//! Faults of book.lock.

use crate::text::diag::{Diagnostic, SourceText};
use std::ops::Range;

/// The help for any unintended state of the file. The last commit may contain that state too.
const RESTORE: &str = "restore the file from the last commit that could be built (`git log -- book.lock` lists the commits), then build";

impl Diagnostic {
    /// A line of the file is not TOML.
    pub fn lock_not_toml(source: &SourceText, span: Range<usize>, reason: &str) -> Self {
        Self::error("TB0902", "a line of book.lock is not valid TOML".into())
            .at(source, span)
            .label(reason.lines().next().unwrap_or_default())
            .help(RESTORE)
    }

    /// The last line is missing. `span` is the last one in the file.
    pub fn lock_cut_off(source: &SourceText, span: Range<usize>) -> Self {
        Self::error("TB0909", "book.lock is incomplete".into())
            .at(source, span)
            .label("the end is missing after this line")
            .help(RESTORE)
    }

    /// The file is empty, or contains only comments.
    pub fn lock_empty(source: &SourceText) -> Self {
        let what = if source.text.trim().is_empty() { "is empty" } else { "has only comments" };
        Self::error("TB0909", format!("book.lock {what}")).in_file(&source.file).help(format!(
            "{RESTORE}; only if nobody has read the book yet, delete book.lock instead"
        ))
    }

    /// The file was written by a newer tickbook.
    pub fn lock_newer(source: &SourceText, span: Range<usize>, version: i64) -> Self {
        Self::error("TB0903", format!("book.lock has version {version}, which is too new"))
            .at(source, span)
            .label("this tickbook does not know that version")
            .help("build with the version of tickbook that wrote it, or a newer one")
    }

    /// Something in the file differs from what tickbook writes.
    pub fn lock_unusable(source: &SourceText, span: Range<usize>, message: String) -> Self {
        Self::error("TB0904", format!("book.lock cannot be used: {message}"))
            .at(source, span)
            .label("not as tickbook writes it")
            .help(RESTORE)
    }

    /// The book and its lock differ where they must not. `changes` is the summary of the differences.
    pub fn lock_out_of_date(changes: &str) -> Self {
        Self::error("TB0906", format!("book.lock is out of date: {changes}"))
            .in_file(crate::book::lock::FILE_NAME)
            .help("build without `--locked` and commit book.lock")
    }

    /// The same for a site that is published.
    pub fn lock_unpublishable(changes: &str) -> Self {
        Self::error("TB0906", format!("book.lock is out of date: {changes}"))
            .in_file(crate::book::lock::FILE_NAME)
            .help("run `tickbook build`, commit book.lock, and publish again")
    }

    /// The same if the file cannot be written.
    pub fn lock_read_only(changes: &str) -> Self {
        Self::error("TB0906", format!("book.lock is out of date: {changes}"))
            .in_file(crate::book::lock::FILE_NAME)
            .help("make the read-only book.lock writable, build, and commit it")
    }

    /// Unchanged chapters of `init` are to be published and recorded, and the file cannot be written.
    pub fn lock_lacks_samples(changes: &str) -> Self {
        Self::error("TB0906", format!("book.lock is out of date: {changes}"))
            .in_file(crate::book::lock::FILE_NAME)
            .help(
                "make the read-only book.lock writable, publish again, and commit it; it must list the chapters that `init` wrote",
            )
    }

    /// A command should change the file, which is read-only.
    pub fn lock_unwritable() -> Self {
        Self::error("TB0906", "book.lock is read-only, so it was not changed".into())
            .in_file(crate::book::lock::FILE_NAME)
            .help("make book.lock writable, run the command again, and commit book.lock")
    }

    /// The file would be larger than the limit for reading, so the next build could not read it.
    pub fn lock_too_large(most: u64) -> Self {
        let most = most / (1024 * 1024);
        Self::error("TB2007", format!("book.lock would be larger than {most} MB"))
            .in_file(crate::book::lock::FILE_NAME)
            .help("shorten the longest checklist items, or split the book into several")
    }

    /// A command needs the lock of a book that has none.
    pub fn lock_missing() -> Self {
        Self::error("TB0911", "there is no book.lock".into())
            .in_file(crate::book::lock::FILE_NAME)
            .help(
                "run `tickbook build` to write it, or give the book's folder as the last argument",
            )
    }

    /// A command names something that is not in the lock.
    pub fn lock_lacks(what: &str, help: &str) -> Self {
        Self::error("TB0911", format!("book.lock has {what}"))
            .in_file(crate::book::lock::FILE_NAME)
            .help(help)
    }
}
