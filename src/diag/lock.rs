//! Faults of book.lock, and what matching the book against it leaves to the author's judgement.

use super::content::place_of_id;
use super::{Diagnostic, SourceText};
use std::ops::Range;

/// The way back from any state of the file that nobody meant.
const RESTORE: &str = "take the file as it was last committed, then build";

impl Diagnostic {
    /// The file holds both sides of a merge.
    pub fn lock_conflict(source: &SourceText, span: Range<usize>) -> Self {
        Self::error("TB0901", "book.lock holds a merge conflict".into())
            .at(source, span)
            .label("left by git")
            .help("delete the marks and keep the lines of both sides; where both have the same id, keep one")
    }

    /// The file is not TOML.
    pub fn lock_not_toml(source: &SourceText, span: Range<usize>, reason: &str) -> Self {
        Self::error("TB0902", "book.lock is not valid TOML".into())
            .at(source, span)
            .label(reason.lines().next().unwrap_or_default())
            .help(RESTORE)
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

    /// Two lines for the same item, as a merge can leave them.
    pub fn lock_item_twice(source: &SourceText, span: Range<usize>) -> Self {
        Self::error("TB0905", "book.lock gives a key twice".into())
            .at(source, span.clone())
            .label("given again")
            .with_first(source, &span)
            .help("keep one of the two lines, whichever; the next build sets it right")
    }

    /// The book and its lock differ where they must not. `changes` says by how much.
    pub fn lock_out_of_date(changes: &str) -> Self {
        Self::error("TB0906", format!("book.lock is out of date: {changes}"))
            .in_file(crate::lock::FILE_NAME)
            .help("build without `--locked` and commit book.lock")
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
            .label(format!("was “{before}”"))
            .help(format!(
                "if it is another item, take book.lock as it was and give this item an id of its own, \
                 such as {{#new-{id}}}"
            ))
    }

    /// An item whose new explicit id parts it from the ticks that readers have.
    pub fn id_parts_ticks(source: &SourceText, span: Range<usize>, id: &str, held: &str) -> Self {
        Self::warning("TB0908", format!("with the id `{id}` this item loses its readers' ticks"))
            .at(source, place_of_id(source, span, id))
            .label("new for an item that readers may have ticked")
            .help(format!("write {{#{held}}}, the id that it has had, to keep them"))
    }
}
