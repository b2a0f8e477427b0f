//! The YAML block at the top of a chapter: separated from the text, checked key by key, typed.
//!
//! Owns the list of front-matter keys ([`KEYS`]). The only module that names the YAML library. Never fails: a fault
//! becomes a diagnostic at its line, and the key gets its default.

mod faults;
mod lines;

use crate::text::diag::{Diagnostic, SourceText};
use lines::Lines;
use serde_yaml::{Mapping, Value};
use std::ops::Range;

/// Every key that front matter can contain.
pub const KEYS: &[&str] = &[
    "title",
    "description",
    "weight",
    "draft",
    "aliases",
    "slug",
    "updated",
    "template",
    "toc",
    "search",
    "checklists",
];

/// The largest block that is read, in bytes. YAML aliases that repeat text could fill memory, and the place of each
/// fault is searched from the top.
const LARGEST: usize = 32 * 1024;

/// The front matter of a chapter.
#[derive(Debug, Clone, PartialEq)]
pub struct FrontMatter {
    /// The title, if it is not the text's first heading.
    pub title: Option<String>,
    /// One sentence about the chapter, or empty.
    pub description: String,
    /// Chapters with a lower weight come first; those without one come last.
    pub weight: Option<i64>,
    /// Whether the chapter is a draft, included only with `--drafts`.
    pub draft: bool,
    /// Old URLs of this page, relative to the root of the site, each with its place in the text.
    pub aliases: Vec<(String, Range<usize>)>,
    /// The last part of the URL, replacing the file's name.
    pub slug: Option<String>,
    /// When the chapter was last updated, as the author wrote it.
    pub updated: Option<String>,
    /// The template to use, and the place of the value, for the diagnostic if no such template exists.
    pub template: Option<(String, Range<usize>)>,
    /// Whether the page lists its sections.
    pub toc: bool,
    /// Whether search finds the chapter.
    pub search: bool,
    /// Whether task lists become checklists.
    pub checklists: bool,
}

impl Default for FrontMatter {
    fn default() -> Self {
        FrontMatter {
            title: None,
            description: String::new(),
            weight: None,
            draft: false,
            aliases: Vec::new(),
            slug: None,
            updated: None,
            template: None,
            toc: true,
            search: true,
            checklists: true,
        }
    }
}

/// Returns the front matter of a chapter and the offset at which its text begins.
pub fn parse(source: &SourceText, diagnostics: &mut Vec<Diagnostic>) -> (FrontMatter, usize) {
    let Some((block, body)) = split(&source.text) else {
        if opens(&source.text) {
            diagnostics.push(Diagnostic::front_matter_open(source, 0..3));
        }
        return (FrontMatter::default(), 0);
    };
    let mut reader = Reader { source, block: block.clone(), diagnostics };
    let front = reader.read();
    (front, body)
}

fn opens(text: &str) -> bool {
    // Three hyphens followed by an empty line or by nothing are a thematic break, not front matter.
    text.strip_prefix("---\n").is_some_and(|rest| {
        let first = rest.lines().next().unwrap_or_default();
        KEYS.iter().any(|key| first.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')))
    })
}

/// The range of the YAML between the two `---` lines, and the offset after the second.
fn split(text: &str) -> Option<(Range<usize>, usize)> {
    let after_fence = text.strip_prefix("---")?;
    let start = 3 + after_fence.find('\n')? + 1;
    if !text.get(3..start)?.trim().is_empty() {
        return None;
    }
    let mut at = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        let fence = line.trim_end();
        if fence == "---" || fence == "..." {
            return Some((start..at, at + line.len()));
        }
        at += line.len();
    }
    None
}

/// Whether a chapter begins with front matter.
pub fn is_there(text: &str) -> bool {
    split(text).is_some()
}

/// The place of the value of a key in the text of a chapter, for faults found in later stages.
pub fn place(text: &str, key: &str) -> Option<Range<usize>> {
    let (block, _) = split(text)?;
    let lines = Lines { text, block };
    lines.setting(key).map(|line| lines.value(line))
}

