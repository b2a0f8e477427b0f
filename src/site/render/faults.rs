//! Faults of templates and of social cards.

use crate::text::diag::{Diagnostic, Related, SourceText, nearest, shown};
use std::ops::Range;
use std::path::Path;

impl Diagnostic {
    /// A template of the author's that exceeds a limit while `page` is made; `at` is the place where it was stopped.
    pub fn template_too_much(
        reason: &str,
        at: Option<(&SourceText, Range<usize>)>,
        page: &str,
    ) -> Self {
        let fault = Self::error("TB2004", format!("a template does too much: {reason}"))
            .help("loop only over what the page shows, without long loops inside one another");
        match at {
            Some((source, span)) => fault.at(source, span).label(format!("while rendering {page}")),
            None => fault.in_file(page),
        }
    }

    /// A template of the author's that could not be stopped, only abandoned, while `page` was made.
    pub fn template_endless(most: &str, page: &str) -> Self {
        Self::error("TB2005", format!("the template of this page takes more than {most}"))
            .in_file(page)
            .help("find the text or list in the theme that is joined to itself again and again")
    }

    /// A template does not compile or fails while `page` is made; the reason is the engine's. `at` is the place in the
    /// template, if the engine reports it.
    pub fn template_failed(
        reason: &str,
        at: Option<(&SourceText, Range<usize>)>,
        page: &str,
        callers: &[Related],
    ) -> Self {
        let (reason, names) = reason.split_once(". Available fields: ").unwrap_or((reason, ""));
        let reason = reason.trim().trim_end_matches('.');
        let met = if page.is_empty() { String::new() } else { format!("while rendering {page}") };
        let mut fault = Self::error("TB0602", format!("a template failed: {}", as_clause(reason)));
        fault = match at {
            Some((source, span)) => fault.at(source, span).label(met),
            None => fault.in_file(page),
        };
        for caller in callers {
            fault = fault.related(&caller.source, caller.span.clone(), &as_clause(&caller.label));
        }
        if names.is_empty() { fault } else { fault.help(format!("known names: {names}")) }
    }

    /// A chapter uses a template that the theme does not have.
    pub fn template_unknown<'a>(
        source: &SourceText,
        span: Range<usize>,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        let help = match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known templates: {}", known.join(", ")),
        };
        Self::error("TB0603", format!("the theme has no template `{name}`"))
            .at(source, span)
            .label("no such template")
            .help(help)
    }

    /// A file in `output.html.share-fonts` is not a font.
    pub fn share_font_unusable(path: &Path) -> Self {
        Self::error("TB0605", format!("`{}` is not a font", shown(path)))
            .help("name a TrueType or OpenType file")
    }

    /// The titles of some pages contain letters that no available font has; `file` is the first of them.
    pub fn share_letters_missing(count: usize, file: &str, letter: char) -> Self {
        let pages =
            if count == 1 { "1 page has".to_string() } else { format!("{count} pages have") };
        let message = format!("{pages} no picture for shared links: no font has `{letter}`");
        Self::note("TB0606", message)
            .in_file(file)
            .help("add a font that has these letters to `output.html.share-fonts`")
    }

    /// The output of the template of social cards cannot be painted.
    pub fn share_failed(path: &str, reason: &str) -> Self {
        Self::error("TB0607", format!("the picture `{path}` cannot be drawn: {reason}"))
            .help("fix `templates/share.svg` in the theme")
    }
}

/// Makes the first letter of the engine's report lower case, because other words precede it.
fn as_clause(reason: &str) -> String {
    let mut letters = reason.chars();
    let first = letters.next().map(|first| first.to_lowercase().collect::<String>());
    let is_word = reason.chars().nth(1).is_some_and(|second| second.is_lowercase());
    match first.filter(|_| is_word) {
        Some(first) => first + letters.as_str(),
        None => reason.to_string(),
    }
}
