//! The cache between builds.
//!
//! Owns parsed chapters, finished texts and rendered frames, each stored with all of its inputs, so that a rebuild
//! gives the same bytes as a fresh build.

use super::patch::Standing;
use crate::book::config::Config;
use crate::book::lock::{self, Lock};
use crate::book::source::Sources;
use crate::book::structure::Book;
use crate::site::render::body::{Body, Tools};
use crate::site::render::whole::Bodies as InOrder;
use crate::site::render::{Frame, Frames};
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
    /// What the last build has read, with its configuration.
    sources: Option<(Config, Sources)>,
    chapters: HashMap<String, Parsed>,
    lock: Option<PreviousLock>,
    /// By source path.
    bodies: Bodies,
    frames: Frames,
    /// The last build of the whole book, if it was good, with the patches since.
    standing: Option<Standing>,
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

/// A parsed chapter with what it was parsed from.
pub(super) struct Parsed {
    pub(super) text: Arc<str>,
    parts: Vec<(usize, Arc<str>)>,
    is_searched: bool,
    pub(super) updated: Option<String>,
    pub(super) options: markdown::Options,
    pub(super) chapter: Arc<Chapter>,
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

    /// The last build, if its site can be patched.
    pub(super) fn standing(&self) -> Option<&Standing> {
        self.kept.as_ref()?.standing.as_ref()
    }

    /// Sets or ends the last build. Dropping that of a large book takes a while, and nothing waits for it.
    pub(super) fn stand(&mut self, standing: Option<Standing>) {
        let Some(kept) = &mut self.kept else { return };
        let before = std::mem::replace(&mut kept.standing, standing);
        if before.is_some() {
            rayon::spawn(move || drop(before));
        }
    }

    /// What the last build has read, if its book.toml was the same.
    pub(super) fn sources(&self, config: &Config) -> Option<&Sources> {
        let (before, sources) = self.kept.as_ref()?.sources.as_ref()?;
        before.reads_alike(config).then_some(sources)
    }

    /// Keeps what a build has read.
    pub(super) fn keep_sources(&mut self, config: &Config, sources: &Sources) {
        if let Some(kept) = &mut self.kept {
            kept.sources = Some((config.clone(), sources.clone()));
        }
    }

    /// The next build reads everything.
    pub(super) fn forget_sources(&mut self) {
        if let Some(kept) = &mut self.kept {
            kept.sources = None;
        }
    }

    /// The parsed chapter at a path below the content folder.
    pub(super) fn parsed(&self, path: &str) -> Option<&Parsed> {
        self.kept.as_ref()?.chapters.get(path)
    }

    /// Replaces what is kept of one chapter.
    pub(super) fn replace(
        &mut self,
        file: SourceFile,
        chapter: Arc<Chapter>,
        body: Arc<Body>,
        frame: Option<(String, Frame)>,
    ) {
        let Some(kept) = &mut self.kept else { return };
        let chapters = kept.sources.iter_mut().flat_map(|(_, sources)| &mut sources.chapters);
        if let Some(one) = chapters.into_iter().find(|one| one.path == file.path) {
            one.text = file.text.clone();
        }
        kept.bodies.insert(file.path.clone(), body);
        kept.frames.extend(frame);
        if let Some(parsed) = kept.chapters.get_mut(&file.path) {
            parsed.text = file.text.text;
            parsed.chapter = chapter;
        }
    }

    /// The last build has these texts now.
    pub(super) fn stand_on(&mut self, bodies: InOrder) {
        if let Some(standing) = self.kept.as_mut().and_then(|kept| kept.standing.as_mut()) {
            standing.take_texts(bodies);
        }
    }

    /// Parses the files in parallel; unchanged files keep their trees. Also returns how many files were parsed.
    pub(super) fn parse(
        &mut self,
        files: &[SourceFile],
        options: &markdown::Options,
    ) -> (Vec<Arc<Chapter>>, usize) {
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
                        && one.updated == file.updated
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
                    updated: file.updated.clone(),
                    options: options.clone(),
                    chapter,
                }
            })
            .collect();
        let is_new = |(file, one): &(&SourceFile, &Parsed)| {
            !kept.get(&file.path).is_some_and(|old| Arc::ptr_eq(&old.chapter, &one.chapter))
        };
        let count = files.iter().zip(&parsed).filter(is_new).count();
        let Some(kept) = &mut self.kept else {
            return (parsed.into_iter().map(|one| one.chapter).collect(), count);
        };
        let chapters = parsed.iter().map(|one| one.chapter.clone()).collect();
        let paths = files.iter().map(|file| file.path.clone());
        kept.chapters = paths.zip(parsed).collect();
        (chapters, count)
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
        bodies: &[Option<Arc<Body>>],
        frames: Option<Frames>,
    ) {
        let Some(kept) = &mut self.kept else { return };
        let with_source = book.nodes.iter().zip(bodies);
        let with_source = with_source
            .filter_map(|(node, body)| Some((node.source.clone(), body.as_ref()?.clone())));
        kept.bodies = with_source.collect();
        if let Some(frames) = frames {
            kept.frames = frames;
        }
    }
}
