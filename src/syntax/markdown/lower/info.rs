//! What stands behind the fence of a block of code: the language, a title, the prefix of hidden lines, and words of other
//! tools that do nothing here.

use super::{Element, Lowering, first_line_of};
use crate::text::diag::Diagnostic;
use std::ops::Range;

/// A word that has no effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdleWord {
    /// Which lines another tool would mark.
    MarkedLines,
    /// That another tool would number the lines.
    LineNumbers,
    /// Any other.
    Unknown,
}

/// The text behind a fence.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Info<'t> {
    pub(super) language: &'t str,
    pub(super) title: &'t str,
    /// The prefix of hidden lines.
    pub(super) hidden: Option<&'t str>,
    /// The words that do nothing, with their places in the text.
    pub(super) idle: Vec<(IdleWord, Range<usize>)>,
}

/// Keys of the title of a block, which other programs have too.
const TITLES: [&str; 3] = ["title=", "filename=", "file="];

/// The key of the prefix of hidden lines.
const HIDDEN: &str = "hidelines=";

/// What mdBook and rustdoc know, and what changes nothing that readers see.
const SILENT: [&str; 12] = [
    "ignore",
    "should_panic",
    "no_run",
    "compile_fail",
    "editable",
    "noplayground",
    "noplaypen",
    "mdbook-runnable",
    "test_harness",
    "standalone_crate",
    "runnable",
    "rust",
];

/// How other tools say which lines they mark, and that they number them: words, or keys before an equals sign. All in
/// lower case, without hyphens and underscores.
const OF_OTHERS: [(IdleWord, &[&str]); 2] = [
    (
        IdleWord::MarkedLines,
        &[
            "hllines",
            "highlight",
            "highlights",
            "highlightlines",
            "mark",
            "emphasizelines",
            "linehighlight",
            "ins",
            "del",
        ],
    ),
    (
        IdleWord::LineNumbers,
        &[
            "linenums",
            "linenos",
            "linenumbers",
            "showlinenumbers",
            "numberlines",
            "numbers",
            "startfrom",
            "linenostart",
            "linenumberstart",
            "firstline",
            "nolinenumbers",
        ],
    ),
];

impl Lowering<'_> {
    /// Reports a block of code that other programs show as a diagram or as a formula: once in a chapter.
    pub(super) fn drawn_elsewhere(&mut self, info: &str, span: &Range<usize>) {
        const DIAGRAMS: [&str; 4] = ["mermaid", "plantuml", "puml", "d2"];
        let language = read(info).language;
        let source = &self.chapter.source;
        let place = first_line_of(&source.text, span);
        if DIAGRAMS.contains(&language) && !self.lost.is_diagram_said {
            self.lost.is_diagram_said = true;
            self.chapter.diagnostics.push(Diagnostic::diagram_as_code(source, place));
        } else if language == "math" && !self.lost.is_formula_said {
            self.lost.is_formula_said = true;
            let label = "shown as code";
            let help = match self.options.math {
                true => {
                    "write `$$` in place of both lines of backticks; if its source is meant, write `latex` in place of `math`"
                }
                false => {
                    "write `$$` in place of both lines of backticks, and `math = true` below `[output.html]` in book.toml; if its source is meant, write `latex` in place of `math`"
                }
            };
            self.chapter.diagnostics.push(Diagnostic::formula_lost(source, place, label, help));
        }
    }

    /// The element of a block of code between fences.
    pub(super) fn fenced(&mut self, info: &str, span: &Range<usize>) -> Element {
        let Info { language, title, hidden, idle } = read(info);
        if !idle.is_empty() {
            let source = &self.chapter.source;
            let line = first_line_of(&source.text, span);
            let written = source.text.get(line.clone()).and_then(|line| line.find(info));
            let start = written.map(|at| line.start + at);
            let mut places: Vec<Range<usize>> = Vec::new();
            for (_, word) in &idle {
                let place = start.map_or(line.clone(), |at| at + word.start..at + word.end);
                let between = |last: &Range<usize>| source.text.get(last.end..place.start);
                match places.last_mut() {
                    // Words in a row are marked as one.
                    Some(last) if between(last).is_none_or(|text| text.trim().is_empty()) => {
                        last.end = place.end;
                    }
                    _ => places.push(place),
                }
            }
            let kinds: Vec<IdleWord> = idle.into_iter().map(|(kind, _)| kind).collect();
            self.chapter.diagnostics.push(Diagnostic::idle_code_words(source, &places, &kinds));
        }
        let title = self.marks.typed(title).into_owned();
        let (language, hidden) = (language.to_string(), hidden.map(str::to_string));
        Element::Code { language, hidden, title, text: String::new() }
    }
}

