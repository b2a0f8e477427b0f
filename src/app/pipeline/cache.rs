//! What one build leaves for the next.
//!
//! Owns parsed chapters, finished texts and rendered frames, each beside everything that it was made
//! from, so that a rebuild gives the bytes of a fresh build.

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

/// What one build leaves for the next. An empty one makes a build from cold.
#[derive(Default)]
pub struct BuildCache {
    /// Whether there is no next build, so that nothing need be kept.
    pub(super) once: bool,
    /// Whether chapters are parsed with what lints judge.
    pub(super) marks: bool,
    pub(super) tools: Tools,
    chapters: HashMap<String, Parsed>,
    lock: Option<PreviousLock>,
    pub(super) bodies: HashMap<String, Arc<Body>>,
    pub(super) frames: Frames,
}

/// The lock that was there before a build.
#[derive(Clone)]
pub(super) struct PreviousLock {
    pub(super) source: SourceText,
    pub(super) lock: Arc<Lock>,
    /// Whether the file is as this program would write it.
    is_tidy: bool,
    /// Whether nobody may write it.
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

    /// Whether the file says of this lock all that there is to say, in its own form.
    pub(super) fn is(&self, after: &Lock) -> bool {
        self.is_tidy && *self.lock == *after
    }
}

struct Parsed {
    text: Arc<str>,
    is_searched: bool,
    options: markdown::Options,
    chapter: Arc<Chapter>,
}

impl BuildCache {
    /// For a process that builds once.
    pub fn for_one_build() -> Self {
        BuildCache { once: true, ..BuildCache::default() }
    }

    /// For a process that looks the book over once and builds nothing.
    pub(super) fn for_one_check() -> Self {
        BuildCache { marks: true, ..BuildCache::for_one_build() }
    }

    /// Parses the files in parallel; one whose text did not change keeps its tree.
    pub(super) fn parse(
        &mut self,
        files: &[SourceFile],
        options: &markdown::Options,
    ) -> Vec<Arc<Chapter>> {
        let kept = std::mem::take(&mut self.chapters);
        let parsed: Vec<Parsed> = files
            .par_iter()
            .map(|file| {
                let same = |one: &&Parsed| {
                    one.options == *options
                        && one.text == file.text.text
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
                    is_searched,
                    options: options.clone(),
                    chapter,
                }
            })
            .collect();
        if self.once {
            return parsed.into_iter().map(|one| one.chapter).collect();
        }
        let chapters = parsed.iter().map(|one| one.chapter.clone()).collect();
        let paths = files.iter().map(|file| file.path.clone());
        self.chapters = paths.zip(parsed).collect();
        chapters
    }

    /// The lock that is there, read anew only where its text has changed; `None` where there is none.
    pub(super) fn read_lock(
        &mut self,
        source: &SourceText,
        is_fixed: bool,
    ) -> Result<PreviousLock, Vec<Diagnostic>> {
        let kept = self.lock.take().filter(|known| known.source.text == source.text);
        let known = match kept {
            Some(known) => PreviousLock { is_fixed, ..known },
            None => PreviousLock::read(source, is_fixed)?,
        };
        self.lock = (!self.once).then(|| known.clone());
        Ok(known)
    }

    pub(super) fn keep_bodies(&mut self, book: &Book, bodies: Vec<Option<Arc<Body>>>) {
        let with_source = book.nodes.iter().zip(bodies);
        self.bodies =
            with_source.filter_map(|(node, body)| Some((node.source.clone(), body?))).collect();
    }
}
