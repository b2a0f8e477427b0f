//! How marks of editors, codes of signs, keys and expressions of other tools are known.

use super::Spot;

/// Marks of CriticMarkup: what each begins and ends with.
const EDITS: [(&str, &str); 4] = [("{++", "++}"), ("{--", "--}"), ("{~~", "~~}"), ("{==", "==}")];

/// An addition, a deletion, a substitution or a highlight of CriticMarkup.
pub(super) fn edit(spot: &Spot) -> Option<usize> {
    let (open, end) = EDITS.into_iter().find(|(open, _)| spot.line.starts_with(open))?;
    marked(spot.line, open, end)
}

/// A comment of CriticMarkup.
pub(super) fn remark(spot: &Spot) -> Option<usize> {
    marked(spot.line, "{>>", "<<}")
}

/// The length of a text that is not blank between two signs.
fn marked(line: &str, open: &str, end: &str) -> Option<usize> {
    let (inner, _) = line.strip_prefix(open)?.split_once(end)?;
    (!inner.trim().is_empty()).then_some(open.len() + inner.len() + end.len())
}

/// A comment of MyST: a line that begins a paragraph with a percent sign and a word.
pub(super) fn percent(spot: &Spot) -> Option<usize> {
    let remark = spot.line.strip_prefix("% ")?;
    let is_first = spot.above.trim_matches(['>', ' ', '\t', '\r']).is_empty();
    let is_text = remark.trim_start().starts_with(char::is_alphabetic);
    (spot.begins_line() && is_first && is_text).then_some(spot.line.len())
}

/// Braces at the end of a heading of Pandoc without a number, or with other settings that headings do not have.
pub(super) fn unnumbered(spot: &Spot) -> Option<usize> {
    let is_heading = spot.before.trim_start_matches(['>', ' ']).starts_with('#');
    (is_heading && spot.line == "{-}").then_some(3)
}

/// A key in the braces of an item whose value has a space.
pub(super) fn spaced_value(spot: &Spot) -> Option<usize> {
    const KEYS: [&str; 3] = ["effort=", "due=", "every="];
    let (inner, _) = spot.text.strip_prefix('{')?.split_once('}')?;
    let mut words = inner.split_whitespace();
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_spaced =
        words.any(|word| KEYS.iter().any(|key| word.strip_prefix(key).is_some_and(is_number)));
    let follows = words.next().is_some_and(|word| word.starts_with(char::is_alphabetic));
    (is_spaced && follows).then_some(inner.len() + 2)
}

/// A value that a component of MDX inserts.
pub(super) fn expression(spot: &Spot) -> Option<usize> {
    const ROOTS: [&str; 4] = ["props.", "frontMatter.", "frontmatter.", "siteConfig."];
    let (inner, _) = spot.text.strip_prefix('{')?.split_once('}')?;
    let name = inner.trim();
    let in_name = |c: char| c.is_ascii_alphanumeric() || "._[]'\"".contains(c);
    let is_one = ROOTS.iter().any(|root| name.starts_with(root)) && name.chars().all(in_name);
    (is_one && !spot.before.ends_with(['{', '$'])).then_some(inner.len() + 2)
}

/// Keys of a keyboard: two plus signs, names with a plus sign between them, two plus signs.
pub(super) fn keys(spot: &Spot) -> Option<usize> {
    const NAMES: [&str; 14] = [
        "ctrl", "alt", "shift", "cmd", "command", "option", "meta", "win", "windows", "super",
        "enter", "esc", "tab", "space",
    ];
    let (inner, _) = spot.text.strip_prefix("++")?.split_once("++")?;
    let is_key = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let first = inner.split('+').next()?.to_ascii_lowercase();
    let is_one = NAMES.contains(&first.as_str()) && inner.split('+').all(is_key);
    is_one.then_some(inner.len() + 4)
}

