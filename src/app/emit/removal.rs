//! Removes files from an output folder, and folders that become empty.
//!
//! Never removes files through a link, even if the manifest lists them: everything stays within the folder.

use super::{file, folders};
use crate::text::diag::Diagnostic;
use std::io::ErrorKind;
use std::path::Path;

/// Whether the path to this file contains a link, so that the file is elsewhere.
pub(super) fn leads_away(folder: &Path, path: &str) -> bool {
    let is_link = |path: &&str| {
        let found = folder.join(path).symlink_metadata();
        found.is_ok_and(|metadata| metadata.is_symlink())
    };
    folders([path].into_iter()).iter().filter(|path| !path.is_empty()).any(is_link)
}

/// Removes the staged content of the file at this site path, if any.
pub(super) fn discard(folder: &Path, path: &str) {
    if !leads_away(folder, path) {
        file::discard(&folder.join(path));
    }
}

/// Removes a file of ours and the folders that become empty; returns whether it existed.
pub(super) fn remove(folder: &Path, path: &str) -> Result<bool, Diagnostic> {
    if leads_away(folder, path) {
        return Ok(false);
    }
    let file = folder.join(path);
    // A page may have become a folder meanwhile.
    if file.symlink_metadata().is_ok_and(|metadata| metadata.is_dir()) {
        return Ok(false);
    }
    match std::fs::remove_file(&file) {
        Ok(()) => {}
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(false);
        }
        Err(error) => return Err(Diagnostic::write_failed(&file, &error)),
    }
    let mut parent = file.parent();
    while let Some(dir) = parent.filter(|dir| *dir != folder && dir.starts_with(folder)) {
        if std::fs::remove_dir(dir).is_err() {
            break;
        }
        parent = dir.parent();
    }
    Ok(true)
}
