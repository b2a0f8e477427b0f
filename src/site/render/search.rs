//! The search index of a book: the chapters in it, and its files in the site.
//!
//! Owns the parallel collection of words. `crate::site::search` decides the content of the files.

use super::body::Body;
use crate::book::config::Config;
use crate::book::structure::Book;
use crate::site::search::{self, Contents, Entry, Piece, Postings, Section, Text};
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
    synonyms: Vec<(String, Vec<String>)>,
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
    pub fn of(book: &Book, bodies: &[Option<Arc<Body>>], config: &Config) -> Self {
        let found = |index: &usize| {
            let node = book.nodes.get(*index)?;
            let text = bodies.get(*index)?.as_ref()?.search.clone()?;
            let part = node.parent.filter(|part| *part != 0).and_then(|part| book.nodes.get(part));
            let part = part.map(|part| part.title.clone()).unwrap_or_default();
            Some(Found { title: node.title.clone(), url: url::encode(&node.url), part, text })
        };
        let chapters = book.order.iter().filter_map(found).collect();
        let synonyms = config.html.synonyms.clone().into_iter().collect();
        Chapters { language: config.language.clone(), synonyms, chapters }
    }

    /// The files of the index. A text without other references is freed when it has been written, because the texts and
    /// the files of a large book need not be in memory together.
    pub fn outputs(mut self) -> Vec<Output> {
        let postings = self.postings();
        let sizes: Vec<usize> = self.chapters.iter().map(|one| one.text.len()).collect();
        let shared = search::shared_texts(&sizes);
        let counts: Vec<usize> = shared.iter().map(ExactSizeIterator::len).collect();
        let headings = self.headings();
        let mut rest = self.chapters.as_mut_slice();
        let mut groups = Vec::with_capacity(shared.len());
        for count in &counts {
            let (group, others) = rest.split_at_mut(*count);
            groups.push(group);
            rest = others;
        }
        let texts: Vec<Piece> = groups
            .into_par_iter()
            .zip(&shared)
            .enumerate()
            .map(|(number, (group, range))| {
                let texts: Vec<Arc<Text>> =
                    group.iter_mut().map(|one| std::mem::take(&mut one.text)).collect();
                let texts: Vec<&Text> = texts.iter().map(Arc::as_ref).collect();
                search::text_piece(number, range.start, &texts)
            })
            .collect();
        let entry = |(one, sections)| {
            let Found { title, url, part, .. }: &Found = one;
            Entry { title, url, part, sections }
        };
        let entries = self.chapters.iter().zip(headings).map(entry).collect();
        let synonyms = self.synonyms.clone();
        let language = &self.language;
        let contents = Contents { entries, texts, counts, synonyms, language };
        let files = search::files(postings, contents);
        let output =
            |file: search::File| Output::new(format!("{FOLDER}{}", file.name), file.content);
        files.into_iter().map(output).collect()
    }

    /// The anchors and headings of the sections of each chapter.
    fn headings(&self) -> Vec<Vec<(String, String)>> {
        let sections = |one: &Found| {
            let pair = |section: &Section| (section.anchor.clone(), section.heading.clone());
            one.text.sections.iter().map(pair).collect()
        };
        self.chapters.iter().map(sections).collect()
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
