//! A branch of a git repository that holds the site, and nothing but the site.
//!
//! The branch is always one commit without a parent, so the repository does not grow with every build. Its
//! bytes depend on the site, on the commit that the site was built from and on who publishes, and not on the
//! time. Objects are made in a temporary repository and pushed from there: index, work tree, HEAD, branches and
//! objects of the author's own repository are never written.

mod import;
mod program;

use super::{File, Wish, counted};
use crate::config::Config;
use crate::diag::Diagnostic;
use crate::lock;
use program::{Done, Git};
use std::path::Path;
use tempfile::TempDir;

/// By this line of its message a commit is known as one of ours.
const OURS: &str = "Published-by: tickbook";

/// How git says that a branch is not what it was: before it has sent anything, or after.
const OVERTAKEN: [&str; 5] = [
    "[rejected] (stale info)",
    "[rejected] (fetch first)",
    "[remote rejected] (failed to update ref)",
    "[remote rejected] (incorrect old value provided)",
    "[remote rejected] (cannot lock ref)",
];

/// How much of the name of a commit is shown.
const SHORT: usize = 12;

/// A branch, and the commit that the site is built from.
#[derive(Debug)]
pub(super) struct Branch {
    git: Git,
    remote: String,
    /// The address of the remote. It is never shown, because some hold a password.
    address: String,
    name: String,
    object_format: String,
    /// Where the repository keeps its objects.
    objects: String,
    source: Source,
}

/// The commit that the site is built from.
#[derive(Debug)]
struct Source {
    commit: String,
    /// When it was made, in seconds since the beginning of 1970.
    time: String,
    /// Whether the folder of the book has changes besides.
    is_changed: bool,
    /// The path of book.lock in the repository.
    lock: String,
}

impl Branch {
    /// Finds the repository of the book, the remote, and the commit that the book is at.
    pub(super) fn find(
        config: &Config,
        warnings: &mut Vec<Diagnostic>,
    ) -> Result<Self, Diagnostic> {
        let settings = &config.publish.git;
        let git = Git::at(&config.root);
        let asked = ["rev-parse", "--show-object-format", "--path-format=absolute"];
        let more = ["--git-path", "objects", "--is-inside-work-tree", "--show-prefix"];
        let found = git.run(asked.iter().chain(&more))?;
        let mut lines = found.stdout.lines();
        let (Some(format), Some(objects), Some("true"), true) =
            (lines.next(), lines.next(), lines.next(), found.is_good)
        else {
            let reason = match found.stderr.contains("not a git repository") {
                true => "it is in no git repository".to_string(),
                false => found.words(),
            };
            return Err(Diagnostic::publish_without_git(&config.root, &reason));
        };
        let folder = lines.next().unwrap_or_default();
        let address = git.run(["remote", "get-url", "--push", "--", &settings.remote])?;
        if !address.is_good {
            return Err(Diagnostic::publish_unknown_remote(&settings.remote));
        }
        let changed = uncommitted(&git, config)?;
        let head = git.run(["rev-list", "-1", "--timestamp", "HEAD", "--"])?;
        let head = head.stdout.trim().to_string();
        let (Some((time, commit)), false) = (head.split_once(' '), changed.lock) else {
            return Err(Diagnostic::publish_uncommitted_lock());
        };
        let first = changed.other.as_deref();
        warnings.extend(first.map(Diagnostic::publish_uncommitted_changes));
        Ok(Branch {
            remote: settings.remote.clone(),
            address: address.stdout.trim_end_matches(['\n', '\r']).to_string(),
            name: settings.branch.clone(),
            object_format: format.to_string(),
            objects: objects.to_string(),
            source: Source {
                commit: commit.to_string(),
                time: time.to_string(),
                is_changed: first.is_some(),
                lock: format!("{folder}{}", lock::FILE_NAME),
            },
            git,
        })
    }

