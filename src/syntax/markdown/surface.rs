//! Source details that the tree does not keep, for the lints of `check`.
//!
//! Owns [`Surface`] and the rule that decides which brackets look like a checkbox (`box_in`). Other stages do not use
//! it, so a build does not gather it.

use std::ops::Range;

/// The passages of a chapter that lints check, in document order, as source ranges.
#[derive(Debug, Default, PartialEq)]
pub struct Surface {
    /// The heading that is the chapter's title.
    pub title: Option<Range<usize>>,
    /// Other headings of level one.
    pub titles: Vec<Range<usize>>,
    /// The languages of code blocks.
    pub languages: Vec<(String, Range<usize>)>,
    /// Brackets that look like a checkbox and are none.
    pub boxes: Vec<LooseBox>,
    /// Boxes of list items without any content of their own, which are shown as text.
    pub empty_items: Vec<Range<usize>>,
    /// Labels that are used and not defined.
    pub undefined: Vec<Undefined>,
    /// Link definitions that nothing refers to, by label.
    pub unused: Vec<(String, Range<usize>)>,
}

/// Brackets that look like a checkbox.
#[derive(Debug, PartialEq, Eq)]
pub struct LooseBox {
    /// The brackets, and the marker before them.
    pub span: Range<usize>,
    /// The element that they begin.
    pub place: Place,
    /// The line in the correct syntax of an item.
    pub written: String,
}

/// The element that a text begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A list item.
    Item,
    /// A paragraph, or a line of one.
    Line,
    /// A heading.
    Heading,
    /// A cell of a table.
    Cell,
}

/// A label that is not defined.
#[derive(Debug, PartialEq, Eq)]
pub struct Undefined {
    /// The label.
    pub label: String,
    /// Whether it is a footnote label rather than a link label.
    pub is_footnote: bool,
    /// The reference with its brackets.
    pub span: Range<usize>,
}

/// Characters that other programs use in boxes for states of their own.
const STATES: [&str; 13] =
    ["-", "~", "/", ">", "*", "?", "!", "v", "V", "\u{2713}", "\u{2714}", "\u{2717}", "o"];

/// The most characters of a line that a message quotes.
const SHOWN: usize = 60;

/// The box at the start of a line that is not a valid item: the length of the marker and the brackets, and the line in
/// correct syntax. `marker` is that of the enclosing list, such as `-`.
pub(super) fn box_in(line: &str, place: Place, marker: &str) -> Option<(usize, String)> {
    let (own_marker, rest) = match place {
        Place::Item => ("", line),
        _ => line.split_at(marker_length(line)),
    };
    let (inner, after) = rest.strip_prefix('[')?.split_once(']')?;
    let state = inner.trim();
    let is_empty = state.is_empty() && inner.chars().count() <= 3;
    let is_box = is_empty || ["x", "X"].contains(&state);
    let apart = after.starts_with(' ') && !after.trim().is_empty();
    let fits = match place {
        // At the start of a list item brackets are no link, so they were meant as a box.
        Place::Item => is_box || (STATES.contains(&state) && apart),
        Place::Cell => is_box && (after.is_empty() || after.starts_with([' ', '|'])),
        Place::Line | Place::Heading if own_marker.is_empty() => is_box && apart,
        Place::Line | Place::Heading => is_box && (apart || after.trim().is_empty()),
    };
    if !fits || after.starts_with(['[', '(', ':']) {
        return None;
    }
    let marker = [own_marker, marker].into_iter().find(|one| !one.is_empty()).unwrap_or("-");
    let sign = if ["x", "X"].contains(&state) { "x" } else { " " };
    let text = after.split(" |").next().unwrap_or_default().trim();
    let text = if text.is_empty() { "…".to_string() } else { shortened(text) };
    let length = own_marker.len() + inner.len() + 2;
    Some((length, format!("{marker} [{sign}] {text}")))
}

/// The length of a list marker directly before a bracket, as in `-[ ]`.
fn marker_length(line: &str) -> usize {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let signs: &[u8] = if digits > 0 { b".)" } else { b"-*+" };
    match line.as_bytes().get(digits) {
        Some(sign) if signs.contains(sign) => digits + 1,
        _ => 0,
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default().trim_end()),
        None => text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(line: &str, place: Place) -> Option<String> {
        box_in(line, place, if place == Place::Item { "*" } else { "" }).map(|(_, written)| written)
    }

    #[test]
    fn boxes_in_lists_are_written_as_items() {
        assert_eq!(written("[x]four", Place::Item).as_deref(), Some("* [x] four"));
        assert_eq!(written("[]  three", Place::Item).as_deref(), Some("* [ ] three"));
        assert_eq!(written("[ X ] three", Place::Item).as_deref(), Some("* [x] three"));
        assert_eq!(written("[-] dropped", Place::Item).as_deref(), Some("* [ ] dropped"));
        assert_eq!(written("[1] Knuth", Place::Item), None);
        assert_eq!(written("[sic] so", Place::Item), None);
    }

    #[test]
    fn boxes_outside_of_lists_need_room_behind_them() {
        assert_eq!(written("-[ ] one", Place::Line).as_deref(), Some("- [ ] one"));
        assert_eq!(written("12.[x] one", Place::Line).as_deref(), Some("12. [x] one"));
        assert_eq!(written("[ ] one", Place::Line).as_deref(), Some("- [ ] one"));
        assert_eq!(written("[ ]", Place::Line), None);
        assert_eq!(written("-[x]y", Place::Line), None);
        assert_eq!(written("[x] | b |", Place::Cell).as_deref(), Some("- [x] …"));
    }
}
