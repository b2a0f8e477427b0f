//! Escapes text for Markdown.

/// The position of a text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Setting {
    /// Whether it is in a table cell, which a vertical line would end.
    pub(super) in_cell: bool,
    /// Whether dollar signs begin formulas.
    pub(super) math: bool,
}

/// A text on one line, such as a title.
pub fn line(text: &str) -> String {
    let mut out = String::new();
    push_text(text, Setting::default(), &mut out);
    begin(out.trim())
}

/// Appends text, escaped so that nothing in it is markup. Line ends become spaces.
pub(super) fn push_text(text: &str, setting: Setting, out: &mut String) {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let before = out.chars().next_back();
        let in_word = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
        let is_markup = match c {
            '\\' | '`' | '*' | '[' | ']' | '~' => true,
            '_' => !(in_word(before) && in_word(next)),
            '<' => next.is_some_and(|c| c.is_ascii_alphanumeric() || "/!?".contains(c)),
            '&' => next.is_some_and(|c| c.is_ascii_alphanumeric() || c == '#'),
            // At the end of a heading these begin attributes.
            '{' => matches!(next, Some('#' | '.')),
            '|' => setting.in_cell,
            '$' => setting.math,
            _ => false,
        };
        if is_markup {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
}

/// Escapes a line of text so that it begins no block: no list, heading, quotation, rule, table, definition or note.
pub(super) fn begin(line: &str) -> String {
    let line = line.trim_start_matches([' ', '\t']);
    let mut chars = line.chars();
    let first = chars.next();
    let second = chars.next();
    let apart = |c: Option<char>| c.is_none_or(|c| " \t:-|".contains(c));
    let begins = match first {
        Some('#' | '>' | '=' | '|') => true,
        Some('-' | '+' | ':') => apart(second),
        _ => false,
    };
    if begins {
        return format!("\\{line}");
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = line.split_at(digits);
    if digits > 0 && rest.starts_with(['.', ')']) {
        return format!("{number}\\{rest}");
    }
    // A reference to a note before a colon would become the note itself.
    match line.strip_prefix("[^").and_then(|rest| rest.split_once("]:")) {
        Some((label, rest)) if !label.contains(']') => format!("[^{label}]\\:{rest}"),
        _ => line.to_string(),
    }
}

/// An address for the parentheses of a link.
pub fn target(address: &str) -> String {
    let mut safe = String::with_capacity(address.len());
    let mut chars = address.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '&' && chars.peek().is_some_and(|c| c.is_ascii_alphanumeric() || *c == '#') {
            safe.push('\\');
        }
        safe.push(c);
    }
    if safe.contains(['(', ')']) { format!("<{safe}>") } else { safe }
}

/// Code between as many backticks as necessary.
pub(super) fn code(text: &str, in_cell: bool) -> String {
    let text = text.replace(|c: char| c.is_control(), " ");
    let text = if in_cell { text.replace('|', "\\|") } else { text };
    if text.trim().is_empty() {
        return String::new();
    }
    let ticks = "`".repeat(longest_run(&text) + 1);
    let pad = text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']);
    let pad = if pad { " " } else { "" };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

/// The longest run of backticks.
pub(super) fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_no_markup() {
        assert_eq!(
            line("a*b* `c` [d] <e> & f_g _h_ ~i~"),
            "a\\*b\\* \\`c\\` \\[d\\] \\<e> & f_g \\_h\\_ \\~i\\~"
        );
        assert_eq!(line("R&D &amp; 1 < 2\n- x"), "R\\&D \\&amp; 1 < 2 - x");
        assert_eq!(line("# a"), "\\# a");
        assert_eq!(line("1. a"), "1\\. a");
        assert_eq!(line("1.5 a"), "1\\.5 a");
        assert_eq!(line("- a"), "\\- a");
        assert_eq!(line("-a"), "-a");
        assert_eq!(line("--- a"), "\\--- a");
        assert_eq!(begin("[^1]: a"), "[^1]\\: a");
    }

    #[test]
    fn code_and_targets_hold_what_they_are_given() {
        assert_eq!(code("a", false), "`a`");
        assert_eq!(code("a`b", false), "``a`b``");
        assert_eq!(code("`", false), "`` ` ``");
        assert_eq!(code("a|b", true), "`a\\|b`");
        assert_eq!(target("a.md#b"), "a.md#b");
        assert_eq!(target("a(b.md?c=1&copy=2"), "<a(b.md?c=1\\&copy=2>");
    }
}
