//! Opens files in a book's folder, and never a file outside of it or a hidden one.
//!
//! Guarantees that no part of the path from that folder to the file is a symbolic link or begins with a dot, and that
//! the file is a regular one: a link can point anywhere on the machine, a device or a pipe can block a build for ever,
//! and hidden folders contain repositories and settings, which may have passwords. Check and opening are one step: each
//! name is opened in the open folder before it, without following links and without blocking, and the type of the
//! opened file is checked. So a file cannot be swapped between the two. The book's folder itself may be reached through
//! links. Paths with `..` are rejected here once more, because a folder that is moved meanwhile has another parent.

#[cfg(not(unix))]
mod by_path;
#[cfg(unix)]
mod by_step;

use super::read_within;
use crate::text::diag::Unread;
#[cfg(not(unix))]
use by_path as system;
#[cfg(unix)]
use by_step as system;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::fs::{File, FileType};
use std::io;
use std::path::{Component, Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// The longest path that is opened, in bytes; systems have the same limit. Without it the time for a very deep tree of
/// folders would grow with the square of its depth.
const LONGEST_PATH: usize = 4096;

/// Why a file is not opened.
#[derive(Debug)]
pub(crate) enum Closed {
    /// A name in the path begins with a dot.
    Hidden,
    /// A symbolic link is in the path.
    Link,
    /// It is a pipe, a socket or a device.
    Irregular,
    /// It is larger than this many bytes.
    TooLarge(u64),
    /// It is a folder that is nested too deep.
    TooDeep,
    /// It cannot be read.
    Unusable(io::Error),
}

impl fmt::Display for Closed {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Closed::Hidden => formatter
                .write_str("a name in its path begins with a dot, and hidden files are not read"),
            Closed::Link => {
                formatter.write_str("its path contains a symbolic link, and these are not followed")
            }
            Closed::Irregular => formatter.write_str("it is not a regular file"),
            Closed::TooLarge(largest) => {
                write!(formatter, "it is larger than {} MB", largest / (1024 * 1024))
            }
            Closed::TooDeep => formatter.write_str("it is nested in too many folders"),
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
        let way_out = match closed {
            Closed::Unusable(error) => return error,
            Closed::Hidden => "copy the file to a path without a hidden name, and write that path",
            Closed::Link => "put a copy in the place of the link, or name the file itself",
            Closed::Irregular => "name a regular file",
            Closed::TooLarge(_) => "name a smaller file",
            Closed::TooDeep => "move it up, closer to the folder of book.toml",
        };
        let unread = Unread { reason: closed.to_string(), way_out };
        match closed {
            Closed::TooLarge(_) => io::Error::new(io::ErrorKind::FileTooLarge, unread),
            _ => io::Error::other(unread),
        }
    }
}

/// The kind of an entry of a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    File,
    Folder,
    Link,
    /// A pipe, a socket or a device.
    Other,
}

impl Kind {
    fn of(kind: FileType) -> Self {
        match kind {
            kind if kind.is_symlink() => Kind::Link,
            kind if kind.is_dir() => Kind::Folder,
            kind if kind.is_file() => Kind::File,
            _ => Kind::Other,
        }
    }
}

/// An open folder, below which files are opened.
pub(crate) struct Folder {
    open: system::Folder,
    path: PathBuf,
}

impl Folder {
    /// Opens a folder that the user names, following links.
    pub(crate) fn named(path: &Path) -> io::Result<Self> {
        let here = Path::new(".");
        let path = if path.as_os_str().is_empty() { here } else { path };
        Ok(Folder { open: system::Folder::named(path)?, path: path.to_path_buf() })
    }

    /// Opens a folder of the book in the folder `root`, such as that of the chapters. The folder may be hidden, because
    /// it was named explicitly. A folder that is not below `root` cannot come from book.toml, so the caller chose it.
    pub(crate) fn of_book(root: &Path, path: &Path) -> Result<Self, Closed> {
        match path.strip_prefix(root) {
            Ok(below) => Folder::named(root)?.folder(below),
            Err(_) => Ok(Folder::named(path)?),
        }
    }

    /// The folder at `below`, a relative path; this folder if the path is empty.
    pub(crate) fn folder(&self, below: &Path) -> Result<Self, Closed> {
        let mut open = self.open.again()?;
        for name in names(below)? {
            open = open.folder(name)?;
        }
        Ok(Folder { open, path: self.path.join(below) })
    }

