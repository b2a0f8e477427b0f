//! What could be better in a book: the stage that `check` alone runs, over the assembled book.
//!
//! What hurts the site or its readers' ticks is found by the stages that meet it, for `build` too. What is
//! found here leaves the site sound, so a build stays quiet about it. Each file holds the lints of one
//! matter. Pure: the day of today is handed in.

mod actions;
mod boxes;
mod code;
mod day;
mod faults;
mod files;
mod front;
mod headings;
mod items;
mod labels;
mod links;
mod pictures;
mod titles;

use crate::book::config::Config;
use crate::book::source::Asset;
use crate::book::structure::Book;
use crate::site::highlight::Highlighter;
use crate::syntax::markdown::Chapter;
use crate::text::diag::Diagnostic;
pub use day::Day;
use std::collections::BTreeMap;

/// What the lints look at.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// What book.toml decides.
    pub config: &'a Config,
    /// The book, whose chapters were parsed with their marks.
    pub book: &'a Book,
    /// All files of the content folder that are no chapters.
    pub assets: &'a BTreeMap<String, Asset>,
    /// The grammars for code.
    pub highlighter: &'a Highlighter,
    /// The day of today; without it nothing is said about dates.
    pub today: Option<Day>,
}

impl<'a> Subject<'a> {
    /// The chapters in reading order.
    fn chapters(self) -> impl Iterator<Item = &'a Chapter> {
        let nodes = self.book.order.iter().filter_map(move |index| self.book.nodes.get(*index));
        nodes.filter_map(|node| node.chapter.as_deref())
    }

    /// Whether a lint that rests unless it is asked for is asked for.
    fn asks_for(self, code: &str) -> bool {
        self.config.levels.names(code)
    }
}

/// Everything that the lints find, in no particular order.
pub fn all(subject: Subject) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    titles::repeated(subject, &mut found);
    front::descriptions(subject, &mut found);
    code::languages(subject, &mut found);
    files::unused(subject, &mut found);
    for chapter in subject.chapters() {
        titles::further(chapter, &mut found);
        headings::levels(chapter, &mut found);
        headings::repeated(chapter, &mut found);
        items::lists(chapter, &mut found);
        items::sections(chapter, &mut found);
        boxes::loose(chapter, &mut found);
        labels::all(chapter, &mut found);
        pictures::unnamed(chapter, &mut found);
        front::dates(subject, chapter, &mut found);
        if subject.asks_for(actions::CODE) {
            actions::none(&subject.config.language, chapter, &mut found);
        }
        if subject.asks_for(links::CODE) {
            links::insecure(chapter, &mut found);
        }
    }
    found
}
