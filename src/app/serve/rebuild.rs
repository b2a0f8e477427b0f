//! Builds the book, and builds it again whenever it changes.
//!
//! Owns the cache between builds, the messages about each on the terminal, and the step that browsers are notified of.
//! If a book cannot be built, the last good pages are still served.

use super::difference;
use super::report::{Editor, Report};
use super::say;
use super::site::{Site, Snapshot, Step};
use super::watch::Watch;
use crate::app::pipeline::{self, BuildCache, Built, Options, Patched, Rebuilt};
use crate::book::config::{self, Config};
use crate::text::diag::Diagnostic;
use crate::text::diag::print::{self, counted};
use crate::text::url;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Instant, SystemTime};
use tokio::sync::watch as latest;

/// The result of reading book.toml.
type Loaded = Result<Config, Vec<Diagnostic>>;

/// The loop of builds.
pub(super) struct BuildLoop {
    root: PathBuf,
    options: Options,
    /// Whether browsers go to the page of the chapter that was saved.
    follow: bool,
    cache: BuildCache,
    editor: Editor,
    /// The prefix of the names of this run's builds, which no other run has.
    run: String,
    good_builds: usize,
    served: Snapshot,
    /// The chapters of the last build that found any, each with its page.
    pages: BTreeMap<Arc<str>, String>,
    printed: Vec<Diagnostic>,
    /// The files that chapters included in the last build.
    included: Vec<String>,
}

/// The cause of a build, and its start.
struct Cause {
    started: Instant,
    /// The changed files, as authors know them; empty for the first build, and if the changes are not known.
    changed: Vec<String>,
    /// Whether more may have changed.
    is_unsure: bool,
    /// Whether it only repeats a build to be sure, so that only new results are printed.
    is_repeat: bool,
}

impl Cause {
    /// The duration of the build.
    fn time(&self) -> String {
        let elapsed = self.started.elapsed();
        match elapsed.as_millis() {
            short @ 0..10_000 => format!("{short} ms"),
            _ => format!("{:.1} s", elapsed.as_secs_f64()),
        }
    }
}

impl BuildLoop {
    pub(super) fn new(root: &Path, options: Options, follow: bool) -> Self {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let run = format!("{:x}", since.unwrap_or_default().as_millis());
        let served = Snapshot { build: format!("{run}-0").into(), ..Snapshot::default() };
        BuildLoop {
            root: root.to_path_buf(),
            options,
            follow,
            cache: BuildCache::default(),
            editor: Editor::default(),
            run,
            good_builds: 0,
            served,
            pages: BTreeMap::new(),
            printed: Vec::new(),
            included: Vec::new(),
        }
    }

    /// The book's folder, as the user named it.
    pub(super) fn folder(&self) -> String {
        if self.root == Path::new(".") {
            "the book".into()
        } else {
            self.root.display().to_string()
        }
    }

    /// Builds, publishes the result, and waits for the next change, until a template cannot be stopped.
    pub(super) fn keep_building(mut self, to_browsers: &latest::Sender<Snapshot>, poll: bool) {
        let mut watch = Watch::new(poll);
        watch.aim(&self.root, None, &[]);
        let mut again = false;
        loop {
            let watched = self.included.clone();
            let (config, changed) = self.read_config(&mut watch, &watched);
            watch.take_notices().iter().for_each(|notice| say(notice));
            let is_repeat = again && changed.is_empty();
            let is_unsure = watch.take_doubt();
            let cause = Cause { started: Instant::now(), changed, is_unsure, is_repeat };
            let next = self.rebuild(config, cause);
            self.publish(to_browsers);
            if next.is_break() {
                return;
            }
            // An included file may have changed between being read and being watched.
            again = self.included != watched;
            if !again {
                watch.wait();
            }
        }
    }

