//! When and on what was measured.

use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

/// The day, the commit, the processor, and how many threads there are.
pub fn described() -> String {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let processor = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let processor =
        processor.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let processor = processor.map_or("an unknown processor", |(_, name)| name);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().filter(|load| !load.is_empty()).unwrap_or("unknown");
    let commit = said("git", &["rev-parse", "--short", "HEAD"]);
    let day = day();
    format!("{day}, commit {commit}, {processor}, {threads} threads, load before {load}")
}

fn said(program: &str, arguments: &[&str]) -> String {
    let answer = Command::new(program).args(arguments).output().map(|answer| answer.stdout);
    String::from_utf8_lossy(&answer.unwrap_or_default()).trim().to_string()
}

/// Today, in UTC.
fn day() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let (mut year, mut left) = (1970, seconds / 86_400);
    let is_leap = |year: u64| {
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    };
    while left >= 365 + u64::from(is_leap(year)) {
        left -= 365 + u64::from(is_leap(year));
        year += 1;
    }
    let february = 28 + u64::from(is_leap(year));
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        if left < length {
            break;
        }
        left -= length;
        month += 1;
    }
    format!("{year}-{month:02}-{:02}", left + 1)
}
