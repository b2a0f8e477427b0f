//! The files that are made from all others: those for offline use, and those for hosts.

use super::patch::Standing;
use super::{BuildCache, Built, Options, Run, Totals, work};
use crate::book::config::Config;
use crate::book::structure::Book;
use crate::site::hosts;
use crate::site::offline;
use crate::site::render::Rendered;
use crate::site::render::body::Body;
use crate::site::render::cards::Pictures;
use crate::site::render::whole::{Bodies, Whole};
use crate::site::theme::Theme;
use crate::text::diag::Diagnostic;
use crate::text::output::Output;
use std::sync::Arc;

impl Run {
    /// Keeps what the next build can use of the rendered pages; returns the site, with the files of the search.
    pub(super) fn rendered(
        &mut self,
        config: &Config,
        (book, bodies, theme): (&Book, &[Option<Arc<Body>>], &Theme),
        (rendered, index): (Result<Rendered, Vec<Diagnostic>>, Vec<Output>),
        cache: &mut BuildCache,
    ) -> Option<Vec<Output>> {
        match rendered {
            Ok(Rendered { mut outputs, frames, pictures, note }) => {
                self.work.hashed = work::hashed(&frames, cache.frames().is_some());
                cache.keep_texts(book, bodies, Some(frames));
                self.pictures = pictures;
                self.diagnostics.extend(note);
                outputs.extend(index);
                outputs.sort_by(|a, b| a.path.cmp(&b.path));
                Some(self.keep_offline(config, book, theme, outputs))
            }
            Err(faults) => {
                cache.keep_texts(book, bodies, None);
                self.diagnostics.extend(faults);
                None
            }
        }
    }

    /// Ends the build. If another one can follow and this one is good, it stays, so that its site can be patched.
    pub(super) fn stand(
        mut self,
        mut whole: Whole,
        bodies: Vec<Option<Arc<Body>>>,
        (outputs, totals): (Option<Vec<Output>>, Totals),
        (options, cache): (Options, &mut BuildCache),
    ) -> Built {
        if cache.is_for_one_build() {
            // Dropping a large book takes a while, and the outputs need not wait for it.
            rayon::spawn(move || drop((whole, bodies)));
            return self.finish(outputs, totals, options.strict);
        }
        whole.pictures = self.pictures.take();
        let open = Standing::open(&whole, &self.maps, &self.included);
        let built = self.finish(outputs, totals, options.strict);
        let standing = || Standing::of(options, (whole, Bodies::new(bodies)), open, &built);
        let standing = built.outputs.is_some().then(standing).flatten();
        cache.stand(standing);
        built
    }

    /// Adds the files for offline use, once all files to be cached are there.
    pub(super) fn keep_offline(
        &mut self,
        config: &Config,
        book: &Book,
        theme: &Theme,
        mut outputs: Vec<Output>,
    ) -> Vec<Output> {
        let (files, note) = offline::files(config, &book.title, theme, &outputs);
        self.diagnostics.extend(note);
        outputs.extend(files);
        outputs.sort_by(|a, b| a.path.cmp(&b.path));
        outputs
    }

    /// The files for hosts, if there is a site.
    pub(super) fn for_hosts(
        &mut self,
        config: &Config,
        book: &Book,
        outputs: Option<&[Output]>,
    ) -> Vec<Output> {
        let Some(outputs) = outputs else { return Vec::new() };
        let painted = self.pictures.as_ref().map(Pictures::list).unwrap_or_default();
        let painted = painted.iter().map(|picture| picture.path.as_str());
        let (files, faults) = hosts::files(config, &book.redirects, outputs, painted);
        self.diagnostics.extend(faults);
        files
    }
}

/// All files: those of the site, precompressed ones, and those for hosts. A preview has no precompressed files.
pub(super) fn joined(
    config: &Config,
    is_complete: bool,
    mut outputs: Vec<Output>,
    for_hosts: Vec<Output>,
) -> Vec<Output> {
    if is_complete && hosts::want_smaller(config) {
        let smaller = hosts::smaller(&outputs);
        outputs.extend(smaller);
    }
    outputs.extend(for_hosts);
    outputs.sort_by(|a, b| a.path.cmp(&b.path));
    outputs
}
