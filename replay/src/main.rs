//! How well ticks survive an author's edits: `cargo xtask replay REPOSITORY PATH`.
//!
//! Replays the git history of one Markdown file, names its items at each commit as a build would, and counts how many
//! ids are still on the same item 30, 180 and 365 days later. `truth` decides which item is the same, independently of
//! how ids are made. Two simpler ways of naming are measured as well: by the words of an item, and by its place in the
//! file.
//!
//! Writes only to the files in its options.

mod align;
mod bullets;
mod corrections;
mod entities;
mod history;
mod hunk;
mod identity;
mod likeness;
mod page;
mod replay;
mod report;
mod score;
mod truth;

use corrections::Corrections;
use replay::{Replay, Way};
use report::Case;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const USAGE: &str = "\
Usage: cargo xtask replay REPOSITORY PATH [OPTIONS]

Options:
  --bullets       Take every item of a bulleted list for a task.
  --gap DAYS      Build no more often than this; else at every commit.
  --samples N     Look at so many versions at most (200).
  --report FILE   Write every lost, wrong and doubtful case into this file; else they are printed.
  --truth FILE    Write down what the truth says of each changed item, as a table with tabs.";

const LAGS: [i64; 3] = [30, 180, 365];

const WRONG_USAGE: u8 = 2;

struct Arguments {
    repository: PathBuf,
    path: String,
    way: Way,
    samples: usize,
    report: Option<PathBuf>,
    truth: Option<PathBuf>,
}

fn main() -> ExitCode {
    let Some(arguments) = read_arguments(std::env::args().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(WRONG_USAGE);
    };
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("replay: {error}");
            ExitCode::FAILURE
        }
    }
}

fn read_arguments(mut words: impl Iterator<Item = String>) -> Option<Arguments> {
    let (repository, path) = (PathBuf::from(words.next()?), words.next()?);
    let way = Way { bullets: false, gap: 0 };
    let mut arguments =
        Arguments { repository, path, way, samples: 200, report: None, truth: None };
    while let Some(option) = words.next() {
        match option.as_str() {
            "--bullets" => arguments.way.bullets = true,
            "--gap" => arguments.way.gap = words.next()?.parse().ok()?,
            "--samples" => arguments.samples = words.next()?.parse().ok()?,
            "--report" => arguments.report = Some(words.next()?.into()),
            "--truth" => arguments.truth = Some(words.next()?.into()),
            _ => return None,
        }
    }
    Some(arguments)
}

fn run(arguments: &Arguments) -> Result<()> {
    let versions = history::versions(&arguments.repository, &arguments.path)?;
    if versions.is_empty() {
        return Err(format!("no commit of HEAD changed {}", arguments.path).into());
    }
    let mut texts = history::Texts::of(&arguments.repository)?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("truth");
    let corrections = Corrections::read(&folder)?;
    let replay = Replay::run(&versions, &mut texts, &corrections, &arguments.way)?;
    for skipped in &replay.skipped {
        eprintln!("left out {skipped}");
    }
    let (first, last) = (&versions[0].date, &versions[versions.len() - 1].date);
    let title =
        format!("{}: {} versions, {first} to {last}\n", arguments.path, replay.moments.len());
    let figures = title + &figures(&replay, arguments.samples);
    match &arguments.report {
        Some(file) => {
            print!("{figures}");
            std::fs::write(file, replay.report.text(&figures))?;
        }
        None => print!("{}", replay.report.text(&figures)),
    }
    if let Some(file) = &arguments.truth {
        std::fs::write(file, replay.report.table())?;
    }
    Ok(())
}

fn figures(replay: &Replay, samples: usize) -> String {
    let counts: Vec<usize> = replay.moments.iter().map(|moment| moment.entities.len()).collect();
    let (doubtful, returned) =
        (replay.report.count(Case::Doubtful), replay.report.count(Case::Returned));
    let mut text = format!(
        "items: {} at first, {} at last\n\
         truth: {} changed, {} gone, {} new, {returned} returned, {doubtful} doubtful\n\
         method    days samples     kept     lost    wrong     gone retained   wrong\n",
        counts.first().unwrap_or(&0),
        counts.last().unwrap_or(&0),
        replay.changed,
        replay.gone,
        replay.new,
    );
    for (method, name) in identity::METHODS.iter().enumerate() {
        for days in LAGS {
            let it = score::after(&replay.moments, &replay.entities, method, days, samples);
            let (retained, wrong) = (it.retention() * 100.0, it.share_wrong() * 100.0);
            text.push_str(&format!(
                "{name:<9} {days:>4} {:>7} {:>8} {:>8} {:>8} {:>8} {retained:>7.2}% {wrong:>6.3}%\n",
                it.samples, it.kept, it.lost, it.wrong, it.gone
            ));
        }
    }
    text
}
