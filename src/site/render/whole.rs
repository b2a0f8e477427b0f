//! A rendered book that stays: single pages of it can be rendered anew, and what is made of the texts of all chapters is
//! made when somebody asks for it.
//!
//! Owns which files of a site depend on the text of a chapter beyond what other pages see of it: its own page and its
//! Markdown version, which [`Whole::pages_of`] makes, and those of [`Late`]. All others stay as they are for as long as the
//! book is the same but for its texts.

use super::body::Body;
use super::cards::Pictures;
use super::search::Chapters;
use super::views::{GeneratedPage, MADE};
use super::{
    Frame, Frames, Job, Page, Templates, chapter_page, extras, splice, text_on_made, views,
};
use crate::book::config::Config;
use crate::book::source::Files;
use crate::book::structure::Book;
use crate::site::epub;
use crate::site::epub_files::EpubFiles;
use crate::site::page::PageKind;
use crate::site::theme::Theme;
use crate::text::diag::Diagnostic;
use crate::text::output::Output;
use bytes::Bytes;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// The finished text of each node of a book, if it has one.
pub type Bodies = Arc<Vec<Option<Arc<Body>>>>;

/// A book with everything that its pages are made of, but for their texts.
pub struct Whole {
    /// The configuration.
    pub config: Config,
    /// The book. The trees of its chapters are those of the build that made it.
    pub book: Book,
    /// The content folder.
    pub files: Files,
    /// The theme.
    pub theme: Theme,
    /// Its templates.
    pub templates: Templates,
    /// The files of the EPUB besides the texts, if an EPUB is made.
    pub epub: Option<Arc<EpubFiles>>,
    /// The social cards, if the book has them.
    pub pictures: Option<Pictures>,
    /// Whether the site has a feed.
    pub has_feed: bool,
}

/// The files of the page of one chapter.
pub struct Pages {
    /// The page.
    pub page: Output,
    /// Its frame, for the next build.
    pub frame: Option<Frame>,
    /// The Markdown version, if there is one.
    pub markdown: Option<Output>,
}

impl Whole {
    fn job<'a>(&'a self, bodies: &'a [Option<Arc<Body>>], frames: Option<&'a Frames>) -> Job<'a> {
        Job {
            config: &self.config,
            book: &self.book,
            files: &self.files,
            theme: &self.theme,
            templates: &self.templates,
            epub: self.epub.as_deref(),
            bodies,
            has_feed: self.has_feed,
            frames,
        }
    }

    /// The files of the page of a node with these texts.
    pub fn pages_of(
        &self,
        index: usize,
        bodies: &[Option<Arc<Body>>],
        frames: &Frames,
    ) -> Result<Pages, Diagnostic> {
        let job = self.job(bodies, Some(frames));
        let card_renderer = self.pictures.as_ref().map(Pictures::renderer);
        // No navigation is shared with the pages of other nodes, because they are not made.
        let Page { output: page, frame, .. } =
            chapter_page(&job, &views::book(&job), &HashMap::new(), card_renderer, index)?;
        let node = self.book.nodes.get(index);
        let node = node.filter(|_| self.config.html.discovery.markdown_pages);
        let markdown = node.map(|node| extras::markdown_page(&job, index, node));
        Ok(Pages { page, frame, markdown })
    }
}

/// The files that are made of the texts of all chapters.
pub struct Late {
    whole: Arc<Whole>,
    bodies: Bodies,
    /// The frames of generated pages with texts.
    frames: Vec<(&'static GeneratedPage, Bytes)>,
    epub: OnceLock<Option<Output>>,
}

impl std::fmt::Debug for Late {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.debug_list().entries(self.paths()).finish()
    }
}

impl Late {
    /// Those of a book with these texts, whose generated pages have their frames among `frames`.
    pub fn of(whole: Arc<Whole>, bodies: Bodies, frames: &Frames) -> Self {
        let made = MADE.iter().filter(|made| made.kind != PageKind::Missing);
        let frames = made.filter_map(|made| Some((made, frames.get(made.path)?.html.clone())));
        Late { whole, bodies, frames: frames.collect(), epub: OnceLock::new() }
    }

    fn epub_path(&self) -> Option<String> {
        self.whole.epub.as_ref().map(|_| epub::file_name(&self.whole.book.title))
    }

    /// The site paths of these files, without those of the search.
    pub fn paths(&self) -> Vec<String> {
        let made = self.frames.iter().map(|(made, _)| made.path.to_string());
        made.chain(self.epub_path()).collect()
    }

    /// Whether a file at this site path is one of them.
    pub fn has(&self, path: &str) -> bool {
        self.frames.iter().any(|(made, _)| made.path == path)
            || path.ends_with(".epub") && self.epub_path().is_some_and(|epub| epub == path)
    }

    /// Makes the file at a site path, if it is one of them.
    pub fn file(&self, path: &str) -> Option<Output> {
        if let Some((made, frame)) = self.frames.iter().find(|(made, _)| made.path == path) {
            let text = |node: usize| Some(text_on_made(made, self.bodies.get(node)?.as_deref()?));
            let parts = self.whole.config.html.policy.put_into(splice::fill(frame, text));
            return Some(Output { path: path.to_string(), parts });
        }
        // What has become too large for an EPUB is reported by the next build of the whole book.
        let make = || extras::epub(&self.whole.job(&self.bodies, None)).ok().flatten();
        self.has(path).then(|| self.epub.get_or_init(make).clone())?
    }

    /// The chapters for the search, if the book has one.
    pub fn searched(&self) -> Option<Chapters> {
        let Whole { config, book, .. } = &*self.whole;
        config.html.search.then(|| Chapters::of(book, &self.bodies, config))
    }
}
