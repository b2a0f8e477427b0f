//! Publishes to a branch of a git repository that contains only the site.
//!
//! The branch is always one commit without a parent, so the repository does not grow with every build. Its bytes depend
//! on the site, on the commit that it was built from and on the user, never on the time. Objects are created in a
//! temporary repository and pushed from there: index, working tree, HEAD, branches and objects of the author's
//! repository are never written. A remote may have several push URLs: all of them are checked before the first push,
//! and each is reported separately.

mod import;
mod room;
mod seal;

use super::difference::Difference;
use super::faults::LockState;
use super::{File, PublishOptions, Published, counted};
use crate::app::git::{Done, Git, without_secrets};
use crate::book::config::Config;
use crate::book::lock;
use crate::text::diag::Diagnostic;
use room::Room;
use std::path::Path;

/// How git reports that a branch has changed: before it has sent anything, or after.
const OVERTAKEN: [&str; 5] = [
    "[rejected] (stale info)",
    "[rejected] (fetch first)",
    "[remote rejected] (failed to update ref)",
    "[remote rejected] (incorrect old value provided)",
    "[remote rejected] (cannot lock ref)",
];

/// How many digits of a commit id are shown.
const SHORT: usize = 12;

/// A branch, and the commit that the site is built from.
#[derive(Debug)]
pub(super) struct Branch {
    git: Git,
    remote: String,
    /// The push URLs of the remote, at least one. They are shown without user names and passwords.
    addresses: Vec<String>,
    name: String,
    object_format: String,
    /// The object folder of the repository.
    objects: String,
    source: Source,
}

/// The commit that the site is built from.
#[derive(Debug)]
struct Source {
    commit: String,
    /// Its time, in seconds since the beginning of 1970.
    time: String,
    /// Whether the folder of the book has uncommitted changes.
    is_changed: bool,
    /// The path of book.lock in the repository.
    lock: String,
}

