//! Turns plain lists into checklists: gives each item of a bulleted list a box.
//!
//! Keeps the number of lines and every line that is no item. Fenced code is unchanged, and so are items that only link
//! to a heading of the same page: they are navigation, not tasks.

/// Rewrites `- text` to `- [ ] text`.
pub fn boxed(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut fence: Option<&str> = None;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start();
        let marker = ["```", "~~~"].into_iter().find(|marker| trimmed.starts_with(marker));
        match (fence, marker) {
            (None, Some(marker)) => fence = Some(marker),
            (Some(open), Some(marker)) if open == marker => fence = None,
            _ => {}
        }
        match bullet_end(line) {
            Some(end) if fence.is_none() && is_task(&line[end..]) => {
                out.push_str(&line[..end]);
                out.push_str("[ ] ");
                out.push_str(&line[end..]);
            }
            _ => out.push_str(line),
        }
    }
    out
}

/// The start of the text of a bulleted item.
fn bullet_end(line: &str) -> Option<usize> {
    let start = line.len() - line.trim_start().len();
    let rest = line[start..].strip_prefix(['-', '*', '+'])?;
    let text = rest.trim_start_matches([' ', '\t']);
    (text.len() < rest.len()).then_some(line.len() - text.len())
}

fn is_task(text: &str) -> bool {
    let text = text.trim_end();
    let is_boxed = ["[ ]", "[x]", "[X]"].iter().any(|mark| text.starts_with(mark))
        && text[3..].starts_with([' ', '\t']);
    let is_rule = text.chars().all(|c| "-*_ ".contains(c));
    !is_boxed && !is_rule && !is_navigation(text)
}

fn is_navigation(text: &str) -> bool {
    let target = text.strip_prefix('[').and_then(|rest| rest.split_once("](#"));
    target.is_some_and(|(_, target)| target.find(')') == Some(target.len() - 1))
}

#[cfg(test)]
mod tests {
    use super::boxed;

    #[test]
    fn each_item_outside_of_code_gets_a_box() {
        let text = "- one\n  * [two](a.html) - more\n- [x] three\n```\n- code\n```\n+ four";
        let expected =
            "- [ ] one\n  * [ ] [two](a.html) - more\n- [x] three\n```\n- code\n```\n+ [ ] four";
        assert_eq!(boxed(text), expected);
    }

    #[test]
    fn rules_emphasis_and_navigation_are_no_items() {
        let text = "* * *\n---\n**strong**\n- [Tools](#tools)\n-\n- \n";
        assert_eq!(boxed(text), text);
    }
}