    /// Reads book.toml, sets the watches for it, and returns the changes since the last build. If book.toml changes
    /// meanwhile, it is read once more. Missing folders that it names are watched too.
    fn read_config(&mut self, watch: &mut Watch, watched: &[String]) -> (Loaded, Vec<String>) {
        let mut changed = watch.take_changed();
        loop {
            let config = config::read(&self.root);
            watch.aim(&self.root, config.as_ref().ok(), watched);
            let late = watch.take_changed();
            let is_stale = late.iter().any(|name| name == config::FILE_NAME);
            changed.extend(
                late.into_iter().filter(|name| !changed.contains(name)).collect::<Vec<_>>(),
            );
            if is_stale {
                continue;
            }
            if let Ok(config) = &config {
                let root = std::path::absolute(&self.root).unwrap_or_else(|_| self.root.clone());
                self.editor = Editor { template: config.editor.clone(), root };
            }
            return (config, changed);
        }
    }

    fn publish(&self, to_browsers: &latest::Sender<Snapshot>) {
        let mut before = None;
        to_browsers.send_if_modified(|served| {
            let differs = served.build != self.served.build || served.report != self.served.report;
            if differs {
                before = Some(std::mem::replace(served, self.served.clone()));
            }
            differs
        });
        // Freeing a large site takes time, which must not delay the result.
        drop(before);
    }

    /// Builds once, and returns whether to build again.
    fn rebuild(&mut self, config: Loaded, cause: Cause) -> ControlFlow<()> {
        let options = self.options;
        let changed = if cause.is_unsure { &[][..] } else { &cause.changed };
        let cache = &mut self.cache;
        let built = || pipeline::preview(config, options, changed, cache);
        match catch_unwind(AssertUnwindSafe(built)) {
            Ok((config, Rebuilt::Whole(mut built))) => {
                // If book.toml is broken, the included files are not known.
                if config.is_some() {
                    self.included = std::mem::take(&mut built.included);
                }
                self.take(config.as_ref(), *built, cause)
            }
            Ok((_, Rebuilt::Patch(patched))) => self.take_patch(*patched, &cause),
            Err(_) => {
                // The cache of a failed build cannot be trusted.
                self.cache = BuildCache::default();
                self.refuse(&[Diagnostic::build_broke_off()], &cause)
            }
        }
    }

    fn take(&mut self, config: Option<&Config>, built: Built, cause: Cause) -> ControlFlow<()> {
        let before = std::mem::replace(&mut self.pages, built.pages.into_iter().collect());
        let what = what_changed(&cause.changed, |name| {
            before.contains_key(name) || self.pages.contains_key(name)
        });
        let Some(outputs) = built.outputs else {
            // A book that cannot be read has no chapters, so the last known ones are kept.
            if self.pages.is_empty() {
                self.pages = before;
            }
            return self.refuse(&built.diagnostics, &cause);
        };
        let site = Site::new(outputs, built.search, config);
        let pages = site.page_count();
        let old = self.served.site.as_ref();
        let difference = old.map(|old| difference::between(old, &site));
        let result = match &difference {
            None => counted(pages, "page"),
            Some(None) => format!("0 of {}", counted(pages, "page")),
            Some(Some(one)) if !one.styles.is_empty() => "only style sheets".into(),
            Some(Some(one)) => {
                let removed = match one.removed {
                    0 => String::new(),
                    removed => format!(", {removed} removed"),
                };
                format!("{} of {}{removed}", one.pages, counted(pages, "page"))
            }
        };
        let site = Some(site).filter(|_| difference != Some(None));
        let styles = difference.flatten().map(|one| one.styles).unwrap_or_default();
        self.serve((site, styles), built.diagnostics, (&what, &result), &cause);
        ControlFlow::Continue(())
    }

    /// Takes a patch of the site that is served.
    fn take_patch(&mut self, mut patched: Patched, cause: &Cause) -> ControlFlow<()> {
        let what = what_changed(&cause.changed, |name| self.pages.contains_key(name));
        let diagnostics = std::mem::take(&mut patched.diagnostics);
        let old = self.served.site.as_ref();
        let pages = old.map_or(0, |old| old.page_count());
        let (site, differ) = old.and_then(|old| old.patched(patched)).unzip();
        let result = format!("{} of {}", differ.unwrap_or(0), counted(pages, "page"));
        self.serve((site, Vec::new()), diagnostics, (&what, &result), cause);
        ControlFlow::Continue(())
    }

