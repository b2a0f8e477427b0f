//! Faults of book.lock, and what matching the book against it leaves to the author's judgement.

use super::content::place_of_id;
use super::{Diagnostic, SourceText, cited};
use std::ops::Range;

/// The way back from any state of the file that nobody meant. The last commit may hold that state too.
const RESTORE: &str = "take the file from the last commit with which the book was built (`git log -- book.lock` lists \
                       them), then build";

impl Diagnostic {
    /// A line of the file is not TOML.
    pub fn lock_not_toml(source: &SourceText, span: Range<usize>, reason: &str) -> Self {
        Self::error("TB0902", "a line of book.lock is not valid TOML".into())
            .at(source, span)
            .label(reason.lines().next().unwrap_or_default())
            .help(RESTORE)
    }

    /// The last line is not there. `span` is the last one that is.
    pub fn lock_cut_off(source: &SourceText, span: Range<usize>) -> Self {
        Self::error("TB0909", "book.lock has been cut off".into())
            .at(source, span)
            .label("something is missing after this line")
            .help(RESTORE)
    }

    /// Nothing is in the file, or nothing but comments.
    pub fn lock_empty(source: &SourceText) -> Self {
        let what = if source.text.trim().is_empty() { "is empty" } else { "has only comments" };
        Self::error("TB0909", format!("book.lock {what}")).in_file(&source.file).help(format!(
            "{RESTORE}; only if nobody has read the book yet, delete book.lock and build"
        ))
    }

    /// The file was written by a newer tickbook.
    pub fn lock_newer(source: &SourceText, span: Range<usize>, version: i64) -> Self {
        Self::error("TB0903", format!("book.lock has version {version}, which is too new"))
            .at(source, span)
            .label("this tickbook does not know that version")
            .help("build with the tickbook that wrote it, or a newer one")
    }

    /// Something in the file is not as tickbook writes it.
    pub fn lock_unusable(source: &SourceText, span: Range<usize>, message: String) -> Self {
        Self::error("TB0904", format!("book.lock cannot be used: {message}"))
            .at(source, span)
            .label("not as tickbook writes it")
            .help(RESTORE)
    }

    /// The book and its lock differ where they must not. `changes` says by how much.
    pub fn lock_out_of_date(changes: &str) -> Self {
        Self::error("TB0906", format!("book.lock is out of date: {changes}"))
            .in_file(crate::lock::FILE_NAME)
            .help("build without `--locked` and commit book.lock")
    }

    /// The same where the file cannot be written.
    pub fn lock_read_only(changes: &str) -> Self {
        Self::error("TB0906", format!("book.lock is out of date: {changes}"))
            .in_file(crate::lock::FILE_NAME)
            .help("book.lock is read-only: make it writable, build, and commit it")
    }

    /// Chapters as `init` wrote them are to be published and recorded, and the file cannot be written.
    pub fn lock_lacks_samples(changes: &str) -> Self {
        Self::error("TB0906", format!("book.lock is out of date: {changes}"))
            .in_file(crate::lock::FILE_NAME)
            .help(
                "readers will have links to the chapters that `init` wrote, and book.lock is read-only: make it \
                 writable, publish again, and commit it",
            )
    }

    /// A command was to change the file, which nobody may write.
    pub fn lock_unwritable() -> Self {
        Self::error("TB0906", "book.lock is read-only, so it was not changed".into())
            .in_file(crate::lock::FILE_NAME)
            .help("make book.lock writable, run the command again, and commit book.lock")
    }

    /// The file would be larger than any that is read, so the next build could not go on from it.
    pub fn lock_too_large(most: u64) -> Self {
        let most = most / (1024 * 1024);
        Self::error("TB2007", format!("book.lock would be larger than {most} MB"))
            .in_file(crate::lock::FILE_NAME)
            .help("shorten the longest checklist items, or make several books of this one")
    }

