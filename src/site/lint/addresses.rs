//! Addresses of pages that say their ending twice.

use super::Subject;
use crate::text::diag::Diagnostic;
use crate::text::url;

/// Endings of files that a name without `.md` can still have.
const ENDINGS: [&str; 4] = [".html", ".htm", ".md", ".markdown"];

/// Finds chapters such as `a.html.md`, whose page is `a.html.html`.
pub(super) fn double_endings(subject: Subject, found: &mut Vec<Diagnostic>) {
    for node in &subject.book.nodes {
        let Some(chapter) = node.chapter.as_deref() else { continue };
        let (folder, name) = url::split(&node.source);
        let (stem, _) = name.rsplit_once('.').unwrap_or((name, ""));
        let ending = ENDINGS.iter().find(|ending| stem.to_ascii_lowercase().ends_with(**ending));
        let bare = ending.and_then(|ending| stem.get(..stem.len() - ending.len()));
        if let Some(bare) = bare.filter(|bare| !bare.is_empty() && chapter.front.slug.is_none()) {
            let wanted = url::join(folder, &format!("{bare}.md"));
            found.push(Diagnostic::double_ending(&chapter.source.file, &node.url, &wanted));
        }
    }
}
