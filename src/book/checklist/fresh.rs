//! Ids of new items: a hash of the page and the wording with which they were first built.
//!
//! Two authors who add the same item in two branches give it the same id, and a book whose lock is lost gets back the
//! ids of all unedited items.

use super::Wording;
use crate::book::lock::Lock;
use std::collections::{HashMap, HashSet};

/// Characters of an id: 50 bits of BLAKE3, so that the chance of a collision among 100,000 items is below one in a
/// hundred thousand; collisions are resolved.
const ID_LENGTH: usize = 10;

const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// Whether an id has the form of generated ids.
pub fn is_automatic(id: &str) -> bool {
    id.len() == ID_LENGTH && id.bytes().all(|byte| ALPHABET.contains(&byte))
}

/// The id of an item that is not in the lock.
pub fn fresh_id(page: &str, wording: &Wording, lock: &Lock) -> String {
    Fresh::new(&|id| lock.items.contains_key(id)).id(page, wording)
}

/// Generates unique ids.
pub(super) struct Fresh<'a> {
    /// Whether another item has or had an id.
    is_taken: &'a dyn Fn(&str) -> bool,
    given: HashSet<String>,
    occurrences: HashMap<blake3::Hash, u32>,
}

impl<'a> Fresh<'a> {
    pub(super) fn new(is_taken: &'a dyn Fn(&str) -> bool) -> Self {
        Fresh { is_taken, given: HashSet::new(), occurrences: HashMap::new() }
    }

    /// The id of an item that is new on `page` with this wording. Equal items get different occurrence numbers, in the
    /// order of the calls.
    pub(super) fn id(&mut self, page: &str, wording: &Wording) -> String {
        let born = [page, &wording.section, &wording.text].map(str::as_bytes);
        let key = fingerprint(&born);
        let occurrence = self.occurrences.entry(key).or_insert(0);
        loop {
            let id = match *occurrence {
                0 => base32(key.as_bytes()),
                number => base32(fingerprint(&[key.as_bytes(), &number.to_le_bytes()]).as_bytes()),
            };
            *occurrence += 1;
            if !(self.is_taken)(&id) && self.given.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// A hash of several texts; each is hashed with its length, so that no text can run into the next.
fn fingerprint(texts: &[&[u8]]) -> blake3::Hash {
    let mut joined = Vec::with_capacity(128);
    for text in texts {
        joined.extend_from_slice(&(text.len() as u64).to_le_bytes());
        joined.extend_from_slice(text);
    }
    blake3::hash(&joined)
}

/// The first characters of the base 32 of RFC 4648, in lower case.
fn base32(bytes: &[u8]) -> String {
    let mut id = String::with_capacity(ID_LENGTH);
    let (mut buffer, mut bits) = (0u32, 0);
    for byte in bytes {
        buffer = (buffer << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 && id.len() < ID_LENGTH {
            bits -= 5;
            let index = (buffer >> bits) & 31;
            id.push(char::from(ALPHABET[index as usize]));
        }
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base32_agrees_with_the_standard() {
        // RFC 4648, section 10: "fooba" is MZXW6YTB.
        assert_eq!(base32(b"fooba"), "mzxw6ytb");
    }

    #[test]
    fn texts_do_not_run_together() {
        assert_ne!(fingerprint(&[b"ab", b"c"]), fingerprint(&[b"a", b"bc"]));
    }

    #[test]
    fn equal_items_are_told_apart_and_no_id_is_given_twice() {
        let wording = Wording { text: "read".into(), ..Wording::default() };
        let mut fresh = Fresh::new(&|_| false);
        let first = fresh.id("a.html", &wording);
        let second = fresh.id("a.html", &wording);
        assert_ne!(first, second);
        let is_first = |id: &str| id == first;
        let mut later = Fresh::new(&is_first);
        assert_eq!(later.id("a.html", &wording), second);
    }
}
