//! The file that an author means with a path that leads to none.
//!
//! Owns when another path is meant: the same in other case, a page without its folder or with the one that it had, a
//! folder for its page, and slips.

use crate::book::source::is_markdown;
use crate::text::names::{Names, folded, is_near, is_same_text};
use crate::text::url;
use std::collections::HashMap;

/// How many files of one name are compared.
const MOST_COMPARED: usize = 32;

/// The fewest letters of a name that is searched in other folders with a slip.
const SHORTEST: usize = 4;

/// The files that links can lead to.
pub(super) struct NearPaths {
    paths: Names,
    stems: Names,
    /// Paths by their stems, each list sorted.
    by_stem: HashMap<String, Vec<String>>,
}

impl NearPaths {
    pub(super) fn new<'a>(paths: impl Iterator<Item = &'a str> + Clone) -> Self {
        let mut by_stem: HashMap<String, Vec<String>> = HashMap::new();
        for path in paths.clone() {
            by_stem.entry(stem(path)).or_default().push(path.to_string());
        }
        by_stem.values_mut().for_each(|paths| paths.sort());
        let stems = by_stem.keys().map(String::as_str);
        let stems = Names::new(stems.filter(|stem| stem.len() >= SHORTEST));
        NearPaths { paths: Names::new(paths), stems, by_stem }
    }

    /// The file that is probably meant, if any is near.
    pub(super) fn nearest(&self, wanted: &str) -> Option<&str> {
        let name = stem(wanted);
        let slip = || {
            let near = self.stems.nearest(&name).filter(|stem| is_near(bare(&name), bare(stem)));
            near.and_then(|stem| self.of_stem(stem, wanted))
        };
        let elsewhere = || self.of_stem(&name, wanted);
        let same = self.paths.same(wanted).or_else(elsewhere);
        let beside = || self.paths.nearest(wanted).filter(|path| are_parts_near(wanted, path));
        same.or_else(beside).or_else(slip)
    }

    /// The file whose path is the same text with its accents written in another way. Systems differ in how they write names
    /// of files, and both look the same.
    pub(super) fn twin(&self, wanted: &str) -> Option<&str> {
        self.paths.same(wanted).filter(|path| is_same_text(path, wanted))
    }

    /// Of the files of one stem, the one whose path is most like the wanted one.
    fn of_stem(&self, stem: &str, wanted: &str) -> Option<&str> {
        let paths = self.by_stem.get(stem)?;
        let at = paths.partition_point(|path| path.as_str() < wanted);
        let first = at.saturating_sub(MOST_COMPARED / 2);
        let near = paths.iter().skip(first).take(MOST_COMPARED);
        let wanted = folded(wanted);
        let distance = |path: &&String| {
            let cut = |path: &str| path.chars().take(200).collect::<String>();
            strsim::damerau_levenshtein(&cut(&wanted), &cut(&folded(path)))
        };
        near.min_by_key(distance).map(String::as_str)
    }
}

/// Whether each part of a path is near the same part of the other. The rest of a path does not make `a.md` near `b.md`.
fn are_parts_near(wanted: &str, path: &str) -> bool {
    let parts = |path: &str| path.matches('/').count();
    let near = |(one, other): (&str, &str)| is_near(bare(one), bare(other));
    match parts(wanted) == parts(path) {
        true => wanted.split('/').zip(path.split('/')).all(near),
        // A slash is missing or one too many.
        false => is_near(&without_slashes(wanted), &without_slashes(path)),
    }
}

/// The letters of a path, without its ending.
fn without_slashes(path: &str) -> String {
    let (folder, name) = url::split(path);
    format!("{folder}{}", bare(name)).replace('/', "")
}

/// A name without its ending.
fn bare(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((bare, _)) if !bare.is_empty() => bare,
        _ => name,
    }
}

/// What a path says without its folder: the name of a page, or of the folder that it is the page of.
fn stem(path: &str) -> String {
    let (folder, name) = url::split(path.trim_end_matches('/'));
    let page = match name.rsplit_once('.') {
        Some((page, ending)) if is_markdown(name) || ending.eq_ignore_ascii_case("html") => page,
        _ => name,
    };
    let is_folder = ["index", "readme"].iter().any(|own| page.eq_ignore_ascii_case(own));
    let folder = url::split(folder).1;
    let name = if is_folder && !folder.is_empty() { folder } else { page };
    folded(url::without_order(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_found_by_its_name() {
        let paths = [
            "index.md",
            "slack/emoji.md",
            "01-people/index.md",
            "01-people/02-hiring.md",
            "sales/notes.md",
            "team/notes.md",
            "logo.svg",
            "a.md",
            "y/index.md",
            "hq/index.md",
            "caf\u{e9}.md",
            "d/p.png",
        ];
        let near = NearPaths::new(paths.into_iter());
        for (wanted, expected) in [
            ("emoji", Some("slack/emoji.md")),
            ("emoji/", Some("slack/emoji.md")),
            ("Slack/Emoji.html", Some("slack/emoji.md")),
            ("people", Some("01-people/index.md")),
            ("people/README.md", Some("01-people/index.md")),
            ("hiring.md", Some("01-people/02-hiring.md")),
            ("hirring.md", Some("01-people/02-hiring.md")),
            ("teams/notes.md", Some("team/notes.md")),
            ("sale/notes.md", Some("sales/notes.md")),
            ("Logo.SVG", Some("logo.svg")),
            ("pictures/logo.svg", Some("logo.svg")),
            ("cafe\u{301}.md", Some("caf\u{e9}.md")),
            ("budget.md", None),
            ("logo.png", Some("logo.svg")),
            ("c.md", None),
            ("x/index.md", None),
            ("hr/index.md", None),
            ("linkd/x.md", None),
            ("etc/x.png", None),
            ("ab/cd/y.png", None),
            ("y.png", None),
            ("p.png", Some("d/p.png")),
            ("slackemoji.md", Some("slack/emoji.md")),
        ] {
            assert_eq!(near.nearest(wanted), expected, "{wanted}");
        }
        assert_eq!(near.twin("cafe\u{301}.md"), Some("caf\u{e9}.md"));
        assert_eq!(near.twin("CAFE\u{301}.md"), None);
    }
}
