//! Publishes to a bucket or a folder that may contain other files too.
//!
//! Owns the order of writes: the record of our files, assets, pages, removals, the record again. Each step is complete
//! before the next begins, so readers always find the files that a page loads, and nothing is lost by an interruption:
//! the record lists the files that were being sent. Never replaces or removes a file that is not in the record.

mod bucket;
mod conditional_write;
mod fault;
mod folder;
mod plan;
mod record;
mod wire;

use super::site::File;
use super::{PublishOptions, Published, counted};
use crate::app::emit;
use crate::site::delivery::{Keeping, is_page};
use crate::text::diag::Diagnostic;
use crate::text::media_type::media_type;
use conditional_write::Refusal;
use futures_util::{StreamExt, TryStreamExt, stream};
use object_store::path::Path;
use object_store::{Attribute, Attributes, GetOptions, ObjectStore, ObjectStoreExt};
use object_store::{PutOptions, PutPayload};
use plan::{HashedFile, Plan};
pub use record::RECORD;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// How many files are sent at once.
const AT_ONCE: usize = 8;

/// The metadata of an object in a bucket with the hash of its content.
const HASH: Attribute = Attribute::Metadata(std::borrow::Cow::Borrowed("tickbook"));

/// A store of files.
#[derive(Debug)]
pub(super) struct RemoteStore {
    store: Arc<dyn ObjectStore>,
    /// The prefix of every path in the store.
    prefix: Path,
    /// The folder on this machine, if it is one.
    folder: Option<PathBuf>,
    /// Its name in messages.
    name: String,
}

