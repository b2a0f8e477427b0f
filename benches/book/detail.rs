//! One synthetic book of 1,000 chapters in detail: the stages of a build, the parts of the floor, the first query of a visit, and the
//! time to match 10,000 items with their lock.

use super::books::Kind;
use super::naming::{self, Edits};
use super::process::{build, said};
use super::{finding, floor};
use std::error::Error;
use std::path::Path;
use std::time::Duration;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const CHAPTERS: usize = 1_000;
const ROUNDS: usize = 5;

/// The longest time of a full build, as a multiple of the floor and highlighting together.
const MOST_TIMES_BOUND: f64 = 2.5;

/// The longest time to match [`naming::ITEMS`] items, 200 of them reworded.
const LONGEST_NAMING: Duration = Duration::from_millis(150);

/// The largest share of the build for the search index.
const MOST_OF_BUILD_FOR_SEARCH: f64 = 0.15;

/// Prints the details; returns the missed limits.
pub fn measure(folder: &Path) -> Result<Vec<String>> {
    let (book, public) = (folder.join("detail"), folder.join("detail-public"));
    let files = Kind::Synthetic.write(&book, CHAPTERS)?;
    let (mut floors, mut colours, mut builds) = (Vec::new(), Vec::new(), Vec::new());
    let mut report = String::new();
    for _ in 0..ROUNDS {
        floors.push(floor::floor(&files, &folder.join("floor"))?);
        colours.push(floor::highlighting(&files)?);
        if public.exists() {
            std::fs::remove_dir_all(&public)?;
        }
        let (cost, timings) = build(&book, &public)?;
        builds.push(cost.wall);
        report = timings;
    }
    let (floor, colour, build) = (median(floors), median(colours), median(builds));
    println!("\n{report}");
    println!("floor             {:9.1} ms", millis(floor));
    println!("highlighting      {:9.1} ms", millis(colour));
    println!("full build        {:9.1} ms", millis(build));
    let mut missed = Vec::new();
    let times_bound = build.as_secs_f64() / (floor + colour).as_secs_f64();
    println!("build / (floor + highlighting) {times_bound:.2}");
    if times_bound > MOST_TIMES_BOUND {
        missed.push(format!("a build may take {MOST_TIMES_BOUND} times the bound"));
    }
    if report_naming()? > LONGEST_NAMING {
        missed.push(format!("naming may take {} ms", LONGEST_NAMING.as_millis()));
    }
    let stage = |name: &str| said(&report, name, " ms");
    let (search, whole) = (stage("search"), stage("total"));
    let share = search.zip(whole).map_or(0.0, |(search, whole)| search / whole);
    println!("search / build    {share:9.3}");
    if share > MOST_OF_BUILD_FOR_SEARCH {
        missed.push(format!("search may take {MOST_OF_BUILD_FOR_SEARCH} of a build"));
    }
    if !finding::measure(&public, CHAPTERS)? {
        missed.push("the first query costs too much".to_string());
    }
    Ok(missed)
}

/// Prints how long naming takes after several kinds of edits; returns the time that has a limit.
fn report_naming() -> Result<Duration> {
    let kinds = [
        (Edits::None, "no item changed"),
        (Edits::Reworded(200), "200 reworded"),
        (Edits::All, "all reworded"),
    ];
    let mut barred = Duration::ZERO;
    for (edits, told) in kinds {
        let times = (0..ROUNDS).map(|_| naming::measure(edits)).collect::<Result<Vec<_>>>()?;
        let time = median(times);
        println!("naming {} items, {told:<16} {:9.1} ms", naming::ITEMS, millis(time));
        if edits == Edits::Reworded(200) {
            barred = time;
        }
    }
    Ok(barred)
}

/// The middle one of some times.
pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
