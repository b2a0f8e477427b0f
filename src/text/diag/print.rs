//! The only printer of diagnostics: the terminal's form with a caret, the plain form, and the forms for other programs
//! in `lines`.
//!
//! Owns the look of a diagnostic and of the closing summary. Never decides what is an error.

mod lines;

use super::position::Lines;
use super::{Diagnostic, Place, Severity, gather};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use std::collections::BTreeSet;
use std::io::{IsTerminal, Write};
use std::ops::Range;
use std::path::Path;

/// How many lines around the faulty one are passed to the renderer, which shows fewer.
const CONTEXT_LINES: usize = 2;

/// The distance in bytes from which two places of a file get separate excerpts.
const FAR: usize = 16 * 1024;

/// The longest line that is drawn, and the most text of one excerpt, in bytes.
const LONGEST_DRAWN: usize = 2_000;
const MOST_DRAWN: usize = 64 * 1024;

/// How many of the chapters that include a text are shown.
const MOST_INCLUDERS: usize = 3;

/// One diagnostic in the form of rustc's: severity, code, message, place, source line with a caret
/// under the fault, and help. `styled` adds terminal colours.
pub fn human(diagnostic: &Diagnostic, styled: bool) -> String {
    drawn(diagnostic, styled, &mut Lines::default())
}

fn drawn(diagnostic: &Diagnostic, styled: bool, lines: &mut Lines) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let others = diagnostic.others(MOST_INCLUDERS);
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code);
    let mut group = Group::with_title(title);
    match &diagnostic.place {
        Some(place) if !Window::around(&place.source.text, &place.span).can_be_drawn() => {
            let (line, column) = lines.position(&place.source.text, place.span.start);
            let origin = annotate_snippets::Origin::path(visible(&place.source.file));
            group = group.element(origin.line(line).char_column(column));
            if !diagnostic.label.is_empty() {
                group = group.element(Level::NOTE.message(visible_lines(&diagnostic.label)));
            }
        }
        Some(place) => group = group.element(excerpt(place, &diagnostic.label, &others, lines)),
        // An arrow without a line leads nowhere.
        None if !diagnostic.file.is_empty() && !diagnostic.message.contains(&*diagnostic.file) => {
            let file = format!("in {}", visible(&diagnostic.file));
            group = group.element(Level::NOTE.message(file));
        }
        None => {}
    }
    let shown =
        |other: &Place| diagnostic.place.as_ref().is_some_and(|place| is_beside(other, place));
    for (other, label) in others.iter().filter(|(other, _)| !shown(other)) {
        let window = Window::around(&other.source.text, &other.span);
        if !window.can_be_drawn() {
            continue;
        }
        let context = window.annotation(AnnotationKind::Context, &other.span, label);
        group = group.element(window.snippet(other, lines).annotation(context));
    }
    if !diagnostic.help.is_empty() {
        group = group.element(Level::HELP.message(visible_lines(&diagnostic.help)));
    }
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    let drawn = renderer.decor_style(DecorStyle::Ascii).render(&[group]);
    // The renderer replaces only ASCII control characters, among them the one that begins its colour codes.
    drawn.replace(|c: char| is_obeyed(c) && !c.is_ascii(), "\u{fffd}")
}

/// Replaces each character of a line that a terminal would interpret: names and words are untrusted input and may
/// contain escape sequences.
pub fn visible(text: &str) -> String {
    let shown = |c: char| match c {
        '\0'..='\u{1f}' => char::from_u32(u32::from(c) + 0x2400).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        c if is_obeyed(c) => '\u{fffd}',
        c => c,
    };
    text.chars().map(shown).collect()
}

/// The same for a text of several lines.
fn visible_lines(text: &str) -> String {
    text.split('\n').map(visible).collect::<Vec<String>>().join("\n")
}

/// Whether a terminal interprets the character instead of showing it: control characters, and those that change text
/// direction.
fn is_obeyed(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The output formats of diagnostics.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// For people: with the source line and a caret.
    #[default]
    Human,
    /// For editors: one line each, `file:line:column: severity[code]: message`.
    Short,
    /// One JSON object per line.
    Json,
    /// Workflow commands, which GitHub Actions shows next to the lines of a change.
    Github,
}

impl Format {
    /// The names of the formats on the command line.
    pub const NAMES: [&str; 4] = ["human", "short", "json", "github"];

