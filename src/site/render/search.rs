//! The search index of a book: the chapters in it, and its files in the site.
//!
//! Owns the parallel collection of words. `crate::site::search` decides the content of the files.

use super::body::Body;
use crate::book::structure::Book;
use crate::site::search::{self, Entry, Postings, Text};
use crate::text::output::Output;
use crate::text::url;
use rayon::prelude::*;
use std::sync::Arc;

/// The folder of the index, as a site path.
pub const FOLDER: &str = "assets/search/";

/// How many chapters are in one batch, and how many batches are in memory at a time.
const RUN: usize = 64;
const RUNS: usize = 8;

/// The chapters that search includes, in reading order.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Chapters {
    language: String,
    chapters: Vec<Found>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    title: String,
    url: String,
    part: String,
    text: Arc<Text>,
}

impl Chapters {
    /// The chapters of a book with their texts.
    pub fn of(book: &Book, bodies: &[Option<Arc<Body>>], language: &str) -> Self {
        let found = |index: &usize| {
            let node = book.nodes.get(*index)?;
            let text = bodies.get(*index)?.as_ref()?.search.clone()?;
            let part = node.parent.filter(|part| *part != 0).and_then(|part| book.nodes.get(part));
            let part = part.map(|part| part.title.clone()).unwrap_or_default();
            Some(Found { title: node.title.clone(), url: url::encode(&node.url), part, text })
        };
        let chapters = book.order.iter().filter_map(found).collect();
        Chapters { language: language.to_string(), chapters }
    }

    /// The files of the index. A text without other references is freed when it has been written, because the texts and
    /// the files of a large book need not be in memory together.
    pub fn outputs(mut self) -> Vec<Output> {
        let postings = self.postings();
        let texts: Vec<search::File> = self
            .chapters
            .par_iter_mut()
            .enumerate()
            .map(|(number, one)| {
                let text = std::mem::take(&mut one.text);
                search::text_file(number, &text)
            })
            .collect();
        let entries: Vec<Entry> = self
            .chapters
            .iter()
            .map(|one| Entry { title: &one.title, url: &one.url, part: &one.part })
            .collect();
        let index = search::files(postings, &entries, &texts, &self.language);
        let files = texts.into_iter().chain(index);
        files.map(|file| Output::new(format!("{FOLDER}{}", file.name), file.content)).collect()
    }

    /// Batches of chapters are read in parallel and joined in order.
    fn postings(&self) -> Postings {
        let chapters: Vec<(&str, &Text)> =
            self.chapters.iter().map(|one| (one.title.as_str(), one.text.as_ref())).collect();
        let mut all = Postings::default();
        for some in chapters.chunks(RUN * RUNS) {
            let runs: Vec<Postings> = some.par_chunks(RUN).map(Postings::of).collect();
            runs.into_iter().for_each(|run| all.append(run));
        }
        all
    }
}
