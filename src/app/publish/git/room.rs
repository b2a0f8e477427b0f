//! The temporary repository in which a commit is made and from which it is pushed.

use super::program::Git;
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

    /// How many files differ.
    pub(super) fn changed(&self, old: &str, new: &str) -> Result<usize, Diagnostic> {
        let diff = ["diff-tree", "-r", "-z", "--no-renames", "--name-only", old, new];
        let done = self.git.run(diff)?.or_fail("compare the branch")?;
        Ok(done.stdout.split('\0').filter(|path| !path.is_empty()).count())
    }
}
