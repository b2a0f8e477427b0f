//! Reads the files that chapters include.
//!
//! Owns the size limit of these files, and the suggestion for a missing one. Opens files only through `confined`.

use crate::book::config::Config;
use crate::book::files::confined::{Closed, Folder, Kind};
use crate::book::files::decode;
use crate::syntax::include::{self, Included, LARGEST_FILE, Refusal};
use crate::text::diag::SourceText;
use crate::text::names::Names;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::io;
use std::path::Path;

/// Reads every file that the texts name, and every file that those name in turn.
pub(super) fn read<'a>(config: &Config, texts: impl Iterator<Item = &'a SourceText>) -> Included {
    let mut included = Included::new();
    let mut waiting: Vec<String> = texts.flat_map(include::wanted).collect();
    let mut listed = Listed::new();
    let root = Folder::named(&config.root).map_err(|error| error.to_string());
    while let Some(path) = waiting.pop() {
        if included.contains_key(&path) {
            continue;
        }
        let read = match &root {
            Ok(root) => read_one(root, &path, &mut listed),
            Err(error) => Err(Refusal::Unusable(error.clone())),
        };
        if let Ok(text) = &read {
            waiting.extend(include::wanted(text));
        }
        included.insert(path, read);
    }
    included
}

fn read_one(root: &Folder, path: &str, listed: &mut Listed) -> Result<SourceText, Refusal> {
    let bytes = root.read(Path::new(path), LARGEST_FILE).map_err(|closed| match closed {
        Closed::Hidden => Refusal::Hidden,
        Closed::Link => Refusal::Link,
        Closed::Unusable(error) if error.kind() == io::ErrorKind::NotFound => {
            let near = neighbour(root, path, listed);
            let is_same = near.as_ref().is_some_and(|near| near.eq_ignore_ascii_case(path));
            Refusal::Missing(if is_same { near } else { elsewhere(root, path).or(near) })
        }
        other => Refusal::Unusable(other.to_string()),
    })?;
    let text = decode(path, bytes).map_err(|fault| Refusal::Unusable(fault.message().into()))?;
    Ok(SourceText { file: path.into(), text })
}

/// The path of the existing file that is nearest to a missing one: the first name that does not exist is replaced.
fn neighbour(root: &Folder, path: &str, listed: &mut Listed) -> Option<String> {
    let mut opened: Option<Folder> = None;
    let mut start = 0;
    for name in path.split('/') {
        let folder = opened.as_ref().unwrap_or(root);
        match folder.folder(Path::new(name)) {
            Ok(inner) => opened = Some(inner),
            Err(_) => {
                let (above, after) = (path.get(..start)?, path.get(start + name.len()..)?);
                let names = match listed.entry(above.to_string()) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(new) => new.insert(names_in(folder)?),
                };
                let near = format!("{above}{}{after}", names.nearest(name)?);
                let is_there =
                    after.is_empty() || root.read(Path::new(&near), LARGEST_FILE).is_ok();
                return is_there.then_some(near);
            }
        }
        start += name.len() + 1;
    }
    None
}

/// How many places are tried for one missing file.
const MOST_TRIED: usize = 200;

/// The path of a file with the same name in a folder nearby, as when the chapter or the file was moved: one or two folders
/// fewer, another one, or one more.
fn elsewhere(root: &Folder, path: &str) -> Option<String> {
    let parts: Vec<&str> = path.split('/').collect();
    let last = parts.len().checked_sub(1)?;
    let mut tried = Vec::new();
    for start in 0..=last {
        let before = parts.get(..start)?;
        for end in (start..=last).take(3) {
            let after = parts.get(end..)?;
            if end > start {
                tried.push([before, after].concat().join("/"));
            }
        }
        let inner = folders_in(root, &before.join("/"));
        for end in (start..=last).take(2) {
            let after = parts.get(end..)?;
            let ways =
                inner.iter().map(|name| [before, &[name.as_str()], after].concat().join("/"));
            tried.extend(ways);
        }
    }
    let is_there = |path: &String| root.read(Path::new(path), LARGEST_FILE).is_ok();
    tried.into_iter().take(MOST_TRIED).find(is_there)
}

/// The names of the folders in a folder, sorted.
fn folders_in(root: &Folder, path: &str) -> Vec<String> {
    let entries = root.folder(Path::new(path)).ok().and_then(|folder| folder.entries().ok());
    let entries = entries.unwrap_or_default().into_iter();
    let folders = entries.filter(|(_, kind)| *kind == Kind::Folder);
    let names = folders.filter_map(|(name, _)| name.into_string().ok());
    let mut names: Vec<String> = names.filter(|name| !name.starts_with('.')).collect();
    names.sort();
    names
}

/// The names in folders that lack a file, by the folder's path.
type Listed = BTreeMap<String, Names>;

fn names_in(folder: &Folder) -> Option<Names> {
    let entries = folder.entries().ok()?.into_iter();
    let names: Vec<String> = entries.filter_map(|(entry, _)| entry.into_string().ok()).collect();
    Some(Names::new(names.iter().map(String::as_str)))
}
