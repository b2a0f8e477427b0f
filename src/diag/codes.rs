//! What each code means: cause, example and cure, for `tickbook explain` and for the page of codes.
//!
//! The texts are Markdown in `codes/`, one section a code, and part of the program. Owns how they are cut
//! into sections; never builds a diagnostic.

use super::lints::LINTS;
use include_dir::{Dir, include_dir};

static TEXTS: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/diag/codes");

/// What is known of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explained {
    /// Such as `TB0501`.
    pub code: &'static str,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// Cause, example and cure, in Markdown.
    pub text: &'static str,
}

impl Explained {
    /// The name of its lint, if authors may weigh it.
    pub fn lint(&self) -> Option<&'static str> {
        LINTS.iter().find(|lint| lint.code == self.code).map(|lint| lint.name)
    }
}

/// Every code that is explained, in order.
pub fn all() -> Vec<Explained> {
    let texts = TEXTS.files().filter_map(|file| file.contents_utf8());
    let mut all: Vec<Explained> = texts.flat_map(sections).collect();
    all.sort_by_key(|one| one.code);
    all
}

/// The code that a reader asks for: `TB0501`, `tb501`, `501`, or the name of a lint.
pub fn find(asked: &str) -> Option<Explained> {
    let asked = asked.trim();
    let lint = LINTS.iter().find(|lint| lint.name == asked).map(|lint| lint.code.to_string());
    let digits = asked.trim_start_matches(['T', 't', 'B', 'b']);
    let code = lint.unwrap_or_else(|| format!("TB{digits:0>4}"));
    all().into_iter().find(|one| one.code == code)
}

/// One code as `explain` prints it.
pub fn explanation(one: &Explained) -> String {
    let head = format!("{}: {}\n\n{}\n", one.code, one.title, one.text);
    match one.lint() {
        Some(name) => format!(
            "{head}\nAs a lint its name is `{name}`: in `[check]` of book.toml, `{name} = \"allow\"`, `\"warn\"` \
             or `\"deny\"` says how much it weighs.\n"
        ),
        None => head,
    }
}

/// Cuts a text at its headings `## CODE: title`. Lines in fenced blocks are no headings.
fn sections(text: &'static str) -> Vec<Explained> {
    let mut found = Vec::new();
    let mut heads: Vec<(usize, usize)> = Vec::new();
    let (mut at, mut fenced) = (0, false);
    for line in text.split_inclusive('\n') {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if !fenced && line.starts_with("## TB") {
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
}
