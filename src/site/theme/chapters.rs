//! Which templates can show a chapter.

use super::{AUTHOR_PREFIX, Theme};

/// Templates of the default theme that are pieces of pages, or pages that tickbook makes. They have no place for the text
/// of a chapter.
const WITHOUT_TEXT: [&str; 9] =
    ["404", "desk", "icons", "nav", "parts", "plan", "print", "search", "share"];

/// The template that all pages extend. It has such a place, and is not made for chapters.
const FOR_OTHERS: [&str; 1] = ["base"];

impl Theme {
    /// The names of the templates for chapters, sorted: those of the default theme, and all that the author added.
    pub fn chapter_templates(&self) -> Vec<&str> {
        let names = self.templates.iter().filter_map(|(name, _)| name.split_once('/'));
        let names = names.filter_map(|(_, name)| name.strip_suffix(".html"));
        let is_other = |name: &&str| WITHOUT_TEXT.contains(name) || FOR_OTHERS.contains(name);
        let mut names: Vec<&str> = names.filter(|name| !is_other(name)).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Whether a page with this template would lack the text of its chapter. The author's own templates are trusted.
    pub fn lacks_text(&self, template: &str) -> bool {
        let own = format!("{AUTHOR_PREFIX}{template}.html");
        WITHOUT_TEXT.contains(&template) && self.templates.iter().all(|(name, _)| *name != own)
    }
}
