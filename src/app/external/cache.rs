//! The cache of answers, so that addresses are not requested again and again.
//!
//! Owns the format of the file and when an answer expires. Only successful answers are cached: dead links are requested
//! again. Never overwrites a file that is not ours, and never follows a symbolic link.

use super::{Addresses, Answer};
use crate::book::config::ExternalConfig;
use crate::book::files::LARGEST_TEXT;
use crate::book::files::confined::{self, Closed};
use crate::text::diag::Diagnostic;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The version of the file format.
const VERSION: u64 = 1;

/// The answers that have not expired.
pub(super) struct Cache {
    /// The file; `None` if the cache cannot be stored.
    path: Option<PathBuf>,
    now: u64,
    known: BTreeMap<String, Known>,
}

struct Known {
    /// The time of the answer, in seconds since the beginning of 1970.
    at: u64,
    moved: Option<String>,
}

impl Cache {
    /// Reads the file, if there is one.
    pub(super) fn read(settings: &ExternalConfig, now: u64) -> Result<Self, Diagnostic> {
        let path = &settings.root.join(&settings.cache);
        let unusable = |reason: &str| Diagnostic::external_cache(path, reason);
        let empty = Cache { path: Some(path.clone()), now, known: BTreeMap::new() };
        let bytes = match confined::read_own(&settings.root, &settings.cache, LARGEST_TEXT) {
            Ok(bytes) => bytes,
            Err(Closed::Unusable(error)) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(empty);
            }
            Err(closed) => return Err(unusable(&closed.to_string())),
        };
        let known = entries(&bytes);
        let known =
            known.ok_or_else(|| unusable("it contains something other than answers of sites"))?;
        let most = settings.max_age.as_secs();
        // An answer from the future means that a clock was wrong.
        let is_young = |known: &Known| known.at <= now && now - known.at < most;
        let known = known.into_iter().filter(|(_, known)| is_young(known)).collect();
        Ok(Cache { known, ..empty })
    }

    /// An empty cache that is not stored.
    pub(super) fn without_file() -> Self {
        Cache { path: None, now: 0, known: BTreeMap::new() }
    }

    /// The cached answer of an address.
    pub(super) fn answer(&self, url: &str) -> Option<Answer> {
        self.known.get(url).map(|known| Answer::Alive { moved: known.moved.clone() })
    }

    /// Caches an answer, if it is successful.
    pub(super) fn remember(&mut self, url: &str, answer: &Answer) {
        if let Answer::Alive { moved } = answer {
            let known = Known { at: self.now, moved: moved.clone() };
            self.known.insert(url.to_string(), known);
        }
    }

    /// Writes the answers of the addresses that are still in the book.
    pub(super) fn write(&self, addresses: &Addresses) -> Result<(), Diagnostic> {
        let Some(path) = &self.path else { return Ok(()) };
        let named: BTreeSet<&str> = addresses.all.iter().map(|one| one.url.as_str()).collect();
        let kept = self.known.iter().filter(|(url, _)| named.contains(url.as_str()));
        let answers: Map<String, Value> =
            kept.map(|(url, known)| (url.clone(), value(known))).collect();
        let text = format!("{:#}\n", json!({ "version": VERSION, "answers": answers }));
        put(path, &text).map_err(|error| Diagnostic::external_cache(path, &error.to_string()))
    }
}

fn value(known: &Known) -> Value {
    match &known.moved {
        Some(moved) => json!({ "at": known.at, "moved": moved }),
        None => json!({ "at": known.at }),
    }
}

fn entries(bytes: &[u8]) -> Option<BTreeMap<String, Known>> {
    let file: Value = serde_json::from_slice(bytes).ok()?;
    if file.get("version")?.as_u64()? != VERSION {
        return None;
    }
    let answers = file.get("answers")?.as_object()?.iter();
    let known = |(url, value): (&String, &Value)| {
        let moved = value.get("moved").and_then(Value::as_str).map(str::to_string);
        Some((url.clone(), Known { at: value.get("at")?.as_u64()?, moved }))
    };
    Some(answers.filter_map(known).collect())
}

/// Writes the file atomically. A new folder for it gets a .gitignore.
fn put(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.exists()) {
        std::fs::create_dir_all(folder)?;
        std::fs::write(folder.join(".gitignore"), "*\n")?;
    }
    // Anything under that name is removed and never written to: a link would point elsewhere, a pipe would block.
    let new = path.with_extension("json.new");
    match std::fs::remove_file(&new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    File::options().write(true).create_new(true).open(&new)?.write_all(text.as_bytes())?;
    std::fs::rename(&new, path)
}
