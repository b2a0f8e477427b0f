//! Checks links to other sites over the network, for `check --external` only.
//!
//! Owns which addresses are requested, how many at once, which count as dead, and the cache of answers. Only `request`
//! uses the HTTP client. Requests contain no cookie, referrer, user name or password, and never go to private networks
//! unless the book allows it.

mod addresses;
mod cache;
mod faults;
mod lanes;
mod private;
mod request;

use crate::book::config::Config;
use crate::book::structure::Book;
use crate::text::diag::Diagnostic;
pub use addresses::{Address, Addresses};
use cache::Cache;
use request::Client;
pub(crate) use request::encryption;

/// The result for an address.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Answer {
    /// It works; with a permanent redirect, to this address.
    Alive { moved: Option<String> },
    /// It does not work, for this reason.
    Dead { reason: String, status: Option<u16> },
    /// It was not requested, because it is in a private network.
    Private,
}

/// The addresses that a book links to, without those that it ignores.
pub fn addresses(config: &Config, book: &Book) -> Addresses {
    addresses::of(book, &config.check.external.ignore)
}

/// Requests every address that is not cached, and reports which are dead or have moved. `now` are seconds since the
/// beginning of 1970.
pub fn check(config: &Config, addresses: &Addresses, now: u64) -> Vec<Diagnostic> {
    let settings = &config.check.external;
    let mut found = Vec::new();
    let mut cache = Cache::read(settings, now).unwrap_or_else(|fault| {
        found.push(fault);
        Cache::without_file()
    });
    let (known, unknown): (Vec<_>, Vec<_>) =
        addresses.all.iter().partition(|address| cache.answer(&address.url).is_some());
    let client = Client::new(settings);
    let host = |address: &&Address| address.host.clone();
    let answers =
        lanes::each(&unknown, host, settings, |address| client.ask(address.parsed.as_ref()));
    let mut private = Vec::new();
    for (address, answer) in unknown.iter().zip(&answers) {
        cache.remember(&address.url, answer);
        match answer {
            Answer::Private => private.push(*address),
            answer => found.extend(told(address, answer)),
        }
    }
    for address in known {
        found.extend(cache.answer(&address.url).iter().flat_map(|answer| told(address, answer)));
    }
    let first = private.first().and_then(|address| address.places.first());
    found.extend(
        first.map(|(source, span)| {
            Diagnostic::private_external(source, span.clone(), private.len())
        }),
    );
    found.extend(cache.write(addresses).err());
    found
}

/// A diagnostic for each place of an address that is dead or has moved.
fn told(address: &Address, answer: &Answer) -> Vec<Diagnostic> {
    let at_each =
        |make: &dyn Fn(&addresses::Place) -> Diagnostic| address.places.iter().map(make).collect();
    match answer {
        Answer::Alive { moved: None } | Answer::Private => Vec::new(),
        Answer::Alive { moved: Some(to) } => {
            at_each(&|(source, span)| Diagnostic::moved_external(source, span.clone(), to))
        }
        Answer::Dead { reason, status } => at_each(&|(source, span)| {
            Diagnostic::dead_external(source, span.clone(), reason, *status)
        }),
    }
}
