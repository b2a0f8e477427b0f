//! Texts that are processed as soon as they occur: titles of containers, front matter, formulas.

use super::spans::first_line_of;
use super::{Lowering, comments, fill, find_in, smart};
use crate::syntax::front_matter;
use crate::syntax::markdown::math;
use crate::syntax::markdown::tree::*;
use crate::text::diag::Diagnostic;
use std::ops::Range;

/// The longest description after its variables are filled in, in bytes.
const LONGEST_DESCRIPTION: usize = 64 * 1024;

impl Lowering<'_> {
    /// Text from the parser, at `span`.
    pub(super) fn parsed_text(&mut self, text: &str, span: Range<usize>) {
        let source = self.chapter.source.text.get(span.clone()).unwrap_or_default();
        match smart::marked(text, source) {
            Some(_) if self.raw_code.is_open() => {
                let typed = source.to_string();
                self.text(&typed);
            }
            Some(marked) => self.text(&marked),
            None => self.typed_text(text, span),
        }
    }

    /// Text that may contain the placeholder of a line of colons, as in a block of code.
    pub(super) fn typed_text(&mut self, text: &str, span: Range<usize>) {
        let typed = match self.marks.touches(&span) && span.len() == text.len() {
            true => self.chapter.source.text.get(span).map(str::to_string),
            false => None,
        };
        self.text(typed.as_deref().unwrap_or(text));
    }

    /// A text that is not Markdown with its variables filled in, and with typographic characters if the book has
    /// them; `span` is its place.
    pub(super) fn filled(&mut self, text: &str, span: &Range<usize>) -> String {
        match self.options.smart_punctuation {
            true => self.filled_as_typed(&smart::typographic(text), span),
            false => self.filled_as_typed(text, span),
        }
    }

    /// The same without typographic characters.
    pub(super) fn filled_as_typed(&mut self, text: &str, span: &Range<usize>) -> String {
        let variables = &self.options.variables;
        let Chapter { source, diagnostics, .. } = &mut self.chapter;
        fill::plain(text, variables, &mut |name, at| {
            let typed = text.get(at).unwrap_or_default();
            let place = find_in(&source.text, span, typed);
            let near = self.options.variable_names.nearest(name);
            diagnostics.push(Diagnostic::variable_unknown(source, place, name, near));
        })
    }

    /// Fills in the variables of the front matter, which is at `span`.
    pub(super) fn fill_front(&mut self, span: Range<usize>) {
        let title = self.chapter.front.title.take();
        if let Some(title) = title.map(|title| self.uncommented(title, "title", &span)) {
            self.chapter.front.title = Some(self.filled(&title, &span));
            let values = &self.options.variables;
            self.chapter.written_title = fill::plain(&title, values, &mut |_, _| {});
        }
        let description = std::mem::take(&mut self.chapter.front.description);
        let description = self.uncommented(description, "description", &span);
        let filled = self.filled(&description, &span);
        if filled.len() > LONGEST_DESCRIPTION {
            let (source, what) = (&self.chapter.source, "the description");
            let place = front_matter::place(&source.text, "description").unwrap_or(span);
            let fault = Diagnostic::text_too_long(source, place, what, LONGEST_DESCRIPTION);
            self.chapter.diagnostics.push(fault);
            return;
        }
        self.chapter.front.description = filled;
    }

    /// The value of a key of the front matter, which is at `span`, without comments.
    fn uncommented(&mut self, value: String, key: &str, span: &Range<usize>) -> String {
        let comments::values::Value { rest, is_open, is_stray, has_sign } =
            comments::values::read(&value, self.options);
        if rest.is_none() && !is_open && !is_stray && !has_sign {
            return value;
        }
        let source = &self.chapter.source;
        let place = front_matter::place(&source.text, key).unwrap_or_else(|| span.clone());
        let place = first_line_of(&source.text, &place);
        if is_open {
            self.chapter.diagnostics.push(Diagnostic::comment_open_in_value(source, place.clone()));
        }
        if has_sign {
            self.chapter.diagnostics.push(Diagnostic::comment_sign_in_value(source, place.clone()));
        }
        if is_stray {
            self.chapter.diagnostics.push(Diagnostic::comment_stray(source, place.clone()));
        }
        match rest {
            Some(rest) => {
                self.chapter.comments.push(place);
                rest
            }
            None => value,
        }
    }

    /// A formula in a line, unless it is money: a dollar sign right before a digit or a word ends none, as in other
    /// programs. The ending of a number, as in `$n$th`, is no such word.
    pub(super) fn inline_formula(&mut self, latex: &str, span: &Range<usize>) {
        const ENDINGS: [&str; 5] = ["th", "st", "nd", "rd", "s"];
        let source = &self.chapter.source;
        let after = source.text.get(span.end..).unwrap_or_default();
        let word = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let word = word.get(..word.floor_char_boundary(8)).unwrap_or_default();
        if word.is_empty() || ENDINGS.contains(&word) {
            return self.formula(latex, false, span);
        }
        let typed = source.text.get(span.clone()).unwrap_or_default().to_string();
        if typed.contains(['\\', '^', '_', '*', '`', '[', '<']) {
            let label = "a letter or a digit follows the last dollar sign, so it ends no formula";
            let help = "write a space behind it if it ends a formula, and `\\$` for each dollar sign that is text";
            let fault = Diagnostic::formula_lost(source, span.clone(), label, help);
            self.chapter.diagnostics.push(fault);
        }
        self.text(&typed);
    }

    /// A formula; `span` includes its dollar signs.
    pub(super) fn formula(&mut self, latex: &str, display: bool, span: &Range<usize>) {
        let latex = self.marks.typed(latex).into_owned();
        match math::mathml(&latex, display) {
            Ok(mathml) => {
                self.chapter.needs.blocks = true;
                self.push_inline(Inline::Math(Box::new(Formula { latex, mathml, display })));
            }
            Err(fault) => {
                let source = &self.chapter.source;
                let whole = find_in(&source.text, span, &latex);
                // In a list or quotation the parser drops line prefixes, so positions are lost.
                let place = match whole.len() == latex.len() {
                    true => whole.start + fault.place.start..whole.start + fault.place.end,
                    false => whole,
                };
                let fault = Diagnostic::formula(source, place, &fault.reason);
                self.chapter.diagnostics.push(fault);
                self.push_inline(Inline::Code(latex));
            }
        }
    }
}
