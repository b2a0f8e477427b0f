//! The texts of all chapters and their pages, some chapters at a time.
//!
//! Owns how much of a site is in memory while it is made. Whoever takes finished pages off a build's hands has them right after
//! their texts, so that trees and pages of a large book are never in memory together. Else all texts come first, then all pages.

use super::{BuildCache, Run};
use crate::book::config::{Config, Host};
use crate::book::source::Files;
use crate::book::structure::Book;
use crate::site::epub_files::EpubFiles;
use crate::site::hosts;
use crate::site::render::body::{self, Body, TextOptions};
use crate::site::render::cards::CardRenderer;
use crate::site::render::{self, ChapterPages, Frames, Job, Templates};
use crate::site::theme::Theme;
use crate::text::output::Output;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How many chapters are worked on at a time if their pages are taken: enough for all threads, and little beside a large book.
const AT_A_TIME: usize = 512;

/// Takes the content of finished files out of them before all of a site is finished, and says how many bytes that was. A file
/// that cannot be taken keeps its content.
pub type Take<'a> = dyn FnMut(Vec<&mut Output>) -> usize + 'a;

/// The texts and the pages of chapters.
pub(super) struct Texts {
    /// The book, without the trees that nothing else refers to.
    pub(super) book: Book,
    pub(super) bodies: Vec<Option<Arc<Body>>>,
    pub(super) pages: ChapterPages,
    /// How long the texts took.
    pub(super) writing: Duration,
    /// How long the pages took, with taking them.
    pub(super) rendering: Duration,
    /// How many bytes of them were taken.
    pub(super) taken: usize,
}

/// Whether files of a book's site are made of the content of its pages.
pub(super) fn are_read_again(config: &Config) -> bool {
    let html = &config.html;
    html.offline || hosts::want_smaller(config) || html.hosts.contains(&Host::S3)
}

/// What pages are made of besides the book and its texts.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub(super) config: &'a Config,
    pub(super) files: &'a Files,
    pub(super) theme: &'a Theme,
    pub(super) templates: &'a Templates,
    pub(super) epub: Option<&'a EpubFiles>,
    pub(super) has_feed: bool,
    pub(super) frames: Option<&'a Frames>,
}

impl<'a> Around<'a> {
    /// The same with the book and its texts.
    pub(super) fn job<'b>(self, book: &'b Book, bodies: &'b [Option<Arc<Body>>]) -> Job<'b>
    where
        'a: 'b,
    {
        let Around { config, files, theme, templates, epub, has_feed, frames } = self;
        Job { config, book, files, theme, templates, epub, bodies, has_feed, frames }
    }
}

/// Writes the texts and the pages of a book.
pub(super) fn write(
    mut book: Book,
    around: Around,
    (wanted, card_renderer): (TextOptions, Option<&CardRenderer>),
    (cache, run): (&BuildCache, &mut Run),
    mut take: Option<&mut Take>,
) -> Texts {
    let count = book.nodes.len();
    let at_a_time = if take.is_some() { AT_A_TIME } else { count.max(1) };
    let mut bodies: Vec<Option<Arc<Body>>> = vec![None; count];
    let mut pages = ChapterPages::default();
    let (mut writing, mut rendering, mut taken) = (Duration::ZERO, Duration::ZERO, 0);
    for start in (0..count).step_by(at_a_time) {
        let range = start..(start + at_a_time).min(count);
        let began = Instant::now();
        let nodes = book.nodes.get_mut(range.clone()).unwrap_or_default();
        let new = body::all(nodes, wanted, &cache.tools, cache.bodies());
        run.work.rendered += super::work::new_texts(nodes, &new, cache.bodies());
        let place = bodies.get_mut(range.clone()).unwrap_or_default();
        place.iter_mut().zip(new).for_each(|(place, body)| *place = body);
        writing += began.elapsed();
        let began = Instant::now();
        let mut made = render::chapters(&around.job(&book, &bodies), card_renderer, range.clone());
        if let Some(take) = &mut take {
            taken += take(made.files());
            let done = bodies.get_mut(range).unwrap_or_default();
            done.iter_mut().flatten().for_each(Body::drop_page);
        }
        pages.extend(made);
        rendering += began.elapsed();
    }
    Texts { book, bodies, pages, writing, rendering, taken }
}