impl Branch {
    /// Finds the repository of the book, the remote, and the current commit.
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
                true => "it is not in a git repository".to_string(),
                false => found.words(),
            };
            return Err(Diagnostic::publish_without_git(&config.root, &reason));
        };
        let folder = lines.next().unwrap_or_default();
        let found = git.run(["remote", "get-url", "--push", "--all", "--", &settings.remote])?;
        let addresses: Vec<String> = found.stdout.lines().map(str::to_string).collect();
        if !found.is_good || addresses.is_empty() {
            return Err(Diagnostic::publish_unknown_remote(&settings.remote));
        }
        let changed = uncommitted(&git, config)?;
        let head = git.run(["rev-list", "-1", "--timestamp", "HEAD", "--"])?;
        let head = head.stdout.trim().to_string();
        let (Some((time, commit)), false) = (head.split_once(' '), changed.lock) else {
            return Err(Diagnostic::publish_uncommitted_lock(lock_state(&git, config)?));
        };
        let first = changed.other.as_deref();
        warnings.extend(first.map(Diagnostic::publish_uncommitted_changes));
        Ok(Branch {
            remote: settings.remote.clone(),
            addresses,
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

    /// Makes the commit and pushes it to every address whose branch does not have these files yet.
    pub(super) fn publish(
        &self,
        files: &[File],
        wish: PublishOptions,
        tell: &dyn Fn(&str),
    ) -> Result<Published, Diagnostic> {
        let room = Room::new(&self.object_format, &self.objects)?;
        tell(&format!("checking {}", self.shown()));
        let look = |address: &String| self.look(&room, address, tell);
        let tips: Vec<Option<String>> =
            self.addresses.iter().map(look).collect::<Result<_, _>>()?;
        let commit = import::commit(&room.git, files, &self.words()?, tell)?;
        let mut plans = Vec::new();
        for (address, tip) in self.addresses.iter().zip(&tips) {
            let tip = tip.as_deref();
            plans.push(self.plan(&room, address, tip, &commit, files, wish.force)?);
        }
        let done = plans.iter().map(|plan| self.carry_out(&room, plan, &commit, wish, tell));
        let told = self.told(done.collect())?;
        Ok(Published { told, is_same: plans.iter().all(|plan| plan.changed.is_none()) })
    }

    /// The message after all pushes. If only some addresses have the site, it lists which.
    fn told(&self, done: Vec<Result<String, Diagnostic>>) -> Result<String, Diagnostic> {
        let all = done.len();
        let at = |address: &String| format!("`{}`", without_secrets(address));
        let missed = |(address, one): (&String, &Result<_, _>)| one.is_err().then(|| at(address));
        let missed: Vec<String> = self.addresses.iter().zip(&done).filter_map(missed).collect();
        let (good, mut faults): (Vec<_>, Vec<_>) = done.into_iter().partition(Result::is_ok);
        match faults.pop() {
            Some(Err(fault)) if !good.is_empty() => Err(Diagnostic::publish_partly(
                &self.remote,
                (good.len(), all),
                &missed.join(", "),
                fault.message(),
            )),
            Some(fault) => fault,
            None => {
                let lines: Vec<String> = good.into_iter().filter_map(Result::ok).collect();
                Ok(lines.join("\n"))
            }
        }
    }

    fn shown(&self) -> String {
        format!("the branch `{}` of `{}`", self.name, self.remote)
    }

    /// Such as `` at `https://…` ``; empty if there is only one address, because the remote is enough.
    fn at(&self, address: &str) -> String {
        match self.addresses.len() {
            1 => String::new(),
            _ => format!(" at `{}`", without_secrets(address)),
        }
    }

    fn full_name(&self) -> String {
        full_name(&self.name)
    }

    /// The current commit of the branch at an address, fetched into the temporary repository; `None` if the branch does
    /// not exist.
    fn look(
        &self,
        room: &Room,
        address: &str,
        tell: &dyn Fn(&str),
    ) -> Result<Option<String>, Diagnostic> {
        let tip = self.tip(address)?;
        if tip.is_some() {
            self.fetch(room, address, tell)?;
        }
        Ok(tip)
    }

    /// The current commit of the branch. Git allows no branch whose name is a prefix folder of others.
    fn tip(&self, address: &str) -> Result<Option<String>, Diagnostic> {
        let name = self.full_name();
        let below = format!("{name}/*");
        let above: Vec<String> = self
            .name
            .match_indices('/')
            .map(|(at, _)| full_name(self.name.get(..at).unwrap_or_default()))
            .collect();
        let wanted = [&name, &below].into_iter().chain(&above).map(String::as_str);
        let list = ["ls-remote", "--quiet", "--", address].into_iter().chain(wanted);
        let what = format!("read the branch{}", self.at(address));
        let done = self.git.run(list)?.or_fail(&what)?;
        let found: Vec<(&str, &str)> =
            done.stdout.lines().filter_map(|line| line.split_once('\t')).collect();
        if let Some((commit, _)) = found.iter().find(|(_, found)| *found == name) {
            return Ok(Some(commit.to_string()));
        }
        let is_below =
            |found: &str| found.strip_prefix(&name).is_some_and(|rest| rest.starts_with('/'));
        let other =
            found.iter().find(|(_, found)| is_below(found) || above.iter().any(|one| one == found));
        match other {
            Some((_, other)) => {
                let other = other.strip_prefix(HEADS).unwrap_or(other);
                Err(Diagnostic::publish_beside_branch(&self.name, other, &self.remote))
            }
            None => Ok(None),
        }
    }

    /// Fetches the branch into the temporary repository, so that it can be compared, and only changes are pushed.
    fn fetch(&self, room: &Room, address: &str, tell: &dyn Fn(&str)) -> Result<(), Diagnostic> {
        let git = self.git.keeping_objects_in(&room.objects());
        let options = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head"];
        let more = ["--no-auto-maintenance", "--no-recurse-submodules", "--"];
        let name = self.full_name();
        let done = git.run(options.iter().chain(&more).chain(&[address, name.as_str()]))?;
        done.remote_lines().iter().for_each(|line| tell(line));
        done.or_fail(&format!("read the branch{}", self.at(address))).map(|_| ())
    }

    /// The author and time of the commit.
    fn words(&self) -> Result<import::Words, Diagnostic> {
        let Source { commit, time, is_changed, .. } = &self.source;
        let short: String = commit.chars().take(SHORT).collect();
        let besides = if *is_changed { " and uncommitted changes" } else { "" };
        let message = format!(
            "Publish the book of {short}{besides}\n\nSource-Commit: {commit}{besides}\n{}\n",
            seal::OURS
        );
        // CI machines often have no user name in git, and must not invent one from their own.
        let asked =
            self.git.run(["-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT"])?;
        let own = asked.stdout.rsplit_once('>').filter(|_| asked.is_good);
        let author =
            own.map_or("tickbook <tickbook@localhost>".into(), |(own, _)| format!("{own}>"));
        Ok(import::Words { author, time: time.clone(), message })
    }

    /// Rejects a branch that contains anything but an unchanged published site.
    fn check_owner(&self, room: &Room, tip: &str, force: bool) -> Result<(), Diagnostic> {
        let commit = room.git.run(["cat-file", "commit", tip])?.or_fail("read the branch")?;
        if seal::is_whole(&commit.stdout) {
            return Ok(());
        }
        // A shallow clone does not know all history that it shares with another.
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

    /// The plan for an address.
    fn plan<'a>(
        &self,
        room: &Room,
        address: &'a str,
        tip: Option<&'a str>,
        commit: &str,
        files: &[File],
        force: bool,
    ) -> Result<Plan<'a>, Diagnostic> {
        let Some(old) = tip else {
            let mut added: Vec<String> = files.iter().map(|file| file.path.to_string()).collect();
            added.sort_unstable();
            let changed = Some(Difference { added, ..Difference::default() });
            return Ok(Plan { address, tip, changed });
        };
        if room.tree(commit)? == room.tree(old)? {
            return Ok(Plan { address, tip, changed: None });
        }
        self.check_owner(room, old, force)?;
        let changed = Some(room.difference(old, commit)?);
        Ok(Plan { address, tip, changed })
    }

    /// Pushes, provided that the branch has not changed.
    fn carry_out(
        &self,
        room: &Room,
        plan: &Plan,
        commit: &str,
        wish: PublishOptions,
        tell: &dyn Fn(&str),
    ) -> Result<String, Diagnostic> {
        let shown = format!("{}{}", self.shown(), self.at(plan.address));
        let Some(changed) = &plan.changed else {
            return Ok(format!("{shown} already has this site"));
        };
        let short: String = commit.chars().take(SHORT).collect();
        if wish.dry_run {
            return Ok(format!("{shown} would become {short}: {}", changed.listed()));
        }
        let name = self.full_name();
        let lease = format!("--force-with-lease={name}:{}", plan.tip.unwrap_or_default());
        let what = format!("{commit}:{name}");
        let git = self.git.keeping_objects_in(&room.objects());
        let options = ["push", "--porcelain", "--no-follow-tags", "--recurse-submodules=no"];
        let wanted = [lease.as_str(), "--", plan.address, &what];
        let done = git.run(options.iter().chain(&wanted))?;
        done.remote_lines().iter().for_each(|line| tell(line));
        if done.is_good {
            let verb = if plan.tip.is_some() { " changed" } else { "" };
            return Ok(format!("{shown} is now {short}: {}{verb}", counted(changed.count())));
        }
        let push = format!("push the branch{}", self.at(plan.address));
        match refusal(&done) {
            Some(reason) if OVERTAKEN.contains(&reason) => {
                Err(Diagnostic::publish_overtaken(&self.name))
            }
            Some(reason) => Err(Diagnostic::publish_git_failed(&push, reason)),
            None => done.or_fail(&push).map(|_| String::new()),
        }
    }
}