    /// The format with this name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "human" => Some(Format::Human),
            "short" => Some(Format::Short),
            "json" => Some(Format::Json),
            "github" => Some(Format::Github),
            _ => None,
        }
    }
}

/// Prints diagnostics in the given format: the one for people goes to stderr, those for programs go to stdout, where
/// they can be piped. `folder` is the folder of book.toml as the user named it; GitHub's format puts it before the
/// paths of files.
pub fn all(diagnostics: &[Diagnostic], format: Format, folder: &Path) {
    let mut places = Lines::default();
    let line = |diagnostic: &Diagnostic| match format {
        Format::Human | Format::Short => lines::short(diagnostic, &mut places),
        Format::Json => lines::json(diagnostic, &mut places),
        Format::Github => lines::github(diagnostic, folder, &mut places),
    };
    match format {
        Format::Human => to_stderr(diagnostics),
        Format::Short => write_lines(&mut std::io::stderr().lock(), diagnostics.iter().map(line)),
        _ => write_lines(&mut std::io::stdout().lock(), diagnostics.iter().map(line)),
    }
}

fn write_lines(to: &mut impl Write, lines: impl Iterator<Item = String>) {
    for line in lines {
        // If the stream is closed, there is nowhere to report it.
        let _ = writeln!(to, "{line}");
    }
}

/// Prints diagnostics to stderr, those of one kind as one, each followed by an empty line; in colour if stderr is a terminal and colours are not
/// turned off.
pub fn to_stderr(diagnostics: &[Diagnostic]) {
    let stderr = std::io::stderr();
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let styled = stderr.is_terminal() && !no_color;
    let mut stderr = stderr.lock();
    let gathered = gather::gathered(diagnostics);
    let mut lines = Lines::default();
    for diagnostic in &gathered {
        // If stderr is closed, there is nowhere to report it.
        let _ = writeln!(stderr, "{}\n", drawn(diagnostic, styled, &mut lines));
    }
}

/// All diagnostics in the plain form, with an empty line between them.
pub fn plain_all(diagnostics: &[Diagnostic]) -> String {
    let mut lines = Lines::default();
    let texts: Vec<String> =
        diagnostics.iter().map(|diagnostic| drawn(diagnostic, false, &mut lines)).collect();
    texts.join("\n\n")
}

/// The closing line: `2 errors, 1 warning and 1 note`; empty if there are none.
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let count = |severity: Severity| {
        diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    };
    let kinds =
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let counts = kinds.into_iter().map(|(severity, noun)| (count(severity), noun));
    let mut said: Vec<String> =
        counts.filter(|(count, _)| *count > 0).map(|(count, noun)| counted(count, noun)).collect();
    let last = said.pop().unwrap_or_default();
    if said.is_empty() { last } else { format!("{} and {last}", said.join(", ")) }
}

/// The line that says how to learn more about the codes of these diagnostics; empty if there are none.
pub fn learn_more(diagnostics: &[Diagnostic]) -> String {
    let codes: BTreeSet<&str> = diagnostics.iter().map(Diagnostic::code).collect();
    let mut codes: Vec<&str> = codes.into_iter().collect();
    match codes.pop() {
        None => String::new(),
        Some(one) if codes.is_empty() => format!("run `tickbook explain {one}` to learn more"),
        Some(last) => {
            let codes = codes.join(", ");
            format!("run `tickbook explain CODE` to learn more about {codes} or {last}")
        }
    }
}

/// A number with its noun: `1 page`, `3 pages`.
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// The lines of a place, with the related places in the same text.
fn excerpt<'a>(
    place: &'a Place,
    label: &'a str,
    related: &'a [(Place, String)],
    lines: &mut Lines,
) -> Snippet<'a, Annotation<'a>> {
    let beside = || related.iter().filter(|(other, _)| is_beside(other, place));
    let start = beside().map(|(other, _)| other.span.start).fold(place.span.start, usize::min);
    let end = beside().map(|(other, _)| other.span.end).fold(place.span.end, usize::max);
    let window = Window::around(&place.source.text, &(start..end));
    let primary = window.annotation(AnnotationKind::Primary, &place.span, label);
    let context = |(other, label): &'a (Place, String)| {
        window.annotation(AnnotationKind::Context, &other.span, label)
    };
    window.snippet(place, lines).annotation(primary).annotations(beside().map(context))
}

