//! A folder on this machine as a store. A dry run never creates it.

use super::super::site::File;
use super::RemoteStore;
use crate::app::emit;
use crate::book::config::Config;
use crate::book::config::keys;
use crate::book::files::LARGEST_ASSET;
use crate::book::files::confined::{self, Closed};
use crate::text::diag::Diagnostic;
use object_store::ObjectStore;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::sync::Arc;

/// The sizes of those of these files that exist. Other content of the folder is not read: it may be anything.
pub(super) fn sizes(folder: &std::path::Path, files: &[File]) -> BTreeMap<String, u64> {
    let size = |file: &File| {
        let there = folder.join(file.path).symlink_metadata().ok()?;
        Some((file.path.to_string(), there.len()))
    };
    files.iter().filter_map(size).collect()
}

impl RemoteStore {
    /// The folder in book.toml.
    pub(in super::super) fn folder(config: &Config, dry_run: bool) -> Result<Self, Diagnostic> {
        let Some(folder) = &config.publish.folder else {
            return Err(Diagnostic::publish_nowhere(keys::PUBLISH_FOLDER_PATH.path()));
        };
        let setting = format!("`{}` in book.toml", keys::PUBLISH_FOLDER_PATH);
        emit::check_danger(folder, config, &setting)?;
        let shown = folder.strip_prefix(".").unwrap_or(folder).display();
        let name = format!("the folder `{shown}`");
        // A missing folder counts as empty, and a dry run does not create it.
        let store: Arc<dyn ObjectStore> = match dry_run && !folder.exists() {
            true => Arc::new(InMemory::new()),
            false => {
                std::fs::create_dir_all(folder)
                    .map_err(|error| Diagnostic::write_failed(folder, &error))?;
                let store = LocalFileSystem::new_with_prefix(folder).map_err(|error| {
                    let reason = super::fault::reason(&error);
                    Diagnostic::publish_store_failed(&name, "begin", &reason)
                })?;
                Arc::new(store.with_automatic_cleanup(true))
            }
        };
        Ok(RemoteStore { store, prefix: Path::default(), folder: Some(folder.clone()), name })
    }

    /// The content of a file of the folder; `None` if there is none. Links are not followed, and pipes do not block.
    pub(super) fn read_in(
        &self,
        folder: &std::path::Path,
        path: &str,
        what: &str,
    ) -> Result<Option<Vec<u8>>, Diagnostic> {
        self.found(
            confined::read_own(folder, std::path::Path::new(path), LARGEST_ASSET),
            path,
            what,
        )
    }

    /// Whether a file of the folder has this content. A larger file is not read.
    pub(super) fn holds_in(
        &self,
        folder: &std::path::Path,
        path: &str,
        content: &[u8],
        what: &str,
    ) -> Result<bool, Diagnostic> {
        match confined::read_own(folder, std::path::Path::new(path), content.len() as u64) {
            Err(Closed::TooLarge(_)) => Ok(false),
            read => Ok(self.found(read, path, what)?.is_some_and(|there| there == content)),
        }
    }

    fn found(
        &self,
        read: Result<Vec<u8>, Closed>,
        path: &str,
        what: &str,
    ) -> Result<Option<Vec<u8>>, Diagnostic> {
        match read {
            Ok(bytes) => Ok(Some(bytes)),
            Err(Closed::Unusable(error)) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(Closed::Unusable(error)) => Err(self.failed(what, &error)),
            Err(closed @ Closed::TooLarge(_)) => {
                Err(self.failed(what, &std::io::Error::from(closed)))
            }
            Err(_) => Err(Diagnostic::publish_in_the_way(&self.name, path, 1)),
        }
    }

    /// Rejects a folder with a link or a file where a path of the site needs a folder, or a folder where it needs a
    /// file: through a link files would leave the folder.
    pub(super) fn check_ways<'a>(
        &self,
        paths: impl Iterator<Item = &'a str>,
    ) -> Result<(), Diagnostic> {
        let Some(folder) = &self.folder else { return Ok(()) };
        for path in paths.chain([super::RECORD]) {
            let is_other = |below: &str, wanted: fn(&std::fs::Metadata) -> bool| {
                folder.join(below).symlink_metadata().is_ok_and(|there| !wanted(&there))
            };
            let parents = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
            let mut parents = parents.filter(|below| is_other(below, std::fs::Metadata::is_dir));
            let own = is_other(path, std::fs::Metadata::is_file).then_some(path);
            if let Some(first) = parents.next().or(own) {
                return Err(Diagnostic::publish_in_the_way(&self.name, first, 1));
            }
        }
        Ok(())
    }
}
