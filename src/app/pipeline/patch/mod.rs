//! Patches a site: where only texts have changed that no other page sees, only their pages are made.
//!
//! Owns the decision whether a change is such a patch. Whatever is not known to be one is none, and the whole book is built:
//! a patch gives the files, and the diagnostics, of a build of the whole book, or nothing.

mod face;
mod standing;

use super::cache::BuildCache;
use super::{Options, Work, text_options};
use crate::book::config::Config;
use crate::book::source;
use crate::book::structure::samples;
use crate::site::render::body::{self, Body, Differing};
use crate::site::render::whole::{Bodies, Late, Pages};
use crate::syntax::include;
use crate::syntax::markdown::{self, Chapter};
use crate::syntax::source_file::SourceFile;
use crate::text::diag::Diagnostic;
use crate::text::output::Output;
pub(super) use standing::Standing;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The most changed files of a patch. A build of the whole book works on several at a time.
const MOST: usize = 16;

/// A site that is the one before but for some files.
#[derive(Debug)]
pub struct Patched {
    /// The files that take the place of those at their paths; some may have the same content.
    pub files: Vec<Output>,
    /// The files that are made of the texts of all chapters. They take the place of those at their paths too.
    pub late: Late,
    /// What of these differs.
    pub differing: Differing,
    /// All faults of the book, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// How many chapters were worked on.
    pub work: Work,
}

/// A chapter whose text has changed, with all that is made of it.
struct Remade {
    node: usize,
    file: SourceFile,
    chapter: Arc<Chapter>,
    body: Arc<Body>,
}

/// A chapter that was read again.
enum Again {
    /// It has the same text.
    Same,
    /// Only its own pages show what has changed; with its text before.
    Remade(Remade, Arc<Body>),
    /// Other pages may show what has changed.
    Seen,
}

/// Patches the site of the last build after a change of these files, given by their paths below the folder of book.toml;
/// `None` if the whole book must be built. Then nothing of the cache has changed.
pub(super) fn patch(
    config: &Config,
    options: Options,
    changed: &[String],
    cache: &mut BuildCache,
) -> Option<Patched> {
    let standing = cache.standing().filter(|standing| standing.is_for(config, options))?;
    let nodes = standing.nodes_of(config, changed)?;
    let mut work = Work::default();
    let mut differing = Differing::default();
    let mut bodies = standing.bodies.clone();
    let mut remade = Vec::new();
    for node in nodes {
        let (one, before) = match read_again(config, cache, node, &mut work) {
            Again::Same => continue,
            Again::Remade(one, before) => (one, before),
            Again::Seen => return None,
        };
        let now = one.body.differing(&before);
        differing.print |= now.print;
        differing.plan |= now.plan;
        differing.unseen |= now.unseen;
        *Arc::make_mut(&mut bodies).get_mut(node)? = Some(one.body.clone());
        remade.push(one);
    }
    let frames = cache.frames()?;
    let pages = remade.iter().map(|one| {
        work.hashed += 1;
        standing.whole.pages_of(one.node, &bodies, frames).ok()
    });
    let pages: Vec<Pages> = pages.collect::<Option<_>>()?;
    let late = Late::of(standing.whole.clone(), bodies.clone(), frames);
    let diagnostics = standing.diagnostics.clone();
    let files = keep(cache, bodies, remade, pages);
    Some(Patched { files, late, differing, diagnostics, work })
}

impl Standing {
    /// Whether a build with these settings would only differ from this one by its sources.
    fn is_for(&self, config: &Config, options: Options) -> bool {
        self.options == options && self.whole.config.reads_alike(config) && !config.html.offline
    }

    /// The nodes of changed files; `None` if another file has changed, or might have.
    fn nodes_of(&self, config: &Config, changed: &[String]) -> Option<BTreeSet<usize>> {
        let mut nodes = BTreeSet::new();
        for name in changed {
            match self.open.get(name.as_str()) {
                Some(node) => drop(nodes.insert(*node)),
                None if self.is_passing(config, name) => {}
                None => return None,
            }
        }
        (1..=MOST).contains(&nodes.len()).then_some(nodes)
    }

    /// Whether nothing is at this path of the content folder, and nothing was when the book was built: many editors write another
    /// file beside the one that they save.
    fn is_passing(&self, config: &Config, name: &str) -> bool {
        let path = config.root.join(name);
        let is_below = |known: &str| {
            known.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let Ok(below) = path.strip_prefix(&config.src) else { return false };
        let below = below.to_string_lossy().replace('\\', "/");
        !source::is_markdown(name)
            && source::is_absent(config, name)
            && !config.html.theme.as_ref().is_some_and(|theme| path.starts_with(theme))
            && !self.whole.files.knows(&below)
            && !self.included.iter().any(|file| is_below(file))
            && !self.whole.book.nodes.iter().any(|node| {
                let file = node.chapter.as_ref().map(|chapter| &chapter.source.file);
                file.is_some_and(|file| is_below(file))
            })
    }
}

fn read_again(config: &Config, cache: &BuildCache, index: usize, work: &mut Work) -> Again {
    let known = || {
        let standing = cache.standing()?;
        let node = standing.whole.book.nodes.get(index)?;
        let body = standing.bodies.get(index)?.clone()?;
        Some((standing, node, body, cache.parsed(&node.source)?))
    };
    let Some((standing, node, old, before)) = known() else { return Again::Seen };
    work.read += 1;
    let Some(mut file) = source::read_chapter(config, &node.source) else { return Again::Seen };
    file.updated = before.updated.clone();
    let text = &*file.text.text;
    if *text == *before.text {
        return Again::Same;
    }
    let values = |text: &str| markdown::length_of_values(text, &config.variables);
    let is_sample = |text: &str| samples::is_untouched(&node.source, text);
    if include::has_directive(text)
        || values(text) > values(&before.text)
        || is_sample(text) != is_sample(&before.text)
    {
        return Again::Seen;
    }
    work.parsed += 1;
    let chapter = Arc::new(markdown::parse(&file, &before.options));
    if !face::is_same(&before.chapter, &chapter) {
        return Again::Seen;
    }
    work.rendered += 1;
    let wanted = text_options(config, standing.whole.epub.as_ref());
    let body = Arc::new(body::write(node, &chapter, wanted, &cache.tools));
    match body.frames_alike(&old) {
        true => Again::Remade(Remade { node: index, file, chapter, body }, old),
        false => Again::Seen,
    }
}

/// Keeps what was made for the next build; returns the files.
fn keep(
    cache: &mut BuildCache,
    bodies: Bodies,
    remade: Vec<Remade>,
    pages: Vec<Pages>,
) -> Vec<Output> {
    let mut files = Vec::new();
    for (one, pages) in remade.into_iter().zip(pages) {
        let Pages { page, frame, markdown } = pages;
        cache.replace(
            one.file,
            one.chapter,
            one.body,
            frame.map(|frame| (page.path.clone(), frame)),
        );
        files.push(page);
        files.extend(markdown);
    }
    cache.stand_on(bodies);
    files
}
