//! What items say besides their text: words for readers, and data for the scripts of the theme.

use super::{Edition, Writer};
use crate::site::terms;
use crate::syntax::markdown::tree::{Facts, Task};

impl Writer<'_> {
    /// The attributes of an item that scripts read.
    pub(super) fn facts_data(&mut self, facts: &Facts) {
        let values = [
            ("for", terms::audience_names(facts)),
            ("effort", facts.effort.map(terms::written).unwrap_or_default()),
            ("due", facts.due.as_ref().map(terms::written_due).unwrap_or_default()),
            ("every", facts.every.map(terms::written).unwrap_or_default()),
        ];
        for (name, value) in values.iter().filter(|(_, value)| !value.is_empty()) {
            self.push(&format!(" data-tb-{name}=\""));
            self.text(value);
            self.push("\"");
        }
    }

    /// The facts of an item in words. In a chapter those of a section are below its heading; the plan has no such
    /// headings, so each item says all.
    pub(super) fn item_terms(&mut self, task: &Task) {
        let is_plan = matches!(self.edition, Edition::Plan);
        self.terms("span", if is_plan { &task.facts } else { &task.stated });
    }

    /// The facts of a section in words.
    pub(super) fn section_terms(&mut self, facts: &Facts) {
        if !facts.is_empty() {
            self.terms("p", facts);
            self.push("\n");
        }
    }

    fn terms(&mut self, tag: &str, facts: &Facts) {
        if facts.is_empty() {
            return;
        }
        self.push(&format!("<{tag} class=\"tb-terms\">"));
        self.text(&terms::words(facts));
        self.push(&format!("</{tag}>"));
    }
}
