//! The names within a chapter: anchors of headings, explicit ids, numbers of footnotes.

use super::spans::{id_in_braces, id_of_item};
use super::{Lowering, first_line_of};
use crate::syntax::markdown::slug;
use crate::syntax::markdown::tree::*;
use crate::text::diag::Diagnostic;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

impl Lowering<'_> {
    /// Reports an explicit id that is not valid. `fits` is the rule for the element that has it.
    pub(super) fn check_id(&mut self, id: &str, place: Range<usize>, fits: fn(&str) -> bool) {
        if !fits(id) {
            let fault = Diagnostic::id_unusable(&self.chapter.source, place, id);
            self.chapter.diagnostics.push(fault);
        }
    }

    /// Sets the anchor of each heading: the explicit id, or one made from the text that is unique in the chapter. It
    /// contains the names of variables, and no badges, so that links keep working when their values change. Terms get
    /// what no heading, item, container or raw HTML has.
    pub(super) fn name_headings(&mut self) {
        let Chapter { headings, terms, tasks, anchors, raw, source, diagnostics, .. } =
            &mut self.chapter;
        let mut first: HashMap<&str, Range<usize>> = HashMap::new();
        let text = &source.text;
        let explicit = headings.iter().zip(&self.explicit_headings).filter_map(|(heading, id)| {
            let id = id.as_ref()?;
            Some((id, id_in_braces(text, &heading.span, id)))
        });
        let items = tasks.iter().filter_map(|task| {
            let id = task.explicit_id.as_ref()?;
            Some((id, id_of_item(text, &task.span, id)))
        });
        let containers = anchors.iter().map(|(id, span)| (id, id_in_braces(text, span, id)));
        for (id, place) in explicit.chain(items).chain(containers) {
            match first.get(id.as_str()) {
                Some(first) => {
                    let fault = Diagnostic::duplicate_anchor(source, place, id, first.clone());
                    diagnostics.push(fault);
                }
                None => {
                    first.insert(id, place);
                }
            }
        }
        let mut used: HashSet<String> = first.into_keys().map(str::to_string).collect();
        let mut repeats: HashMap<String, usize> = HashMap::new();
        for (heading, explicit) in headings.iter_mut().zip(&mut self.explicit_headings) {
            heading.id = match explicit.take() {
                Some(id) => id,
                None => free_anchor(&self.marks.lasting(&heading.text), &mut used, &mut repeats),
            };
        }
        if !terms.is_empty() {
            used.extend(raw.anchors.iter().cloned());
        }
        for term in terms {
            term.written = self.marks.lasting(&term.written).into_owned();
            term.id = free_anchor(&term.written, &mut used, &mut repeats);
        }
    }

    /// Numbers the footnotes that the text refers to, directly or through other notes, and reports the rest.
    pub(super) fn collect_footnotes(&mut self) {
        let shown = self.notes.shown();
        let mut number = 0;
        for (label, index) in self.notes.in_order() {
            let mut footnote = Footnote { number: 0, blocks: Vec::new(), references: Vec::new() };
            if shown.contains(&index) {
                number += 1;
                footnote.number = number;
                footnote.references = self.notes.occurrences(index, &shown);
                let definition = self.notes.definitions.remove(&label);
                footnote.blocks = definition.map(|(blocks, _)| blocks).unwrap_or_default();
            }
            self.chapter.footnotes.push(footnote);
        }
        for (label, (_, span)) in self.notes.definitions.drain() {
            let place = first_line_of(&self.chapter.source.text, &span);
            let fault = Diagnostic::footnote_unused(&self.chapter.source, place, &label);
            self.chapter.diagnostics.push(fault);
        }
    }
}

/// Footnotes while references and definitions are being collected.
#[derive(Default)]
pub(super) struct Notes {
    /// The index of each label, in the order of first references.
    pub(super) indices: HashMap<String, usize>,
    /// For each index, the places of its references: the note with this label, or the text.
    pub(super) references: Vec<Vec<Option<String>>>,
    /// The notes themselves.
    pub(super) definitions: HashMap<String, (Vec<Block>, Range<usize>)>,
}

impl Notes {
    fn in_order(&self) -> Vec<(String, usize)> {
        let mut labels: Vec<(String, usize)> =
            self.indices.iter().map(|(label, index)| (label.clone(), *index)).collect();
        labels.sort_by_key(|(_, index)| *index);
        labels
    }

    /// The indices of the notes that are reachable from the text.
    fn shown(&self) -> HashSet<usize> {
        let mut named_in: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut waiting = Vec::new();
        for (index, contexts) in self.references.iter().enumerate() {
            for context in contexts {
                match context.as_ref().map(|label| self.indices.get(label)) {
                    None => waiting.push(index),
                    Some(Some(within)) => named_in.entry(*within).or_default().push(index),
                    // A note that nothing refers to makes no other note reachable.
                    Some(None) => {}
                }
            }
        }
        let mut shown = HashSet::new();
        while let Some(index) = waiting.pop() {
            if shown.insert(index) {
                waiting.extend(named_in.get(&index).into_iter().flatten());
            }
        }
        shown
    }

    /// Which references of a note, counted from 0, are themselves shown.
    fn occurrences(&self, index: usize, shown: &HashSet<usize>) -> Vec<usize> {
        let is_shown = |context: &Option<String>| match context {
            None => true,
            Some(label) => self.indices.get(label).is_some_and(|within| shown.contains(within)),
        };
        let contexts = self.references.get(index).into_iter().flatten().enumerate();
        contexts.filter(|(_, context)| is_shown(context)).map(|(at, _)| at).collect()
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

/// The longest explicit id, in characters. Scripts accept no longer id from a progress file or link.
pub const LONGEST_ID: usize = 200;

/// Ids that no item can have. Browsers store ticks by item id, and a script that used one of these as the key of an
/// object would change the prototype of all objects. A heading can have them: nothing is stored by its id.
pub const RESERVED_IDS: [&str; 3] = ["__proto__", "constructor", "prototype"];

/// Whether a heading can have this id: any that an attribute can hold and a link can name, but none of the theme's own, which
/// begin with `tb-`.
pub fn is_heading_id(id: &str) -> bool {
    let is_barred =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '\'' | '`' | '<' | '>');
    !id.is_empty()
        && !id.starts_with("tb-")
        && !id.contains(is_barred)
        && id.chars().count() <= LONGEST_ID
}

/// Whether a container can have this id: `tb-` is reserved for the theme.
pub fn is_id(id: &str) -> bool {
    is_name(id) && !id.starts_with("tb-") && id.chars().count() <= LONGEST_ID
}

/// Whether an item can have this id. Generated ids satisfy this rule too.
pub fn is_item_id(id: &str) -> bool {
    is_id(id) && !RESERVED_IDS.contains(&id)
}

pub(super) fn is_name(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('-')
        && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
}
