//! The outputs that no template makes: assets, redirects, and the files that hosts and robots read.

use super::Job;
use crate::book::Redirect;
use crate::book::url;
use crate::diag::Diagnostic;
use crate::emit::Output;
use crate::epub;
use crate::html::escape;
use crate::theme::Theme;

/// The assets that chapters name.
pub(super) fn assets(job: &Job) -> Vec<Output> {
    let named = job.book.assets.iter();
    named
        .filter_map(|(source, path)| {
            let asset = job.sources.assets.get(source)?;
            Some(Output::new(path.clone(), asset.bytes.clone()))
        })
        .collect()
}

/// The book as an EPUB, where one is asked for.
pub(super) fn epub(job: &Job) -> Result<Option<Output>, Diagnostic> {
    let Some(holdings) = job.epub else { return Ok(None) };
    let text = |node: usize| {
        let body = job.body(node)?;
        Some((body.title.as_str(), body.epub()?))
    };
    let &Job { config, book, sources, .. } = job;
    let texts = (0..book.nodes.len()).map(text).collect();
    let made = epub::output(&epub::Job { config, book, sources, holdings, texts });
    made.map(Some).ok_or_else(Diagnostic::epub_too_large)
}

/// Redirect pages, the sitemap, robots.txt, `.nojekyll` and CNAME.
pub(super) fn site_files(job: &Job) -> Vec<Output> {
    let mut outputs: Vec<Output> =
        job.book.redirects.iter().map(|one| redirect(one, job.theme)).collect();
    outputs.push(text(".nojekyll", String::new()));
    outputs.push(text("robots.txt", robots(job)));
    outputs.push(text("sitemap.xml", sitemap(job)));
    if let Some(host) = &job.config.html.cname {
        outputs.push(text("CNAME", format!("{host}\n")));
    }
    outputs
}

fn text(path: &str, text: String) -> Output {
    Output::new(path, text)
}

fn robots(job: &Job) -> String {
    let mut robots = "User-agent: *\nAllow: /\n".to_string();
    if let Some(site_url) = &job.config.html.site_url {
        robots.push_str(&format!("Sitemap: {site_url}sitemap.xml\n"));
    }
    robots
}

/// The pages of the book in reading order. The protocol wants absolute addresses, so without
/// `site-url` the list is empty.
fn sitemap(job: &Job) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.push_str("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    if let Some(site_url) = &job.config.html.site_url {
        for index in &job.book.order {
            let Some(node) = job.book.nodes.get(*index) else { continue };
            xml.push_str("<url><loc>");
            escape(&format!("{site_url}{}", url::encode(&node.url)), &mut xml);
            xml.push_str("</loc>");
            let updated = node.chapter.as_ref().and_then(|one| one.front.updated.as_ref());
            if let Some(updated) = updated {
                xml.push_str("<lastmod>");
                escape(updated, &mut xml);
                xml.push_str("</lastmod>");
            }
            xml.push_str("</url>\n");
        }
    }
    xml.push_str("</urlset>\n");
    xml
}

/// A page that sends the reader on, with a link for those whose browser does not. A script keeps the part of
/// the address that names a heading, which the browser's own way of sending on would drop.
fn redirect(redirect: &Redirect, theme: &Theme) -> Output {
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
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
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
