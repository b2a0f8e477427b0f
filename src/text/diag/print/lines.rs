//! Diagnostics as one line each: for editors, as JSON, and as workflow commands of GitHub Actions.
//!
//! Owns these formats. Lines and columns count from 1, columns in characters; bytes count from 0, in the text as it was
//! read: without a byte order mark and with one byte at the end of each line.

use crate::text::diag::position::Lines;
use crate::text::diag::{Diagnostic, Place, Severity};
use serde_json::{Map, Value, json};
use std::path::{Component, Path};

/// `file:line:column: severity[code]: message`, without the parts that are not known. The chapter that includes the text
/// follows in brackets.
pub(super) fn short(diagnostic: &Diagnostic, lines: &mut Lines) -> String {
    let mut line = String::new();
    if !diagnostic.file.is_empty() {
        line.push_str(&diagnostic.file);
        line.push(':');
    }
    if let Some(place) = &diagnostic.place {
        let (row, column) = lines.position(&place.source.text, place.span.start);
        line.push_str(&format!("{row}:{column}:"));
    }
    if !line.is_empty() {
        line.push(' ');
    }
    let severity = severity(diagnostic);
    line.push_str(&format!("{severity}[{}]: {}", diagnostic.code, one_line(&diagnostic.message)));
    if let Some(included) = included(diagnostic, lines) {
        line.push_str(&format!(" ({included})"));
    }
    super::visible(&line)
}

/// A JSON object: `severity`, `code`, `message`, and if known `lint`, `file`, `line`, `column`, `end_line`,
/// `end_column`, `byte_start`, `byte_end`, `label`, `help`, and `related` as objects with place and label.
pub(super) fn json(diagnostic: &Diagnostic, lines: &mut Lines) -> String {
    let mut object = Map::new();
    object.insert("severity".into(), json!(severity(diagnostic)));
    object.insert("code".into(), json!(diagnostic.code));
    object.insert("message".into(), json!(diagnostic.message));
    let lint = crate::text::diag::lints::LINTS.iter().find(|lint| lint.code == diagnostic.code);
    if let Some(lint) = lint {
        object.insert("lint".into(), json!(lint.name));
    }
    if !diagnostic.file.is_empty() {
        object.insert("file".into(), json!(&*diagnostic.file));
    }
    if let Some(place) = &diagnostic.place {
        insert_place(&mut object, place, lines);
    }
    for (key, text) in [("label", &*diagnostic.label), ("help", &*diagnostic.help)] {
        if !text.is_empty() {
            object.insert(key.into(), json!(text));
        }
    }
    let others = diagnostic.others(usize::MAX);
    let related = others.iter().map(|(place, label)| {
        let mut object = Map::new();
        object.insert("file".into(), json!(&*place.source.file));
        insert_place(&mut object, place, lines);
        object.insert("label".into(), json!(label));
        Value::Object(object)
    });
    let related: Vec<Value> = related.collect();
    if !related.is_empty() {
        object.insert("related".into(), Value::Array(related));
    }
    Value::Object(object).to_string()
}

fn insert_place(object: &mut Map<String, Value>, place: &Place, lines: &mut Lines) {
    let (line, column) = lines.position(&place.source.text, place.span.start);
    let (end_line, end_column) = lines.position(&place.source.text, place.span.end);
    for (key, number) in [
        ("line", line),
        ("column", column),
        ("end_line", end_line),
        ("end_column", end_column),
        ("byte_start", place.span.start),
        ("byte_end", place.span.end),
    ] {
        object.insert(key.into(), json!(number));
    }
}

/// A workflow command, in the format that GitHub documents.
pub(super) fn github(diagnostic: &Diagnostic, folder: &Path, lines: &mut Lines) -> String {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = Vec::new();
    if !diagnostic.file.is_empty() {
        properties.push(format!("file={}", property(&below(folder, &diagnostic.file))));
    }
    if let Some(place) = &diagnostic.place {
        let (line, column) = lines.position(&place.source.text, place.span.start);
        let (end_line, end_column) = lines.position(&place.source.text, place.span.end);
        properties.push(format!("line={line},endLine={end_line}"));
        // GitHub shows columns for a single line only.
        if line == end_line {
            properties.push(format!("col={column},endColumn={end_column}"));
        }
    }
    properties.push(format!("title={}", property(diagnostic.code)));
    let included = included(diagnostic, lines).unwrap_or_default();
    let parts = [&*diagnostic.message, &*diagnostic.label, &*included, &*diagnostic.help];
    let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("::{command} {}::{}", properties.join(","), data(&said.join("\n")))
}

