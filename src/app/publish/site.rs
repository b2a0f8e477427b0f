//! The files of a built site for publishing: their content, their order, and hashes that show changes.

use crate::site::delivery::{Keeping, is_page};
use crate::site::hosts::OPERATORS;
use crate::site::render::cards::{Picture, Pictures};
use crate::text::diag::Diagnostic;
use crate::text::media_type::media_type;
use crate::text::output::Output;
use bytes::Bytes;

/// A file of the site.
pub(super) struct File<'a> {
    /// The site path.
    pub(super) path: &'a str,
    content: Content<'a>,
}

enum Content<'a> {
    Made(&'a Output),
    /// A social card, painted only when it is sent.
    Picture(&'a Pictures, &'a Picture),
}

/// All files of a site, in the order in which they are sent: assets before the pages that load them. Files for the
/// server's administrator are left out.
pub(super) fn files<'a>(outputs: &'a [Output], pictures: Option<&'a Pictures>) -> Vec<File<'a>> {
    let made = outputs.iter().filter(|one| !one.path.starts_with(OPERATORS));
    let made = made.map(|one| File { path: &one.path, content: Content::Made(one) });
    let painted = pictures.into_iter().flat_map(|all| {
        let one =
            move |one: &'a Picture| File { path: &one.path, content: Content::Picture(all, one) };
        all.list().iter().map(one)
    });
    let mut files: Vec<File> = made.chain(painted).collect();
    files.sort_by_key(|file| (is_page(file.path), file.path));
    files
}

impl File<'_> {
    /// The content, in consecutive parts.
    pub(super) fn parts(&self) -> Result<Vec<Bytes>, Diagnostic> {
        match &self.content {
            Content::Made(output) => Ok(output.parts.clone()),
            Content::Picture(all, one) => Ok(vec![all.paint(one)?]),
        }
    }

    /// The length of the content; `None` for a card that is not painted yet.
    pub(super) fn len(&self) -> Option<usize> {
        match &self.content {
            Content::Made(output) => Some(output.len()),
            Content::Picture(..) => None,
        }
    }

    /// A hash of the content and its headers. For a social card, it depends on the name, which is a hash of the card's
    /// inputs.
    pub(super) fn hash(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(media_type(self.path).as_bytes());
        hasher.update(Keeping::of(self.path).header().as_bytes());
        match &self.content {
            Content::Made(output) => output.parts.iter().for_each(|part| {
                hasher.update(part);
            }),
            Content::Picture(..) => {
                hasher.update(self.path.as_bytes());
            }
        }
        hasher.finalize().to_hex().as_str().chars().take(HASH_LENGTH).collect()
    }
}

/// The length of the hashes.
pub(super) const HASH_LENGTH: usize = 32;
