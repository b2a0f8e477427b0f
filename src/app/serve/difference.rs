//! The difference between the sites of two builds.
//!
//! Owns the number of pages that differ, and the test whether only style sheets differ, so that a browser need not
//! reload its page. Never decides what the browser does.

use super::site::Site;
use crate::text::output::{Output, same_bytes};

/// The difference between a site and the one before it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Difference {
    /// How many pages of the new site were added or changed.
    pub(super) pages: usize,
    /// How many pages were removed.
    pub(super) removed: usize,
    /// Old to new names of style sheets, as in addresses; empty if anything else differs.
    pub(super) styles: Vec<(String, String)>,
}

/// The files that differ between two sites.
#[derive(Default)]
struct Files<'a> {
    gone: Vec<&'a str>,
    new: Vec<&'a str>,
    other: Vec<(&'a Output, &'a Output)>,
}

/// Compares two sites; `None` if a browser would show the same.
pub(super) fn between(old: &Site, new: &Site) -> Option<Difference> {
    let mut files = Files::default();
    let (before, after) = (old.settled(), new.settled());
    for (path, file) in after.files().filter(|(path, _)| !before.is_unmade(path)) {
        match before.file_at(path) {
            Some(before) if same_bytes(&before.parts, &file.parts) => {}
            Some(before) => files.other.push((before, file)),
            None => files.new.push(path),
        }
    }
    let gone = before.files().filter(|(path, _)| after.file_at(path).is_none());
    files.gone = gone.map(|(path, _)| path.as_str()).collect();
    let is_same = files.gone.is_empty() && files.new.is_empty() && files.other.is_empty();
    if is_same && old.found_alike(new) {
        return None;
    }
    let is_page = |path: &&str| path.ends_with(".html");
    let changed = files.other.iter().map(|(file, _)| file.path.as_str());
    let pages = changed.chain(files.new.iter().copied()).filter(is_page).count();
    let removed = files.gone.iter().copied().filter(is_page).count();
    let styles = renamed(&mut files).filter(|pairs| old.found_alike(new) && only(pairs, &files));
    Some(Difference { pages, removed, styles: styles.unwrap_or_default() })
}

/// The replaced style sheets, paired by their names without the hash; `None` if any other file was added or removed.
fn renamed(files: &mut Files) -> Option<Vec<(String, String)>> {
    if files.gone.len() != files.new.len() {
        return None;
    }
    files.gone.sort_unstable();
    files.new.sort_unstable();
    let pair = |(old, new): (&&str, &&str)| {
        let is_same = stem(old)? == stem(new)?;
        is_same.then(|| (name(old).to_string(), name(new).to_string()))
    };
    files.gone.iter().zip(&files.new).map(pair).collect()
}

/// The path of a style sheet without its hash and its extension: `assets/plan` of `assets/plan.0a1b.css`.
fn stem(path: &str) -> Option<&str> {
    path.strip_suffix(".css")?.rsplit_once('.').map(|(stem, _)| stem)
}

fn name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// Whether all other files differ only in these names.
fn only(pairs: &[(String, String)], files: &Files) -> bool {
    let by_names = |(old, new): &(&Output, &Output)| {
        let text = String::from_utf8_lossy(&old.to_bytes()).into_owned();
        let text = pairs.iter().fold(text, |text, (old, new)| text.replace(old, new));
        text.as_bytes() == &*new.to_bytes()
    };
    !pairs.is_empty() && files.other.iter().all(by_names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(files: &[(&str, &str)]) -> Site {
        let file = |(path, text): &(&str, &str)| Output::new(*path, text.to_string());
        Site::new(files.iter().map(file).collect(), None, None)
    }

    #[test]
    fn a_new_style_sheet_is_told_from_new_pages() {
        let before = site(&[("a.html", "<link s.1.css>"), ("assets/s.1.css", "one")]);
        assert_eq!(between(&before, &before), None);
        let after = site(&[("a.html", "<link s.2.css>"), ("assets/s.2.css", "two")]);
        let styles = vec![("s.1.css".to_string(), "s.2.css".to_string())];
        assert_eq!(between(&before, &after), Some(Difference { pages: 1, removed: 0, styles }));
        let text = site(&[("a.html", "<link s.2.css> more"), ("assets/s.2.css", "two")]);
        assert_eq!(
            between(&before, &text),
            Some(Difference { pages: 1, removed: 0, styles: Vec::new() })
        );
    }

    #[test]
    fn removed_pages_are_no_pages_of_the_site() {
        let before = site(&[("a.html", "a"), ("b.html", "b"), ("c.html", "c")]);
        let after = site(&[("a.html", "A"), ("d.html", "d")]);
        let found = between(&before, &after).unwrap_or_default();
        assert_eq!((found.pages, found.removed), (2, 2));
    }

    #[test]
    fn what_is_no_style_sheet_of_the_same_name_asks_for_a_reload() {
        let before = site(&[("a.html", "x"), ("assets/s.1.css", "one")]);
        for files in [
            &[("a.html", "x"), ("assets/t.2.css", "two")][..],
            &[("a.html", "x"), ("assets/s.1.css", "one"), ("assets/t.2.css", "two")],
            &[("a.html", "x")],
            &[("a.html", "x"), ("assets/s.2.css", "two"), ("b.html", "new")],
            &[("a.html", "x"), ("assets/s.2.js", "two")],
        ] {
            let found = between(&before, &site(files)).unwrap_or_default();
            assert!(found.styles.is_empty(), "{files:?}");
        }
    }
}
