//! Reads the files that chapters include.
//!
//! Owns the size limit of these files, and the suggestion for a missing one. Opens files only through `confined`.

use crate::book::config::Config;
use crate::book::files::confined::{Closed, Folder};
use crate::book::files::decode;
use crate::syntax::include::{self, Included, LARGEST_FILE, Refusal};
use crate::text::diag::{self, SourceText};
use std::io;
use std::path::Path;

/// For how many missing files a similar name is searched.
const MOST_SUGGESTIONS: usize = 100;

/// Reads every file that the texts name, and every file that those name in turn.
pub(super) fn read<'a>(config: &Config, texts: impl Iterator<Item = &'a SourceText>) -> Included {
    let mut included = Included::new();
    let mut waiting: Vec<String> = texts.flat_map(include::wanted).collect();
    let mut suggestions = MOST_SUGGESTIONS;
    while let Some(path) = waiting.pop() {
        if included.contains_key(&path) {
            continue;
        }
        let read = read_one(&config.root, &path, &mut suggestions);
        if let Ok(text) = &read {
            waiting.extend(include::wanted(text));
        }
        included.insert(path, read);
    }
    included
}

fn read_one(root: &Path, path: &str, suggestions: &mut usize) -> Result<SourceText, Refusal> {
    let open = Folder::named(root).map_err(Closed::from);
    let read = open.and_then(|root| root.read(Path::new(path), LARGEST_FILE));
    let bytes = read.map_err(|closed| match closed {
        Closed::Hidden => Refusal::Hidden,
        Closed::Link => Refusal::Link,
        Closed::Unusable(error) if error.kind() == io::ErrorKind::NotFound => {
            let may_suggest = *suggestions > 0;
            *suggestions = suggestions.saturating_sub(1);
            Refusal::Missing(may_suggest.then(|| neighbour(root, path)).flatten())
        }
        other => Refusal::Unusable(other.to_string()),
    })?;
    let text = decode(path, bytes).map_err(|fault| Refusal::Unusable(fault.message().into()))?;
    Ok(SourceText { file: path.into(), text })
}

/// The existing name that is most similar to the first missing name of a path.
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
