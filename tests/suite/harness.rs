//! A whole book in a temporary folder, built by the real program, with assertions that chain:
//!
//! ```ignore
//! Site::copy_of("weights").build().assert_file("public/index.html").assert_contains("Alpha");
//! ```

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;
use tempfile::TempDir;

/// The folder of the repository.
pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Writes a file and the folders above it.
pub fn write(path: &Path, bytes: &[u8]) {
    let folder = path.parent().expect("a file is in a folder");
    std::fs::create_dir_all(folder).expect("the folder can be made");
    std::fs::write(path, bytes).expect("the file can be written");
}

/// A port at which another program can be told to listen. It is none of those that the system gives to connections, since
/// one of the many that other tests open could have it before the program has begun to listen.
pub fn free_port() -> u16 {
    let is_free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
    let mut ports = std::iter::repeat_with(|| fastrand::u16(12_000..32_000)).take(1000);
    ports.find(is_free).expect("a port is free")
}

/// A book on disk, and the program's last run on it.
pub struct Site {
    folder: TempDir,
    last: Option<Output>,
    /// The file that [`Site::assert_contains`] and its sisters look into.
    file: PathBuf,
}

impl Site {
    /// An empty folder.
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Site { file: PathBuf::new(), folder, last: None }
    }

    /// A copy of `tests/sites/NAME`.
    pub fn copy_of(name: &str) -> Self {
        Self::copy_of_folder(&repository().join("tests/sites").join(name))
    }

    /// A copy of any folder.
    pub fn copy_of_folder(from: &Path) -> Self {
        let site = Self::empty();
        for (path, bytes) in files_below(from) {
            write(&site.path(&path), &bytes);
        }
        site
    }

    /// A book of one chapter.
    pub fn of(text: &str) -> Self {
        Self::empty().write("content/index.md", text)
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    pub fn write(self, path: &str, text: &str) -> Self {
        self.write_bytes(path, text.as_bytes())
    }

    pub fn write_bytes(self, path: &str, bytes: &[u8]) -> Self {
        write(&self.path(path), bytes);
        self
    }

    pub fn remove(self, path: &str) -> Self {
        std::fs::remove_file(self.path(path)).expect("the file can be removed");
        self
    }

    pub fn rename(self, from: &str, to: &str) -> Self {
        let to = self.path(to);
        std::fs::create_dir_all(to.parent().expect("a parent")).expect("the folder can be made");
        std::fs::rename(self.path(from), to).expect("the file can be renamed");
        self
    }

    /// The program with these arguments in the book's folder, not yet started.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tickbook"));
        command.args(arguments).current_dir(self.root()).env_remove("NO_COLOR");
        command
    }

    /// Runs the program in the book's folder.
    pub fn run(self, arguments: &[&str]) -> Self {
        let command = self.command(arguments);
        self.run_command(command)
    }

    /// Runs a command that was made by [`Site::command`].
    pub fn run_command(mut self, mut command: Command) -> Self {
        self.last = Some(command.output().expect("the program starts"));
        self
    }

    /// Builds, and fails the test where the book has faults.
    pub fn build(self) -> Self {
        self.run(&["build"]).assert_status(0)
    }

    /// Builds, and fails the test where the book has none.
    pub fn build_fails(self) -> Self {
        self.run(&["build"]).assert_status(1)
    }

    fn output(&self) -> &Output {
        self.last.as_ref().expect("the program ran")
    }

    pub fn stderr(&self) -> String {
        String::from_utf8_lossy(&self.output().stderr).into_owned()
    }

    pub fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.output().stdout).into_owned()
    }

    /// The status of the last run; `None` where a signal ended it.
    pub fn status(&self) -> Option<i32> {
        self.output().status.code()
    }

    #[track_caller]
    pub fn assert_status(self, expected: i32) -> Self {
        let status = self.status();
        assert_eq!(status, Some(expected), "stderr:\n{}", self.stderr());
        self
    }

    #[track_caller]
    pub fn assert_stderr(self, part: &str) -> Self {
        let stderr = self.stderr();
        assert!(stderr.contains(part), "`{part}` is not in stderr:\n{stderr}");
        self
    }

    #[track_caller]
    pub fn assert_stderr_lacks(self, part: &str) -> Self {
        let stderr = self.stderr();
        assert!(!stderr.contains(part), "`{part}` is in stderr:\n{stderr}");
        self
    }

    #[track_caller]
    pub fn assert_no_stdout(self) -> Self {
        assert_eq!(self.stdout(), "");
        self
    }

    /// Asserts that a file is there, and looks into it from now on.
    #[track_caller]
    pub fn assert_file(mut self, path: &str) -> Self {
        self.file = self.path(path);
        assert!(self.file.is_file(), "there is no {path} among {:#?}", self.paths("public"));
        self
    }

    #[track_caller]
    pub fn assert_no_file(self, path: &str) -> Self {
        let there = self.path(path).symlink_metadata().is_ok();
        assert!(!there, "{path} is there");
        self
    }

    #[track_caller]
    pub fn assert_contains(self, part: &str) -> Self {
        let text = self.text();
        assert!(text.contains(part), "`{part}` is not in {}:\n{text}", self.file.display());
        self
    }

    #[track_caller]
    pub fn assert_lacks(self, part: &str) -> Self {
        let text = self.text();
        assert!(!text.contains(part), "`{part}` is in {}:\n{text}", self.file.display());
        self
    }

    /// Asserts that the parts stand in the file one after the other.
    #[track_caller]
    pub fn assert_in_order(self, parts: &[&str]) -> Self {
        let text = self.text();
        let mut rest = text.as_str();
        for part in parts {
            let Some((_, after)) = rest.split_once(part) else {
                panic!("`{part}` is not where it should be in {}:\n{text}", self.file.display());
            };
            rest = after;
        }
        self
    }

    /// The text of the file that was named last.
    pub fn text(&self) -> String {
        std::fs::read_to_string(&self.file).expect("the file is text")
    }

    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).expect("the file is text")
    }

    /// All files below a folder of the book, by path.
    pub fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        files_below(&self.path(folder))
    }

    pub fn paths(&self, folder: &str) -> Vec<String> {
        self.files(folder).into_keys().collect()
    }

    pub fn modified(&self, path: &str) -> SystemTime {
        let metadata = std::fs::metadata(self.path(path)).expect("the file is there");
        metadata.modified().expect("the system keeps times")
    }
}

