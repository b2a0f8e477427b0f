//! Conditional writes of the record: it is written only if it has not changed since it was read.
//!
//! So if two runs publish to one bucket at once, one of them fails. Folders are locked instead.

use super::RemoteStore;
use super::plan::{HashedFile, Plan};
use super::record::{self, RECORD, Record};
use crate::text::diag::Diagnostic;
use futures_util::StreamExt;
use object_store::{Error, ObjectStore, ObjectStoreExt, PutMode, PutOptions};
use object_store::{PutPayload, UpdateVersion};

/// The version of the record; `None` if there is none.
pub(super) type Version = Option<UpdateVersion>;

/// How often the record is sent if the answer is lost.
const ATTEMPTS: usize = 4;

/// Why a record was not written.
pub(super) enum Refusal {
    /// It has changed since it was read.
    Overtaken,
    Failed(Diagnostic),
}

impl From<Diagnostic> for Refusal {
    fn from(fault: Diagnostic) -> Self {
        Refusal::Failed(fault)
    }
}

impl RemoteStore {
    pub(super) async fn read_record(&self) -> Result<(Record, Version), Diagnostic> {
        if let Some(folder) = &self.folder {
            let bytes = self.read_in(folder, RECORD, "read what was published")?;
            let Some(bytes) = bytes else { return Ok((Record::default(), None)) };
            let version = UpdateVersion { e_tag: None, version: None };
            return Ok((self.parsed(&bytes)?, Some(version)));
        }
        let failed = |error: Error| self.failed("read what was published", &error);
        let found = match self.store.get(&self.path(RECORD)?).await {
            Ok(found) => found,
            Err(Error::NotFound { .. }) if self.is_bucket_there().await? => {
                return Ok((Record::default(), None));
            }
            Err(error) => return Err(failed(error)),
        };
        let (e_tag, version) = (found.meta.e_tag.clone(), found.meta.version.clone());
        let bytes = found.bytes().await.map_err(failed)?;
        Ok((self.parsed(&bytes)?, Some(UpdateVersion { e_tag, version })))
    }

    fn parsed(&self, bytes: &[u8]) -> Result<Record, Diagnostic> {
        record::read(bytes).map_err(|line| Diagnostic::publish_record_unreadable(&self.name, line))
    }

    /// Services give the same answer for a missing bucket and a missing file; a list distinguishes them.
    async fn is_bucket_there(&self) -> Result<bool, Diagnostic> {
        let mut found = self.store.list(Some(&self.path(RECORD)?));
        match found.next().await {
            Some(Err(error)) => Err(self.failed("read what was published", &error)),
            _ => Ok(true),
        }
    }

    /// Writes the record if it still has this version, and returns its new version.
    pub(super) async fn write_record(
        &self,
        record: &Record,
        version: &Version,
    ) -> Result<Version, Refusal> {
        let (path, text) = (self.path(RECORD)?, record::text(record));
        let mut mode = self.mode(version);
        let mut attempts = ATTEMPTS;
        loop {
            let options = PutOptions { mode: mode.clone(), ..self.options("record.txt", None) };
            let payload = PutPayload::from(text.clone().into_bytes());
            let error = match self.store.put_opts(&path, payload, options).await {
                Ok(done) => return Ok(Some(done.into())),
                Err(Error::NotImplemented { .. }) if mode != PutMode::Overwrite => {
                    mode = PutMode::Overwrite;
                    continue;
                }
                Err(error) => error,
            };
            attempts -= 1;
            let is_other =
                matches!(error, Error::Precondition { .. } | Error::AlreadyExists { .. });
            if !is_other && (attempts == 0 || !matches!(error, Error::Generic { .. })) {
                return Err(self.failed(&format!("write `{RECORD}`"), &error).into());
            }
            // If the answer is lost, the record may have arrived.
            match self.read_record().await? {
                (there, now) if now.is_some() && there == *record => return Ok(now),
                _ if is_other => return Err(Refusal::Overtaken),
                _ => {}
            }
        }
    }

    /// The condition for writing the record. Some services have no versions, or do not compare by them.
    fn mode(&self, version: &Version) -> PutMode {
        let is_strong = |tag: &String| !tag.starts_with("W/");
        match version {
            _ if self.folder.is_some() => PutMode::Overwrite,
            None => PutMode::Create,
            Some(version) if version.e_tag.as_ref().is_some_and(is_strong) => {
                PutMode::Update(version.clone())
            }
            Some(_) => PutMode::Overwrite,
        }
    }

    /// Records our files together with those that another run published meanwhile, so that the next run checks every
    /// file that one may have overwritten.
    pub(super) async fn note_both(&self, plan: &Plan, marked: &[HashedFile<'_, '_>]) -> Diagnostic {
        for _ in 0..ATTEMPTS {
            let (theirs, version) = match self.read_record().await {
                Ok(found) => found,
                Err(fault) => return fault,
            };
            match self.write_record(&plan.on_the_way(&theirs, marked), &version).await {
                Ok(_) => break,
                Err(Refusal::Failed(fault)) => return fault,
                Err(Refusal::Overtaken) => {}
            }
        }
        Diagnostic::publish_mixed(&self.name)
    }
}
