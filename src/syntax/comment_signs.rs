//! The signs around comments of Obsidian (`%% … %%`) and of Liquid (`{% comment %} … {% endcomment %}`, `{% # … %}`).
//!
//! Owns how long a sign is and which one ends a comment. Never looks at what stands around it: code, margins and front
//! matter are decided by the callers.

use std::ops::Range;

/// What comments of Obsidian begin and end with.
pub(super) const PERCENTS: &str = "%%";

/// What tags of Liquid begin with.
pub(super) const TAG: &str = "{%";

/// What begins a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opener {
    /// Two percent signs.
    Percents,
    /// `{% comment %}`, which Liquid lets authors nest.
    Liquid,
    /// `{% # … %}`, which is a whole comment.
    Whole,
}

/// The sign that a text begins a comment with, and its length.
pub(super) fn opener(text: &str) -> Option<(Opener, usize)> {
    if !text.starts_with(TAG) {
        return percents(text).map(|length| (Opener::Percents, length));
    }
    let begun = tag(text, "comment").map(|length| (Opener::Liquid, length));
    begun.or_else(|| whole(text).map(|length| (Opener::Whole, length)))
}

/// The place of the sign that ends a comment whose opener ends at `from`. `is_text` tells where signs are text.
pub(super) fn closer(
    text: &str,
    from: usize,
    opener: Opener,
    is_text: impl Fn(usize) -> bool,
) -> Option<Range<usize>> {
    let sign = match opener {
        Opener::Percents => PERCENTS,
        Opener::Liquid => TAG,
        Opener::Whole => return Some(from..from),
    };
    let (mut at, mut depth) = (from, 0_usize);
    while let Some(found) = text.get(at..)?.find(sign) {
        let start = at + found;
        let rest = text.get(start..)?;
        at = start + run(rest).max(sign.len());
        if is_text(start) {
            continue;
        }
        if opener == Opener::Liquid && tag(rest, "comment").is_some() {
            depth += 1;
        }
        let Some(length) = closes(rest, opener) else { continue };
        match depth.checked_sub(1) {
            Some(less) => depth = less,
            None => return Some(start..start + length),
        }
    }
    None
}

/// The length of the tag that ends a comment of Liquid, with which a text begins.
pub(super) fn end_tag(text: &str) -> Option<usize> {
    tag(text, "endcomment")
}

fn closes(text: &str, opener: Opener) -> Option<usize> {
    match opener {
        Opener::Percents => percents(text),
        _ => end_tag(text),
    }
}

/// How many percent signs a text begins with.
pub(super) fn run(text: &str) -> usize {
    text.bytes().take_while(|byte| *byte == b'%').count()
}

/// The length of two percent signs, if they are no more than two.
fn percents(text: &str) -> Option<usize> {
    (run(text) == 2).then_some(2)
}

/// The length of the tag of Liquid with this name, in letters of either case, that a text begins with. Words after the
/// name are part of the tag.
fn tag(text: &str, name: &str) -> Option<usize> {
    let inner = text.strip_prefix(TAG)?;
    let words = inner.strip_prefix('-').unwrap_or(inner).trim_start();
    let named = words.get(..name.len()).filter(|word| word.eq_ignore_ascii_case(name))?;
    let rest = words.get(named.len()..)?;
    let ends = rest.starts_with(|c: char| c.is_whitespace() || c == '-' || c == '%');
    ends.then(|| end(text, rest)).flatten()
}

/// The length of the tag `{% # … %}` that a text begins with.
fn whole(text: &str) -> Option<usize> {
    let inner = text.strip_prefix(TAG)?;
    let words = inner.strip_prefix('-').unwrap_or(inner).trim_start();
    words.starts_with('#').then(|| end(text, words)).flatten()
}

/// The length of the tag that a text begins with and of which `rest` is the remainder. It ends before the next tag
/// begins.
fn end(text: &str, rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut signs = rest.match_indices('%').map(|(at, _)| at);
    let is_end = |at: &usize| bytes.get(at + 1) == Some(&b'}');
    let begins = |at: usize| at.checked_sub(1).and_then(|at| bytes.get(at)) == Some(&b'{');
    let until = signs.find(|at| is_end(at) || begins(*at)).filter(is_end)?;
    Some(text.len() - rest.len() + until + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_read_as_liquid_reads_them() {
        let openers = [
            ("%% a", Some((Opener::Percents, 2))),
            ("%%% a", None),
            ("{% comment %} a", Some((Opener::Liquid, 13))),
            ("{%-comment-%} a", Some((Opener::Liquid, 13))),
            ("{% Comment %}", Some((Opener::Liquid, 13))),
            ("{% comment for us %}", Some((Opener::Liquid, 20))),
            ("{% comment", None),
            ("{% comment {% b %}", None),
            ("{% comments %}", None),
            ("{% # a\n# b %} c", Some((Opener::Whole, 13))),
            ("{%- # a -%}", Some((Opener::Whole, 11))),
            ("{% if a %}", None),
        ];
        for (text, expected) in openers {
            assert_eq!(opener(text), expected, "{text}");
        }
    }

    #[test]
    fn comments_of_liquid_are_nested() {
        let end = |text: &str, opener| closer(text, 0, opener, |_| false).map(|span| span.end);
        assert_eq!(end(" a {% endcomment %} b", Opener::Liquid), Some(19));
        let nested = "{% comment %}a{% endcomment %}b{% endcomment %}";
        assert_eq!(end(nested, Opener::Liquid), Some(nested.len()));
        assert_eq!(end("{% comment %}a{% endcomment %}b", Opener::Liquid), None);
        assert_eq!(end(" %%% a %% b", Opener::Percents), Some(9));
        assert_eq!(closer("%% %%", 0, Opener::Percents, |at| at == 0), Some(3..5));
    }
}
