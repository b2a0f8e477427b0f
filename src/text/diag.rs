//! The one type that says what is wrong with a book.
//!
//! Owns [`Diagnostic`], where it points and how diagnostics are ordered. The constructors are named
//! for the fault and live in the submodules, one for each stage; no other module builds a message.
//! Never prints: that is the job of `print`.

pub mod codes;
pub mod lints;
mod position;
pub mod print;
mod shared;

pub use crate::text::source_map::SourceText;
pub use position::Position;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// How bad a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The book cannot be built.
    Error,
    /// The book can be built, but probably not as its author wants it.
    Warning,
    /// The book is sound; its author may want to look.
    Note,
}

/// A place in a source text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    source: SourceText,
    span: Range<usize>,
}

/// Another place that has to do with a fault, and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The text that it is in.
    pub source: SourceText,
    /// Where in the text.
    pub span: Range<usize>,
    /// What is there.
    pub label: String,
}

/// One fault: what, where, and the way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    severity: Severity,
    code: &'static str,
    message: String,
    /// The file it is about; empty where no file is to blame.
    file: Arc<str>,
    place: Option<Place>,
    label: String,
    help: String,
    /// Other places that have to do with it, each with what it is.
    related: Vec<(Place, String)>,
}

impl Diagnostic {
    pub(crate) fn new(severity: Severity, code: &'static str, message: String) -> Self {
        Diagnostic {
            severity,
            code,
            message,
            file: Arc::from(""),
            place: None,
            label: String::new(),
            help: String::new(),
            related: Vec::new(),
        }
    }

    pub(crate) fn error(code: &'static str, message: String) -> Self {
        Self::new(Severity::Error, code, message)
    }

    pub(crate) fn warning(code: &'static str, message: String) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    pub(crate) fn note(code: &'static str, message: String) -> Self {
        Self::new(Severity::Note, code, message)
    }

    pub(crate) fn in_file(mut self, file: &str) -> Self {
        self.file = Arc::from(file);
        self
    }

    pub(crate) fn at(mut self, source: &SourceText, span: Range<usize>) -> Self {
        self.file = source.file.clone();
        self.place = Some(Place { source: source.clone(), span });
        self
    }

    pub(crate) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Points to another place too, and says what is there.
    pub(crate) fn related(mut self, source: &SourceText, span: Range<usize>, label: &str) -> Self {
        let place = Place { source: source.clone(), span };
        self.related.push((place, label.to_string()));
        self
    }

    /// Points to where book.toml names what it is about. An empty place is none: not every value is written.
    pub fn named_at(self, source: &SourceText, span: Range<usize>) -> Self {
        if span.is_empty() { self } else { self.at(source, span).label("named here") }
    }

    /// Whether the book can be built all the same.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Whether it stops the build: an error always, a warning where `strict` asks for that, a note never.
    pub fn is_fatal(&self, strict: bool) -> bool {
        match self.severity {
            Severity::Error => true,
            Severity::Warning => strict,
            Severity::Note => false,
        }
    }

    /// Whether the other says the same of the same place, however it was met.
    pub fn is_same_fault(&self, other: &Self) -> bool {
        self.code == other.code
            && self.message == other.message
            && self.file == other.file
            && self.place == other.place
    }

    /// The sentence that says what is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The stable name of this kind of fault.
    pub fn code(&self) -> &'static str {
        self.code
    }
}

/// The most faults that are told one by one.
const MOST_FAULTS: usize = 1000;

/// Orders by file, then by place, then by code and message; drops exact repetitions, and counts what is more than
/// anybody reads.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
    diagnostics.dedup();
    if diagnostics.len() > MOST_FAULTS {
        let left_out = diagnostics.split_off(MOST_FAULTS);
        diagnostics.push(Diagnostic::too_many_faults(&left_out));
    }
}

fn sort_key(diagnostic: &Diagnostic) -> (&str, usize, &str, &str) {
    let start = diagnostic.place.as_ref().map_or(0, |place| place.span.start);
    (&diagnostic.file, start, diagnostic.code, &diagnostic.message)
}

/// Whether any of them stops the build.
pub fn any_fatal(diagnostics: &[Diagnostic], strict: bool) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.is_fatal(strict))
}

/// A path without the `./` that stands for the current folder.
pub(crate) fn shown(path: &Path) -> std::path::Display<'_> {
    match path.strip_prefix(".").unwrap_or(path) {
        empty if empty.as_os_str().is_empty() => Path::new(".").display(),
        path => path.display(),
    }
}

/// What a value is not, in the few words for a caret: `not a date` for `a date such as 2026-11-22`.
pub(crate) fn not(expected: &str) -> String {
    if expected.starts_with("one of ") {
        return "not one of these".to_string();
    }
    let short = [" such as", ":", ","]
        .iter()
        .fold(expected, |text, end| text.split_once(end).map_or(text, |(start, _)| start));
    format!("not {short}")
}

/// A name as messages show it: of one that nobody could read to its end, the beginning.
pub(crate) fn shortened(name: &str) -> String {
    cut(name, 60)
}

/// A text of an author as messages show it: all of it, unless nobody would read that.
pub(crate) fn cited(text: &str) -> String {
    cut(text, 400)
}

/// At most so many characters of a text, with a mark where more follow.
pub(crate) fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_string(),
    }
}

/// Writes "did you mean `x`?", or nothing where there is no name near enough.
pub(crate) fn did_you_mean(nearest: Option<&str>) -> String {
    nearest.map(|name| format!("did you mean `{name}`?")).unwrap_or_default()
}

/// The candidate nearest to `name` by Jaro-Winkler similarity, if any is near enough to be meant. One
/// slip of the fingers (a letter more, less, other, or two swapped) is near enough in any name.
/// Ties go to the first in order, so the answer does not depend on anything but the arguments.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const NEAR_ENOUGH: f64 = 0.75;
    // The comparison takes a time that grows with the product of the lengths, and nobody mistypes a longer name.
    const LONGEST: usize = 200;
    if name.len() > LONGEST {
        return None;
    }
    let mut best = None;
    let mut best_score = NEAR_ENOUGH;
    for candidate in candidates.into_iter().filter(|one| one.len() <= LONGEST) {
        let slip = name.len().abs_diff(candidate.len()) <= 1
            && strsim::damerau_levenshtein(name, candidate) <= 1;
        let score = if slip { 1.0 } else { strsim::jaro_winkler(name, candidate) };
        if score > best_score {
            best = Some(candidate);
            best_score = score;
        }
    }
    best
}
