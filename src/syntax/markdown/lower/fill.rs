//! Replaces placeholders by values of variables and by badges, and marked characters by typographic ones.
//!
//! Runs over the finished tree. A value is text: it is escaped like all text, and is never parsed as Markdown. Code is
//! kept as the author wrote it.

use super::find_in;
use super::placeholders::{Piece, Placeholders, Word, WordKind, is_escaped, variable};
use super::smart;
use crate::syntax::markdown::Options;
use crate::syntax::markdown::tree::*;
use crate::text::diag::Diagnostic;
use std::collections::BTreeMap;
use std::ops::Range;

/// How much text variables can add in link definitions, in bytes: each link of a definition has a copy of its target.
const MOST_REPEATED: usize = 64 * 1024;

/// How many copies of a word the tree has at most: a heading as markup and as text, raw HTML in pieces and whole.
const COPIES: usize = 4;

/// Variables with their values.
pub(super) type Variables = BTreeMap<String, String>;

/// Fills the tree, and reports variables that are not set.
pub(super) fn fill(chapter: &mut Chapter, placeholders: &Placeholders, options: &Options) {
    let (variables, names) = (&*options.variables, &options.variable_names);
    let smart = options.smart_punctuation;
    if placeholders.words().is_empty() && !smart {
        return;
    }
    let mut filler = Filler {
        placeholders,
        variables,
        smart,
        is_used: vec![false; placeholders.words().len()],
        badges: false,
        left: room(placeholders, variables),
        beyond: None,
    };
    filler.inlines(&mut chapter.title);
    filler.blocks(&mut chapter.blocks);
    for footnote in &mut chapter.footnotes {
        filler.blocks(&mut footnote.blocks);
    }
    for heading in &mut chapter.headings {
        filler.inlines(&mut heading.content);
        heading.text = plain_text(&heading.content);
    }
    for reference in &mut chapter.references {
        // A target with an unset variable is not also reported as a dead link.
        match filler.is_unset(&reference.target) {
            true => drop(filler.filled(&std::mem::replace(&mut reference.target, "#".into()))),
            false => filler.text(&mut reference.target),
        }
    }
    for task in &mut chapter.tasks {
        filler.text(&mut task.text);
    }
    for anchor in &mut chapter.raw.anchors {
        filler.text(anchor);
    }
    let Filler { is_used, badges, beyond, .. } = filler;
    if let Some(word) = beyond.and_then(|index| placeholders.words().get(index)) {
        let (source, span) = (&chapter.source, word.span.clone());
        let what = "links with the same definition repeat variables for";
        let most = format!("{} KB", MOST_REPEATED / 1024);
        let fault = Diagnostic::book_grows_too_large(source, span, what, &most);
        chapter.diagnostics.push(fault);
    }
    chapter.needs.blocks |= badges;
    for (word, _) in placeholders.words().iter().zip(is_used).filter(|(_, is_used)| *is_used) {
        let mut missing = |name: &str, typed: &str| {
            let span = match typed {
                "" => word.span.clone(),
                typed => find_in(&chapter.source.text, &word.span, typed),
            };
            let near = names.nearest(name);
            let fault = Diagnostic::variable_unknown(&chapter.source, span, name, near);
            chapter.diagnostics.push(fault);
        };
        match &word.kind {
            WordKind::Variable(name) if !variables.contains_key(name) => missing(name, ""),
            WordKind::Variable(_) | WordKind::Comment => {}
            WordKind::Badge(badge) => {
                plain(&badge.text, variables, &mut |name, at| {
                    missing(name, badge.text.get(at).unwrap_or_default());
                });
            }
        }
    }
}

/// How much text can be filled in, in bytes.
fn room(placeholders: &Placeholders, variables: &Variables) -> usize {
    let length = |text: &str| -> usize {
        let named = super::placeholders::variables(text);
        named.filter_map(|(_, name)| variables.get(name)).map(String::len).sum()
    };
    let named = placeholders.words().iter().map(|word| match &word.kind {
        WordKind::Variable(name) => variables.get(name).map_or(0, String::len),
        WordKind::Badge(badge) => length(&badge.text),
        WordKind::Comment => 0,
    });
    named.sum::<usize>() * COPIES + MOST_REPEATED
}

