//! The commands to begin with: `init`, `new` and `schema`, and their arguments.
//!
//! Owns when `init` asks its questions: on a terminal, if no flag describes the book.

use super::ask;
use super::{CLEAN, report, say, to_stdout};
use crate::app::init::{self, Host, NewBook};
use crate::app::schema;
use crate::book::config;
use crate::text::diag::Diagnostic;
use clap::Args;
use clap::builder::PossibleValuesParser;
use std::io::{IsTerminal, stderr, stdin};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// The folder of the new book
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// The book's title
    #[arg(long)]
    title: Option<String>,
    /// The book's language, as a tag such as en or pt-BR
    #[arg(long, value_parser = ask::language)]
    language: Option<String>,
    /// Where the book will be published; writes the configuration file for that host, and only this file if the book exists
    #[arg(long, value_parser = PossibleValuesParser::new(Host::names()))]
    host: Option<String>,
    /// The address of the published site
    #[arg(long, value_parser = ask::address)]
    site_url: Option<String>,
    /// Ask nothing; use the default for anything not given as an option
    #[arg(short, long)]
    yes: bool,
    /// Replace existing files, but none in content/; with --host alone, only the file for the host
    #[arg(long)]
    force: bool,
}

#[derive(Debug, Args)]
pub(super) struct NewArgs {
    /// The chapter's path inside the content folder, such as paths/fractional-cto
    path: String,
    /// The chapter's title
    #[arg(long)]
    title: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// Which schema to print
    #[arg(default_value = "book", value_parser = PossibleValuesParser::new(["book", "front-matter"]))]
    of: String,
    /// Write both schemas into the .tickbook folder of this folder, by default the current one
    #[arg(long, value_name = "DIR", num_args = 0..=1, default_missing_value = ".")]
    write: Option<PathBuf>,
}

pub(super) fn init(args: InitArgs) -> i32 {
    let says_nothing = args.title.is_none()
        && args.language.is_none()
        && args.host.is_none()
        && args.site_url.is_none();
    let is_only_host = args.title.is_none() && args.language.is_none() && args.site_url.is_none();
    let host = args.host.as_deref().and_then(Host::named);
    if let Some(host) = host.filter(|_| is_only_host && is_book(&args.dir)) {
        return told(init::host(&args.dir, host, args.force));
    }
    let may_ask = says_nothing && !args.yes && stdin().is_terminal() && stderr().is_terminal();
    let default = NewBook::default();
    let wish = if may_ask {
        match ask::wish(&mut stdin().lock(), &mut stderr().lock(), |host| {
            host.proposed_address(&args.dir)
        }) {
            Some(wish) => wish,
            None => {
                say("nothing was written");
                return super::FAULTY;
            }
        }
    } else {
        NewBook {
            title: args.title.unwrap_or(default.title),
            language: args.language.unwrap_or(default.language),
            host: host.unwrap_or_default(),
            site_url: args.site_url,
        }
    };
    told(init::book(&args.dir, &wish, args.force))
}

/// Whether a folder has a book.toml.
fn is_book(dir: &Path) -> bool {
    dir.join(config::FILE_NAME).is_file()
}

pub(super) fn new(args: &NewArgs) -> i32 {
    told(init::chapter(Path::new("."), &args.path, args.title.as_deref()))
}

pub(super) fn schema(args: &SchemaArgs) -> i32 {
    match &args.write {
        Some(dir) => told(init::schemas(dir)),
        None if args.of == "book" => to_stdout(schema::book().as_bytes()),
        None => to_stdout(schema::front_matter().as_bytes()),
    }
}

fn told(result: Result<String, Diagnostic>) -> i32 {
    match result {
        Ok(message) => {
            say(&message);
            CLEAN
        }
        Err(fault) => report(&[fault]),
    }
}