fn is_beside(one: &Place, other: &Place) -> bool {
    let is_near = one.span.start.abs_diff(other.span.start) < FAR;
    one.source.file == other.source.file && is_near
}

/// The lines around a span. Only these are looked at and rendered, so that the cost does not depend on the length of the file.
struct Window<'a> {
    /// The whole text.
    whole: &'a str,
    text: &'a str,
    /// Where it begins in the whole text.
    from: usize,
    /// Whether the lines are longer than what is drawn, so that they are not here to their ends.
    is_cut: bool,
}

impl<'a> Window<'a> {
    fn around(whole: &'a str, span: &Range<usize>) -> Self {
        let start = whole.floor_char_boundary(span.start);
        let end = whole.floor_char_boundary(span.end).max(start);
        let first = whole.floor_char_boundary(start.saturating_sub(MOST_DRAWN));
        let last = whole.floor_char_boundary(end + MOST_DRAWN);
        let before = whole.get(first..start).unwrap_or_default();
        let newline = before.rmatch_indices('\n').nth(CONTEXT_LINES);
        let from = newline.map_or(first, |(at, _)| first + at + 1);
        let after = whole.get(end..last).unwrap_or_default();
        let end_of_lines = after.match_indices('\n').nth(CONTEXT_LINES);
        let to = end_of_lines.map_or(last, |(at, _)| end + at);
        let is_cut = newline.is_none() && first > 0 || end_of_lines.is_none() && last < whole.len();
        Window { whole, text: whole.get(from..to).unwrap_or_default(), from, is_cut }
    }

    /// Whether the lines are short enough to be drawn. A generated line would fill a screen, and many of them take long
    /// to render.
    fn can_be_drawn(&self) -> bool {
        let is_short = !self.is_cut && self.text.len() < MOST_DRAWN;
        is_short && self.text.lines().all(|line| line.len() < LONGEST_DRAWN)
    }

    /// Converts a span of the whole text to a span of these lines.
    fn span(&self, span: &Range<usize>) -> Range<usize> {
        let within = |at: usize| self.text.floor_char_boundary(at.saturating_sub(self.from));
        within(span.start)..within(span.end).max(within(span.start))
    }

    fn annotation(
        &self,
        kind: AnnotationKind,
        span: &Range<usize>,
        label: &'a str,
    ) -> Annotation<'a> {
        let annotation = kind.span(self.span(span));
        if label.is_empty() { annotation } else { annotation.label(visible_lines(label)) }
    }

    fn snippet(&self, place: &'a Place, lines: &mut Lines) -> Snippet<'a, Annotation<'a>> {
        let (first_line, _) = lines.position(self.whole, self.from);
        Snippet::source(self.text).line_start(first_line).path(visible(&place.source.file))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::diag::SourceText;

    #[test]
    fn window_keeps_line_numbers_and_spans() {
        let text = "one\ntwo\nthree\nfour\nfive\nsix\nseven\n";
        let at = text.find("five").unwrap_or_default();
        let window = Window::around(text, &(at..at + 4));
        assert_eq!(Lines::default().position(text, window.from), (3, 1));
        assert_eq!(&window.text[window.span(&(at..at + 4))], "five");
        assert!(window.text.ends_with("seven"));
    }

    #[test]
    fn a_span_past_the_end_is_clamped() {
        let source = SourceText { file: "a.md".into(), text: "é".into() };
        let diagnostic = Diagnostic::error("TB0000", "fault".into()).at(&source, 1..90);
        assert!(human(&diagnostic, false).contains("a.md:1:1"));
    }

    #[test]
    fn summary_counts_in_words() {
        let error = Diagnostic::error("TB0000", "a".into());
        let warning = Diagnostic::warning("TB0000", "b".into());
        assert_eq!(summary(&[]), "");
        assert_eq!(summary(std::slice::from_ref(&error)), "1 error");
        let note = Diagnostic::note("TB0000", "c".into());
        let two = [warning.clone(), note.clone()];
        assert_eq!(summary(&two), "1 warning and 1 note");
        let all = [error, warning.clone(), warning, note];
        assert_eq!(summary(&all), "1 error, 2 warnings and 1 note");
    }
}
