//! Lints: faults whose level an author can set in `[check]` of book.toml.
//!
//! Owns their names and the three levels. Faults that leave the site wrong or unsafe are not lints and always stop a
//! build.

use super::{Diagnostic, Severity};
use std::collections::BTreeMap;

/// A fault whose level the author can set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lint {
    /// The key in `[check]`.
    pub name: &'static str,
    /// The code of the diagnostic.
    pub code: &'static str,
}

/// Every lint, by name.
pub const LINTS: &[Lint] = &[
    Lint { name: "active-file", code: "TB1801" },
    Lint { name: "container-content", code: "TB1205" },
    Lint { name: "container-option", code: "TB1206" },
    Lint { name: "dead-address", code: "TB0520" },
    Lint { name: "dead-anchor", code: "TB0506" },
    Lint { name: "dead-external", code: "TB1501" },
    Lint { name: "dead-item", code: "TB1420" },
    Lint { name: "dead-link", code: "TB0501" },
    Lint { name: "double-ending", code: "TB0420" },
    Lint { name: "dropped-tag", code: "TB0408" },
    Lint { name: "duplicate-heading", code: "TB1402" },
    Lint { name: "duplicate-title", code: "TB1401" },
    Lint { name: "empty-checklist", code: "TB1408" },
    Lint { name: "empty-item", code: "TB1407" },
    Lint { name: "empty-link", code: "TB0521" },
    Lint { name: "equal-items", code: "TB1409" },
    Lint { name: "foreign-config", code: "TB0209" },
    Lint { name: "foreign-picture", code: "TB0505" },
    Lint { name: "foreign-syntax", code: "TB0415" },
    Lint { name: "future-updated", code: "TB1415" },
    Lint { name: "guessed-item", code: "TB0907" },
    Lint { name: "hidden-include", code: "TB1802" },
    Lint { name: "idle-code-word", code: "TB0425" },
    Lint { name: "idle-setting", code: "TB1306" },
    Lint { name: "insecure-link", code: "TB1419" },
    Lint { name: "item-refers-to-place", code: "TB1421" },
    Lint { name: "left-out-of-epub", code: "TB1103" },
    Lint { name: "link-scheme", code: "TB0503" },
    Lint { name: "link-to-draft", code: "TB0502" },
    Lint { name: "lone-tab", code: "TB1204" },
    Lint { name: "lost-cell", code: "TB0414" },
    Lint { name: "lost-item", code: "TB0412" },
    Lint { name: "lost-link", code: "TB0413" },
    Lint { name: "lost-ticks", code: "TB0908" },
    Lint { name: "missing-address", code: "TB1605" },
    Lint { name: "missing-alt", code: "TB1406" },
    Lint { name: "missing-description", code: "TB1405" },
    Lint { name: "missing-include", code: "TB1311" },
    Lint { name: "missing-part", code: "TB1317" },
    Lint { name: "moved-external", code: "TB1502" },
    Lint { name: "near-item", code: "TB0912" },
    Lint { name: "not-an-action", code: "TB1410" },
    Lint { name: "odd-field", code: "TB0304" },
    Lint { name: "odd-file", code: "TB0204" },
    Lint { name: "odd-redirect", code: "TB0406" },
    Lint { name: "outside-include", code: "TB1310" },
    Lint { name: "outside-link", code: "TB0504" },
    Lint { name: "private-external", code: "TB1503" },
    Lint { name: "private-include", code: "TB0210" },
    Lint { name: "second-h1", code: "TB1403" },
    Lint { name: "skipped-level", code: "TB1404" },
    Lint { name: "slug-of-part", code: "TB0409" },
    Lint { name: "stale-updated", code: "TB1414" },
    Lint { name: "stray-colons", code: "TB1203" },
    Lint { name: "stray-in-summary", code: "TB1303" },
    Lint { name: "symlink", code: "TB0203" },
    Lint { name: "unclosed-container", code: "TB1202" },
    Lint { name: "undefined-footnote", code: "TB1416" },
    Lint { name: "undefined-reference", code: "TB1417" },
    Lint { name: "unknown-container", code: "TB1201" },
    Lint { name: "unknown-field", code: "TB0303" },
    Lint { name: "unknown-language", code: "TB1412" },
    Lint { name: "unlisted-chapter", code: "TB1304" },
    Lint { name: "unset-variable", code: "TB1209" },
    Lint { name: "untasked-box", code: "TB1411" },
    Lint { name: "untitled-container", code: "TB1207" },
    Lint { name: "unused-asset", code: "TB1413" },
    Lint { name: "unused-definition", code: "TB1418" },
    Lint { name: "unused-footnote", code: "TB0407" },
    Lint { name: "unused-synonym", code: "TB1422" },
    Lint { name: "vanished-heading", code: "TB1002" },
    Lint { name: "vanished-page", code: "TB1001" },
];

