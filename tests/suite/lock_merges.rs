//! Real merges by git of two branches of a book, with their locks: no build fails after one, `--locked` succeeds if git
//! has merged the chapters, no item loses its ticks, and none gets those of another.

use crate::harness::write;
use crate::merge_books::Draft;
use fastrand::Rng;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;
use tickbook::app::pipeline::{self, Options};
use tickbook::book::config;
use tickbook::text::diag::print;

/// How many pairs of branches a run of all tests merges.
pub const PAIRS: u64 = 8;

/// The ids of each item by its mark; of an item that stands there twice, both.
type Ids = BTreeMap<u32, BTreeSet<String>>;

/// What came of merges.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct Tally {
    /// Merges that were made.
    pub merges: usize,
    /// Those after which git left marks in the lock.
    pub marked: usize,
    /// Those after which the book did not build.
    pub failed: usize,
    /// Those after which `--locked` failed, though git had put the chapters together.
    pub unlocked: usize,
    /// Items that lost their ticks.
    pub lost: usize,
    /// Items that got the ticks of another.
    pub wrong: usize,
}

impl Tally {
    fn and(self, other: Tally) -> Tally {
        Tally {
            merges: self.merges + other.merges,
            marked: self.marked + other.marked,
            failed: self.failed + other.failed,
            unlocked: self.unlocked + other.unlocked,
            lost: self.lost + other.lost,
            wrong: self.wrong + other.wrong,
        }
    }
}

#[test]
fn after_a_merge_of_two_branches_the_book_builds_and_every_tick_is_where_it_was() {
    merge(0..PAIRS);
}

/// Merges pairs of branches, each without and with `merge=union`.
pub fn merge(seeds: std::ops::Range<u64>) {
    let tallies: Vec<Tally> = seeds.clone().into_par_iter().map(pair).collect();
    let all = tallies.into_iter().fold(Tally::default(), Tally::and);
    let pairs = (seeds.end - seeds.start) as usize;
    let expected = Tally { merges: 2 * pairs, marked: all.marked, ..Tally::default() };
    assert_eq!(all, expected);
    // They would prove little if git had never been at a loss.
    assert!(all.marked > pairs / 4, "{all:?}");
}

/// Two authors edit a book of 300 items ten times each: the even pairs other chapters, the odd ones the same.
fn pair(seed: u64) -> Tally {
    let mut random = Rng::with_seed(seed);
    let repository = Repository::new();
    let base = Draft::new(&mut random, 10, 10);
    let before = repository.commit(&base, "base");
    let apart = seed.is_multiple_of(2);
    let mut known = vec![before];
    for (number, name) in [(1, "ours"), (2, "theirs")] {
        repository.git(&["checkout", "--quiet", "-b", name, "base"]);
        let mut draft = base.branch(number);
        for _ in 0..10 {
            let may = |chapter: usize| !apart || chapter % 2 == (number % 2) as usize;
            draft.edit(&mut random, may, apart || number == 1);
        }
        known.push(repository.commit(&draft, name));
    }
    let plain = repository.merge(&known, "", seed);
    plain.and(repository.merge(&known, "book.lock merge=union\n", seed))
}

struct Repository {
    folder: TempDir,
}

