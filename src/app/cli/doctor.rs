//! `tickbook doctor`: prints what a report of a bug needs.

use super::to_stdout;
use crate::app::doctor;
use clap::Args;
use clap::builder::PossibleValuesParser;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct DoctorArgs {
    /// The folder of book.toml
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// The format of the report
    #[arg(long, default_value = "text", value_parser = PossibleValuesParser::new(["text", "json"]))]
    format: String,
}

/// Prints the report; a book with faults has one too.
pub(super) fn run(args: &DoctorArgs) -> i32 {
    let report = doctor::report(&args.dir, env!("TICKBOOK_VERSION"));
    let printed = match args.format.as_str() {
        "json" => doctor::json(&report),
        _ => doctor::text(&report),
    };
    to_stdout(printed.as_bytes())
}
