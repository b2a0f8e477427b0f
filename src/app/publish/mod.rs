//! The site to where readers get it: to a branch of a git repository, to a bucket, or to a folder.
//!
//! Owns what is published and in which order, and what may be replaced and removed there: what tickbook has
//! published before, and nothing else. Sends the outputs of a build from memory; never builds, and never reads
//! or writes the output folder. Secrets come from the environment and are never shown.

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

/// What the command line asks for.
#[derive(Debug, Clone, Copy)]
pub struct PublishOptions {
    /// Where to, in place of what book.toml says.
    pub target: Option<Target>,
    /// Whether what others have put there may be replaced.
    pub force: bool,
    /// Whether to look only, and say what would be done.
    pub dry_run: bool,
}

/// Where a site is about to go, found and looked at before anything is built.
#[derive(Debug)]
pub struct Destination {
    wish: PublishOptions,
    place: Place,
    /// What the author should know, although the site can be published.
    pub warnings: Vec<Diagnostic>,
}

#[derive(Debug)]
enum Place {
    Git(git::Branch),
    Store(store::RemoteStore),
}

impl Destination {
    /// Finds where the site is to go, or says why it cannot. Changes nothing there.
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

    /// Publishes a built site, and says in one line what was done. `tell` is told how far it is.
    pub fn publish(
        &self,
        outputs: &[Output],
        pictures: Option<&Pictures>,
        tell: &dyn Fn(&str),
    ) -> Result<String, Diagnostic> {
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
