//! The speed of a whole build, compared with the minimum work of any generator.
//!
//! `cargo xtask bench [N]` writes a synthetic book of N chapters (1,000 if left out), builds it from scratch with the
//! release binary, and measures in the same run the floor (read each file, parse it, print HTML, write it, on the same
//! threads) and highlighting alone. Every figure is the median of several rounds with interleaved steps, so that a
//! slower machine slows all of them equally. Then it builds once more what has not changed, serves the book and measures
//! the time from an edit to the browser, the cost of the first query of a visit, and the time to match 10,000 items with
//! their lock. It fails if a limit is exceeded.

mod finding;
mod latency;
mod naming;
mod synthetic;

use latency::Edit;
use naming::Edits;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use rayon::prelude::*;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use tickbook::site::highlight::Highlighter;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const CHAPTERS: usize = 1_000;

/// The longest time of a full build, as a multiple of the floor and highlighting together.
const MOST_TIMES_BOUND: f64 = 2.5;

/// The kinds of edits, each with the longest time to the browser in a book of up to [`CHAPTERS`].
const EDITS: [(Edit, &str, Duration); 3] = [
    (Edit::Paragraph, "a paragraph", Duration::from_millis(20)),
    (Edit::Heading, "a heading", Duration::from_millis(100)),
    (Edit::Item, "an item", Duration::from_millis(100)),
];

/// The longest time of a build of which nothing has changed, of a book of up to [`CHAPTERS`].
const LONGEST_UNCHANGED: Duration = Duration::from_millis(80);

/// The longest time to match [`naming::ITEMS`] items, 200 of them reworded.
const LONGEST_NAMING: Duration = Duration::from_millis(150);

/// The largest share of the build for the search index.
const MOST_OF_BUILD_FOR_SEARCH: f64 = 0.15;

/// The largest peak memory of a build, in kB.
const MOST_MEMORY: u64 = 1_000_000;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = arguments.iter().find_map(|argument| argument.parse::<usize>().ok());
    let chapters = number.unwrap_or(CHAPTERS);
    let rounds = if chapters > 2_000 { 3 } else { 5 };
    let folder = std::env::temp_dir().join(format!("tickbook-bench-{}", std::process::id()));
    let outcome = measure(&folder, chapters, rounds);
    std::fs::remove_dir_all(&folder)?;
    outcome
}

fn measure(folder: &Path, chapters: usize, rounds: usize) -> Result<()> {
    let book = folder.join("book");
    let files = synthetic::write(&book, chapters)?;
    let (mut floors, mut colours, mut builds) = (Vec::new(), Vec::new(), Vec::new());
    let mut report = String::new();
    for _ in 0..rounds {
        floors.push(floor(&files, &folder.join("floor"))?);
        colours.push(highlighting(&files)?);
        let (time, timings) = build(&book, &folder.join("public"))?;
        builds.push(time);
        report = timings;
    }
    let unchanged = unchanged(&book, &folder.join("public"), rounds)?;
    let middle = files.get(files.len() / 2).ok_or("the book is empty")?;
    let ways = EDITS.map(|(way, _, _)| way);
    let edits: Vec<Duration> =
        latency::measure(&book, middle, &ways, 9)?.into_iter().map(median).collect();
    let (floor, colour, build) = (median(floors), median(colours), median(builds));
    println!("{report}");
    println!("chapters          {chapters}");
    println!("floor             {:9.1} ms", millis(floor));
    println!("highlighting      {:9.1} ms", millis(colour));
    println!("full build        {:9.1} ms", millis(build));
    println!("unchanged build   {:9.1} ms", millis(unchanged));
    println!("chapters a second {:9.0}", chapters as f64 / build.as_secs_f64());
    println!("build / floor     {:9.2}", build.as_secs_f64() / floor.as_secs_f64());
    for ((_, what, _), time) in EDITS.iter().zip(&edits) {
        println!("edit of {what:<11} {:8.1} ms", millis(*time));
    }
    let naming = report_naming(rounds)?;
    let bound = floor + colour;
    let times_bound = build.as_secs_f64() / bound.as_secs_f64();
    println!("build / (floor + highlighting) {times_bound:.2}");
    let mut missed = Vec::new();
    if times_bound > MOST_TIMES_BOUND {
        missed.push(format!("a build may take {MOST_TIMES_BOUND} times the bound"));
    }
    missed.extend(late_edits(&edits).filter(|_| chapters <= CHAPTERS));
    if chapters <= CHAPTERS && unchanged > LONGEST_UNCHANGED {
        missed.push(format!("an unchanged build may take {} ms", LONGEST_UNCHANGED.as_millis()));
    }
    if naming > LONGEST_NAMING {
        missed.push(format!("naming may take {} ms", LONGEST_NAMING.as_millis()));
    }
    let stage = |name: &str| said(&report, name, " ms");
    let (search, whole) = (stage("search"), stage("total"));
    let share = search.zip(whole).map_or(0.0, |(search, whole)| search / whole);
    println!("search / build    {share:9.3}");
    if share > MOST_OF_BUILD_FOR_SEARCH {
        missed.push(format!("search may take {MOST_OF_BUILD_FOR_SEARCH} of a build"));
    }
    if !finding::measure(&folder.join("public"), chapters)? {
        missed.push("the first query costs too much".to_string());
    }
    if said(&report, "peak memory", " kB").is_some_and(|peak| peak > MOST_MEMORY as f64) {
        missed.push(format!("a build may hold {MOST_MEMORY} kB"));
    }
    if missed.is_empty() { Ok(()) } else { Err(missed.join("; ").into()) }
}

