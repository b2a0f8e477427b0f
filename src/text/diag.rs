//! The one type that says what is wrong with a book.
//!
//! Owns [`Diagnostic`], where it points and how diagnostics are ordered. The constructors are named for the fault and
//! are in a file `faults.rs` of each stage; no other module builds a message. Never prints: `print` does that.

pub mod codes;
pub mod gather;
pub mod lints;
mod position;
pub mod print;
pub mod saved;
mod shared;

pub use crate::text::names::nearest;
pub use crate::text::source_map::SourceText;
pub use position::Position;
pub use shared::{Unread, way_out_of};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// How bad a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The book cannot be built.
    Error,
    /// The book can be built, but the result is probably not what its author wants.
    Warning,
    /// Nothing is wrong; a hint for the author.
    Note,
}

/// A place in a source text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    source: SourceText,
    span: Range<usize>,
}

/// Another place that is related to a fault, with a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The text that it is in.
    pub source: SourceText,
    /// Its range in the text.
    pub span: Range<usize>,
    /// The label.
    pub label: String,
}

/// One fault: what is wrong, where, and how to fix it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    severity: Severity,
    code: &'static str,
    message: String,
    /// The file that has the fault; empty if the fault is in no file.
    file: Arc<str>,
    place: Option<Place>,
    label: Box<str>,
    help: String,
    /// Related places, each with its label.
    related: Vec<(Place, String)>,
    /// The directives that include the text with the fault, one for each chapter.
    includers: Vec<Place>,
}

impl Diagnostic {
    pub(crate) fn new(severity: Severity, code: &'static str, message: String) -> Self {
        Diagnostic {
            severity,
            code,
            message,
            file: Arc::from(""),
            place: None,
            label: Box::from(""),
            help: String::new(),
            related: Vec::new(),
            includers: Vec::new(),
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
        self.label = label.into().into_boxed_str();
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Adds a related place with a label.
    pub(crate) fn related(mut self, source: &SourceText, span: Range<usize>, label: &str) -> Self {
        let place = Place { source: source.clone(), span };
        self.related.push((place, label.to_string()));
        self
    }

    /// Names the directive of a chapter that includes the text with the fault.
    pub(crate) fn included_by(mut self, source: &SourceText, span: Range<usize>) -> Self {
        self.includers.push(Place { source: source.clone(), span });
        self
    }

    /// Points to where book.toml sets the value. An empty span is ignored: defaults are written nowhere.
    pub fn named_at(self, source: &SourceText, span: Range<usize>) -> Self {
        if span.is_empty() { self } else { self.at(source, span).label("named here") }
    }

    /// Whether this is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Whether it stops a build with `--strict` only.
    pub fn is_warning(&self) -> bool {
        self.severity == Severity::Warning
    }

    /// Whether this stops the build: errors always do, warnings only with `strict`, notes never.
    pub fn is_fatal(&self, strict: bool) -> bool {
        match self.severity {
            Severity::Error => true,
            Severity::Warning => strict,
            Severity::Note => false,
        }
    }

    /// Whether both report the same fault at the same place; which stage found it does not matter.
    pub fn is_same_fault(&self, other: &Self) -> bool {
        self.code == other.code
            && self.message == other.message
            && self.file == other.file
            && self.place == other.place
    }

    /// Whether the same text has the same fault, which several chapters can include.
    fn repeats(&self, other: &Self) -> bool {
        self.is_same_fault(other)
            && self.severity == other.severity
            && self.label == other.label
            && self.help == other.help
            && self.related == other.related
    }

    /// All other places to show, each with its label: the first `most` chapters that include the text come last.
    fn others(&self, most: usize) -> Vec<(Place, String)> {
        let more = self.includers.len().saturating_sub(most);
        let included = self.includers.iter().take(most).enumerate().map(|(at, place)| {
            let label = match (at + 1 == most, more) {
                (true, 1..) => format!("included here, and in {more} more"),
                _ => "included here".to_string(),
            };
            (place.clone(), label)
        });
        self.related.iter().cloned().chain(included).collect()
    }

    /// The message: what is wrong, as a sentence.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The file that has the fault; `None` if the fault is in no file.
    pub fn file(&self) -> Option<&str> {
        (!self.file.is_empty()).then_some(&*self.file)
    }

    /// The stable name of this kind of fault.
    pub fn code(&self) -> &'static str {
        self.code
    }
}

/// The most faults that are reported one by one; those that are printed as one count as one.
const MOST_FAULTS: usize = 1000;

/// Orders by file, then by place, then by code and message; joins repetitions, and counts those past the limit.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
    diagnostics.dedup_by(|later, first| {
        let is_repeated = first.repeats(later);
        if is_repeated {
            let is_new = |place: &Place| first.includers.last() != Some(place);
            let new: Vec<Place> = later.includers.drain(..).filter(is_new).collect();
            first.includers.extend(new);
        }
        is_repeated
    });
    let left_out = gather::split_off(diagnostics, MOST_FAULTS);
    if !left_out.is_empty() {
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

/// A path without the `./` of the current folder.
pub(crate) fn shown(path: &Path) -> std::path::Display<'_> {
    match path.strip_prefix(".").unwrap_or(path) {
        empty if empty.as_os_str().is_empty() => Path::new(".").display(),
        path => path.display(),
    }
}

/// Puts an expected value in the negative, in the few words for a caret: `not a date` for `a date such as 2026-11-22`.
pub(crate) fn not(expected: &str) -> String {
    if expected.starts_with("one of ") {
        return "not one of these".to_string();
    }
    let short = [" such as", ":", ","]
        .iter()
        .fold(expected, |text, end| text.split_once(end).map_or(text, |(start, _)| start));
    format!("not {short}")
}

/// A name as messages show it; long names are cut.
pub(crate) fn shortened(name: &str) -> String {
    cut(name, 60)
}

/// Text of an author as messages show it; long text is cut.
pub(crate) fn cited(text: &str) -> String {
    cut(text, 400)
}

/// At most so many characters of a text, with a mark if it was cut.
pub(crate) fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_string(),
    }
}

/// Writes "did you mean `x`?", or nothing if no name is near enough.
pub(crate) fn did_you_mean(nearest: Option<&str>) -> String {
    nearest.map(|name| format!("did you mean `{name}`?")).unwrap_or_default()
}
