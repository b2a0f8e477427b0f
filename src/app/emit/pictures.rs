//! Writes social cards to disk. Each is painted, written and dropped, so that those of a large book are never in memory
//! together.

use super::file;
use crate::site::render::cards::{Picture, Pictures};
use crate::text::diag::Diagnostic;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;

/// The site paths of all cards.
pub(super) fn paths(pictures: Option<&Pictures>) -> impl Iterator<Item = &str> {
    list(pictures).iter().map(|picture| picture.path.as_str())
}

/// The missing cards. An existing one is always the same, because its name is a hash of everything that it is made of.
pub(super) fn missing<'a>(
    folder: &Path,
    pictures: Option<&'a Pictures>,
    known: &BTreeSet<&str>,
) -> Vec<&'a Picture> {
    let is_there = |path: &Path| path.symlink_metadata().is_ok_and(|one| one.is_file());
    let is_missing = |picture: &&Picture| {
        !known.contains(picture.path.as_str()) || !is_there(&folder.join(&picture.path))
    };
    list(pictures).iter().filter(is_missing).collect()
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
