//! After any edit, a rebuild with the cache of earlier builds in memory and on disk gives the same bytes as a build
//! from scratch.
//!
//! A failure names the seed of its sequence; `REBUILD_SEED=n` runs only that one, with any number. The sweep runs more
//! of them.

use crate::harness::{files_below, write};
use fastrand::Rng;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::PathBuf;
use tempfile::TempDir;
use tickbook::app::emit::{self, MANIFEST};
use tickbook::app::pipeline::{self, BuildCache, Options};
use tickbook::book::config::{self, Config, HtmlConfig};
use tickbook::text::output::Output;

/// The sequences of every run of the tests. The sweep goes on from there.
pub const SEQUENCES: u64 = 30;

/// How many files of the content folder are edited in one sequence, at most.
const CHAPTERS: u64 = 6;

const DOT: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"3\" height=\"3\"/>\n";

type Files = BTreeMap<String, Vec<u8>>;

/// A book that is edited, with what earlier builds have left.
struct Book {
    folder: TempDir,
    memory: BuildCache,
    random: Rng,
}

/// What a sequence has shown.
#[derive(Default)]
struct Seen {
    sound: usize,
    faulty: usize,
    mixed: Vec<String>,
}

fn messages(faults: &[tickbook::text::diag::Diagnostic]) -> Vec<String> {
    faults.iter().map(|fault| fault.message().to_string()).collect()
}

/// The files of the site, or the faults where there is none.
fn built(config: &Config, memory: &mut BuildCache) -> Result<Vec<Output>, Vec<String>> {
    let built = pipeline::build(config, Options::default(), memory);
    let mut outputs = built.outputs.ok_or_else(|| messages(&built.diagnostics))?;
    outputs.extend(built.search.into_iter().flat_map(|searched| searched.outputs()));
    Ok(outputs)
}

fn by_path(outputs: &[Output]) -> Files {
    outputs.iter().map(|one| (one.path.clone(), one.to_bytes().to_vec())).collect()
}

