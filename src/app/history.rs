//! When chapters were updated, by the history of the repository around a book, for `output.html.updated-from-git`.
//!
//! Asks git once for all chapters, before anything is parsed, so that the dates are part of what a build is made of. They are
//! the days of authors, as commits have them, so the same commit gives the same dates everywhere. Names of people are not
//! asked for.

mod faults;

use crate::app::git::Git;
use crate::book::config::Config;
use crate::book::source::Sources;
use crate::text::day;
use crate::text::diag::Diagnostic;
use std::collections::HashMap;

/// Asks for the day of each commit and the files that it changed, newest first. What the user's or the repository's settings
/// could add or run is off.
const LOG: [&str; 12] = [
    "-c",
    "core.quotePath=off",
    "log",
    "-z",
    "--format=%x01%as",
    "--name-only",
    "--no-renames",
    "--no-show-signature",
    "--no-ext-diff",
    "--relative",
    "--",
    ".",
];

/// Why dates are not taken from git, and what to do.
type Refusal = (String, &'static str);

/// The sources with the days on which their chapters were changed last, if the book asks for them.
pub fn dated(config: &Config, mut sources: Sources) -> Sources {
    let Some(asked) = config.html.look.updated_from_git.clone() else { return sources };
    match dates(config) {
        Ok(dates) => {
            for file in &mut sources.chapters {
                file.updated = dates.get(&file.path).cloned();
            }
        }
        Err((reason, help)) => {
            let fault = Diagnostic::history_unused(&config.source, asked, &reason, help);
            sources.diagnostics.push(fault);
        }
    }
    sources
}

/// The day of the last change of each file below the content folder.
fn dates(config: &Config) -> Result<HashMap<String, String>, Refusal> {
    let unusable = |reason: String| {
        (reason, "install git and keep the book in a repository, or remove the setting")
    };
    let git = Git::at(&config.src);
    let run = |arguments: &[&str]| match git.run(arguments) {
        Err(_) => Err(unusable("the program `git` cannot be run".into())),
        Ok(done) if !done.is_good && done.stderr.contains("not a git repository") => {
            Err(unusable("the book is not in a git repository".into()))
        }
        Ok(done) if !done.is_good => Err(unusable(format!("git failed: {}", done.words()))),
        Ok(done) => Ok(done.stdout),
    };
    if run(&["rev-parse", "--is-shallow-repository"])?.trim() == "true" {
        let reason = "the repository is a shallow clone, which does not have the whole history";
        let help = "fetch all of it: `git fetch --unshallow`, or `fetch-depth: 0` in a workflow of GitHub Actions";
        return Err((reason.into(), help));
    }
    let dates = newest(&run(&LOG)?);
    match dates.is_empty() {
        true => Err(("no chapter is in a commit".into(), "commit the chapters, or remove the setting")),
        false => Ok(dates),
    }
}

/// The first day with which each file stands in the history.
fn newest(log: &str) -> HashMap<String, String> {
    let mut dates = HashMap::new();
    for commit in log.split('\u{1}') {
        let mut parts = commit.split('\0').map(|part| part.trim_start_matches('\n'));
        let Some(date) = parts.next().filter(|date| day::leading(date) == Some(date)) else {
            continue;
        };
        for file in parts.filter(|part| !part.is_empty()) {
            dates.entry(file.to_string()).or_insert_with(|| date.to_string());
        }
    }
    dates
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_has_the_day_of_its_newest_commit() {
        let log = "\u{1}2026-03-01\0\na.md\0über uns/b.md\0\u{1}2026-02-01\0\u{1}2025-01-31\0\na.md\0c.md\0";
        let dates = newest(log);
        let of = |file: &str| dates.get(file).map(String::as_str);
        assert_eq!(of("a.md"), Some("2026-03-01"));
        assert_eq!(of("über uns/b.md"), Some("2026-03-01"));
        assert_eq!(of("c.md"), Some("2025-01-31"));
        assert_eq!(dates.len(), 3);
    }
}
