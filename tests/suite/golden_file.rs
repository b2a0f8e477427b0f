//! The format of `tests/golden/*.md`: a case is a `## name` section with fenced blocks.
//!
//! A block whose info string has `path=` is an input file; ` ```md ` is `content/page.md` and ` ```toml ` is
//! `book.toml`. A block ` ```html ` is the expected text of the first chapter, followed by `print`, `plan`, `title` or
//! `epub` it is the text in that form, and by `search` the search data of the book; ` ```text ` is the expected
//! diagnostics of a build, and ` ```text check ` those of `check`, on the day 2026-11-22. Text outside of blocks is for
//! readers.

use std::ops::Range;

/// A fenced block of a case.
#[derive(Debug, Clone)]
pub struct Block {
    pub kind: Kind,
    pub text: String,
    /// The lines of the block, its fences included.
    pub lines: Range<usize>,
}

/// What a block is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A file of the book, by its path below the book's folder.
    Input(String),
    /// Expected HTML of an edition: empty for the page, else `print`, `plan`, `title`, `epub` or `search`.
    Html(String),
    /// Expected diagnostics of a build.
    Text,
    /// A command and what it prints. Only the texts on codes have such blocks.
    Console,
    /// Expected diagnostics of `check`.
    Check,
}

/// A section of a golden file.
#[derive(Debug)]
pub struct Case {
    pub name: String,
    /// The line of the heading, counted from 1.
    pub line: usize,
    pub blocks: Vec<Block>,
}

impl Case {
    pub fn expected(&self, kind: &Kind) -> Option<&Block> {
        self.blocks.iter().find(|block| block.kind == *kind)
    }
}

/// The files of a case, by path.
pub fn inputs(case: &Case) -> Vec<(&str, &str)> {
    let inputs = case.blocks.iter().filter_map(|block| match &block.kind {
        Kind::Input(path) => Some((path.as_str(), block.text.as_str())),
        _ => None,
    });
    inputs.collect()
}

/// Cuts a golden file into its cases.
pub fn parse(text: &str) -> Vec<Case> {
    let lines: Vec<&str> = text.lines().collect();
    let mut cases: Vec<Case> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        if let Some(name) = line.strip_prefix("## ") {
            let name = name.trim().to_string();
            cases.push(Case { name, line: at + 1, blocks: Vec::new() });
        } else if line.starts_with("```") {
            let end = closing_fence(&lines, at);
            if let Some(case) = cases.last_mut() {
                let mut text = lines[at + 1..end].join("\n");
                text.push_str(if text.is_empty() { "" } else { "\n" });
                let kind = kind(line.trim_start_matches('`'));
                case.blocks.push(Block { kind, text, lines: at..end + 1 });
            }
            at = end;
        }
        at += 1;
    }
    cases
}

fn fence_length(line: &str) -> usize {
    line.bytes().take_while(|byte| *byte == b'`').count()
}

fn closing_fence(lines: &[&str], open: usize) -> usize {
    let length = fence_length(lines[open]);
    let closes = |line: &&str| fence_length(line) >= length && line.trim_matches('`').is_empty();
    let after = lines[open + 1..].iter().position(closes);
    open + 1 + after.unwrap_or_else(|| panic!("line {}: the block is not closed", open + 1))
}

fn kind(info: &str) -> Kind {
    let (language, second) = info.trim().split_once(' ').unwrap_or((info.trim(), ""));
    if let Some(path) = second.strip_prefix("path=") {
        return Kind::Input(path.to_string());
    }
    match language {
        "md" => Kind::Input("content/page.md".into()),
        "toml" => Kind::Input("book.toml".into()),
        "html" => Kind::Html(second.to_string()),
        "text" if second == "check" => Kind::Check,
        "text" => Kind::Text,
        "console" => Kind::Console,
        other => panic!("a golden block cannot be `{other}`; give it a path"),
    }
}

/// What a block must hold from now on; `None` for its removal.
pub type Change = (Kind, Option<String>);

/// Rewrites expected blocks of one case in the lines of its file. A block that is not there yet is
/// added after the last one.
pub fn rewrite(lines: &mut Vec<String>, case: &Case, changes: &[Change]) {
    let end = case.blocks.last().map_or(case.line, |block| block.lines.end);
    let mut added = Vec::new();
    for (kind, text) in changes {
        if let (None, Some(text)) = (case.expected(kind), text) {
            added.push(String::new());
            added.extend(fenced(kind, text));
        }
    }
    lines.splice(end..end, added);
    for block in case.blocks.iter().rev() {
        match changes.iter().find(|(kind, _)| *kind == block.kind) {
            Some((kind, Some(text))) => {
                lines.splice(block.lines.clone(), fenced(kind, text));
            }
            Some((_, None)) => {
                let before = block.lines.start.saturating_sub(1);
                let blank = lines[before].is_empty();
                lines.drain(if blank { before } else { block.lines.start }..block.lines.end);
            }
            None => {}
        }
    }
}

fn fenced(kind: &Kind, text: &str) -> Vec<String> {
    let longest = text.lines().map(fence_length).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let info = match kind {
        Kind::Text => "text".to_string(),
        Kind::Console => "console".to_string(),
        Kind::Check => "text check".to_string(),
        Kind::Html(edition) => format!("html {edition}").trim_end().to_string(),
        Kind::Input(path) => format!("file path={path}"),
    };
    let mut block = vec![format!("{fence}{info}")];
    block.extend(text.lines().map(str::to_string));
    block.push(fence);
    block
}

#[test]
fn blocks_are_found_and_rewritten() {
    let text = "# T\n\n## one\n\n````md\n```\nx\n```\n````\n\n```html\nold\n```\n\n## two\n";
    let cases = parse(text);
    assert_eq!(cases.len(), 2);
    assert_eq!(cases[0].blocks[0].text, "```\nx\n```\n");
    let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
    let page = Kind::Html(String::new());
    let changes = [(page, Some("new\n".to_string())), (Kind::Text, Some("fault\n".to_string()))];
    rewrite(&mut lines, &cases[0], &changes);
    let again = parse(&lines.join("\n"));
    assert_eq!(again[0].blocks[1].text, "new\n");
    assert_eq!(again[0].blocks[2].text, "fault\n");
    assert_eq!(again[1].name, "two");
}