impl Book {
    fn new(seed: u64) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut book = Book { folder, memory: BuildCache::default(), random: Rng::with_seed(seed) };
        std::fs::create_dir_all(book.path("look/templates")).expect("made");
        book.put("content/index.md", "# Start\n");
        book.put(
            "book.toml",
            "[variables]\nname = \"x\"\n[output.html]\ntheme = \"look\"\n\
             markdown-pages = false\n",
        );
        book.put("part.txt", "- [ ] Included\n");
        for number in 0..CHAPTERS {
            book.put(&format!("content/part-{}/dot.svg", number % 2), DOT);
            book.put(&chapter_path(number), "# Not yet\n");
        }
        for number in 0..CHAPTERS {
            let text = book.chapter();
            book.put(&chapter_path(number), &text);
        }
        book
    }

    fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    fn put(&self, path: &str, text: &str) {
        write(&self.path(path), text.as_bytes());
    }

    fn chapter(&mut self) -> String {
        let there = |number: &u64| self.path(&chapter_path(*number)).exists();
        let there: Vec<u64> = (0..CHAPTERS).filter(there).collect();
        let random = &mut self.random;
        // Most links lead somewhere, until the next chapter goes.
        let other = random.choice(there).unwrap_or_default();
        let mut text = format!("---\nweight: {}\ndescription: About {other}\n", random.u64(..5));
        match random.u64(..40) {
            0 => text.push_str(&format!("aliases: [/was/{}.html]\n", random.u64(..1000))),
            1 => text.push_str("draft: true\n"),
            2..6 => text.push_str(&format!("updated: 2026-03-0{}\n", other + 1)),
            6..10 => text.push_str("checklists: false\n"),
            _ => {}
        }
        text.push_str(&format!("---\n\n# Title {}\n\n## Section {other}\n\n", random.u64(..4)));
        text.push_str(&format!("See [it](../part-{}/c{other}.md).\n\n", other % 2));
        match random.u64(..8) {
            0..4 => text.push_str("::: details Of {{ var.name }} at $5$\n{{ var.name }}\n:::\n\n"),
            4 => text.push_str("![A dot](dot.svg)\n\n"),
            5 => text.push_str("{{#include ../../part.txt}}\n\n"),
            6 => text.push_str("```rust\nfn main() {}\n```\n\nA note.[^1]\n\n[^1]: Here.\n\n"),
            _ => text.push_str("<div title=\"a\">\n\n*raw*\n\n</div>\n\n"),
        }
        for _ in 0..random.u64(..4) {
            text.push_str(&format!("- [ ] Do {} at $5$\n", random.u64(..6)));
        }
        text
    }

    /// Changes one file: a chapter's text or place, a picture, what is included, the settings, the theme or
    /// the lock.
    fn edit(&mut self) {
        let number = self.random.u64(..CHAPTERS);
        let (file, turn) = (chapter_path(number), self.random.u64(..5));
        match self.random.u64(..20) {
            0 => drop(std::fs::remove_file(self.path(&file))),
            1 => {
                let moved = format!("content/part-{}/d{number}.md", turn % 3);
                drop(std::fs::create_dir_all(self.path("content/part-2")));
                drop(std::fs::rename(self.path(&file), self.path(&moved)));
            }
            2 => {
                let settings = self.settings();
                self.put("book.toml", &settings);
            }
            3 => self.put("look/css/99-own.css", &format!("/* {turn} */")),
            4 => {
                let block = format!("{{% block footer %}}<p>{turn}</p>{{% endblock footer %}}\n");
                let page = format!("{{% extends \"default/page.html\" %}}\n{block}");
                self.put("look/templates/page.html", &page);
            }
            5 => self.take_lock(),
            6 => {
                let svg = DOT.replace('3', &turn.to_string());
                self.put(&format!("content/part-{}/dot.svg", number % 2), &svg);
            }
            // One setting alone, so that all else may be kept.
            8 => {
                let text = std::fs::read_to_string(self.path("book.toml")).expect("there");
                let (on, off) = ("markdown-pages = true\n", "markdown-pages = false\n");
                let text = match text.contains(on) {
                    true => text.replace(on, off),
                    false => text.replace(off, on),
                };
                self.put("book.toml", &text);
            }
            7 => self.put("part.txt", &format!("- [ ] Included {turn}\n")),
            _ => {
                let text = self.chapter();
                self.put(&file, &text);
            }
        }
    }

    fn settings(&mut self) -> String {
        let random = &mut self.random;
        let mut flag = |key: &str| format!("{key} = {}\n", random.bool());
        let flags = ["math", "offline", "smart-punctuation", "structured-data", "feed", "llms-txt"];
        let flags = flags.map(&mut flag).concat() + &flag("markdown-pages");
        let (epub, search) = (flag("enable"), flag("enable"));
        let address = ["", "site-url = \"https://a.example/\"\n"][random.usize(..2)];
        let raw = ["sanitize", "escape", "trust"][random.usize(..3)];
        format!(
            "[book]\ntitle = \"Book {}\"\n[variables]\nname = \"{}\"\n\
             [output.html]\ntheme = \"look\"\nraw-html = \"{raw}\"\n{address}{flags}\
             [output.html.search]\n{search}[output.epub]\n{epub}",
            random.u64(..3),
            random.u64(..3)
        )
    }

    /// Writes the lock that a build would write, so that the next edits are matched against it.
    fn take_lock(&self) {
        let Ok(config) = config::load(self.folder.path()) else { return };
        let built = pipeline::build(&config, Options::default(), &mut BuildCache::for_one_build());
        if let Some(lock) = built.lock.filter(|_| built.outputs.is_some()) {
            self.put("book.lock", &lock.text);
        }
    }

    /// Builds with what is in memory and on disk, and from cold, and compares.
    fn compare(&mut self, seen: &mut Seen, place: &str) {
        let config = match config::load(self.folder.path()) {
            // No browser is asked to keep a book that is served while it is written.
            Ok(config) => Config { html: HtmlConfig { offline: false, ..config.html }, ..config },
            Err(faults) => panic!("{place}: {:?}", messages(&faults)),
        };
        let rebuilt = built(&config, &mut self.memory);
        let fresh = built(&config, &mut BuildCache::for_one_build());
        let (rebuilt, fresh) = match (rebuilt, fresh) {
            (Ok(rebuilt), Ok(fresh)) => (rebuilt, by_path(&fresh)),
            (rebuilt, fresh) => {
                seen.faulty += 1;
                let (rebuilt, fresh) = (rebuilt.err(), fresh.err());
                if rebuilt != fresh {
                    seen.mixed.push(format!("{place}: {rebuilt:?} and {fresh:?}"));
                }
                return;
            }
        };
        seen.sound += 1;
        let in_memory = by_path(&rebuilt);
        let stale = differing(&in_memory, &fresh);
        if !stale.is_empty() {
            seen.mixed.push(format!("{place}: stale in memory: {stale:?}"));
        }
        emit::write(&config, (&rebuilt, None), None, None).expect("written");
        let mut there = files_below(&config.build_dir);
        let list = there.remove(MANIFEST).unwrap_or_default();
        there.retain(|path, _| !kept(&list).contains(path));
        let stale = differing(&there, &fresh);
        if !stale.is_empty() {
            seen.mixed.push(format!("{place}: stale on disk: {stale:?}"));
        }
    }
}

