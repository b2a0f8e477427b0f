//! Writes social cards to disk. Each is painted, written and dropped, so that those of a large book are never in memory
//! together.

use super::file;
use crate::book::files::confined;
use crate::site::render::cards::{Picture, Pictures};
use crate::site::social_card::seal;
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

/// The cards that are missing, or that somebody has changed. One that is as it was painted is always the same, because its
/// name is a hash of everything that it is made of.
pub(super) fn missing<'a>(
    folder: &Path,
    pictures: Option<&'a Pictures>,
    known: &BTreeSet<&str>,
) -> Vec<&'a Picture> {
    let is_there = |picture: &Picture| {
        let file = confined::open_at(&folder.join(&picture.path));
        file.is_ok_and(|file| is_whole(file, &picture.path))
    };
    let is_missing =
        |picture: &&Picture| !known.contains(picture.path.as_str()) || !is_there(picture);
    list(pictures).par_iter().filter(is_missing).collect()
}

/// Whether a file is the card of a path, as it was painted.
pub(super) fn is_whole(file: File, path: &str) -> bool {
    let mut bytes = Vec::new();
    file.take(LARGEST).read_to_end(&mut bytes).is_ok() && seal::is_sealed(path, &bytes)
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
