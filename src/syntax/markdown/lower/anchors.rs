//! The names within a chapter: anchors of headings and explicit ids.

use super::Lowering;
use super::spans::{id_in_braces, id_of_item};
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
        let Chapter { headings, title_id, terms, tasks, anchors, raw, source, diagnostics, .. } =
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
        let title = title_id.iter().map(|(id, place)| (id, place.clone()));
        for (id, place) in title.chain(explicit).chain(items).chain(containers) {
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
