//! Social cards: the texts of each, its name, and its SVG by the theme's template.
//!
//! A card is named by a hash of everything that it is made of and painted only on request. So a build keeps existing
//! ones, the server paints none, and those of a large book are never all in memory.

use super::Job;
use super::engine::Engine;
use super::frame::hash;
use super::views::{self, GeneratedPage};
use crate::book::config::Config;
use crate::book::config::keys;
use crate::book::structure::Book;
use crate::site::page::{PageKind, ShareCard, ShareView};
use crate::site::social_card::{Fonts, Frame, Weight, seal};
use crate::site::theme::Theme;
use crate::text::diag::Diagnostic;
use bytes::Bytes;
use std::collections::BTreeMap;
use tera::{Context, Tera};

/// The extension of card templates.
pub(super) const TEMPLATES: &str = ".svg";

const TEMPLATE: &str = "share.svg";

/// The folder of the cards in the site.
const FOLDER: &str = "assets/share/";

/// Whether a site path is that of a card.
pub fn is_card(path: &str) -> bool {
    path.starts_with(FOLDER)
}

/// The space for each text, in pixels.
const WIDTH: f32 = 1040.0;
const TITLE: Frame = Frame { width: WIDTH, sizes: &[(96, 2), (84, 2), (72, 3), (62, 3)] };
const DESCRIPTION: Frame = Frame { width: WIDTH, sizes: &[(32, 2)] };
const ONE_LINE: Frame = Frame { width: WIDTH, sizes: &[(32, 1)] };
/// Leaves space for the number of items next to it.
const FOOT: Frame = Frame { width: 700.0, ..ONE_LINE };

/// The shared data of all cards of a book.
pub struct CardRenderer {
    engine: Engine,
    fonts: Fonts,
    context: CardContext,
    key: blake3::Hash,
    site_url: String,
}

/// The data of the book on its cards: less than page templates have, so that a new item does not change all cards.
#[derive(Debug, Hash)]
struct CardContext {
    title: Result<String, char>,
    authors: String,
    text_direction: &'static str,
}

/// The card of a page: its name and its texts.
#[derive(Debug, Hash)]
pub struct Picture {
    /// The site path.
    pub path: String,
    title: String,
    part: String,
    description: String,
    item_count: usize,
}

/// The page of a card.
pub(super) struct Subject<'a> {
    /// The file named in the diagnostic if the card cannot be written.
    pub(super) file: &'a str,
    pub(super) title: &'a str,
    /// The part's title, or empty.
    pub(super) part: &'a str,
    pub(super) description: &'a str,
    pub(super) item_count: usize,
}

impl<'a> Subject<'a> {
    /// The page of a chapter or part. The start page is that of the book.
    pub(super) fn node(job: &'a Job, index: usize) -> Self {
        let node = &job.book.nodes[index];
        let part = node.parent.filter(|part| *part != 0).and_then(|part| job.book.nodes.get(part));
        let file = node.chapter.as_ref().map_or(node.source.as_str(), |one| &one.source.file);
        match index {
            0 => Subject {
                file,
                title: &job.book.title,
                part: "",
                description: &job.config.description,
                item_count: job.book.item_count(),
            },
            _ => Subject {
                file,
                title: &node.title,
                part: part.map_or("", |part| &part.title),
                description: node.description(),
                item_count: node.items.len(),
            },
        }
    }

    /// A generated page.
    pub(super) fn made(job: &Job, made: &GeneratedPage) -> Self {
        let is_plan = made.kind == PageKind::Plan;
        Subject {
            file: made.path,
            title: made.title,
            part: "",
            description: made.description,
            item_count: if is_plan { job.book.item_count() } else { 0 },
        }
    }
}

/// A page whose card cannot be written: its file, and a letter that no font has.
pub(super) struct Unwritable {
    file: String,
    letter: char,
}

/// The cards of a site, each painted when it is written.
pub struct Pictures {
    card_renderer: CardRenderer,
    list: Vec<Picture>,
}

