//! The stages in order, timed.
//!
//! Owns the data flow between the stages, and what stops a build. [`BuildCache`] has the data that is kept between two
//! builds of one process.

mod cache;
mod check;
mod derived;
mod faults;
mod inputs;
mod lock_state;
mod patch;
mod preview;
mod texts;
mod themed;
mod work;

use crate::book::config::{Config, RawHtml};
use crate::book::source::{self, Files, Sources};
use crate::book::structure::{self, Book, Parts};
use crate::site::discovery;
use crate::site::epub;
use crate::site::epub_files::EpubFiles;
use crate::site::output_rules::OUTPUT_RULES;
use crate::site::render;
use crate::site::render::body::{self, Body, TextOptions};
use crate::site::render::cards::Pictures;
use crate::site::render::search::Chapters;
use crate::site::render::whole::Whole;
use crate::syntax::include::{self, Expanded};
use crate::syntax::markdown::{self, Chapter};
use crate::text::diag::lints::Levels;
use crate::text::diag::{self, Diagnostic};
use crate::text::names::Names;
use crate::text::output::Output;
use crate::text::source_map::SourceMaps;
pub use cache::BuildCache;
pub use check::check;
pub use inputs::{Inputs, read};
use lock_state::LockBefore;
pub use lock_state::LockUpdate;
pub use patch::Patched;
pub use preview::{Rebuilt, preview, rebuild};
use std::sync::Arc;
use std::time::{Duration, Instant};
pub use texts::Take;
use texts::{Around, Texts};
use themed::prepare_theme;
pub use work::Work;

/// The options of a build besides the configuration.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether drafts are part of the book.
    pub drafts: bool,
    /// Whether warnings count as errors.
    pub strict: bool,
    /// Whether a book that differs from its lock is an error.
    pub locked: bool,
    /// Whether the site is published at once, so that readers can have links to all of it. Unchanged sample chapters of
    /// `init` are then recorded in the lock, `locked` or not.
    pub published: bool,
}

/// The result of a build.
#[derive(Debug)]
pub struct Built {
    /// The files of the site, sorted by path; `None` if the book has faults that stop the build.
    pub outputs: Option<Vec<Output>>,
    /// The chapters for the search, if the files of its index are not among the outputs yet: a build that can be
    /// followed by another makes them on demand.
    pub search: Option<Chapters>,
    /// The social cards, if the book has them; none for a build that can be followed by another.
    pub pictures: Option<Pictures>,
    /// All faults, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// How long each stage took, in order.
    pub timings: Vec<(&'static str, Duration)>,
    /// How many chapters were worked on.
    pub work: Work,
    /// The size of the book.
    pub totals: Totals,
    /// The chapters' files, as authors know them, each with the site path of its page; none for a one-time build.
    pub pages: Vec<(Arc<str>, String)>,
    /// The new book.lock; `None` if it does not change, or if another build can follow: such a build writes none.
    pub lock: Option<LockUpdate>,
    /// The files that chapters include and style sheets name, by their paths below the folder of book.toml, whether they exist or not.
    pub included: Vec<String>,
}

/// Sizes of a book and its site.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Markdown files in the book.
    pub chapters: usize,
    /// Items of checklists.
    pub items: usize,
    /// HTML pages.
    pub pages: usize,
    /// Bytes of all outputs.
    pub bytes: usize,
}

/// A running build: the clock and the faults so far.
struct Run {
    started: Instant,
    timings: Vec<(&'static str, Duration)>,
    work: Work,
    diagnostics: Vec<Diagnostic>,
    lock: Option<LockUpdate>,
    pictures: Option<Pictures>,
    levels: Levels,
    /// The sources of texts that were put together from several files.
    maps: SourceMaps,
    included: Vec<String>,
}

impl Run {
    fn new(levels: Levels) -> Self {
        Run {
            started: Instant::now(),
            timings: Vec::new(),
            work: Work::default(),
            diagnostics: Vec::new(),
            lock: None,
            pictures: None,
            levels,
            maps: SourceMaps::default(),
            included: Vec::new(),
        }
    }

    /// A build whose inputs were read in this time.
    fn of_inputs(config: &Config, time: Duration) -> Self {
        Run { timings: vec![("read", time)], ..Run::new(config.levels.clone()) }
    }

    /// Whether the faults so far, at the levels of the book, stop the build.
    fn is_stopped(&mut self, options: Options) -> bool {
        self.levels.apply(&mut self.diagnostics);
        diag::any_fatal(&self.diagnostics, options.strict)
    }

    fn stage_done(&mut self, name: &'static str) {
        self.timings.push((name, self.started.elapsed()));
        self.started = Instant::now();
    }

    /// Like [`Run::stage_done`], of a stage whose work was done in pieces.
    fn stage_took(&mut self, name: &'static str, time: Duration) {
        self.timings.push((name, time));
        self.started = Instant::now();
    }

