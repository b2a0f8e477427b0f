//! The command line: arguments, dispatch, what is printed, exit status.
//!
//! Diagnostics and progress go to stderr; stdout is for what a user would pipe. Exit status: 0 for a
//! clean book, 1 for a book with errors, 2 for wrong usage.

mod ask;
mod build;
mod check;
mod doctor;
mod lock;
mod publish;
mod start;

use crate::app::emit;
use crate::app::pipeline::{Built, Options};
use crate::app::serve;
use crate::book::config::{self, Config};
use crate::text::diag::codes;
use crate::text::diag::print::{self, Format, counted};
use crate::text::diag::{self, Diagnostic};
use build::{AfterBuild, Overrides};
use clap::builder::PossibleValuesParser;
use clap::{Args, CommandFactory, Parser, Subcommand};
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

const CLEAN: i32 = 0;
const FAULTY: i32 = 1;
const WRONG_USAGE: i32 = 2;

/// Builds handbooks whose checklists keep their ticks.
#[derive(Debug, Parser)]
#[command(name = "tickbook", version = env!("TICKBOOK_VERSION"), arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start a new book
    Init(start::InitArgs),
    /// Add a chapter
    New(start::NewArgs),
    /// Print a JSON Schema that lets editors complete book.toml and front matter
    Schema(start::SchemaArgs),
    /// Build the site into a folder
    Build {
        #[command(flatten)]
        book: BookArgs,
        /// Write nothing and fail if items, their texts, pages or headings differ from book.lock; positions are not compared
        #[arg(long)]
        locked: bool,
        #[command(flatten)]
        form: FormArgs,
        /// The output folder, instead of build.build-dir
        #[arg(short, long)]
        dest: Option<PathBuf>,
        /// Also build an EPUB, as with output.epub.enable
        #[arg(long)]
        epub: bool,
        /// Print how long each stage took and how large the book is
        #[arg(long)]
        timings: bool,
        /// Open the start page in a browser
        #[arg(short, long)]
        open: bool,
    },
    /// Build the site in memory, serve it, and build again when a file changes
    Serve {
        #[command(flatten)]
        book: BookArgs,
        /// The port; by default the first free port from 3000 on
        #[arg(short, long)]
        port: Option<u16>,
        /// The host name or address to listen on
        #[arg(short = 'n', long, default_value = "127.0.0.1")]
        hostname: String,
        /// Open the start page in a browser
        #[arg(short, long)]
        open: bool,
        /// Poll the folders for changes, if the system does not report them
        #[arg(long)]
        poll: bool,
        /// Open the page of each saved chapter in connected browsers
        #[arg(long)]
        follow: bool,
    },
    /// Check the book without building it
    Check {
        #[command(flatten)]
        book: BookArgs,
        /// Fail if items, their texts, pages or headings differ from book.lock; positions are not compared
        #[arg(long)]
        locked: bool,
        /// Check links to other sites too
        #[arg(long)]
        external: bool,
        #[command(flatten)]
        form: FormArgs,
    },
    /// Build the site and publish it
    Publish(publish::PublishArgs),
    /// Show book.lock, or change what a build does not change
    Lock {
        #[command(subcommand)]
        command: lock::LockCommand,
    },
    /// Print what a report of a bug needs: version, system, settings, sizes and codes of faults, without contents
    Doctor(doctor::DoctorArgs),
    /// Explain what a code means and what to do
    Explain {
        /// A code such as TB0501, or the name of a lint; without it, list all codes
        code: Option<String>,
    },
    /// Remove the files that build wrote
    Clean {
        /// The folder of book.toml
        #[arg(default_value = ".")]
        dir: PathBuf,
    },
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Args)]
struct BookArgs {
    /// The folder of book.toml
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Include drafts
    #[arg(long)]
    drafts: bool,
    /// Count warnings as errors
    #[arg(long)]
    strict: bool,
}

#[derive(Debug, Args)]
struct FormArgs {
    /// The format of errors, warnings and notes: json prints one object per line, github prints annotations for GitHub Actions
    #[arg(long, default_value = "human", value_parser = PossibleValuesParser::new(Format::NAMES))]
    format: String,
}

/// Prints faults in the chosen format.
struct Reporter<'a> {
    format: Format,
    folder: &'a Path,
    strict: bool,
}

impl<'a> Reporter<'a> {
    fn new(form: &FormArgs, book: &'a BookArgs) -> Self {
        let format = Format::named(&form.format).unwrap_or_default();
        Reporter { format, folder: &book.dir, strict: book.strict }
    }

