//! Faults of item matching that the author must decide, and ids that are used twice.

use crate::syntax::markdown::id_of_item;
use crate::text::diag::{Diagnostic, SourceText, cited};
use std::ops::Range;

impl Diagnostic {
    /// Two items of the book with the same explicit id. The spans are those of the items.
    pub fn duplicate_item(
        (source, span): (&SourceText, Range<usize>),
        id: &str,
        (first, first_span): (&SourceText, Range<usize>),
    ) -> Self {
        Self::error("TB0402", format!("the item id `{id}` is used twice in this book"))
            .at(source, id_of_item(&source.text, &span, id))
            .label("used again")
            .related(first, id_of_item(&first.text, &first_span, id), "first used here")
            .help("give one of them another id")
    }

    /// An item that probably, but not certainly, is a reworded earlier one.
    pub fn carried_on_a_guess(
        source: &SourceText,
        span: Range<usize>,
        id: &str,
        before: &str,
    ) -> Self {
        Self::note("TB0907", "this item looks reworded, so it keeps its ticks".into())
            .at(source, span)
            .label(format!("was “{}”", cited(before)))
            .help(format!(
                "if it is the same item, write {{#{id}}} after its text, before any nested list, or run `tickbook lock keep {id}`; if it is a different item, run `tickbook lock part {id}`"
            ))
    }

    /// A new item that resembles a removed one but has a different meaning. `ids` are those of the two.
    pub fn near_one_that_has_gone(
        source: &SourceText,
        span: Range<usize>,
        [id, gone]: [&str; 2],
        before: &str,
    ) -> Self {
        Self::warning("TB0912", "this item starts without the ticks of a similar item that is gone".into())
            .at(source, span)
            .label(format!("no longer in the book: “{}”", cited(before)))
            .help(format!(
                "if it is the same item, write {{#{gone}}} after its text, before any nested list, or run `tickbook lock keep {gone} {id}`; if it is a different item, run `tickbook lock part {id}`"
            ))
    }

    /// An explicit id that belongs to another, unchanged item.
    pub fn id_of_another(source: &SourceText, span: Range<usize>, id: &str, other: &str) -> Self {
        Self::error("TB0914", format!("`{id}` is the id of another item"))
            .at(source, id_of_item(&source.text, &span, id))
            .label(format!("it belongs to “{}”, which is still in the book", cited(other)))
            .help(format!("remove {{#{id}}}, or remove the other item if this one replaces it"))
    }

    /// More questions than are printed one by one.
    pub fn more_questions(count: usize) -> Self {
        let message = match count {
            1 => "1 more item needs an answer".to_string(),
            count => format!("{count} more items need an answer"),
        };
        Self::note("TB0913", message)
            .in_file(crate::book::lock::FILE_NAME)
            .help("run `tickbook lock list --questions` to see all of them")
    }

    /// An item whose new explicit id separates it from the ticks of readers.
    pub fn id_parts_ticks(source: &SourceText, span: Range<usize>, id: &str, held: &str) -> Self {
        Self::warning("TB0908", format!("with the id `{id}` this item loses its readers' ticks"))
            .at(source, id_of_item(&source.text, &span, id))
            .label("a new id for an item that readers may have ticked")
            .help(format!(
                "write {{#{held}}}, its earlier id, to keep them; if it is a different item, run `tickbook lock part {id}`"
            ))
    }
}
