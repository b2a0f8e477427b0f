//! `tickbook publish`: builds the site as CI does, and publishes it.

use super::{CLEAN, FAULTY, FormArgs, Format, Reporter, report_all, say};
use crate::app::emit;
use crate::app::origin;
use crate::app::pipeline::{self, BuildCache, LockUpdate, Options};
use crate::app::publish::{Destination, PublishOptions, Published};
use crate::book::config::{self, Config, Target};
use crate::book::lock;
use crate::text::diag::Diagnostic;
use crate::text::escape::shell_word;
use clap::Args;
use clap::builder::PossibleValuesParser;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct PublishArgs {
    /// The folder of book.toml
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// The target, instead of publish.target
    #[arg(long, value_parser = PossibleValuesParser::new(Target::NAMES))]
    to: Option<String>,
    /// List the pages that would be added, changed and removed, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Replace files and commits that tickbook did not publish
    #[arg(long)]
    force: bool,
    /// Count warnings as errors
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    form: FormArgs,
}

/// Builds the book and publishes it; returns the exit status.
pub(super) fn run(args: &PublishArgs) -> i32 {
    let strict = args.strict;
    let format = Format::named(&args.form.format).unwrap_or_default();
    let reporter = Reporter { format, folder: &args.dir, strict };
    let config = match config::load(reporter.folder) {
        Ok(config) => config,
        Err(faults) => return reporter.report(&faults),
    };
    let target = args.to.as_deref().and_then(Target::named);
    let wish = PublishOptions { target, force: args.force, dry_run: args.dry_run };
    let destination = match Destination::find(&config, wish) {
        Ok(destination) => destination,
        Err(fault) => return reporter.report(&[fault]),
    };
    let options = Options { strict, locked: true, published: true, ..Options::default() };
    let mut built = pipeline::build(&config, options, &mut BuildCache::for_one_build());
    let notes = destination.warnings.iter().cloned().chain(origin::note(&config)).collect();
    built.add(notes, &config, options);
    let Some(outputs) = built.outputs.take() else {
        return report_all(&reporter, &built);
    };
    if reporter.report(&built.diagnostics) != CLEAN {
        return FAULTY;
    }
    let lock = built.lock.take();
    let unrecorded = lock.as_ref().filter(|_| args.dry_run).map(|lock| lock.changes.to_string());
    let recorded = lock.filter(|_| !args.dry_run).map(|lock| Recorded::write(&config, lock));
    let done = recorded.transpose().and_then(|recorded| {
        let done = destination.publish(&outputs, built.pictures.as_ref(), &say);
        let is_sent = done.as_ref().map_or_else(Diagnostic::is_after_sending, |_| true);
        match recorded {
            Some(recorded) if is_sent => recorded.say(),
            Some(recorded) => recorded.take_back(&config)?,
            None => {}
        }
        done
    });
    match done {
        Ok(Published { told, is_same }) => {
            say(&told);
            if let Some(address) = &config.html.site_url {
                say(&format!("The address of the site is {address}"));
            }
            if args.dry_run {
                let is_done = is_same && unrecorded.is_none();
                say(&match is_done {
                    true => "Nothing was written, and there is nothing to publish.".to_string(),
                    false => after_dry_run(args, unrecorded.as_deref()),
                });
            }
            CLEAN
        }
        Err(fault) => reporter.report(&[fault]),
    }
}

/// The end of a dry run: that nothing was written, and the command that publishes.
fn after_dry_run(args: &PublishArgs, unrecorded: Option<&str>) -> String {
    let mut command = "tickbook publish".to_string();
    for (option, is_given) in [("--strict", args.strict), ("--force", args.force)] {
        if is_given {
            command.push_str(&format!(" {option}"));
        }
    }
    if let Some(target) = &args.to {
        command.push_str(&format!(" --to {target}"));
    }
    if args.dir != Path::new(".") {
        command.push_str(&format!(" {}", shell_word(&args.dir.to_string_lossy())));
    }
    let lock = unrecorded.map(|changes| {
        format!(
            "{}: {changes}; publishing records the chapters that `init` wrote\n",
            lock::FILE_NAME
        )
    });
    format!("{}Nothing was written.\nNext: {command}", lock.unwrap_or_default())
}

/// Unchanged sample chapters of `init` in the lock. They are recorded before the site is in its place as in any build, so
/// that readers never have links that the lock does not know.
struct Recorded {
    changes: String,
    /// The lock before, if there was one.
    before: Option<String>,
}

impl Recorded {
    fn write(config: &Config, update: LockUpdate) -> Result<Self, Diagnostic> {
        let before = std::fs::read_to_string(config.root.join(lock::FILE_NAME)).ok();
        emit::write_lock(config, Some(update.text))?;
        Ok(Recorded { changes: update.changes.to_string(), before })
    }

    fn say(&self) {
        let what = "it now lists the chapters that `init` wrote; commit it";
        say(&format!("{}: {}: {what}", lock::FILE_NAME, self.changes));
    }

    /// Writes the lock as it was, because nothing was published.
    fn take_back(&self, config: &Config) -> Result<(), Diagnostic> {
        self.before.as_ref().map_or(Ok(()), |before| emit::write_lock(config, Some(before.clone())))
    }
}