/// All files below a folder with their content. Links are not followed; a link's target stands in
/// for its content.
pub fn files_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(next) = waiting.pop() {
        let Ok(entries) = std::fs::read_dir(&next) else { continue };
        for entry in entries {
            let path = entry.expect("an entry is readable").path();
            let metadata = path.symlink_metadata().expect("the entry is there");
            let name = path.strip_prefix(folder).expect("below the folder");
            let name = name.to_string_lossy().replace('\\', "/");
            if metadata.is_symlink() {
                let target = std::fs::read_link(&path).expect("the link is readable");
                files.insert(name, target.to_string_lossy().into_owned().into_bytes());
            } else if metadata.is_dir() {
                waiting.push(path);
            } else {
                files.insert(name, std::fs::read(&path).expect("the file is readable"));
            }
        }
    }
    files
}

/// The lines in which two texts differ, with two equal lines before and after.
pub fn difference(expected: &str, actual: &str) -> String {
    let old: Vec<&str> = expected.lines().collect();
    let new: Vec<&str> = actual.lines().collect();
    let same_start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - same_start;
    let pairs = old.iter().rev().zip(new.iter().rev());
    let same_end = pairs.take(most).take_while(|(a, b)| a == b).count();
    let mut shown = String::new();
    let mut push = |mark: &str, lines: &[&str]| {
        for line in lines {
            shown.push_str(&format!("{mark} {line}\n"));
        }
    };
    push(" ", &old[same_start.saturating_sub(2)..same_start]);
    push("-", &old[same_start..old.len() - same_end]);
    push("+", &new[same_start..new.len() - same_end]);
    push(" ", &old[old.len() - same_end..(old.len() - same_end + 2).min(old.len())]);
    shown
}
