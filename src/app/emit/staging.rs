//! Stages pages of a site while others are still being made, so that those of a large book are never in memory together.
//!
//! Owns what is known of the pages that it has taken: that they are staged, or that the folder already has them, and their
//! hashes. What it takes changes nothing of the old site, and if the build fails, dropping it removes all of it again.

use super::{Manifest, Prepared, Written, file, folder, folders, make_folder, prepare, write_lock};
use crate::book::config::Config;
use crate::site::render::cards::Pictures;
use crate::text::diag::Diagnostic;
use crate::text::output::Output;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};
use std::path::Path;

/// A site that is being made, as far as it has been taken.
#[derive(Debug)]
pub struct Staging<'a> {
    folder: &'a Path,
    /// The site in its folder, once there is something to stage.
    prepared: Option<Prepared<'a>>,
    /// The files that were taken, by path.
    taken: HashMap<String, blake3::Hash>,
}

impl<'a> Staging<'a> {
    /// Nothing is taken yet, and the folder is not touched.
    pub fn new(folder: &'a Path) -> Self {
        Staging { folder, prepared: None, taken: HashMap::new() }
    }

    /// The hash of the content of a file that was taken.
    pub fn hash(&self, path: &str) -> Option<blake3::Hash> {
        self.taken.get(path).copied()
    }

    /// Writes the site with these outputs, some of which were taken, and book.lock: see [`write`](super::write()).
    pub fn write(
        self,
        config: &Config,
        site: (&[Output], Option<&Pictures>),
        lock: Option<String>,
        record: Option<String>,
    ) -> Result<Written, Vec<Diagnostic>> {
        let Staging { folder, prepared, taken, .. } = self;
        let one = |fault: Diagnostic| vec![fault];
        let prepared = match prepared {
            Some(prepared) => prepared,
            None => Prepared::open(folder).map_err(one)?,
        };
        let prepared = prepare(prepared, site, record, |path| taken.contains_key(path))?;
        write_lock(config, lock).map_err(one)?;
        prepared.put_in_place()
    }

    /// The site in its folder, if these files can be written to it. Whatever is wrong is reported when all is written.
    fn open_for(&mut self, files: &[&mut Output]) -> Option<&mut Prepared<'a>> {
        if self.prepared.is_none() {
            self.prepared = Some(Prepared::open(self.folder).ok()?);
        }
        let prepared = self.prepared.as_mut()?;
        let paths: BTreeSet<String> = files.iter().map(|file| file.path.clone()).collect();
        let in_the_way = folder::in_the_way(prepared.folder, &paths, &prepared.before.known());
        in_the_way.is_empty().then_some(prepared)
    }
}

impl Staging<'_> {
    /// Stages files, and takes their content out of them; returns how many bytes that was. A file that cannot be staged keeps
    /// its content, and what is wrong with it is reported when all is written.
    pub fn take(&mut self, files: Vec<&mut Output>) -> usize {
        let Some(prepared) = self.open_for(&files) else { return 0 };
        let folder = prepared.folder;
        let holds = |file: &&mut Output| file::holds(&folder.join(&file.path), &file.parts).ok();
        let held: Vec<Option<bool>> = files.par_iter().map(holds).collect();
        let changed = files.iter().zip(&held).filter(|(_, held)| **held == Some(false));
        let changed: Vec<String> = changed.map(|(file, _)| file.path.clone()).collect();
        if !changed.is_empty() && !prepared.announce(changed) {
            return 0;
        }
        let take = |(file, held): (&mut Output, Option<bool>)| {
            if !held? {
                file::stage(&folder.join(&file.path), &file.parts).ok()?;
            }
            let mut hasher = blake3::Hasher::new();
            for part in &file.parts {
                hasher.update(part);
            }
            let length = file.len();
            file.parts = Vec::new();
            Some((file.path.clone(), hasher.finalize(), length))
        };
        let taken: Vec<_> = files.into_par_iter().zip(held).filter_map(take).collect();
        let bytes = taken.iter().map(|(_, _, length)| length).sum();
        self.taken.extend(taken.into_iter().map(|(path, hash, _)| (path, hash)));
        bytes
    }
}

impl Prepared<'_> {
    /// Lists more coming files in the manifest, and makes their folders; whether that was possible.
    fn announce(&mut self, paths: Vec<String>) -> bool {
        let wanted: BTreeSet<String> =
            folders(paths.iter().map(String::as_str)).into_iter().map(str::to_string).collect();
        self.changed.extend(paths);
        let coming =
            Some(self.before.coming.iter().flatten().chain(&self.changed).cloned().collect());
        let listed = Manifest { coming, record: None, ..self.before.clone() };
        listed.write(self.folder).is_ok()
            && wanted.iter().all(|path| make_folder(&self.folder.join(path)).is_ok())
    }
}
