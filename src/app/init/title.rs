//! Titles that are given on the command line.

use crate::syntax::markdown::LONGEST_TITLE;
use crate::text::diag::Diagnostic;

/// A title without line ends and other control characters. One that no chapter can have is refused.
pub(super) fn on_one_line(title: &str) -> Result<String, Diagnostic> {
    let plain = title.replace(|c: char| c.is_control(), " ");
    let title = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    match title.len() > LONGEST_TITLE {
        true => Err(Diagnostic::new_title_too_long(LONGEST_TITLE)),
        false => Ok(title),
    }
}

/// A title as the text of a heading in Markdown, in which nothing is markup, a variable, a comment or an attribute.
pub(super) fn heading(title: &str) -> String {
    let mut text = String::with_capacity(title.len());
    let mut letters = title.chars().peekable();
    let mut before = ' ';
    while let Some(c) = letters.next() {
        let next = letters.peek().copied().unwrap_or(' ');
        let is_markup = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '~' | '$' | '|' | '^' => true,
            '<' => !next.is_whitespace(),
            '&' => next.is_alphanumeric() || next == '#',
            '#' => before == ' ' || before == '#',
            '%' | '=' => before == c || next == c,
            _ => false,
        };
        if is_markup {
            text.push('\\');
        }
        text.push(c);
        before = c;
    }
    text
}
