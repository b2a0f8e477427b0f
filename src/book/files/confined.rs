//! Files of a book's folder, opened so that nothing outside of it is, and nothing that is hidden in it.
//!
//! Guarantees that no part of the path from that folder to the file is a symbolic link or begins with a dot, and that
//! the file is a regular one: a link could lead anywhere on the machine, a device or a pipe could keep a build
//! waiting for ever, and behind a dot are repositories and settings, with the passwords of those who build. To check
//! and to open are one act: each name is opened in the open folder before it, without following a link and without
//! waiting, and what was opened is then asked what it is. So nobody can swap a file between the two. How the folder
//! itself was come by is its owner's choice. That a path has no `..` is checked here once more, because a folder that
//! is moved meanwhile has another parent.

#[cfg(not(unix))]
mod by_path;
#[cfg(unix)]
mod by_step;

use super::read_within;
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

/// The longest path that is opened, in bytes, as systems have it too. Without it a tree of folders that is deeper than
/// any path could take the square of its depth.
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
    /// It has more bytes than this.
    TooLarge(u64),
    /// It is a folder in too many others.
    TooDeep,
    /// It cannot be read.
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
            Closed::Irregular => formatter.write_str("it is not a regular file"),
            Closed::TooLarge(largest) => {
                write!(formatter, "it is larger than {} MB", largest / (1024 * 1024))
            }
            Closed::TooDeep => formatter.write_str("it is in too many folders"),
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
            Closed::TooLarge(_) => io::Error::new(io::ErrorKind::FileTooLarge, closed.to_string()),
            other => io::Error::other(other.to_string()),
        }
    }
}

/// What an entry of a folder is.
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
    /// Opens a folder that the user names: links to it are followed.
    pub(crate) fn named(path: &Path) -> io::Result<Self> {
        let here = Path::new(".");
        let path = if path.as_os_str().is_empty() { here } else { path };
        Ok(Folder { open: system::Folder::named(path)?, path: path.to_path_buf() })
    }

    /// Opens a folder of the book in the folder `root`, such as that of the chapters. Whoever names a folder that begins
    /// with a dot means what is in it. One that is not below `root` cannot come from book.toml, so it was chosen by
    /// whoever made the configuration.
    pub(crate) fn of_book(root: &Path, path: &Path) -> Result<Self, Closed> {
        match path.strip_prefix(root) {
            Ok(below) => Folder::named(root)?.folder(below),
            Err(_) => Ok(Folder::named(path)?),
        }
    }

    /// The folder at `below`, a relative path; this one itself where the path is empty.
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

    /// Opens a file that the program itself has written, which may be hidden.
    fn open_own(&self, below: &Path) -> Result<File, Closed> {
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

    /// Reads the file at `below`, a relative path. One of more than `largest` bytes stays unread.
    pub(crate) fn read(&self, below: &Path, largest: u64) -> Result<Vec<u8>, Closed> {
        whole(self.open(below)?, largest)
    }

    /// What the folder holds, in no order.
    pub(crate) fn entries(&self) -> io::Result<Vec<(OsString, Kind)>> {
        self.open.entries()
    }

    /// Everything below the folder, by its path and in the order of paths, but for folders. What is not `wanted` is
    /// left out, with all that is in it; a folder that cannot be read, or is in more than `deepest` others, stands there with
    /// the reason. These are names: what is read of them is opened step by step, so a folder that becomes a link during the walk gives names that stay closed.
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

/// Reads the file at `below`, a relative path, in the folder `root`. One of more than `largest` bytes stays unread.
pub(crate) fn read(root: &Path, below: &Path, largest: u64) -> io::Result<Vec<u8>> {
    Ok(Folder::named(root)?.read(below, largest)?)
}

/// Reads a file that the program itself has written, which may be hidden. One of more than `largest` bytes stays unread.
pub(crate) fn read_own(root: &Path, below: &Path, largest: u64) -> Result<Vec<u8>, Closed> {
    whole(Folder::named(root)?.open_own(below)?, largest)
}

/// Opens the regular file of this name, however its folder was come by.
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

/// The names that a path below a folder is made of.
fn names(below: &Path) -> io::Result<Vec<&OsStr>> {
    if below.as_os_str().len() > LONGEST_PATH {
        return Err(io::Error::other("its path is too long"));
    }
    let parts = below.components().filter(|part| *part != Component::CurDir);
    let names = parts.map(|part| match part {
        Component::Normal(name) => Ok(name),
        _ => Err(io::Error::other("its path leads out of the folder")),
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
        // The folder that was opened stays the one that it was, whatever takes its name.
        let inner = open.folder(Path::new("a"))?;
        std::fs::rename(root.join("a"), root.join("b"))?;
        symlink("/", root.join("a"))?;
        assert_eq!(inner.read(Path::new("c.md"), 1).ok(), Some(b"c".into()));
        Ok(())
    }
}
