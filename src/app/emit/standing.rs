//! A site that stands in its folder as the last build left it.
//!
//! Owns the digest of a site, of its outputs in memory and of its files on disk. Only reads, and never what lies outside of
//! the folder.

use super::manifest::Manifest;
use super::{Staging, folder, lock_folder, pictures};
use crate::book::files::confined::Folder;
use crate::site::render::cards::{self, Pictures};
use crate::text::output::Output;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

/// The site of a finished build in its folder.
#[derive(Debug)]
pub struct Standing<'a> {
    folder: &'a Path,
    manifest: Manifest,
    /// A lock that keeps another build from writing to the folder meanwhile, if the system supports it.
    _folder_lock: Option<File>,
}

/// How much of a site is read, in bytes. A larger one is built each time, and files that somebody has put in its place are
/// not read without end.
const MOST: u64 = 8 * 1024 * 1024 * 1024;

impl<'a> Standing<'a> {
    /// The site in a folder, if its last build came to its end and left a record.
    pub fn in_folder(folder: &'a Path) -> Option<Self> {
        let folder_lock = lock_folder(folder);
        let manifest = Manifest::read(folder).ok()??;
        let is_whole = manifest.coming.is_none() && manifest.record.is_some();
        is_whole.then_some(Standing { folder, manifest, _folder_lock: folder_lock })
    }

    /// The record of its last build.
    pub fn record(&self) -> &str {
        self.manifest.record.as_deref().unwrap_or_default()
    }

    /// How many files it has.
    pub fn files(&self) -> usize {
        self.manifest.current.len()
    }

    /// The digest of its files as they are now, and how many bytes they have; `None` if one of them cannot be read, or
    /// something is in the way.
    pub fn digest(&self) -> Option<(String, u64)> {
        let (current, known) = (&self.manifest.current, self.manifest.known());
        if !folder::in_the_way(self.folder, current, &known).is_empty() {
            return None;
        }
        let folder = Folder::named(self.folder).ok()?;
        let left = AtomicU64::new(MOST);
        let hashed =
            current.par_iter().map(|path| Some((path.as_str(), hash(&folder, path, &left)?)));
        let hashes: Option<BTreeMap<&str, blake3::Hash>> = hashed.collect();
        Some((joined(&hashes?), MOST - left.into_inner()))
    }
}

/// The hash of a file, if no more than is left has been read with it.
fn hash(folder: &Folder, path: &str, left: &AtomicU64) -> Option<blake3::Hash> {
    let file = folder.open_own(Path::new(path)).ok()?;
    let length = file.metadata().ok()?.len();
    let within = |left: u64| left.checked_sub(length);
    left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, within).ok()?;
    if cards::is_card(path) {
        return pictures::is_whole(file, path).then(nothing);
    }
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(file.take(length)).ok()?;
    Some(hasher.finalize())
}

/// The digest of a site in memory. Of a social card only the path counts, which contains a hash of all that
/// it is made of, if its file is as it was painted.
pub fn digest(outputs: &[Output], pictures: Option<&Pictures>, staging: &Staging) -> String {
    let one = |output: &Output| {
        if let Some(hash) = staging.hash(&output.path) {
            return hash;
        }
        let mut hasher = blake3::Hasher::new();
        for part in &output.parts {
            hasher.update(part);
        }
        hasher.finalize()
    };
    let hashes: Vec<blake3::Hash> = outputs.par_iter().map(one).collect();
    let hashes = outputs.iter().map(|output| output.path.as_str()).zip(hashes);
    let cards = pictures::paths(pictures).map(|path| (path, nothing()));
    joined(&hashes.chain(cards).collect())
}

fn nothing() -> blake3::Hash {
    blake3::Hasher::new().finalize()
}

fn joined(hashes: &BTreeMap<&str, blake3::Hash>) -> String {
    let mut hasher = blake3::Hasher::new();
    for (path, hash) in hashes {
        // No path contains a zero.
        hasher.update(path.as_bytes()).update(&[0]).update(hash.as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}
