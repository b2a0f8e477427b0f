//! `cargo xtask real-books PATH…`: builds books by other authors, and crawls their sites.
//!
//! Each folder is copied to a temporary one and built there, so that nothing is written to the original folder. Fails
//! if a book has errors, its site has a dead link, or a chapter in its SUMMARY.md is not in its place.

use crate::crawl::{self, Crawled};
use crate::step::{self, Failure, Step};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// How many faults of one book are shown.
const MOST_SHOWN: usize = 10;

/// The result for a book.
struct Row {
    name: String,
    crawled: Crawled,
    /// The chapters that SUMMARY.md lists, by the paths of their pages.
    summary: Vec<String>,
    errors: usize,
    warnings: usize,
    seconds: f64,
    exit: i32,
    faults: Vec<String>,
}

/// Builds the book of each folder and prints a table.
pub fn run(folders: &[&str]) -> Result<(), Failure> {
    let program = program()?;
    let place = std::env::temp_dir().join(format!("tickbook-real-books-{}", std::process::id()));
    let mut rows = Vec::new();
    for (number, folder) in folders.iter().enumerate() {
        let result = book(&program, Path::new(folder), &place.join(number.to_string()));
        let cleared = fs::remove_dir_all(&place);
        rows.push(result?);
        cleared
            .map_err(|error| Failure::new(format!("cannot remove {}: {error}", place.display())))?;
    }
    print(&rows);
    match rows.iter().filter(|row| !row.faults.is_empty()).count() {
        0 => Ok(()),
        bad => Err(Failure::new(format!("{bad} of {} books have faults", rows.len()))),
    }
}

/// The program of the environment variable TICKBOOK, or a release build.
fn program() -> Result<PathBuf, Failure> {
    if let Some(program) = std::env::var_os("TICKBOOK") {
        return Ok(program.into());
    }
    Step::cargo("Build", &["build", "--release", "--locked"]).run()?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    Ok(target.unwrap_or_else(|| step::root().join("target")).join("release/tickbook"))
}

fn book(program: &Path, folder: &Path, place: &Path) -> Result<Row, Failure> {
    let fault = |error: io::Error| Failure::new(format!("{}: {error}", folder.display()));
    let (copy, site) = (place.join("book"), place.join("site"));
    copy_folder(folder, &copy).map_err(fault)?;
    let started = Instant::now();
    let output = Command::new(program)
        .args(["build", "--format", "short", "-d"])
        .args([&site, &copy])
        .output()
        .map_err(fault)?;
    let seconds = started.elapsed().as_secs_f64();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let of = |severity: &str| {
        let mark = format!("{severity}[TB");
        said.lines().filter(|line| line.contains(&mark)).map(str::to_string).collect::<Vec<_>>()
    };
    let (mut faults, warnings) = (of("error"), of("warning").len());
    let errors = faults.len();
    let exit = output.status.code().unwrap_or(-1);
    if exit != 0 && faults.is_empty() {
        faults.extend(said.lines().map(str::to_string));
    }
    let crawled = if site.is_dir() { crawl::crawl(&site)? } else { Crawled::default() };
    faults.extend(crawled.dead.iter().map(|link| format!("dead link on {link}")));
    let summary = summary_of(&copy);
    let absent = summary.iter().filter(|page| !crawled.listed.contains(*page));
    faults.extend(absent.map(|page| format!("in no navigation: {page}")));
    // A book without a page of its own at the root begins with a generated one.
    let own_start = summary.iter().any(|page| page == "index.html");
    let follows: Vec<&String> =
        crawled.order.iter().filter(|page| own_start || *page != "index.html").collect();
    let starts_elsewhere = summary.first().is_some_and(|page| own_start && page != "index.html");
    if !summary.is_empty() && !starts_elsewhere && follows != summary.iter().collect::<Vec<_>>() {
        faults.push("the pages do not follow one another as in SUMMARY.md".into());
    }
    let name = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned();
    Ok(Row { name, crawled, summary, errors, warnings, seconds, exit, faults })
}

/// Copies files and folders that may belong to a book, but no links, and no repository.
fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (kind, name) = (entry.file_type()?, entry.file_name());
        let passed = [".git", "target", "node_modules"].iter().any(|passed| name == *passed);
        if kind.is_dir() && !passed {
            copy_folder(&entry.path(), &to.join(name))?;
        } else if kind.is_file() {
            fs::copy(entry.path(), to.join(name))?;
        }
    }
    Ok(())
}

/// The pages of the chapters in SUMMARY.md: each `](path.md)` in it outside of comments.
fn summary_of(book: &Path) -> Vec<String> {
    let settings = fs::read_to_string(book.join("book.toml")).unwrap_or_default();
    let src = settings.lines().find_map(|line| {
        let value = line.trim().strip_prefix("src")?.trim_start().strip_prefix('=')?;
        Some(value.trim().trim_matches('"').to_string())
    });
    let folders = src.into_iter().chain(["content".into(), "src".into(), String::new()]);
    let text = folders
        .into_iter()
        .find_map(|folder| fs::read_to_string(book.join(folder).join("SUMMARY.md")).ok());
    let text = text.unwrap_or_default();
    let shown = text.split("<!--").enumerate().map(|(number, part)| match number {
        0 => part,
        _ => part.split_once("-->").map_or("", |(_, rest)| rest),
    });
    let shown: String = shown.collect();
    let targets = shown.split("](").skip(1).filter_map(|part| Some(part.split_once(')')?.0));
    targets.filter(|target| !target.trim().is_empty()).map(page_of).collect()
}

/// The page that mdBook makes from a chapter.
fn page_of(target: &str) -> String {
    let target = target.trim().trim_start_matches("./").trim_matches(['<', '>']);
    let (folder, name) = target.rsplit_once('/').map_or((None, target), |(f, n)| (Some(f), n));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = if stem.eq_ignore_ascii_case("readme") { "index" } else { stem };
    match folder {
        Some(folder) => format!("{folder}/{stem}.html"),
        None => format!("{stem}.html"),
    }
}

fn print(rows: &[Row]) {
    println!(
        "\nBook                       pages  links   dead  listed  errors  warnings  seconds  exit"
    );
    for row in rows {
        println!(
            "{:26} {:5}  {:5}  {:5}  {:6}  {:6}  {:8}  {:7.2}  {:4}",
            row.name,
            row.crawled.pages,
            row.crawled.links,
            row.crawled.dead.len(),
            row.summary.len(),
            row.errors,
            row.warnings,
            row.seconds,
            row.exit
        );
    }
    for row in rows.iter().filter(|row| !row.faults.is_empty()) {
        println!("\n{}:", row.name);
        row.faults.iter().take(MOST_SHOWN).for_each(|fault| println!("  {fault}"));
        if row.faults.len() > MOST_SHOWN {
            println!("  and {} more", row.faults.len() - MOST_SHOWN);
        }
    }
}
