//! The files that chapters include, read.
//!
//! Owns how large a file may be, and which name was meant in place of one that is not there. Only what
//! `confined` opens is read.

use super::confined::{Closed, Folder};
use super::decode;
use crate::config::Config;
use crate::diag::{self, SourceText};
use crate::include::{self, Included, LARGEST_FILE, Refusal};
use std::io::{self, Read};
use std::path::Path;

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
    let open = Folder::named(root).map_err(Closed::from);
    let file = open.and_then(|root| root.open(Path::new(path))).map_err(|closed| match closed {
        Closed::Hidden => Refusal::Hidden,
        Closed::Link => Refusal::Link,
        Closed::Unusable(error) if error.kind() == io::ErrorKind::NotFound => {
            Refusal::Missing(neighbour(root, path))
        }
        other => Refusal::Unusable(other.to_string()),
    })?;
    let mut bytes = Vec::new();
    // One byte more than is allowed, because a file may grow after it was looked at.
    let read = file.take(LARGEST_FILE + 1).read_to_end(&mut bytes);
    read.map_err(|error| Refusal::Unusable(error.to_string()))?;
    if bytes.len() as u64 > LARGEST_FILE {
        let reason = format!("it is larger than {} MB", LARGEST_FILE / (1024 * 1024));
        return Err(Refusal::Unusable(reason));
    }
    let text = decode(path, bytes).map_err(|fault| Refusal::Unusable(fault.message().into()))?;
    Ok(SourceText { file: path.into(), text })
}

/// The name that is most like the first on a path that is not there.
fn neighbour(root: &Path, path: &str) -> Option<String> {
    let mut folder = Folder::named(root).ok()?;
    for name in path.split('/') {
        match folder.folder(Path::new(name)) {
            Ok(inner) => folder = inner,
            Err(_) => {
                let entries = folder.entries().ok()?.into_iter();
                let mut names: Vec<String> =
                    entries.filter_map(|(entry, _)| entry.into_string().ok()).collect();
                names.sort();
                return diag::nearest(name, names.iter().map(String::as_str)).map(str::to_string);
            }
        }
    }
    None
}
