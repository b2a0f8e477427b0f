//! Links to other sites, asked over the network: `check --external`, and nothing else.
//!
//! Owns which addresses are asked, how many at once, what counts as dead, and what is remembered of
//! answers. `request` alone knows the HTTP client. What is asked is public: no cookie, no referrer, no name
//! and password go out, and private networks are left alone unless the book asks for them.

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

/// What is known of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Answer {
    /// It leads somewhere; where it has moved for good, to this address.
    Alive { moved: Option<String> },
    /// It leads nowhere, for this reason.
    Dead { reason: String, status: Option<u16> },
    /// It was not asked, because it is one of a private network.
    Private,
}

/// The addresses that a book names, without those that it ignores.
pub fn addresses(config: &Config, book: &Book) -> Addresses {
    addresses::of(book, &config.check.external.ignore)
}

/// Asks every address, but for those that answered lately, and says which are dead or have moved. `now` are
/// seconds since the beginning of 1970.
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

/// A diagnostic for each place that names an address which is dead or has moved.
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
