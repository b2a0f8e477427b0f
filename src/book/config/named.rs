//! Tables whose keys are names that chapters use: variables and audiences.

use super::keys::{self, Texts};
use super::values::Values;
use crate::syntax::markdown::is_variable_name;
use crate::text::diag::Diagnostic;

/// The longest name of an audience, in bytes. It is written at every item for it.
const LONGEST_AUDIENCE: usize = 64;

impl Values<'_> {
    /// The author's variables, whose names must be valid in chapters.
    pub(super) fn variables(&mut self) -> Texts {
        let key = keys::VARIABLES;
        let variables = self.table(key);
        if let Some(name) = variables.keys().find(|name| !is_variable_name(name)) {
            let message = format!("`{name}` is not a valid variable name");
            let help = "use only the letters A to Z, digits, hyphens and underscores";
            let span = self.places().within(self.source, key, name);
            self.diagnostics.push(Diagnostic::config_bad_value(self.source, span, message, help));
        }
        variables
    }

    /// The titles of audiences, whose names must be valid in chapters.
    pub(super) fn audiences(&mut self) -> Texts {
        let key = keys::AUDIENCES;
        let audiences = self.table(key);
        let is_name = |name: &str| is_variable_name(name) && name.len() <= LONGEST_AUDIENCE;
        let wrong =
            audiences.iter().find_map(|(name, title)| match (is_name(name), title.trim()) {
                (false, _) => Some((
                    name,
                    format!("`{name}` is not a valid name of an audience"),
                    "use at most 64 letters A to Z, digits, hyphens and underscores",
                )),
                (true, "") => Some((
                    name,
                    format!("the audience `{name}` has no title"),
                    "write what readers call themselves, such as \"a founder\"",
                )),
                (true, _) => None,
            });
        if let Some((name, message, help)) = wrong {
            let span = self.places().within(self.source, key, name);
            self.diagnostics.push(Diagnostic::config_bad_value(self.source, span, message, help));
        }
        audiences
    }
}
