//! `build`: what it overrides, what it prints, what it does afterwards.

use super::{CLEAN, Reporter, open_start, report_all, say, shown_folder};
use crate::app::emit::{self, Staging, Written};
use crate::app::pipeline::{self, Inputs, Options, Totals};
use crate::app::unchanged::{self, Identity, Made, Repeated};
use crate::book::config::{self, Config};
use crate::text::diag::print::counted;
use std::path::{Component, PathBuf};
use std::time::{Duration, Instant};

/// Options of the command line that override book.toml.
pub(super) struct Overrides {
    pub(super) dest: Option<PathBuf>,
    pub(super) epub: bool,
}

/// What to do after a build.
pub(super) struct AfterBuild {
    pub(super) timings: bool,
    pub(super) open: bool,
}

/// Builds the site; returns the exit status.
pub(super) fn run(
    reporter: &Reporter,
    options: Options,
    overrides: Overrides,
    after: AfterBuild,
) -> i32 {
    let started = Instant::now();
    let mut config = match config::load(reporter.folder) {
        Ok(config) => config,
        Err(faults) => return reporter.report(&faults),
    };
    if let Some(dest) = overrides.dest {
        config.build_dir = named(dest);
    }
    config.epub.enable |= overrides.epub;
    if let Err(fault) = emit::check_folder(&config.build_dir, &config) {
        return reporter.report(&[fault]);
    }
    let (inputs, program) = rayon::join(|| pipeline::read(&config), unchanged::program);
    let identity = program.and_then(|hash| Identity::of(hash, &config, options, &inputs));
    match identity.as_ref().and_then(|identity| identity.repeated(&config.build_dir)) {
        Some(repeated) => say_again(reporter, &config, repeated, (after, started)),
        None => {
            let identity = identity.map(Identity::made);
            make(reporter, (&config, options), (inputs, identity), (after, started))
        }
    }
}

/// Reports what the last build reported, because this one would make the same.
fn say_again(
    reporter: &Reporter,
    config: &Config,
    Repeated { diagnostics, totals, files }: Repeated,
    (after, started): (AfterBuild, Instant),
) -> i32 {
    reporter.report(&diagnostics);
    if let Err(fault) = emit::write_lock(config, None) {
        return reporter.report(&[fault]);
    }
    let made = format!("0 of {files} files changed, nothing to build");
    say(&summary(config, totals, &made, started));
    let timings = [("compare", started.elapsed())];
    finish(config, (&timings, totals), after, started);
    CLEAN
}

/// Builds and writes the site.
fn make(
    reporter: &Reporter,
    (config, options): (&Config, Options),
    (inputs, identity): (Inputs, Option<Made>),
    (after, started): (AfterBuild, Instant),
) -> i32 {
    let mut staging = Staging::new(&config.build_dir);
    let mut built = pipeline::build_into(config, options, inputs, &mut |files| staging.take(files));
    let Some(outputs) = built.outputs.take() else {
        return report_all(reporter, &built);
    };
    reporter.report(&built.diagnostics);
    let writing = Instant::now();
    let record = identity.and_then(|identity| identity.record(&built, &outputs, &staging));
    let (text, changes) = match built.lock.take() {
        Some(lock) => (Some(lock.text), Some(lock.changes)),
        None => (None, None),
    };
    let site = (&outputs[..], built.pictures.as_ref());
    let written = match staging.write(config, site, text, record) {
        Ok(written) => written,
        Err(faults) => return reporter.report(&faults),
    };
    built.timings.push(("emit", writing.elapsed()));
    let Written { written, unchanged, removed } = written;
    let (changed, all) = (written + removed, written + unchanged + removed);
    let made = format!("{changed} of {all} files changed");
    say(&summary(config, built.totals, &made, started));
    if let Some(changes) = changes {
        say(&format!("{}: {changes}", crate::book::lock::FILE_NAME));
    }
    finish(config, (&built.timings, built.totals), after, started);
    CLEAN
}

/// The line that says what a build made.
fn summary(config: &Config, totals: Totals, made: &str, started: Instant) -> String {
    format!(
        "{}: {}, {}, {made}, {:.0?}",
        shown_folder(config),
        counted(totals.pages, "page"),
        counted(totals.items, "checklist item"),
        started.elapsed(),
    )
}

/// Does what the command line asks for after a build.
fn finish(
    config: &Config,
    (timings, totals): (&[(&str, Duration)], Totals),
    after: AfterBuild,
    started: Instant,
) {
    if after.timings {
        print_timings(timings, totals, started);
    }
    if after.open {
        open_start(config);
    }
}

/// Replaces the current folder by its name, so that messages name the folder.
fn named(dest: PathBuf) -> PathBuf {
    let is_here = dest.components().all(|part| part == Component::CurDir);
    std::env::current_dir().ok().filter(|_| is_here).unwrap_or(dest)
}

fn print_timings(timings: &[(&str, Duration)], totals: Totals, started: Instant) {
    for (stage, time) in timings {
        say(&format!("{stage:>10} {:9.1} ms", time.as_secs_f64() * 1e3));
    }
    say(&format!("{:>10} {:9.1} ms", "total", started.elapsed().as_secs_f64() * 1e3));
    say(&format!(
        "{} chapters, {} items, {} pages, {} bytes",
        totals.chapters, totals.items, totals.pages, totals.bytes
    ));
    if let Some(peak) = peak_memory() {
        say(&format!("peak memory {peak} kB"));
    }
}

/// The peak memory of this process, in kB, if the system reports it.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