/// A role of Sphinx and MyST: a name between colons, or in braces, right before code.
pub(super) fn role(spot: &Spot) -> Option<usize> {
    let (open, end) = if spot.line.starts_with(':') { (":", ":`") } else { ("{", "}`") };
    let (name, _) = spot.line.strip_prefix(open)?.split_once(end)?;
    let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || b"-:".contains(&byte));
    let is_apart = !spot.follows(|c| c.is_alphanumeric() || "_:}`)]".contains(c));
    (is_name && is_apart && name.len() > 1).then_some(name.len() + 2)
}

/// A code for an emoji or an icon: a name between two colons, apart from other words.
pub(super) fn emoji(spot: &Spot) -> Option<usize> {
    const LONGEST: usize = 60;
    let inner = spot.text.strip_prefix(':')?;
    let inner = inner.get(..inner.floor_char_boundary(LONGEST))?;
    let (name, after) = inner.split_once(':')?;
    let is_name = name
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_+-".contains(&byte));
    let is_known = ["+1", "-1", "100", "1234"].contains(&name);
    let is_word = name.len() > 1 && name.contains(|c: char| c.is_ascii_lowercase());
    let is_apart = !spot.follows(|c| c.is_alphanumeric() || "_/\\`".contains(c))
        && !after.starts_with(|c: char| c.is_alphanumeric() || "_/[{(".contains(c));
    (is_name && (is_known || is_word) && is_apart).then_some(name.len() + 2)
}

/// A picture without a text whose address has a space. The parser sees no label in its brackets.
pub(super) fn nameless(line: &str) -> Option<usize> {
    let inner = line.strip_prefix("![](")?;
    let (address, _) = inner.split_once(')')?;
    let address = address.trim();
    let name = address.rsplit('/').next()?;
    let (stem, ending) = name.rsplit_once('.')?;
    let is_file = !stem.trim().is_empty()
        && (1..=5).contains(&ending.len())
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_file && address.contains(' ') && !address.starts_with('<'))
        .then(|| "![](".len() + inner.find(')').unwrap_or_default() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(kind: fn(&Spot) -> Option<usize>, before: &str, line: &str) -> bool {
        kind(&Spot { before, line, text: line, next: "", above: "" }).is_some()
    }

    #[test]
    fn marks_are_told_from_text() {
        assert!(found(edit, "", "{--90k--} now") && found(edit, "a ", "{~~old~>new~~}"));
        assert!(!found(edit, "", "{-- }") && !found(edit, "", "{==}"));
        assert!(found(remark, "Pay ", "{>>do not tell<<} now") && !found(remark, "", "{>>a"));
        assert!(found(percent, "", "% a remark") && !found(percent, "", "% 5"));
        assert!(found(keys, "", "++ctrl+k++") && !found(keys, "", "++i + ++"));
        assert!(found(expression, "", "{props.children}") && !found(expression, "", "{a.b}"));
        assert!(found(spaced_value, "", "{effort=2 hours}"));
        assert!(!found(spaced_value, "", "{effort=2h for=a}"));
        assert!(found(unnumbered, "## Head ", "{-}") && !found(unnumbered, "so ", "{-}"));
    }

    #[test]
    fn names_between_colons_are_told_from_times_and_paths() {
        for line in [":tada: a", ":+1:", ":octicons-arrow-right-24: b", ":100:"] {
            assert!(found(emoji, "so ", line), "{line}");
        }
        for (before, line) in [
            ("12", ":30:45"),
            ("a", ":b:c"),
            ("", ":a/b: c"),
            ("std", "::io::b"),
            ("", ":)"),
            ("", ": a:"),
        ] {
            assert!(!found(emoji, before, line), "{before}{line}");
        }
        assert!(found(role, "", ":ref:`a`") && found(role, "", "{ref}`a`"));
        assert!(!found(role, "x", ":b:`a`") && !found(role, "", "{a b}`c`"));
    }

    #[test]
    fn pictures_without_a_text_are_found() {
        assert_eq!(nameless("![](Attach/Pasted image.png) two"), Some(28));
        for line in ["![](a.png)", "![](<a b.png>)", "![](see page 3)", "![](a b.png"] {
            assert_eq!(nameless(line), None, "{line}");
        }
    }
}
