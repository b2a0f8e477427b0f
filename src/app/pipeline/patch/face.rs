//! The face of a chapter: all that the rest of a book can see of it.
//!
//! Owns which parts of a chapter these are. Every field is named here, so that one that is added does not compile before
//! somebody has decided on which side of the face it is. Two faces that differ though nobody could tell cost time; two that
//! are taken for the same and are not would leave old pages in the site.

use crate::syntax::markdown::Chapter;
use crate::syntax::markdown::tree::{Heading, RawNames, RawTag, Reference, Task};
use std::ops::Range;

/// Whether two readings of a chapter have the same face. Places in the text are no part of it: only faults point there, and a
/// chapter with a fault is not compared.
pub(super) fn is_same(old: &Chapter, new: &Chapter) -> bool {
    let Chapter {
        path,
        source,
        front,
        title,
        written_title,
        title_id,
        title_classes,
        page_title,
        facts,
        headings,
        references,
        anchors,
        needs,
        raw,
        tasks,
        terms,
        comments,
        diagnostics,
        // The text of the chapter's own pages.
        blocks: _,
        footnotes: _,
        // Gathered for `check` alone.
        marks: _,
    } = new;
    *path == old.path
        && source.file == old.source.file
        && *front == old.front
        && *title == old.title
        && *written_title == old.written_title
        && id_of(title_id) == id_of(&old.title_id)
        && *title_classes == old.title_classes
        && *page_title == old.page_title
        && *facts == old.facts
        && alike(headings, &old.headings, same_heading)
        && alike(references, &old.references, same_reference)
        && alike(anchors, &old.anchors, |(one, _), (other, _)| one == other)
        && *needs == old.needs
        && same_raw(raw, &old.raw)
        && alike(tasks, &old.tasks, same_task)
        && alike(terms, &old.terms, |one, other| one.id == other.id && one.written == other.written)
        // Comments are listed with their places in one message for the whole book.
        && comments.is_empty()
        && old.comments.is_empty()
        && diagnostics.is_empty()
        && old.diagnostics.is_empty()
}

/// An id without its place.
fn id_of(named: &Option<(String, Range<usize>)>) -> Option<&str> {
    named.as_ref().map(|(id, _)| id.as_str())
}

fn alike<T>(ones: &[T], others: &[T], same: impl Fn(&T, &T) -> bool) -> bool {
    ones.len() == others.len() && ones.iter().zip(others).all(|(one, other)| same(one, other))
}

fn same_heading(one: &Heading, other: &Heading) -> bool {
    let Heading { level, id, classes, content, text, facts, span: _ } = one;
    *level == other.level
        && *id == other.id
        && *classes == other.classes
        && *content == other.content
        && *text == other.text
        && *facts == other.facts
}

fn same_reference(one: &Reference, other: &Reference) -> bool {
    let Reference { kind, target, span: _, defined: _ } = one;
    *kind == other.kind && *target == other.target
}

fn same_task(one: &Task, other: &Task) -> bool {
    let Task { explicit_id, text, wording, stated, facts, span: _ } = one;
    *explicit_id == other.explicit_id
        && *text == other.text
        && *wording == other.wording
        && *stated == other.stated
        && *facts == other.facts
}

fn same_raw(one: &RawNames, other: &RawNames) -> bool {
    let RawNames {
        anchors,
        tags,
        unnamed_pictures,
        unfinished_tags,
        unfinished_comments,
        ends,
        unclosed,
        left_open,
        asides,
    } = one;
    let any = |_: &Range<usize>, _: &Range<usize>| true;
    *anchors == other.anchors
        && alike(tags, &other.tags, same_tag)
        && alike(unnamed_pictures, &other.unnamed_pictures, any)
        && alike(unfinished_tags, &other.unfinished_tags, any)
        && alike(unfinished_comments, &other.unfinished_comments, any)
        && ends.keys().eq(other.ends.keys())
        && alike(unclosed, &other.unclosed, |(one, _), (other, _)| one == other)
        && alike(left_open, &other.left_open, |one, other| one.0 == other.0 && one.2 == other.2)
        && alike(asides, &other.asides, |(one, _), (other, _)| one == other)
}

fn same_tag(one: &RawTag, other: &RawTag) -> bool {
    let RawTag { name, span: _, attributes } = one;
    *name == other.name
        && alike(attributes, &other.attributes, |one, other| {
            one.name == other.name && one.is_usable == other.is_usable
        })
}
