//! Outputs to disk: the last stage, and the only writer of the site and of book.lock.
//!
//! Owns the manifest, the list of files that tickbook wrote. Never touches a file that is not in it,
//! never writes into a folder that holds the author's files, and leaves unchanged files alone.

mod pictures;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::lock;
use crate::render::share::Pictures;
use bytes::Bytes;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};

/// The list of the files that the last build wrote, one site path a line, in the output folder.
pub const MANIFEST: &str = ".tickbook-files";

const MANIFEST_HEAD: &str =
    "# Written by tickbook; the files that a later build may replace or remove.";

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// The site path.
    pub path: String,
    /// The content, in parts that follow each other. A page shares the part that is its text with
    /// the texts kept for the next build, so a large book is not held twice.
    pub parts: Vec<Bytes>,
}

impl Output {
    /// A file in one part.
    pub fn new(path: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Output { path: path.into(), parts: vec![bytes.into()] }
    }

    /// The length of the content in bytes.
    pub fn len(&self) -> usize {
        self.parts.iter().map(Bytes::len).sum()
    }

    /// Whether there is no content.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The content in one piece; copied only where there are several parts.
    pub fn to_bytes(&self) -> Bytes {
        match self.parts.as_slice() {
            [one] => one.clone(),
            parts => parts.concat().into(),
        }
    }
}

/// What writing did, in files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// New or changed.
    pub written: usize,
    /// The same as before, and not touched.
    pub unchanged: usize,
    /// Of an earlier build, and not of this one.
    pub removed: usize,
}

/// Refuses an output folder that is, or contains, the sources, the home folder, the root of the
/// file system or a git repository, or that holds files that tickbook did not write. Reads only.
pub fn check_folder(folder: &Path, config: &Config) -> Result<(), Diagnostic> {
    let real = real_path(folder).map_err(|error| Diagnostic::read_failed(folder, &error))?;
    if let Some(reason) = danger(&real, config) {
        return Err(Diagnostic::output_unsafe(folder, reason));
    }
    let known = read_manifest(folder)?;
    if known.is_none()
        && let Some(example) = first_entry(folder)
    {
        return Err(Diagnostic::output_not_ours(folder, &example));
    }
    Ok(())
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
        return Some("it holds a git repository");
    }
    if real.components().any(|part| part.as_os_str() == ".git") {
        return Some("it is inside a git repository's own folder");
    }
    let below_sources =
        config.src != config.root && real_path(&config.src).is_ok_and(|src| real.starts_with(src));
    below_sources.then_some("it is inside the folder of the chapters")
}

fn home() -> Option<PathBuf> {
    std::env::home_dir().filter(|home| home.is_absolute() && home.parent().is_some())
}

/// The path with links resolved, as far as it exists.
fn real_path(path: &Path) -> io::Result<PathBuf> {
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
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .ok()?
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names.into_iter().next()
}

/// The files of the last build; `None` where there was none.
fn read_manifest(folder: &Path) -> Result<Option<BTreeSet<String>>, Diagnostic> {
    let path = folder.join(MANIFEST);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Diagnostic::read_failed(&path, &error)),
    };
    let mut files = BTreeSet::new();
    for (index, line) in text.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let stays_inside =
            Path::new(line).components().all(|part| matches!(part, Component::Normal(_)));
        if !stays_inside {
            let reason = "this is no path below the output folder";
            return Err(Diagnostic::manifest_unreadable(&path, index + 1, reason));
        }
        files.insert(line.to_string());
    }
    Ok(Some(files))
}

/// Writes the site. Other files come before pages and the manifest comes last, so that a reader who
/// is served meanwhile finds what a page names. [`check_folder`] must have passed.
pub fn write(
    folder: &Path,
    outputs: &[Output],
    pictures: Option<&Pictures>,
) -> Result<Written, Vec<Diagnostic>> {
    let known = read_manifest(folder).map_err(|fault| vec![fault])?.unwrap_or_default();
    let paths = outputs.iter().map(|output| output.path.as_str());
    let now: BTreeSet<String> =
        paths.chain(pictures::paths(pictures)).map(str::to_string).collect();
    let faults = in_the_way(folder, &now, &known);
    if !faults.is_empty() {
        return Err(faults);
    }
    // Until the build is through, both generations are ours.
    let both: BTreeSet<&str> = known.iter().chain(&now).map(String::as_str).collect();
    prepare_folders(folder, &now)?;
    write_manifest(folder, both)?;
    let painted = pictures::write(folder, pictures, &known)?;
    let (pages, others): (Vec<&Output>, Vec<&Output>) =
        outputs.iter().partition(|output| output.path.ends_with(".html"));
    let changed = painted + write_all(folder, &others)? + write_all(folder, &pages)?;
    let gone: Vec<&String> = known.difference(&now).collect();
    for path in &gone {
        remove(folder, path).map_err(|fault| vec![fault])?;
    }
    write_manifest(folder, now.iter().map(String::as_str))?;
    Ok(Written { written: changed, unchanged: now.len() - changed, removed: gone.len() })
}

/// Writes book.lock, whole or not at all.
pub fn write_lock(config: &Config, text: String) -> Result<(), Diagnostic> {
    let path = config.root.join(lock::FILE_NAME);
    // A link is followed, so that the file that it leads to is the one that is replaced.
    let path = path.canonicalize().unwrap_or(path);
    match write_changed(&path, &[text.into()]) {
        Ok(_) => Ok(()),
        Err(error) => Err(Diagnostic::write_failed(&path, &error)),
    }
}