    /// Opens the file at `below`, a relative path.
    pub(crate) fn open(&self, below: &Path) -> Result<File, Closed> {
        if below.components().any(is_hidden) {
            return Err(Closed::Hidden);
        }
        self.open_own(below)
    }

    /// Opens a file that the program itself wrote, which may be hidden.
    pub(crate) fn open_own(&self, below: &Path) -> Result<File, Closed> {
        let names = names(below)?;
        let Some((file, folders)) = names.split_last() else {
            return Err(io::Error::other("it is a folder").into());
        };
        match folders.split_first() {
            None => self.open.file(file),
            Some((first, rest)) => {
                let mut open = self.open.folder(first)?;
                for name in rest {
                    open = open.folder(name)?;
                }
                open.file(file)
            }
        }
    }

    /// Reads the file at `below`, a relative path, unless it has more than `largest` bytes.
    pub(crate) fn read(&self, below: &Path, largest: u64) -> Result<Vec<u8>, Closed> {
        whole(self.open(below)?, largest)
    }

    /// The entries of the folder, in no order.
    pub(crate) fn entries(&self) -> io::Result<Vec<(OsString, Kind)>> {
        self.open.entries()
    }

    /// Lists everything below the folder but folders, sorted by path. Entries that are not `wanted` are left out, with
    /// their content; a folder that cannot be read, or is in more than `deepest` others, is listed with the reason. The
    /// names are opened later, step by step: files of a folder that became a link meanwhile are not opened.
    pub(crate) fn walk(
        &self,
        deepest: usize,
        wanted: impl Fn(&Path, Kind) -> bool,
    ) -> Vec<(PathBuf, Result<Kind, Closed>)> {
        let below = |path: &Path| path.strip_prefix(&self.path).unwrap_or(path).to_path_buf();
        let is_wanted = |entry: &DirEntry| {
            entry.depth() == 0 || wanted(&below(entry.path()), Kind::of(entry.file_type()))
        };
        let walk = WalkDir::new(&self.path).max_depth(deepest + 1).sort_by_file_name();
        let entries = walk.into_iter().filter_entry(is_wanted).map(|entry| match entry {
            Ok(entry) if entry.file_type().is_dir() && entry.depth() > deepest => {
                (below(entry.path()), Err(Closed::TooDeep))
            }
            Ok(entry) => (below(entry.path()), Ok(Kind::of(entry.file_type()))),
            Err(error) => {
                let path = error.path().map(below).unwrap_or_default();
                (path, Err(Closed::Unusable(error.into())))
            }
        });
        entries.filter(|(_, kind)| !matches!(kind, Ok(Kind::Folder))).collect()
    }
}

/// Reads the file at `below`, a relative path in the folder `root`, unless it has more than `largest` bytes.
pub(crate) fn read(root: &Path, below: &Path, largest: u64) -> io::Result<Vec<u8>> {
    Ok(Folder::named(root)?.read(below, largest)?)
}

/// Reads a file that the program itself wrote, which may be hidden, unless it has more than `largest` bytes.
pub(crate) fn read_own(root: &Path, below: &Path, largest: u64) -> Result<Vec<u8>, Closed> {
    whole(Folder::named(root)?.open_own(below)?, largest)
}

/// Opens the regular file of this name; its folder may be reached through links.
pub(crate) fn open_at(path: &Path) -> Result<File, Closed> {
    let folder = Folder::named(path.parent().unwrap_or(Path::new("")))?;
    folder.open_own(Path::new(path.file_name().unwrap_or_default()))
}

fn whole(file: File, largest: u64) -> Result<Vec<u8>, Closed> {
    read_within(file, largest)?.ok_or(Closed::TooLarge(largest))
}

fn is_hidden(part: Component) -> bool {
    matches!(part, Component::Normal(name) if name.as_encoded_bytes().starts_with(b"."))
}