    /// Makes the commit and pushes it, unless the branch has these files already.
    pub(super) fn publish(
        &self,
        files: &[File],
        wish: Wish,
        tell: &dyn Fn(&str),
    ) -> Result<String, Diagnostic> {
        let room = Room::new(self)?;
        tell(&format!("looking at {}", self.shown()));
        let tip = self.tip()?;
        if tip.is_some() {
            self.fetch(&room)?;
        }
        let commit = import::commit(&room.git, files, &self.words()?, tell)?;
        let Some(tip) = tip else {
            return self.push(&room, &commit, None, counted(files.len()), wish);
        };
        if room.tree(&commit)? == room.tree(&tip)? {
            return Ok(format!("{} has this site already", self.shown()));
        }
        self.check_owner(&room, &tip, wish.force)?;
        let changed = room.changed(&tip, &commit)?;
        let changed = format!("{} changed", counted(changed));
        self.push(&room, &commit, Some(&tip), changed, wish)
    }

    fn shown(&self) -> String {
        format!("the branch `{}` of `{}`", self.name, self.remote)
    }

    fn full_name(&self) -> String {
        format!("refs/heads/{}", self.name)
    }

    /// The commit that the branch has now; `None` where there is no such branch yet.
    fn tip(&self) -> Result<Option<String>, Diagnostic> {
        let name = self.full_name();
        let done = self.git.run(["ls-remote", "--quiet", "--", &self.address, &name])?;
        let done = done.or_fail("read the branch")?;
        let of = |line: &str| {
            let (commit, found) = line.split_once('\t')?;
            (found == name).then(|| commit.to_string())
        };
        Ok(done.stdout.lines().find_map(of))
    }

    /// Gets what the branch holds into the temporary room, so that it can be compared, and so that only what
    /// has changed goes over the network.
    fn fetch(&self, room: &Room) -> Result<(), Diagnostic> {
        let git = self.git.keeping_objects_in(&room.objects());
        let options = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head"];
        let more = ["--no-auto-maintenance", "--no-recurse-submodules", "--"];
        let name = self.full_name();
        let wanted = [self.address.as_str(), &name];
        git.run(options.iter().chain(&more).chain(&wanted))?.or_fail("read the branch").map(|_| ())
    }

    /// What the commit says of itself.
    fn words(&self) -> Result<import::Words, Diagnostic> {
        let Source { commit, time, is_changed, .. } = &self.source;
        let short: String = commit.chars().take(SHORT).collect();
        let besides = if *is_changed { " and changes that are in no commit" } else { "" };
        let message = format!(
            "Publish the book of {short}{besides}\n\nSource-Commit: {commit}{besides}\n{OURS}\n"
        );
        // A machine that builds often has no name for its user, and must not make one up from its own.
        let asked =
            self.git.run(["-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT"])?;
        let own = asked.stdout.rsplit_once('>').filter(|_| asked.is_good);
        let author =
            own.map_or("tickbook <tickbook@localhost>".into(), |(own, _)| format!("{own}>"));
        Ok(import::Words { author, time: time.clone(), message })
    }

    /// Refuses a branch that holds anything but a published site.
    fn check_owner(&self, room: &Room, tip: &str, force: bool) -> Result<(), Diagnostic> {
        let commit = room.git.run(["cat-file", "commit", tip])?.or_fail("read the branch")?;
        let (head, message) = commit.stdout.split_once("\n\n").unwrap_or_default();
        let is_alone = !head.lines().any(|line| line.starts_with("parent "));
        if is_alone && message.lines().any(|line| line == OURS) {
            return Ok(());
        }
        // A shallow clone does not know all that its history has in common with another.
        let has_lock = room.git.run(["cat-file", "-e", &format!("{tip}:{}", self.source.lock)])?;
        let git = self.git.keeping_objects_in(&room.objects());
        if has_lock.is_good || git.run(["merge-base", tip, &self.source.commit])?.is_good {
            return Err(Diagnostic::publish_over_sources(&self.name));
        }
        let short: String = tip.chars().take(SHORT).collect();
        match force {
            true => Ok(()),
            false => Err(Diagnostic::publish_foreign_branch(&self.name, &short)),
        }
    }

