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
            // An unknown directive is reported once, by its name.
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

    /// The place of a source or of the name of a directive.
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

/// The strings of an array of only strings.
pub(super) fn texts(value: &DeValue) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|item| Some(item.get_ref().as_str()?.to_string())).collect()
}

/// The arrays of strings of a table of only such arrays, by key.
pub(super) fn lists(value: &DeValue) -> Option<BTreeMap<String, Vec<String>>> {
    let entries = value.as_table()?.iter();
    entries
        .map(|(name, value)| Some((name.get_ref().to_string(), texts(value.get_ref())?)))
        .collect()
}