/// Removes every file that the manifest names, the manifest, and the folders left empty.
pub fn clean(folder: &Path) -> Result<usize, Vec<Diagnostic>> {
    let Some(known) = read_manifest(folder).map_err(|fault| vec![fault])? else { return Ok(0) };
    for path in &known {
        remove(folder, path).map_err(|fault| vec![fault])?;
    }
    remove(folder, MANIFEST).map_err(|fault| vec![fault])?;
    // A folder that is not empty stays; that is no fault.
    let _ = std::fs::remove_dir(folder);
    Ok(known.len())
}

/// What stands where an output is to go and is not ours: a file that the last build did not write,
/// or a symbolic link, through which the output would leave the folder.
fn in_the_way(folder: &Path, now: &BTreeSet<String>, known: &BTreeSet<String>) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let mut folders: BTreeSet<&str> = BTreeSet::new();
    for output in now {
        let path = folder.join(output);
        if !known.contains(output) && path.symlink_metadata().is_ok() {
            faults.push(Diagnostic::output_in_the_way(&path));
        }
        let mut rest = output.as_str();
        while let Some((parent, _)) = rest.rsplit_once('/') {
            if !folders.insert(parent) {
                break;
            }
            let path = folder.join(parent);
            if path.symlink_metadata().is_ok_and(|metadata| !metadata.is_dir()) {
                faults.push(Diagnostic::output_in_the_way(&path));
            }
            rest = parent;
        }
    }
    faults
}

fn prepare_folders(folder: &Path, now: &BTreeSet<String>) -> Result<(), Vec<Diagnostic>> {
    let folders: BTreeSet<PathBuf> = now
        .iter()
        .filter_map(|path| folder.join(path).parent().map(Path::to_path_buf))
        .chain([folder.to_path_buf()])
        .collect();
    for path in folders {
        std::fs::create_dir_all(&path)
            .map_err(|error| vec![Diagnostic::write_failed(&path, &error)])?;
    }
    Ok(())
}

fn write_all(folder: &Path, outputs: &[&Output]) -> Result<usize, Vec<Diagnostic>> {
    let results: Vec<Result<bool, Diagnostic>> = outputs
        .par_iter()
        .map(|output| {
            let path = folder.join(&output.path);
            write_changed(&path, &output.parts).map_err(write_fault(&path))
        })
        .collect();
    count_written(results)
}

fn write_fault(path: &Path) -> impl Fn(io::Error) -> Diagnostic {
    move |error| Diagnostic::write_failed(path, &error)
}

/// How many files had to be written, or what went wrong with some.
fn count_written(results: Vec<Result<bool, Diagnostic>>) -> Result<usize, Vec<Diagnostic>> {
    let mut changed = 0;
    let mut faults = Vec::new();
    for result in results {
        match result {
            Ok(is_changed) => changed += usize::from(is_changed),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(changed) } else { Err(faults) }
}

/// Whether the file had to be written.
fn write_changed(path: &Path, parts: &[Bytes]) -> io::Result<bool> {
    if holds(path, parts)? {
        return Ok(false);
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let temporary = path.with_file_name(format!(".{name}.tickbook-new"));
    write_parts(&temporary, parts).and_then(|()| std::fs::rename(&temporary, path)).inspect_err(
        |_| {
            // The fault that matters is the first one.
            let _ = std::fs::remove_file(&temporary);
        },
    )?;
    Ok(true)
}

/// How much of a file is compared at once, in bytes.
const CHUNK: usize = 64 * 1024;

/// Whether the file is there with exactly this content.
fn holds(path: &Path, parts: &[Bytes]) -> io::Result<bool> {
    let length: usize = parts.iter().map(Bytes::len).sum();
    let same_length = std::fs::symlink_metadata(path)
        .is_ok_and(|metadata| metadata.is_file() && metadata.len() == length as u64);
    if !same_length {
        return Ok(false);
    }
    let mut file = std::fs::File::open(path)?;
    // The file may be as large as the whole book, so it is never in memory as one.
    let mut chunk = vec![0; CHUNK.min(length)];
    for part in parts {
        for expected in part.chunks(CHUNK) {
            let there = chunk.get_mut(..expected.len()).unwrap_or_default();
            match file.read_exact(there) {
                Ok(()) if there == expected => {}
                Ok(()) => return Ok(false),
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
                Err(error) => return Err(error),
            }
        }
    }
    Ok(true)
}

fn write_parts(path: &Path, parts: &[Bytes]) -> io::Result<()> {
    let mut file = std::fs::File::create(path)?;
    parts.iter().try_for_each(|part| file.write_all(part))
}

fn write_manifest<'a>(
    folder: &Path,
    paths: impl IntoIterator<Item = &'a str>,
) -> Result<(), Vec<Diagnostic>> {
    let mut text = format!("{MANIFEST_HEAD}\n");
    for path in paths {
        text.push_str(path);
        text.push('\n');
    }
    let path = folder.join(MANIFEST);
    write_changed(&path, &[text.into()])
        .map(|_| ())
        .map_err(|error| vec![Diagnostic::write_failed(&path, &error)])
}

fn remove(folder: &Path, path: &str) -> Result<(), Diagnostic> {
    let file = folder.join(path);
    match std::fs::remove_file(&file) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(Diagnostic::write_failed(&file, &error)),
    }
    let mut parent = file.parent();
    while let Some(dir) = parent.filter(|dir| *dir != folder && dir.starts_with(folder)) {
        if std::fs::remove_dir(dir).is_err() {
            break;
        }
        parent = dir.parent();
    }
    Ok(())
}
