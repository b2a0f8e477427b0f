//! The mdBook settings without a meaning here, and mdBook's folder layout.
//!
//! A book.toml that mdBook accepts is accepted: keys with the same meaning are in `keys`; all others are in the list
//! below and reported together. Commands in these settings are never run.

use super::keys;
use super::values::Values;
use crate::book::files::confined::Folder;
use crate::syntax::markdown::outline;
use crate::text::diag::{self, Diagnostic};
use std::collections::BTreeMap;
use std::path::Path;

/// The default folders of the chapters and of the site.
pub(super) struct Layout {
    pub(super) src: &'static str,
    pub(super) build_dir: &'static str,
}

impl Layout {
    pub(super) const OURS: Layout = Layout { src: "content", build_dir: "public" };

    /// mdBook's folders for a book with a SUMMARY.md there and no `content`; else those of tickbook.
    pub(super) fn of(root: &Path) -> Self {
        let is_theirs =
            !root.join("content").is_dir() && root.join("src").join(outline::FILE_NAME).is_file();
        match is_theirs {
            true => Layout { src: "src", build_dir: "book" },
            false => Layout::OURS,
        }
    }
}

/// Keys of mdBook 0.4 and 0.5 that have no meaning here, with all keys below them.
pub const IDLE_KEYS: &[&str] = &[
    "book.multilingual",
    "build.create-missing",
    "build.extra-watch-dirs",
    "build.use-default-preprocessors",
    "output.html.admonitions",
    "output.html.copy-fonts",
    "output.html.curly-quotes",
    "output.html.default-theme",
    "output.html.definition-lists",
    "output.html.fold",
    "output.html.git-repository-icon",
    "output.html.google-analytics",
    "output.html.hash-files",
    "output.html.input-404",
    "output.html.livereload-url",
    "output.html.mathjax-support",
    "output.html.no-section-label",
    "output.html.playground",
    "output.html.playpen",
    "output.html.preferred-dark-theme",
    "output.html.print",
    "output.html.search.boost-hierarchy",
    "output.html.search.boost-paragraph",
    "output.html.search.boost-title",
    "output.html.search.copy-js",
    "output.html.search.expand",
    "output.html.search.heading-split-level",
    "output.html.search.limit-results",
    "output.html.search.teaser-word-count",
    "output.html.search.use-boolean-and",
    "output.html.sidebar-header-nav",
    "preprocessor",
    "rust",
];

/// How to treat an unknown key.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum MdbookKey {
    /// It has no effect, and is reported with others.
    Ignored,
    /// The program always does this.
    Done,
    /// Its table contains keys of mdBook and must be checked.
    Table,
    /// mdBook does not know it either.
    Unknown,
}

/// How to treat a key, by its dotted path.
pub(super) fn about(path: &str) -> MdbookKey {
    match path {
        "preprocessor" => return MdbookKey::Table,
        "preprocessor.links" | "preprocessor.index" => return MdbookKey::Done,
        _ => {}
    }
    let plugin = path.strip_prefix("output.").filter(|name| !name.contains('.'));
    let is_slip = |name: &str| diag::nearest(name, ["html", "epub"]).is_some();
    let is_ignored = IDLE_KEYS.contains(&path)
        || path.starts_with("preprocessor.")
        || plugin.is_some_and(|name| !is_slip(name));
    if is_ignored { MdbookKey::Ignored } else { MdbookKey::Unknown }
}

impl Values<'_> {
    /// Whether the book is read from right to left; by default its language decides.
    pub(super) fn right_to_left(&self, language: &str) -> bool {
        match self.text(keys::BOOK_TEXT_DIRECTION) {
            Some(direction) => direction == "rtl",
            None => is_right_to_left(language),
        }
    }

    /// Old pages with the new ones. Leaves out mdBook's redirects of sections.
    pub(super) fn redirects(&mut self) -> BTreeMap<String, String> {
        let key = keys::HTML_REDIRECT;
        let (sections, pages): (BTreeMap<_, _>, BTreeMap<_, _>) =
            self.table(key).into_iter().partition(|(from, _)| from.contains('#'));
        if !sections.is_empty() {
            self.ignored.push((format!("{key} of sections"), self.place(key)));
        }
        pages
    }

    /// One warning for all settings of mdBook that have no effect.
    pub(super) fn warning(&self) -> Option<Diagnostic> {
        let (_, first) = self.ignored.first()?;
        let names: Vec<&str> = self.ignored.iter().map(|(name, _)| name.as_str()).collect();
        Some(Diagnostic::settings_ignored(self.source, first.clone(), &names))
    }
}

/// Whether a theme folder is for mdBook, whose templates and style sheets fit only its own pages.
pub(super) fn is_theme(root: &Path, folder: &Path) -> bool {
    let open = Folder::of_book(root, folder).ok();
    let entries = open.and_then(|open| open.entries().ok()).into_iter().flatten();
    let mut names = entries.filter_map(|(name, _)| name.into_string().ok());
    !folder.join("templates").is_dir()
        && names.any(|name| {
            name.ends_with(".hbs") || ["book.js", "highlight.js", "highlight.css"].contains(&&*name)
        })
}

/// Whether a language is written from right to left.
fn is_right_to_left(language: &str) -> bool {
    const LANGUAGES: [&str; 11] =
        ["ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"];
    let primary = language.split('-').next().unwrap_or_default();
    LANGUAGES.iter().any(|one| one.eq_ignore_ascii_case(primary))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_our_own_names_are_no_plugins() {
        assert_eq!(about("output.linkcheck"), MdbookKey::Ignored);
        assert_eq!(about("output.htlm"), MdbookKey::Unknown);
        assert_eq!(about("preprocessor.katex"), MdbookKey::Ignored);
        assert_eq!(about("preprocessor.links"), MdbookKey::Done);
        assert_eq!(about("rust"), MdbookKey::Ignored);
        assert_eq!(about("book.titel"), MdbookKey::Unknown);
    }
}