    fn finish(self, outputs: Option<Vec<Output>>, totals: Totals, strict: bool) -> Built {
        let Run { timings, work, diagnostics, lock, pictures, .. } = self;
        let Run { levels, maps, included, .. } = self;
        let mut diagnostics: Vec<Diagnostic> = match maps.is_empty() {
            true => diagnostics,
            false => diagnostics.into_iter().filter_map(|fault| fault.traced(&maps)).collect(),
        };
        levels.apply(&mut diagnostics);
        diag::sort(&mut diagnostics);
        let outputs = outputs.filter(|_| !diag::any_fatal(&diagnostics, strict));
        let (search, pages) = (None, Vec::new());
        Built {
            outputs,
            search,
            pictures,
            diagnostics,
            timings,
            work,
            totals,
            pages,
            lock,
            included,
        }
    }
}

/// Builds the whole site in memory.
pub fn build(config: &Config, options: Options, cache: &mut BuildCache) -> Built {
    build_of(config, options, read(config), (cache, None))
}

/// The same, of inputs that were read before, in a process that builds once. What is taken of files is not in the outputs.
pub fn build_into(config: &Config, options: Options, inputs: Inputs, take: &mut Take) -> Built {
    build_of(config, options, inputs, (&mut BuildCache::for_one_build(), Some(take)))
}

fn build_of(
    config: &Config,
    options: Options,
    inputs: Inputs,
    (cache, take): (&mut BuildCache, Option<&mut Take>),
) -> Built {
    let Inputs { sources, theme, named, read, time } = inputs;
    cache.stand(None);
    cache.keep_sources(config, &sources);
    let mut run = Run::of_inputs(config, time);
    run.work.read = read;
    let parts = assembled(config, options, (sources, Syntax::Tree), cache, &mut run);
    let Some((files, book)) = parts else {
        return run.finish(None, Totals::default(), options.strict);
    };
    let epub = epub_files(config, &book, &files, &mut run);
    let prepared = prepare_theme(config, (theme, named), &book, &mut run);
    run.stage_done("theme");
    let (theme, templates, card_renderer) = match prepared {
        Ok(prepared) => prepared,
        Err(faults) => {
            run.diagnostics.extend(faults);
            return run.finish(None, totals(&book, &[]), options.strict);
        }
    };
    if run.is_stopped(options) {
        return run.finish(None, totals(&book, &[]), options.strict);
    }
    let wanted = text_options(config, epub.as_ref());
    let has_feed = discovery::feed::is_there(config, &book);
    let is_complete = cache.is_for_one_build();
    let around = Around {
        config,
        files: &files,
        theme: &theme,
        templates: &templates,
        epub: epub.as_deref(),
        has_feed,
        frames: cache.frames(),
    };
    let take = take.filter(|_| !texts::are_read_again(config));
    let how = (wanted, card_renderer.as_ref());
    let made = texts::write(book, around, how, (cache, &mut run), take);
    let Texts { book, bodies, pages, writing, rendering, taken } = made;
    run.stage_took("texts", writing);
    let Searched { bodies, chapters, index } = searched(config, &book, bodies, is_complete);
    run.stage_done("search");
    let outputs = render::outputs(&around.job(&book, &bodies), pages, card_renderer);
    let rest = run.started.elapsed();
    run.stage_took("pages", rendering + rest);
    let outputs = run.rendered(config, (&book, &bodies, &theme), (outputs, index), cache);
    run.stage_done("offline");
    let for_hosts = run.for_hosts(config, &book, outputs.as_deref());
    let mut totals = totals(&book, outputs.as_deref().unwrap_or_default());
    totals.bytes += taken;
    let pages = self::pages(&book);
    let outputs = outputs.map(|outputs| derived::joined(config, is_complete, outputs, for_hosts));
    run.stage_done("hosts");
    let config = config.clone();
    let whole = Whole { config, book, files, theme, templates, epub, pictures: None, has_feed };
    let built = run.stand(whole, bodies, (outputs, totals), (options, cache));
    Built { search: chapters.filter(|_| built.outputs.is_some()), pages, ..built }
}

/// The forms in which texts are wanted.
fn text_options<'a>(config: &Config, epub: Option<&'a Arc<EpubFiles>>) -> TextOptions<'a> {
    let html = &config.html;
    let syntax = body::Syntax { math: html.math };
    let markdown_pages = html.discovery.markdown_pages.then_some(syntax);
    TextOptions { raw_html: html.raw_html, epub, markdown_pages }
}

/// The texts, and the data of the search.
struct Searched {
    bodies: Vec<Option<Arc<Body>>>,
    /// The chapters for the search, if the index is made on demand.
    chapters: Option<Chapters>,
    /// The files of the index.
    index: Vec<Output>,
}

