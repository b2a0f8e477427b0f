//! The record of published files: a text file in the store, one line per file.
//!
//! Later runs replace and remove only files that it lists.

use super::super::site::HASH_LENGTH;
use std::collections::BTreeMap;

/// The name of the record, next to the site.
pub const RECORD: &str = ".tickbook-published";

const HEAD: &str =
    "# Written by tickbook publish; the files here that a later run may replace or remove.";

/// The state of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// It is part of the site that was published last.
    There,
    /// It is being sent: it may have arrived or not.
    Coming,
    /// It belongs to the site before that one, and open pages may still load it.
    Before,
}

impl State {
    const ALL: [(State, &'static str); 3] =
        [(State::There, "there"), (State::Coming, "coming"), (State::Before, "before")];

    fn name(self) -> &'static str {
        State::ALL.iter().find(|(state, _)| *state == self).map_or("", |(_, name)| name)
    }

    fn named(name: &str) -> Option<Self> {
        State::ALL.iter().find(|(_, own)| *own == name).map(|(state, _)| *state)
    }
}

/// A file of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) state: State,
    /// The hash of what was sent, or is being sent.
    pub(super) hash: String,
}

/// All files of the record, by site path.
pub(super) type Record = BTreeMap<String, Entry>;

/// The record as a file.
pub(super) fn text(record: &Record) -> String {
    let line = |(path, entry): (&String, &Entry)| {
        format!("{} {} {path}\n", entry.state.name(), entry.hash)
    };
    let lines: String = record.iter().map(line).collect();
    format!("{HEAD}\n{lines}")
}

/// Parses a record; an error is the number of the invalid line.
pub(super) fn read(bytes: &[u8]) -> Result<Record, usize> {
    let text = std::str::from_utf8(bytes).map_err(|_| 1usize)?;
    if text.lines().next() != Some(HEAD) {
        return Err(1);
    }
    let mut record = Record::new();
    for (index, line) in text.lines().enumerate().skip(1) {
        let (path, entry) = entry(line).ok_or(index + 1)?;
        record.insert(path.to_string(), entry);
    }
    Ok(record)
}

fn entry(line: &str) -> Option<(&str, Entry)> {
    let (state, rest) = line.split_once(' ')?;
    let (hash, path) = rest.split_once(' ')?;
    let is_hash = hash.len() == HASH_LENGTH && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    let stays_below = path.split('/').all(|part| !["", ".", ".."].contains(&part));
    let is_ours = is_hash && stays_below && !path.contains('\\') && path != RECORD;
    let entry = Entry { state: State::named(state)?, hash: hash.to_string() };
    is_ours.then_some((path, entry))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_comes_back_as_it_was() {
        let hash = "0123456789abcdef0123456789abcdef";
        let entry = |state| Entry { state, hash: hash.into() };
        let record = Record::from([
            ("a b/ä.html".to_string(), entry(State::There)),
            ("assets/x.js".to_string(), entry(State::Before)),
            ("b".to_string(), entry(State::Coming)),
        ]);
        assert_eq!(read(text(&record).as_bytes()), Ok(record));
    }

    #[test]
    fn what_leads_elsewhere_or_is_no_record_is_refused() {
        let hash = "0123456789abcdef0123456789abcdef";
        for path in ["../a", "/a", "a//b", "a/./b", "a/..", "..\\a", "", RECORD] {
            let text = format!("{HEAD}\nthere {hash} {path}\n");
            assert_eq!(read(text.as_bytes()), Err(2), "{path}");
        }
        assert_eq!(read(b"my notes\n"), Err(1));
        assert_eq!(read(b"\xff"), Err(1));
        assert_eq!(read(b""), Err(1));
        let cut = format!("{HEAD}\nthere {hash} a\nthere {hash}");
        assert_eq!(read(cut.as_bytes()), Err(3));
    }
}
