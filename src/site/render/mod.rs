//! Renders a book with a theme to the files of the site: the fifth stage.
//!
//! Only this module and `theme.rs` know Tera. Pages are rendered in parallel; nothing here uses the disk or knows
//! whether the outputs go to a disk or to a browser.

pub mod body;
pub mod cards;
mod engine;
mod extras;
mod fault;
mod faults;
mod frame;
mod look;
mod loop_limit;
mod nav;
mod needs;
mod previews;
pub mod search;
mod splice;
mod views;
pub mod whole;

use crate::book::config::Config;
use crate::book::source::Files;
use crate::book::structure::Book;
use crate::site::discovery;
use crate::site::epub_files::EpubFiles;
use crate::site::page::{BookView, PageKind, View};
use crate::site::theme::Theme;
use crate::text::diag::Diagnostic;
use crate::text::output::Output;
use body::Body;
use bytes::Bytes;
use cards::{CardRenderer, Picture, Pictures, Subject, Unwritable};
use engine::Engine;
pub use frame::{Frame, Frames};
use nav::Nav;
use rayon::prelude::*;
use std::sync::Arc;
use tera::Context;
use views::{From, GeneratedPage};

/// A theme whose templates are compiled.
pub struct Templates {
    engine: Engine,
    fingerprint: blake3::Hash,
}

impl Templates {
    /// Whether there is a template with this name, without `.html`.
    fn has(&self, name: &str) -> bool {
        self.engine.has(&format!("{name}.html"))
    }
}

/// Compiles the templates of a theme.
pub fn compile(theme: &Theme) -> Result<Templates, Diagnostic> {
    let engine = Engine::of(theme, |name| !name.ends_with(cards::TEMPLATES), |_| {})?;
    Ok(Templates { engine, fingerprint: frame::of_theme(theme) })
}

/// The input of rendering.
pub struct Job<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// The book.
    pub book: &'a Book,
    /// The content folder, for the assets.
    pub files: &'a Files,
    /// The theme.
    pub theme: &'a Theme,
    /// Its templates.
    pub templates: &'a Templates,
    /// The files of the EPUB besides the texts, if an EPUB is made.
    pub epub: Option<&'a EpubFiles>,
    /// For each node of the book, its finished text.
    pub bodies: &'a [Option<Arc<Body>>],
    /// Whether the site has a feed.
    pub has_feed: bool,
    /// Frames of an earlier build; `None` if no later build will use those of this one.
    pub frames: Option<&'a Frames>,
}

/// A rendered site.
pub struct Rendered {
    /// Its files, sorted by path.
    pub outputs: Vec<Output>,
    /// The frames of its pages, for the next build.
    pub frames: Frames,
    /// Its social cards, if there are any.
    pub pictures: Option<Pictures>,
    /// A note for the author about them.
    pub note: Option<Diagnostic>,
}

impl<'a> Job<'a> {
    fn body(&self, node: usize) -> Option<&'a Body> {
        self.bodies.get(node)?.as_deref()
    }
}

/// A rendered page.
struct Page {
    output: Output,
    frame: Option<Frame>,
    picture: Option<Result<Picture, Unwritable>>,
}

/// Renders the whole site. The pages refer to their social cards if there is a `card_renderer`.
pub fn outputs(
    job: &Job,
    card_renderer: Option<CardRenderer>,
) -> Result<Rendered, Vec<Diagnostic>> {
    let book_view = views::book(job);
    let renderer_in_use = card_renderer.as_ref();
    let mut faults = unknown_templates(job.book, job.theme, job.templates);
    let navs = nav::of_parts(job);
    let pages: Vec<Result<Page, Diagnostic>> = (0..job.book.nodes.len())
        .into_par_iter()
        .map(|node| chapter_page(job, &book_view, &navs, renderer_in_use, node))
        .collect();
    let made: Vec<Result<Page, Diagnostic>> = views::MADE
        .par_iter()
        .map(|made| made_page(job, &book_view, renderer_in_use, made))
        .collect();
    let mut outputs = Vec::with_capacity(pages.len() + 64);
    let mut frames = Frames::new();
    let mut pictures = Vec::new();
    for result in pages.into_iter().chain(made) {
        match result {
            Ok(Page { output, frame, picture }) => {
                frames.extend(frame.map(|frame| (output.path.clone(), frame)));
                pictures.extend(picture);
                outputs.push(output);
            }
            // A template fails in the same way for every page, and needs one fix.
            Err(fault) if faults.iter().any(|told| told.is_same_fault(&fault)) => {}
            Err(fault) => faults.push(fault),
        }
    }
    match extras::epub(job) {
        Ok(epub) => outputs.extend(epub),
        Err(fault) => faults.push(fault),
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    outputs.extend(extras::assets(job));
    outputs.extend(extras::markdown_pages(job));
    outputs.extend(extras::site_files(job));
    outputs.extend(needs::files(job.theme, job.book).cloned());
    outputs.sort_by(|a, b| a.path.cmp(&b.path));
    let (pictures, note) = match card_renderer {
        Some(card_renderer) => {
            Pictures::of(card_renderer, pictures).map_err(|fault| vec![fault])?
        }
        None => (None, None),
    };
    Ok(Rendered { outputs, frames, pictures, note })
}

/// Templates that chapters use and that the theme does not have, or that show no chapter.
pub fn unknown_templates(book: &Book, theme: &Theme, templates: &Templates) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for node in &book.nodes {
        let Some(chapter) = &node.chapter else { continue };
        let Some((name, span)) = &chapter.front.template else { continue };
        let (source, span) = (&chapter.source, span.clone());
        if !templates.has(name) {
            let known = theme.chapter_templates();
            faults.push(Diagnostic::template_unknown(source, span, name, known));
        } else if theme.lacks_text(name) {
            faults.push(Diagnostic::template_without_text(
                source,
                span,
                name,
                &theme.chapter_templates(),
            ));
        }
    }
    faults
}

