//! The list of the files that tickbook wrote to an output folder.
//!
//! Owns its format, and which files of the previous build are kept. A file that is not in it is never touched.

use super::file;
use crate::book::files::LARGEST_TEXT;
use crate::book::files::confined::{self, Closed};
use crate::site::delivery::{Keeping, is_without_words};
use crate::text::diag::Diagnostic;
use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::path::{Component, Path};

/// The name of the list in the output folder; one site path per line.
pub const FILE_NAME: &str = ".tickbook-files";

const HEAD: &str = "# Written by tickbook; the files that a later build may replace or remove.";
const KEPT: &str = "# Of the build before, for pages that caches still hold:";
const COMING: &str = "# Of a build that has not come to its end:";

/// What stands before the record of the last build.
const RECORD: &str = "# The last build: ";

/// The files that tickbook wrote to a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    /// The files of the last build.
    pub(super) current: BTreeSet<String>,
    /// Assets of the previous build, which cached pages may still load.
    pub(super) kept: BTreeSet<String>,
    /// Files that a build has begun to write, some perhaps staged; `None` once the build is finished.
    pub(super) coming: Option<BTreeSet<String>>,
    /// What the last build was made of and what it made, on one line; `None` if it cannot be told that the next build
    /// would make the same.
    pub(super) record: Option<String>,
}

impl Manifest {
    /// The manifest of a folder; `None` if nothing was built there.
    pub(super) fn read(folder: &Path) -> Result<Option<Self>, Diagnostic> {
        let path = folder.join(FILE_NAME);
        let bytes = match confined::read_own(folder, Path::new(FILE_NAME), LARGEST_TEXT) {
            Ok(bytes) => bytes,
            Err(Closed::Unusable(error)) if error.kind() == ErrorKind::NotFound => return Ok(None),
            // A link could point anywhere, and a device might never end.
            Err(Closed::Link | Closed::Irregular) => {
                return Err(Diagnostic::output_in_the_way(&path));
            }
            Err(_) if path.is_dir() => return Err(Diagnostic::output_in_the_way(&path)),
            Err(closed) => return Err(Diagnostic::read_failed(&path, &closed.into())),
        };
        let untrusted = |line, reason: &str| Diagnostic::manifest_unreadable(&path, line, reason);
        let text = String::from_utf8(bytes).map_err(|_| untrusted(1, "this is not UTF-8"))?;
        let parsed = Self::parse(&text);
        parsed
            .map(Some)
            .map_err(|line| untrusted(line, "this is not a path inside the output folder"))
    }

    /// Parses the text; an error is the number of a line that is not a path below the folder.
    fn parse(text: &str) -> Result<Self, usize> {
        let mut manifest = Self::default();
        let mut section = &mut manifest.current;
        for (index, line) in text.lines().enumerate() {
            match line {
                KEPT => section = &mut manifest.kept,
                COMING => section = manifest.coming.get_or_insert_default(),
                line if line.starts_with(RECORD) => {
                    manifest.record = line.strip_prefix(RECORD).map(str::to_string);
                }
                line if line.is_empty() || line.starts_with('#') => {}
                line => {
                    let path = decoded(line);
                    let mut parts = Path::new(&path).components();
                    if !parts.all(|part| matches!(part, Component::Normal(_))) {
                        return Err(index + 1);
                    }
                    section.insert(path);
                }
            }
        }
        Ok(manifest)
    }

    fn text(&self) -> String {
        let kept = Some(&self.kept).filter(|kept| !kept.is_empty());
        let sections = [(HEAD, Some(&self.current)), (KEPT, kept), (COMING, self.coming.as_ref())];
        let mut text = String::new();
        for (head, paths) in sections {
            let lines = paths.map(|paths| paths.iter().map(|path| encoded(path)));
            for line in
                lines.into_iter().flat_map(|lines| [head.to_string()].into_iter().chain(lines))
            {
                text.push_str(&line);
                text.push('\n');
            }
        }
        if let Some(record) = &self.record {
            text.push_str(&format!("{RECORD}{record}\n"));
        }
        text
    }

    pub(super) fn write(&self, folder: &Path) -> io::Result<()> {
        file::replace(&folder.join(FILE_NAME), &[self.text().into()])
    }

    /// Stages the manifest next to the old one.
    pub(super) fn stage(&self, folder: &Path) -> io::Result<()> {
        file::stage(&folder.join(FILE_NAME), &[self.text().into()])
    }

    /// Every file of ours.
    pub(super) fn known(&self) -> BTreeSet<&str> {
        let coming = self.coming.iter().flatten();
        self.current.iter().chain(&self.kept).chain(coming).map(String::as_str).collect()
    }

