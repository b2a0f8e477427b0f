//! Opens one name after the other, each in the open folder before it, which every Unix can: no link is followed, no
//! pipe blocks, and the type is that of the open file.

use super::{Closed, Kind};
use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags};
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStringExt;
use std::path::Path;

/// The flags for opening: read-only and non-blocking.
const FILE: OFlags =
    OFlags::RDONLY.union(OFlags::CLOEXEC).union(OFlags::NONBLOCK).union(OFlags::NOCTTY);

const FOLDER: OFlags = FILE.union(OFlags::DIRECTORY);

pub(super) struct Folder(OwnedFd);

impl Folder {
    pub(super) fn named(path: &Path) -> io::Result<Self> {
        Ok(Folder(rustix::fs::open(path, FOLDER, Mode::empty())?))
    }

    /// The same folder, opened once more.
    pub(super) fn again(&self) -> io::Result<Self> {
        self.0.try_clone().map(Folder)
    }

    pub(super) fn folder(&self, name: &OsStr) -> Result<Self, Closed> {
        let opened = rustix::fs::openat(&self.0, name, FOLDER | OFlags::NOFOLLOW, Mode::empty());
        opened.map(Folder).map_err(|error| self.reason(name, error.into()))
    }

    pub(super) fn file(&self, name: &OsStr) -> Result<File, Closed> {
        let opened = rustix::fs::openat(&self.0, name, FILE | OFlags::NOFOLLOW, Mode::empty());
        let file = File::from(opened.map_err(|error| self.reason(name, error.into()))?);
        match file.metadata()?.file_type() {
            kind if kind.is_file() => Ok(file),
            kind if kind.is_dir() => Err(io::Error::other("it is a folder").into()),
            _ => Err(Closed::Irregular),
        }
    }

    pub(super) fn entries(&self) -> io::Result<Vec<(OsString, Kind)>> {
        let mut entries = Vec::new();
        for entry in Dir::read_from(&self.0)? {
            let entry = entry?;
            let name = OsString::from_vec(entry.file_name().to_bytes().to_vec());
            if name == "." || name == ".." {
                continue;
            }
            // Some file systems list only names.
            let kind = match entry.file_type() {
                FileType::Unknown => self.kind(&name),
                listed => Some(listed),
            };
            entries.extend(kind.map(|kind| (name, kind_of(kind))));
        }
        Ok(entries)
    }

    /// The type of the entry with this name; `None` if there is none.
    fn kind(&self, name: &OsStr) -> Option<FileType> {
        let there = rustix::fs::statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW).ok()?;
        Some(FileType::from_raw_mode(there.st_mode))
    }

    /// Why a name was not opened. Systems have several error numbers for a link that is not followed, so the entry is
    /// checked; only the message depends on the result.
    fn reason(&self, name: &OsStr, error: io::Error) -> Closed {
        match self.kind(name).map(kind_of) {
            Some(Kind::Link) => Closed::Link,
            Some(Kind::Other) => Closed::Irregular,
            _ => Closed::Unusable(error),
        }
    }
}

fn kind_of(kind: FileType) -> Kind {
    match kind {
        FileType::RegularFile => Kind::File,
        FileType::Directory => Kind::Folder,
        FileType::Symlink => Kind::Link,
        _ => Kind::Other,
    }
}
