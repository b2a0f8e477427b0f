//! The book as an EPUB 3, for reading systems without a browser and without a network.
//!
//! Pure: takes the book, its texts and its pictures, and returns the bytes of one file. It contains each page of the
//! book as a separate file, the title page and the pictures, and no script. Made only if the author turns it on, so
//! that a book without one costs nothing.

mod archive;
mod cover;
mod faults;
mod package;
mod pages;
mod pictures;
mod xhtml;

use crate::book::config::Config;
use crate::book::source::Files;
use crate::book::structure::Book;
use crate::site::epub_files::{self, EpubFiles};
use crate::syntax::markdown::slug;
use crate::text::diag::Diagnostic;
use crate::text::output::Output;
use bytes::Bytes;
use cover::Cover;
use std::collections::HashMap;
pub use xhtml::Text;

const MEDIA_TYPE: &str = "application/epub+zip";

/// The folder of the files in the package.
const FOLDER: &str = "EPUB";

const STYLE: &str = include_str!("style.css");

/// The files that a book needs besides its texts, and the faults of those that cannot be included.
pub fn files(config: &Config, book: &Book, files: &Files) -> (EpubFiles, Vec<Diagnostic>) {
    let (pictures, mut faults) = pictures::of(book, files, config.html.site_url.is_some());
    if let (Some((path, span)), Some(asset)) = (&config.epub.cover, &files.cover)
        && pictures::format(&asset.bytes).is_none()
    {
        faults.push(Diagnostic::cover_unusable(&config.source, span.clone(), path));
    }
    (EpubFiles { pictures, site_url: config.html.site_url.clone() }, faults)
}

/// The name of the file, from the title of the book.
pub fn file_name(title: &str) -> String {
    format!("{}.epub", slug::slug(title))
}

/// The text of a chapter, from the parts of its HTML. `url` is the chapter's site path.
pub fn text(parts: &[Bytes], url: &str) -> Text {
    let html = parts.concat();
    xhtml::text(std::str::from_utf8(&html).unwrap_or_default(), &epub_files::text(url))
}

/// The input of the EPUB.
pub struct Job<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// The book.
    pub book: &'a Book,
    /// The content folder, for pictures and the cover.
    pub files: &'a Files,
    /// The files besides the chapters.
    pub epub_files: &'a EpubFiles,
    /// For each node of the book, its title as HTML and its text; `None` for a part without a page of
    /// its own.
    pub texts: Vec<Option<(&'a str, &'a Text)>>,
}

/// A file of the package.
struct Entry<'a> {
    path: String,
    media_type: &'static str,
    content: Content<'a>,
}

impl Entry<'_> {
    /// Whether it contains MathML, which the package document must declare.
    fn has_formulas(&self) -> bool {
        matches!(&self.content, Content::Made(xhtml) if xhtml.contains("<math "))
    }
}

enum Content<'a> {
    Made(String),
    Found(&'a [u8]),
}

impl Content<'_> {
    fn bytes(&self) -> &[u8] {
        match self {
            Content::Made(text) => text.as_bytes(),
            Content::Found(bytes) => bytes,
        }
    }
}

/// The finished file; `None` if the book is too large for the format.
pub fn output(job: &Job) -> Option<Output> {
    let cover = cover::of(job);
    let pages = pages(job, &cover);
    let pictures: Vec<Entry> = job
        .epub_files
        .pictures
        .values()
        .filter_map(|picture| {
            let content = Content::Found(&job.files.assets.get(&picture.source)?.bytes);
            let (path, media_type) = (picture.path.clone(), picture.media_type);
            Some(Entry { path, media_type, content })
        })
        .collect();
    let package = package::document(job, &cover, &pages, &pictures);
    let below = |path: &str| format!("{FOLDER}/{path}");
    let entries = pages.iter().chain(&pictures);
    let files = [
        ("META-INF/container.xml".to_string(), package::CONTAINER.as_bytes()),
        (below(package::NAME), package.as_bytes()),
        (below(package::STYLE_NAME), STYLE.as_bytes()),
        (below(&cover.path), &*cover.bytes),
    ];
    let files = files.into_iter();
    let files = files.chain(entries.map(|entry| (below(&entry.path), entry.content.bytes())));
    let bytes = archive::of(MEDIA_TYPE, files.map(|(name, bytes)| (name, vec![bytes])))?;
    Some(Output::new(file_name(&job.book.title), bytes))
}

/// The pages in reading order: cover, title, contents, and the book.
fn pages<'a>(job: &Job, cover: &Cover) -> Vec<Entry<'a>> {
    let entry = |path: String, xhtml: String| Entry {
        path,
        media_type: package::XHTML,
        content: Content::Made(xhtml),
    };
    let mut ids: HashMap<String, &Text> = HashMap::new();
    for (node, text) in job.book.nodes.iter().zip(&job.texts) {
        if let Some((_, text)) = text {
            ids.insert(epub_files::text(&node.url), text);
        }
    }
    let mut pages = vec![
        entry(package::COVER_PAGE.into(), pages::cover(job, cover)),
        entry(package::TITLE_PAGE.into(), pages::title(job)),
        entry(package::CONTENTS.into(), pages::contents(job)),
    ];
    for index in &job.book.order {
        let Some(node) = job.book.nodes.get(*index) else { continue };
        pages.push(entry(epub_files::text(&node.url), pages::node(job, *index, &ids)));
    }
    pages
}
