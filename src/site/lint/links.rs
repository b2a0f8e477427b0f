//! Links with addresses that could be better.

use crate::syntax::markdown::Chapter;
use crate::syntax::markdown::tree::ReferenceKind;
use crate::text::diag::Diagnostic;

/// The code of the lint, which is off by default.
pub(super) const CODE: &str = "TB1419";

/// Finds unencrypted links, except to the author's own machine.
pub(super) fn insecure(chapter: &Chapter, found: &mut Vec<Diagnostic>) {
    for reference in &chapter.references {
        let target = reference.target.trim();
        let scheme = target.get(..7).unwrap_or_default();
        let host = target.get(7..).unwrap_or_default();
        let is_own = ["localhost", "127.", "[::1]"].iter().any(|own| host.starts_with(own));
        let is_link = reference.kind == ReferenceKind::Link;
        if is_link && scheme.eq_ignore_ascii_case("http://") && !is_own {
            let span = reference.place();
            found.push(Diagnostic::insecure_link(
                &chapter.source,
                span,
                &format!("https://{host}"),
            ));
        }
    }
}
