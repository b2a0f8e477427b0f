//! Colons at the start of a line that define nothing, since no space is behind them: `:warning: careful`, `:wq`.
//!
//! The parser takes any colon there for the sign of a definition, and drops it. So it gets another sign of the same length
//! for these, which its events lose again before anything else reads them.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};
use std::borrow::Cow;

/// Takes the place of a colon. A text that has it by itself keeps its colons.
const SIGN: char = '\u{2}';

/// The text for the parser.
pub(super) fn set_apart(text: Cow<str>) -> Cow<str> {
    if !text.contains(':') || text.contains(SIGN) || !text.lines().any(|line| place(line).is_some())
    {
        return text;
    }
    let mut parsed = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let (before, rest) = place(line).map_or((line, None), |at| {
            let (before, rest) = line.split_at_checked(at).unwrap_or((line, ""));
            (before, rest.strip_prefix(':'))
        });
        parsed.push_str(before);
        if let Some(rest) = rest {
            parsed.push(SIGN);
            parsed.push_str(rest);
        }
    }
    Cow::Owned(parsed)
}

/// Where the colon is, in a line that begins with one which defines nothing. A row of a table may begin with a colon too.
fn place(line: &str) -> Option<usize> {
    let bare = line.trim_start_matches([' ', '\t', '>']);
    let rest = bare.strip_prefix(':')?;
    let defines = rest.starts_with([' ', '\t']) && !rest.trim().is_empty();
    let is_row = rest.contains('-') && rest.trim_end().chars().all(|c| " \t:|-".contains(c));
    (!defines && !is_row).then_some(line.len() - bare.len())
}

/// An event as the parser would give it for the author's text.
pub(super) fn put_back(event: Event) -> Event {
    match event {
        Event::Text(text) => Event::Text(typed(text)),
        Event::Code(text) => Event::Code(typed(text)),
        Event::Html(text) => Event::Html(typed(text)),
        Event::InlineHtml(text) => Event::InlineHtml(typed(text)),
        Event::InlineMath(text) => Event::InlineMath(typed(text)),
        Event::DisplayMath(text) => Event::DisplayMath(typed(text)),
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(typed(info))))
        }
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => Event::Start(Tag::Link {
            link_type,
            dest_url: typed(dest_url),
            title: typed(title),
            id,
        }),
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => Event::Start(Tag::Image {
            link_type,
            dest_url: typed(dest_url),
            title: typed(title),
            id,
        }),
        other => other,
    }
}

fn typed(text: CowStr) -> CowStr {
    match text.contains(SIGN) {
        true => text.replace(SIGN, ":").into(),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> String {
        set_apart(Cow::Borrowed(text)).replace(SIGN, "#")
    }

    #[test]
    fn only_colons_that_define_nothing_are_set_apart() {
        assert_eq!(parsed("a\n:b: c\n> :)\n  ::x\n:\n"), "a\n#b: c\n> #)\n  #:x\n#\n");
        assert_eq!(parsed("a\n: b\n:\tc\nd :e\n:--|--:\n"), "a\n: b\n:\tc\nd :e\n:--|--:\n");
        assert_eq!(parsed("\u{2}\n:b"), "#\n:b");
    }
}
