//! Lints: possible improvements of a valid book. Only `check` runs this stage, on the assembled book.
//!
//! Other stages find faults that damage the site or its readers' ticks, for `build` too. Faults found here do no
//! damage, so a build does not report them. Each file has the lints of one topic. Pure: the current day is an argument.

mod actions;
mod addresses;
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
mod places;
mod synonyms;
mod titles;

use crate::book::config::Config;
use crate::book::source::Asset;
use crate::book::structure::Book;
use crate::site::highlight::Highlighter;
use crate::syntax::markdown::Chapter;
use crate::text::diag::Diagnostic;
pub use day::Day;
use std::collections::BTreeMap;

/// The input of the lints.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// The book, whose chapters were parsed with their source details.
    pub book: &'a Book,
    /// All files of the content folder that are no chapters.
    pub assets: &'a BTreeMap<String, Asset>,
    /// The files that chapters include and style sheets name, by their paths below the folder of book.toml.
    pub named: &'a [String],
    /// The grammars for code.
    pub highlighter: &'a Highlighter,
    /// The current day; without it dates are not checked.
    pub today: Option<Day>,
}

impl<'a> Subject<'a> {
    /// The chapters in reading order.
    fn chapters(self) -> impl Iterator<Item = &'a Chapter> {
        let nodes = self.book.order.iter().filter_map(move |index| self.book.nodes.get(*index));
        nodes.filter_map(|node| node.chapter.as_deref())
    }

    /// Whether a lint that is off by default is turned on.
    fn asks_for(self, code: &str) -> bool {
        self.config.levels.names(code)
    }
}

/// The results of all lints, in no particular order.
pub fn all(subject: Subject) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    addresses::double_endings(subject, &mut found);
    titles::repeated(subject, &mut found);
    front::descriptions(subject, &mut found);
    code::languages(subject, &mut found);
    files::unused(subject, &mut found);
    synonyms::unused(subject, &mut found);
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
        if subject.asks_for(places::CODE) {
            places::named(&subject.config.language, chapter, &mut found);
        }
        if subject.asks_for(links::CODE) {
            links::insecure(chapter, &mut found);
        }
    }
    found
}
