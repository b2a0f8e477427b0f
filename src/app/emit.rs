//! Writes outputs to disk: the last stage, and the only writer of the site and of book.lock.
//!
//! A site is written in two steps. [`write()`] puts changed files next to the old ones, so a full disk or a read-only folder
//! leaves the old site complete; then it only renames. After an interrupted build each file is old or new, and the
//! manifest tells the next build what to complete. Never touches a file that is not in the manifest, never writes into a
//! folder that contains the author's files, and does not rewrite unchanged files.

mod faults;
mod file;
mod folder;
mod manifest;
mod pictures;
mod removal;
mod staging;
mod standing;

use crate::book::config::Config;
use crate::book::lock;
use crate::site::delivery::is_page;
use crate::site::render::cards::Pictures;
use crate::text::diag::Diagnostic;
use crate::text::output::Output;
pub use folder::{check_danger, check_folder, real_path};
pub use manifest::FILE_NAME as MANIFEST;
use manifest::Manifest;
use rayon::prelude::*;
use removal::{discard, leads_away, remove};
pub use staging::Staging;
pub use standing::{Standing, digest};
use std::collections::{BTreeSet, HashSet};
use std::fs::File;
use std::io;
use std::path::Path;

/// The result of writing, in files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// New or changed.
    pub written: usize,
    /// The same as before, and not rewritten.
    pub unchanged: usize,
    /// Of an earlier build, and no longer part of the site.
    pub removed: usize,
}

/// The progress of writing a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Progress {
    /// Its new files are staged, and the old site is complete.
    Waiting,
    /// Some of its files may be in place.
    Begun,
    /// All files are in place.
    Done,
}

/// A site whose new files are staged next to the old ones. Dropping it removes those that are still staged. Unless some
/// were put in place, that leaves the old site.
#[derive(Debug)]
struct Prepared<'a> {
    folder: &'a Path,
    before: Manifest,
    after: Manifest,
    /// The files with new content, in the order of their paths.
    changed: BTreeSet<String>,
    progress: Progress,
    /// Whether this is the first build into the folder.
    is_first: bool,
    /// A lock that keeps two builds from writing to one folder at once, if the system supports it.
    _folder_lock: Option<File>,
}

/// Writes the site and book.lock, or neither if one of them cannot be written: the lock after all new files of the site
/// are staged, and before any is put in place. Without a text the lock is not changed. [`check_folder`] must have
/// passed. The record says on one line what was built of what; it is for the next build, which finds it in
/// [`Standing`].
pub fn write(
    config: &Config,
    (outputs, pictures): (&[Output], Option<&Pictures>),
    lock: Option<String>,
    record: Option<String>,
) -> Result<Written, Vec<Diagnostic>> {
    Staging::new(&config.build_dir).write(config, (outputs, pictures), lock, record)
}

/// Stages changed files next to the old ones, and changes nothing else. An error names the file, and the site is
/// unchanged. What [`Staging`] has taken of the outputs before is staged already.
fn prepare<'a>(
    mut prepared: Prepared<'a>,
    (outputs, pictures): (&[Output], Option<&Pictures>),
    record: Option<String>,
    is_taken: impl Fn(&str) -> bool,
) -> Result<Prepared<'a>, Vec<Diagnostic>> {
    let folder = prepared.folder;
    let paths = outputs.iter().map(|output| output.path.as_str());
    let now: BTreeSet<String> =
        paths.chain(pictures::paths(pictures)).map(str::to_string).collect();
    let known = prepared.before.known();
    let faults = folder::in_the_way(folder, &now, &known);
    if !faults.is_empty() {
        return Err(faults);
    }
    let left: Vec<&Output> = outputs.iter().filter(|output| !is_taken(&output.path)).collect();
    let changed_outputs = changed(folder, &left)?;
    let missing = pictures::missing(folder, pictures, &known);
    let paths = changed_outputs.iter().map(|output| &output.path);
    let changed = paths.chain(missing.iter().map(|picture| &picture.path)).cloned();
    prepared.changed.extend(changed.collect::<Vec<_>>());
    prepared.after = Manifest { record, ..prepared.before.after(now) };
    prepared.begin()?;
    let mut faults: Vec<Diagnostic> =
        changed_outputs.par_iter().filter_map(|output| stage(folder, output).err()).collect();
    faults.extend(pictures::stage(folder, pictures, &missing));
    if !prepared.is_there_already() {
        faults.extend(prepared.told(prepared.after.stage(folder)).err().into_iter().flatten());
    }
    if faults.is_empty() { Ok(prepared) } else { Err(faults) }
}

