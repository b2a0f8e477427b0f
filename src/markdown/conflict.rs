//! What git leaves in a file where it could not merge two branches: both versions of a passage between lines of signs.
//!
//! Finds the first of them and changes nothing. Lines in code blocks are left alone, since books show such marks.

use std::ops::Range;

const BEGINS: &str = "<<<<<<< ";
const PARTS: &str = "=======";
const ENDS: &str = ">>>>>>> ";

/// Where the first passage begins: the line of its first mark.
pub(super) fn first(text: &str) -> Option<Range<usize>> {
    let mut fence: Option<&str> = None;
    let mut begun: Option<(Range<usize>, bool)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim_end();
        match &mut begun {
            Some((_, is_parted)) if line == PARTS => *is_parted = true,
            Some((place, true)) if line.starts_with(ENDS) => return Some(place.clone()),
            Some(_) => {}
            None if fence.is_none() && line.starts_with(BEGINS) => {
                begun = Some((start..start + line.len(), false));
            }
            None => fence = after(fence, line.trim_start()),
        }
    }
    None
}

/// The fence of code that is open after a line.
fn after<'t>(fence: Option<&'t str>, line: &'t str) -> Option<&'t str> {
    let signs = line.len() - line.trim_start_matches(['`', '~']).len();
    let own = line.get(..signs).filter(|own| own.starts_with("```") || own.starts_with("~~~"));
    match (fence, own) {
        (None, own) => own,
        (Some(open), Some(own)) if own.starts_with(open) => None,
        (open, _) => open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: &str = "<<<<<<< HEAD\n- [ ] a\n=======\n- [ ] b\n>>>>>>> other\n";

    #[test]
    fn both_versions_of_a_passage_are_found() {
        assert_eq!(first(&format!("# A\n\n{BOTH}")), Some(5..17));
        assert_eq!(first(&format!("```\ncode\n```\n{BOTH}")), Some(13..25));
    }

    #[test]
    fn code_and_single_marks_are_left_alone() {
        assert_eq!(first(&format!("```text\n{BOTH}```\n")), None);
        assert_eq!(first("<<<<<<< HEAD\n"), None);
        assert_eq!(first("Title\n=======\n"), None);
    }
}
