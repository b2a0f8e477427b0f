//! Checks whether a site may be written to a folder, and which files are in the way.
//!
//! Owns the rules for rejecting a folder. Only reads, and follows links so that a name cannot hide what a folder is.

use super::file;
use super::manifest::{self, Manifest};
use crate::book::config::Config;
use crate::text::diag::Diagnostic;
use std::collections::BTreeSet;
use std::io;
use std::path::{Component, Path, PathBuf};

/// Rejects an output folder that is, or contains, the sources, the home folder, the root of the file system or a git
/// repository, or that contains files that tickbook did not write. Only reads.
pub fn check_folder(folder: &Path, config: &Config) -> Result<(), Diagnostic> {
    check_danger(folder, config, "`build.build-dir` in book.toml or with `-d`")?;
    if Manifest::read(folder)?.is_none()
        && let Some(example) = first_entry(folder)
    {
        return Err(Diagnostic::output_not_ours(folder, &example));
    }
    Ok(())
}

/// Rejects a folder in which the author's files would be at risk, whatever it contains. `setting` is what chooses the
/// folder, in words of messages. Only reads.
pub fn check_danger(folder: &Path, config: &Config, setting: &str) -> Result<(), Diagnostic> {
    let real = real_path(folder).map_err(|error| Diagnostic::read_failed(folder, &error))?;
    match danger(&real, config) {
        Some(reason) => Err(Diagnostic::output_unsafe(folder, reason, setting)),
        None => Ok(()),
    }
}

fn danger(real: &Path, config: &Config) -> Option<&'static str> {
    let holds = |path: &Path| real_path(path).is_ok_and(|path| path.starts_with(real));
    if real.parent().is_none() {
        return Some("it is the root of the file system");
    }
    if home().is_some_and(|home| holds(&home)) {
        return Some("it is or contains the home folder");
    }
    if holds(&config.root) || holds(&config.src) {
        return Some("it is or contains the book's sources");
    }
    if config.html.theme.as_deref().is_some_and(holds) {
        return Some("it is or contains the theme");
    }
    if real.join(".git").symlink_metadata().is_ok() {
        return Some("it contains a git repository");
    }
    if real.components().any(|part| part.as_os_str() == ".git") {
        return Some("it is inside a git repository's own folder");
    }
    let below_sources =
        config.src != config.root && real_path(&config.src).is_ok_and(|src| real.starts_with(src));
    below_sources.then_some("it is inside the content folder")
}

fn home() -> Option<PathBuf> {
    std::env::home_dir().filter(|home| home.is_absolute() && home.parent().is_some())
}

/// The path with links resolved, as far as it exists.
pub fn real_path(path: &Path) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(path)?;
    let mut existing = absolute.as_path();
    let mut missing = Vec::new();
    loop {
        match existing.canonicalize() {
            Ok(mut real) => {
                for name in missing.into_iter().rev() {
                    match name {
                        Component::ParentDir => {
                            real.pop();
                        }
                        other => real.push(other),
                    }
                }
                return Ok(real);
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let Some(last) = existing.components().next_back() else { return Err(error) };
                let Some(parent) = existing.parent() else { return Err(error) };
                missing.push(last);
                existing = parent;
            }
            Err(error) => return Err(error),
        }
    }
}

fn first_entry(folder: &Path) -> Option<String> {
    // Leftovers of a first build that was interrupted before it had a manifest are ours.
    let unfinished = file::new_name(manifest::FILE_NAME);
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .ok()?
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| *name != unfinished)
        .collect();
    names.sort();
    names.into_iter().next()
}

/// Files in place of an output that are not ours: files that the last build did not write, and symbolic links, through
/// which outputs would leave the folder.
pub(super) fn in_the_way(
    folder: &Path,
    now: &BTreeSet<String>,
    known: &BTreeSet<&str>,
) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let mut folders: BTreeSet<&str> = BTreeSet::new();
    for output in now {
        let path = folder.join(output);
        let is_ours = match path.symlink_metadata() {
            Ok(there) if there.is_dir() => holds_all_of(&path, output, known),
            Ok(_) => known.contains(output.as_str()),
            Err(_) => true,
        };
        faults.extend((!is_ours).then(|| Diagnostic::output_in_the_way(&path)));
        let mut rest = output.as_str();
        while let Some((parent, _)) = rest.rsplit_once('/') {
            if !folders.insert(parent) {
                break;
            }
            let path = folder.join(parent);
            let is_ours = known.contains(parent);
            if !is_ours && path.symlink_metadata().is_ok_and(|metadata| !metadata.is_dir()) {
                faults.push(Diagnostic::output_in_the_way(&path));
            }
            rest = parent;
        }
    }
    faults
}

/// Whether the folder at a site path contains only our files, so that a file can replace it.
fn holds_all_of(path: &Path, site_path: &str, known: &BTreeSet<&str>) -> bool {
    let Ok(entries) = std::fs::read_dir(path) else { return false };
    path.symlink_metadata().is_ok_and(|metadata| metadata.is_dir())
        && entries.flatten().all(|entry| {
            let name = format!("{site_path}/{}", entry.file_name().to_string_lossy());
            known.contains(name.as_str()) || holds_all_of(&entry.path(), &name, known)
        })
}