    /// The manifest after a build of the files `now`. The style sheets and scripts of the previous build are kept for one
    /// more generation, because cached pages still load them. A build that changes none of them does not count as a
    /// generation. Nothing that holds words of pages is kept: a page may have become private.
    pub(super) fn after(&self, now: BTreeSet<String>) -> Self {
        let is_asset =
            |path: &&String| Keeping::of(path) == Keeping::Forever && is_without_words(path);
        let before: BTreeSet<&String> =
            self.current.iter().chain(self.coming.iter().flatten()).filter(is_asset).collect();
        let is_same = before.iter().copied().eq(now.iter().filter(is_asset));
        let kept = match is_same {
            true => self.kept.difference(&now).filter(is_asset).cloned().collect(),
            false => before.into_iter().filter(|path| !now.contains(*path)).cloned().collect(),
        };
        Manifest { current: now, kept, coming: None, record: None }
    }
}

/// A path on one line that is no comment. Hardly any path has a character that must be escaped.
fn encoded(path: &str) -> String {
    let mut line = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            '%' | '#' => line.push_str(&format!("%{:02X}", u32::from(c))),
            c if c.is_control() => line.push_str(&format!("%{:02X}", u32::from(c))),
            c => line.push(c),
        }
    }
    line
}

fn decoded(line: &str) -> String {
    let mut path = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('%') {
        path.push_str(before);
        let code = after.get(..2).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        match code.and_then(char::from_u32) {
            Some(c) => {
                path.push(c);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                path.push('%');
                rest = after;
            }
        }
    }
    path.push_str(rest);
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(paths: &[&str]) -> BTreeSet<String> {
        paths.iter().map(|path| path.to_string()).collect()
    }

    #[test]
    fn a_manifest_is_read_as_it_was_written() {
        let odd = ["index.html", "#1.png", "100 %41.png", "a\nb.png", "ü/\u{85}.html", "%"];
        let manifest = Manifest {
            current: set(&odd),
            kept: set(&["assets/a.0123456789.css"]),
            coming: Some(BTreeSet::new()),
            record: Some("{\"a\":\"# b\"}".to_string()),
        };
        assert_eq!(Manifest::parse(&manifest.text()), Ok(manifest.clone()));
        let ended = Manifest { coming: None, ..manifest };
        assert_eq!(Manifest::parse(&ended.text()), Ok(ended));
    }

    #[test]
    fn words_of_pages_are_not_kept() {
        let of = |number: u32| {
            let (style, words) = (
                format!("assets/t.{number:010}.css"),
                format!("assets/search/words-0.{number:010}.js"),
            );
            [style, words]
        };
        let site = |files: &[String; 2]| set(&["a.html", &files[0], &files[1]]);
        let (one, two) = (of(1), of(2));
        let first = Manifest { current: site(&one), ..Manifest::default() };
        assert_eq!(first.after(site(&two)).kept, set(&[&one[0]]));
        let style_stays = [one[0].clone(), two[1].clone()];
        assert_eq!(first.after(site(&style_stays)).kept, set(&[]));
        let old = Manifest { kept: set(&[&two[1]]), ..first };
        assert_eq!(old.after(site(&one)).kept, set(&[]), "a list of an older version");
    }

    #[test]
    fn a_path_out_of_the_folder_is_refused() {
        for line in ["../a", "/a", "a/../b", "%2E%2E/a", "%2Fa", "./a"] {
            assert_eq!(Manifest::parse(&format!("{HEAD}\n{line}\n")), Err(2), "{line}");
        }
    }

    #[test]
    fn assets_stay_for_one_generation() {
        let (one, two, three) =
            ("assets/a.0000000001.css", "assets/a.0000000002.css", "assets/a.0000000003.css");
        let first = Manifest::default().after(set(&["index.html", "old.html", one]));
        assert_eq!(first.kept, set(&[]));
        let second = first.after(set(&["index.html", two]));
        assert_eq!(second.kept, set(&[one]));
        let same = second.after(set(&["index.html", "new.html", two]));
        assert_eq!(same.kept, set(&[one]), "no asset has changed");
        assert_eq!(same.after(set(&["index.html", three])).kept, set(&[two]));
        assert_eq!(same.after(set(&["index.html", one])).kept, set(&[two]), "back again");
    }

    #[test]
    fn what_a_broken_build_began_is_of_the_build_before() {
        let (one, two, three) =
            ("assets/a.0000000001.css", "assets/a.0000000002.css", "assets/a.0000000003.css");
        let mut broken = Manifest::default().after(set(&["index.html", one]));
        broken.coming = Some(set(&["index.html", two]));
        assert_eq!(broken.after(set(&["index.html", three])).kept, set(&[one, two]));
        assert_eq!(broken.after(set(&["index.html", two])).kept, set(&[one]));
    }
}