impl<'a> Prepared<'a> {
    /// The site in a folder, of which nothing is staged. Makes the folder, and changes nothing in it.
    fn open(folder: &'a Path) -> Result<Self, Diagnostic> {
        make_folder(folder)?;
        let folder_lock = lock_folder(folder);
        // Another process may have deleted it while this one waited.
        make_folder(folder)?;
        let found = Manifest::read(folder)?;
        let is_first = found.is_none();
        let before = found.unwrap_or_default();
        Ok(Prepared {
            folder,
            after: before.clone(),
            before,
            changed: BTreeSet::new(),
            progress: Progress::Waiting,
            is_first,
            _folder_lock: folder_lock,
        })
    }
}

impl Prepared<'_> {
    /// Whether the folder already has the complete site of a finished build.
    fn is_there_already(&self) -> bool {
        self.changed.is_empty() && self.before == self.after
    }

    /// The files of earlier builds to remove.
    fn gone(&self) -> BTreeSet<&str> {
        let stays = self.after.known();
        self.before.known().into_iter().filter(|path| !stays.contains(path)).collect()
    }

    /// Removes leftovers of an interrupted build, lists the coming files in the manifest, and makes sure that every
    /// folder exists and is writable.
    fn begin(&self) -> Result<(), Vec<Diagnostic>> {
        // What is staged anew takes the place of a leftover, and some of it has done so already.
        let left = self.before.coming.iter().flatten();
        for path in left.filter(|path| !self.changed.contains(*path)) {
            discard(self.folder, path);
        }
        discard(self.folder, MANIFEST);
        if self.is_there_already() {
            return Ok(());
        }
        let gone = self.gone();
        let coming = self.changed.iter().cloned().chain(gone.iter().map(|path| path.to_string()));
        let coming =
            Manifest { coming: Some(coming.collect()), record: None, ..self.before.clone() };
        self.told(coming.write(self.folder))?;
        let written = folders(self.changed.iter().map(String::as_str));
        // A page that becomes a folder, or a folder that becomes a page, must be removed before its successor is
        // written.
        for path in &gone {
            let is_above = |path: &&str| self.changed.contains(*path);
            if written.contains(path) || folders([*path].into_iter()).iter().any(is_above) {
                remove(self.folder, path).map_err(|fault| vec![fault])?;
            }
        }
        for path in &written {
            make_folder(&self.folder.join(path)).map_err(|fault| vec![fault])?;
        }
        // A folder in which files are only removed must be writable too.
        let mut tried = HashSet::new();
        for path in gone {
            let parent = parent(path);
            let file = self.folder.join(path);
            let is_there = || file.symlink_metadata().is_ok() && !leads_away(self.folder, path);
            if !written.contains(parent) && is_there() && tried.insert(parent) {
                file::stage(&file, &[]).map_err(write_fault(&file)).map_err(|fault| vec![fault])?;
                file::discard(&file);
            }
        }
        Ok(())
    }

    /// Puts the new files in place: pages after everything that they refer to. Then removes files that are no longer
    /// part of the site, and writes the manifest last.
    fn put_in_place(mut self) -> Result<Written, Vec<Diagnostic>> {
        self.progress = Progress::Begun;
        let (pages, others): (Vec<&String>, Vec<&String>) =
            self.changed.iter().partition(|path| is_page(path));
        for paths in [others, pages] {
            let put = |path: &&String| {
                let path = self.folder.join(path);
                file::put_in_place(&path).map_err(write_fault(&path)).err()
            };
            let faults: Vec<Diagnostic> = paths.par_iter().filter_map(put).collect();
            if !faults.is_empty() {
                return Err(faults);
            }
        }
        let removed = self.remove_gone().map_err(|fault| vec![fault])?;
        if !self.is_there_already() {
            self.told(file::put_in_place(&self.folder.join(MANIFEST)))?;
        }
        self.progress = Progress::Done;
        let written = self.changed.len();
        Ok(Written { written, unchanged: self.after.current.len() - written, removed })
    }

    /// Reports the result of writing the manifest.
    fn told(&self, result: io::Result<()>) -> Result<(), Vec<Diagnostic>> {
        result.map_err(|error| vec![Diagnostic::write_failed(&self.folder.join(MANIFEST), &error)])
    }

    fn remove_gone(&self) -> Result<usize, Diagnostic> {
        let gone = self.gone();
        if gone.is_empty() {
            return Ok(0);
        }
        // If a file system treats `A.html` and `a.html` as one file, that file is the new one.
        let now: HashSet<String> =
            self.after.current.iter().map(|path| path.to_lowercase()).collect();
        let is_new = |path: &str| {
            let file = self.folder.join(path);
            let named = file.canonicalize().ok();
            now.contains(&path.to_lowercase())
                && named.is_some_and(|named| named.file_name() != file.file_name())
        };
        let mut removed = 0;
        for path in gone {
            if !is_new(path) {
                removed += usize::from(remove(self.folder, path)?);
            }
        }
        Ok(removed)
    }
}