/// The components of a path below a folder.
fn names(below: &Path) -> io::Result<Vec<&OsStr>> {
    if below.as_os_str().len() > LONGEST_PATH {
        return Err(io::Error::other("its path is too long"));
    }
    let parts = below.components().filter(|part| *part != Component::CurDir);
    let names = parts.map(|part| match part {
        Component::Normal(name) => Ok(name),
        _ => Err(io::Error::other("its path leaves the folder")),
    });
    names.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> io::Result<tempfile::TempDir> {
        let folder = tempfile::tempdir()?;
        std::fs::create_dir_all(folder.path().join("a/.b"))?;
        std::fs::write(folder.path().join("a/c.md"), "c")?;
        std::fs::write(folder.path().join("a/.b/d"), "d")?;
        std::fs::write(folder.path().join("a-e"), "e")?;
        Ok(folder)
    }

    #[test]
    fn files_are_read_below_the_folder_alone() -> io::Result<()> {
        let folder = folder()?;
        let root = folder.path();
        assert_eq!(read(root, Path::new("a/c.md"), 1)?, b"c");
        assert_eq!(read(root, Path::new("./a/./c.md"), 1)?, b"c");
        assert_eq!(read_own(root, Path::new("a/.b/d"), 1).ok(), Some(b"d".into()));
        assert_eq!(
            Folder::of_book(root, &root.join("a/.b"))?.read(Path::new("d"), 1).ok(),
            Some(b"d".into())
        );
        for path in ["a/.b/d", "a", "", ".", "a/../a/c.md", "..", "/etc/passwd", "a/c.md/x", "x"] {
            assert!(read(root, Path::new(path), 1).is_err(), "{path}");
        }
        let missing = read(root, Path::new("a/x"), 1).map_err(|error| error.kind());
        assert_eq!(missing, Err(io::ErrorKind::NotFound));
        assert!(read(root, Path::new(&"a/".repeat(3000)), 1).is_err());
        Ok(())
    }

    #[test]
    fn a_walk_goes_in_the_order_of_paths() -> io::Result<()> {
        let folder = folder()?;
        let walk = Folder::named(folder.path())?.walk(9, |path, _| path != Path::new("a/.b"));
        let paths: Vec<&Path> = walk.iter().map(|(path, _)| path.as_path()).collect();
        assert_eq!(paths, [Path::new("a/c.md"), Path::new("a-e")]);
        assert!(walk.iter().all(|(_, kind)| matches!(kind, Ok(Kind::File))));
        Ok(())
    }

    #[test]
    fn what_is_too_large_or_too_deep_is_told_of() -> io::Result<()> {
        let folder = folder()?;
        let open = Folder::named(folder.path())?;
        assert!(matches!(open.read(Path::new("a/c.md"), 0), Err(Closed::TooLarge(0))));
        let deep: Vec<_> = open.walk(1, |_, _| true);
        assert!(
            matches!(&deep[..], [(path, Err(Closed::TooDeep)), _, _] if path == Path::new("a/.b"))
        );
        assert!(matches!(&open.walk(0, |_, _| true)[..], [(_, Err(Closed::TooDeep)), (_, Ok(_))]));
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn links_and_pipes_stay_closed() -> io::Result<()> {
        use std::os::unix::fs::symlink;
        use std::os::unix::net::UnixListener;
        let folder = folder()?;
        let root = folder.path();
        symlink("a", root.join("folder"))?;
        symlink("a/c.md", root.join("file"))?;
        symlink("nowhere", root.join("a/nothing"))?;
        let _socket = UnixListener::bind(root.join("socket"))?;
        rustix::fs::mknodat(
            rustix::fs::CWD,
            root.join("pipe"),
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::RWXU,
            0,
        )?;
        let open = Folder::named(root)?;
        for path in ["file", "folder/c.md", "a/nothing", "folder"] {
            assert!(matches!(open.open(Path::new(path)), Err(Closed::Link)), "{path}");
        }
        assert!(matches!(open.folder(Path::new("folder")), Err(Closed::Link)));
        for path in ["socket", "pipe"] {
            assert!(matches!(open.open(Path::new(path)), Err(Closed::Irregular)), "{path}");
            assert!(open.folder(Path::new(path)).is_err(), "{path}");
        }
        let kinds: Vec<Kind> =
            open.walk(9, |_, _| true).into_iter().filter_map(|(_, kind)| kind.ok()).collect();
        let (file, link) = (Kind::File, Kind::Link);
        assert_eq!(kinds, [file, file, link, file, link, link, Kind::Other, Kind::Other]);
        // The opened folder stays the same even if another one gets its name.
        let inner = open.folder(Path::new("a"))?;
        std::fs::rename(root.join("a"), root.join("b"))?;
        symlink("/", root.join("a"))?;
        assert_eq!(inner.read(Path::new("c.md"), 1).ok(), Some(b"c".into()));
        Ok(())
    }
}
