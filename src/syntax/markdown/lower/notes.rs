//! Footnotes: which definition a reference means, and their numbers.
//!
//! A reference means the definition in its own file, be that the chapter or a text that it includes. If its file has none, it
//! means the first one of the page: files of nothing but notes are included for that. If the file of that one refers to
//! it too, then the two files probably share the label by accident, and this is reported.

use super::kinds::parser_options;
use super::{Element, Lowering, first_line_of};
use crate::syntax::markdown::tree::*;
use crate::syntax::markdown::{MOST_NOTES, Options};
use crate::syntax::source_file::SourceFile;
use crate::text::diag::Diagnostic;
use pulldown_cmark::{Event, Parser, Tag};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

/// Names a footnote: its label in lower case, and the file that defines it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Name {
    label: String,
    /// An index into [`Files::names`]; 0 in a chapter that includes nothing.
    file: usize,
}

/// The files of a text that was put together.
#[derive(Default)]
struct Files {
    /// Where a part of another file begins in the text, with the index of that file.
    parts: Vec<(usize, usize)>,
    /// The file of the first definition of each label.
    first: HashMap<String, usize>,
    defined: HashSet<Name>,
}

/// Footnotes while references and definitions are being collected.
#[derive(Default)]
pub(super) struct Notes {
    /// The index of each footnote, in the order of first references.
    pub(super) indices: HashMap<Name, usize>,
    /// For each index, the places of its references: the note with this name, or the text.
    pub(super) references: Vec<Vec<Option<Name>>>,
    /// The notes themselves.
    definitions: HashMap<Name, (Vec<Block>, Range<usize>)>,
    files: Files,
    /// The first reference of each file to a footnote that only another file defines, in order.
    lent: Vec<(Name, usize, Range<usize>)>,
    /// The footnotes that their own file refers to.
    own: HashSet<Name>,
}

impl Files {
    /// `text` is that of the file from `body` on, as the parser gets it. Only a text of several files is read for its
    /// definitions.
    fn of(file: &SourceFile, body: usize, text: &str, options: &Options) -> Self {
        let mut files = Files::default();
        if file.parts.is_empty() || !text.contains("[^") {
            return files;
        }
        let mut numbers: HashMap<&Arc<str>, usize> = HashMap::new();
        for (start, name) in &file.parts {
            let next = numbers.len();
            files.parts.push((*start, *numbers.entry(name).or_insert(next)));
        }
        for (event, span) in Parser::new_ext(text, parser_options(options)).into_offset_iter() {
            if let Event::Start(Tag::FootnoteDefinition(label)) = event {
                let (label, file) = (label.to_lowercase(), files.at(span.start + body));
                files.first.entry(label.clone()).or_insert(file);
                files.defined.insert(Name { label, file });
            }
        }
        files
    }

    /// The file that the text at a place is from.
    fn at(&self, at: usize) -> usize {
        let next = self.parts.partition_point(|(start, _)| *start <= at);
        next.checked_sub(1).and_then(|last| self.parts.get(last)).map_or(0, |(_, file)| *file)
    }
}

impl Notes {
    pub(super) fn of(file: &SourceFile, body: usize, text: &str, options: &Options) -> Self {
        Notes { files: Files::of(file, body, text, options), ..Notes::default() }
    }

    /// The footnote that a label means at a place.
    pub(super) fn name(&self, label: &str, at: usize) -> Name {
        let own = Name { label: label.to_lowercase(), file: self.files.at(at) };
        match self.files.first.get(&own.label) {
            Some(file) if !self.files.defined.contains(&own) => Name { file: *file, ..own },
            _ => own,
        }
    }

    /// Notes in which file a reference stands.
    fn refers(&mut self, name: &Name, span: &Range<usize>) {
        let here = self.files.at(span.start);
        if here == name.file {
            self.own.insert(name.clone());
        } else if !self.lent.iter().any(|(lent, file, _)| lent == name && *file == here) {
            self.lent.push((name.clone(), here, span.clone()));
        }
    }

    /// The references that have taken the footnote of another file by accident.
    fn taken(&mut self) -> Vec<(Name, Range<usize>)> {
        let lent = std::mem::take(&mut self.lent).into_iter();
        let taken = lent.filter(|(name, ..)| self.own.contains(name));
        taken.map(|(name, _, span)| (name, span)).collect()
    }

    fn in_order(&self) -> Vec<(Name, usize)> {
        let mut names: Vec<(Name, usize)> =
            self.indices.iter().map(|(name, index)| (name.clone(), *index)).collect();
        names.sort_by_key(|(_, index)| *index);
        names
    }

