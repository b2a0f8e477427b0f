//! The cache between builds.
//!
//! Owns parsed chapters, finished texts and rendered frames, each stored with all of its inputs, so that a rebuild
//! gives the same bytes as a fresh build.

use crate::book::lock::{self, Lock};
use crate::book::structure::Book;
use crate::site::render::Frames;
use crate::site::render::body::{Body, Tools};
use crate::syntax::markdown::{self, Chapter};
use crate::syntax::source_file::SourceFile;
use crate::text::diag::{Diagnostic, SourceText};
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// The cache between builds. With an empty one a build starts from scratch.
pub struct BuildCache {
    pub(super) tools: Tools,
    /// `None` if no other build follows, so that nothing is cached.
    kept: Option<Kept>,
}

#[derive(Default)]
struct Kept {
    chapters: HashMap<String, Parsed>,
    lock: Option<PreviousLock>,
    /// By source path.
    bodies: Bodies,
    frames: Frames,
}

type Bodies = HashMap<String, Arc<Body>>;

impl Default for BuildCache {
    /// For a process that builds repeatedly.
    fn default() -> Self {
        BuildCache { tools: Tools::default(), kept: Some(Kept::default()) }
    }
}

/// The lock before a build.
#[derive(Clone)]
pub(super) struct PreviousLock {
    pub(super) source: SourceText,
    pub(super) lock: Arc<Lock>,
    /// Whether the file is as this program would write it.
    is_tidy: bool,
    /// Whether the file is read-only.
    pub(super) is_fixed: bool,
}

impl PreviousLock {
    fn read(source: &SourceText, is_fixed: bool) -> Result<Self, Vec<Diagnostic>> {
        let lock = lock::read(source)?;
        let written = lock::text(&lock);
        // Some checkouts have other line ends.
        let same = written.lines().eq(source.text.lines());
        let is_tidy = same && lock.sides.is_empty();
        Ok(PreviousLock { source: source.clone(), lock: Arc::new(lock), is_tidy, is_fixed })
    }

    /// Whether the file contains exactly this lock, in the form that this program writes.
    pub(super) fn is(&self, after: &Lock) -> bool {
        self.is_tidy && *self.lock == *after
    }
}

struct Parsed {
    text: Arc<str>,
    parts: Vec<(usize, Arc<str>)>,
    is_searched: bool,
    options: markdown::Options,
    chapter: Arc<Chapter>,
}

impl BuildCache {
    /// For a process that builds once.
    pub fn for_one_build() -> Self {
        BuildCache { kept: None, ..BuildCache::default() }
    }

    pub(super) fn is_for_one_build(&self) -> bool {
        self.kept.is_none()
    }

    /// The texts of the last build.
    pub(super) fn bodies(&self) -> Option<&Bodies> {
        Some(&self.kept.as_ref()?.bodies)
    }

    /// The frames of the last build, if this build keeps its own.
    pub(super) fn frames(&self) -> Option<&Frames> {
        Some(&self.kept.as_ref()?.frames)
    }

    /// Parses the files in parallel; unchanged files keep their trees.
    pub(super) fn parse(
        &mut self,
        files: &[SourceFile],
        options: &markdown::Options,
    ) -> Vec<Arc<Chapter>> {
        let kept = self.kept.as_mut().map(|kept| std::mem::take(&mut kept.chapters));
        let kept = kept.unwrap_or_default();
        let parsed: Vec<Parsed> = files
            .par_iter()
            .map(|file| {
                let same = |one: &&Parsed| {
                    one.options == *options
                        && one.text == file.text.text
                        && one.parts == file.parts
                        && one.is_searched == file.is_searched
                        && one.chapter.page_title == file.title
                        && one.chapter.source.file == file.text.file
                };
                let chapter = match kept.get(&file.path).filter(same) {
                    Some(one) => one.chapter.clone(),
                    None => Arc::new(markdown::parse(file, options)),
                };
                let is_searched = file.is_searched;
                Parsed {
                    text: file.text.text.clone(),
                    parts: file.parts.clone(),
                    is_searched,
                    options: options.clone(),
                    chapter,
                }
            })
            .collect();
        let Some(kept) = &mut self.kept else {
            return parsed.into_iter().map(|one| one.chapter).collect();
        };
        let chapters = parsed.iter().map(|one| one.chapter.clone()).collect();
        let paths = files.iter().map(|file| file.path.clone());
        kept.chapters = paths.zip(parsed).collect();
        chapters
    }

    /// The existing lock, parsed only if its text changed; `None` if there is none.
    pub(super) fn read_lock(
        &mut self,
        source: &SourceText,
        is_fixed: bool,
    ) -> Result<PreviousLock, Vec<Diagnostic>> {
        let last = self.kept.as_mut().and_then(|kept| kept.lock.take());
        let known = match last.filter(|known| known.source.text == source.text) {
            Some(known) => PreviousLock { is_fixed, ..known },
            None => PreviousLock::read(source, is_fixed)?,
        };
        if let Some(kept) = &mut self.kept {
            kept.lock = Some(known.clone());
        }
        Ok(known)
    }

    /// Caches the texts of a build, and its frames if there are any.
    pub(super) fn keep_texts(
        &mut self,
        book: &Book,
        bodies: Vec<Option<Arc<Body>>>,
        frames: Option<Frames>,
    ) {
        let Some(kept) = &mut self.kept else { return };
        let with_source = book.nodes.iter().zip(bodies);
        kept.bodies =
            with_source.filter_map(|(node, body)| Some((node.source.clone(), body?))).collect();
        if let Some(frames) = frames {
            kept.frames = frames;
        }
    }
}
