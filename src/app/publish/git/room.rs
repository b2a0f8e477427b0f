//! The temporary repository in which a commit is made and from which it is pushed.

use crate::app::git::Git;
use crate::app::publish::difference::Difference;
use crate::text::diag::Diagnostic;
use std::path::Path;
use tempfile::TempDir;

/// A temporary repository for the objects of the site. It can read those of the author's repository.
pub(super) struct Room {
    folder: TempDir,
    pub(super) git: Git,
}

impl Room {
    /// `objects` is the object folder of the author's repository.
    pub(super) fn new(object_format: &str, objects: &str) -> Result<Self, Diagnostic> {
        let temporary = std::env::temp_dir();
        let failed = |error: std::io::Error| Diagnostic::write_failed(&temporary, &error);
        let folder = tempfile::Builder::new().prefix("tickbook-").tempdir().map_err(failed)?;
        let format = format!("--object-format={}", object_format);
        let git = Git::at(folder.path());
        let init = ["init", "--bare", "--quiet", "--template=", &format, "."];
        git.run(init)?.or_fail("make a temporary repository")?;
        let room = Room { git: git.in_repository(folder.path()), folder };
        let alternates = Path::new(&room.objects()).join("info").join("alternates");
        let parent = alternates.parent().unwrap_or(&alternates);
        std::fs::create_dir_all(parent).map_err(failed)?;
        std::fs::write(&alternates, format!("{}\n", objects)).map_err(failed)?;
        Ok(room)
    }

    pub(super) fn objects(&self) -> String {
        self.folder.path().join("objects").to_string_lossy().into_owned()
    }

    pub(super) fn tree(&self, commit: &str) -> Result<String, Diagnostic> {
        let done =
            self.git.run(["rev-parse", "--verify", "--quiet", &format!("{commit}^{{tree}}")])?;
        done.or_fail("read the branch").map(|done| done.stdout)
    }

    /// The files that differ.
    pub(super) fn difference(&self, old: &str, new: &str) -> Result<Difference, Diagnostic> {
        let diff = ["diff-tree", "-r", "-z", "--no-renames", "--name-status", old, new];
        let done = self.git.run(diff)?.or_fail("compare the branch")?;
        let mut difference = Difference::default();
        let mut parts = done.stdout.split('\0');
        while let (Some(status), Some(path)) = (parts.next(), parts.next()) {
            let list = match status {
                "A" => &mut difference.added,
                "D" => &mut difference.removed,
                _ => &mut difference.changed,
            };
            list.push(path.to_string());
        }
        Ok(difference)
    }
}