/// The kinds of edits that took too long.
fn late_edits(times: &[Duration]) -> impl Iterator<Item = String> {
    let late = EDITS.iter().zip(times).filter(|((_, _, longest), time)| *time > longest);
    late.map(|((_, what, longest), _)| {
        format!("an edit of {what} may take {} ms", longest.as_millis())
    })
}

/// Prints how long naming takes after several kinds of edits; returns the time that has a limit.
fn report_naming(rounds: usize) -> Result<Duration> {
    let kinds = [
        (Edits::None, "no item changed"),
        (Edits::Reworded(200), "200 reworded"),
        (Edits::All, "all reworded"),
    ];
    let mut barred = Duration::ZERO;
    for (edits, told) in kinds {
        let times = (0..rounds).map(|_| naming::measure(edits)).collect::<Result<Vec<_>>>()?;
        let time = median(times);
        println!("naming {} items, {told:<16} {:9.1} ms", naming::ITEMS, millis(time));
        if edits == Edits::Reworded(200) {
            barred = time;
        }
    }
    Ok(barred)
}

/// A number in the program's report after a name and before its unit.
fn said(report: &str, name: &str, unit: &str) -> Option<f64> {
    let line = report.lines().find_map(|line| line.trim().strip_prefix(name))?;
    line.strip_suffix(unit)?.trim().parse().ok()
}

/// Reads, parses, prints and writes each file, and nothing else.
fn floor(files: &[PathBuf], target: &Path) -> Result<Duration> {
    if target.exists() {
        std::fs::remove_dir_all(target)?;
    }
    std::fs::create_dir_all(target)?;
    let started = Instant::now();
    files.par_iter().enumerate().try_for_each(|(number, file)| -> std::io::Result<()> {
        let text = std::fs::read_to_string(file)?;
        let mut html = String::with_capacity(text.len() * 2);
        pulldown_cmark::html::push_html(&mut html, Parser::new_ext(&text, Options::all()));
        std::fs::write(target.join(format!("{number}.html")), html)
    })?;
    Ok(started.elapsed())
}

/// Highlights the code of all files, with freshly loaded grammars.
fn highlighting(files: &[PathBuf]) -> Result<Duration> {
    let texts: Vec<String> =
        files.iter().map(std::fs::read_to_string).collect::<std::io::Result<_>>()?;
    let code: Vec<Vec<(String, String)>> = texts.iter().map(|text| code_blocks(text)).collect();
    let started = Instant::now();
    let highlighter = Highlighter::default();
    let length: usize = code
        .par_iter()
        .flatten_iter()
        .map(|(language, text)| highlighter.html(language, text).map_or(0, |html| html.len()))
        .sum();
    let time = started.elapsed();
    if length == 0 {
        return Err("nothing was highlighted".into());
    }
    Ok(time)
}

fn code_blocks(text: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(String, String)> = None;
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                open = Some((language.into_string(), String::new()));
            }
            Event::Text(part) => {
                if let Some((_, code)) = &mut open {
                    code.push_str(&part);
                }
            }
            Event::End(TagEnd::CodeBlock) => blocks.extend(open.take()),
            _ => {}
        }
    }
    blocks
}

/// Builds into an empty folder with a fresh process; returns its time and its own report.
fn build(book: &Path, target: &Path) -> Result<(Duration, String)> {
    if target.exists() {
        std::fs::remove_dir_all(target)?;
    }
    run(book, target)
}

/// Builds a few times what has not changed since the last build into the folder.
fn unchanged(book: &Path, target: &Path, rounds: usize) -> Result<Duration> {
    // The lock was written by the first of the builds before, so the last one has left a record.
    let once = |_| match run(book, target)? {
        (time, report) if report.contains("nothing to build") => Ok(time),
        (_, report) => Err(format!("an unchanged book was built again:\n{report}").into()),
    };
    Ok(median((0..rounds).map(once).collect::<Result<_>>()?))
}

fn run(book: &Path, target: &Path) -> Result<(Duration, String)> {
    let started = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_tickbook"))
        .args(["build", "--timings", "--dest"])
        .args([target, book])
        .output()?;
    let time = started.elapsed();
    let report = String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() {
        return Err(report.into());
    }
    Ok((time, report))
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