fn chapter_page(
    job: &Job,
    book_view: &BookView,
    navs: &[Option<Nav>],
    card_renderer: Option<&CardRenderer>,
    index: usize,
) -> Result<Page, Diagnostic> {
    let Some(node) = job.book.nodes.get(index) else {
        return Err(Diagnostic::template_failed("a page has no node", None, "", &[]));
    };
    let asked = node.chapter.as_ref().and_then(|chapter| chapter.front.template.as_ref());
    let template = match asked {
        Some((name, _)) if job.templates.has(name) => name.as_str(),
        _ if node.is_part && index != 0 => "part",
        _ => "page",
    };
    let part = if node.is_part { Some(index) } else { node.parent };
    let own;
    let nav = match part.and_then(|part| navs.get(part)?.as_ref()) {
        Some(shared) => shared,
        None => {
            own = nav::of(job, From::Page(&node.url), &job.book.trail(index));
            &own
        }
    };
    let mut view = views::chapter(job, book_view, index, template, &nav.list);
    let picture = card_renderer
        .map(|card_renderer| picture(card_renderer, &mut view, &Subject::node(job, index)));
    let image = view.site.share_image_url.as_deref();
    view.page.structured_data = discovery::linked_data(job.config, job.book, index, image);
    let texts = |node| Some(job.body(node)?.page.as_slice());
    let page = page(job, template, node.url.clone(), (&view, &nav.key), texts)?;
    Ok(Page { picture, ..page })
}

/// The social card of a page; its address is put into the view.
fn picture(
    card_renderer: &CardRenderer,
    view: &mut View,
    subject: &Subject,
) -> Result<Picture, Unwritable> {
    let picture = card_renderer.picture(subject)?;
    view.site.share_image_url = Some(card_renderer.url(&picture));
    Ok(picture)
}

fn made_page(
    job: &Job,
    book_view: &BookView,
    card_renderer: Option<&CardRenderer>,
    made: &GeneratedPage,
) -> Result<Page, Diagnostic> {
    let from = made.from(&job.config.html.host_path);
    let nav = nav::of(job, from, &[]);
    let mut view = views::made(job, book_view, made, from, &nav.list);
    if made.kind == PageKind::Missing {
        let styles = std::mem::take(&mut view.site.styles);
        view.site.styles = needs::styles_at_any_path(styles, job.config, &job.book.nodes);
    }
    let path = format!("{}.html", made.template);
    let card_renderer = card_renderer.filter(|_| made.kind != PageKind::Missing);
    let picture = card_renderer
        .map(|card_renderer| picture(card_renderer, &mut view, &Subject::made(job, made)));
    let texts = |node| Some(text_on_made(made, job.body(node)?));
    let page = page(job, made.template, path, (&view, &nav.key), texts)?;
    Ok(Page { picture, ..page })
}

/// The text of a chapter on a generated page.
fn text_on_made<'a>(made: &GeneratedPage, body: &'a Body) -> &'a [Bytes] {
    match made.kind {
        PageKind::Plan => &body.plan,
        _ => &body.print,
    }
}

/// Renders a page, or reuses the frame of an earlier build if it is the same, and inserts the texts. The view comes
/// with the key of its navigation; `texts` gives the text for a marker.
fn page<'a>(
    job: &Job,
    template: &str,
    path: String,
    (view, nav): (&View, &blake3::Hash),
    texts: impl Fn(usize) -> Option<&'a [Bytes]>,
) -> Result<Page, Diagnostic> {
    let key = job.frames.map(|_| frame::key(&job.templates.fingerprint, template, nav, view));
    let kept = job.frames.and_then(|frames| frames.get(&path));
    let html = match kept.filter(|frame| Some(frame.key) == key) {
        Some(frame) => frame.html.clone(),
        None => rendered(job, template, &path, view)?,
    };
    let parts = job.config.html.policy.put_into(splice::fill(&html, texts));
    let frame = key.map(|key| Frame { key, html });
    Ok(Page { output: Output { path, parts }, frame, picture: None })
}

fn rendered(job: &Job, template: &str, path: &str, view: &View) -> Result<Bytes, Diagnostic> {
    let context = Context::from_serialize(view);
    let html = job.templates.engine.render(&format!("{template}.html"), context, path)?;
    // Without spare capacity, because the pages of a large book are in memory together.
    Ok(html.into_bytes().into_boxed_slice().into())
}