struct Filler<'a> {
    placeholders: &'a Placeholders,
    variables: &'a Variables,
    smart: bool,
    /// Whether each word was reached.
    is_used: Vec<bool>,
    badges: bool,
    /// How much more text can be filled in, in bytes.
    left: usize,
    /// The first word that exceeded the limit.
    beyond: Option<usize>,
}

impl Filler<'_> {
    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(inlines) | Block::Plain(inlines) => self.inlines(inlines),
                Block::Code(code) => {
                    self.literal(&mut code.text);
                    self.literal(&mut code.language);
                }
                Block::Quote(inner) | Block::Alert(_, inner) => self.blocks(inner),
                Block::Container(container) => self.blocks(&mut container.blocks),
                Block::List(list) | Block::Checklist(list) => {
                    list.items.iter_mut().for_each(|item| self.blocks(&mut item.blocks));
                }
                Block::Table(table) => {
                    let cells = table.head.iter_mut().chain(table.rows.iter_mut().flatten());
                    cells.for_each(|cell| self.inlines(cell));
                }
                Block::Definitions(definitions) => {
                    for definition in definitions {
                        self.inlines(&mut definition.term);
                        definition.meanings.iter_mut().for_each(|meaning| self.blocks(meaning));
                    }
                }
                Block::Html(raw) => self.raw(raw),
                // Headings are in a table of the chapter.
                Block::Heading(_) | Block::Rule => {}
            }
        }
    }

    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        let holds = |inline: &Inline| matches!(inline, Inline::Text(text) if self.placeholders.pieces(text).is_some() || smart::is_marked(text));
        if inlines.iter().any(holds) {
            let whole = std::mem::take(inlines);
            for inline in whole {
                match inline {
                    Inline::Text(text) => self.split(&text, inlines),
                    other => inlines.push(other),
                }
            }
        }
        for inline in inlines {
            match inline {
                Inline::Code(code) => self.literal(code),
                Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => {
                    self.inlines(inner);
                }
                Inline::Link(link) => {
                    self.text(&mut link.title);
                    self.inlines(&mut link.content);
                }
                Inline::Image(image) => {
                    self.text(&mut image.title);
                    self.text(&mut image.alt);
                }
                Inline::Html(raw) => self.raw(raw),
                Inline::Text(_)
                | Inline::Math(_)
                | Inline::Badge(_)
                | Inline::FootnoteReference { .. }
                | Inline::SoftBreak
                | Inline::HardBreak => {}
            }
        }
    }

    /// Splits a text into its texts and badges.
    fn split(&mut self, text: &str, out: &mut Vec<Inline>) {
        let Some(pieces) = self.placeholders.pieces(text) else {
            out.push(Inline::Text(smart::shown(text).into_owned()));
            return;
        };
        let mut run = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(text) => run.push_str(&smart::shown(text)),
                Piece::Word(index, word) => match &word.kind {
                    WordKind::Comment => {}
                    WordKind::Variable(_) => run.push_str(&self.value(index)),
                    WordKind::Badge(badge) => {
                        if !run.is_empty() {
                            out.push(Inline::Text(std::mem::take(&mut run)));
                        }
                        let mut text = self.value(index);
                        if self.smart {
                            // The value of a variable in it stays as it is.
                            let typographic = smart::typographic(&badge.text);
                            text = plain(&typographic, self.variables, &mut |_, _| {});
                        }
                        self.badges = true;
                        out.push(Inline::Badge(Box::new(Badge { text, tone: badge.tone })));
                    }
                },
            }
        }
        if !run.is_empty() {
            out.push(Inline::Text(run));
        }
    }

    /// Fills text that cannot contain a badge.
    fn text(&mut self, text: &mut String) {
        if let Some(filled) = self.filled(text) {
            *text = filled;
        }
    }

    /// The text with its words filled in; `None` if it has none.
    fn filled(&mut self, text: &str) -> Option<String> {
        let Some(pieces) = self.placeholders.pieces(text) else {
            return smart::is_marked(text).then(|| smart::shown(text).into_owned());
        };
        let mut filled = String::with_capacity(text.len());
        for piece in pieces {
            match piece {
                Piece::Text(text) => filled.push_str(&smart::shown(text)),
                Piece::Word(index, _) => filled.push_str(&self.value(index)),
            }
        }
        Some(filled)
    }

    /// Whether the text contains a variable that is not set.
    fn is_unset(&self, text: &str) -> bool {
        let unset = |piece: &Piece| match piece {
            Piece::Word(_, Word { kind: WordKind::Variable(name), .. }) => {
                !self.variables.contains_key(name)
            }
            _ => false,
        };
        self.placeholders.pieces(text).is_some_and(|pieces| pieces.iter().any(unset))
    }

    fn literal(&self, text: &mut String) {
        if self.placeholders.pieces(text).is_some() {
            *text = self.placeholders.typed(text).into_owned();
        }
    }

    fn raw(&mut self, raw: &mut RawHtml) {
        self.text(&mut raw.typed);
        for piece in std::mem::take(&mut raw.pieces) {
            match piece {
                RawPiece::Markup(markup) => self.markup(markup, &mut raw.pieces),
                RawPiece::Anchor(mut anchor) => {
                    self.text(&mut anchor);
                    raw.pieces.push(RawPiece::Anchor(anchor));
                }
                RawPiece::Words(mut words) => {
                    self.text(&mut words);
                    raw.pieces.push(RawPiece::Words(words));
                }
                other => raw.pieces.push(other),
            }
        }
    }

    fn markup(&mut self, markup: String, out: &mut Vec<RawPiece>) {
        let Some(pieces) = self.placeholders.pieces(&markup) else {
            out.push(RawPiece::Markup(markup));
            return;
        };
        for piece in pieces {
            out.push(match piece {
                Piece::Text(text) => RawPiece::Markup(text.to_string()),
                Piece::Word(index, _) => RawPiece::Words(self.value(index)),
            });
        }
    }

    /// The text of a word: the value of a variable, its name if it is not set, or the text of a badge.
    fn value(&mut self, index: usize) -> String {
        if let Some(is_used) = self.is_used.get_mut(index) {
            *is_used = true;
        }
        match self.placeholders.words().get(index).map(|word| &word.kind) {
            Some(WordKind::Variable(name)) => match self.variables.get(name) {
                Some(value) => self.within_room(index, value.len()).then(|| value.clone()),
                None => Some(format!("{{{{ var.{name} }}}}")),
            },
            Some(WordKind::Badge(badge)) => {
                Some(plain(&badge.text, self.variables, &mut |_, _| {}))
            }
            Some(WordKind::Comment) | None => None,
        }
        .unwrap_or_default()
    }

    /// Whether so much more text is within the limit; if so, it is counted.
    fn within_room(&mut self, index: usize, length: usize) -> bool {
        match self.left.checked_sub(length) {
            Some(left) => self.left = left,
            None => self.beyond = self.beyond.or(Some(index)),
        }
        self.beyond.is_none()
    }
}

