//! Runs the golden cases: Markdown in, HTML and diagnostics out.
//!
//! `UPDATE_GOLDEN=1 cargo test --test suite golden` writes the program's output into the expected blocks. Read the
//! difference before you commit it: the blocks define what is right.

use crate::golden_file::{self, Case, Change, Kind, parse, rewrite};
use crate::harness;
use crate::texts::{self, Run};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use tickbook::app::pipeline::BuildCache;

/// The file of cases that show faults of the program; see its head.
const PENDING: &str = "pending.md";

#[test]
fn golden_cases() {
    let count = run_files(&|name| name != PENDING);
    assert!(count >= 120, "only {count} golden cases were found");
}

#[test]
#[ignore = "each case in tests/golden/pending.md shows a fault that is not mended yet"]
fn golden_cases_pending() {
    run_files(&|name| name == PENDING);
}

/// Runs the cases of the files that are wanted by name, and gives their number.
fn run_files(wanted: &dyn Fn(&str) -> bool) -> usize {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| !value.is_empty());
    let mut faults = Vec::new();
    let mut count = 0;
    for path in golden_files(wanted) {
        let text = std::fs::read_to_string(&path).expect("a golden file is readable");
        let cases = parse(&text);
        count += cases.len();
        let changes: Vec<Vec<Change>> =
            cases.par_iter().map_init(BuildCache::default, changes_of).collect();
        let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
        for (case, changes) in cases.iter().zip(&changes).rev() {
            if update {
                rewrite(&mut lines, case, changes);
            } else {
                faults.extend(changes.iter().map(|change| shown(&path, case, change)));
            }
        }
        let updated = format!("{}\n", lines.join("\n"));
        if update && updated != text {
            std::fs::write(&path, updated).expect("a golden file is writable");
        }
    }
    assert!(
        faults.is_empty(),
        "{}\n{} of {count} golden cases differ. If the new output is right, run the test again \
         with UPDATE_GOLDEN=1.",
        faults.join("\n"),
        faults.len()
    );
    count
}

fn golden_files(wanted: &dyn Fn(&str) -> bool) -> Vec<PathBuf> {
    let folder = harness::repository().join("tests/golden");
    let entries = std::fs::read_dir(folder).expect("tests/golden is there");
    let paths = entries.map(|entry| entry.expect("an entry is readable").path());
    let mut files: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .filter(|path| path.file_name().and_then(|name| name.to_str()).is_some_and(wanted))
        .collect();
    files.sort();
    files
}

/// The expected blocks that do not hold what the program gives, each with what it gives.
fn changes_of(memory: &mut BuildCache, case: &Case) -> Vec<Change> {
    let inputs = golden_file::inputs(case);
    let epub = case.expected(&Kind::Html("epub".into())).is_some();
    let result = texts::run_with(&inputs, memory, epub);
    let mut changes = Vec::new();
    let mut compare = |kind: Kind, actual: Option<String>| {
        let expected = case.expected(&kind).map(|block| block.text.clone());
        if expected != actual {
            changes.push((kind, actual));
        }
    };
    let said = |text: &String| (!text.is_empty()).then(|| text.clone());
    compare(Kind::Text, said(&result.diagnostics));
    if case.expected(&Kind::Check).is_some() {
        compare(Kind::Check, said(&texts::checked(&inputs)));
    }
    let html = |edition| result.html(edition);
    for edition in ["", "print", "plan", "title", "search", "epub"] {
        let kind = Kind::Html(edition.into());
        // A case about faults alone, or about another edition alone, need not say the page.
        let wanted = match edition {
            "" => !result.has_errors && !other_block_only(case, &result),
            _ => false,
        };
        if wanted || case.expected(&kind).is_some() {
            compare(kind, html(edition));
        }
    }
    changes
}

/// Whether the case says another edition, or the faults that there are, and leaves the page out.
fn other_block_only(case: &Case, result: &Run) -> bool {
    let is_other = |kind: &Kind| match kind {
        Kind::Html(edition) => !edition.is_empty(),
        Kind::Text => !result.diagnostics.is_empty(),
        Kind::Check => true,
        Kind::Input(_) | Kind::Console => false,
    };
    let says_page = case.expected(&Kind::Html(String::new())).is_some();
    !says_page && case.blocks.iter().any(|block| is_other(&block.kind))
}

fn shown(path: &Path, case: &Case, (kind, actual): &Change) -> String {
    let expected = case.expected(kind).map_or("", |block| block.text.as_str());
    let actual = actual.as_deref().unwrap_or_default();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let what = match kind {
        Kind::Text => "diagnostics".to_string(),
        Kind::Console => "console".to_string(),
        Kind::Check => "diagnostics of check".to_string(),
        Kind::Html(edition) if edition.is_empty() => "page".to_string(),
        Kind::Html(edition) => edition.clone(),
        Kind::Input(path) => path.clone(),
    };
    let head = format!("--- {name}:{}: {} ({what})", case.line, case.name);
    format!("{head}\n{}", harness::difference(expected, actual))
}
