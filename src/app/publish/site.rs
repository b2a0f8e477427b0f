//! The files of a built site as they are published: their content, their order, and what tells that one has
//! changed.

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
    /// A picture is painted when it is sent, and not before.
    Picture(&'a Pictures, &'a Picture),
}

/// All files of a site, in the order in which they are sent: what pages name before the pages. What the one who
/// runs the server reads is none of them.
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
    /// The content, in parts that follow each other.
    pub(super) fn parts(&self) -> Result<Vec<Bytes>, Diagnostic> {
        match &self.content {
            Content::Made(output) => Ok(output.parts.clone()),
            Content::Picture(all, one) => Ok(vec![all.paint(one)?]),
        }
    }

    /// The length of the content; `None` where only painting would tell.
    pub(super) fn len(&self) -> Option<usize> {
        match &self.content {
            Content::Made(output) => Some(output.len()),
            Content::Picture(..) => None,
        }
    }

    /// Changes whenever the content does, or how it is to be sent. The name of a picture says what the picture
    /// is made of.
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

/// How many digits the hashes have.
pub(super) const HASH_LENGTH: usize = 32;
