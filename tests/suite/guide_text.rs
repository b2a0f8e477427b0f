//! Parses the guide's chapters: headings, rows of tables, fenced blocks with their file names, and results below their
//! source.
//!
//! A line that is a path in backticks with a colon names the file of the block below it. A result is the content of
//! `<div class="result">`; the blocks in it are not parsed again.

use crate::harness::{files_below, repository};

/// A chapter of the guide.
pub struct Page {
    /// The path below `docs/content`.
    pub path: String,
    pub pieces: Vec<Piece>,
}

/// What a chapter is made of, as far as the tests look at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// The text of a heading with its level.
    Heading(usize, String),
    /// The cells of a row of a table, its head included.
    Row(Vec<String>),
    Fence(Fence),
    /// The text between the tags of a result, with the number of its first line.
    Result(String, usize),
}

/// A fenced block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fence {
    /// The path in the line above, if one stands there.
    pub file: Option<String>,
    pub language: String,
    pub text: String,
    /// The line of the opening fence, counted from 1.
    pub line: usize,
}

/// The text of the pages of the guide, by path below `docs/content`.
pub fn texts() -> Vec<(String, String)> {
    let files = files_below(&repository().join("docs/content")).into_iter();
    let chapters = files.filter(|(path, _)| path.ends_with(".md"));
    chapters.map(|(path, bytes)| (path, String::from_utf8(bytes).expect("UTF-8"))).collect()
}

/// Every chapter of the guide.
pub fn pages() -> Vec<Page> {
    let pages = texts().into_iter();
    pages.map(|(path, text)| Page { path, pieces: pieces(&text) }).collect()
}

/// One chapter of the guide.
#[track_caller]
pub fn page(path: &str) -> Page {
    let found = pages().into_iter().find(|page| page.path == path);
    found.unwrap_or_else(|| panic!("the guide has no chapter {path}"))
}

impl Page {
    /// The pieces below each heading of a level, by its text.
    pub fn sections(&self, level: usize) -> Vec<(String, Vec<Piece>)> {
        let mut sections: Vec<(String, Vec<Piece>)> = Vec::new();
        for piece in &self.pieces {
            match piece {
                Piece::Heading(found, text) if *found == level => {
                    sections.push((text.clone(), Vec::new()));
                }
                other => {
                    if let Some((_, pieces)) = sections.last_mut() {
                        pieces.push(other.clone());
                    }
                }
            }
        }
        sections
    }

    /// The words in backticks in the first column of the chapter's tables.
    pub fn first_column(&self) -> Vec<String> {
        first_column(&self.pieces)
    }
}

/// The words in backticks in the first cells of rows.
pub fn first_column(pieces: &[Piece]) -> Vec<String> {
    let cells = pieces.iter().filter_map(|piece| match piece {
        Piece::Row(cells) => cells.first(),
        _ => None,
    });
    cells.flat_map(|cell| codes(cell)).collect()
}

/// The spans of code in a line.
pub fn codes(line: &str) -> Vec<String> {
    line.split('`').skip(1).step_by(2).map(str::to_string).collect()
}

/// Reads the text of a chapter.
pub fn pieces(text: &str) -> Vec<Piece> {
    let lines: Vec<&str> = text.lines().collect();
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        let fence = fence_length(line);
        if fence >= 3 {
            let end = end_of(&lines, at, |line| {
                fence_length(line) >= fence && line.trim_matches('`').is_empty()
            });
            let language = line.trim_start_matches('`').trim().to_string();
            let file = name_above(&lines[..at]);
            let text = joined(&lines[at + 1..end]);
            pieces.push(Piece::Fence(Fence { file, language, text, line: at + 1 }));
            at = end;
        } else if line == "<div class=\"result\">" {
            let end = end_of(&lines, at, |line| line == "</div>");
            pieces.push(Piece::Result(joined(&lines[at + 1..end]), at + 1));
            at = end;
        } else if let Some(cells) = line.strip_prefix("| ").and_then(|row| row.strip_suffix(" |")) {
            let cells = cells.split(" | ").map(|cell| cell.trim().to_string());
            pieces.push(Piece::Row(cells.collect()));
        } else if line.starts_with('#') {
            let level = line.bytes().take_while(|byte| *byte == b'#').count();
            pieces.push(Piece::Heading(level, line[level..].trim().to_string()));
        }
        at += 1;
    }
    pieces
}

fn end_of(lines: &[&str], open: usize, closes: impl Fn(&str) -> bool) -> usize {
    let after = lines[open + 1..].iter().position(|line| closes(line));
    open + 1 + after.unwrap_or_else(|| panic!("`{}` is not closed", lines[open]))
}

fn fence_length(line: &str) -> usize {
    line.bytes().take_while(|byte| *byte == b'`').count()
}

fn joined(lines: &[&str]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// The path that the last line before a block names.
fn name_above(before: &[&str]) -> Option<String> {
    let line = before.iter().rev().find(|line| !line.is_empty())?;
    let path = line.strip_prefix('`')?.strip_suffix("`:")?;
    (!path.contains('`')).then(|| path.to_string())
}

#[test]
fn a_chapter_is_read() {
    let text = "# T\n\n`a/b.md`:\n\n````md\n```x\n```\n````\n\n<div class=\"result\">\n\nR\n\n</div>\n\n| `a`, `b` | c |\n|---|---|\n";
    let fence = Fence {
        file: Some("a/b.md".into()),
        language: "md".into(),
        text: "```x\n```\n".into(),
        line: 5,
    };
    let expected = [
        Piece::Heading(1, "T".into()),
        Piece::Fence(fence),
        Piece::Result("\nR\n\n".into(), 10),
        Piece::Row(vec!["`a`, `b`".into(), "c".into()]),
    ];
    assert_eq!(pieces(text), expected);
    assert_eq!(first_column(&pieces(text)), ["a", "b"]);
}
