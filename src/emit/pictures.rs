//! Pictures to disk. Each is painted, written and forgotten, so that those of a large book are never in
//! memory together.

use super::{write_changed, write_fault};
use crate::diag::Diagnostic;
use crate::render::share::{Picture, Pictures};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;

/// The site paths of all pictures.
pub(super) fn paths(pictures: Option<&Pictures>) -> impl Iterator<Item = &str> {
    list(pictures).iter().map(|picture| picture.path.as_str())
}

/// Writes those that are not there, and counts them. A picture that an earlier build wrote is the same,
/// because its name says what it is made of.
pub(super) fn write(
    folder: &Path,
    pictures: Option<&Pictures>,
    known: &BTreeSet<String>,
) -> Result<usize, Vec<Diagnostic>> {
    let is_there = |path: &Path| path.symlink_metadata().is_ok_and(|one| one.is_file());
    let results: Vec<Result<bool, Diagnostic>> = list(pictures)
        .par_iter()
        .map(|picture| {
            let path = folder.join(&picture.path);
            if known.contains(&picture.path) && is_there(&path) {
                return Ok(false);
            }
            let png = pictures.map(|pictures| pictures.paint(picture)).transpose()?;
            write_changed(&path, &[png.unwrap_or_default()]).map_err(write_fault(&path))
        })
        .collect();
    super::count_written(results)
}

fn list(pictures: Option<&Pictures>) -> &[Picture] {
    pictures.map(Pictures::list).unwrap_or_default()
}
