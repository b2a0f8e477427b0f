//! Runs the identity cases, `tests/identity/*.md`: a book before and after an edit, and which items are the same.
//!
//! A case is written like a golden case. Its files are ` ```md path=1/page.md ` for the first step, `2/…` for the
//! second and so on; a step's files are the whole book. Books are in English, or in the language that the name of the
//! file says, as `meanings.de.md`. The ` ```text ` block lists the items for each later step: `=` kept, `~` reworded
//! and kept, `?` kept, with a question to the author, `!` new but similar to a removed one, with a question to the
//! author, `+` new, `-` retired. `UPDATE_GOLDEN=1` rewrites it.

use crate::golden_file::{Case, Kind};
use crate::golden_text;
use crate::timing;
use std::collections::BTreeMap;
use std::sync::Arc;
use tickbook::book::checklist::{self, Accounted, Named};
use tickbook::book::lock::{Lock, Status};
use tickbook::syntax::markdown::{self, Chapter};
use tickbook::syntax::source_file::SourceFile;
use tickbook::text::diag::SourceText;

/// A chapter that stands nowhere but in a test.
pub fn chapter(path: &str, text: &str) -> Chapter {
    let text = SourceText { file: path.into(), text: text.into() };
    let file = SourceFile {
        path: path.to_string(),
        text,
        title: None,
        is_searched: true,
        parts: Vec::new(),
        updated: None,
    };
    markdown::parse(&file, &markdown::Options::default())
}

/// Names the items of a book of these pages, in the order of their paths.
pub fn name(pages: &BTreeMap<String, Chapter>, lock: &Lock) -> Named {
    name_in("en", pages, lock)
}

fn name_in(language: &str, pages: &BTreeMap<String, Chapter>, lock: &Lock) -> Named {
    let chapters: Vec<(&str, &Chapter)> =
        pages.iter().map(|(path, chapter)| (path.as_str(), chapter)).collect();
    let mut named = checklist::identify(&chapters, language, lock, &Accounted::default());
    let known = Arc::make_mut(&mut named.lock.pages);
    for (path, chapter) in chapters {
        known.entry(path.to_string()).or_default().title = checklist::title(chapter);
    }
    named
}

/// The texts of all items by id, as their author wrote them.
pub fn texts(pages: &BTreeMap<String, Chapter>, named: &Named) -> Vec<(String, String)> {
    let ids = named.items.iter().flatten().map(|item| item.id.clone());
    let texts = pages.values().flat_map(|chapter| &chapter.tasks).map(|task| task.text.clone());
    ids.zip(texts).collect()
}

#[test]
fn identity_cases() {
    golden_text::compare("tests/identity", 165, |case, name| {
        let language = name.trim_end_matches(".md").rsplit_once('.').map_or("en", |(_, tag)| tag);
        let told = outcome(case, language);
        // Every hash map is seeded anew, so an order that depends on one would differ.
        assert_eq!(outcome(case, language), told, "{name}: {}", case.name);
        told
    });
}

fn outcome(case: &Case, language: &str) -> String {
    let mut steps: BTreeMap<u32, BTreeMap<String, Chapter>> = BTreeMap::new();
    for block in &case.blocks {
        let Kind::Input(path) = &block.kind else { continue };
        let (step, page) = path.split_once('/').expect("a path begins with its step");
        let step = step.parse().expect("a step is a number");
        steps.entry(step).or_default().insert(page.to_string(), chapter(page, &block.text));
    }
    let mut told = String::new();
    let mut lock = Lock::default();
    let mut before: Option<BTreeMap<String, String>> = None;
    for (step, pages) in &steps {
        let named = name_in(language, pages, &lock);
        let now = texts(pages, &named);
        if let Some(before) = &before {
            told.push_str(&format!("step {step}\n"));
            told.push_str(&compared(before, &lock, &now, &named));
        }
        let mut known = before.unwrap_or_default();
        known.extend(now);
        (lock, before) = (named.lock, Some(known));
    }
    told
}

fn compared(
    before: &BTreeMap<String, String>,
    lock: &Lock,
    now: &[(String, String)],
    named: &Named,
) -> String {
    let mut told = String::new();
    for (id, text) in now {
        let guessed = named.guessed.contains(id);
        told.push_str(&match before.get(id) {
            None => match &named.lock.items[id].questions.near {
                Some(gone) => format!("! {} => {text}\n", before[gone]),
                None => format!("+ {text}\n"),
            },
            Some(then) if guessed => format!("? {then} => {text}\n"),
            Some(then) if then == text => format!("= {text}\n"),
            Some(then) => format!("~ {then} => {text}\n"),
        });
    }
    let was_live = |id: &&String| lock.items.get(*id).is_some_and(|one| one.status == Status::Live);
    let gone = |id: &&String| named.lock.items[*id].status == Status::Retired;
    let mut retired: Vec<&String> = before.keys().filter(was_live).filter(gone).collect();
    retired.sort_by_key(|id| (&lock.items[*id].page, lock.items[*id].at));
    for id in retired {
        told.push_str(&format!("- {}\n", before[id]));
    }
    told
}

#[test]
fn an_item_is_found_on_its_own_line_however_it_is_indented() {
    for indent in ["  ", "\t", "    "] {
        let text = format!("* [ ] Outer\n{indent}* [ ] Inner {{#inner}}\n");
        let page = chapter("a.md", &text);
        let lines: Vec<&str> =
            page.tasks.iter().map(|task| page.source.text[task.span.clone()].trim()).collect();
        assert_eq!(lines, ["* [ ] Outer", "* [ ] Inner {#inner}"], "{indent:?}");
    }
}

/// A book of 50 items a page, of each of which one is said in other words where the book is edited.
fn book(pages: usize, edited: bool) -> BTreeMap<String, Chapter> {
    let page = |number: usize| {
        let item = |place: usize| match edited && place == 7 {
            true => format!("- [ ] Review the yearly plan {place} of team {number} together\n"),
            false => format!("- [ ] Review the plan {place} of team {number}\n"),
        };
        let text: String = (0..50).map(item).collect();
        (format!("page-{number:03}"), chapter("page.md", &text))
    };
    (0..pages).map(page).collect()
}

/// The benchmark has the bar for the time itself. Four times the items take four times as long and a little more; they would
/// take sixteen times as long if each were compared with each.
#[test]
fn ten_thousand_items_are_found_again_in_a_time_that_grows_with_their_number() {
    let found_again = |pages: usize| {
        let (before, after) = (book(pages, false), book(pages, true));
        let first = name(&before, &Lock::default());
        assert_eq!(first.lock.items.len(), pages * 50);
        timing::best_of(3, || {
            let mut second = None;
            let time = timing::on_the_processor(|| second = Some(name(&after, &first.lock)));
            let second = second.expect("named");
            assert!(first.lock.items.keys().eq(second.lock.items.keys()));
            time
        })
    };
    timing::assert_ratio("10,000 items", found_again(50), found_again(200), 8);
}
