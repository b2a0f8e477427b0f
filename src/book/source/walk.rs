//! Lists the files of the content folder.
//!
//! Owns the rule of which files are ignored, and the limits of chapters and of folder depth. Opens no file.
//!
//! Ignored without a message: names that begin with a dot, `node_modules`, backup files of editors (`name~`, `#name#`),
//! folders tagged as caches (`CACHEDIR.TAG`), the output folder and the author's theme.

use super::{Skipped, is_markdown};
use crate::book::config::Config;
use crate::book::files::confined::{Closed, Folder, Kind};
use crate::text::diag::Diagnostic;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;

/// How deep a chapter can be nested in folders. A template component renders the navigation recursively, and the
/// template engine stops at twenty.
const DEEPEST_CHAPTER: usize = 16;

/// How deep folders are walked.
const DEEPEST_FOLDER: usize = 64;

/// The most chapters of a book. Each has a page, which contains a navigation and the frame of the theme.
const MOST_CHAPTERS: usize = 100_000;

/// The files to read, sorted, by their paths below the content folder; none if there are too many chapters.
pub(super) fn files(
    src: &Folder,
    config: &Config,
    skipped: &mut BTreeMap<String, Skipped>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<String> {
    let mut files = Vec::new();
    let passed = RefCell::new(BTreeMap::new());
    let wanted = |below: &Path, kind| {
        let reason = passed_over(below, kind, config);
        if let (Some(reason), Some(path)) = (reason, slashed(below)) {
            passed.borrow_mut().insert(path, reason);
        }
        reason.is_none()
    };
    let found = src.walk(DEEPEST_FOLDER, wanted);
    *skipped = passed.into_inner();
    for (below, kind) in found {
        let reason = match kind {
            Ok(Kind::Link) => Some(Skipped::Link),
            Ok(Kind::Other) => Some(Skipped::Irregular),
            _ => None,
        };
        skipped.extend(slashed(&below).zip(reason));
        match (kind, slashed(&below)) {
            (Ok(Kind::File), Some(path)) => files.push(path),
            (Ok(Kind::File | Kind::Other | Kind::Folder), None) => {
                let shown = shown(&below, config);
                diagnostics.push(Diagnostic::file_name_unusable(&shown));
            }
            (Ok(Kind::Link), _) => diagnostics.push(unread(Closed::Link, &below, config)),
            (Ok(_), _) => diagnostics.push(unread(Closed::Irregular, &below, config)),
            (Err(closed), _) => diagnostics.push(unread(closed, &below, config)),
        }
    }
    let chapters: Vec<&String> = files.iter().filter(|path| is_markdown(path)).collect();
    if chapters.len() > MOST_CHAPTERS {
        let folder = shown(Path::new(""), config);
        diagnostics.push(Diagnostic::too_many_chapters(&folder, MOST_CHAPTERS));
        return Vec::new();
    }
    for path in chapters {
        if path.matches('/').count() > DEEPEST_CHAPTER {
            let path = shown(Path::new(path), config);
            diagnostics.push(Diagnostic::folders_too_deep(&path, DEEPEST_CHAPTER));
        }
    }
    files
}

/// The diagnostic for an entry of the content folder that is not read.
pub(super) fn unread(closed: Closed, below: &Path, config: &Config) -> Diagnostic {
    match closed {
        Closed::Link => Diagnostic::symlink_skipped(&shown(below, config)),
        Closed::Irregular => Diagnostic::not_a_file(&shown(below, config)),
        Closed::TooLarge(largest) => Diagnostic::file_too_large(&shown(below, config), largest),
        Closed::TooDeep => Diagnostic::folders_too_deep(&shown(below, config), DEEPEST_FOLDER),
        other => Diagnostic::read_failed(&config.src.join(below), &other.into()),
    }
}

/// Why an entry of the content folder is ignored without a message, if it is.
fn passed_over(below: &Path, kind: Kind, config: &Config) -> Option<Skipped> {
    let path = config.src.join(below);
    let by_name = Skipped::by_name(&below.file_name().unwrap_or_default().to_string_lossy());
    by_name.or(match () {
        () if path == config.build_dir => Some(Skipped::Output),
        () if config.html.theme.as_deref() == Some(&path) => Some(Skipped::Theme),
        () if kind == Kind::Folder && is_cache(&path) => Some(Skipped::Cache),
        () => None,
    })
}

/// Whether a file or folder is ignored because of its name.
pub(crate) fn name_passed_over(name: &str) -> bool {
    Skipped::by_name(name).is_some()
}

/// Whether a folder is tagged as a cache, as Cargo's `target` is; see the Cache Directory Tagging Specification.
pub(crate) fn is_cache(folder: &Path) -> bool {
    folder.join("CACHEDIR.TAG").is_file()
}

/// A relative path with forward slashes; `None` if it is not UTF-8 or contains control characters.
pub(super) fn slashed(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    let joined = parts?.join("/");
    (!joined.contains(|c: char| c.is_control() || c == '\\')).then_some(joined)
}

/// A path below the content folder, as its author knows it.
fn shown(below: &Path, config: &Config) -> String {
    let path = config.src.join(below);
    path.strip_prefix(&config.root).unwrap_or(&path).to_string_lossy().into_owned()
}
