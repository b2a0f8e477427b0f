//! Merge conflicts: both versions of a passage, which git leaves between marker lines.
//!
//! Finds the first of them and changes nothing. Ignores lines in code and in HTML, since books show such markers.

use pulldown_cmark::{Event, Parser, Tag};
use std::ops::Range;

const BEGINS: &str = "<<<<<<<";
const PARTS: &str = "=======";
const ENDS: &str = ">>>>>>>";

/// The place of the first conflict: the line of its first marker.
pub(in crate::syntax::markdown) fn first(text: &str) -> Option<Range<usize>> {
    let mut begun: Vec<(Range<usize>, bool)> = Vec::new();
    let mut passages = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim_end();
        if is_mark(line, BEGINS) {
            begun.push((start..start + line.len(), false));
        } else if line == PARTS {
            begun.last_mut().into_iter().for_each(|(_, is_parted)| *is_parted = true);
        } else if is_mark(line, ENDS)
            && let Some((place, true)) = begun.pop()
        {
            passages.push(place);
        }
    }
    if passages.is_empty() {
        return None;
    }
    let code = code(text);
    passages.into_iter().find(|place| !code.iter().any(|code| code.contains(&place.start)))
}

fn is_mark(line: &str, mark: &str) -> bool {
    line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// The ranges of code and HTML in a text.
fn code(text: &str) -> Vec<Range<usize>> {
    let events = Parser::new(text).into_offset_iter();
    let is_code = |event: &Event| {
        matches!(event, Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) | Event::Code(_))
    };
    events.filter(|(event, _)| is_code(event)).map(|(_, place)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: &str = "<<<<<<< HEAD\n- [ ] a\n=======\n- [ ] b\n>>>>>>> other\n";

    #[test]
    fn both_versions_of_a_passage_are_found() {
        assert_eq!(first(&format!("# A\n\n{BOTH}")), Some(5..17));
        assert_eq!(first(&format!("```\ncode\n```\n{BOTH}")), Some(13..25));
        assert_eq!(first(&format!("- ```sh\n  make\n  ```\n\n{BOTH}")), Some(22..34));
        assert_eq!(first(&format!("```make``` builds it.\n\n{BOTH}")), Some(23..35));
        assert_eq!(first("<<<<<<<\na\n=======\nb\n>>>>>>>\n"), Some(0..7));
    }

    #[test]
    fn code_and_single_marks_are_left_alone() {
        assert_eq!(first(&format!("```text\n{BOTH}```\n")), None);
        assert_eq!(first(&format!("```md\n```js\n{BOTH}```\n")), None);
        assert_eq!(first(&format!("<pre>\n{BOTH}</pre>\n")), None);
        assert_eq!(first("<<<<<<< HEAD\n"), None);
        assert_eq!(first("Title\n=======\n"), None);
    }
}