struct Reader<'a> {
    source: &'a SourceText,
    block: Range<usize>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn yaml(&self) -> &str {
        self.source.text.get(self.block.clone()).unwrap_or_default()
    }

    fn read(&mut self) -> FrontMatter {
        let mut front = FrontMatter::default();
        if self.block.len() > LARGEST {
            let first = self.lines().line(0);
            self.diagnostics.push(Diagnostic::front_matter_too_large(
                self.source,
                first,
                LARGEST / 1024,
            ));
            return front;
        }
        let mapping = match serde_yaml::from_str::<Value>(self.yaml()) {
            Ok(Value::Null) => return front,
            Ok(Value::Mapping(mapping)) => mapping,
            Ok(_) => {
                let first = self.lines().line(0);
                self.diagnostics.push(Diagnostic::front_matter_not_keys(self.source, first));
                return front;
            }
            Err(error) => {
                self.diagnostics.push(self.not_yaml(&error));
                return front;
            }
        };
        self.fill(&mut front, &mapping);
        front
    }

    fn fill(&mut self, front: &mut FrontMatter, mapping: &Mapping) {
        for (key, value) in mapping {
            let Some(name) = scalar(key) else {
                let first = self.lines().line(0);
                self.diagnostics.push(Diagnostic::front_matter_not_keys(self.source, first));
                continue;
            };
            let fits = self.set(front, &name, value);
            if let Err(expected) = fits {
                let fault = Diagnostic::front_matter_wrong_type(
                    self.source,
                    self.value_span(&name),
                    &name,
                    expected,
                );
                self.diagnostics.push(fault);
            }
        }
    }

    fn set(
        &mut self,
        front: &mut FrontMatter,
        name: &str,
        value: &Value,
    ) -> Result<(), &'static str> {
        match name {
            "title" => front.title = Some(text(value)?),
            "description" => front.description = text(value)?,
            "weight" => front.weight = Some(value.as_i64().ok_or("a whole number")?),
            "draft" => front.draft = flag(value)?,
            "aliases" => front.aliases = self.placed(name, list(value)?),
            "slug" => front.slug = Some(slug(value)?),
            "updated" => front.updated = Some(date(value)?),
            "template" => front.template = Some((template(value)?, self.value_span(name))),
            "toc" => front.toc = flag(value)?,
            "search" => front.search = flag(value)?,
            "checklists" => front.checklists = flag(value)?,
            _ => {
                let span = self.key_span(name);
                self.diagnostics.push(Diagnostic::front_matter_unknown_key(
                    self.source,
                    span,
                    name,
                ));
            }
        }
        Ok(())
    }

    fn not_yaml(&self, error: &serde_yaml::Error) -> Diagnostic {
        let (lines, message) = (self.lines(), error.to_string());
        let twice = message.strip_prefix("duplicate entry with key \"");
        // For a key that is given twice the parser names the first place; the second is the one to fix.
        if let Some(key) = twice.and_then(|rest| rest.split('"').next())
            && let [first, again, ..] = lines.settings(key)[..]
        {
            let (first, again) = (lines.key(first, key), lines.key(again, key));
            return Diagnostic::front_matter_key_twice(self.source, again, key, first);
        }
        let at = error.location().map_or(0, |at| at.line().saturating_sub(1));
        if let Some(tab) = lines.tab(at) {
            return Diagnostic::front_matter_tab(self.source, tab);
        }
        let place = match error.location() {
            Some(at) => lines.rest(at.line().saturating_sub(1), at.column().saturating_sub(1)),
            None => lines.line(0),
        };
        // If the parser knows where the faulty value begins, its message ends with that place.
        let begun = message.rsplit_once(", while ").and_then(|(_, context)| {
            let (_, mark) = context.rsplit_once(" at line ")?;
            let (line, column) = mark.split_once(" column ")?;
            let (line, column): (usize, usize) = (line.parse().ok()?, column.parse().ok()?);
            Some(lines.letter(line.checked_sub(1)?, column.checked_sub(1)?))
        });
        Diagnostic::front_matter_not_yaml(self.source, place, without_position(&message), begun)
    }

    /// Each value of a list with its place, or that of its key.
    fn placed(&self, key: &str, values: Vec<String>) -> Vec<(String, Range<usize>)> {
        let key = self.key_span(key);
        let lines = self.lines();
        let mut from = key.end;
        let place = |value: String| {
            let found = lines.scalar(from, &value);
            from = found.as_ref().map_or(from, |found| found.end);
            (value, found.unwrap_or(key.clone()))
        };
        values.into_iter().map(place).collect()
    }

    fn lines(&self) -> Lines<'_> {
        Lines { text: &self.source.text, block: self.block.clone() }
    }

    /// The value of a top-level key; the first line if the YAML is not in block style.
    fn value_span(&self, name: &str) -> Range<usize> {
        let lines = self.lines();
        lines.setting(name).map_or_else(|| lines.line(0), |line| lines.value(line))
    }

    fn key_span(&self, name: &str) -> Range<usize> {
        let lines = self.lines();
        lines.key(lines.setting(name).unwrap_or(0), name)
    }
}

