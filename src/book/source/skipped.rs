//! What of the content folder is not read, and why.
//!
//! A link to such a file is reported with the reason, because to say that there is no file would send its author to
//! look for a misspelling.

use super::Files;

/// Why a file or a folder of the content folder is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skipped {
    /// Its name begins with a dot.
    Hidden,
    /// It is a backup file of an editor, such as `a.md~`.
    Backup,
    /// It is a folder `node_modules`.
    Packages,
    /// It is a folder that is tagged as a cache.
    Cache,
    /// It is the folder of the finished site.
    Output,
    /// It is the folder of the theme.
    Theme,
    /// It is a symbolic link.
    Link,
    /// It is a pipe, a socket or a device.
    Irregular,
    /// It is a chapter whose file cannot be read; its own error says why.
    Unreadable,
}

impl Skipped {
    /// The reason why a file or folder with this name is not read, if its name is one.
    pub(super) fn by_name(name: &str) -> Option<Self> {
        match name {
            "node_modules" => Some(Skipped::Packages),
            name if name.starts_with('.') => Some(Skipped::Hidden),
            name if name.ends_with('~') => Some(Skipped::Backup),
            name if name.starts_with('#') && name.ends_with('#') => Some(Skipped::Backup),
            _ => None,
        }
    }
}

impl Files {
    /// Whether a chapter could not be read.
    pub fn has_unreadable(&self) -> bool {
        self.skipped.values().any(|why| *why == Skipped::Unreadable)
    }

    /// Whether one of these files, or something that is not read, is at this path or below it.
    pub fn knows(&self, path: &str) -> bool {
        let is_there = |known: &String| {
            known.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.assets.keys().any(is_there) || self.skipped.keys().any(is_there)
    }

    /// The part of a path that is not read, with the reason: the file itself or a folder that it is in.
    pub fn skipped<'a>(&self, path: &'a str) -> Option<(&'a str, Skipped)> {
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        ends.filter_map(|end| path.get(..end))
            .find_map(|part| Some((part, *self.skipped.get(part)?)))
    }
}
