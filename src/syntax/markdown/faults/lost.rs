//! Faults of text that is read as something else than its author most likely meant.

use crate::syntax::markdown::IdleWord;
use crate::text::diag::{Diagnostic, SourceText, shortened};
use std::ops::Range;

impl Diagnostic {
    /// Lines that read like items of a checklist and that Markdown reads as `what`. `places` are how many there are and
    /// the first of them, `line` is how to write the first one.
    pub fn items_lost(
        source: &SourceText,
        places: (usize, &[Range<usize>]),
        what: &str,
        line: &str,
    ) -> Self {
        let message = match places.0 {
            1 => format!("a checklist item is read as {what}"),
            count => format!("{count} checklist items are read as {what}"),
        };
        let help = match what {
            "code" => format!(
                "write `{}` at the start of the line, or put code between lines of ```",
                shortened(line)
            ),
            _ => format!(
                "put an empty line before it, and write `{}` at the start of the line",
                shortened(line)
            ),
        };
        Self::warning("TB0412", message)
            .several(source, places.1, "readers cannot tick it")
            .help(help)
    }

    /// The box of an item that is nothing but a table.
    pub fn box_of_table(source: &SourceText, span: Range<usize>) -> Self {
        Self::warning("TB0412", "the box of a checklist item is lost to a table".into())
            .at(source, span)
            .label("readers cannot tick it")
            .help("write the text of the item behind the box, and below it an empty line and the table, indented as far as the text")
    }

    /// The text of an item that Markdown reads as something else, such as `a heading`.
    pub fn text_of_item(source: &SourceText, span: Range<usize>, what: &str) -> Self {
        let help = match what {
            "a heading" => "leave an empty line above the line of `-` or `=` below it",
            _ => {
                "leave an empty line above the line with the colon, and write `\\:` in place of the colon"
            }
        };
        Self::warning("TB0412", format!("the text of a checklist item is written as {what}"))
            .at(source, span)
            .label("shown as the text of the item")
            .help(help)
    }

    /// A line that begins a container, right behind a box.
    pub fn container_behind_box(source: &SourceText, span: Range<usize>) -> Self {
        Self::warning("TB1201", "a container cannot begin behind a box".into())
            .at(source, span)
            .label("shown as the text of the item")
            .help("write the text of the item here, and the container on the lines below, indented as far as the text")
    }

    /// Lines of pipes that are meant as a table and are none. `label` and `help` say why, and what to write.
    pub fn table_lost(
        source: &SourceText,
        span: Range<usize>,
        label: &'static str,
        help: String,
    ) -> Self {
        Self::warning("TB0430", "a table is shown as text".into())
            .at(source, span)
            .label(label)
            .help(help)
    }

    /// A link or a picture that is text. `label` and `help` say why, and what to write.
    pub fn link_lost(
        source: &SourceText,
        span: Range<usize>,
        label: &'static str,
        help: String,
    ) -> Self {
        Self::warning("TB0431", "a link is shown as text".into())
            .at(source, span)
            .label(label)
            .help(help)
    }

    /// Something in the title of a container that titles do not have; `what` names it.
    pub fn lost_in_title(
        source: &SourceText,
        span: Range<usize>,
        what: &'static str,
        help: &'static str,
    ) -> Self {
        Self::warning("TB0431", format!("{what} is shown as text"))
            .at(source, span)
            .label("titles of containers have emphasis and code alone")
            .help(help)
    }

    /// A heading or a link without a word; `what` names it.
    pub fn nothing_to_read(source: &SourceText, span: Range<usize>, what: &str) -> Self {
        Self::warning("TB0432", format!("{what} has no text"))
            .at(source, span)
            .label("readers see nothing here")
            .help("write a text for it, or delete it")
    }

    /// A block of code that other tools draw as a diagram.
    pub fn diagram_as_code(source: &SourceText, span: Range<usize>) -> Self {
        Self::warning("TB0415", "a diagram is shown as code".into())
            .at(source, span)
            .label("not drawn")
            .help("save the diagram as a picture, and write `![what it shows](diagram.svg)`; if its source is meant, write `text` in place of the language")
    }

