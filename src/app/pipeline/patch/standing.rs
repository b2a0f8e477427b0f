//! The last build, as far as a patch needs it.
//!
//! Owns which chapters of a build can be patched at all, and of which builds none can.

use crate::app::pipeline::{Built, Options};
use crate::book::config::{Config, Host, RawHtml};
use crate::book::structure::Node;
use crate::site::render::whole::{Bodies, Whole};
use crate::syntax::markdown::Chapter;
use crate::text::diag::Diagnostic;
use crate::text::source_map::SourceMaps;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Chapters by their files, each with its node.
pub(in crate::app::pipeline) type Open = HashMap<Arc<str>, usize>;

/// A build that stays until the next one of the whole book.
pub(in crate::app::pipeline) struct Standing {
    pub(super) options: Options,
    pub(super) whole: Arc<Whole>,
    pub(super) bodies: Bodies,
    /// The chapters that can be patched.
    pub(super) open: Open,
    /// All files that chapters include, by their paths below the folder of book.toml.
    pub(super) included: Vec<String>,
    /// The faults of the build, all of which a patch repeats.
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Standing {
    /// A build that was good, with the chapters of it that can be patched by what they contain.
    pub(in crate::app::pipeline) fn of(
        options: Options,
        (whole, bodies): (Whole, Bodies),
        mut open: Open,
        built: &Built,
    ) -> Option<Self> {
        let config = &whole.config;
        // Both have a list with the hashes of all files.
        if config.html.offline || config.html.hosts.contains(&Host::S3) {
            return None;
        }
        let named = named(&built.diagnostics)?;
        open.retain(|file, _| !named.contains(&**file));
        let (included, diagnostics) = (built.included.clone(), built.diagnostics.clone());
        Some(Standing { options, whole: Arc::new(whole), bodies, open, included, diagnostics })
    }

    /// The chapters of a book that can be patched if nothing is reported about them: they include nothing and nothing includes them,
    /// and what the policy of the book blocks in them does not depend on more than their faces.
    pub(in crate::app::pipeline) fn open(
        whole: &Whole,
        maps: &SourceMaps,
        included: &[String],
    ) -> Open {
        let shared: HashSet<&str> = included.iter().map(String::as_str).collect();
        let is_open = |chapter: &Chapter| {
            maps.of(&chapter.source).is_none()
                && !shared.contains(&*chapter.source.file)
                && !has_values_of_tags(&whole.config, chapter)
        };
        let open = |(index, node): (usize, &Node)| {
            let chapter = node.chapter.as_ref().filter(|chapter| is_open(chapter))?;
            Some((chapter.source.file.clone(), index))
        };
        whole.book.nodes.iter().enumerate().filter_map(open).collect()
    }
}

impl Standing {
    /// The texts after a patch.
    pub(in crate::app::pipeline) fn take_texts(&mut self, bodies: Bodies) {
        self.bodies = bodies;
    }
}

/// The files that diagnostics point into; `None` if some were left out of the list.
fn named(diagnostics: &[Diagnostic]) -> Option<HashSet<&str>> {
    if diagnostics.iter().any(Diagnostic::is_of_more_faults) {
        return None;
    }
    let texts = diagnostics.iter().flat_map(|one| one.texts().map(|text| &*text.file));
    Some(texts.chain(diagnostics.iter().filter_map(Diagnostic::file)).collect())
}

/// Whether the book reports by the values of attributes what a browser would block. Values are no part of a face.
fn has_values_of_tags(config: &Config, chapter: &Chapter) -> bool {
    config.html.raw_html == RawHtml::Trust && !chapter.raw.tags.is_empty()
}
