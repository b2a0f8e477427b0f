//! What each code means: cause, example and fix, for `tickbook explain` and for the page of codes.
//!
//! The texts are Markdown in `codes/`, one file for each topic and one section for each code, and are compiled in. Owns
//! how they are split into sections and put together for readers; never builds a diagnostic.

use super::Severity;
use super::lints::LINTS;
use include_dir::{Dir, include_dir};

static TEXTS: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/text/diag/codes");

/// The codes of warnings. A test compares this list with what the examples report.
const WARNINGS: &[&str] = &[
    "TB0203", "TB0204", "TB0309", "TB0310", "TB0311", "TB0407", "TB0408", "TB0409", "TB0411", "TB0412",
    "TB0413", "TB0414", "TB0415", "TB0417", "TB0420", "TB0425", "TB0426", "TB0427", "TB0428",
    "TB0429", "TB0430", "TB0431", "TB0432", "TB0505", "TB0520", "TB0521", "TB0525", "TB0526", "TB0604", "TB0609", "TB0908", "TB1001",
    "TB1002", "TB1003", "TB1103", "TB1201", "TB1203", "TB1204", "TB1205", "TB1206", "TB1207",
    "TB1210", "TB1303", "TB1304", "TB1306", "TB1307", "TB1317", "TB1318", "TB1401", "TB1402",
    "TB1403", "TB1404", "TB1405", "TB1406", "TB1407", "TB1408", "TB1409", "TB1410", "TB1411",
    "TB1412", "TB1413", "TB1414", "TB1415", "TB1416", "TB1417", "TB1418", "TB1419", "TB1421",
    "TB1422", "TB1501", "TB1504", "TB1601", "TB1602", "TB1603", "TB1604", "TB1710", "TB1901",
    "TB1902",
];

/// The codes of notes.
const NOTES: &[&str] = &[
    "TB0208", "TB0209", "TB0305", "TB0606", "TB0709", "TB0907", "TB0912", "TB0913", "TB1502",
    "TB1503", "TB1605",
];

/// The codes whose diagnostics are printed as one if they say the same: one cause, or one habit, in many places.
pub(super) const GATHERED: &[&str] = &[
    "TB0203", "TB0303", "TB0304", "TB0308", "TB0309", "TB0310", "TB0311", "TB0408", "TB0411", "TB0412",
    "TB0413", "TB0414", "TB0415", "TB0417", "TB0418", "TB0420", "TB0425", "TB0426", "TB0427",
    "TB0428", "TB0429", "TB0430", "TB0431", "TB0432", "TB0501", "TB0502", "TB0503", "TB0504", "TB0505", "TB0506", "TB0520", "TB0521",
    "TB0525", "TB0526", "TB0603", "TB1103", "TB1201", "TB1203", "TB1204", "TB1205", "TB1206",
    "TB1207", "TB1209", "TB1210", "TB1303", "TB1304", "TB1310", "TB1311", "TB1317", "TB1403",
    "TB1404", "TB1406", "TB1407", "TB1410", "TB1411", "TB1413", "TB1415", "TB1416", "TB1417",
    "TB1419", "TB1421", "TB1501", "TB1502", "TB1503", "TB1801", "TB1802",
];

/// What diagnostics with one of these codes say together, after their number. Each is about a whole file, which its own
/// message names.
pub(super) const TOGETHER: &[(&str, &str)] = &[
    ("TB0203", "symbolic links were not followed"),
    ("TB1304", "chapters are not in the navigation"),
    ("TB1413", "files are not used"),
];

const PAGE_HEAD: &str = "\
---
title: Error codes
description: What each code means, with an example and how to fix it.
---

<!-- This page is made from the program's own texts; see CONTRIBUTING.md. -->

Every error, warning and note of tickbook has a code, which stays the same from version to version.
`tickbook explain TB0501` prints the section of a code in the terminal. An error stops the build. A warning stops it
only with `--strict`, and a note never does. If a message is also a *lint*, it has a name, and `[check]` in book.toml
can change its level.
";

/// The explanation of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explained {
    /// Such as `TB0501`.
    pub code: &'static str,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// Cause, example and fix, in Markdown.
    pub text: &'static str,
}

impl Explained {
    /// Its severity if the book sets no level for it.
    pub fn severity(&self) -> Severity {
        if NOTES.contains(&self.code) {
            Severity::Note
        } else if WARNINGS.contains(&self.code) {
            Severity::Warning
        } else {
            Severity::Error
        }
    }

    /// The name of its lint, if its level can be set.
    pub fn lint(&self) -> Option<&'static str> {
        LINTS.iter().find(|lint| lint.code == self.code).map(|lint| lint.name)
    }
}

/// All explained codes, in order.
pub fn all() -> Vec<Explained> {
    let mut all: Vec<Explained> = texts().into_iter().flat_map(sections).collect();
    all.sort_by_key(|one| one.code);
    all
}

/// The texts, in the order of their file names.
fn texts() -> Vec<&'static str> {
    let mut files: Vec<_> = TEXTS.files().collect();
    files.sort_by_key(|file| file.path());
    files.into_iter().filter_map(|file| file.contents_utf8()).collect()
}