    /// The indices of the notes that are reachable from the text.
    fn shown(&self) -> HashSet<usize> {
        let mut named_in: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut waiting = Vec::new();
        for (index, contexts) in self.references.iter().enumerate() {
            for context in contexts {
                match context.as_ref().map(|name| self.indices.get(name)) {
                    None => waiting.push(index),
                    Some(Some(within)) => named_in.entry(*within).or_default().push(index),
                    // A note that nothing refers to makes no other note reachable.
                    Some(None) => {}
                }
            }
        }
        let mut shown = HashSet::new();
        while let Some(index) = waiting.pop() {
            if shown.insert(index) {
                waiting.extend(named_in.get(&index).into_iter().flatten());
            }
        }
        shown
    }

    /// Which references of a note, counted from 0, are themselves shown.
    fn occurrences(&self, index: usize, shown: &HashSet<usize>) -> Vec<usize> {
        let is_shown = |context: &Option<Name>| match context {
            None => true,
            Some(name) => self.indices.get(name).is_some_and(|within| shown.contains(within)),
        };
        let contexts = self.references.get(index).into_iter().flatten().enumerate();
        contexts.filter(|(_, context)| is_shown(context)).map(|(at, _)| at).collect()
    }
}

impl Lowering<'_> {
    pub(super) fn footnote_reference(&mut self, label: &str, span: Range<usize>) {
        let within = self.open.iter().find_map(|frame| match &frame.element {
            Element::Footnote(name) => Some(name.clone()),
            _ => None,
        });
        let name = self.notes.name(label, span.start);
        self.notes.refers(&name, &span);
        let next = self.notes.references.len();
        let footnote = *self.notes.indices.entry(name).or_insert(next);
        if footnote == next {
            self.notes.references.push(Vec::new());
            if next == MOST_NOTES {
                let fault = Diagnostic::too_many(&self.chapter.source, span, "footnotes", next);
                self.chapter.diagnostics.push(fault);
            }
        }
        if let Some(contexts) = self.notes.references.get_mut(footnote) {
            let occurrence = contexts.len();
            contexts.push(within);
            self.push_inline(Inline::FootnoteReference { footnote, occurrence });
        }
    }

    /// The first of several definitions of a label in one file counts, as in other readers of Markdown. A file that is
    /// included twice has its own twice, which loses nothing.
    pub(super) fn footnote(&mut self, name: Name, blocks: Vec<Block>, span: Range<usize>) {
        let source = &self.chapter.source;
        let Some((_, first)) = self.notes.definitions.get(&name) else {
            self.notes.definitions.insert(name, (blocks, span));
            return;
        };
        let said = |span: &Range<usize>| source.text.get(span.clone()).unwrap_or_default().trim();
        if self.notes.files.parts.is_empty() || said(&span) != said(first) {
            let [again, first] = [&span, first].map(|span| first_line_of(&source.text, span));
            let fault = Diagnostic::footnote_twice(source, again, &name.label, first);
            self.chapter.diagnostics.push(fault);
        }
    }

    /// Numbers the footnotes that the text refers to, directly or through other notes, and reports the rest.
    pub(super) fn collect_footnotes(&mut self) {
        let source = &self.chapter.source;
        for (name, span) in self.notes.taken() {
            let Some((_, note)) = self.notes.definitions.get(&name) else { continue };
            let note = first_line_of(&source.text, note);
            let fault = Diagnostic::footnote_of_another_file(source, span, &name.label, note);
            self.chapter.diagnostics.push(fault);
        }
        let shown = self.notes.shown();
        let mut number = 0;
        for (name, index) in self.notes.in_order() {
            let mut footnote = Footnote { number: 0, blocks: Vec::new(), references: Vec::new() };
            if shown.contains(&index) {
                number += 1;
                footnote.number = number;
                footnote.references = self.notes.occurrences(index, &shown);
                let definition = self.notes.definitions.remove(&name);
                footnote.blocks = definition.map(|(blocks, _)| blocks).unwrap_or_default();
            }
            self.chapter.footnotes.push(footnote);
        }
        for (name, (_, span)) in self.notes.definitions.drain() {
            let place = first_line_of(&self.chapter.source.text, &span);
            let fault = Diagnostic::footnote_unused(&self.chapter.source, place, &name.label);
            self.chapter.diagnostics.push(fault);
        }
    }
}
