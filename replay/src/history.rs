//! The versions of one file in a git repository.
//!
//! Runs the `git` program and reads what it prints. Follows the first parents from HEAD, and the file
//! through its renames. Never writes to the repository.

use crate::Result;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// A commit that changed the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub commit: String,
    /// The day of the commit, such as `2026-11-22`.
    pub date: String,
    /// The second of the commit, never before that of an older version.
    pub time: i64,
    /// The path of the file in this version; `None` if the commit removed it.
    pub path: Option<String>,
}

/// All versions of the file that HEAD knows as `path`, the oldest first.
pub fn versions(repository: &Path, path: &str) -> Result<Vec<Version>> {
    let output = git(repository)
        .args(["log", "--first-parent", "--follow", "--name-status", "--format=%x01%H %ct %cs"])
        .args(["--", path])
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).trim().to_string().into());
    }
    let mut versions = read_log(&String::from_utf8_lossy(&output.stdout))?;
    versions.reverse();
    let mut latest = i64::MIN;
    for version in &mut versions {
        latest = latest.max(version.time);
        version.time = latest;
    }
    Ok(versions)
}

fn read_log(log: &str) -> Result<Vec<Version>> {
    let mut versions = Vec::new();
    for entry in log.split('\u{1}').filter(|entry| !entry.trim().is_empty()) {
        let mut lines = entry.lines().filter(|line| !line.is_empty());
        let head: Vec<&str> = lines.next().unwrap_or_default().split(' ').collect();
        let [commit, time, date] = head[..] else {
            return Err(format!("git log printed an unknown line: {head:?}").into());
        };
        let Some(change) = lines.next() else { continue };
        let fields: Vec<&str> = change.split('\t').collect();
        let path = match fields[..] {
            [kind, _] if kind.starts_with('D') => None,
            [_, .., path] => Some(path.to_string()),
            _ => return Err(format!("git log printed an unknown change: {change}").into()),
        };
        let (commit, date) = (commit.to_string(), date.to_string());
        versions.push(Version { commit, date, time: time.parse()?, path });
    }
    Ok(versions)
}

fn git(repository: &Path) -> Command {
    let mut command = Command::new("git");
    command.args(["-c", "core.quotePath=false", "-C"]).arg(repository).stdin(Stdio::null());
    command
}

/// The texts of versions, from one git process that answers one request after the other.
pub struct Texts {
    process: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
    repository: PathBuf,
}

impl Texts {
    pub fn of(repository: &Path) -> Result<Texts> {
        let mut process = git(repository)
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let (Some(questions), Some(answers)) = (process.stdin.take(), process.stdout.take()) else {
            return Err("git was started without pipes".into());
        };
        let answers = BufReader::new(answers);
        Ok(Texts { process, questions, answers, repository: repository.to_path_buf() })
    }

    /// The file in this version; empty if the commit removed it, `None` if the repository lacks it.
    pub fn read(&mut self, version: &Version) -> Result<Option<Vec<u8>>> {
        let Some(path) = &version.path else { return Ok(Some(Vec::new())) };
        writeln!(self.questions, "{}:{path}", version.commit)?;
        let mut head = String::new();
        self.answers.read_line(&mut head)?;
        if head.trim_end().ends_with(" missing") {
            return Ok(None);
        }
        let size = head.trim_end().rsplit(' ').next().and_then(|size| size.parse().ok());
        let Some(size) = size else {
            let repository = self.repository.display();
            return Err(format!("git stopped reading {repository} at {}", version.commit).into());
        };
        // A line end follows the content.
        let mut content = vec![0; size];
        self.answers.read_exact(&mut content)?;
        self.answers.read_exact(&mut [0])?;
        Ok(Some(content))
    }
}

impl Drop for Texts {
    fn drop(&mut self) {
        // The process ends when its input does; if not, it can be killed safely.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_tells_changes_renames_and_removals() {
        let log = "\u{1}c 30 1970-01-01\n\nD\tb.md\n\u{1}b 20 1970-01-01\n\nR098\ta.md\tb.md\n\
                   \u{1}a 10 1970-01-01\n\nA\ta.md\n";
        let paths: Vec<Option<String>> =
            read_log(log).expect("a sound log").into_iter().map(|version| version.path).collect();
        assert_eq!(paths, [None, Some("b.md".to_string()), Some("a.md".to_string())]);
    }
}
