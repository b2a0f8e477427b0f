//! Signs of comments in their surroundings: which of them can open a comment, and which pairs are part of a text.

use super::{Passages, begins_line, has_blank_line};
use crate::syntax::comment_signs::{self, Opener};
use crate::syntax::markdown::lower::placeholders;
use std::ops::Range;

/// What can stand directly before a comment, besides space.
const AROUND: [char; 9] = ['(', '[', '{', '*', '_', '~', '>', '|', '%'];

const QUOTES: [char; 8] = ['"', '\'', '“', '”', '‘', '’', '«', '»'];

/// How many bytes before a sign are looked at for the beginning of an address.
const LONGEST_ADDRESS: usize = 400;

/// A sign of comments.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sign {
    /// It begins a comment; its length.
    Opener(Opener, usize),
    /// `{% endcomment %}` where no comment is open; its length.
    End(usize),
}

/// The next sign that opens a comment or closes none, and its offset.
pub(super) fn next_sign(text: &str, from: usize, passages: &Passages) -> Option<(usize, Sign)> {
    let mut at = from;
    while let Some(found) = text.get(at..)?.find('%') {
        let percent = at + found;
        let is_tag = percent > from && text.as_bytes().get(percent - 1) == Some(&b'{');
        let start = if is_tag { percent - 1 } else { percent };
        let rest = text.get(start..)?;
        let opener = comment_signs::opener(rest).map(|(kind, length)| Sign::Opener(kind, length));
        let sign = opener.or_else(|| comment_signs::end_tag(rest).map(Sign::End));
        if let Some(sign) = sign
            && !placeholders::is_escaped(text, start)
            && !Passages::has(&passages.code, start)
            && (is_tag || !(is_behind_number(text, start) || is_of_address(text, start)))
        {
            return Some((start, sign));
        }
        at = percent + comment_signs::run(text.get(percent..)?);
    }
    None
}

/// What the sign of an opener is.
pub(super) enum Reading {
    /// A comment that ends there.
    Comment(usize),
    /// Text up to there, although it looks like a comment.
    Text(usize),
    /// A comment that does not end, or ends there and in another paragraph.
    Open(usize),
}

/// Reads the opener at `sign`; the next sign that could close it ends at `close`.
pub(super) fn reading(
    text: &str,
    sign: Range<usize>,
    opener: Opener,
    close: Option<usize>,
) -> Reading {
    let spans_blocks = opener != Opener::Percents || begins_line(text, sign.start);
    match close {
        Some(end) if spans_blocks => Reading::Comment(end),
        Some(end) if !has_blank_line(text, sign.end..end) => {
            match is_pair_of_text(text, &(sign.start..end)) {
                true => Reading::Text(end),
                false => Reading::Comment(end),
            }
        }
        // What is apart from the word before it begins a comment, of which the next sign is the end if it looks like one.
        Some(end) if is_apart(text, sign.start) => {
            let after = text.get(end..).and_then(|rest| rest.chars().next());
            let is_end =
                after.is_none_or(char::is_whitespace) && !begins_line(text, end - sign.len());
            Reading::Open(if is_end { end } else { sign.end })
        }
        None if spans_blocks => Reading::Open(sign.end),
        _ => Reading::Text(sign.end),
    }
}

/// Whether a sign follows a space, or what can stand directly before a comment.
fn is_apart(text: &str, at: usize) -> bool {
    before(text, at).is_none_or(|c| c.is_whitespace() || AROUND.contains(&c))
}

/// Whether a number, or the format of one (`%d`), is before a sign: then it is a percentage.
fn is_behind_number(text: &str, at: usize) -> bool {
    let rest = text.get(..at).unwrap_or_default();
    let format = rest.strip_suffix(|c: char| c.is_ascii_lowercase());
    rest.ends_with(|c: char| c.is_ascii_digit())
        || format.is_some_and(|rest| rest.ends_with('%') && !rest.ends_with("%%"))
}

/// Whether two percent signs are part of an address, before a character in its code.
pub(super) fn is_of_address(text: &str, at: usize) -> bool {
    let code = text.get(at + 2..at + 4).unwrap_or_default();
    let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_code && is_in_address(text, at)
}

/// Whether an address begins before an offset, and neither a space nor the end of a link is between.
fn is_in_address(text: &str, at: usize) -> bool {
    const BEGINNINGS: [&[u8]; 4] = [b"](", b"://", b"www.", b"mailto:"];
    let before = text.as_bytes().get(at.saturating_sub(LONGEST_ADDRESS)..at).unwrap_or_default();
    for (at, byte) in before.iter().enumerate().rev() {
        match byte {
            b' ' | b'\t' | b'\n' | b')' | b'>' | b'`' => return false,
            b']' | b':' | b'w' | b'm' => {
                let rest = before.get(at..).unwrap_or_default();
                if BEGINNINGS.iter().any(|beginning| rest.starts_with(beginning)) {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}

/// Whether two signs that could be around a comment are text: there is no space within them, and they are in an
/// address, within one word or next to quotation marks.
fn is_pair_of_text(text: &str, pair: &Range<usize>) -> bool {
    let inner = text.get(pair.clone()).unwrap_or_default();
    if is_apart(text, pair.start) || inner.contains(char::is_whitespace) {
        return false;
    }
    let after = text.get(pair.end..).and_then(|rest| rest.chars().next());
    let is_between =
        |of: fn(char) -> bool| before(text, pair.start).is_some_and(of) && after.is_some_and(of);
    is_between(|c| c.is_ascii_alphanumeric() || c == '_')
        || is_between(|c| QUOTES.contains(&c))
        || is_in_address(text, pair.start)
}

fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at).and_then(|rest| rest.chars().next_back())
}
