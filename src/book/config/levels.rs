//! `[check]` of book.toml: the levels of lints, next to other keys.

use super::keys::KEYS;
use super::values::{Values, join, quoted, siblings};
use crate::text::diag::Diagnostic;
use crate::text::diag::lints::{self, LEVELS, Level, Levels};
use toml::de::{DeTable, DeValue};

impl Values<'_> {
    /// Each lint is a separate key, so each is checked separately.
    pub(super) fn levels(&mut self, prefix: &str, table: &DeTable) -> Levels {
        let mut levels = Levels::default();
        for (name, value) in table {
            let path = join(prefix, name.get_ref());
            let below = join(&path, "");
            if let Some(key) = KEYS.iter().find(|key| key.path == path) {
                self.take(key, value);
                continue;
            }
            if KEYS.iter().any(|key| key.path.starts_with(&below)) {
                match value.get_ref() {
                    DeValue::Table(inner) => self.collect(&path, inner),
                    _ => self.wrong_type(&path, value.span(), "a table"),
                }
                continue;
            }
            let Some(lint) = lints::named(name.get_ref()) else {
                let lints = lints::LINTS.iter().map(|lint| lint.name);
                let known: Vec<&str> = lints.chain(siblings(prefix)).collect();
                let written = (&**name.get_ref(), known.as_slice());
                let span = name.span();
                let unknown = Diagnostic::config_unknown_key(self.source, span, &path, written);
                self.diagnostics.push(unknown);
                continue;
            };
            match value.get_ref().as_str().and_then(Level::named) {
                Some(level) => levels.set(lint, level),
                None => {
                    let expected = format!("one of {}", quoted(&LEVELS));
                    self.wrong_type(&path, value.span(), &expected);
                }
            }
        }
        levels
    }
}
