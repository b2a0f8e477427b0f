//! Waits until a file that the book depends on changes.
//!
//! Owns the system's watcher, the debouncing of its events, and the fallback to polling if the system cannot watch;
//! only this module names notify. Never reads changed files.
//!
//! Watches are set before a build reads, so a change either comes before the reading, and is read, or is reported after
//! it. Setting them also waits until the watcher has processed every folder that it reported so far.

use super::scope::{Depth, Scope};
use crate::book::config::Config;
use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

/// The debounce time: how long nothing must change until a burst of changes is over. Editors write a file in several
/// steps that are less than a millisecond apart.
const QUIET: Duration = Duration::from_millis(5);

/// How long a burst may delay a build.
const LONGEST_BURST: Duration = Duration::from_millis(200);

/// The polling interval.
const POLL_INTERVAL: Duration = Duration::from_millis(500);

/// How often missing folders are looked for.
const RETRY: Duration = Duration::from_millis(500);

/// Watches the book.
pub(super) struct Watch {
    backend: Option<Box<dyn Watcher + Send>>,
    is_polling: bool,
    sender: Sender<Signal>,
    signals: Receiver<Signal>,
    scope: Scope,
    folders: BTreeMap<PathBuf, Depth>,
    /// Folders that could not be watched because they are missing.
    missing: Vec<PathBuf>,
    /// Whether folders may have been created, removed or moved since the watches were set.
    moved: bool,
    /// The changes since the last build, as far as the system reports them.
    changed: BTreeSet<PathBuf>,
    /// Whether there may have been others: events were dropped, or watches were set again.
    is_unsure: bool,
    notices: Vec<String>,
}

enum Signal {
    /// An event at these paths.
    Changed { paths: Vec<PathBuf>, moved: bool },
    /// The system dropped events.
    Overrun,
    /// The watcher failed.
    Failed(String),
}

impl Watch {
    pub(super) fn new(poll: bool) -> Self {
        let (sender, signals) = mpsc::channel();
        let mut watch = Watch {
            backend: None,
            is_polling: poll,
            sender,
            signals,
            scope: Scope::default(),
            folders: BTreeMap::new(),
            missing: Vec::new(),
            moved: true,
            changed: BTreeSet::new(),
            is_unsure: true,
            notices: Vec::new(),
        };
        watch.open();
        watch
    }

    fn open(&mut self) {
        let sender = self.sender.clone();
        let config = notify::Config::default().with_follow_symlinks(false);
        let opened = if self.is_polling {
            // File times have a resolution of a second, so the contents are compared too.
            let config = config.with_poll_interval(POLL_INTERVAL).with_compare_contents(true);
            // A missing folder is reported at every poll; only its return matters.
            let handler = move |event: notify::Result<Event>| {
                if let Ok(event) = event {
                    forward(event, &sender);
                }
            };
            PollWatcher::new(handler, config)
                .map(|watcher| Box::new(watcher) as Box<dyn Watcher + Send>)
        } else {
            let handler = move |event: notify::Result<Event>| match event {
                Ok(event) => forward(event, &sender),
                Err(error) => {
                    let _ = sender.send(Signal::Failed(reason(&error)));
                }
            };
            RecommendedWatcher::new(handler, config)
                .map(|watcher| Box::new(watcher) as Box<dyn Watcher + Send>)
        };
        match opened {
            Ok(backend) => self.backend = Some(backend),
            Err(error) => self.poll_instead(&reason(&error)),
        }
    }

    fn poll_instead(&mut self, reason: &str) {
        if self.is_polling {
            self.notices.push(format!("changes are no longer noticed: {reason}"));
            return;
        }
        self.notices.push(format!(
            "the system cannot watch the folders ({reason}); they are checked twice a second instead"
        ));
        self.is_polling = true;
        self.folders.clear();
        self.open();
    }

