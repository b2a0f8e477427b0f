//! The project's own commands, run as `cargo xtask COMMAND`.
//!
//! Everything that contributors or CI run besides plain cargo is here, in Rust, so that it works the same on every
//! machine and needs no shell. It depends only on the standard library.

mod browser;
mod chromium;
mod crawl;
mod deny;
mod engines;
mod epubcheck;
mod fuzz;
mod install;
mod lighthouse;
mod moto;
mod package;
mod real_books;
mod relevance;
mod replay;
mod screenshots;
mod step;
mod sweep;
mod system;
mod test;
mod tools;

use browser::Specs;
use std::process::ExitCode;
use step::{Failure, Step};

const USAGE: &str = "\
Usage: cargo xtask COMMAND

Commands:
  test [--update]   Check and test everything, browser tests included.
                    --update rewrites the expected blocks of the golden cases and the generated pages of the guide: read the diff.
  test --browser [ARGUMENTS]
                    Run the browser tests alone; Playwright is given the arguments, such as a file's name.
  engines [ARGUMENTS]
                    Run the core of the browser tests in Firefox and WebKit; Node's test runner is given the arguments.
  sweep             Run what takes too long for every change: attempts, sequences, sizes, speed, dependencies.
  epubcheck         Check the EPUBs of the handbook and of a test book with epubcheck.
  bounds            Build books that were made to take for ever, with a release build and a second for each.
  deny              Check licences, sources and advisories of the dependencies.
  fuzz [SECONDS]    Give made-up input to the targets of fuzz/, each for ten minutes or as long as is said.
  bench [N]         Measure builds and saves of books of up to N chapters, beside Hugo.
  lighthouse        Run Lighthouse on six pages of the handbook, five times each, on a quiet machine.
  relevance         Compare the search with Pagefind's and MiniSearch's, over queries that were judged by hand.
  package           Test and install the crate as crates.io would have it.
  real-books PATH…  Build books that others wrote, and follow every link of their sites.
  screenshots DIR   Take pictures of the built handbook, for looking at the theme.
  screenshots --readme
                    Take docs/screenshot.png anew, the picture of the README.
  replay REPOSITORY PATH [OPTIONS]
                    Measure how many ticks survive the git history of a Markdown file.";

const WRONG_USAGE: u8 = 2;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let result = match args.as_slice() {
        ["test"] => test::all(false),
        ["test", "--update"] => test::all(true),
        ["test", "--browser", arguments @ ..] => browser::test(Specs::Tests, arguments),
        ["engines", arguments @ ..] => engines::test(arguments),
        ["sweep"] => sweep::all(),
        ["epubcheck"] => epubcheck::check(),
        ["bounds"] => bounds(),
        ["deny"] => deny::check(),
        ["fuzz"] => fuzz::run("600"),
        ["fuzz", seconds] if seconds.parse::<u32>().is_ok() => fuzz::run(seconds),
        ["bench"] => bench(None),
        ["bench", count] if count.parse::<u32>().is_ok() => bench(Some(count)),
        ["lighthouse"] => lighthouse::run(),
        ["package"] => package::check(),
        ["relevance"] => relevance::compare(),
        ["real-books", folders @ ..] if !folders.is_empty() => real_books::run(folders),
        ["screenshots", "--readme"] => screenshots::readme(),
        ["screenshots", folder] => screenshots::take(folder),
        ["replay", arguments @ ..] => replay::run(arguments),
        [] | ["help" | "-h" | "--help"] => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(WRONG_USAGE);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure { message, code }) => {
            eprintln!("\nxtask: {message}");
            ExitCode::from(code)
        }
    }
}

fn bounds() -> Result<(), Failure> {
    let tests = ["test", "--release", "--locked", "--test", "suite", "bounds::"];
    Step::cargo("Bounds", &tests).run()
}

fn bench(count: Option<&str>) -> Result<(), Failure> {
    let bench = Step::cargo("Benchmark", &["bench", "--locked", "--bench", "book", "--"]);
    bench.args(count).run()
}
