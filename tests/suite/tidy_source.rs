//! Rust source for the tidiness checks: without comments, strings and tests, and split into functions.

use crate::harness::{files_below, repository};

/// A source file of the repository.
pub struct Source {
    /// The path from the root of the repository.
    pub path: String,
    pub text: String,
    /// The text with comments and the content of string literals blanked out, line by line.
    pub code: String,
    /// The same, up to the module of unit tests.
    pub product: String,
}

/// All Rust files below a folder of the repository, sorted by path.
pub fn rust_files(folder: &str) -> Vec<Source> {
    let mut sources = Vec::new();
    for (path, bytes) in files_below(&repository().join(folder)) {
        if !path.ends_with(".rs") {
            continue;
        }
        let text = String::from_utf8(bytes).expect("source is UTF-8");
        let code = blanked(&text);
        let end = code.find("#[cfg(test)]").unwrap_or(code.len());
        let product = code[..end].to_string();
        sources.push(Source { path: format!("{folder}/{path}"), text, code, product });
    }
    // A package holds one crate of the workspace, and says that it is one.
    let is_packaged = repository().join(".cargo_vcs_info.json").exists();
    let is_left_out = is_packaged && ["xtask/src", "replay/src"].contains(&folder);
    assert!(is_left_out || !sources.is_empty(), "there is no Rust file in {folder}");
    sources
}

/// Replaces comments and the content of literals by spaces; line ends stay.
pub fn blanked(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let end = match rest {
            [b'/', b'/', ..] => at + rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len()),
            [b'/', b'*', ..] => at + text[at..].find("*/").map_or(rest.len(), |end| end + 2),
            [b'r', b'"', ..] | [b'r', b'#', ..] if !follows_name(bytes, at) => raw_end(text, at),
            [b'"', ..] => at + quoted_end(rest),
            [b'\'', b'\\', ..] => at + 3 + rest[3..].iter().position(|b| *b == b'\'').unwrap_or(0),
            [b'\'', ..] if is_char(&text[at..]) => at + 1 + text[at + 1..].find('\'').unwrap_or(0),
            _ => at,
        };
        for byte in &mut out[at..end] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
        at = end.max(at) + 1;
    }
    String::from_utf8(out).expect("only whole literals are blanked")
}

fn follows_name(bytes: &[u8], at: usize) -> bool {
    at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_')
}

/// The end of a string literal, its closing quote left in place.
fn quoted_end(rest: &[u8]) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != b'"' {
        at += if rest[at] == b'\\' { 2 } else { 1 };
    }
    at.min(rest.len())
}

fn raw_end(text: &str, at: usize) -> usize {
    let hashes = text[at + 1..].bytes().take_while(|byte| *byte == b'#').count();
    let start = at + 1 + hashes;
    if text.as_bytes().get(start) != Some(&b'"') {
        return at;
    }
    let close = format!("\"{}", "#".repeat(hashes));
    text[start + 1..].find(&close).map_or(text.len(), |end| start + 1 + end + close.len() - 1)
}

/// Whether a quote begins a character and not a lifetime.
fn is_char(text: &str) -> bool {
    text.chars().nth(2) == Some('\'')
}

/// Whether the code names something as a path: `use name` or `name::`.
pub fn names(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let before = &code[..at];
        let after = &code[at + name.len()..];
        let inside = |c: char| c.is_alphanumeric() || c == '_';
        let whole = !before.ends_with(inside) && !after.starts_with(inside);
        whole && !before.ends_with("::") && (after.starts_with("::") || before.ends_with("use "))
    })
}

/// The functions of blanked code: name, first line, number of lines.
pub fn functions(code: &str) -> Vec<(String, usize, usize)> {
    let lines: Vec<&str> = code.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let Some((before, rest)) = line.split_once("fn ") else { continue };
        let is_item = before.trim().is_empty()
            || before.trim().split(' ').all(|word| {
                ["async", "const", "unsafe", "extern"].contains(&word)
                    || word.starts_with("pub")
                    || word.ends_with(')')
            });
        if !is_item {
            continue;
        }
        let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let mut depth = 0;
        let mut opened = false;
        for (end, line) in lines.iter().enumerate().skip(start) {
            depth += line.matches('{').count();
            depth = depth.saturating_sub(line.matches('}').count());
            opened |= line.contains('{');
            if (opened && depth == 0) || (!opened && line.trim_end().ends_with(';')) {
                found.push((name.clone(), start + 1, end - start + 1));
                break;
            }
        }
    }
    found
}

#[test]
fn literals_and_comments_are_blanked() {
    let code =
        blanked("let a = \"fs::x\\\"y\"; // fs::\nlet b = r#\"std\"#; let c = '\"'; x::<'a>()");
    assert!(!code.contains("fs") && !code.contains("std"), "{code}");
    assert!(
        code.contains("let b") && code.contains("let c") && code.contains("x::<'a>()"),
        "{code}"
    );
    assert_eq!(blanked("'\\'' + \"a\" + '{'").matches('{').count(), 0);
}

#[test]
fn names_are_found_as_paths_only() {
    assert!(names("use tera::Tera;", "tera"));
    assert!(names("fn f(e: tera::Error)", "tera"));
    assert!(names("use notify;", "notify"));
    assert!(!names("job.templates.tera.render(x)", "tera"));
    assert!(!names("crate::notify::x", "notify"));
    assert!(!names("literatera::x", "tera"));
}

#[test]
fn functions_are_measured() {
    let code = "impl A {\n    pub(super) fn one(\n        a: u8,\n    ) {\n        {}\n    }\n}\nfn two() {}\n";
    assert_eq!(functions(code), [("one".to_string(), 2, 5), ("two".to_string(), 8, 1)]);
}