impl Drop for Prepared<'_> {
    fn drop(&mut self) {
        if self.progress == Progress::Done || self.is_there_already() {
            return;
        }
        for path in &self.changed {
            discard(self.folder, path);
        }
        discard(self.folder, MANIFEST);
        if self.progress == Progress::Begun {
            // The manifest lists the old files and the new ones, so that the next build can complete the site.
            return;
        }
        // If even this fails, the next build fixes it.
        match self.is_first {
            false => drop(self.before.write(self.folder)),
            true => drop(remove(self.folder, MANIFEST)),
        }
        for path in folders(self.changed.iter().map(String::as_str)).into_iter().rev() {
            let _ = std::fs::remove_dir(self.folder.join(path));
        }
    }
}

/// Writes book.lock atomically; without a text, only removes leftovers of an interrupted build next to it.
pub fn write_lock(config: &Config, text: Option<String>) -> Result<(), Diagnostic> {
    let path = config.root.join(lock::FILE_NAME);
    let Some(text) = text else {
        file::discard(&path);
        return Ok(());
    };
    file::replace_for_good(&path, &[text.into()])
        .map_err(|error| Diagnostic::write_failed(&path, &error))
}

/// Removes every file in the manifest, the manifest, and the folders that become empty; returns the number of files.
pub fn clean(folder: &Path) -> Result<usize, Vec<Diagnostic>> {
    let one = |fault: Diagnostic| vec![fault];
    let _folder_lock = lock_folder(folder);
    let Some(manifest) = Manifest::read(folder).map_err(one)? else { return Ok(0) };
    let mut removed = 0;
    for path in manifest.coming.iter().flatten() {
        discard(folder, path);
    }
    for path in manifest.known() {
        removed += usize::from(remove(folder, path).map_err(one)?);
    }
    discard(folder, MANIFEST);
    remove(folder, MANIFEST).map_err(one)?;
    // A folder that is not empty is kept; that is no fault.
    let _ = std::fs::remove_dir(folder);
    Ok(removed)
}

/// Waits until no other process writes to a folder, and locks it until the value is dropped; `None` if the system does
/// not support that.
pub fn lock_folder(folder: &Path) -> Option<File> {
    File::open(folder).ok().filter(|folder| folder.lock().is_ok())
}

/// The folders of the files, with all their parents, outer ones first.
fn folders<'a>(paths: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let mut folders = BTreeSet::new();
    for path in paths {
        let mut folder = parent(path);
        while !folder.is_empty() && folders.insert(folder) {
            folder = parent(folder);
        }
    }
    folders.insert("");
    folders
}

/// The path of the parent folder of a file, or empty.
fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn make_folder(path: &Path) -> Result<(), Diagnostic> {
    std::fs::create_dir_all(path).map_err(write_fault(path))
}

/// The outputs whose files are missing or have different content.
fn changed<'a>(folder: &Path, outputs: &[&'a Output]) -> Result<Vec<&'a Output>, Vec<Diagnostic>> {
    let results: Vec<Result<Option<&Output>, Diagnostic>> = outputs
        .par_iter()
        .map(|&output| {
            let path = folder.join(&output.path);
            match file::holds(&path, &output.parts) {
                Ok(holds) => Ok((!holds).then_some(output)),
                Err(error) => Err(Diagnostic::read_failed(&path, &error)),
            }
        })
        .collect();
    let (mut changed, mut faults) = (Vec::new(), Vec::new());
    for result in results {
        match result {
            Ok(output) => changed.extend(output),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(changed) } else { Err(faults) }
}

fn stage(folder: &Path, output: &Output) -> Result<(), Diagnostic> {
    let path = folder.join(&output.path);
    file::stage(&path, &output.parts).map_err(write_fault(&path))
}

fn write_fault(path: &Path) -> impl Fn(io::Error) -> Diagnostic {
    move |error| Diagnostic::write_failed(path, &error)
}
