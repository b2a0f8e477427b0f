//! Unknown languages of code blocks.

use super::Subject;
use crate::text::diag::{Diagnostic, SourceText};
use crate::text::names::Names;
use std::collections::BTreeMap;
use std::ops::Range;

/// Info strings for blocks that are no program, or that another program draws.
const NO_LANGUAGES: [&str; 18] = [
    "ascii", "chart", "d2", "diagram", "ditaa", "ebnf", "katex", "log", "math", "mermaid", "none",
    "output", "pikchr", "plantuml", "prompt", "raw", "svgbob", "tree",
];

/// Finds unknown languages, each once for the whole book, at the first block that uses it.
pub(super) fn languages(subject: Subject, found: &mut Vec<Diagnostic>) {
    type Seen<'a> = (&'a SourceText, &'a Range<usize>, usize);
    let mut languages: BTreeMap<&str, Seen> = BTreeMap::new();
    for chapter in subject.chapters() {
        for (language, span) in chapter.marks.iter().flat_map(|marks| &marks.languages) {
            languages.entry(language).or_insert((&chapter.source, span, 0)).2 += 1;
        }
    }
    let is_unknown = |language: &str| {
        !NO_LANGUAGES.contains(&language.to_ascii_lowercase().as_str())
            && !subject.highlighter.knows(language)
    };
    languages.retain(|language, _| is_unknown(language));
    if languages.is_empty() {
        return;
    }
    let names = Names::new(subject.highlighter.names().iter().map(String::as_str));
    for (language, (source, span, blocks)) in languages {
        let near = names.nearest(language).map(str::to_string);
        found.push(Diagnostic::unknown_language(source, span.clone(), language, (blocks, near)));
    }
}
