//! The files that chapters include, read.
//!
//! A file must lie below the folder of book.toml and not behind a symbolic link, be a regular file and no
//! larger than [`LARGEST_FILE`]. Nothing else is opened: a device or a pipe could keep the build waiting
//! for ever.

use super::decode;
use crate::config::Config;
use crate::diag::{self, SourceText};
use crate::include::{self, Included, LARGEST_FILE, Refusal};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Reads every file that the texts name, and every file that those name.
pub(super) fn read<'a>(config: &Config, texts: impl Iterator<Item = &'a SourceText>) -> Included {
    let mut included = Included::new();
    let mut waiting: Vec<String> = texts.flat_map(include::wanted).collect();
    while let Some(path) = waiting.pop() {
        if included.contains_key(&path) {
            continue;
        }
        let read = read_one(&config.root, &path);
        if let Ok(text) = &read {
            waiting.extend(include::wanted(text));
        }
        included.insert(path, read);
    }
    included
}

fn read_one(root: &Path, path: &str) -> Result<SourceText, Refusal> {
    let unusable = |error: io::Error| Refusal::Unusable(error.to_string());
    let mut place: PathBuf = root.to_path_buf();
    for name in path.split('/') {
        let folder = place.clone();
        place.push(name);
        match fs::symlink_metadata(&place) {
            Ok(found) if found.is_symlink() => return Err(Refusal::Link),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(Refusal::Missing(neighbour(&folder, name)));
            }
            Err(error) => return Err(unusable(error)),
        }
    }
    let found = fs::metadata(&place).map_err(unusable)?;
    if !found.is_file() {
        return Err(Refusal::Unusable("it is not a regular file".into()));
    }
    let mut bytes = Vec::new();
    // One byte more than is allowed, because a file may grow after it was looked at.
    let file = fs::File::open(&place).map_err(unusable)?;
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(unusable)?;
    if bytes.len() as u64 > LARGEST_FILE {
        let reason = format!("it is larger than {} MB", LARGEST_FILE / (1024 * 1024));
        return Err(Refusal::Unusable(reason));
    }
    let text = decode(path, bytes).map_err(|fault| Refusal::Unusable(fault.message().into()))?;
    Ok(SourceText { file: path.into(), text })
}

/// The name in a folder that is most like the one that is not there.
fn neighbour(folder: &Path, name: &str) -> Option<String> {
    let entries = fs::read_dir(folder).ok()?.filter_map(Result::ok);
    let mut names: Vec<String> =
        entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    diag::nearest(name, names.iter().map(String::as_str)).map(str::to_string)
}
