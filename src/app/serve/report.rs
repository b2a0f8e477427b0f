//! The report of faults for browsers.
//!
//! Owns its format, and the links that open the author's editor at a fault. It quotes the author's text, which scripts
//! must show as text, never as HTML.

use crate::text::diag::{Diagnostic, Position, codes, gather, print};
use crate::text::url;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// How many diagnostics a browser shows.
const MOST_SHOWN: usize = 50;

/// Makes the address that opens a place in the author's editor.
#[derive(Debug, Clone, Default)]
pub(super) struct Editor {
    /// The address with `{path}`, `{line}` and `{column}`; `None` if no editor is set.
    pub(super) template: Option<String>,
    /// The folder of book.toml.
    pub(super) root: PathBuf,
}

/// The faults of the book.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Report {
    /// Faults that stop the build.
    pub(super) faults: Vec<Value>,
    /// Other faults for the author.
    pub(super) warnings: Vec<Value>,
    /// Faults that stop the build, in the plain format, for a page without scripts.
    pub(super) plain: String,
}

impl Report {
    /// Notes are shown only on the terminal.
    pub(super) fn of(diagnostics: &[Diagnostic], strict: bool, editor: &Editor) -> Self {
        let gathered = gather::gathered(diagnostics);
        let (faults, rest): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
            gathered.iter().partition(|one| one.is_fatal(strict));
        let warnings: Vec<&Diagnostic> =
            rest.into_iter().filter(|one| one.level() == "warning").collect();
        let first: Vec<Diagnostic> =
            faults.iter().take(MOST_SHOWN).map(|one| (*one).clone()).collect();
        let mut plain = print::plain_all(&first);
        if let Some(more) = more(faults.len()) {
            plain.push_str(&format!("\n\n{more}"));
        }
        Report { faults: shown(&faults, editor), warnings: shown(&warnings, editor), plain }
    }

    /// Whether the last build failed.
    pub(super) fn has_faults(&self) -> bool {
        !self.faults.is_empty()
    }
}

/// The parts of each; the first of each code with its explanation.
fn shown(diagnostics: &[&Diagnostic], editor: &Editor) -> Vec<Value> {
    let mut explained = BTreeSet::new();
    let first = diagnostics.iter().take(MOST_SHOWN).map(|one| {
        let mut parts = in_parts(one, editor);
        if let Some(known) = codes::find(one.code()).filter(|_| explained.insert(one.code())) {
            parts["meaning"] = json!(known.text);
        }
        parts
    });
    let more =
        more(diagnostics.len()).map(|message| json!({ "level": "note", "message": message }));
    first.chain(more).collect()
}

fn more(count: usize) -> Option<String> {
    let more = count.checked_sub(MOST_SHOWN).filter(|more| *more > 0)?;
    Some(format!("and {more} more; the terminal shows all"))
}

fn in_parts(diagnostic: &Diagnostic, editor: &Editor) -> Value {
    let position = diagnostic.position();
    let related = diagnostic.related_positions().map(|(position, label)| {
        json!({ "label": label, "place": position.to_string(), "href": editor.address(position) })
    });
    let related: Vec<Value> = related.collect();
    json!({
        "level": diagnostic.level(),
        "code": diagnostic.code(),
        "message": diagnostic.message(),
        "place": position.map(|position| position.to_string()),
        "href": position.and_then(|position| editor.address(position)),
        "excerpt": excerpt(&print::plain_all(std::slice::from_ref(diagnostic))),
        "help": diagnostic.way_out(),
        "related": related,
    })
}

impl Editor {
    /// The address that opens a file of the book, never one outside of it.
    fn address(&self, position: Position) -> Option<String> {
        let Position { file, at } = position;
        let template = self.template.as_ref()?;
        let is_below = Path::new(file)
            .components()
            .all(|part| matches!(part, std::path::Component::Normal(_)));
        let path = self.root.join(file).to_string_lossy().replace('\\', "/");
        let (line, column) = at.unwrap_or((1, 1));
        let path = format!("/{}", path.trim_start_matches('/'));
        let address = template
            .replace("{line}", &line.to_string())
            .replace("{column}", &column.to_string())
            .replace("{path}", &url::encode(&path));
        is_below.then_some(address)
    }
}

/// The source lines with their carets: the text between the place and the help.
fn excerpt(text: &str) -> String {
    let lines = text.lines().skip_while(|line| !line.trim_start().starts_with("--> ")).skip(1);
    let lines = lines.take_while(|line| !line.trim_start().starts_with("= help:"));
    let lines: Vec<&str> = lines.collect();
    let is_blank = |line: &&str| line.trim() == "|" || line.trim().is_empty();
    let end = lines.iter().rposition(|line| !is_blank(line)).map_or(0, |at| at + 1);
    let lines = lines.iter().take(end).skip_while(|line| is_blank(line));
    lines.copied().collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_is_sent_to_files_of_the_book_alone() {
        let template = Some("vscode://file{path}:{line}:{column}".to_string());
        let editor = Editor { template, root: "/my book".into() };
        let address = |file: &str| editor.address(Position { file, at: Some((3, 7)) });
        let expected = "vscode://file/my%20book/content/%C3%A9.md:3:7";
        assert_eq!(address("content/é.md").as_deref(), Some(expected));
        assert_eq!(address("../other.md"), None);
        assert_eq!(address("/etc/passwd"), None);
        assert_eq!(Editor::default().address(Position { file: "a.md", at: None }), None);
    }

    #[test]
    fn the_excerpt_is_the_source_with_its_carets() {
        let text = "error[TB0501]: no\n --> a.md:1:2\n  |\n1 | = help: [x](y)\n  |  ^\n  |\n  = help: mend";
        assert_eq!(excerpt(text), "1 | = help: [x](y)\n  |  ^");
        assert_eq!(excerpt("error[TB0101]: no place\n  |\n  = help: mend"), "");
    }
}
