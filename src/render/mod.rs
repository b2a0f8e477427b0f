//! A book and a theme to the files of the site: the fifth stage.
//!
//! Only this module and `theme.rs` know Tera. Pages are rendered in parallel; nothing here touches
//! the disk or knows whether the outputs go to one or to a browser.

pub mod body;
mod extras;
mod placed;
mod views;

use crate::book::Book;
use crate::config::Config;
use crate::diag::Diagnostic;
use crate::emit::Output;
use crate::page::{BookView, PageKind, View};
use crate::source::Sources;
use crate::theme::{AUTHOR_PREFIX, DEFAULT_PREFIX, Theme};
use body::Body;
use bytes::Bytes;
use rayon::prelude::*;
use std::sync::Arc;
use tera::{Context, Tera};

/// A theme whose templates are compiled.
pub struct Templates {
    tera: Tera,
}

impl Templates {
    /// Whether there is a template of this name, without `.html`.
    fn has(&self, name: &str) -> bool {
        self.tera.contains_template(&format!("{name}.html"))
    }
}

/// Compiles the templates of a theme.
pub fn compile(theme: &Theme) -> Result<Templates, Diagnostic> {
    let mut tera = Tera::new();
    let fault = |error: tera::Error| Diagnostic::template_failed(&error.to_string());
    tera.set_fallback_prefixes([AUTHOR_PREFIX, DEFAULT_PREFIX]).map_err(fault)?;
    let templates = theme.templates.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    tera.add_raw_templates(templates).map_err(fault)?;
    Ok(Templates { tera })
}

/// Everything that rendering reads.
pub struct Job<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// The book.
    pub book: &'a Book,
    /// The content folder, for the assets.
    pub sources: &'a Sources,
    /// The theme.
    pub theme: &'a Theme,
    /// Its templates.
    pub templates: &'a Templates,
    /// For each node of the book, its finished text.
    pub bodies: &'a [Option<Arc<Body>>],
}

impl<'a> Job<'a> {
    fn body(&self, node: usize) -> Option<&'a Body> {
        self.bodies.get(node)?.as_deref()
    }
}

/// Renders the whole site, sorted by path.
pub fn outputs(job: &Job) -> Result<Vec<Output>, Vec<Diagnostic>> {
    let book_view = views::book(job);
    let mut faults = unknown_templates(job.book, job.theme, job.templates);
    let pages: Vec<Result<Output, Diagnostic>> = (0..job.book.nodes.len())
        .into_par_iter()
        .map(|node| chapter_page(job, &book_view, node))
        .collect();
    let generated: Vec<Result<Output, Diagnostic>> =
        [PageKind::Plan, PageKind::Print, PageKind::Missing]
            .into_par_iter()
            .map(|kind| generated_page(job, &book_view, kind))
            .collect();
    let mut outputs = Vec::with_capacity(pages.len() + 64);
    for result in pages.into_iter().chain(generated) {
        match result {
            Ok(output) => outputs.push(output),
            Err(fault) => faults.push(fault),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    outputs.extend(extras::assets(job));
    outputs.extend(extras::site_files(job));
    outputs.extend(job.theme.files.iter().cloned());
    outputs.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(outputs)
}

/// The templates that chapters ask for and the theme does not have.
pub fn unknown_templates(book: &Book, theme: &Theme, templates: &Templates) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for node in &book.nodes {
        let Some(chapter) = &node.chapter else { continue };
        let Some((name, span)) = &chapter.front.template else { continue };
        if !templates.has(name) {
            let mut known: Vec<&str> = theme
                .templates
                .iter()
                .filter_map(|(name, _)| name.split_once('/')?.1.strip_suffix(".html"))
                .collect();
            known.sort_unstable();
            known.dedup();
            let span = span.clone();
            faults.push(Diagnostic::template_unknown(&chapter.source, span, name, known));
        }
    }
    faults
}

fn chapter_page(job: &Job, book_view: &BookView, index: usize) -> Result<Output, Diagnostic> {
    let Some(node) = job.book.nodes.get(index) else {
        return Err(Diagnostic::template_failed("a page has no node"));
    };
    let asked = node.chapter.as_ref().and_then(|chapter| chapter.front.template.as_ref());
    let template = match asked {
        Some((name, _)) if job.templates.has(name) => name.as_str(),
        _ if node.is_part && index != 0 => "part",
        _ => "page",
    };
    let view = views::chapter(job, book_view, index, template);
    page(job, template, node.url.clone(), &view, |node| Some(job.body(node)?.page.as_slice()))
}

fn generated_page(job: &Job, book_view: &BookView, kind: PageKind) -> Result<Output, Diagnostic> {
    let (name, view) = match kind {
        PageKind::Plan => ("plan", views::plan(job, book_view)),
        PageKind::Print => ("print", views::print(job, book_view)),
        _ => ("404", views::missing(job, book_view)),
    };
    page(job, name, format!("{name}.html"), &view, |node| {
        let body = job.body(node)?;
        Some(match kind {
            PageKind::Plan => body.plan.as_slice(),
            _ => body.print.as_slice(),
        })
    })
}

/// Renders a page and puts its texts in place. `texts` gives the text that a marker stands for.
fn page<'a>(
    job: &Job,
    template: &str,
    path: String,
    view: &View,
    texts: impl Fn(usize) -> Option<&'a [Bytes]>,
) -> Result<Output, Diagnostic> {
    let fault = |error: tera::Error| {
        let mut report = error.to_string();
        report.push_str(&format!("\nwhile rendering {path}"));
        Diagnostic::template_failed(&report)
    };
    let context = Context::from_serialize(view).map_err(fault)?;
    let html = job.templates.tera.render(&format!("{template}.html"), &context).map_err(fault)?;
    Ok(Output { path, parts: placed::fill(html, texts) })
}
