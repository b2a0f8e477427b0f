//! Blocks of code that are not closed: all that follows in the chapter, the list item or the quotation is code.

use super::{Lowering, first_line_of};
use crate::text::diag::Diagnostic;
use std::ops::Range;

/// A block of code that is not closed.
pub(super) struct OpenCode {
    span: Range<usize>,
    /// Whether the fault of a container names it.
    is_told: bool,
}

impl Lowering<'_> {
    /// Looks whether the fenced block of code at `span` is closed.
    pub(super) fn code_begins(&mut self, span: &Range<usize>) {
        let block = self.chapter.source.text.get(span.clone()).unwrap_or_default();
        if is_unclosed(block) {
            self.report_open_code();
            self.open_code = Some(OpenCode { span: span.clone(), is_told: false });
        }
    }

    /// Reports the last block of code that is not closed, if the fault of no container does.
    pub(super) fn report_open_code(&mut self) {
        if let Some(code) = self.open_code.take().filter(|code| !code.is_told) {
            let line = first_line_of(&self.chapter.source.text, &code.span);
            self.chapter.diagnostics.push(Diagnostic::code_open(&self.chapter.source, line));
        }
    }

    /// Whether the last line of the container that begins at `container` is code, because a block of code in it is not
    /// closed. This is reported once for all containers around the block.
    pub(super) fn ends_in_open_code(&mut self, container: &Range<usize>, colons: usize) -> bool {
        let source = &self.chapter.source;
        let is_end = |line: &str| {
            let line = line.trim_matches([' ', '\t', '>']);
            line.len() == colons && line.bytes().all(|byte| byte == b':')
        };
        let Some(code) = &mut self.open_code else { return false };
        let text = source.text.get(code.span.clone()).unwrap_or_default();
        if code.span.start < container.start || !text.lines().any(is_end) {
            return false;
        }
        if !code.is_told {
            code.is_told = true;
            let line = first_line_of(&source.text, &code.span);
            let fault = Diagnostic::container_open_by_code(source, container.clone(), line);
            self.chapter.diagnostics.push(fault);
        }
        true
    }
}

/// Whether a block of code that begins with a fence does not end with one.
fn is_unclosed(block: &str) -> bool {
    let bare = |line| str::trim_matches(line, [' ', '\t', '>']);
    let mut lines = block.trim_end().lines();
    let first = lines.next().map(bare).unwrap_or_default();
    let Some(sign) = first.chars().next().filter(|sign| ['`', '~'].contains(sign)) else {
        return false;
    };
    let run = |line: &str| line.chars().take_while(|c| *c == sign).count();
    let last = lines.next_back().map(bare).unwrap_or_default();
    run(last) < run(first) || run(last) < last.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_closed_by_as_many_signs_as_opened_it() {
        for block in ["```\na\n```", "```rs\n```\n", "~~~\n```\n~~~~", "```\n> a\n> ```", "    a"] {
            assert!(!is_unclosed(block), "{block}");
        }
        for block in
            ["```", "```\na\n", "````\na\n```", "~~~\na\n```", "```\na\n``` b", "```\na```"]
        {
            assert!(is_unclosed(block), "{block}");
        }
    }
}
