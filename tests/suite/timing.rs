//! Measures durations, for tests that compare them with others of the same run.
//!
//! Only deadlines are in seconds, and they are far longer than anything takes: machines differ, and a busy one is
//! slower. The best of several runs is compared, because a busy machine disturbs some and not all.

use std::time::{Duration, Instant};

/// What is quicker than this counts as this, so that no test fails for the moments of a scheduler.
const FLOOR: Duration = Duration::from_millis(20);

/// The shortest time of some runs, each of which gives its own.
pub fn best_of(runs: usize, run: impl FnMut() -> Duration) -> Duration {
    std::iter::repeat_with(run).take(runs).min().unwrap_or_default()
}

/// How long it takes by the clock on the wall: for what other processes and threads have a part in.
pub fn by_the_clock(work: impl FnOnce()) -> Duration {
    let started = Instant::now();
    work();
    started.elapsed()
}

/// How long this thread is on a processor for it, which other programs of the machine do not lengthen.
#[cfg(unix)]
pub fn on_the_processor(work: impl FnOnce()) -> Duration {
    use rustix::time::{ClockId, clock_gettime};
    let now = || Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).expect("not negative");
    let started = now();
    work();
    now().saturating_sub(started)
}

#[cfg(not(unix))]
pub fn on_the_processor(work: impl FnOnce()) -> Duration {
    by_the_clock(work)
}

/// Fails where something takes `most` times as long as something smaller, or more.
#[track_caller]
pub fn assert_ratio(what: &str, small: Duration, large: Duration, most: u32) {
    let small = small.max(FLOOR);
    assert!(large < small * most, "{what}: {large:?} is {most} times {small:?} or more");
}

#[test]
fn a_ratio_is_of_the_best_runs_and_of_no_moments() {
    let mut runs = [9, 3, 7].into_iter().map(Duration::from_millis);
    assert_eq!(best_of(3, || runs.next().expect("three runs")), Duration::from_millis(3));
    let millis = Duration::from_millis;
    assert_ratio("moments", Duration::ZERO, millis(30), 2);
    let twice = || assert_ratio("twice as long", millis(30), millis(60), 2);
    assert!(std::panic::catch_unwind(twice).is_err());
}
