//! The time to match the items of a large book with its lock, after edits.
//!
//! It includes all work that the lock adds to a build: reading its text, pairing, and writing the new text, but not
//! parsing the chapters.

use std::error::Error;
use std::fmt::Write;
use std::time::{Duration, Instant};
use tickbook::book::checklist::{self, Accounted};
use tickbook::book::lock::{self, Lock};
use tickbook::syntax::markdown::{self, Chapter};
use tickbook::syntax::source_file::SourceFile;
use tickbook::text::diag::SourceText;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Items of the book, and how many of them each chapter has.
pub const ITEMS: usize = 10_000;
const A_CHAPTER: usize = 20;

/// The edits since the last build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edits {
    /// Nothing.
    None,
    /// This many reworded items, spread over the book.
    Reworded(usize),
    /// The same words were put before the text of every item.
    All,
}

const VERBS: [&str; 12] = [
    "write", "review", "measure", "publish", "agree", "rehearse", "automate", "delegate", "share",
    "archive", "rotate", "document",
];
const THINGS: [&str; 17] = [
    "budget",
    "roadmap",
    "runbook",
    "backup",
    "contract",
    "policy",
    "dashboard",
    "postmortem",
    "pipeline",
    "release",
    "register",
    "forecast",
    "agenda",
    "handover",
    "glossary",
    "rollback",
    "survey",
];

/// Times the naming of a book of [`ITEMS`] after these edits.
pub fn measure(edits: Edits) -> Result<Duration> {
    let before = chapters(Edits::None)?;
    let first =
        checklist::identify(&with_pages(&before), "en", &Lock::default(), &Accounted::default());
    let text = lock::text(&first.lock);
    let source = SourceText { file: lock::FILE_NAME.into(), text: text.into() };
    let after = chapters(edits)?;
    let started = Instant::now();
    let known = lock::read(&source).map_err(|_| "the lock that was written cannot be read")?;
    let named = checklist::identify(&with_pages(&after), "en", &known, &Accounted::default());
    let written = lock::text(&named.lock);
    let time = started.elapsed();
    if written.len() < ITEMS || named.lock.items.len() != ITEMS {
        return Err(format!("{} items instead of {ITEMS}", named.lock.items.len()).into());
    }
    Ok(time)
}

fn with_pages(chapters: &[(String, Chapter)]) -> Vec<(&str, &Chapter)> {
    chapters.iter().map(|(page, chapter)| (page.as_str(), chapter)).collect()
}

fn chapters(edits: Edits) -> Result<Vec<(String, Chapter)>> {
    let mut chapters = Vec::new();
    for number in 0..ITEMS / A_CHAPTER {
        let mut text = format!("# Chapter {number}\n");
        for place in 0..A_CHAPTER {
            if place % 5 == 0 {
                write!(text, "\n## Section {}\n\n", place / 5)?;
            }
            writeln!(text, "- [ ] {}", item(number * A_CHAPTER + place, edits))?;
        }
        let path = format!("chapter-{number}.md");
        let source = SourceText { file: path.as_str().into(), text: text.into() };
        let file =
            SourceFile { path, text: source, title: None, is_searched: true, parts: Vec::new() };
        let chapter = markdown::parse(&file, &markdown::Options::default());
        chapters.push((format!("chapter-{number}.html"), chapter));
    }
    Ok(chapters)
}

/// Items share most of their words with many others, as in a handbook.
fn item(number: usize, edits: Edits) -> String {
    let verb = VERBS[number % VERBS.len()];
    let thing = THINGS[number / VERBS.len() % THINGS.len()];
    let team = number / (VERBS.len() * THINGS.len());
    let word = |number: usize| {
        let [a, b] = [number / 26 % 26, number % 26].map(|letter| char::from(b'a' + letter as u8));
        format!("{a}{b}on")
    };
    let text = format!("{verb} the {thing} with the team of {}", word(team));
    match edits {
        Edits::Reworded(count) if number % (ITEMS / count) == 3 => {
            format!("{verb} the yearly {thing} together with the team of {}", word(team))
        }
        Edits::All => format!("To do this week: {text}"),
        _ => text,
    }
}
