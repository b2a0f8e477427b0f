//! Faults of `publish`.

use crate::text::diag::{Diagnostic, shown};
use std::path::Path;

/// A lock that no commit has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LockState {
    /// There is no file.
    Missing,
    /// Git ignores it.
    Ignored,
    /// It is there.
    There,
}

impl Diagnostic {
    /// No target is set for the site.
    pub fn publish_nowhere(missing: &str) -> Self {
        Self::error("TB1701", format!("there is nowhere to publish to: `{missing}` is not set"))
            .in_file(crate::book::config::FILE_NAME)
            .help(match missing.strip_prefix("publish.") {
                Some("folder.path") => "write `path = \"../site\"`, with the folder that you mean, below `[publish.folder]` in book.toml",
                Some("s3.bucket") => "write `bucket = \"handbook\"`, with the name of your bucket, below `[publish.s3]` in book.toml",
                _ => "write `target = \"git\"` below `[publish]` in book.toml; `tickbook explain TB1701` shows the lines for the other targets",
            })
    }

    /// Secrets would be sent unencrypted.
    pub fn publish_unencrypted(address: &str) -> Self {
        Self::error("TB1702", format!("refusing to publish to `{address}` without encryption"))
            .help("begin the address with https://, or set AWS_ALLOW_HTTP=true if you trust the network")
    }

    /// Git is missing, or there is no repository to publish from.
    pub fn publish_without_git(folder: &Path, reason: &str) -> Self {
        let folder = if folder == Path::new(".") {
            "this folder".into()
        } else {
            format!("`{}`", shown(folder))
        };
        Self::error("TB1703", format!("cannot publish with git from {folder}: {reason}"))
            .help("install git and keep the book in a repository, or publish to another target")
    }

    /// The repository has no such remote.
    pub fn publish_unknown_remote(remote: &str) -> Self {
        Self::error("TB1704", format!("the repository has no remote `{remote}`")).help(format!(
            "add it with `git remote add {remote} ADDRESS`, or set `publish.git.remote`"
        ))
    }

    /// The lock of this build is in no commit.
    pub fn publish_uncommitted_lock(state: LockState) -> Self {
        Self::error("TB1705", "book.lock is not committed".into())
            .in_file(crate::book::lock::FILE_NAME)
            .help(match state {
                LockState::Missing => "run `tickbook build` to make it, and commit it, so that readers keep their ticks after the next build",
                LockState::Ignored => "remove it from `.gitignore` and commit it, so that readers keep their ticks after the next build",
                LockState::There => "commit it, so that readers keep their ticks after the next build",
            })
    }

    /// Whether a run that ends with this fault may have sent files of the site.
    pub fn is_after_sending(&self) -> bool {
        ["TB1713", "TB1716", "TB1718"].contains(&self.code())
    }

    /// The branch contains commits that `publish` did not make.
    pub fn publish_foreign_branch(branch: &str, tip: &str) -> Self {
        let message = format!(
            "the last commit of the branch `{branch}`, {tip}, was not published by tickbook"
        );
        Self::error("TB1706", message).help(
            "name another branch with `publish.git.branch`, or replace everything on this one with `--force`",
        )
    }

    /// The branch contains the sources of the book.
    pub fn publish_over_sources(branch: &str) -> Self {
        Self::error("TB1707", format!("the branch `{branch}` contains the sources of the book"))
            .help("name a separate branch for the site with `publish.git.branch`")
    }

    /// The remote has a branch whose name is a prefix folder of the other, or the reverse.
    pub fn publish_beside_branch(branch: &str, other: &str, remote: &str) -> Self {
        let message =
            format!("`{remote}` has a branch `{other}`, so it cannot have a branch `{branch}`");
        Self::error("TB1717", message).help(format!(
            "name another branch with `publish.git.branch`, or delete the existing one with `git push {remote} --delete {other}`"
        ))
    }

    /// Some addresses of the remote have the new site, and others do not.
    pub fn publish_partly(
        remote: &str,
        (good, all): (usize, usize),
        missed: &str,
        reason: &str,
    ) -> Self {
        let message = format!(
            "{good} of {all} addresses of `{remote}` have the site, but {missed} does not: {reason}"
        );
        Self::error("TB1718", message)
            .help("fix the cause, then publish again; only missing addresses are updated")
    }

    /// The branch has changed since it was read.
    pub fn publish_overtaken(branch: &str) -> Self {
        let message = format!("someone else has pushed to the branch `{branch}` in the meantime");
        Self::error("TB1708", message).help("publish again, one run at a time")
    }

    /// Git failed. `words` are its message.
    pub fn publish_git_failed(what: &str, words: &str) -> Self {
        Self::error("TB1709", format!("git cannot {what}: {words}"))
            .help("fix what git reports, then publish again; nothing was published")
    }

    /// The site does not match the commit that it is attributed to.
    pub fn publish_uncommitted_changes(first: &str) -> Self {
        let message = format!("the site contains uncommitted changes, such as those in `{first}`");
        Self::warning("TB1710", message).help("commit them before you publish")
    }

    /// A file that tickbook did not publish is where it must publish.
    pub fn publish_in_the_way(target: &str, path: &str, count: usize) -> Self {
        let message = match count {
            1 => format!("`{path}` at {target} is in the way and was not published by tickbook"),
            more => format!(
                "`{path}` and {} more at {target} are in the way and were not published by tickbook",
                more - 1
            ),
        };
        Self::error("TB1711", message)
            .help("move it away, choose another place, or replace it with `--force`")
    }

    /// The environment has no credentials for a bucket.
    pub fn publish_without_credentials() -> Self {
        Self::error("TB1712", "the environment has no credentials for the bucket".into())
            .help("set the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
    }

    /// The storage failed.
    pub fn publish_store_failed(target: &str, what: &str, reason: &str) -> Self {
        Self::error("TB1713", format!("cannot {what} at {target}: {reason}")).help(
            "fix the cause and publish again; files that are already there are not sent again",
        )
    }

    /// The record of published files cannot be trusted.
    pub fn publish_record_unreadable(target: &str, line: usize) -> Self {
        let record = crate::app::publish::RECORD;
        Self::error("TB1714", format!("line {line} of `{record}` at {target} cannot be trusted"))
            .help("restore the file, or delete it and publish with `--force`")
    }

    /// Someone else has begun to publish to the bucket since it was read.
    pub fn publish_raced(target: &str) -> Self {
        let message = format!("someone else is publishing to {target}, so nothing was sent");
        Self::error("TB1715", message).help("publish again when they have finished")
    }

    /// Two publish runs wrote to the bucket at once, and each may have overwritten the other's files.
    pub fn publish_mixed(target: &str) -> Self {
        Self::error("TB1716", format!("someone else has published to {target} at the same time"))
            .help("publish again to replace every file that differs")
    }
}
