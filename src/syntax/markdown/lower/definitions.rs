//! The places of references: their addresses stand in the text, or in a definition elsewhere.

use super::Lowering;
use super::spans::{address, address_of_definition};
use crate::syntax::markdown::tree::{Reference, ReferenceKind};
use pulldown_cmark::{LinkType, RefDefs};
use std::ops::Range;

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
}
