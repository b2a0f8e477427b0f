//! Limits concurrency: so many requests in total, and so many per host.

use crate::book::config::ExternalConfig;
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};

/// Runs `work` for each of the things and returns the results in their order. A host has as many lanes as concurrent
/// requests are allowed; a worker takes a lane, works on the next thing of its host and puts the lane back at the end
/// of the queue, so hosts take turns.
pub(super) fn each<T: Sync, R: Send>(
    things: &[T],
    host: impl Fn(&T) -> String,
    settings: &ExternalConfig,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let mut hosts: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
    for (index, thing) in things.iter().enumerate() {
        hosts.entry(host(thing)).or_default().push_back(index);
    }
    let queues: Vec<Mutex<VecDeque<usize>>> = hosts.into_values().map(Mutex::new).collect();
    let rounds = (0..settings.per_host).flat_map(|_| 0..queues.len());
    let lanes: Mutex<VecDeque<usize>> = Mutex::new(rounds.collect());
    let done: Mutex<Vec<(usize, R)>> = Mutex::new(Vec::new());
    let next = |lane: usize| queues.get(lane).and_then(|queue| locked(queue).pop_front());
    let worker = || {
        // If no lane is left, each lane that may come back belongs to a worker that will continue with it.
        loop {
            let Some(lane) = locked(&lanes).pop_front() else { return };
            let Some(index) = next(lane) else { continue };
            if let Some(thing) = things.get(index) {
                let result = work(thing);
                locked(&done).push((index, result));
            }
            locked(&lanes).push_back(lane);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..settings.concurrency.min(things.len()) {
            scope.spawn(worker);
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

/// A worker that panics leaves no inconsistent data behind a lock.
fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
