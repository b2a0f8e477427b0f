//! What the author adds to the Content-Security-Policy, from `output.html.content-security-policy`.

use super::keys;
use super::keys::{Lists, Name};
use super::values::Values;
use crate::book::policy::{self, Policy};
use crate::text::diag::Diagnostic;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::de::DeValue;

const KEY: Name<Lists> = keys::HTML_CONTENT_SECURITY_POLICY;

impl Values<'_> {
    /// The policy of the site, with the sources that book.toml adds to directives.
    pub(super) fn policy(&mut self) -> Policy {
        let added = self.lists(KEY);
        let mut faults = Vec::new();
        for (directive, sources) in &added {
            // A directive that is not known is told of once, and by its name.
            let unknown = policy::refusal(directive, "https:").map(|told| (directive, told));
            let refused = |source: &String| policy::refusal(directive, source);
            let told: Vec<(&String, (String, String))> = match unknown {
                Some(unknown) => vec![unknown],
                None => sources.iter().filter_map(|one| Some((one, refused(one)?))).collect(),
            };
            for (written, (fault, help)) in told {
                let span = self.place_of(written);
                faults.push(Diagnostic::config_bad_value(self.source, span, fault, &help));
            }
        }
        self.diagnostics.extend(faults);
        Policy::with(&added)
    }

    /// Where a source or the name of a directive is written.
    fn place_of(&self, written: &str) -> Range<usize> {
        let whole = self.place(KEY);
        let span = self.places().within(self.source, KEY, written);
        let bare = self.source.text.get(whole.start..).and_then(|text| text.find(written));
        match bare.filter(|_| span == whole) {
            Some(at) => whole.start + at..whole.start + at + written.len(),
            None => span,
        }
    }
}

/// The strings of an array that holds nothing else.
pub(super) fn texts(value: &DeValue) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|item| Some(item.get_ref().as_str()?.to_string())).collect()
}

/// The arrays of strings of a table that holds nothing else, by their keys.
pub(super) fn lists(value: &DeValue) -> Option<BTreeMap<String, Vec<String>>> {
    let entries = value.as_table()?.iter();
    entries
        .map(|(name, value)| Some((name.get_ref().to_string(), texts(value.get_ref())?)))
        .collect()
}