impl RemoteStore {
    /// Publishes the files that have changed.
    pub(super) fn publish(
        &self,
        files: &[File],
        wish: PublishOptions,
        tell: &dyn Fn(&str),
    ) -> Result<Published, Diagnostic> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| self.failed("begin", &error))?;
        runtime.block_on(self.run(files, wish, tell))
    }

    async fn run(
        &self,
        files: &[File<'_>],
        wish: PublishOptions,
        tell: &dyn Fn(&str),
    ) -> Result<Published, Diagnostic> {
        let new = |told| Published { told, is_same: false };
        tell(&format!("checking {}", self.name));
        let _folder_lock = self.folder.as_deref().and_then(emit::lock_folder);
        let (record, version) = self.read_record().await?;
        let there = match &self.folder {
            Some(folder) => folder::sizes(folder, files),
            None => self.list().await?,
        };
        let marked: Vec<HashedFile> = files.iter().map(HashedFile::of).collect();
        let mut plan = Plan::make(&marked, &record, &there);
        if let Some(first) = plan.in_the_way.first().filter(|_| !wish.force) {
            let count = plan.in_the_way.len();
            return Err(Diagnostic::publish_in_the_way(&self.name, first, count));
        }
        self.check_ways(plan.touched(&marked))?;
        let unsure = std::mem::take(&mut plan.unsure);
        let lost = self.without_those_there(unsure, &marked).await?;
        plan.send(lost);
        let sent = plan.upload.len();
        let done = format!("{} new or changed, {} removed", counted(sent), plan.remove.len());
        if plan.changes_nothing(&record) {
            let told = format!("{} already has this site", self.name);
            return Ok(Published { told, is_same: true });
        }
        if wish.dry_run {
            let difference = plan.difference(&marked, &there);
            return Ok(new(format!("{} would get {}", self.name, difference.listed())));
        }
        let begun = self.write_record(&plan.on_the_way(&record, &marked), &version).await;
        let version = begun.map_err(|refusal| match refusal {
            Refusal::Overtaken => Diagnostic::publish_raced(&self.name),
            Refusal::Failed(fault) => fault,
        })?;
        self.send_all(&plan.upload, &marked, tell).await?;
        self.remove_all(&plan.remove).await?;
        match self.write_record(&plan.after, &version).await {
            Ok(_) => Ok(new(format!("{}: {done}", self.name))),
            Err(Refusal::Overtaken) => Err(self.note_both(&plan, &marked).await),
            Err(Refusal::Failed(fault)) => Err(fault),
        }
    }

    /// The path of a file in the store.
    fn path(&self, path: &str) -> Result<Path, Diagnostic> {
        let full = match self.prefix.as_ref() {
            "" => path.to_string(),
            prefix => format!("{prefix}/{path}"),
        };
        Path::parse(full).map_err(|error| self.failed(&format!("keep `{path}`"), &error))
    }

    /// The existing files with sizes, by site path.
    async fn list(&self) -> Result<BTreeMap<String, u64>, Diagnostic> {
        let below = Some(&self.prefix).filter(|prefix| !prefix.as_ref().is_empty());
        let mut found = self.store.list(below);
        let mut there = BTreeMap::new();
        while let Some(one) = found.next().await {
            let one = one.map_err(|error| self.failed("list what is there", &error))?;
            let path = one.location.as_ref();
            let path = path.strip_prefix(self.prefix.as_ref()).unwrap_or(path);
            there.insert(path.trim_start_matches('/').to_string(), one.size);
        }
        Ok(there)
    }

    /// The headers of a file, if the store supports them.
    fn options(&self, path: &str, hash: Option<&str>) -> PutOptions {
        let mut attributes = Attributes::new();
        if self.folder.is_none() {
            attributes.insert(Attribute::ContentType, media_type(path).into());
            attributes.insert(Attribute::CacheControl, Keeping::of(path).header().into());
            if let Some(hash) = hash {
                attributes.insert(HASH, hash.to_string().into());
            }
        }
        attributes.into()
    }

    /// Of files that an interrupted run was sending, those that did not arrive.
    async fn without_those_there(
        &self,
        unsure: Vec<usize>,
        marked: &[HashedFile<'_, '_>],
    ) -> Result<Vec<usize>, Diagnostic> {
        let asked = stream::iter(unsure).map(|index| async move {
            let is_there = match marked.get(index) {
                Some(one) => self.holds(one).await?,
                None => true,
            };
            Ok((!is_there).then_some(index))
        });
        asked.buffered(AT_ONCE).try_filter_map(|lost| async move { Ok(lost) }).try_collect().await
    }

    /// Whether the store has the file with this content.
    async fn holds(&self, one: &HashedFile<'_, '_>) -> Result<bool, Diagnostic> {
        let path = self.path(one.file.path)?;
        let what = format!("read `{}`", one.file.path);
        if let Some(folder) = &self.folder {
            return self.holds_in(folder, one.file.path, &one.file.parts()?.concat(), &what);
        }
        let options = GetOptions { head: true, ..GetOptions::default() };
        let found = match self.store.get_opts(&path, options).await {
            Ok(found) => found,
            Err(object_store::Error::NotFound { .. }) => return Ok(false),
            Err(error) => return Err(self.failed(&what, &error)),
        };
        Ok(found.attributes.get(&HASH).is_some_and(|hash| hash.as_ref() == one.hash))
    }

    /// Sends files, pages after all others.
    async fn send_all(
        &self,
        upload: &[usize],
        marked: &[HashedFile<'_, '_>],
        tell: &dyn Fn(&str),
    ) -> Result<(), Diagnostic> {
        let files: Vec<&HashedFile> =
            upload.iter().filter_map(|index| marked.get(*index)).collect();
        let all = files.len();
        // A line for each tenth is enough to show progress.
        let step = all.div_ceil(10).max(1);
        let mut count = 0;
        let (pages, others): (Vec<&HashedFile>, Vec<&HashedFile>) =
            files.into_iter().partition(|one| is_page(one.file.path));
        for group in [others, pages] {
            let sent = stream::iter(group).map(|one| self.send(one)).buffer_unordered(AT_ONCE);
            let mut sent = std::pin::pin!(sent);
            while let Some(done) = sent.next().await {
                done?;
                count += 1;
                if count % step == 0 || count == all {
                    tell(&format!("{count} of {}", counted(all)));
                }
            }
        }
        Ok(())
    }

    async fn send(&self, one: &HashedFile<'_, '_>) -> Result<(), Diagnostic> {
        let path = one.file.path;
        let payload: PutPayload = one.file.parts()?.into_iter().collect();
        let options = self.options(path, Some(&one.hash));
        let done = self.store.put_opts(&self.path(path)?, payload, options).await;
        done.map(|_| ()).map_err(|error| self.failed(&format!("write `{path}`"), &error))
    }

    async fn remove_all(&self, paths: &[String]) -> Result<(), Diagnostic> {
        let removed = stream::iter(paths).map(|path| async move {
            match self.store.delete(&self.path(path)?).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
                Err(error) => Err(self.failed(&format!("remove `{path}`"), &error)),
            }
        });
        removed.buffer_unordered(AT_ONCE).try_collect().await
    }

    fn failed(&self, what: &str, error: &(dyn std::error::Error + 'static)) -> Diagnostic {
        Diagnostic::publish_store_failed(&self.name, what, &fault::reason(error))
    }
}
