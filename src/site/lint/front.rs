//! Missing descriptions and doubtful dates in front matter.

use super::{Day, Subject, titles};
use crate::syntax::front_matter;
use crate::syntax::markdown::Chapter;
use crate::text::diag::Diagnostic;

/// Finds chapters without a description. A book without descriptions lacks them everywhere, so there is one diagnostic
/// for all of them.
pub(super) fn descriptions(subject: Subject, found: &mut Vec<Diagnostic>) {
    let silent: Vec<&Chapter> =
        subject.chapters().filter(|one| one.front.description.trim().is_empty()).collect();
    if let Some((first, others)) = silent.split_first() {
        let others: Vec<&str> = others.iter().map(|other| &*other.source.file).collect();
        let place = titles::place(first);
        found.push(Diagnostic::missing_description(&first.source, place, &others));
    }
}

/// Finds a chapter whose date of the last update is too long ago or in the future.
pub(super) fn dates(subject: Subject, chapter: &Chapter, found: &mut Vec<Diagnostic>) {
    let source = &chapter.source;
    let date = chapter.front.updated.as_deref();
    let Some((date, updated)) = date.and_then(|date| Some((date, Day::of_date(date)?))) else {
        return;
    };
    let Some(today) = subject.today else { return };
    let place = front_matter::place(&source.text, "updated").unwrap_or(0..0);
    let age = today.since(updated);
    // East of Greenwich the next day may have begun already.
    if age < -1 {
        found.push(Diagnostic::future_updated(source, place.clone(), date));
    }
    if subject.config.check.stale_after.is_some_and(|most| age > most) {
        found.push(Diagnostic::stale_updated(source, place, date, age));
    }
}
