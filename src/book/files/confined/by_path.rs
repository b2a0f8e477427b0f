//! Opens by path, on systems where the standard library offers nothing else: each name is checked first, and the file
//! once more when it is open. A file that is swapped for a link and back between the checks is not noticed.

use super::{Closed, Kind};
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, FileType};
use std::io;
use std::path::{Path, PathBuf};

pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn named(path: &Path) -> io::Result<Self> {
        match fs::metadata(path)?.is_dir() {
            true => Ok(Folder(path.to_path_buf())),
            false => Err(io::Error::other("it is not a folder")),
        }
    }

    /// The same folder, opened once more.
    pub(super) fn again(&self) -> io::Result<Self> {
        Ok(Folder(self.0.clone()))
    }

    pub(super) fn folder(&self, name: &OsStr) -> Result<Self, Closed> {
        let path = self.0.join(name);
        match kind_of(fs::symlink_metadata(&path)?.file_type()) {
            Kind::Folder => Ok(Folder(path)),
            Kind::Link => Err(Closed::Link),
            Kind::File | Kind::Other => Err(io::Error::other("it is not a folder").into()),
        }
    }

    pub(super) fn file(&self, name: &OsStr) -> Result<File, Closed> {
        let path = self.0.join(name);
        regular(fs::symlink_metadata(&path)?.file_type())?;
        let file = File::open(&path)?;
        regular(file.metadata()?.file_type())?;
        regular(fs::symlink_metadata(&path)?.file_type())?;
        Ok(file)
    }

    pub(super) fn entries(&self) -> io::Result<Vec<(OsString, Kind)>> {
        let entry = |entry: io::Result<fs::DirEntry>| {
            let entry = entry?;
            Ok((entry.file_name(), kind_of(entry.file_type()?)))
        };
        fs::read_dir(&self.0)?.map(entry).collect()
    }
}

fn regular(kind: FileType) -> Result<(), Closed> {
    match kind_of(kind) {
        Kind::File => Ok(()),
        Kind::Folder => Err(io::Error::other("it is a folder").into()),
        Kind::Link => Err(Closed::Link),
        Kind::Other => Err(Closed::Irregular),
    }
}

fn kind_of(kind: FileType) -> Kind {
    match kind {
        kind if kind.is_symlink() => Kind::Link,
        kind if kind.is_dir() => Kind::Folder,
        kind if kind.is_file() => Kind::File,
        _ => Kind::Other,
    }
}
