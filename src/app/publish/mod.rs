//! Publishes the site to a branch of a git repository, to a bucket, or to a folder.
//!
//! Owns which files are published and in which order, and which may be replaced and removed there: only files that
//! tickbook published before. Sends the outputs of a build from memory; never builds, and never reads or writes the
//! output folder. Secrets come from the environment and are never shown.

mod difference;
mod faults;
mod git;
mod site;
mod store;

use crate::book::config::keys;
use crate::book::config::{Config, Target};
use crate::site::render::cards::Pictures;
use crate::text::diag::Diagnostic;
use crate::text::output::Output;
use site::File;
pub use store::RECORD;

/// The options of the command line.
#[derive(Debug, Clone, Copy)]
pub struct PublishOptions {
    /// The target, overriding book.toml.
    pub target: Option<Target>,
    /// Whether files and commits of others may be replaced.
    pub force: bool,
    /// Whether to only report what would be done.
    pub dry_run: bool,
}

/// The result of a run.
#[derive(Debug)]
pub struct Published {
    /// A summary; more than one line if the remote has several addresses, or for a dry run.
    pub told: String,
    /// Whether the site was there already.
    pub is_same: bool,
}

/// A target, found and checked before anything is built.
#[derive(Debug)]
pub struct Destination {
    wish: PublishOptions,
    place: Place,
    /// Warnings; the site can still be published.
    pub warnings: Vec<Diagnostic>,
}

#[derive(Debug)]
enum Place {
    Git(git::Branch),
    Store(store::RemoteStore),
}

impl Destination {
    /// Finds the target, or returns the reason why it cannot be used. Changes nothing there.
    pub fn find(config: &Config, wish: PublishOptions) -> Result<Self, Diagnostic> {
        let target = wish.target.or(config.publish.target);
        let mut warnings = Vec::new();
        let place = match target {
            None => return Err(Diagnostic::publish_nowhere(keys::PUBLISH_TARGET.path())),
            Some(Target::Git) => Place::Git(git::Branch::find(config, &mut warnings)?),
            Some(Target::S3) => Place::Store(store::RemoteStore::bucket(&config.publish.s3)?),
            Some(Target::Folder) => Place::Store(store::RemoteStore::folder(config, wish.dry_run)?),
        };
        Ok(Destination { wish, place, warnings })
    }

    /// Publishes a built site. `tell` is called with the progress.
    pub fn publish(
        &self,
        outputs: &[Output],
        pictures: Option<&Pictures>,
        tell: &dyn Fn(&str),
    ) -> Result<Published, Diagnostic> {
        let files = site::files(outputs, pictures);
        match &self.place {
            Place::Git(branch) => branch.publish(&files, self.wish, tell),
            Place::Store(store) => store.publish(&files, self.wish, tell),
        }
    }
}

/// Such as `1 file` or `12 files`.
fn counted(count: usize) -> String {
    if count == 1 { "1 file".into() } else { format!("{count} files") }
}