/// The code that the user asks for: `TB0501`, `tb501`, `501`, or the name of a lint.
pub fn find(asked: &str) -> Option<Explained> {
    let asked = asked.trim();
    let lint = LINTS.iter().find(|lint| lint.name == asked).map(|lint| lint.code.to_string());
    let digits = asked.trim_start_matches(['T', 't', 'B', 'b']);
    let code = lint.unwrap_or_else(|| format!("TB{digits:0>4}"));
    all().into_iter().find(|one| one.code == code)
}

/// One code as `explain` prints it.
pub fn explanation(one: &Explained) -> String {
    let head = format!("{}: {}\n\n{}\n", one.code, one.title, with_paths(one.text));
    match one.lint() {
        Some(name) => format!(
            "{head}\nThis is the lint `{name}`. To change its level, write `{name} = \"allow\"`, `\"warn\"` or `\"deny\"` \
             in `[check]` of book.toml.\n"
        ),
        None => head,
    }
}

/// All codes as one page of Markdown for the user guide, with a part for each topic.
pub fn page() -> String {
    let mut page = PAGE_HEAD.to_string();
    for text in texts() {
        let title = text.lines().next().unwrap_or_default().trim_start_matches("# ");
        page.push_str(&format!("\n## {title}\n"));
        for one in sections(text) {
            let anchor = one.code.to_lowercase();
            page.push_str(&format!("\n### {}: {} {{#{anchor}}}\n\n", one.code, one.title));
            page.push_str(&format!("{}\n\n{}\n", weight(&one), as_text(&with_paths(one.text))));
        }
    }
    page
}

/// Escapes the directives of a text, so that they are shown and not executed.
fn as_text(text: &str) -> String {
    text.replace("{{#", "\\{{#")
}

/// The severity of a fault, as a line of its own.
fn weight(one: &Explained) -> String {
    let severity = match one.severity() {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Note => "Note",
    };
    match one.lint() {
        Some(name) => format!("*{severity}, lint `{name}`.*"),
        None => format!("*{severity}.*"),
    }
}

/// Names the file above each block that is not the chapter itself, and leaves only the language after each fence.
fn with_paths(text: &str) -> String {
    let mut shown = Vec::new();
    let mut fences = Fences::default();
    for line in text.lines() {
        let opens = fences.line(line) == Line::Opens;
        let Some((fence, info)) = opens.then(|| line.split_at(fence_length(line))) else {
            shown.push(line.to_string());
            continue;
        };
        let (language, path) = info.split_once(" path=").unwrap_or((info, ""));
        let path = if path.is_empty() && language == "toml" { "book.toml" } else { path };
        if !path.is_empty() {
            shown.extend([format!("`{path}`:"), String::new()]);
        }
        shown.push(format!("{fence}{language}"));
    }
    shown.join("\n")
}

/// Tracks which lines of a text are inside fenced blocks.
#[derive(Default)]
struct Fences {
    /// The length of the fence that is open, or 0.
    open: usize,
}

#[derive(PartialEq, Eq)]
enum Line {
    Opens,
    Inside,
    Outside,
}

impl Fences {
    /// Takes the next line. The line that closes a block counts as inside.
    fn line(&mut self, line: &str) -> Line {
        let length = fence_length(line);
        if self.open > 0 {
            if length >= self.open && line.trim_end().len() == length {
                self.open = 0;
            }
            return Line::Inside;
        }
        if length < 3 {
            return Line::Outside;
        }
        self.open = length;
        Line::Opens
    }
}

fn fence_length(line: &str) -> usize {
    line.bytes().take_while(|byte| *byte == b'`').count()
}

/// Splits a text at its headings `## CODE: title`. Lines in fenced blocks are not headings.
fn sections(text: &'static str) -> Vec<Explained> {
    let mut found = Vec::new();
    let mut heads: Vec<(usize, usize)> = Vec::new();
    let (mut at, mut fences) = (0, Fences::default());
    for line in text.split_inclusive('\n') {
        if fences.line(line) == Line::Outside && line.starts_with("## TB") {
            heads.push((at, at + line.len()));
        }
        at += line.len();
    }
    let ends = heads.iter().skip(1).map(|(start, _)| *start).chain([text.len()]);
    for ((start, body), end) in heads.iter().zip(ends) {
        let head = text.get(start + 3..*body).unwrap_or_default();
        let Some((code, title)) = head.split_once(':') else { continue };
        let text = text.get(*body..end).unwrap_or_default().trim();
        found.push(Explained { code: code.trim(), title: title.trim(), text });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_its_headings() {
        let text = "## TB0001: one thing\n\nCause.\n\n```md\n## TB0009: no heading\n```\n\nCure.\n\n## TB0002: another\n\nText.\n";
        let found = sections(text);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].code, found[0].title), ("TB0001", "one thing"));
        assert!(found[0].text.starts_with("Cause.") && found[0].text.ends_with("Cure."));
        assert_eq!(found[1].text, "Text.");
    }

    #[test]
    fn fences_within_fences_end_nothing() {
        let text =
            "## TB0001: one\n\n````md path=a.md\n```\n## TB0009: no heading\n```\n````\n\nCure.\n";
        let found = sections(text);
        assert_eq!(found.len(), 1);
        let shown = with_paths(found[0].text);
        assert_eq!(shown, "`a.md`:\n\n````md\n```\n## TB0009: no heading\n```\n````\n\nCure.");
        assert_eq!(with_paths("```toml\nx\n```"), "`book.toml`:\n\n```toml\nx\n```");
    }
}
