//! Compares and replaces one file on disk.
//!
//! New content is staged next to the file under another name and replaces it atomically, so readers, and an
//! interruption at any time, find the old file or the new one.

use crate::book::files::confined::{self, Closed};
use bytes::Bytes;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// How much of a file is compared at once, in bytes.
const CHUNK: usize = 64 * 1024;

/// Longer names are hashed before something is appended to them, because most file systems have a limit of 255 bytes.
const LONGEST_NAME: usize = 200;

/// The name under which the new content of a file is staged.
pub(super) fn new_name(name: &str) -> String {
    if name.len() <= LONGEST_NAME {
        return format!(".{name}.tickbook-new");
    }
    format!(".{}.tickbook-new", blake3::hash(name.as_bytes()).to_hex())
}

fn new_path(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(new_name(&name))
}

/// Whether the file exists with exactly this content.
pub(super) fn holds(path: &Path, parts: &[Bytes]) -> io::Result<bool> {
    let length: usize = parts.iter().map(Bytes::len).sum();
    let mut file = match confined::open_at(path) {
        Ok(file) => file,
        Err(Closed::Unusable(error)) if error.kind() == ErrorKind::PermissionDenied => {
            return Err(error);
        }
        // Anything else is not this file.
        Err(_) => return Ok(false),
    };
    if file.metadata()?.len() != length as u64 {
        return Ok(false);
    }
    // The file may be as large as the whole book, so it is never completely in memory.
    let mut chunk = vec![0; CHUNK.min(length)];
    for part in parts {
        for expected in part.chunks(CHUNK) {
            let there = chunk.get_mut(..expected.len()).unwrap_or_default();
            match file.read_exact(there) {
                Ok(()) if there == expected => {}
                Ok(()) => return Ok(false),
                Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(false),
                Err(error) => return Err(error),
            }
        }
    }
    Ok(true)
}

/// Stages new content next to the file; nothing else changes until [`put_in_place`]. Replaces leftovers of an
/// interrupted build, and does not follow a link with that name.
pub(super) fn stage(path: &Path, parts: &[Bytes]) -> io::Result<()> {
    let new = new_path(path);
    let create = || File::options().write(true).create_new(true).open(&new);
    let mut file = match create() {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            std::fs::remove_file(&new)?;
            create()?
        }
        other => other?,
    };
    parts.iter().try_for_each(|part| file.write_all(part)).inspect_err(|_| {
        // The first error is the important one.
        let _ = std::fs::remove_file(&new);
    })
}

/// Replaces the file by its staged content.
pub(super) fn put_in_place(path: &Path) -> io::Result<()> {
    std::fs::rename(new_path(path), path)
}

/// Removes the staged content of a file, if any.
pub(super) fn discard(path: &Path) {
    // The next build removes what is left.
    let _ = std::fs::remove_file(new_path(path));
}

/// Replaces the content of the file atomically, unless it is the same.
pub(super) fn replace(path: &Path, parts: &[Bytes]) -> io::Result<()> {
    if holds(path, parts)? {
        discard(path);
        return Ok(());
    }
    stage(path, parts)?;
    put_in_place(path).inspect_err(|_| discard(path))
}

/// Like [`replace`], but flushed to the disk before this returns, so that a power failure does not lose both versions.
pub(super) fn replace_for_good(path: &Path, parts: &[Bytes]) -> io::Result<()> {
    if holds(path, parts)? {
        discard(path);
        return Ok(());
    }
    stage(path, parts)?;
    File::open(new_path(path))
        .and_then(|file| file.sync_all())
        .and_then(|()| put_in_place(path))
        .inspect_err(|_| discard(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_becomes_too_long() {
        for length in [1, 200, 201, 255] {
            let name = "n".repeat(length);
            assert!(new_name(&name).len() <= 255, "{length}");
        }
        assert_ne!(new_name(&"n".repeat(201)), new_name(&"n".repeat(202)));
    }
}