    /// Prints diagnostics and the summary; returns the exit status.
    fn report(&self, diagnostics: &[Diagnostic]) -> i32 {
        print::all(diagnostics, self.format, self.folder);
        let is_fatal = diag::any_fatal(diagnostics, self.strict);
        let is_human = self.format == Format::Human;
        let mut summary = print::summary(diagnostics);
        if is_human && is_fatal && !diag::any_fatal(diagnostics, false) {
            summary.push_str("; `--strict` counts warnings as errors");
        }
        if !summary.is_empty() {
            say(&summary);
        }
        if is_fatal && is_human {
            say(&print::learn_more(diagnostics));
        }
        if is_fatal { FAULTY } else { CLEAN }
    }
}

impl BookArgs {
    fn options(&self) -> Options {
        Options { drafts: self.drafts, strict: self.strict, ..Options::default() }
    }
}

/// Runs the program with these arguments, the program's name first; returns the exit status.
pub fn run(args: impl IntoIterator<Item = OsString>) -> i32 {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Requested help is no error. If it cannot be printed, nothing can be done.
            let _ = error.print();
            return if error.use_stderr() { WRONG_USAGE } else { CLEAN };
        }
    };
    match cli.command {
        Command::Init(args) => start::init(args),
        Command::New(args) => start::new(&args),
        Command::Schema(args) => start::schema(&args),
        Command::Build { book, locked, form, dest, epub, timings, open } => {
            let options = Options { locked, ..book.options() };
            let overrides = Overrides { dest, epub };
            let after = AfterBuild { timings, open };
            build::run(&Reporter::new(&form, &book), options, overrides, after)
        }
        Command::Serve { book, port, hostname, open, poll, follow } => {
            let settings = serve::Settings { port, hostname, open, poll, follow };
            match serve::run(&book.dir, book.options(), &settings) {
                Ok(serve::Ended::ByUser) => CLEAN,
                Ok(serve::Ended::Endless) => FAULTY,
                Err(fault) => report(&[fault]),
            }
        }
        Command::Check { book, locked, external, form } => {
            let options = Options { locked, ..book.options() };
            check::book(&Reporter::new(&form, &book), options, external)
        }
        Command::Publish(args) => publish::run(&args),
        Command::Lock { command } => lock::run(&command),
        Command::Doctor(args) => doctor::run(&args),
        Command::Explain { code } => explain(code.as_deref()),
        Command::Clean { dir } => clean(&dir),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "tickbook", &mut script);
            to_stdout(&script)
        }
    }
}

/// Reports faults; if the book must not differ from its lock, shows the differences.
fn report_all(reporter: &Reporter, built: &Built) -> i32 {
    let status = reporter.report(&built.diagnostics);
    let difference = built.lock.as_ref().map_or("", |lock| &lock.difference);
    if !difference.is_empty() {
        say(difference);
    }
    status
}

fn open_start(config: &Config) {
    let start = config.build_dir.join("index.html");
    serve::open_in_browser(&start.to_string_lossy());
}

fn shown_folder(config: &Config) -> String {
    config.build_dir.strip_prefix(".").unwrap_or(&config.build_dir).display().to_string()
}

fn clean(dir: &Path) -> i32 {
    let config = match config::load(dir) {
        Ok(config) => config,
        Err(faults) => return report(&faults),
    };
    match emit::clean(&config.build_dir) {
        Ok(count) => {
            say(&format!("{}: {count} files removed", shown_folder(&config)));
            CLEAN
        }
        Err(faults) => report(&faults),
    }
}

/// Reports faults to a person, if there is no book with settings.
fn report(diagnostics: &[Diagnostic]) -> i32 {
    Reporter { format: Format::Human, folder: Path::new("."), strict: false }.report(diagnostics)
}

fn explain(code: Option<&str>) -> i32 {
    let Some(asked) = code else {
        let lines = codes::all().into_iter().map(|one| match one.lint() {
            Some(lint) => format!("{}  {} ({lint})\n", one.code, one.title),
            None => format!("{}  {}\n", one.code, one.title),
        });
        return to_stdout(lines.collect::<String>().as_bytes());
    };
    match codes::find(asked) {
        Some(one) => to_stdout(codes::explanation(&one).as_bytes()),
        None => {
            say(&format!(
                "there is no code or lint `{asked}`; run `tickbook explain` to list them all"
            ));
            WRONG_USAGE
        }
    }
}

fn say(message: &str) {
    // If stderr is closed, there is nowhere to report it.
    let _ = writeln!(std::io::stderr(), "{message}");
}

fn to_stdout(bytes: &[u8]) -> i32 {
    match std::io::stdout().write_all(bytes) {
        Ok(()) => CLEAN,
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => CLEAN,
        Err(error) => {
            say(&format!("cannot write to stdout: {error}"));
            FAULTY
        }
    }
}