    /// Links and pictures that are text because their address has a space. `cure` is how to write the first one.
    pub fn links_lost(source: &SourceText, places: (usize, &[Range<usize>]), cure: &str) -> Self {
        let message = match places.0 {
            1 => "a link with a space in its address is read as text".to_string(),
            count => format!("{count} links with a space in their address are read as text"),
        };
        Self::warning("TB0413", message)
            .several(source, places.1, "not a link")
            .help(format!("write `{cure}`, or `%20` for each space"))
    }

    /// Rows of tables with more cells than the head. `code` is how to write code that a pipe cuts.
    pub fn cells_lost(
        source: &SourceText,
        places: (usize, &[Range<usize>]),
        code: Option<&str>,
    ) -> Self {
        let message = match places.0 {
            1 => "a row of a table has more cells than its head".to_string(),
            count => format!("{count} rows of tables have more cells than the head"),
        };
        let help = match code {
            Some(code) => format!("a pipe ends a cell, in code too: write {code}"),
            None => "add a cell to the head and to the line below it, or write `\\|` for a pipe in a text".to_string(),
        };
        Self::warning("TB0414", message).several(source, places.1, "not shown in full").help(help)
    }

    /// Syntax of another tool, which Markdown does not have. `what` is its kind, as the subject of a sentence.
    pub fn foreign_syntax(
        source: &SourceText,
        span: Range<usize>,
        what: &str,
        help: &'static str,
    ) -> Self {
        Self::warning("TB0415", format!("{what} is shown as text"))
            .at(source, span)
            .label("syntax of another tool")
            .help(help)
    }

    /// Words behind the fence of a block of code that do nothing, with the kind of each.
    pub fn idle_code_words(
        source: &SourceText,
        places: &[Range<usize>],
        kinds: &[IdleWord],
    ) -> Self {
        let all = |kind| kinds.iter().all(|one| *one == kind);
        let (what, help) = if all(IdleWord::MarkedLines) {
            (
                "lines of code are marked by their numbers, which has no effect",
                "delete it, and say in the text or in a comment of the code which lines matter",
            )
        } else if all(IdleWord::LineNumbers) {
            ("lines of code are to be numbered, which has no effect", "delete it")
        } else if kinds.len() == 1 {
            (
                "a word behind the language of a block of code has no effect",
                "delete it, or write `title=\"…\"` for a title above the code",
            )
        } else {
            (
                "words behind the language of a block of code have no effect",
                "delete them, or write `title=\"…\"` for a title above the code",
            )
        };
        Self::warning("TB0425", what.into()).several(source, places, "ignored").help(help)
    }

    /// Lines of Markdown in blocks of raw HTML. `places` are how many there are and the first of them.
    pub fn markdown_in_html(source: &SourceText, places: (usize, &[Range<usize>])) -> Self {
        let message = match places.0 {
            1 => "a line of Markdown is read as raw HTML".to_string(),
            count => format!("{count} lines of Markdown are read as raw HTML"),
        };
        Self::warning("TB0427", message)
            .several(source, places.1, "its signs are shown")
            .help("leave an empty line between it and the tag above, and begin it at the start of its line; or write HTML, such as `<b>` or `<li>`, and `<code>` around signs that are meant")
    }

    /// What is meant as a formula and read as text. `label` and `help` say why, and what to write.
    pub fn formula_lost(
        source: &SourceText,
        span: Range<usize>,
        label: &'static str,
        help: &'static str,
    ) -> Self {
        Self::warning("TB1210", "a formula is shown as text".into())
            .at(source, span)
            .label(label)
            .help(help)
    }

    /// Points to the first of several places with a label, and to the others as related ones.
    fn several(self, source: &SourceText, places: &[Range<usize>], label: &str) -> Self {
        let mut fault = self;
        let mut places = places.iter().cloned();
        if let Some(first) = places.next() {
            fault = fault.at(source, first).label(label);
        }
        places.fold(fault, |fault, place| fault.related(source, place, "and here"))
    }
}