/// Lints that are warnings in content written for another program: in an mdBook book, because mdBook does not check
/// them or because another program makes the link targets; in a folder of Markdown, because no program checked it. Each
/// leaves a gap on the page.
const FORGIVEN: &[&str] = &[
    "active-file",
    "dead-anchor",
    "dead-link",
    "hidden-include",
    "link-scheme",
    "link-to-draft",
    "missing-include",
    "odd-field",
    "odd-redirect",
    "outside-include",
    "outside-link",
    "unclosed-container",
    "unknown-field",
    "unset-variable",
];

/// The level of a lint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// It is not reported.
    Allow,
    /// It is a warning.
    Warn,
    /// It is an error.
    Deny,
}

/// The names of the levels, as written in book.toml.
pub const LEVELS: [&str; 3] = ["allow", "warn", "deny"];

impl Level {
    /// The level with this name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "allow" => Some(Level::Allow),
            "warn" => Some(Level::Warn),
            "deny" => Some(Level::Deny),
            _ => None,
        }
    }
}

/// The lint with this name.
pub fn named(name: &str) -> Option<&'static Lint> {
    LINTS.iter().find(|lint| lint.name == name)
}

/// The levels that a book sets, by code. Other lints keep their default level.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels(BTreeMap<&'static str, Level>);

impl Levels {
    /// Sets the level of one lint.
    pub fn set(&mut self, lint: &Lint, level: Level) {
        self.0.insert(lint.code, level);
    }

    /// Makes warnings of the lints in `FORGIVEN` whose level the book does not set.
    pub fn forgive(&mut self) {
        for lint in FORGIVEN.iter().filter_map(|name| named(name)) {
            self.0.entry(lint.code).or_insert(Level::Warn);
        }
    }

    /// The names of the lints in `FORGIVEN` that are among these codes.
    pub fn forgiven(codes: &[&str]) -> Vec<&'static str> {
        let is_among = |name: &&&str| named(name).is_some_and(|lint| codes.contains(&lint.code));
        FORGIVEN.iter().filter(is_among).copied().collect()
    }

    /// Whether the book sets a level other than `allow` for the lint with this code.
    pub fn names(&self, code: &str) -> bool {
        self.0.get(code).is_some_and(|level| *level != Level::Allow)
    }

    /// Whether the book sets the level `allow` for the lint with this code.
    pub fn allows(&self, code: &str) -> bool {
        self.0.get(code) == Some(&Level::Allow)
    }

    /// Applies the levels of the book and drops diagnostics at `allow`. Applying them twice changes nothing.
    pub fn apply(&self, diagnostics: &mut Vec<Diagnostic>) {
        if self.0.is_empty() {
            return;
        }
        diagnostics.retain_mut(|diagnostic| match self.0.get(diagnostic.code) {
            None => true,
            Some(Level::Allow) => false,
            Some(Level::Warn) => {
                diagnostic.severity = Severity::Warning;
                true
            }
            Some(Level::Deny) => {
                diagnostic.severity = Severity::Error;
                true
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_codes_unique() {
        assert!(LINTS.windows(2).all(|pair| pair[0].name < pair[1].name));
        let codes: std::collections::BTreeSet<&str> = LINTS.iter().map(|lint| lint.code).collect();
        assert_eq!(codes.len(), LINTS.len());
        assert!(FORGIVEN.iter().all(|name| named(name).is_some()));
    }

    #[test]
    fn levels_weigh_and_drop() {
        let mut levels = Levels::default();
        let set = |levels: &mut Levels, name, level| levels.set(named(name).unwrap(), level);
        set(&mut levels, "dead-link", Level::Warn);
        set(&mut levels, "unused-footnote", Level::Deny);
        set(&mut levels, "dropped-tag", Level::Allow);
        let mut faults = vec![
            Diagnostic::error("TB0501", "link".into()),
            Diagnostic::warning("TB0407", "footnote".into()),
            Diagnostic::warning("TB0408", "tag".into()),
            Diagnostic::error("TB0401", "id".into()),
        ];
        levels.apply(&mut faults);
        let severities: Vec<(&str, Severity)> =
            faults.iter().map(|fault| (fault.code, fault.severity)).collect();
        assert_eq!(
            severities,
            [
                ("TB0501", Severity::Warning),
                ("TB0407", Severity::Error),
                ("TB0401", Severity::Error)
            ]
        );
    }
}
