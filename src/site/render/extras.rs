//! The outputs that are made without a template: assets, redirects, and files for robots.

use super::Job;
use crate::book::structure::{Node, Redirect};
use crate::site::discovery;
use crate::site::epub;
use crate::text::diag::Diagnostic;
use crate::text::escape::escape;
use crate::text::output::Output;
use crate::text::url;

/// The assets that chapters refer to.
pub(super) fn assets(job: &Job) -> Vec<Output> {
    let named = job.book.assets.iter();
    named
        .filter_map(|(source, path)| {
            let asset = job.files.assets.get(source)?;
            Some(Output::new(path.clone(), asset.bytes.clone()))
        })
        .collect()
}

/// The book as an EPUB, if it is turned on.
pub(super) fn epub(job: &Job) -> Result<Option<Output>, Diagnostic> {
    let Some(epub_files) = job.epub else { return Ok(None) };
    let text = |node: usize| {
        let body = job.body(node)?;
        Some((body.title.as_str(), body.epub()?))
    };
    let &Job { config, book, files, .. } = job;
    let texts = (0..book.nodes.len()).map(text).collect();
    let made = epub::output(&epub::Job { config, book, files, epub_files, texts });
    made.map(Some).ok_or_else(Diagnostic::epub_too_large)
}

/// The Markdown version of each page, if they are turned on. That of a part ends with a list of its chapters.
pub(super) fn markdown_pages(job: &Job) -> Vec<Output> {
    if !job.config.html.discovery.markdown_pages {
        return Vec::new();
    }
    job.book.nodes.iter().enumerate().map(|(index, node)| markdown_page(job, index, node)).collect()
}

/// The Markdown version of the page of a node.
pub(super) fn markdown_page(job: &Job, index: usize, node: &Node) -> Output {
    let contents = discovery::markdown_page::contents(job.book, index);
    let text = job.body(index).and_then(|body| body.markdown_page.clone());
    let parts = text.into_iter().chain([contents.into()]);
    let parts = parts.filter(|part| !part.is_empty()).collect();
    Output { path: discovery::markdown_page::path(&node.url), parts }
}

/// Redirect pages, and the files for other programs.
pub(super) fn site_files(job: &Job) -> Vec<Output> {
    let mut outputs: Vec<Output> =
        job.book.redirects.iter().map(|one| redirect(one, job)).collect();
    outputs.extend(discovery::files(job.config, job.book));
    outputs
}

fn text(path: &str, text: String) -> Output {
    Output::new(path, text)
}

/// A redirect page, with a link in case the browser does not redirect. A script keeps the fragment of the address,
/// which a redirect without a script would drop.
fn redirect(redirect: &Redirect, job: &Job) -> Output {
    let (theme, policy) = (job.theme, job.config.html.policy.element());
    let mut to = String::new();
    escape(&redirect.to, &mut to);
    let mut title = String::new();
    escape(&redirect.title, &mut title);
    let file = |path: &str| {
        let mut href = String::new();
        escape(&url::relative(&redirect.from, path), &mut href);
        href
    };
    let (script, icon) = (file(&theme.redirect_script), file(&theme.icon));
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">{policy}\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<meta name=\"robots\" content=\"noindex\">\n\
         <link rel=\"icon\" href=\"{icon}\">\n\
         <script src=\"{script}\" data-tb-to=\"{to}\"></script>\n\
         <noscript><meta http-equiv=\"refresh\" content=\"0; url={to}\"></noscript>\n</head>\n<body>\n\
         <main><h1>This page has moved</h1>\n<p>It is now at <a href=\"{to}\">{title}</a>.</p></main>\n\
         </body>\n</html>\n"
    );
    text(&redirect.from, html)
}
