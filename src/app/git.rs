//! Runs the program `git` without a shell: the only module that starts it.
//!
//! Owns its environment: variables that a hook or another program has set for its own repository are removed, and
//! messages are in English, so that they can be recognised. Configuration, credential helpers and hooks are those of
//! the user.

use crate::text::diag::Diagnostic;
use std::ffi::OsStr;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The environment variables of git that select a repository.
const OF_A_REPOSITORY: [&str; 9] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
];

/// The most of git's message that is shown, in characters.
const MOST_WORDS: usize = 400;

/// The most lines of git's message that are shown, from its end.
const MOST_LAST_LINES: usize = 6;

/// The most lines of a server's message that are shown.
const MOST_LINES: usize = 40;

/// Git in a folder.
#[derive(Debug, Clone)]
pub struct Git {
    folder: PathBuf,
    environment: Vec<(&'static str, String)>,
}

/// The result of a run.
#[derive(Debug)]
pub struct Done {
    /// Whether it succeeded.
    pub is_good: bool,
    /// What it printed.
    pub stdout: String,
    /// Its messages.
    pub stderr: String,
}

impl Git {
    /// Git in this folder.
    pub fn at(folder: &Path) -> Self {
        Git { folder: folder.to_path_buf(), environment: Vec::new() }
    }

    /// The same, for the bare repository in this folder, whatever is around it.
    pub fn in_repository(&self, folder: &Path) -> Self {
        self.with("GIT_DIR", &folder.to_string_lossy())
    }

    /// The same, with new objects stored in another folder than the repository's.
    pub fn keeping_objects_in(&self, folder: &str) -> Self {
        self.with("GIT_OBJECT_DIRECTORY", folder)
    }

    fn with(&self, name: &'static str, value: &str) -> Self {
        let mut other = self.clone();
        other.environment.push((name, value.to_string()));
        other
    }

    fn command(&self) -> Command {
        let mut command = Command::new("git");
        for name in OF_A_REPOSITORY {
            command.env_remove(name);
        }
        command.env("LC_ALL", "C").env_remove("LANGUAGE");
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.current_dir(&self.folder).stdin(Stdio::null());
        command
    }

    /// Runs git to its end.
    pub fn run<S: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = S>,
    ) -> Result<Done, Diagnostic> {
        let output = self.command().args(arguments).output();
        output.map(Done::of).map_err(|error| self.not_started(&error))
    }

    /// Runs git to its end, with an input that `write` makes. If git ends early, its own message is the reason.
    pub fn feed(
        &self,
        arguments: &[&str],
        write: impl FnOnce(&mut dyn Write) -> Result<(), Fault>,
    ) -> Result<Done, Diagnostic> {
        let mut command = self.command();
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| self.not_started(&error))?;
        let written = match child.stdin.take() {
            Some(input) => {
                let mut input = std::io::BufWriter::new(input);
                write(&mut input).and_then(|()| input.flush().map_err(Fault::Input))
            }
            None => Ok(()),
        };
        let done = child.wait_with_output().map(Done::of);
        let done = done.map_err(|error| self.not_started(&error))?;
        match written {
            Err(Fault::Content(fault)) => Err(fault),
            Err(Fault::Input(error)) if done.is_good => Err(self.not_started(&error)),
            _ => Ok(done),
        }
    }

    fn not_started(&self, error: &std::io::Error) -> Diagnostic {
        let reason = match error.kind() {
            ErrorKind::NotFound => "the program `git` is not installed".to_string(),
            _ => error.to_string(),
        };
        Diagnostic::publish_without_git(&self.folder, &reason)
    }
}

/// Why an input could not be given.
pub enum Fault {
    /// It could not be made.
    Content(Diagnostic),
    /// Git does not accept it.
    Input(std::io::Error),
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Fault::Input(error)
    }
}