    /// Pushes, provided that the branch still is what it was. `changed` says what is new.
    fn push(
        &self,
        room: &Room,
        commit: &str,
        tip: Option<&str>,
        changed: String,
        wish: Wish,
    ) -> Result<String, Diagnostic> {
        let short: String = commit.chars().take(SHORT).collect();
        if wish.dry_run {
            return Ok(format!("{} would become {short}: {changed}", self.shown()));
        }
        let name = self.full_name();
        let lease = format!("--force-with-lease={name}:{}", tip.unwrap_or_default());
        let what = format!("{commit}:{name}");
        let git = self.git.keeping_objects_in(&room.objects());
        let options = ["push", "--porcelain", "--no-follow-tags", "--recurse-submodules=no"];
        let wanted = [lease.as_str(), "--", &self.address, &what];
        let done = git.run(options.iter().chain(&wanted))?;
        if done.is_good {
            return Ok(format!("{} is now {short}: {changed}", self.shown()));
        }
        match refusal(&done) {
            Some(reason) if OVERTAKEN.contains(&reason) => {
                Err(Diagnostic::publish_overtaken(&self.name))
            }
            Some(reason) => Err(Diagnostic::publish_git_failed("push the branch", reason)),
            None => done.or_fail("push the branch").map(|_| String::new()),
        }
    }
}

/// Why the remote did not take the branch, in the form that git has for programs.
fn refusal(done: &Done) -> Option<&str> {
    let line = done.stdout.lines().find_map(|line| line.strip_prefix("!\t"))?;
    line.split_once('\t').map(|(_, reason)| reason)
}

/// What the folder of the book has that is in no commit.
struct Uncommitted {
    lock: bool,
    /// The first of the other files, by its path in the repository.
    other: Option<String>,
}

fn uncommitted(git: &Git, config: &Config) -> Result<Uncommitted, Diagnostic> {
    // A status without that option writes the index anew.
    let status = ["--no-optional-locks", "status", "--porcelain", "-z", "--untracked-files=normal"];
    let lock = git.run(status.iter().chain(&["--", lock::FILE_NAME]))?;
    let lock = lock.or_fail("say what is committed")?;
    // Of a file that git is to ignore, a status says nothing.
    let kept = git.run(["cat-file", "-e", &format!("HEAD:./{}", lock::FILE_NAME)])?;
    let below = |path: &Path| path.strip_prefix(&config.root).ok().map(Path::to_path_buf);
    let excluded = below(&config.build_dir).filter(|path| !path.as_os_str().is_empty());
    let excluded = excluded.map(|path| format!(":(exclude,literal){}", path.display()));
    let wanted = ["--", "."].into_iter().chain(excluded.as_deref());
    let all = git.run(status.into_iter().chain(wanted))?.or_fail("say what is committed")?;
    let path = |entry: &str| entry.get(3..).map(str::to_string);
    Ok(Uncommitted {
        lock: !lock.stdout.is_empty() || !kept.is_good,
        other: all.stdout.split('\0').find_map(path),
    })
}

/// A temporary repository for the objects of the site. It can read those of the author's repository.
struct Room {
    folder: TempDir,
    git: Git,
}

impl Room {
    fn new(branch: &Branch) -> Result<Self, Diagnostic> {
        let temporary = std::env::temp_dir();
        let failed = |error: std::io::Error| Diagnostic::write_failed(&temporary, &error);
        let folder = tempfile::Builder::new().prefix("tickbook-").tempdir().map_err(failed)?;
        let format = format!("--object-format={}", branch.object_format);
        let git = Git::at(folder.path());
        let init = ["init", "--bare", "--quiet", "--template=", &format, "."];
        git.run(init)?.or_fail("make a temporary repository")?;
        let room = Room { git: git.in_repository(folder.path()), folder };
        let alternates = Path::new(&room.objects()).join("info").join("alternates");
        let parent = alternates.parent().unwrap_or(&alternates);
        std::fs::create_dir_all(parent).map_err(failed)?;
        std::fs::write(&alternates, format!("{}\n", branch.objects)).map_err(failed)?;
        Ok(room)
    }

    fn objects(&self) -> String {
        self.folder.path().join("objects").to_string_lossy().into_owned()
    }

    fn tree(&self, commit: &str) -> Result<String, Diagnostic> {
        let done =
            self.git.run(["rev-parse", "--verify", "--quiet", &format!("{commit}^{{tree}}")])?;
        done.or_fail("read the branch").map(|done| done.stdout)
    }

    /// How many files differ.
    fn changed(&self, old: &str, new: &str) -> Result<usize, Diagnostic> {
        let diff = ["diff-tree", "-r", "-z", "--no-renames", "--name-only", old, new];
        let done = self.git.run(diff)?.or_fail("compare the branch")?;
        Ok(done.stdout.split('\0').filter(|path| !path.is_empty()).count())
    }
}
