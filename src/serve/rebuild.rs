//! Builds the book, and builds it again whenever it changes.
//!
//! Owns the memory between the builds, the comparison with the pages that are served, and the lines
//! on the terminal. A book that cannot be built leaves the last good pages in place.

use super::say;
use super::site::{Served, Site};
use super::watch::Watch;
use crate::config::{self, Config};
use crate::diag::{Diagnostic, SourceText, print};
use crate::pipeline::{self, Built, Memory, Options};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Instant, SystemTime};
use tokio::sync::watch as latest;

/// How many diagnostics a browser is shown.
const MOST_SHOWN: usize = 50;

/// Where builds are made.
pub(super) struct Workshop {
    root: PathBuf,
    options: Options,
    memory: Memory,
    /// What begins the names of this run's builds, so that no other run has the same.
    run: String,
    good_builds: usize,
    served: Served,
    printed: Vec<Diagnostic>,
}

impl Workshop {
    pub(super) fn new(root: &Path, options: Options) -> Self {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let run = format!("{:x}", since.unwrap_or_default().as_millis());
        let served = Served { build: format!("{run}-0").into(), ..Served::default() };
        let root = root.to_path_buf();
        let memory = Memory::default();
        Workshop { root, options, memory, run, good_builds: 0, served, printed: Vec::new() }
    }

    /// The book's folder, as the user would name it.
    pub(super) fn folder(&self) -> String {
        if self.root == Path::new(".") {
            "the book".into()
        } else {
            self.root.display().to_string()
        }
    }

    /// Builds, hands the result on, and waits for the next change, without end.
    pub(super) fn keep_building(mut self, to_browsers: &latest::Sender<Served>, poll: bool) {
        let mut watch = Watch::new(poll);
        loop {
            watch.aim(&self.root, readable_config(&self.root).as_ref());
            watch.take_notices().iter().for_each(|notice| say(notice));
            self.rebuild();
            self.publish(to_browsers);
            watch.wait();
        }
    }

    fn publish(&self, to_browsers: &latest::Sender<Served>) {
        let mut before = None;
        to_browsers.send_if_modified(|served| {
            let differs = served.build != self.served.build || served.faults != self.served.faults;
            if differs {
                before = Some(std::mem::replace(served, self.served.clone()));
            }
            differs
        });
        // Taking a large site apart takes time, which nobody should wait for.
        drop(before);
    }

    fn rebuild(&mut self) {
        let started = Instant::now();
        let (root, options) = (&self.root, self.options);
        let memory = &mut self.memory;
        let built =
            catch_unwind(AssertUnwindSafe(|| pipeline::build_folder(root, options, memory)));
        match built {
            Ok((config, built)) => self.take(config.as_ref(), built, started),
            Err(_) => {
                // What a build left half done is not to be trusted.
                self.memory = Memory::default();
                self.refuse(&[Diagnostic::build_broke_off()]);
            }
        }
    }

    fn take(&mut self, config: Option<&Config>, built: Built, started: Instant) {
        let Some(outputs) = built.outputs else { return self.refuse(&built.diagnostics) };
        let site = Site::new(outputs, built.search, config);
        let is_same = self.served.site.as_ref().is_some_and(|old| old.equals(&site));
        let verb = if self.good_builds == 0 { "built" } else { "rebuilt" };
        if !is_same {
            self.good_builds += 1;
            self.served.site = Some(Arc::new(site));
            self.served.build = format!("{}-{}", self.run, self.good_builds).into();
        }
        self.served.faults = None;
        if self.printed != built.diagnostics {
            print::to_stderr(&built.diagnostics);
        }
        let pages = built.totals.pages;
        let nothing = if is_same { "; nothing has changed" } else { "" };
        let warnings = match print::summary(&built.diagnostics) {
            summary if summary.is_empty() => summary,
            summary => format!("; {summary}"),
        };
        say(&format!("{verb} {pages} pages in {:.0?}{nothing}{warnings}", started.elapsed()));
        self.printed = built.diagnostics;
    }

    fn refuse(&mut self, diagnostics: &[Diagnostic]) {
        self.served.faults = Some(self.shown(diagnostics).into());
        print::to_stderr(diagnostics);
        let outcome = match self.served.site {
            Some(_) => "the last good pages stay",
            None => "the pages come when the book is mended",
        };
        say(&format!("{}; {outcome}", print::summary(diagnostics)));
        self.printed = diagnostics.to_vec();
    }

    /// What stops the build, for browsers.
    fn shown(&self, diagnostics: &[Diagnostic]) -> String {
        let stops = |one: &&Diagnostic| one.is_fatal(self.options.strict);
        let mut fatal: Vec<Diagnostic> = diagnostics.iter().filter(stops).cloned().collect();
        let more = fatal.len().saturating_sub(MOST_SHOWN);
        fatal.truncate(MOST_SHOWN);
        let mut text = print::plain_all(&fatal);
        if more > 0 {
            text.push_str(&format!("\n\nand {more} more; the terminal shows all"));
        }
        text
    }
}

/// The configuration even where the folders that it names are missing, because they must be watched
/// for when they come; `None` where book.toml cannot be read.
fn readable_config(root: &Path) -> Option<Config> {
    config::load(root).ok().or_else(|| {
        let bytes = std::fs::read(root.join(config::FILE_NAME)).ok()?;
        let text = crate::source::decode(config::FILE_NAME, bytes).ok()?;
        config::parse(root, &SourceText { file: config::FILE_NAME.into(), text }).ok()
    })
}
