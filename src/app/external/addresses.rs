//! The addresses on other sites that a book links to, each once, with all places.
//!
//! Pure: sends no request.

use crate::book::structure::Book;
use crate::book::structure::links::Target;
use crate::text::diag::SourceText;
use crate::text::url::fits;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use url::Url;

/// The place of an address.
pub type Place = (SourceText, Range<usize>);

/// An address on another site.
#[derive(Debug)]
pub struct Address {
    /// The address without its fragment, which is not sent to servers.
    pub url: String,
    /// The address for the request, without user name and password; `None` if no request is possible.
    pub parsed: Option<Url>,
    /// The host, or empty.
    pub host: String,
    /// The places that contain it, in reading order.
    pub places: Vec<Place>,
}

/// All addresses of a book.
#[derive(Debug)]
pub struct Addresses {
    /// The addresses, sorted.
    pub all: Vec<Address>,
}

impl Addresses {
    /// How many hosts they are on.
    pub fn hosts(&self) -> usize {
        self.all.iter().map(|address| &address.host).collect::<BTreeSet<_>>().len()
    }
}

/// Collects the addresses of a book except those that match a pattern in `ignored`.
pub(super) fn of(book: &Book, ignored: &[String]) -> Addresses {
    let mut places: BTreeMap<&str, Vec<Place>> = BTreeMap::new();
    let nodes = book.order.iter().filter_map(|index| book.nodes.get(*index));
    for node in nodes {
        let Some(chapter) = node.chapter.as_deref() else { continue };
        for (reference, target) in chapter.references.iter().zip(&node.targets) {
            let (Target::Elsewhere(address) | Target::PictureElsewhere(address)) = target else {
                continue;
            };
            let address = address.split('#').next().unwrap_or_default();
            if is_web(address) && !ignored.iter().any(|pattern| fits(address, pattern)) {
                let place = (chapter.source.clone(), reference.place());
                let places = places.entry(address).or_default();
                // A definition is one place, however many links use it.
                if places.last() != Some(&place) {
                    places.push(place);
                }
            }
        }
    }
    let address = |(url, places): (&str, Vec<Place>)| {
        let parsed = parse(url);
        let host = parsed.as_ref().and_then(Url::host_str).unwrap_or_default().to_string();
        Address { url: url.to_string(), parsed, host, places }
    };
    Addresses { all: places.into_iter().map(address).collect() }
}

fn is_web(address: &str) -> bool {
    let scheme = address.split("//").next().unwrap_or_default();
    ["", "http:", "https:"].iter().any(|one| scheme.eq_ignore_ascii_case(one))
        && address.contains("//")
}

/// An address as it can be requested.
pub(super) fn parse(address: &str) -> Option<Url> {
    let whole = match address.starts_with("//") {
        true => format!("https:{address}"),
        false => address.to_string(),
    };
    let mut url = Url::parse(&whole).ok()?;
    let is_web = ["http", "https"].contains(&url.scheme()) && url.host().is_some();
    // An address that cannot have a user name has none.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.set_fragment(None);
    is_web.then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_holds_no_secret_and_no_fragment() {
        let asked = |address| parse(address).map(|url| url.to_string());
        let with_name = asked("https://ada:secret@a.example/x#y");
        assert_eq!(with_name.as_deref(), Some("https://a.example/x"));
        assert_eq!(asked("//a.example").as_deref(), Some("https://a.example/"));
        assert_eq!(asked("http://2130706433/").as_deref(), Some("http://127.0.0.1/"));
        assert_eq!(asked("https://"), None);
    }
}