impl Repository {
    fn new() -> Self {
        let repository = Repository { folder: tempfile::tempdir().expect("a temporary folder") };
        repository.git(&["init", "--quiet"]);
        repository
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    fn git(&self, arguments: &[&str]) -> (bool, String) {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=Ann", "-c", "user.email=ann@example.org"]);
        command.args(["-c", "core.autocrlf=false", "-c", "merge.conflictStyle=merge"]);
        command.args(arguments).current_dir(self.root());
        command.env("GIT_CONFIG_GLOBAL", self.path("none")).env("GIT_CONFIG_NOSYSTEM", "1");
        let output = command.output().expect("git starts");
        (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Writes the book, builds, and commits both as a branch; gives the ids of its items.
    fn commit(&self, draft: &Draft, branch: &str) -> Ids {
        let _ = std::fs::remove_dir_all(self.path("content"));
        for (path, text) in draft.files() {
            write(&self.path(&path), text.as_bytes());
        }
        let ids = self.build().unwrap_or_else(|faults| panic!("{branch}: {faults}"));
        self.git(&["add", "--all"]);
        assert!(self.git(&["commit", "--quiet", "--message", branch]).0, "{branch}");
        self.git(&["branch", "--quiet", "--force", branch]);
        ids
    }

    /// Looks the book over as `check` does, with `--locked` or without.
    fn check(&self, locked: bool) -> Result<(Ids, Option<String>), String> {
        let config = config::load(self.root()).map_err(|faults| print::plain_all(&faults))?;
        let options = Options { locked, ..Options::default() };
        let (built, book) = pipeline::check(&config, options, None);
        let Some(book) = book.filter(|_| built.outputs.is_some()) else {
            return Err(print::plain_all(&built.diagnostics));
        };
        let mut ids = Ids::new();
        for node in &book.nodes {
            let Some(chapter) = &node.chapter else { continue };
            for (task, item) in chapter.tasks.iter().zip(&node.items) {
                let line = &chapter.source.text[task.span.clone()];
                let mark = line.split("<!--m").nth(1).and_then(|rest| rest.split("-->").next());
                let mark = mark.and_then(|mark| mark.parse().ok()).expect("an item has a mark");
                ids.entry(mark).or_default().insert(item.id.clone());
            }
        }
        Ok((ids, built.lock.map(|lock| lock.text)))
    }

    fn build(&self) -> Result<Ids, String> {
        let (ids, lock) = self.check(false)?;
        if let Some(text) = lock {
            write(&self.path("book.lock"), text.as_bytes());
        }
        Ok(ids)
    }

    /// Merges theirs into ours. An author decides between two versions of a passage, and leaves the lock as git did.
    fn merge(&self, known: &[Ids], attributes: &str, seed: u64) -> Tally {
        write(&self.path(".git/info/attributes"), attributes.as_bytes());
        self.git(&["checkout", "--quiet", "--force", "ours"]);
        self.git(&["merge", "--quiet", "--no-commit", "theirs"]);
        let (_, left) = self.git(&["diff", "--name-only", "--diff-filter=U"]);
        let mut by_hand = 0;
        for name in left.lines().filter(|name| *name != "book.lock") {
            by_hand += 1;
            let text = std::fs::read_to_string(self.path(name)).unwrap_or_default();
            write(&self.path(name), ours(&text).as_bytes());
        }
        let marked = std::fs::read_to_string(self.path("book.lock")).expect("there is a lock");
        let marked = marked.contains("\n<<<<<<<");
        let locked = self.check(true).err().filter(|_| by_hand == 0);
        let mut tally = Tally { merges: 1, marked: usize::from(marked), ..Tally::default() };
        tally.unlocked = usize::from(locked.is_some());
        match self.build() {
            Ok(ids) => {
                (tally.lost, tally.wrong) = judge(known, &ids);
                let again = self.check(true).map(|(again, lock)| (again == ids, lock));
                assert_eq!(again, Ok((true, None)), "pair {seed}: the lock is as it should be");
            }
            Err(faults) => {
                tally.failed = 1;
                eprintln!("pair {seed}, {attributes:?}: {faults}");
            }
        }
        if tally.unlocked + tally.lost + tally.wrong > 0 {
            eprintln!("pair {seed}, {attributes:?}: {tally:?} {}", locked.unwrap_or_default());
        }
        self.git(&["reset", "--quiet", "--hard", "ours"]);
        tally
    }
}

/// A text with the first of two versions where git has left both.
fn ours(text: &str) -> String {
    let mut kept = String::new();
    let mut is_theirs = false;
    for line in text.split_inclusive('\n') {
        match line.get(..7) {
            Some("<<<<<<<") => {}
            Some("=======") => is_theirs = true,
            Some(">>>>>>>") => is_theirs = false,
            _ if is_theirs => {}
            _ => kept.push_str(line),
        }
    }
    kept
}

/// How many items have none of the ids that readers know them by, and how many have the id of another.
fn judge(known: &[Ids], now: &Ids) -> (usize, usize) {
    let mut owners: BTreeMap<&String, BTreeSet<u32>> = BTreeMap::new();
    for (mark, ids) in known.iter().flatten() {
        for id in ids {
            owners.entry(id).or_default().insert(*mark);
        }
    }
    let (mut lost, mut wrong) = (0, 0);
    for (mark, ids) in now {
        let of_it = |id: &&String| owners.get(*id).is_some_and(|marks| marks.contains(mark));
        let of_another = |id: &&String| owners.get(*id).is_some_and(|marks| !marks.contains(mark));
        let was_known = known.iter().any(|ids| ids.contains_key(mark));
        lost += usize::from(was_known && !ids.iter().any(|id| of_it(&id)));
        wrong += ids.iter().filter(of_another).count();
    }
    (lost, wrong)
}
