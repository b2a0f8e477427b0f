//! The examples of the guide: each builds, or has the faults listed below it; each result is that of the source above
//! it. The tutorial is followed in `tutorial`.
//!
//! The blocks of a section make one book: ` ```md ` is `content/page.md` and ` ```toml ` is `book.toml` if no other
//! file is named, and a file that the book already has begins a new book. Other link targets of examples are in
//! `tests/guide`; a book with a SUMMARY.md has only the chapters listed there. A ` ```text ` block that begins with a
//! severity has the diagnostics of the book above it, line by line; `…` stands for omitted text.

use crate::guide_text::{Fence, Page, Piece, pages};
use crate::harness::{self, Site};
use rayon::prelude::*;
use std::collections::BTreeMap;
use tickbook::app::pipeline::{self, BuildCache, Options};
use tickbook::book::config;
use tickbook::text::diag::print;

/// A book that the guide shows.
#[derive(Default)]
struct Example {
    /// The chapter and the line where it begins.
    place: String,
    files: BTreeMap<String, String>,
    /// What it is told; nothing where it has no faults.
    faults: Option<String>,
}

/// The file that a block is, if it is one.
fn file_of(fence: &Fence) -> Option<String> {
    match fence.language.as_str() {
        "console" | "text" | "html" if fence.file.is_none() => None,
        _ if fence.file.is_some() => fence.file.clone(),
        "md" => Some("content/page.md".into()),
        "toml" => Some("book.toml".into()),
        _ => None,
    }
}

fn is_fault(text: &str) -> bool {
    ["error[", "warning[", "note["].iter().any(|severity| text.starts_with(severity))
}

fn examples(page: &Page) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut current = Example::default();
    for piece in &page.pieces {
        let ends = match piece {
            Piece::Heading(..) => true,
            Piece::Fence(fence) => {
                file_of(fence).is_some_and(|file| current.files.contains_key(&file))
            }
            _ => false,
        };
        if ends {
            examples.push(std::mem::take(&mut current));
        }
        let Piece::Fence(fence) = piece else { continue };
        if let Some(file) = file_of(fence) {
            if current.files.is_empty() {
                current.place = format!("{}:{}", page.path, fence.line);
            }
            current.files.insert(file, fence.text.clone());
        } else if fence.language == "text" && is_fault(&fence.text) {
            current.faults = Some(fence.text.clone());
            examples.push(std::mem::take(&mut current));
        }
    }
    examples.push(current);
    examples.retain(|example| !example.files.is_empty());
    examples
}

/// A book of the chapters that a SUMMARY.md names, each with a title alone.
fn listed(summary: &str) -> Site {
    let targets = summary.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let chapters = targets.filter(|target| !target.is_empty());
    chapters.fold(Site::empty(), |site, path| site.write(&format!("content/{path}"), "# Title\n"))
}

/// What the program says of a book, without colours.
fn told(example: &Example) -> String {
    let site = match example.files.get("content/SUMMARY.md") {
        Some(summary) => listed(summary),
        None => Site::copy_of_folder(&harness::repository().join("tests/guide")),
    };
    for (path, text) in &example.files {
        harness::write(&site.path(path), text.as_bytes());
    }
    let faults = match config::load(site.root()) {
        Ok(config) => {
            pipeline::build(&config, Options::default(), &mut BuildCache::for_one_build())
                .diagnostics
        }
        Err(faults) => faults,
    };
    print::plain_all(&faults)
}

/// Whether the lines stand in the text in their order, and the text has no fault that they do not name.
/// A line that ends with `…` is the beginning of one, and a `…` alone is any number of lines.
fn says(text: &str, lines: &str) -> bool {
    let mut rest = text.lines();
    let stands =
        lines.lines().filter(|line| *line != "…").all(|line| match line.strip_suffix('…') {
            Some(start) => rest.any(|told| told.starts_with(start)),
            None => rest.any(|told| told == line),
        });
    let faults = |text: &str| text.lines().filter(|line| is_fault(line)).count();
    stands && faults(text) == faults(lines)
}

#[test]
fn lines_are_found_in_their_order() {
    assert!(says("error[A]: b\n x\n y", "error[A]: b\n…\n y"));
    assert!(says("error[A]: b", "error[…"));
    assert!(!says("error[A]: b\n x\n y", "error[A]: b\n y\n x"));
    assert!(!says("error[A]: b\nerror[B]: c", "error[A]: b"));
    assert!(!says("", "error[A]: b"));
}

#[test]
fn every_example_of_the_guide_builds_or_has_the_fault_that_it_shows() {
    // The page of codes has its own test, and the tutorial is walked through.
    let own_test =
        |page: &Page| page.path == "reference/codes.md" || page.path.starts_with("tutorial/");
    let pages: Vec<Page> = pages().into_iter().filter(|page| !own_test(page)).collect();
    let examples: Vec<Example> = pages.iter().flat_map(examples).collect();
    assert!(examples.len() > 30, "only {} examples were found", examples.len());
    let wrong: Vec<String> = examples
        .par_iter()
        .filter_map(|example| {
            let told = told(example);
            let right = says(&told, example.faults.as_deref().unwrap_or_default());
            (!right).then(|| format!("--- {}\n{told}", example.place))
        })
        .collect();
    assert!(wrong.is_empty(), "examples that do not do what the guide says:\n{}", wrong.join("\n"));
}

#[test]
fn every_result_is_that_of_the_source_above_it() {
    let mut count = 0;
    for page in pages() {
        for (before, piece) in page.pieces.iter().zip(page.pieces.iter().skip(1)) {
            let Piece::Result(result, line) = piece else { continue };
            let place = format!("{}:{line}", page.path);
            let Piece::Fence(source) = before else { panic!("{place}: a result without a source") };
            assert_eq!(source.text.trim(), result.trim(), "{place}: the result has another source");
            count += 1;
        }
    }
    assert!(count > 8, "only {count} results were found");
}