    /// Notices for the user, each once.
    pub(super) fn take_notices(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notices)
    }

    /// The changes since the last call, as authors know them, sorted; empty if the system did not report them.
    pub(super) fn take_changed(&mut self) -> Vec<String> {
        let changed = std::mem::take(&mut self.changed);
        changed.iter().map(|path| self.scope.name(path)).collect()
    }

    /// Whether more may have changed since the last call than the system reported.
    pub(super) fn take_doubt(&mut self) -> bool {
        std::mem::take(&mut self.is_unsure)
    }

    /// Sets the watches for a build that is about to read. Without a configuration, because book.toml is broken, the
    /// old folders are still watched.
    pub(super) fn aim(&mut self, root: &Path, config: Option<&Config>, included: &[String]) {
        if config.is_some() || self.folders.is_empty() {
            self.scope = Scope::of(root, config, included);
        }
        let folders = self.scope.folders();
        if folders == self.folders && !std::mem::take(&mut self.moved) {
            return;
        }
        let was_polling = self.is_polling;
        // Nothing is reported while a folder is not watched.
        self.is_unsure = true;
        self.set(&folders);
        if self.is_polling != was_polling {
            self.set(&folders);
        }
        self.folders = folders;
    }

    /// Watches exactly these folders. Each watch is removed and set again, because one on a folder that was moved or
    /// recreated would be on the wrong folder.
    fn set(&mut self, folders: &BTreeMap<PathBuf, Depth>) {
        self.missing.clear();
        let Some(backend) = &mut self.backend else { return };
        for folder in self.folders.keys() {
            // The watch may have ended with its folder.
            let _ = backend.unwatch(folder);
        }
        for (folder, depth) in folders {
            let mode = match depth {
                Depth::Entries => RecursiveMode::NonRecursive,
                Depth::All => RecursiveMode::Recursive,
            };
            let watched = if folder.is_dir() { backend.watch(folder, mode) } else { Ok(()) };
            match watched {
                _ if !folder.is_dir() => self.missing.push(folder.clone()),
                Ok(()) => {}
                // A subfolder was removed meanwhile. The next round finds the rest.
                Err(error) if is_not_found(&error) => self.missing.push(folder.clone()),
                Err(error) => return self.poll_instead(&reason(&error)),
            }
        }
    }

    /// Waits for a change that matters, and then until its burst is over.
    pub(super) fn wait(&mut self) {
        loop {
            let signal = if self.missing.is_empty() {
                self.signals.recv().map_err(|_| RecvTimeoutError::Disconnected)
            } else {
                self.signals.recv_timeout(RETRY)
            };
            match signal {
                Ok(signal) if self.counts(&signal) => return self.settle(),
                Ok(_) => {}
                Err(_) if self.missing.iter().any(|folder| folder.is_dir()) => {
                    self.moved = true;
                    self.is_unsure = true;
                    return;
                }
                Err(_) => {}
            }
        }
    }

    fn settle(&mut self) {
        let end = Instant::now() + LONGEST_BURST;
        let mut quiet_at = Instant::now() + QUIET;
        loop {
            let left = quiet_at.min(end).saturating_duration_since(Instant::now());
            match self.signals.recv_timeout(left) {
                Ok(signal) if self.counts(&signal) => quiet_at = Instant::now() + QUIET,
                Ok(_) => {}
                Err(_) => return,
            }
            if Instant::now() >= end {
                return;
            }
        }
    }

    /// Whether a signal requires a build.
    fn counts(&mut self, signal: &Signal) -> bool {
        match signal {
            Signal::Changed { paths, moved } => {
                let matter = paths.iter().filter(|path| self.scope.matters(path));
                let matter: Vec<&PathBuf> = matter.collect();
                self.moved |= !matter.is_empty() && *moved;
                self.changed.extend(matter.iter().map(|path| path.to_path_buf()));
                !matter.is_empty()
            }
            Signal::Overrun => {
                self.moved = true;
                self.is_unsure = true;
                true
            }
            Signal::Failed(reason) => {
                let was_polling = self.is_polling;
                self.is_unsure = true;
                self.poll_instead(reason);
                self.is_polling != was_polling
            }
        }
    }
}

/// Forwards events that may have changed a file. Of access events, that is only closing after writing.
fn forward(event: Event, to: &Sender<Signal>) {
    let signal = match event.kind {
        _ if event.need_rescan() => Signal::Overrun,
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => {
            Signal::Changed { paths: event.paths, moved: false }
        }
        EventKind::Access(_) => return,
        EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_)) => {
            Signal::Changed { paths: event.paths, moved: false }
        }
        _ => Signal::Changed { paths: event.paths, moved: true },
    };
    // When the server ends, there is no receiver any more.
    let _ = to.send(signal);
}

fn is_not_found(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::PathNotFound => true,
        notify::ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

fn reason(error: &notify::Error) -> String {
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => "its limit on watches is reached".into(),
        notify::ErrorKind::Io(error) => error.to_string(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::diag::SourceText;

    fn config(root: &Path) -> Option<Config> {
        crate::book::config::parse(root, &SourceText { file: "book.toml".into(), text: "".into() })
            .ok()
    }

    /// Whether `watch` reports a change to `path` before the test times out.
    fn tells(mut watch: Watch, path: &Path) -> std::io::Result<bool> {
        let (sender, receiver) = mpsc::channel();
        std::thread::spawn(move || {
            watch.wait();
            let _ = sender.send(watch);
        });
        std::fs::write(path, "# Changed\n")?;
        Ok(receiver.recv_timeout(Duration::from_secs(60)).is_ok())
    }

    #[test]
    fn a_watcher_that_fails_is_replaced_by_polling() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let content = folder.path().join("content");
        std::fs::create_dir(&content)?;
        std::fs::write(content.join("index.md"), "# Start\n")?;
        let mut watch = Watch::new(false);
        watch.aim(folder.path(), config(folder.path()).as_ref(), &[]);
        assert!(watch.take_notices().is_empty() && !watch.is_polling);

        let limit = notify::Error::new(notify::ErrorKind::MaxFilesWatch);
        let told = watch.sender.send(Signal::Failed(reason(&limit)));
        assert!(told.is_ok());
        watch.wait();
        watch.aim(folder.path(), config(folder.path()).as_ref(), &[]);
        let notices = watch.take_notices();
        assert!(watch.is_polling && notices.len() == 1, "{notices:?}");
        assert!(notices.iter().all(|notice| notice.contains("its limit on watches is reached")));
        assert!(tells(watch, &content.join("index.md"))?);
        Ok(())
    }

    #[test]
    fn a_folder_that_comes_later_is_found() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let root = folder.path().join("not/yet");
        let mut watch = Watch::new(false);
        watch.aim(&root, config(&root).as_ref(), &[]);
        std::fs::create_dir_all(root.join("content"))?;
        watch.wait();
        watch.aim(&root, config(&root).as_ref(), &[]);
        assert!(tells(watch, &root.join("content/index.md"))?);
        Ok(())
    }

    #[test]
    fn reading_is_no_change() {
        let (sender, signals) = mpsc::channel();
        for kind in [AccessKind::Read, AccessKind::Open(AccessMode::Any)] {
            forward(Event::new(EventKind::Access(kind)), &sender);
        }
        forward(Event::new(EventKind::Modify(ModifyKind::Any)), &sender);
        assert_eq!(signals.try_iter().count(), 1);
    }
}
