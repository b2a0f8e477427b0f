//! The parser of `highlight::grammar` against syntect's own, over every grammar.
//!
//! The code is what cargo has fetched: blocks of it are cut by chance, and some get characters outside of ASCII. Two thirds of the blocks
//! are in the language of the grammar if there is any; the rest is in another, which is what leads a parser into odd corners.

use crate::commonmark::package;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use syntect::parsing::{ParseState, SyntaxReference, SyntaxSet};
use tickbook::site::highlight::grammar::{Changes, Grammars, NotParsed, Walk};

/// Texts by the ending of their files.
type Texts = BTreeMap<String, Vec<String>>;

/// The most texts with one ending.
const MOST_TEXTS: usize = 60;

/// The longest line, in bytes. Some grammars need very long for more.
const LONGEST_LINE: usize = 190;

/// What is put into some blocks.
const FOREIGN: [&str; 10] = ["é", "ß", "中文", "→", "𝒳", "\u{301}", "\u{212a}", "ſ", "«", "\u{a0}"];

#[test]
fn every_grammar_parses_a_block_of_code_as_syntect_does() {
    agree(1);
}

/// Every grammar parses so many blocks as syntect does.
pub fn agree(blocks: usize) {
    let texts = texts();
    let grammars = Grammars::new(two_face::syntax::extra_newlines());
    // Of its own, because syntect keeps in the set what it has compiled.
    let set = two_face::syntax::extra_newlines();
    let (mut compared, mut left) = (0, BTreeMap::<&str, usize>::new());
    for (number, syntax) in grammars.set().syntaxes().iter().enumerate() {
        let mut random = fastrand::Rng::with_seed(number as u64);
        let same = &set.syntaxes()[number];
        for _ in 0..blocks {
            let code = block(&texts, syntax, &mut random);
            let Ok(ours) = ours(&grammars, syntax, &code) else {
                *left.entry(&syntax.name).or_default() += 1;
                continue;
            };
            let theirs = theirs(&set, same, &code);
            for ((ours, theirs), line) in ours.iter().zip(&theirs).zip(code.split_inclusive('\n')) {
                assert_eq!(ours, theirs, "{} in\n{code}\nat {line:?}", syntax.name);
            }
            compared += 1;
        }
    }
    println!("{compared} blocks parsed alike; left to syntect: {left:?}");
    let all = grammars.set().syntaxes().len() * blocks;
    assert!(compared * 100 > all * 98, "{compared} of {all} were compared, left are {left:?}");
}

fn ours(
    grammars: &Grammars,
    syntax: &SyntaxReference,
    code: &str,
) -> Result<Vec<Changes>, NotParsed> {
    let mut walk = Walk::new(grammars, syntax).ok_or(NotParsed::Here)?;
    let lines = code.split_inclusive('\n').map(|line| {
        let mut changes = Changes::new();
        walk.line(line, &mut changes).map(|()| changes)
    });
    lines.collect()
}

fn theirs(set: &SyntaxSet, syntax: &SyntaxReference, code: &str) -> Vec<Changes> {
    let mut state = ParseState::new(syntax);
    let lines = code.split_inclusive('\n');
    lines.map(|line| state.parse_line(line, set).expect("its contexts are there")).collect()
}

/// A block of code with short lines.
fn block(texts: &Texts, syntax: &SyntaxReference, random: &mut fastrand::Rng) -> String {
    let of = |ending: &String| texts.get(ending);
    let own: Vec<&Vec<String>> = syntax.file_extensions.iter().filter_map(of).collect();
    let all: Vec<&Vec<String>> = texts.values().collect();
    loop {
        let from = if own.is_empty() || random.usize(..3) == 0 { &all } else { &own };
        let texts = from[random.usize(..from.len())];
        let code = cut(&texts[random.usize(..texts.len())], random);
        if code.lines().all(|line| line.len() <= LONGEST_LINE) {
            return code;
        }
    }
}

fn cut(text: &str, random: &mut fastrand::Rng) -> String {
    let mut start = text.floor_char_boundary(random.usize(..text.len()));
    if random.usize(..3) > 0 {
        start = text[..start].rfind('\n').map_or(0, |end| end + 1);
    }
    let end = text.floor_char_boundary(text.len().min(start + random.usize(50..2_000)));
    let mut code = text[start..end.max(start)].to_string();
    if random.usize(..3) == 0 {
        for _ in 0..3 {
            let at = code.floor_char_boundary(random.usize(..=code.len()));
            code.insert_str(at, FOREIGN[random.usize(..FOREIGN.len())]);
        }
    }
    if random.bool() {
        code.push('\n');
    }
    code
}

/// Texts of the packages that cargo has fetched, some of each ending, and of this repository.
fn texts() -> Texts {
    let syntect = package("syntect");
    let mut files = Vec::new();
    for folder in [syntect.parent().expect("packages have a folder"), Path::new("themes")] {
        files_below(folder, &mut files);
    }
    let mut random = fastrand::Rng::with_seed(15);
    random.shuffle(&mut files);
    let mut texts = Texts::new();
    for file in files {
        let Some(ending) = file.extension().and_then(|ending| ending.to_str()) else { continue };
        let of_ending = texts.entry(ending.to_string()).or_default();
        if of_ending.len() < MOST_TEXTS
            && let Ok(text) = std::fs::read_to_string(&file)
            && (100..400_000).contains(&text.len())
        {
            of_ending.push(text);
        }
    }
    texts.retain(|_, texts| !texts.is_empty());
    assert!(texts.contains_key("rs"), "cargo has fetched no sources");
    texts
}

/// The files below a folder, in order.
fn files_below(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() { files_below(&path, files) } else { files.push(path) }
    }
}
