//! The attributes at the end of a heading: `{#id .class}`.
//!
//! Braces are attributes only where all in them is an id or a class; any others are text, as in `GET /users/{id}`. They are
//! read from the source, because an escaped brace is text, and because an id stays as it is written, but for the backslashes
//! of its escapes.

use crate::syntax::markdown::tree::Inline;

/// What a heading says of itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Attributes {
    pub(super) id: Option<String>,
    pub(super) classes: Vec<String>,
}

/// Cuts the attributes off the content of a heading. `source` is the heading as it is written, with its signs.
pub(super) fn take(content: &mut Vec<Inline>, source: &str) -> Attributes {
    let found = written(source).and_then(|inside| {
        let attributes = read(inside)?;
        let Some(Inline::Text(text)) = content.last_mut() else { return None };
        let before = text.trim_end().strip_suffix('}')?.rsplit_once('{')?.0.trim_end().len();
        text.truncate(before);
        Some(attributes)
    });
    if found.is_some() && matches!(content.last(), Some(Inline::Text(text)) if text.is_empty()) {
        content.pop();
    }
    found.unwrap_or_default()
}

/// The same of a text whose braces are all its own, such as a title in SUMMARY.md. Gives what stands before them.
pub(super) fn without<'t>(text: &'t str, source: &str) -> &'t str {
    let is_one = written(source).and_then(read).is_some();
    let before = text.trim_end().strip_suffix('}').and_then(|text| text.rsplit_once('{'));
    before.filter(|_| is_one).map_or(text, |(before, _)| before.trim_end())
}

/// What stands between the braces at the end of a heading, if nothing escapes them.
fn written(source: &str) -> Option<&str> {
    let mut lines = source.trim_end().lines();
    let last = lines.next_back()?;
    let is_underline = |line: &str| {
        let line = line.trim_matches([' ', '\t', '>']);
        !line.is_empty() && (line.bytes().all(|b| b == b'=') || line.bytes().all(|b| b == b'-'))
    };
    let line = if is_underline(last) { lines.next_back()? } else { closed(last) };
    let inside = line.trim_end().strip_suffix('}')?;
    let (before, inside) = inside.rsplit_once('{')?;
    let escapes = before.len() - before.trim_end_matches('\\').len();
    (escapes % 2 == 0).then_some(inside)
}

/// A line without the signs that may close a heading.
fn closed(line: &str) -> &str {
    let line = line.trim_end();
    let text = line.trim_end_matches('#');
    if text.ends_with([' ', '\t']) { text } else { line }
}

fn read(inside: &str) -> Option<Attributes> {
    let mut attributes = Attributes::default();
    for word in inside.split_whitespace() {
        match word.split_at_checked(1)? {
            ("#", id) if !id.is_empty() => attributes.id = Some(without_escapes(id)),
            (".", class) if !class.is_empty() => attributes.classes.push(class.to_string()),
            _ => return None,
        }
    }
    (attributes != Attributes::default()).then_some(attributes)
}

/// An id without the backslashes in front of signs, which Markdown takes for escapes elsewhere too.
fn without_escapes(id: &str) -> String {
    let mut plain = String::with_capacity(id.len());
    let mut letters = id.chars().peekable();
    while let Some(letter) = letters.next() {
        let is_escape = letter == '\\' && letters.peek().is_some_and(char::is_ascii_punctuation);
        plain.push(if is_escape { letters.next().unwrap_or(letter) } else { letter });
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(source: &str, text: &str) -> (String, Option<String>, Vec<String>) {
        let mut content = vec![Inline::Text(text.to_string())];
        let Attributes { id, classes } = take(&mut content, source);
        let rest = match content.pop() {
            Some(Inline::Text(rest)) => rest,
            _ => String::new(),
        };
        (rest, id, classes)
    }

    #[test]
    fn only_ids_and_classes_are_attributes() {
        for (source, text, rest, id, classes) in [
            ("## Plan {#plan}\n", "Plan {#plan}", "Plan", Some("plan"), ""),
            ("## Plan {#a-(b) .x .y} ##", "Plan {#a-(b) .x .y}", "Plan", Some("a-(b)"), "x y"),
            ("Plan {##x}\n---\n", "Plan {##x}", "Plan", Some("#x"), ""),
            ("> Plan {.x}\n> ====\n", "Plan {.x}", "Plan", None, "x"),
            ("## Plan {#a\\_b}", "Plan {#a_b}", "Plan", Some("a_b"), ""),
            ("Plan {#\\_a\\\\b\\c}\n---", "Plan {#_a\\b\\c}", "Plan", Some("_a\\b\\c"), ""),
            ("# {#only}", "{#only}", "", Some("only"), ""),
            ("## GET /users/{id}", "GET /users/{id}", "GET /users/{id}", None, ""),
            ("## Cost {TBD}", "Cost {TBD}", "Cost {TBD}", None, ""),
            ("## Cost {#a TBD}", "Cost {#a TBD}", "Cost {#a TBD}", None, ""),
            ("## Cost \\{#a}", "Cost {#a}", "Cost {#a}", None, ""),
            ("## Cost \\\\{#a}", "Cost \\{#a}", "Cost \\", Some("a"), ""),
            ("## Cost {}", "Cost {}", "Cost {}", None, ""),
            ("## Set {a, b}", "Set {a, b}", "Set {a, b}", None, ""),
        ] {
            let expected = (rest.to_string(), id.map(str::to_string));
            let (rest, id, found) = taken(source, text);
            assert_eq!(((rest, id), found.join(" ")), (expected, classes.to_string()), "{source}");
        }
    }
}
