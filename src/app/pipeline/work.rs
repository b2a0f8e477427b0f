//! How much a build works: what a test can hold where the time would depend on the machine.

use crate::book::structure::Node;
use crate::site::render::Frames;
use crate::site::render::body::Body;
use std::collections::HashMap;
use std::sync::Arc;

/// How many chapters a build worked on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Work {
    /// Chapters that were read from the disk.
    pub read: usize,
    /// Chapters that were parsed.
    pub parsed: usize,
    /// Chapters whose text was written as HTML.
    pub rendered: usize,
    /// Pages whose view was made and hashed, to find out whether their frame is the same; none if no frames are kept.
    pub hashed: usize,
}

/// How many of these texts are not among those of the last build.
pub(super) fn new_texts(
    nodes: &[Node],
    bodies: &[Option<Arc<Body>>],
    kept: Option<&HashMap<String, Arc<Body>>>,
) -> usize {
    let is_new = |source: &str, body: &Arc<Body>| {
        !kept.and_then(|kept| kept.get(source)).is_some_and(|old| Arc::ptr_eq(old, body))
    };
    let texts = nodes.iter().zip(bodies);
    texts
        .filter(|(node, body)| body.as_ref().is_some_and(|body| is_new(&node.source, body)))
        .count()
}

/// How many pages of these frames were hashed.
pub(super) fn hashed(frames: &Frames, are_kept: bool) -> usize {
    if are_kept { frames.len() } else { 0 }
}