/// Makes the search index of a complete site; for any other, keeps the chapters to make it on demand.
fn searched(
    config: &Config,
    book: &Book,
    bodies: Vec<Option<Arc<Body>>>,
    is_complete: bool,
) -> Searched {
    let chapters = config.html.search.then(|| Chapters::of(book, &bodies, config));
    match chapters {
        Some(chapters) if is_complete => {
            // The index is made of the texts, and nothing else reads them.
            let bodies = bodies.into_iter().map(|body| body.map(Body::without_search)).collect();
            Searched { bodies, chapters: None, index: chapters.outputs() }
        }
        chapters => Searched { bodies, chapters, index: Vec::new() },
    }
}

/// How much of its syntax a chapter keeps.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Syntax {
    /// The tree, from which pages are made.
    Tree,
    /// Also the source details for lints.
    Surface,
}

/// The stages that `check` and `build` share; `None` if the book is too large for the stages after reading.
fn assembled(
    config: &Config,
    options: Options,
    (sources, syntax): (Sources, Syntax),
    cache: &mut BuildCache,
    run: &mut Run,
) -> Option<(Files, Book)> {
    let Sources { chapters, files, included, lock, diagnostics } = sources;
    run.diagnostics.extend(config.warnings.iter().cloned());
    run.diagnostics.extend(diagnostics);
    let Expanded { chapters, maps, diagnostics } = include::expand(chapters, &included);
    run.diagnostics.extend(diagnostics);
    run.maps = SourceMaps::new(maps);
    run.included = included.keys().cloned().collect();
    run.diagnostics.extend(markdown::variables_beyond_bounds(&chapters, &config.variables));
    run.stage_done("include");
    if run.diagnostics.iter().any(Diagnostic::stops_reading) {
        return None;
    }
    let parsing = parsing_options(config, syntax);
    let (outline, sources) = markdown::split_outline(chapters, &parsing);
    let (chapters, parsed) = cache.parse(&sources, &parsing);
    run.work.parsed = parsed;
    run.stage_done("parse");
    let before = LockBefore::read(&lock, cache, run);
    let (book, after, faults) = structure::assemble(Parts {
        config,
        chapters: &chapters,
        outline: outline.as_ref(),
        included: &source::included_chapters(&sources, &included),
        maps: &run.maps,
        files: &files,
        lock: &before.lock(),
        rules: OUTPUT_RULES,
        drafts: options.drafts,
    });
    run.diagnostics.extend(before.faults(faults));
    run.diagnostics.extend(discovery::faults(config, &book));
    let known = run.diagnostics.len();
    run.hold(config, &before, (&book, &after), options, cache.is_for_one_build());
    // A page or a heading that nobody can see behind an error is not known to be gone.
    let has_error = |chapter: &Arc<Chapter>| chapter.diagnostics.iter().any(Diagnostic::is_error);
    if files.has_unreadable() || chapters.iter().any(has_error) {
        let held = run.diagnostics.split_off(known);
        run.diagnostics.extend(held.into_iter().filter(|one| !one.is_of_vanished()));
    }
    run.stage_done("assemble");
    Some((files, book))
}

fn parsing_options(config: &Config, syntax: Syntax) -> markdown::Options {
    markdown::Options {
        smart_punctuation: config.html.smart_punctuation,
        marks: syntax == Syntax::Surface,
        math: config.html.math,
        raw_is_text: config.html.raw_html == RawHtml::Escape,
        raw_is_trusted: config.html.raw_html == RawHtml::Trust,
        variables: config.variables.clone(),
        variable_names: Arc::new(Names::new(config.variables.keys().map(String::as_str))),
        audiences: config.audiences.clone(),
        audience_names: Arc::new(Names::new(config.audiences.keys().map(String::as_str))),
        hidelines: Arc::new(config.html.hidelines.clone()),
    }
}

/// The files of the EPUB besides the texts, if an EPUB is made.
fn epub_files(
    config: &Config,
    book: &Book,
    files: &Files,
    run: &mut Run,
) -> Option<Arc<EpubFiles>> {
    let wanted = config.epub.enable.then(|| epub::files(config, book, files));
    wanted.map(|(epub_files, faults)| {
        run.diagnostics.extend(faults);
        Arc::new(epub_files)
    })
}

fn pages(book: &Book) -> Vec<(Arc<str>, String)> {
    let page = |node: &structure::Node| {
        let file = node.chapter.as_ref()?.source.file.clone();
        Some((file, node.url.clone()))
    };
    book.nodes.iter().filter_map(page).collect()
}

fn totals(book: &Book, outputs: &[Output]) -> Totals {
    Totals {
        chapters: book.nodes.iter().filter(|node| node.chapter.is_some()).count(),
        items: book.item_count(),
        pages: outputs.iter().filter(|output| output.path.ends_with(".html")).count(),
        bytes: outputs.iter().map(Output::len).sum(),
    }
}