/// The parser counts lines from the start of the block, so the position in its message would mislead.
fn without_position(message: &str) -> &str {
    message.split(" at line ").next().unwrap_or(message)
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

fn text(value: &Value) -> Result<String, &'static str> {
    scalar(value).map(|text| text.trim().to_string()).ok_or("a text")
}

fn flag(value: &Value) -> Result<bool, &'static str> {
    value.as_bool().ok_or("true or false")
}

fn list(value: &Value) -> Result<Vec<String>, &'static str> {
    let expected = "a list of strings";
    match value {
        Value::Sequence(items) => items.iter().map(|item| scalar(item).ok_or(expected)).collect(),
        Value::String(one) => Ok(vec![one.clone()]),
        _ => Err(expected),
    }
}

fn slug(value: &Value) -> Result<String, &'static str> {
    let expected = "one part of a URL: letters, digits, hyphens, dots and underscores";
    let slug = scalar(value).ok_or(expected)?;
    let fits = !slug.is_empty()
        && !slug.starts_with('.')
        && slug.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if fits { Ok(slug) } else { Err(expected) }
}

fn date(value: &Value) -> Result<String, &'static str> {
    let expected = "a date such as 2026-11-22";
    let text = scalar(value).ok_or(expected)?;
    let day = text.get(..10).unwrap_or(&text);
    let fits = day.len() == 10
        && day.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let between = |range: Range<usize>, lowest: u32, highest: u32| {
        let number = day.get(range).and_then(|digits| digits.parse::<u32>().ok());
        number.is_some_and(|number| (lowest..=highest).contains(&number))
    };
    let is_day = fits && between(5..7, 1, 12) && between(8..10, 1, last_day(day));
    if is_day { Ok(day.to_string()) } else { Err(expected) }
}

/// The last day of the month of a date: feeds and sitemaps must contain only dates that exist.
fn last_day(date: &str) -> u32 {
    let number = |range: Range<usize>| date.get(range).and_then(|one| one.parse::<u32>().ok());
    let (year, month) = (number(0..4).unwrap_or(0), number(5..7).unwrap_or(0));
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn template(value: &Value) -> Result<String, &'static str> {
    let expected = "the name of a template, without `.html`";
    let name = scalar(value).ok_or(expected)?;
    let fits =
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if fits { Ok(name) } else { Err(expected) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_at_the_second_fence_only() {
        assert_eq!(split("---\ntitle: A\n---\ntext"), Some((4..13, 17)));
        assert_eq!(split("---\n---\ntext"), Some((4..4, 8)));
        assert_eq!(split("text\n---\n"), None);
        assert_eq!(split("---\ntitle: A\n"), None);
        assert_eq!(split("----\na\n---\n"), None);
    }

    #[test]
    fn a_rule_at_the_top_is_not_front_matter() {
        assert!(!opens("---\n\ntext"));
        assert!(opens("---\ntitle: x\n\ntext"));
    }
}
