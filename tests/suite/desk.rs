//! A book in a git repository, for the tests of `publish`.

use crate::harness::{files_below, write};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A book in a repository, and a bare repository that is its `origin`.
pub struct Desk {
    folder: TempDir,
}

impl Desk {
    pub fn new() -> Self {
        let desk = Desk { folder: tempfile::tempdir().expect("a temporary folder") };
        std::fs::create_dir(desk.book()).expect("a folder");
        desk.git(&desk.root(), &["init", "--quiet", "--bare", "remote.git"]);
        write(&desk.book().join("content/index.md"), b"# Book\n\n- [ ] One\n");
        write(&desk.book().join("content/a b.md"), "# Zwölf\n".as_bytes());
        write(&desk.book().join("book.toml"), b"[publish]\ntarget = \"git\"\n");
        write(&desk.book().join(".gitignore"), b"/public/\n");
        desk.git(&desk.book(), &["init", "--quiet", "--initial-branch=main"]);
        desk.git(&desk.book(), &["remote", "add", "origin", "../remote.git"]);
        desk.run(&["build"], 0);
        desk.commit("Begin");
        desk.git(&desk.book(), &["push", "--quiet", "origin", "main"]);
        desk
    }

    pub fn root(&self) -> PathBuf {
        self.folder.path().to_path_buf()
    }

    pub fn book(&self) -> PathBuf {
        self.root().join("book")
    }

    pub fn remote(&self) -> PathBuf {
        self.root().join("remote.git")
    }

    /// Commits all that the book's folder has.
    pub fn commit(&self, message: &str) {
        self.git(&self.book(), &["add", "--all"]);
        self.git(&self.book(), &["commit", "--quiet", "-m", message]);
    }

    /// Changes a chapter, and builds and commits it.
    pub fn edit(&self, text: &str) {
        write(&self.book().join("content/index.md"), text.as_bytes());
        self.run(&["build"], 0);
        self.commit("Edit");
    }

    pub fn git(&self, folder: &Path, arguments: &[&str]) -> String {
        let output = quiet(Command::new("git").args(arguments).current_dir(folder), &self.root())
            .env("GIT_AUTHOR_NAME", "Ann")
            .env("GIT_AUTHOR_EMAIL", "ann@example.org")
            .env("GIT_COMMITTER_NAME", "Ann")
            .env("GIT_COMMITTER_EMAIL", "ann@example.org")
            .output()
            .expect("git starts");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {stderr}");
        String::from_utf8_lossy(&output.stdout).trim().to_string()
    }

    /// Runs tickbook in a folder; gives what it says.
    pub fn run_in(&self, folder: &Path, arguments: &[&str], status: i32) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tickbook"));
        command.args(arguments).current_dir(folder);
        said(quiet(&mut command, &self.root()).output().expect("the program starts"), status)
    }

    pub fn run(&self, arguments: &[&str], status: i32) -> String {
        self.run_in(&self.book(), arguments, status)
    }

    /// The commit that a branch of the remote has.
    pub fn tip(&self, branch: &str) -> String {
        self.git(&self.remote(), &["rev-parse", "--verify", &format!("refs/heads/{branch}")])
    }

    /// The files of a commit of the remote, by path.
    pub fn tree(&self, commit: &str) -> BTreeMap<String, Vec<u8>> {
        let listed = self.git(&self.remote(), &["ls-tree", "-r", "-z", "--name-only", commit]);
        let paths = listed.split('\0').filter(|path| !path.is_empty());
        let content = |path: &str| {
            let object = format!("{commit}:{path}");
            let mut shown = Command::new("git");
            shown.args(["show", &object]).current_dir(self.remote());
            quiet(&mut shown, &self.root()).output().expect("git starts").stdout
        };
        paths.map(|path| (path.to_string(), content(path))).collect()
    }

    /// Everything that must not change: the book's folder with its repository.
    pub fn everything(&self) -> BTreeMap<String, Vec<u8>> {
        files_below(&self.book())
    }
}

/// Keeps a program from what this machine's user has configured.
pub fn quiet<'c>(command: &'c mut Command, home: &Path) -> &'c mut Command {
    command
        .env("HOME", home)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env_remove("XDG_CONFIG_HOME")
        .env_remove("NO_COLOR")
}

#[track_caller]
pub fn said(output: Output, status: i32) -> String {
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(status), "stderr:\n{stderr}");
    assert!(output.stdout.is_empty());
    stderr
}
