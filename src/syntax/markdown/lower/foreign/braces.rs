//! How attributes, values and names in braces are known.

use super::Spot;

/// A list of classes, ids and values in braces: of Kramdown anywhere, of others right behind a link, code or brackets, or
/// at the end of a line.
pub(super) fn listed(spot: &Spot) -> Option<usize> {
    let inner = spot.text.strip_prefix('{')?;
    let (inner, after) = inner.split_once('}')?;
    let (is_kramdown, words) = match inner.strip_prefix(':') {
        Some(words) => (true, words),
        None => (false, inner),
    };
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_:.".contains(&byte))
    };
    let is_value = |value: &str| {
        value.starts_with('"')
            || value.bytes().all(|b| b.is_ascii_alphanumeric() || b"%-_.".contains(&b))
    };
    // A value in quotes can have spaces, and its pieces after the first are not looked at.
    let is_attribute = |word: &str| match (word.strip_prefix(['.', '#']), word.split_once('=')) {
        (Some(name), _) => is_name(name),
        (None, Some((name, value))) => is_name(name) && is_value(value),
        (None, None) => false,
    };
    let mut words = words.split_whitespace().peekable();
    let first = *words.peek()?;
    let all = words
        .all(|word| is_attribute(word) || first.contains('"') || inner.matches('"').count() > 1);
    let is_behind = spot.follows(|c| c == ')' || c == '`' || c == ']');
    let ends_line = after.trim().is_empty()
        && spot.text.len() == spot.line.len()
        && (spot.begins_line() || spot.follows(|c| c == ' ' || c == '|'))
        && first.starts_with(['.', '#']);
    (is_attribute(first) && all && (is_kramdown || is_behind || ends_line))
        .then_some(inner.len() + 2)
}

/// A value that only another tool's templates know. Names of other kinds can be blanks of a form.
pub(super) fn value(spot: &Spot) -> Option<usize> {
    const ROOTS: [&str; 16] = [
        "book.",
        "gitbook.",
        "post.",
        "collections.",
        "page.",
        "site.",
        "base.",
        "config.",
        "include.",
        "layout.",
        "frontmatter.",
        "$frontmatter.",
        "$page.",
        ".Site.",
        ".Page.",
        ".Params.",
    ];
    const FILTERS: [&str; 4] = ["relative_url", "absolute_url", "relref", "ref"];
    let (inner, _) = spot.line.strip_prefix("{{")?.split_once("}}")?;
    let name = inner.trim_matches(['-', ' ']);
    let last = name.rsplit_once('|').map_or("", |(_, filter)| filter.trim());
    let is_known = ROOTS.iter().any(|root| name.starts_with(root)) || FILTERS.contains(&last);
    is_known.then_some(inner.len() + 4)
}

/// A name in double braces, which a template or a form would fill in.
pub(super) fn blank(spot: &Spot) -> Option<usize> {
    const LONGEST: usize = 60;
    let (inner, after) = spot.line.strip_prefix("{{")?.split_once("}}")?;
    let name = inner.trim();
    let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || "_-. ".contains(c))
        && name.len() <= LONGEST;
    // Variables of the book, and groups in a formula.
    let is_other = name.starts_with("var.") || after.starts_with(['}', '{', '^', '_']);
    let is_apart = !spot.follows(|c| "^_{}\\".contains(c));
    (is_name && !is_other && is_apart).then_some(inner.len() + 4)
}

/// A change or a remark of an editor, as CriticMarkup has them.
pub(super) fn editorial(spot: &Spot) -> Option<usize> {
    const PAIRS: [(&str, &str); 5] =
        [("{--", "--}"), ("{++", "++}"), ("{~~", "~~}"), ("{>>", "<<}"), ("{==", "==}")];
    PAIRS.iter().find_map(|(open, close)| {
        let (inner, _) = spot.line.strip_prefix(open)?.split_once(close)?;
        (!inner.trim().is_empty()).then_some(open.len() + inner.len() + close.len())
    })
}