    /// The book has another id than the one under which readers' ticks are kept.
    pub fn book_id_changed(config: &SourceText, span: Range<usize>, held: &str, now: &str) -> Self {
        let message = format!("the book's id has changed from `{held}` to `{now}`");
        let fault = Self::error("TB0910", message).help(format!(
            "readers' ticks are kept under the id: write `id = \"{held}\"` below `[book]` in book.toml; \
             if the change is meant, `tickbook lock book-id {now}` lets pages carry the ticks over"
        ));
        match span.is_empty() {
            // It comes of the title, which may stand in a chapter.
            true => fault.in_file(crate::config::FILE_NAME),
            false => fault.at(config, span).label("readers would lose all their ticks"),
        }
    }

    /// Something was asked of the lock of a book that has none.
    pub fn lock_missing() -> Self {
        Self::error("TB0911", "there is no book.lock".into()).in_file(crate::lock::FILE_NAME).help(
            "name the folder of the book as the last argument; `tickbook build` writes the file",
        )
    }

    /// Something was asked of the lock that it does not have.
    pub fn lock_lacks(what: &str, help: &str) -> Self {
        Self::error("TB0911", format!("book.lock has {what}"))
            .in_file(crate::lock::FILE_NAME)
            .help(help)
    }

    /// An item that is probably, but not surely, an earlier one in other words.
    pub fn carried_on_a_guess(
        source: &SourceText,
        span: Range<usize>,
        id: &str,
        before: &str,
    ) -> Self {
        Self::note("TB0907", "this item keeps the ticks of one in other words".into())
            .at(source, span)
            .label(format!("was “{}”", cited(before)))
            .help(format!(
                "if it is the same item, write {{#{id}}} after its text, before any list in it, or run `tickbook lock keep {id}`; if it is \
                 another one, run `tickbook lock part {id}`"
            ))
    }

    /// A new item that would be one that has gone if it did not mean another thing. `ids` are those of the two.
    pub fn near_one_that_has_gone(
        source: &SourceText,
        span: Range<usize>,
        [id, gone]: [&str; 2],
        before: &str,
    ) -> Self {
        Self::note("TB0912", "this item starts without the ticks of a similar one that is gone".into())
            .at(source, span)
            .label(format!("no longer in the book: “{}”", cited(before)))
            .help(format!(
                "if it is the same item, write {{#{gone}}} after its text, before any list in it, or run `tickbook lock keep {gone} {id}`; if it \
                 is another one, run `tickbook lock part {id}`"
            ))
    }

    /// An explicit id that is the one of another item, which stands in the book as it did.
    pub fn id_of_another(source: &SourceText, span: Range<usize>, id: &str, other: &str) -> Self {
        Self::error("TB0914", format!("`{id}` is the id of another item"))
            .at(source, place_of_id(source, span, id))
            .label(format!("readers have it for “{}”, which the book has too", cited(other)))
            .help(format!("leave {{#{id}}} out, or take that item out of the book if this one is what became of it"))
    }

    /// More questions than are told one by one.
    pub fn more_questions(count: usize) -> Self {
        let message = match count {
            1 => "1 more item is to be looked at".to_string(),
            count => format!("{count} more items are to be looked at"),
        };
        Self::note("TB0913", message)
            .in_file(crate::lock::FILE_NAME)
            .help("`tickbook lock list --questions` shows all of them")
    }

    /// An item whose new explicit id parts it from the ticks that readers have.
    pub fn id_parts_ticks(source: &SourceText, span: Range<usize>, id: &str, held: &str) -> Self {
        Self::warning("TB0908", format!("with the id `{id}` this item loses its readers' ticks"))
            .at(source, place_of_id(source, span, id))
            .label("new for an item that readers may have ticked")
            .help(format!(
                "write {{#{held}}}, the id that it has had, to keep them; if it is another item, run `tickbook lock part {id}`"
            ))
    }
}
