//! Writes social cards to disk. Each is painted, written and dropped, so that those of a large book are never in memory
//! together.

use super::file;
use crate::book::files::confined;
use crate::site::render::cards::{Picture, Pictures};
use crate::text::diag::Diagnostic;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The largest file that can be a card, in bytes: far more than one without any compression has.
const LARGEST: u64 = 8 * 1024 * 1024;

/// The site paths of all cards.
pub(super) fn paths(pictures: Option<&Pictures>) -> impl Iterator<Item = &str> {
    list(pictures).iter().map(|picture| picture.path.as_str())
}

/// The cards that are missing or damaged. A whole one is always the same, because its name is a hash of everything that it
/// is made of.
pub(super) fn missing<'a>(
    folder: &Path,
    pictures: Option<&'a Pictures>,
    known: &BTreeSet<&str>,
) -> Vec<&'a Picture> {
    let is_there = |path: &Path| confined::open_at(path).is_ok_and(is_whole);
    let is_missing = |picture: &&Picture| {
        !known.contains(picture.path.as_str()) || !is_there(&folder.join(&picture.path))
    };
    list(pictures).par_iter().filter(is_missing).collect()
}

/// Whether a file is a whole PNG: it has all of its chunks, and each has its checksum.
pub(super) fn is_whole(file: File) -> bool {
    let mut bytes = Vec::new();
    file.take(LARGEST).read_to_end(&mut bytes).is_ok() && chunks_are_whole(&bytes).is_some()
}

fn chunks_are_whole(bytes: &[u8]) -> Option<()> {
    let mut rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    loop {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?.checked_add(4)?;
        // The checksum is of the name and the data.
        let (chunk, after) = after.split_at_checked(length)?;
        let (sum, after) = after.split_first_chunk::<4>()?;
        if checksum(chunk) != u32::from_be_bytes(*sum) {
            return None;
        }
        if chunk.starts_with(b"IEND") {
            return after.is_empty().then_some(());
        }
        rest = after;
    }
}

/// The checksum of a chunk, as the PNG specification defines it.
fn checksum(chunk: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        let place = (sum ^ u32::from(*byte)) & 0xff;
        (sum >> 8) ^ SUMS.get(place as usize).copied().unwrap_or_default()
    };
    !chunk.iter().fold(u32::MAX, step)
}

/// The checksum of each byte alone.
static SUMS: [u32; 256] = sums();

const fn sums() -> [u32; 256] {
    let mut sums = [0; 256];
    let mut at = 0;
    while at < 256 {
        let mut sum = at as u32;
        let mut bit = 0;
        while bit < 8 {
            sum = if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 };
            bit += 1;
        }
        sums[at] = sum;
        at += 1;
    }
    sums
}

/// Paints cards and stages them.
pub(super) fn stage(
    folder: &Path,
    pictures: Option<&Pictures>,
    missing: &[&Picture],
) -> Vec<Diagnostic> {
    let stage_one = |picture: &&Picture| {
        let path = folder.join(&picture.path);
        let png = match pictures.map(|pictures| pictures.paint(picture))? {
            Ok(png) => png,
            Err(fault) => return Some(fault),
        };
        let error = file::stage(&path, &[png]).err()?;
        Some(Diagnostic::write_failed(&path, &error))
    };
    missing.par_iter().filter_map(stage_one).collect()
}

fn list(pictures: Option<&Pictures>) -> &[Picture] {
    pictures.map(Pictures::list).unwrap_or_default()
}