/// Reads the text behind a fence.
pub(super) fn read(info: &str) -> Info<'_> {
    let mut read = Info::default();
    let inside = info.trim().strip_prefix('{').and_then(|inside| inside.strip_suffix('}'));
    let mut words = words(inside.unwrap_or(info)).into_iter().peekable();
    let from = inside.and_then(|inside| info.find(inside)).unwrap_or_default();
    let get =
        |word: &Range<usize>| info.get(from + word.start..from + word.end).unwrap_or_default();
    let mut others: Vec<Range<usize>> = Vec::new();
    match inside {
        // As Pandoc (`{.python .numberLines}`) and Quarto (`{python}`) have it.
        Some(_) => {
            for word in words {
                let name = get(&word).strip_prefix('.').unwrap_or(get(&word));
                let is_name = name.starts_with(char::is_alphabetic) && !name.contains('=');
                match is_name && read.language.is_empty() {
                    true => read.language = name,
                    false => others.push(word),
                }
            }
        }
        None => {
            // A key needs no language before it.
            let is_language = |word: &&str| !begins_with_key(word) && !word.starts_with(['{', '[']);
            let first = words.peek().map(&get).filter(is_language);
            if let (Some(first), Some(word)) = (first, first.and_then(|_| words.next())) {
                let (language, rest) = first.split_once(':').unwrap_or((first, ""));
                read.language = language;
                match rest {
                    "" => {}
                    // As in `js:src/app.js`.
                    file if file.contains('.') => read.title = file,
                    _ => others.push(word.start + language.len()..word.end),
                }
            }
            others.extend(words);
        }
    }
    for word in others {
        let text = get(&word);
        if let Some(kind) = read.word(text) {
            read.idle.push((kind, from + word.start..from + word.end));
        }
    }
    read
}

impl<'t> Info<'t> {
    /// Takes a word; the kind of one without effect.
    fn word(&mut self, word: &'t str) -> Option<IdleWord> {
        if let Some(mark) = word.strip_prefix(HIDDEN) {
            self.hidden = self.hidden.or(Some(mark).filter(|mark| !mark.is_empty()));
            return None;
        }
        let value = TITLES.iter().find_map(|key| word.strip_prefix(key)).map(value);
        // As VitePress has it: `js [server.js]`.
        let bracket = || word.strip_prefix('[')?.strip_suffix(']').map(Some);
        match value.or_else(bracket) {
            Some(Some(title)) => {
                let is_new = self.title.is_empty();
                if is_new {
                    self.title = title.trim();
                }
                (!is_new).then_some(IdleWord::Unknown)
            }
            Some(None) => Some(IdleWord::Unknown),
            None => idle(word),
        }
    }
}

/// The kind of a word that is not one of ours; `None` if nobody misses what it does.
fn idle(word: &str) -> Option<IdleWord> {
    let is_error_code = |word: &str| {
        word.strip_prefix('E')
            .is_some_and(|code| code.len() == 4 && code.bytes().all(|b| b.is_ascii_digit()))
    };
    if SILENT.contains(&word)
        || word.starts_with("edition20")
        || word.starts_with("ignore-")
        || is_error_code(word)
    {
        return None;
    }
    let is_ranges =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || b"{}-, ".contains(&byte));
    if word.starts_with('{') && is_ranges(word) {
        return Some(IdleWord::MarkedLines);
    }
    let name = word.split('=').next().unwrap_or_default();
    let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    let name = name.to_ascii_lowercase();
    let known = OF_OTHERS.iter().find(|(_, names)| names.contains(&name.as_str()));
    Some(known.map_or(IdleWord::Unknown, |(kind, _)| *kind))
}

fn begins_with_key(word: &str) -> bool {
    TITLES.iter().chain(&[HIDDEN]).any(|key| word.starts_with(key))
}

/// A value, which may be in quotes; `None` if they are not closed.
fn value(text: &str) -> Option<&str> {
    match text.chars().next() {
        Some(quote @ ('"' | '\'')) => text.get(1..)?.split_once(quote).map(|(value, _)| value),
        _ => Some(text),
    }
}

