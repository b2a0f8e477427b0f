//! Files of a book's folder, opened so that nothing outside of it is.
//!
//! Guarantees that no part of the way from that folder to the file is a symbolic link, and that the file is a
//! regular one: a link could lead anywhere on the machine, and a device or a pipe could keep a build waiting
//! for ever. How the folder itself was come by is its owner's choice. That a path has no `..` is checked
//! where it is read.

use std::fs::{self, FileType};
use std::io;
use std::path::Path;

/// Reads the file at `below`, a relative path, in the folder `root`.
pub(crate) fn read(root: &Path, below: &Path) -> io::Result<Vec<u8>> {
    let found = way(root, below)?;
    if !found.is_file() {
        return Err(io::Error::other(if found.is_dir() { "it is a folder" } else { NO_FILE }));
    }
    fs::read(root.join(below))
}

/// Whether the folder at `below` can be read: an error says why not.
pub(crate) fn folder(root: &Path, below: &Path) -> io::Result<()> {
    match way(root, below)?.is_dir() {
        true => Ok(()),
        false => Err(io::Error::other("it is not a folder")),
    }
}

/// What is said of a device, a pipe or a socket.
pub(crate) const NO_FILE: &str = "it is not a regular file";

/// What is said of a link.
pub(crate) const NO_LINK: &str = "a symbolic link is on the way, and none is followed";

/// What is at the end of the way.
fn way(root: &Path, below: &Path) -> io::Result<FileType> {
    let mut place = root.to_path_buf();
    let mut found = fs::metadata(root)?.file_type();
    for part in below.components() {
        place.push(part);
        found = fs::symlink_metadata(&place)?.file_type();
        if found.is_symlink() {
            return Err(io::Error::other(NO_LINK));
        }
    }
    Ok(found)
}
