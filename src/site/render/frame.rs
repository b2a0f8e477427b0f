//! A cache of rendered pages without their texts.
//!
//! A frame is a function of the templates and of the page's view; its key is a hash of both. So it is reused only if
//! rendering would give the same, and after an edit of a large book only the few pages that show the change are
//! rendered.

use crate::site::page::View;
use crate::site::theme::Theme;
use bytes::Bytes;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};

/// A page without its texts.
#[derive(Debug, Clone)]
pub struct Frame {
    pub(super) key: blake3::Hash,
    pub(super) html: Bytes,
}

/// The frames of a site, by the paths of their pages.
pub type Frames = HashMap<String, Frame>;

/// The part of the keys that all frames of a theme share.
pub(super) fn of_theme(theme: &Theme) -> blake3::Hash {
    hash(&theme.templates)
}

/// The key of the frame of `template` with `view`, whose navigation has the key `nav`: many pages share it, so it is
/// hashed once.
pub(super) fn key(
    theme: &blake3::Hash,
    template: &str,
    nav: &blake3::Hash,
    view: &View,
) -> blake3::Hash {
    let View { book, site, page, nav: _, chapters, plan, print } = view;
    let rest = (book, site, page, chapters, plan, print);
    hash(&(theme.as_bytes(), template, nav.as_bytes(), rest))
}

/// A hash of everything in a value, long enough to avoid collisions.
pub(super) fn hash(value: &impl Hash) -> blake3::Hash {
    // Large enough for most values, so that the record is not moved while it grows.
    let mut record = Record(Vec::with_capacity(4 * 1024));
    value.hash(&mut record);
    blake3::hash(&record.0)
}

/// Collects the data to be hashed at once.
struct Record(Vec<u8>);

impl Hasher for Record {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// Never called: the record itself is hashed.
    fn finish(&self) -> u64 {
        0
    }
}