fn chapter_path(number: u64) -> String {
    format!("content/part-{}/c{number}.md", number % 2)
}

/// The assets of the build before that the list of the output folder names; all of them have a hash.
fn kept(list: &[u8]) -> BTreeSet<String> {
    let list = String::from_utf8_lossy(list);
    let (_, kept) = list.split_once("caches still hold:\n").unwrap_or_default();
    let kept: BTreeSet<String> = kept.lines().map(str::to_string).collect();
    assert!(kept.iter().all(|path| path.starts_with("assets/")), "{kept:?}");
    kept
}

fn differing<'a>(one: &'a Files, other: &'a Files) -> BTreeSet<&'a str> {
    let paths = one.keys().chain(other.keys());
    paths.filter(|path| one.get(*path) != other.get(*path)).map(String::as_str).collect()
}

fn run(seed: u64) -> Seen {
    let mut book = Book::new(seed);
    let mut seen = Seen::default();
    book.compare(&mut seen, &format!("seed {seed}, at the start"));
    for row in 0..2 {
        let edits = book.random.u64(1..5);
        (0..edits).for_each(|_| book.edit());
        book.compare(&mut seen, &format!("seed {seed}, after row {row} of {edits} edits"));
    }
    seen
}

/// Runs the sequences of these seeds, or the one that the environment names.
pub fn run_sequences(seeds: Range<u64>) {
    let seeds: Vec<u64> = match std::env::var("REBUILD_SEED") {
        Ok(seed) => vec![seed.parse().expect("a number")],
        Err(_) => seeds.collect(),
    };
    let all: Vec<Seen> = seeds.par_iter().map(|seed| run(*seed)).collect();
    let mixed: Vec<&str> =
        all.iter().flat_map(|seen| &seen.mixed).map(String::as_str).take(20).collect();
    assert!(mixed.is_empty(), "{}", mixed.join("\n"));
    let (sound, faulty) = all.iter().fold((0, 0), |(s, f), seen| (s + seen.sound, f + seen.faulty));
    println!("{} sequences: {sound} sound builds, {faulty} with faults", seeds.len());
    // Most books are sound, and enough of them are not that both kinds of build follow each other in both orders.
    let is_mixed = sound > faulty && faulty * 10 > seeds.len();
    assert!(seeds.len() == 1 || is_mixed, "{sound} sound, {faulty} faulty");
}

#[test]
fn after_any_row_of_edits_a_rebuild_gives_the_bytes_of_a_build_from_cold() {
    run_sequences(0..SEQUENCES);
}

/// The text of the chapter is the same to the letter; only the file that a note is from is another.
#[test]
fn a_note_that_moves_to_another_file_is_found_again() {
    let mut book = Book::new(0);
    let page = "# Notes\n\nA[^1]\n\n{{#include ../part.md}}\n";
    book.put("part.md", "B[^1]\n\n[^1]: x\n\n[^1]: y");
    book.put("content/notes.md", page);
    let config = config::load(book.folder.path()).expect("settings");
    let before = by_path(&built(&config, &mut book.memory).expect("a site"));
    book.put("part.md", "B[^1]\n\n[^1]: x");
    book.put("content/notes.md", &format!("{page}\n[^1]: y\n"));
    let after = by_path(&built(&config, &mut book.memory).expect("a site"));
    let cold = by_path(&built(&config, &mut BuildCache::default()).expect("a site"));
    assert!(before["notes.html"] != after["notes.html"], "nothing has moved");
    assert!(after["notes.html"] == cold["notes.html"], "the page is stale");
}
