//! Converts errors of the template engine to diagnostics that point into the template.
//!
//! Owns the texts of the templates under the names that authors know, and as the engine gets them. If the engine gives
//! no place, the diagnostic has only its message.

use super::faults::blocks_help;
use super::loop_limit::{self, Counted};
use crate::site::theme::{AUTHOR_PREFIX, DEFAULT_PREFIX, Theme};
use crate::text::diag::{Diagnostic, Related, SourceText};
use std::collections::BTreeSet;
use std::ops::Range;
use tera::ErrorKind;

/// How the engine ends its report of a block that no template above has.
const NO_BLOCK: &str = "is not defined in any parent template";

/// How many templates that extend one another are searched for blocks.
const MOST_PARENTS: usize = 16;

/// The texts of templates, by their names in the engine.
#[derive(Default)]
pub(super) struct Texts(Vec<Text>);

struct Text {
    name: String,
    source: SourceText,
    /// The text that the engine reads, and whose places it reports.
    counted: Counted,
}

impl Texts {
    /// The texts of a theme.
    pub(super) fn of(theme: &Theme) -> Self {
        let shown = |name: &str| match name.strip_prefix(AUTHOR_PREFIX) {
            Some(own) => format!("{}/templates/{own}", theme.folder),
            None => name.to_string(),
        };
        let texts = theme.templates.iter().map(|(name, text)| {
            let source = SourceText { file: shown(name).into(), text: text.as_str().into() };
            let counted = match name.starts_with(AUTHOR_PREFIX) {
                true => Counted::of(text),
                false => Counted::untouched(text),
            };
            Text { name: name.clone(), source, counted }
        });
        Texts(texts.collect())
    }

    /// Name and text of each, for the engine.
    pub(super) fn for_engine(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|one| (one.name.as_str(), one.counted.text.as_str()))
    }

    /// The diagnostic for an error of the engine. `page` is the page that was being made, or empty.
    pub(super) fn failed(&self, error: &tera::Error, page: &str) -> Diagnostic {
        let report = error.to_string();
        let mut told = self.told(&report);
        match error.kind() {
            ErrorKind::SyntaxError(exact) | ErrorKind::RenderingError(exact) => {
                let range = exact.span().range.clone();
                let text = self.text(exact.filename());
                let at = text.map(|text| (&text.source, text.counted.written(range)));
                let callers = told.get(1..).unwrap_or_default();
                if exact.message() == loop_limit::TOO_MANY {
                    return Diagnostic::template_too_much(loop_limit::TOO_MANY, at, page);
                }
                Diagnostic::template_failed(exact.message(), at, page, callers)
            }
            ErrorKind::MissingParent { current, parent } => {
                let reason = format!("there is no template `{parent}` to extend");
                let text = self.text(current);
                let at =
                    text.and_then(|text| Some((&text.source, quoted(&text.source.text, parent)?)));
                Diagnostic::template_failed(&reason, at, page, &[])
            }
            _ if !told.is_empty() => {
                let first = told.remove(0);
                let at = Some((&first.source, first.span));
                let fault = Diagnostic::template_failed(&first.label, at, page, &told);
                match first.label.ends_with(NO_BLOCK) {
                    true => {
                        fault.help(blocks_help(&first.label, &self.blocks_above(&first.source)))
                    }
                    false => fault,
                }
            }
            _ => Diagnostic::template_failed(&report, None, page, &[]),
        }
    }

    fn text(&self, name: &str) -> Option<&Text> {
        self.0.iter().find(|one| one.name == name)
    }

    /// The blocks of all templates that a template extends, in the order of their names.
    fn blocks_above<'a>(&'a self, template: &'a SourceText) -> BTreeSet<&'a str> {
        let mut blocks = BTreeSet::new();
        let mut text: &str = &template.text;
        for _ in 0..MOST_PARENTS {
            let Some(parent) = named_by(text, "extends").next() else { break };
            // The same order in which the engine tries its prefixes.
            let names =
                ["", AUTHOR_PREFIX, DEFAULT_PREFIX].map(|prefix| prefix.to_string() + parent);
            let Some(found) = names.iter().find_map(|name| self.text(name)) else { break };
            text = &found.source.text;
            blocks.extend(named_by(text, "block"));
        }
        blocks
    }

    /// The places in a report, each with its message: a fault is in the line before its `--> theme/page.html:4:7`, a
    /// caller in one, `note: called from theme/page.html:4:7`.
    fn told(&self, report: &str) -> Vec<Related> {
        let lines: Vec<&str> = report.lines().collect();
        let told = lines.iter().enumerate().filter_map(|(at, line)| {
            let (label, place) = match line.trim_start().strip_prefix("--> ") {
                Some(place) => (lines.get(at.checked_sub(1)?)?.strip_prefix("error: ")?, place),
                None => line.strip_prefix("note: ")?.rsplit_once(' ')?,
            };
            let mut parts = place.rsplitn(3, ':');
            let column: usize = parts.next()?.parse().ok()?;
            let line: usize = parts.next()?.parse().ok()?;
            let text = self.text(parts.next()?)?;
            let width = lines.get(at + 3).map_or(1, |carets| carets.matches('^').count().max(1));
            let span = text.counted.written(span(&text.counted.text, line, column, width)?);
            Some(Related { source: text.source.clone(), span, label: label.to_string() })
        });
        told.collect()
    }
}

/// What the tags of this kind name, such as `title` in `{% block title %}`.
fn named_by<'t>(text: &'t str, tag: &'static str) -> impl Iterator<Item = &'t str> {
    text.split("{%").skip(1).filter_map(move |tags| {
        let inside = tags.split("%}").next()?.trim_matches('-');
        let mut words = inside.split_whitespace();
        let name = words.next().filter(|word| *word == tag).and(words.next())?;
        Some(name.trim_matches(['"', '\'', '`']))
    })
}

/// So many characters from a line and a column, both counted from 1.
fn span(text: &str, line: usize, column: usize, width: usize) -> Option<Range<usize>> {
    let earlier = line.checked_sub(1)?;
    let start: usize = text.split_inclusive('\n').take(earlier).map(str::len).sum();
    let whole = text.split_inclusive('\n').nth(earlier)?.trim_end();
    let bytes = |letters: usize| whole.chars().take(letters).map(char::len_utf8).sum::<usize>();
    let before = column.checked_sub(1)?;
    Some(start + bytes(before)..start + bytes(before + width))
}

/// The place of a name between quotation marks.
fn quoted(text: &str, name: &str) -> Option<Range<usize>> {
    let marks = ['"', '\'', '`'];
    let at = marks.iter().find_map(|mark| text.find(&format!("{mark}{name}{mark}")))? + 1;
    Some(at..at + name.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_letters_and_not_bytes() {
        let text = "a\nÜber {{ x }}\n";
        assert_eq!(&text[span(text, 2, 6, 4).unwrap()], "{{ x");
        assert_eq!(span(text, 2, 6, 99), Some(8..15));
        assert_eq!(span(text, 9, 1, 1), None);
        assert_eq!(quoted("{% extends 'x' %}", "x"), Some(12..13));
    }

    #[test]
    fn tags_name_what_follows_them() {
        let text = "{% extends 'a.html' %}{%- block x -%}{% endblock x %}{% block y%}{{ block }}";
        assert_eq!(named_by(text, "block").collect::<Vec<_>>(), ["x", "y"]);
        assert_eq!(named_by(text, "extends").next(), Some("a.html"));
    }
}