impl Done {
    fn of(output: Output) -> Self {
        Done {
            is_good: output.status.success(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// The output if git succeeded, or else a fault: git cannot do `what`.
    pub fn or_fail(self, what: &str) -> Result<Self, Diagnostic> {
        match self.is_good {
            true => Ok(self),
            false => Err(Diagnostic::publish_git_failed(what, &self.words())),
        }
    }

    /// The messages of the server, one per line: the address of the branch, that the repository has moved, why a hook
    /// rejected the push.
    pub fn remote_lines(&self) -> Vec<String> {
        let lines = self.stderr.lines().filter_map(|line| line.strip_prefix("remote:"));
        // Progress that was overwritten is not shown.
        let last = |line: &str| shown(line.trim_end().rsplit('\r').next().unwrap_or_default());
        let lines = lines.map(last).map(|line| line.trim_end().to_string());
        let mut lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
        let more = lines.len().saturating_sub(MOST_LINES);
        if more > 0 {
            lines.truncate(MOST_LINES);
            lines.push(format!(" … and {more} more lines"));
        }
        lines.into_iter().map(|line| format!("remote:{line}")).collect()
    }

    /// The last lines of git's error message, on one line. The reason can be in the lines before the first that git marks
    /// as an error: ssh and other helpers write there.
    pub fn words(&self) -> String {
        let is_other =
            |line: &&str| ["warning: ", "hint: "].iter().any(|mark| line.starts_with(mark));
        let bare = |line: &str| {
            let line = line.trim_start_matches("fatal: ").trim_start_matches("error: ");
            line.trim().to_string()
        };
        let lines = self.stderr.lines().filter(|line| !is_other(line));
        let lines: Vec<String> = lines.map(bare).filter(|line| !line.is_empty()).collect();
        let last = lines.get(lines.len().saturating_sub(MOST_LAST_LINES)..).unwrap_or_default();
        let words = shown(&last.join("; "));
        if words.is_empty() { "it ended without a message".into() } else { words }
    }
}

/// A message of git, safe to print: without secrets and control characters, and shortened.
fn shown(text: &str) -> String {
    let plain = without_secrets(text);
    plain.chars().filter(|character| !character.is_control()).take(MOST_WORDS).collect()
}

/// A text with user names and passwords removed from addresses: they may be tokens.
pub fn without_secrets(text: &str) -> String {
    let mut shown = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("://") {
        shown.push_str(before);
        shown.push_str("://");
        let end =
            after.find(|c: char| c.is_whitespace() || "/'\"".contains(c)).unwrap_or(after.len());
        let (host, behind) = after.split_at(end);
        shown.push_str(host.rsplit_once('@').map_or(host, |(_, host)| host));
        rest = behind;
    }
    shown.push_str(rest);
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_git_are_one_line_without_secrets() {
        let stderr = "warning: old\nfatal: unable to access 'https://me:tok@en@host.example/x.git/': \
                      \u{1b}[31mno\nremote: 'https://t0ken@a.example' is gone\n";
        let done = Done { is_good: false, stdout: String::new(), stderr: stderr.into() };
        assert_eq!(
            done.words(),
            "unable to access 'https://host.example/x.git/': [31mno; \
             remote: 'https://a.example' is gone"
        );
        assert_eq!(done.remote_lines(), ["remote: 'https://a.example' is gone"]);
    }

    #[test]
    fn the_reason_of_a_helper_is_shown() {
        let failed = |stderr: &str| {
            Done { is_good: false, stdout: String::new(), stderr: stderr.into() }.words()
        };
        let ssh = "Warning: Permanently added 'a.example' to the list of known hosts.\n\
                   git@a.example: Permission denied (publickey).\r\nfatal: Could not read from remote repository.\n\n\
                   Please make sure you have the correct access rights\nand the repository exists.\n";
        let words = failed(ssh);
        assert!(
            words.contains("git@a.example: Permission denied (publickey).; Could not"),
            "{words}"
        );
        let long = format!(
            "{}Host key verification failed.\nfatal: Could not read.\n",
            "@@@\n".repeat(20)
        );
        assert!(failed(&long).ends_with("Host key verification failed.; Could not read."));
        assert_eq!(failed("hint: x\n\n"), "it ended without a message");
    }

    #[test]
    fn lines_of_a_server_are_shown_as_they_are_but_for_what_is_written_over() {
        let stderr = "To origin\nremote: Counting: 50%\rCounting: 100%        \nremote:   https://a.example/new\n\
                      remote:\nremote: \u{1b}]0;x\u{7} y\n";
        let done = Done { is_good: true, stdout: String::new(), stderr: stderr.into() };
        assert_eq!(
            done.remote_lines(),
            ["remote:Counting: 100%", "remote:   https://a.example/new", "remote: ]0;x y"]
        );
        let stderr = "remote: x\n".repeat(50);
        let done = Done { is_good: true, stdout: String::new(), stderr };
        assert_eq!(done.remote_lines().len(), MOST_LINES + 1);
        assert_eq!(
            done.remote_lines().last().map(String::as_str),
            Some("remote: … and 10 more lines")
        );
    }
}