/// The plan for an address.
struct Plan<'a> {
    address: &'a str,
    /// The current commit of the branch there.
    tip: Option<&'a str>,
    /// The files that differ; `None` if the branch has this site.
    changed: Option<Difference>,
}

/// The prefix of full branch names.
const HEADS: &str = "refs/heads/";

fn full_name(branch: &str) -> String {
    format!("{HEADS}{branch}")
}

/// Why the remote rejected the branch, from git's porcelain output.
fn refusal(done: &Done) -> Option<&str> {
    let line = done.stdout.lines().find_map(|line| line.strip_prefix("!\t"))?;
    line.split_once('\t').map(|(_, reason)| reason)
}

/// Why no commit has the lock.
fn lock_state(git: &Git, config: &Config) -> Result<LockState, Diagnostic> {
    if !config.root.join(lock::FILE_NAME).is_file() {
        return Ok(LockState::Missing);
    }
    let is_ignored = git.run(["check-ignore", "--quiet", "--", lock::FILE_NAME])?.is_good;
    Ok(if is_ignored { LockState::Ignored } else { LockState::There })
}

/// Uncommitted files in the folder of the book.
struct Uncommitted {
    lock: bool,
    /// The first of the other files, by its path in the repository.
    other: Option<String>,
}

fn uncommitted(git: &Git, config: &Config) -> Result<Uncommitted, Diagnostic> {
    // Without that option, git status rewrites the index.
    let status = ["--no-optional-locks", "status", "--porcelain", "-z", "--untracked-files=normal"];
    let lock = git.run(status.iter().chain(&["--", lock::FILE_NAME]))?;
    let lock = lock.or_fail("list the uncommitted changes")?;
    // Git status does not list ignored files.
    let kept = git.run(["cat-file", "-e", &format!("HEAD:./{}", lock::FILE_NAME)])?;
    let below = |path: &Path| path.strip_prefix(&config.root).ok().map(Path::to_path_buf);
    let excluded = below(&config.build_dir).filter(|path| !path.as_os_str().is_empty());
    let excluded = excluded.map(|path| format!(":(exclude,literal){}", path.display()));
    let wanted = ["--", "."].into_iter().chain(excluded.as_deref());
    let all = git.run(status.into_iter().chain(wanted))?.or_fail("list the uncommitted changes")?;
    let path = |entry: &str| entry.get(3..).map(str::to_string);
    Ok(Uncommitted {
        lock: !lock.stdout.is_empty() || !kept.is_good,
        other: all.stdout.split('\0').find_map(path),
    })
}