/// Where the text with the fault is included, if it is.
fn included(diagnostic: &Diagnostic, lines: &mut Lines) -> Option<String> {
    let first = diagnostic.includers.first()?;
    let (line, column) = lines.position(&first.source.text, first.span.start);
    let more = match diagnostic.includers.len() - 1 {
        0 => String::new(),
        more => format!(", and in {more} more"),
    };
    Some(format!("included in {}:{line}:{column}{more}", first.source.file))
}

/// The path of a file of the book, relative to where the command was run.
fn below(folder: &Path, file: &str) -> String {
    let path = folder.join(file);
    let parts = path.components().filter(|part| *part != Component::CurDir);
    let path: std::path::PathBuf = parts.collect();
    path.to_string_lossy().replace('\\', "/")
}

fn data(text: &str) -> String {
    super::visible_lines(text).replace('%', "%25").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

fn severity(diagnostic: &Diagnostic) -> &'static str {
    match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn one_line(text: &str) -> String {
    text.lines().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::{human, is_obeyed};
    use super::*;
    use crate::text::diag::SourceText;

    fn fault() -> Diagnostic {
        let source =
            SourceText { file: "content/a.md".into(), text: "é\nsee [x](b,c.md)\n".into() };
        Diagnostic::error("TB0501", "no\nway: 100%".into())
            .at(&source, 11..17)
            .label("not found")
            .help("did you mean `b.md`?")
            .related(&source, 0..2, "first")
    }

    #[test]
    fn short_is_one_line() {
        assert_eq!(
            short(&fault(), &mut Lines::default()),
            "content/a.md:2:9: error[TB0501]: no way: 100%"
        );
        assert_eq!(
            short(&Diagnostic::note("TB0001", "a".into()), &mut Lines::default()),
            "note[TB0001]: a"
        );
    }

    #[test]
    fn json_holds_everything() {
        let value: Value = serde_json::from_str(&json(&fault(), &mut Lines::default())).unwrap();
        let expected = serde_json::json!({
            "severity": "error", "code": "TB0501", "lint": "dead-link", "message": "no\nway: 100%",
            "file": "content/a.md", "line": 2, "column": 9, "end_line": 2, "end_column": 15,
            "byte_start": 11, "byte_end": 17, "label": "not found", "help": "did you mean `b.md`?",
            "related": [{ "file": "content/a.md", "line": 1, "column": 1, "end_line": 1, "end_column": 2,
                "byte_start": 0, "byte_end": 2, "label": "first" }]
        });
        assert_eq!(value, expected);
    }

    #[test]
    fn what_terminals_obey_is_shown_and_not_sent() {
        let hostile = "\u{1b}]0;a\u{7}\r\u{9b}2J\u{202e}\u{2066}";
        let fault = || Diagnostic::error("TB0501", hostile.into()).in_file(hostile);
        let source = SourceText { file: hostile.into(), text: hostile.into() };
        let placed =
            fault().at(&source, 0..3).label(hostile).help(hostile).related(&source, 1..2, hostile);
        for fault in [fault(), placed] {
            let lines = &mut Lines::default();
            for line in
                [short(&fault, lines), github(&fault, Path::new("."), lines), human(&fault, false)]
            {
                let obeyed: Vec<char> =
                    line.chars().filter(|c| *c != '\n' && is_obeyed(*c)).collect();
                assert!(obeyed.is_empty(), "{obeyed:?} in {line:?}");
            }
        }
        assert!(
            short(&fault(), &mut Lines::default()).contains("␛]0;a␇␍\u{fffd}2J\u{fffd}\u{fffd}"),
            "{}",
            short(&fault(), &mut Lines::default())
        );
    }

    #[test]
    fn github_escapes_what_its_commands_need() {
        let folder = Path::new("./books, mine");
        assert_eq!(
            github(&fault(), folder, &mut Lines::default()),
            "::error file=books%2C mine/content/a.md,line=2,endLine=2,col=9,endColumn=15,title=TB0501::\
             no%0Away: 100%25%0Anot found%0Adid you mean `b.md`?"
        );
    }
}
