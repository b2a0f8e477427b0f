//! Pages as their templates gave them, kept from build to build.
//!
//! A frame is a function of the templates and of the page's view, and it is kept under a hash of
//! both. So it is used again only where rendering would give the same, and after an edit a large
//! book renders the few pages that show what was edited.

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

/// What all templates of a theme have in common in the keys of their frames.
pub(super) fn of_theme(theme: &Theme) -> blake3::Hash {
    hash(&theme.templates)
}

/// The key of the frame that `template` gives with `view`, whose navigation has the key `nav`: it is
/// shared by many pages and hashed once.
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

/// A hash of everything in a value, long enough that two values never share one.
pub(super) fn hash(value: &impl Hash) -> blake3::Hash {
    // Most values fit, so that the record does not move while it grows.
    let mut record = Record(Vec::with_capacity(4 * 1024));
    value.hash(&mut record);
    blake3::hash(&record.0)
}

/// Everything that is fed to it, to be hashed in one go.
struct Record(Vec<u8>);

impl Hasher for Record {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// Nobody asks: the record itself is hashed.
    fn finish(&self) -> u64 {
        0
    }
}
