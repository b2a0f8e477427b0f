//! Faults of templates and of social cards.

use crate::text::diag::{Diagnostic, Related, SourceText, nearest, shown};
use std::collections::BTreeSet;
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
        let file = at.as_ref().map(|(source, _)| &*source.file).unwrap_or_default();
        // The template that is at fault can be one of the default theme, which the author's calls.
        let callers_file = callers.iter().map(|caller| &*caller.source.file);
        let own =
            std::iter::once(file).chain(callers_file).find(|file| file.contains("/templates/"));
        let what = own.map_or("a template".to_string(), |own| format!("the template `{own}`"));
        let mut fault = Self::error("TB0602", format!("{what} failed: {}", as_clause(reason)));
        fault = match at {
            Some((source, span)) => fault.at(source, span).label(met),
            None => fault.in_file(page),
        };
        for caller in callers {
            fault = fault.related(&caller.source, caller.span.clone(), &as_clause(&caller.label));
        }
        fault.help(template_help(reason, names, own.unwrap_or_default()))
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

    /// A chapter uses a template without a place for its text.
    pub fn template_without_text(
        source: &SourceText,
        span: Range<usize>,
        name: &str,
        known: &[&str],
    ) -> Self {
        Self::error("TB0603", format!("the template `{name}` shows no chapter"))
            .at(source, span)
            .label("the text would be missing")
            .help(format!("write one of the templates for chapters: {}", known.join(", ")))
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

/// What to write in a template that failed. `names` are those that the engine knows in the place of an unknown one.
fn template_help(reason: &str, names: &str, own: &str) -> String {
    let wanted = reason.split('`').nth(1).unwrap_or_default();
    let near = nearest(wanted, names.split(", ").filter(|name| !name.is_empty()));
    let is_open = reason.to_ascii_lowercase().contains("unexpected end of input");
    let is_missing = reason.contains("is not defined");
    match (names, near) {
        (_, Some(near)) => format!("did you mean `{near}`? known names: {names}"),
        (_, None) if is_open => {
            "close each tag: `{% if … %}` with `{% endif %}`, `{% for … %}` with `{% endfor %}`, `{% block … %}` with \
             `{% endblock %}`"
                .to_string()
        }
        ("", None) if is_missing && reason.to_lowercase().starts_with("field") => {
            format!("remove `.{wanted}`: the value before it has no fields")
        }
        ("", None) if is_missing => {
            format!("correct the name, or put `{{% if {wanted} is defined %}}` and `{{% endif %}}` around it")
        }
        ("", None) if reason.ends_with("to extend") => {
            "write `{% extends \"default/page.html\" %}` for the template of the default theme".to_string()
        }
        ("", None) if own.is_empty() => String::new(),
        ("", None) => {
            format!("correct it, or delete `{own}` to use the template of the default theme")
        }
        (names, None) => format!("known names: {names}"),
    }
}

/// What to write instead of a block that no template above has: one of these.
pub(super) fn blocks_help(reason: &str, blocks: &BTreeSet<&str>) -> String {
    let wanted = reason.split('`').nth(1).unwrap_or_default();
    let known: Vec<&str> = blocks.iter().copied().collect();
    let list = known.join(", ");
    match nearest(wanted, known) {
        Some(near) => format!("did you mean `{near}`? known blocks: {list}"),
        None if list.is_empty() => "remove it: the template above has no blocks".to_string(),
        None => format!("known blocks: {list}"),
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