/// Fills in the variables of a text that is not Markdown. `\{{` stands for two braces. Unset variables are kept, and
/// `missing` is called with their names and places in the text.
pub(super) fn plain(
    text: &str,
    variables: &Variables,
    missing: &mut dyn FnMut(&str, Range<usize>),
) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut done = 0;
    while let Some(at) = text.get(done..).and_then(|rest| rest.find("{{")) {
        let at = done + at;
        let before = text.get(done..at).unwrap_or_default();
        let Some((length, name)) = text.get(at..).and_then(variable) else {
            filled.push_str(before);
            filled.push_str("{{");
            done = at + 2;
            continue;
        };
        let typed = text.get(at..at + length).unwrap_or_default();
        done = at + length;
        if is_escaped(text, at) {
            filled.push_str(before.strip_suffix('\\').unwrap_or(before));
            filled.push_str(typed);
            continue;
        }
        filled.push_str(before);
        match variables.get(name) {
            Some(value) => filled.push_str(value),
            None => {
                filled.push_str(typed);
                missing(name, at..done);
            }
        }
    }
    filled.push_str(text.get(done..).unwrap_or_default());
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_texts_are_filled() {
        let variables = Variables::from([("a".to_string(), "<b>".to_string())]);
        let mut missing = Vec::new();
        let text = "{{ var.a }}{{var.a}} \\{{ var.a }} {{ a }} {{ var.b }}";
        let filled = plain(text, &variables, &mut |name, at| missing.push((name.to_string(), at)));
        assert_eq!(filled, "<b><b> {{ var.a }} {{ a }} {{ var.b }}");
        assert_eq!(missing, [("b".to_string(), 42..53)]);
    }
}
