//! The address that opens a file in the author's editor, from `serve.editor`.
//!
//! Owns the list of known editors ([`EDITORS`]) and the rule for addresses. Opens nothing itself.

use super::keys;
use super::keys::Name;
use super::values::Values;
use crate::text::diag;

/// The known editors, each with the address that opens a file in it.
pub const EDITORS: &[(&str, &str)] = &[
    ("vscode", "vscode://file{path}:{line}:{column}"),
    ("vscodium", "vscodium://file{path}:{line}:{column}"),
    ("cursor", "cursor://file{path}:{line}:{column}"),
    ("zed", "zed://file{path}:{line}:{column}"),
    ("idea", "idea://open?file={path}&line={line}&column={column}"),
    ("sublime", "subl://open?url=file://{path}&line={line}&column={column}"),
];

/// Schemes whose addresses a browser runs or shows itself, so that none of them opens an editor.
const NO_EDITORS: [&str; 5] = ["javascript", "data", "vbscript", "blob", "about"];

const KEY: Name<String> = keys::SERVE_EDITOR;

impl Values<'_> {
    /// The address with its placeholders: of a known editor, or the author's own.
    pub(super) fn editor(&mut self) -> Option<String> {
        let written = self.text(KEY)?;
        if let Some((_, address)) = EDITORS.iter().find(|(name, _)| *name == written) {
            return Some(address.to_string());
        }
        if is_address(&written) {
            return Some(written);
        }
        let names: Vec<&str> = EDITORS.iter().map(|(name, _)| *name).collect();
        let help = match diag::nearest(&written, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "write one of {}, or an address such as `editor://open?file={{path}}&line={{line}}`",
                names.join(", ")
            ),
        };
        self.bad(KEY, format!("`{written}` is not a known editor"), &help);
        None
    }
}

/// Whether a text is an address with its own scheme and a placeholder for the path.
fn is_address(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let in_scheme = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    let is_scheme =
        scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(in_scheme);
    let runs = NO_EDITORS.iter().any(|one| scheme.eq_ignore_ascii_case(one));
    is_scheme && !runs && rest.contains("{path}") && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_scheme_and_a_place_for_the_path() {
        assert!(EDITORS.iter().all(|(_, address)| is_address(address)));
        assert!(is_address("http://localhost:63342/api/file{path}:{line}"));
        for wrong in [
            "{path}",
            "x://file",
            "javascript:alert('{path}')",
            "JavaScript:{path}",
            "1x:{path}",
            "a b:{path}",
            ":{path}",
        ] {
            assert!(!is_address(wrong), "{wrong}");
        }
    }
}
