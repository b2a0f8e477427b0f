//! The names within a chapter: anchors of headings, ids that the author fixed, numbers of footnotes.

use super::{Lowering, find_in, first_line_of};
use crate::diag::Diagnostic;
use crate::markdown::slug;
use crate::markdown::tree::*;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

impl Lowering {
    pub(super) fn check_id(&mut self, id: &str, span: &Range<usize>) {
        if !is_name(id) || id.starts_with("tb-") {
            let place = find_in(&self.chapter.source.text, span, id);
            let fault = Diagnostic::id_unusable(&self.chapter.source, place, id);
            self.chapter.diagnostics.push(fault);
        }
    }

    /// Gives each heading its anchor: the author's own, or one made from the text that no other
    /// heading or item of the chapter has.
    pub(super) fn name_headings(&mut self) {
        let Chapter { headings, tasks, source, diagnostics, .. } = &mut self.chapter;
        let mut used: HashSet<String> = HashSet::new();
        let explicit = headings
            .iter()
            .zip(&self.explicit_headings)
            .filter_map(|(heading, id)| Some((id.as_ref()?, &heading.span)));
        let items = tasks.iter().filter_map(|task| Some((task.explicit_id.as_ref()?, &task.span)));
        for (id, span) in explicit.chain(items) {
            if !used.insert(id.clone()) {
                let place = find_in(&source.text, span, id);
                diagnostics.push(Diagnostic::duplicate_anchor(source, place, id));
            }
        }
        let mut repeats: HashMap<String, usize> = HashMap::new();
        for (heading, explicit) in headings.iter_mut().zip(&mut self.explicit_headings) {
            heading.id = match explicit.take() {
                Some(id) => id,
                None => free_anchor(&heading.text, &mut used, &mut repeats),
            };
        }
    }

    pub(super) fn collect_footnotes(&mut self) {
        let mut labels: Vec<(&String, &usize)> = self.notes.numbers.iter().collect();
        labels.sort_by_key(|(_, number)| **number);
        for (label, number) in labels {
            let blocks = self.notes.definitions.remove(label).map(|(blocks, _)| blocks);
            let references = self.notes.references.get(*number).copied().unwrap_or(0);
            let footnote = Footnote { blocks: blocks.unwrap_or_default(), references };
            self.chapter.footnotes.push(footnote);
        }
        for (label, (_, span)) in self.notes.definitions.drain() {
            let place = first_line_of(&self.chapter.source.text, &span);
            let fault = Diagnostic::footnote_unused(&self.chapter.source, place, &label);
            self.chapter.diagnostics.push(fault);
        }
    }
}

fn free_anchor(
    text: &str,
    used: &mut HashSet<String>,
    repeats: &mut HashMap<String, usize>,
) -> String {
    let mut base = slug::anchor(text);
    if base.is_empty() {
        base = "section".into();
    } else if base.starts_with("tb-") {
        base.insert_str(0, "s-");
    }
    let count = repeats.entry(base.clone()).or_insert(0);
    loop {
        let candidate = if *count == 0 { base.clone() } else { format!("{base}-{count}") };
        *count += 1;
        if used.insert(candidate.clone()) {
            return candidate;
        }
    }
}

pub(super) fn is_name(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('-')
        && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
}
