//! The places of references: their addresses stand in the text, or in a definition elsewhere, which may be that of another file.

use super::spans::{address, address_of_definition};
use super::{Lowering, first_line_of};
use crate::syntax::markdown::tree::{Reference, ReferenceKind};
use crate::text::diag::Diagnostic;
use pulldown_cmark::{LinkType, RefDefs};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

impl Lowering<'_> {
    /// Adds a reference. `written` is how it is written, its title, and its label if it has a definition.
    pub(super) fn reference(
        &mut self,
        kind: ReferenceKind,
        (link_type, title, label): (LinkType, &str, &str),
        target: String,
        span: &Range<usize>,
    ) -> usize {
        let index = self.chapter.references.len();
        let typed = self.marks.typed(&target);
        let span = address(&self.chapter.source.text, span, (link_type, title), &typed);
        if matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut) {
            self.labelled.push((index, label.to_string()));
        }
        self.chapter.references.push(Reference { kind, target, span, defined: None });
        index
    }

    /// Finds the addresses of the references with a definition. The places of definitions count from `body` on.
    pub(super) fn place_definitions(&mut self, definitions: &RefDefs, body: usize) {
        for (index, label) in std::mem::take(&mut self.labelled) {
            let Some(definition) = definitions.get(&label) else { continue };
            let span = body + definition.span.start..body + definition.span.end;
            if let Some(reference) = self.chapter.references.get_mut(index) {
                let typed = self.marks.typed(&reference.target);
                let place = address_of_definition(&self.chapter.source.text, &span, &typed);
                reference.defined = Some(Box::new(place));
            }
        }
    }

    /// Reports links whose definition is that of another file which uses it too: the two files probably share the label by
    /// accident. A file of nothing but definitions may be included for others. `parts` is where each file begins.
    pub(super) fn report_lent(
        &mut self,
        definitions: &RefDefs,
        body: usize,
        parts: &[(usize, Arc<str>)],
    ) {
        if parts.is_empty() {
            return;
        }
        let mut lent: BTreeMap<usize, Lent> = BTreeMap::new();
        for (index, label) in &self.labelled {
            let Some(definition) = definitions.get(label) else { continue };
            let Some(link) = self.chapter.references.get(*index) else { continue };
            let place = body + definition.span.start..body + definition.span.end;
            let [own, here] = [place.start, link.span.start].map(|at| file_at(parts, at));
            let one = lent.entry(place.start).or_insert_with(|| Lent {
                label: label.clone(),
                place,
                is_own: false,
                taken: Vec::new(),
            });
            if own == here {
                one.is_own = true;
            } else if !one.taken.iter().any(|(file, _)| *file == here) {
                one.taken.push((here, link.span.clone()));
            }
        }
        let source = &self.chapter.source;
        for one in lent.into_values().filter(|one| one.is_own) {
            let first = first_line_of(&source.text, &one.place);
            for (_, span) in one.taken {
                let fault =
                    Diagnostic::definition_of_another_file(source, span, &one.label, first.clone());
                self.chapter.diagnostics.push(fault);
            }
        }
    }
}

/// A definition of a link, and who uses it.
struct Lent<'a> {
    label: String,
    place: Range<usize>,
    /// Whether the file that has it uses it.
    is_own: bool,
    /// The first link of each other file that uses it.
    taken: Vec<(Option<&'a str>, Range<usize>)>,
}

/// The file that the text at a place is from.
fn file_at(parts: &[(usize, Arc<str>)], at: usize) -> Option<&str> {
    let next = parts.partition_point(|(start, _)| *start <= at);
    next.checked_sub(1).and_then(|last| parts.get(last)).map(|(_, name)| &**name)
}
