//! Other programs, and what they cost: time by the clock, time on the processors, memory.
//!
//! Processor time and memory come from `/proc`, so on other systems they are unknown.

use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The unit of processor time in `/proc`, which is the same on all systems that have it.
const TICK: Duration = Duration::from_millis(10);

/// What a run took.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// By the clock.
    pub wall: Duration,
    /// On all processors; zero if the system does not tell.
    pub cpu: Duration,
}

impl Cost {
    /// The least of both of several runs: what others do on the machine can only add to them.
    pub fn least(costs: &[Cost]) -> Cost {
        let least = |of: fn(&Cost) -> Duration| costs.iter().map(of).min().unwrap_or_default();
        Cost { wall: least(|cost| cost.wall), cpu: least(|cost| cost.cpu) }
    }
}

/// Runs a command to its end; returns its cost and what it wrote to stderr. Failing is an error.
pub fn run(mut command: Command) -> Result<(Cost, String)> {
    let (before, started) = (of_children(), Instant::now());
    let output = command.output().map_err(|error| format!("cannot run {command:?}: {error}"))?;
    let wall = started.elapsed();
    let cpu = of_children().saturating_sub(before);
    let report = String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stdout);
        return Err(format!("{command:?} failed: {report}{said}").into());
    }
    Ok((Cost { wall, cpu }, report))
}

/// The program to measure: that of this package, or the one that `TICKBOOK` names, to compare two versions.
pub fn tickbook() -> Command {
    let named = std::env::var_os("TICKBOOK");
    Command::new(named.unwrap_or_else(|| env!("CARGO_BIN_EXE_tickbook").into()))
}

/// Builds a book into a folder; returns the cost and the program's own report.
pub fn build(book: &Path, target: &Path) -> Result<(Cost, String)> {
    let mut command = tickbook();
    command.args(["build", "--timings", "--dest"]).args([target, book]);
    run(command)
}

/// A number in the program's report after a name and before its unit.
pub fn said(report: &str, name: &str, unit: &str) -> Option<f64> {
    let line = report.lines().find_map(|line| line.trim().strip_prefix(name))?;
    line.strip_suffix(unit)?.trim().parse().ok()
}

/// The peak memory in the program's report, in kB.
pub fn peak(report: &str) -> Option<u64> {
    said(report, "peak memory", " kB").map(|peak| peak as u64)
}

/// The processor time of this process's children that have ended.
fn of_children() -> Duration {
    fields("/proc/self/stat", 13..15)
}

/// The processor time of a running process.
pub fn cpu_of(process: u32) -> Duration {
    fields(&format!("/proc/{process}/stat"), 11..13)
}

/// The memory of a running process, in kB.
pub fn memory_of(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// A sum of times in `stat`, counted from after the name of the process, which may hold anything.
fn fields(path: &str, wanted: std::ops::Range<usize>) -> Duration {
    let stat = std::fs::read_to_string(path).unwrap_or_default();
    let rest = stat.rsplit_once(") ").map_or("", |(_, rest)| rest);
    let numbers = rest.split(' ').skip(wanted.start).take(wanted.len());
    TICK * numbers.filter_map(|number| number.parse::<u32>().ok()).sum::<u32>()
}
