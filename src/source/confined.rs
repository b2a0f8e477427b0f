//! Files of a book's folder, opened so that nothing outside of it is, and nothing that is hidden in it.
//!
//! Guarantees that no part of the way from that folder to the file is a symbolic link or begins with a dot, and that
//! the file is a regular one: a link could lead anywhere on the machine, a device or a pipe could keep a build
//! waiting for ever, and behind a dot are repositories and settings, with the passwords of those who build. How the
//! folder itself was come by is its owner's choice. That a path has no `..` is checked where it is read.

use super::{LARGEST_TEXT, read_within};
use std::fmt;
use std::fs::{self, File, FileType};
use std::io;
use std::path::{Component, Path};

/// Why a file is not opened.
#[derive(Debug)]
pub(crate) enum Closed {
    /// A name on the way begins with a dot.
    Hidden,
    /// A symbolic link is on the way.
    Link,
    /// It is none to read.
    Unusable(io::Error),
}

impl fmt::Display for Closed {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Closed::Hidden => formatter.write_str(
                "a name on the way begins with a dot, and nothing that is hidden is read",
            ),
            Closed::Link => {
                formatter.write_str("a symbolic link is on the way, and none is followed")
            }
            Closed::Unusable(error) => error.fmt(formatter),
        }
    }
}

impl From<io::Error> for Closed {
    fn from(error: io::Error) -> Self {
        Closed::Unusable(error)
    }
}

impl From<Closed> for io::Error {
    fn from(closed: Closed) -> Self {
        match closed {
            Closed::Unusable(error) => error,
            Closed::Hidden | Closed::Link => io::Error::other(closed.to_string()),
        }
    }
}

/// Reads the file at `below`, a relative path, in the folder `root`. One of more than `largest` bytes is an error.
pub(crate) fn read(root: &Path, below: &Path, largest: u64) -> io::Result<Vec<u8>> {
    whole(open(root, below)?, largest)
}

/// Reads a file that the program itself has written, which may be hidden.
pub(crate) fn read_own(root: &Path, below: &Path) -> io::Result<Vec<u8>> {
    whole(open_at(root, below)?, LARGEST_TEXT)
}

fn whole(file: File, largest: u64) -> io::Result<Vec<u8>> {
    read_within(file, largest)?.ok_or_else(|| {
        let megabytes = largest / (1024 * 1024);
        io::Error::new(io::ErrorKind::FileTooLarge, format!("it is larger than {megabytes} MB"))
    })
}

/// Opens the file at `below`, a relative path, in the folder `root`.
pub(crate) fn open(root: &Path, below: &Path) -> Result<File, Closed> {
    if below.components().any(is_hidden) {
        return Err(Closed::Hidden);
    }
    open_at(root, below)
}

fn open_at(root: &Path, below: &Path) -> Result<File, Closed> {
    let found = way(root, below)?;
    if !found.is_file() {
        let what = if found.is_dir() { "it is a folder" } else { "it is not a regular file" };
        return Err(io::Error::other(what).into());
    }
    Ok(File::open(root.join(below))?)
}

/// Whether the folder at `below` can be read: an error says why not. Whoever names a folder that begins with a dot
/// means what is in it.
pub(crate) fn folder(root: &Path, below: &Path) -> io::Result<()> {
    match way(root, below)?.is_dir() {
        true => Ok(()),
        false => Err(io::Error::other("it is not a folder")),
    }
}

fn is_hidden(part: Component) -> bool {
    matches!(part, Component::Normal(name) if name.as_encoded_bytes().starts_with(b"."))
}

/// What is at the end of the way.
fn way(root: &Path, below: &Path) -> Result<FileType, Closed> {
    let mut place = root.to_path_buf();
    let mut found = fs::metadata(root)?.file_type();
    for part in below.components() {
        place.push(part);
        found = fs::symlink_metadata(&place)?.file_type();
        if found.is_symlink() {
            return Err(Closed::Link);
        }
    }
    Ok(found)
}
