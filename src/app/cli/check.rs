//! `tickbook check`: faults of a book, and possible improvements.

use super::{CLEAN, FAULTY, Reporter, counted, report_all, say};
use crate::app::external;
use crate::app::origin;
use crate::app::pipeline::{self, Options};
use crate::book::config;
use crate::book::lock;
use crate::site::lint::Day;
use std::time::{SystemTime, UNIX_EPOCH};

/// Checks the book and reports the results; with `ask_others` also links to other sites. Returns the exit status.
pub(super) fn book(reporter: &Reporter, options: Options, ask_others: bool) -> i32 {
    let config = match config::load(reporter.folder) {
        Ok(config) => config,
        Err(faults) => return reporter.report(&faults),
    };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let now = now.as_secs();
    let (mut built, book) = pipeline::check(&config, options, Some(Day::at(now)));
    built.add(origin::note(&config).into_iter().collect(), &config, options);
    if let Some(book) = book.filter(|_| ask_others) {
        let addresses = external::addresses(&config, &book);
        let (count, hosts) = (addresses.all.len(), addresses.hosts());
        say(&format!("checking {} on {}", addressed(count), counted(hosts, "site")));
        built.add(external::check(&config, &addresses, now), &config, options);
    }
    report_all(reporter, &built);
    if built.outputs.is_none() {
        return FAULTY;
    }
    let totals = built.totals;
    say(&format!(
        "{}, {}: no errors",
        counted(totals.chapters, "chapter"),
        counted(totals.items, "checklist item")
    ));
    if let Some(lock) = &built.lock {
        say(&format!("{}: {}; the next build writes it", lock::FILE_NAME, lock.changes));
    }
    CLEAN
}

fn addressed(count: usize) -> String {
    if count == 1 { "1 address".into() } else { format!("{count} addresses") }
}