    /// Serves the site of a good build, unless it is the same as before, and reports `what` was changed with which `result`.
    fn serve(
        &mut self,
        (site, styles): (Option<Site>, Vec<(String, String)>),
        diagnostics: Vec<Diagnostic>,
        (what, result): (&str, &str),
        cause: &Cause,
    ) {
        let from = self.served.build.clone();
        let is_same = site.is_none();
        if let Some(site) = site {
            self.good_builds += 1;
            self.served.site = Some(Arc::new(site));
            self.served.build = format!("{}-{}", self.run, self.good_builds).into();
        }
        let page = self.page_to_follow(&cause.changed);
        self.served.step = Arc::new(Step { from, styles, page });
        self.served.report = Arc::new(Report::of(&diagnostics, self.options.strict, &self.editor));
        if self.printed != diagnostics {
            print::to_stderr(&diagnostics);
        } else if is_same && cause.is_repeat {
            return;
        }
        let warnings = match print::summary(&diagnostics) {
            summary if summary.is_empty() => summary,
            summary => format!("; {summary}"),
        };
        say(&format!("{what}: {}, {result}{warnings}", cause.time()));
        self.printed = diagnostics;
    }

    fn refuse(&mut self, diagnostics: &[Diagnostic], cause: &Cause) -> ControlFlow<()> {
        if cause.is_repeat && self.printed == diagnostics {
            return ControlFlow::Continue(());
        }
        let what = what_changed(&cause.changed, |name| self.pages.contains_key(name));
        self.served.report = Arc::new(Report::of(diagnostics, self.options.strict, &self.editor));
        self.served.step = Arc::new(Step { from: self.served.build.clone(), ..Step::default() });
        print::to_stderr(diagnostics);
        if diagnostics.iter().any(Diagnostic::is_endless) {
            say("the server stops, because nothing else can stop that template");
            return ControlFlow::Break(());
        }
        let outcome = match self.served.site {
            Some(_) => "the last working pages are still served",
            None => "the site will appear when these errors are fixed",
        };
        say(&format!("{what}: {}, {}; {outcome}", cause.time(), print::summary(diagnostics)));
        self.printed = diagnostics.to_vec();
        ControlFlow::Continue(())
    }

    /// The page of the one chapter that has changed; `None` if several have.
    fn page_to_follow(&self, changed: &[String]) -> Option<String> {
        let mut pages = changed.iter().filter_map(|name| self.pages.get(name.as_str()));
        match (pages.next(), pages.next()) {
            (Some(page), None) if self.follow => Some(url::encode(page)),
            _ => None,
        }
    }
}

/// The beginning of the message about a build: `content/a.md changed`. Chapters come first, because many editors write
/// additional files next to the saved one.
fn what_changed(changed: &[String], is_chapter: impl Fn(&str) -> bool) -> String {
    let chapters: Vec<&String> = changed.iter().filter(|name| is_chapter(name)).collect();
    let named = if chapters.is_empty() { changed.iter().collect() } else { chapters };
    match named.as_slice() {
        [] => "built".into(),
        [one] => format!("{} changed", shown(one)),
        [one, rest @ ..] => format!("{} and {} more changed", shown(one), rest.len()),
    }
}

/// The folder of the book itself has no name below it.
fn shown(name: &str) -> String {
    match name {
        "" => "the folder of the book".into(),
        name => print::visible(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chapters_are_named_before_what_editors_leave_beside_them() {
        let said = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| name.to_string()).collect();
            what_changed(&names, |name| name.ends_with(".md"))
        };
        assert_eq!(said(&[]), "built");
        assert_eq!(
            said(&["content/4913", "content/a.md", "content/a.md.tmp"]),
            "content/a.md changed"
        );
        assert_eq!(said(&["a.md", "b.md", "c.md", "x"]), "a.md and 2 more changed");
        assert_eq!(said(&["look/css/a.css"]), "look/css/a.css changed");
        assert_eq!(said(&[""]), "the folder of the book changed");
    }
}