impl CardRenderer {
    /// Compiles the template and loads the fonts. Authors whose names cannot be written are left out.
    pub fn new(
        config: &Config,
        book: &Book,
        theme: &Theme,
        site_url: &str,
    ) -> Result<Self, Diagnostic> {
        let is_ours = |name: &str| name.ends_with(TEMPLATES);
        let escape = |tera: &mut Tera| tera.autoescape_on([TEMPLATES]);
        let engine = Engine::of(theme, is_ours, escape)?;
        let templates: Vec<(&str, &str)> = theme
            .templates
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .filter(|(name, _)| is_ours(name))
            .collect();
        let templates_key = hash(&templates);
        let own = theme.share_fonts.iter().map(|(_, bytes)| bytes.clone()).collect();
        let fonts = Fonts::with(own).map_err(|place| {
            let path = theme.share_fonts.get(place).map(|(path, _)| path.as_path());
            let file = config.html.share_fonts.get(place).map_or("", String::as_str);
            let span = config.places.within(&config.source, keys::HTML_SHARE_FONTS, file);
            Diagnostic::share_font_unusable(path.unwrap_or(std::path::Path::new("")))
                .named_at(&config.source, span)
        })?;
        let context = CardContext {
            title: fonts.writable(&book.title),
            authors: fonts.writable(&config.authors.join(", ")).unwrap_or_default(),
            text_direction: views::text_direction(config),
        };
        let fonts_key = fonts.fingerprint();
        // Another version of the program may paint differently.
        let version = env!("CARGO_PKG_VERSION");
        let key = hash(&(templates_key.as_bytes(), fonts_key.as_bytes(), version, &context));
        Ok(CardRenderer { engine, fonts, context, key, site_url: site_url.to_string() })
    }

    /// The card of a page.
    pub(super) fn picture(&self, subject: &Subject) -> Result<Picture, Unwritable> {
        let unwritable = |letter| Unwritable { file: subject.file.to_string(), letter };
        let writable = |text: &str| self.fonts.writable(text).map_err(unwritable);
        self.context.title.as_ref().map_err(|letter| unwritable(*letter))?;
        let mut picture = Picture {
            path: String::new(),
            title: writable(subject.title)?,
            part: writable(subject.part)?,
            description: writable(subject.description)?,
            item_count: subject.item_count,
        };
        let key = hash(&(self.key.as_bytes(), &picture)).to_hex();
        picture.path = format!("{FOLDER}{}.png", key.get(..16).unwrap_or_default());
        Ok(picture)
    }

    /// The absolute address of a card.
    pub(super) fn url(&self, picture: &Picture) -> String {
        format!("{}{}", self.site_url, picture.path)
    }

    /// Checks that the output of the template can be painted.
    fn check(&self, picture: &Picture) -> Result<(), Diagnostic> {
        let svg = self.svg(picture)?;
        self.fonts.check(&svg).map_err(|reason| Diagnostic::share_failed(&picture.path, &reason))
    }

    fn svg(&self, picture: &Picture) -> Result<String, Diagnostic> {
        let lines = |text: &str, frame| self.fonts.lines(text, Weight::Regular, frame).lines;
        let bold = |text: &str, frame| self.fonts.lines(text, Weight::Bold, frame);
        let title = bold(&picture.title, &TITLE);
        let book_title = self.context.title.as_deref().unwrap_or_default();
        let share = ShareCard {
            text_direction: self.context.text_direction,
            part: lines(&picture.part, &ONE_LINE).pop(),
            title_lines: title.lines,
            title_size: title.size,
            description_lines: lines(&picture.description, &DESCRIPTION),
            book_title: match book_title == picture.title {
                true => None,
                false => bold(book_title, &FOOT).lines.pop(),
            },
            authors: lines(&self.context.authors, &FOOT).pop().unwrap_or_default(),
            item_count: picture.item_count,
        };
        let context = Context::from_serialize(&ShareView { share });
        self.engine.render(TEMPLATE, context, &picture.path)
    }
}

impl std::fmt::Debug for Pictures {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.debug_list().entries(&self.list).finish()
    }
}

impl Pictures {
    /// Collects the cards of the pages, with a note about pages whose card cannot be written. Pages with the same texts
    /// share one card. Only the first is checked, because the others come from the same template.
    pub(super) fn of(
        card_renderer: CardRenderer,
        found: Vec<Result<Picture, Unwritable>>,
    ) -> Result<(Option<Self>, Option<Diagnostic>), Diagnostic> {
        let mut missing = found.iter().filter_map(|one| one.as_ref().err());
        let note = missing.next().map(|Unwritable { file, letter }| {
            Diagnostic::share_letters_missing(missing.count() + 1, file, *letter)
        });
        let named = found.into_iter().flatten().map(|picture| (picture.path.clone(), picture));
        let list: Vec<Picture> = named.collect::<BTreeMap<_, _>>().into_values().collect();
        if let Some(first) = list.first() {
            card_renderer.check(first)?;
        }
        Ok((Some(Pictures { card_renderer, list }), note))
    }

    /// All of them, sorted by path.
    pub fn list(&self) -> &[Picture] {
        &self.list
    }

    /// The finished PNG.
    pub fn paint(&self, picture: &Picture) -> Result<Bytes, Diagnostic> {
        let svg = self.card_renderer.svg(picture)?;
        let painted = self.card_renderer.fonts.paint(&svg);
        let painted = painted.map(|png| seal::sealed(&picture.path, png));
        painted.map(Bytes::from).map_err(|reason| Diagnostic::share_failed(&picture.path, &reason))
    }
}