/// The places of the words of a text. Spaces and commas within quotes and brackets are part of a word, and an opening
/// brace begins one.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let (mut start, mut end_sign) = (None, None);
    for (at, sign) in text.char_indices() {
        match end_sign {
            Some(end) if end == sign => end_sign = None,
            Some(_) => {}
            None if [' ', '\t', ','].contains(&sign) => {
                words.extend(start.take().map(|start| start..at))
            }
            None => {
                if sign == '{' {
                    words.extend(start.take().map(|start| start..at));
                }
                let before = text.get(..at).unwrap_or_default();
                let is_closed =
                    |end: char| text.get(at + 1..).is_some_and(|rest| rest.contains(end));
                end_sign = match sign {
                    '{' => Some('}'),
                    '[' if start.is_none() => Some(']'),
                    '"' | '\'' if before.ends_with('=') => Some(sign),
                    _ => None,
                };
                end_sign = end_sign.filter(|end| is_closed(*end));
                start = start.or(Some(at));
            }
        }
    }
    words.extend(start.map(|start| start..text.len()));
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use IdleWord::*;

    #[test]
    fn the_prefix_of_hidden_lines_is_a_word() {
        assert_eq!(read("python,hidelines=!!! x").hidden, Some("!!!"));
        assert_eq!(read("{.python hidelines=!!!}").hidden, Some("!!!"));
        assert_eq!(read("hidelines=# x").language, "");
        assert_eq!(read("sh hidelines=").hidden, None);
    }

    #[test]
    fn titles_are_written_in_several_ways() {
        for (info, expected) in [
            ("js title=\"src/a b.js\" {1,3}", "src/a b.js"),
            ("{.js filename='a.js'}", "a.js"),
            ("{.js file=a.js}", "a.js"),
            ("title=a.js", "a.js"),
            ("js [server.js]", "server.js"),
            ("ts {1,3} [src/a, b.ts]", "src/a, b.ts"),
            ("js [a] title=b", "a"),
            ("js:src/app.js", "src/app.js"),
            ("js subtitle=a.js", ""),
            ("js title=\"\"", ""),
            ("js title=\"a", ""),
            ("js title=", ""),
            ("js [a", ""),
        ] {
            assert_eq!(read(info).title, expected, "{info}");
        }
    }

    #[test]
    fn languages_are_those_of_other_programs() {
        for (info, language) in [
            ("rust,ignore,should_panic", "rust"),
            ("{.python .numberLines}", "python"),
            ("{#id .c++ startFrom=\"2\"}", "c++"),
            ("{python}", "python"),
            ("{r, echo=FALSE}", "r"),
            (" { .rust } ", "rust"),
            ("{=html}", ""),
            ("{1,3}", ""),
            ("{}", ""),
            ("js {1,3}", "js"),
            ("js{1,3}", "js"),
            ("ts:line-numbers=2 {1}", "ts"),
            ("title=a.js", ""),
            ("[a.js]", ""),
            ("", ""),
        ] {
            assert_eq!(read(info).language, language, "{info}");
        }
    }

    #[test]
    fn words_without_effect_are_known_by_their_kind() {
        for (info, expected) in [
            ("js {1,3-5}", vec![(MarkedLines, "{1,3-5}")]),
            ("js{1, 3}", vec![(MarkedLines, "{1, 3}")]),
            (
                "py hl_lines=\"2 3\" linenums=\"1\"",
                vec![(MarkedLines, "hl_lines=\"2 3\""), (LineNumbers, "linenums=\"1\"")],
            ),
            ("js showLineNumbers", vec![(LineNumbers, "showLineNumbers")]),
            ("ts:line-numbers {1}", vec![(LineNumbers, ":line-numbers"), (MarkedLines, "{1}")]),
            (
                "{.python .numberLines startFrom=\"100\"}",
                vec![(LineNumbers, ".numberLines"), (LineNumbers, "startFrom=\"100\"")],
            ),
            ("js nonsense", vec![(Unknown, "nonsense")]),
            ("{#id .js}", vec![(Unknown, "#id")]),
            ("{=html}", vec![(Unknown, "=html")]),
            ("js title=\"a", vec![(Unknown, "title=\"a")]),
            ("js title=a [b]", vec![(Unknown, "[b]")]),
            ("rust,ignore,should_panic,edition2021,E0277", vec![]),
            ("rust ignore-wasm, editable", vec![]),
            ("js title='a b' hidelines=!", vec![]),
            ("js", vec![]),
        ] {
            let read = read(info);
            let idle: Vec<(IdleWord, &str)> =
                read.idle.iter().map(|(kind, word)| (*kind, &info[word.clone()])).collect();
            assert_eq!(idle, expected, "{info}");
        }
    }
}
