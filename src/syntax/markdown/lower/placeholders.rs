//! Placeholders for syntax that Markdown lacks: lines of colons around blocks, variables, badges, comments.
//!
//! Replaces them by placeholders of the same length before the parser runs: the parser sees a thematic break where a
//! container begins or ends and a word for each variable or badge, and its positions are those of the author's text.
//! Never fills them in.

use super::comments::{Comment, CommentKind};
use super::smart;
use crate::syntax::markdown::tree::{Badge, Tone};
use std::borrow::Cow;
use std::ops::Range;

/// The first of the characters, for private use and of four bytes each, that begin the placeholders of variables and
/// badges; their order is that of the text.
const FIRST: u32 = 0xF_0100;

/// The last such character.
const LAST: u32 = 0xF_FFFD;

/// The most bytes of a variable or a badge. The limit keeps a row of open braces from being scanned repeatedly.
const LONGEST: usize = 1024;

/// Takes the place of a comment in a text until it has its placeholder.
const HIDDEN: char = '\u{1}';

/// Fills a placeholder up to its length.
const FILLER: char = 'x';

/// The placeholders of a text.
#[derive(Debug, Default)]
pub(super) struct Placeholders {
    /// The lines of colons, in order.
    fences: Vec<Fence>,
    /// The variables, badges and comments in a text, in order.
    words: Vec<Word>,
    /// The comments that are no words, in order.
    hidden: Vec<Range<usize>>,
}

/// A line that begins or closes a container.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fence {
    /// The line without the space around it.
    pub(super) span: Range<usize>,
    /// How many colons it begins with.
    pub(super) colons: usize,
    /// The text after them: the name of a container and more; empty on a line that closes one.
    pub(super) rest: String,
}

/// A variable or a badge.
#[derive(Debug)]
pub(super) struct Word {
    /// Its place.
    pub(super) span: Range<usize>,
    /// What the author wrote.
    typed: String,
    pub(super) kind: WordKind,
}

#[derive(Debug)]
pub(super) enum WordKind {
    /// A variable of this name.
    Variable(String),
    Badge(Badge),
    /// A comment, which is nothing.
    Comment,
}

/// A piece of a text that may contain placeholders.
pub(super) enum Piece<'a> {
    Text(&'a str),
    /// A word by its index, and the word.
    Word(usize, &'a Word),
}

impl Placeholders {
    /// Finds the placeholders of the text that begins at `body`, and returns the text for the parser.
    pub(super) fn find<'a>(
        source: &'a str,
        body: usize,
        comments: &[Comment],
    ) -> (Self, Cow<'a, str>) {
        let text = source.get(body..).unwrap_or_default();
        let mut placeholders = Placeholders::default();
        let is_plain = [":::", "{{", "]{"].iter().all(|sign| !text.contains(sign));
        if is_plain && comments.is_empty() {
            return (placeholders, Cow::Borrowed(text));
        }
        let text = placeholders.without(text, body, comments);
        let mut parsed = String::with_capacity(text.len());
        let mut at = body;
        for line in text.split_inclusive('\n') {
            match fence(line, at) {
                Some(fence) => {
                    parsed.push_str(line.get(..fence.span.start - at).unwrap_or_default());
                    parsed.extend(std::iter::repeat_n('_', fence.span.len()));
                    parsed.push_str(line.get(fence.span.end - at..).unwrap_or_default());
                    placeholders.fences.push(fence);
                }
                None => placeholders.words_of(line, at, &mut parsed),
            }
            at += line.len();
        }
        (placeholders, Cow::Owned(parsed))
    }

    /// The text with its comments taken away: on lines of their own they become thematic breaks, in raw HTML spaces,
    /// and elsewhere what [`Self::words_of`] makes words of.
    fn without<'a>(&mut self, text: &'a str, body: usize, comments: &[Comment]) -> Cow<'a, str> {
        if comments.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut kept = String::with_capacity(text.len());
        let mut done = 0;
        for Comment { span, kind } in comments {
            kept.push_str(text.get(done..span.start - body).unwrap_or_default());
            let sign = match kind {
                CommentKind::Inline => HIDDEN,
                CommentKind::Block => '_',
                CommentKind::Html => ' ',
            };
            kept.extend(std::iter::repeat_n(sign, span.len()));
            self.hidden.push(span.clone());
            done = span.end - body;
        }
        kept.push_str(text.get(done..).unwrap_or_default());
        Cow::Owned(kept)
    }

    /// The length of the comment that begins here and is to be a word.
    fn comment_at(&self, at: usize) -> Option<usize> {
        let index = self.hidden.binary_search_by_key(&at, |span| span.start).ok()?;
        self.hidden.get(index).map(Range::len)
    }

    fn words_of(&mut self, line: &str, start: usize, parsed: &mut String) {
        let mut done = 0;
        while let Some(at) = line.get(done..).and_then(|rest| rest.find(['{', '[', HIDDEN])) {
            let at = done + at;
            let rest = line.get(at..).unwrap_or_default();
            let comment = self.comment_at(start + at).map(|length| (length, WordKind::Comment));
            let found = comment.or_else(|| word(rest).filter(|_| !is_escaped(line, at)));
            let sign = u32::try_from(self.words.len()).ok().and_then(|index| {
                char::from_u32(FIRST + index).filter(|sign| u32::from(*sign) <= LAST)
            });
            let (Some((length, kind)), Some(sign)) = (found, sign) else {
                parsed.push_str(line.get(done..at + 1).unwrap_or_default());
                done = at + 1;
                continue;
            };
            parsed.push_str(line.get(done..at).unwrap_or_default());
            parsed.push(sign);
            parsed.extend(std::iter::repeat_n(FILLER, length - sign.len_utf8()));
            let typed = match kind {
                WordKind::Comment => String::new(),
                _ => rest.get(..length).unwrap_or_default().to_string(),
            };
            self.words.push(Word { span: start + at..start + at + length, typed, kind });
            done = at + length;
        }
        parsed.push_str(line.get(done..).unwrap_or_default());
    }

    /// The line of colons at the place of a thematic break.
    pub(super) fn fence(&self, span: &Range<usize>) -> Option<&Fence> {
        let after = self.fences.partition_point(|fence| fence.span.start < span.start);
        self.fences.get(after).filter(|fence| fence.span.start < span.end)
    }

    /// Whether a thematic break takes the place of a comment.
    pub(super) fn is_comment(&self, span: &Range<usize>) -> bool {
        let after = self.hidden.partition_point(|comment| comment.start < span.start);
        self.hidden.get(after).is_some_and(|comment| comment.start < span.end)
    }

    /// Whether a place is in a comment.
    pub(super) fn hides(&self, at: usize) -> bool {
        let after = self.hidden.partition_point(|comment| comment.end <= at);
        self.hidden.get(after).is_some_and(|comment| comment.start <= at)
    }

    /// Whether there is nothing but comments in a text.
    pub(super) fn says_nothing(&self, text: &str) -> bool {
        !self.hidden.is_empty() && self.typed(text).trim().is_empty()
    }

    /// Whether a placeholder overlaps this range.
    pub(super) fn touches(&self, span: &Range<usize>) -> bool {
        let first = self.fences.partition_point(|fence| fence.span.end <= span.start);
        self.fences.get(first).is_some_and(|fence| fence.span.start < span.end)
    }

    pub(super) fn words(&self) -> &[Word] {
        &self.words
    }

    /// The pieces of a text; `None` if it contains no placeholder.
    pub(super) fn pieces<'a>(&'a self, text: &'a str) -> Option<Vec<Piece<'a>>> {
        if self.words.is_empty() {
            return None;
        }
        let mut pieces = Vec::new();
        let (mut done, mut found) = (0, false);
        for (at, sign) in text.char_indices() {
            let Some((index, word)) = self.word_of(sign).filter(|_| at >= done) else { continue };
            let end = at + word.span.len();
            let filler = text.get(at + sign.len_utf8()..end);
            if filler.is_some_and(|filler| filler.chars().all(|c| c == FILLER)) {
                pieces.push(Piece::Text(text.get(done..at).unwrap_or_default()));
                pieces.push(Piece::Word(index, word));
                (done, found) = (end, true);
            }
        }
        pieces.push(Piece::Text(text.get(done..).unwrap_or_default()));
        found.then_some(pieces)
    }

    fn word_of(&self, sign: char) -> Option<(usize, &Word)> {
        let index = usize::try_from(u32::from(sign).checked_sub(FIRST)?).ok()?;
        Some((index, self.words.get(index)?))
    }

    /// The text as the author wrote it.
    pub(super) fn typed<'a>(&self, text: &'a str) -> Cow<'a, str> {
        self.with(text, |word| &word.typed)
    }

    /// The text with the names of its variables and without its badges: it does not change with the values of variables
    /// or with labels.
    pub(super) fn unfilled<'a>(&self, text: &'a str) -> Cow<'a, str> {
        self.with(text, |word| match word.kind {
            WordKind::Variable(_) => &word.typed,
            WordKind::Badge(_) | WordKind::Comment => "",
        })
    }

    /// The same with bare names, for an anchor.
    pub(super) fn lasting<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let text = self.with(text, |word| match &word.kind {
            WordKind::Variable(name) => name,
            WordKind::Badge(_) | WordKind::Comment => "",
        });
        match self.words.is_empty() {
            true => text,
            false => Cow::Owned(text.trim().to_string()),
        }
    }

    fn with<'a>(&self, text: &'a str, shown: impl Fn(&Word) -> &str) -> Cow<'a, str> {
        let Some(pieces) = self.pieces(text) else { return smart::typed(text) };
        let shown = pieces.iter().map(|piece| match piece {
            Piece::Text(text) => smart::typed(text),
            Piece::Word(_, word) => Cow::Borrowed(shown(word)),
        });
        Cow::Owned(shown.collect())
    }
}

/// Parses `line`, which begins at `start`, as a line of colons. It may be in lists and quotations.
fn fence(line: &str, start: usize) -> Option<Fence> {
    let margin = line.trim_start_matches([' ', '\t', '>']);
    let bare = after_marker(margin).unwrap_or(margin);
    let is_in_item = bare.len() < margin.len();
    let before = line.len() - bare.len();
    let bare = bare.trim_end();
    let rest = bare.trim_start_matches(':');
    let colons = bare.len() - rest.len();
    // Colons may also end the line, as in other programs.
    let rest = rest.trim_end_matches(':').trim();
    let opens = rest.starts_with(|c: char| c.is_alphabetic() || c == '{');
    if colons < 3 || !(rest.is_empty() && !is_in_item || opens) {
        return None;
    }
    let span = start + before..start + before + bare.len();
    Some(Fence { span, colons, rest: rest.replace(HIDDEN, "") })
}

/// The text behind the marker of a list item that a text begins with.
fn after_marker(text: &str) -> Option<&str> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = match digits {
        0 => text.strip_prefix(['-', '*', '+'])?,
        1..=9 => text.get(digits..)?.strip_prefix(['.', ')'])?,
        _ => return None,
    };
    rest.strip_prefix(' ').map(|rest| rest.trim_start_matches([' ', '\t']))
}

/// The variable or badge that a text begins with, and its length.
fn word(text: &str) -> Option<(usize, WordKind)> {
    let text = text.get(..text.floor_char_boundary(LONGEST))?;
    if let Some((length, name)) = variable(text) {
        return Some((length, WordKind::Variable(name.to_string())));
    }
    let (label, rest) = text.strip_prefix('[')?.split_once(']')?;
    let (tone, _) = rest.strip_prefix('{')?.split_once('}')?;
    let length = label.len() + tone.len() + 4;
    let fits = !label.trim().is_empty() && !label.contains(['[', '`', '|', '\n']);
    let tone = match tone {
        "note" => Tone::Note,
        "good" => Tone::Good,
        "bad" => Tone::Bad,
        "new" => Tone::New,
        _ => return None,
    };
    fits.then(|| (length, WordKind::Badge(Badge { text: label.trim().to_string(), tone })))
}

/// The variable that a text begins with: its length in the source, and its name.
pub(super) fn variable(text: &str) -> Option<(usize, &str)> {
    let inner = text.strip_prefix("{{")?;
    let (inner, _) = inner.split_once("}}")?;
    let name = inner.trim().strip_prefix("var.")?;
    is_variable_name(name).then_some((inner.len() + 4, name))
}

/// Everything in a text that has the syntax of a variable, with its place and its name.
pub(in crate::syntax::markdown) fn variables(
    text: &str,
) -> impl Iterator<Item = (Range<usize>, &str)> {
    text.match_indices("{{").filter_map(|(at, _)| {
        let rest = text.get(at..)?;
        let (length, name) = variable(rest.get(..rest.floor_char_boundary(LONGEST))?)?;
        Some((at..at + length, name))
    })
}

/// Whether a variable can have this name.
pub fn is_variable_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// Whether an odd number of backslashes is before it.
pub(super) fn is_escaped(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> String {
        let (_, parsed) = Placeholders::find(text, 0, &[]);
        assert_eq!(parsed.len(), text.len());
        parsed.into_owned()
    }

    #[test]
    fn lines_of_colons_become_rules_of_the_same_length() {
        assert_eq!(parsed("a\n::: tabs\n> :::\n  ::::"), "a\n________\n> ___\n  ____");
        assert_eq!(parsed(":::tip Good :::\n"), "_______________\n");
        assert_eq!(parsed("- ::: tip\n2. ::: a\n- :::\n"), "- _______\n2. _____\n- :::\n");
        assert_eq!(parsed(":: a\n:::(\na ::: b\n"), ":: a\n:::(\na ::: b\n");
    }

    #[test]
    fn words_become_one_word_and_come_back() {
        let text = "a **{{ var.name }}** \\{{ var.b }} [Beta]{new} [x]{y} {{ other }}";
        let (placeholders, parsed) = Placeholders::find(text, 0, &[]);
        assert_eq!(parsed.len(), text.len());
        assert_eq!(placeholders.words().len(), 2);
        assert!(!parsed.contains("var.name") && parsed.contains("var.b") && parsed.contains("[x]"));
        assert_eq!(placeholders.typed(&parsed), text);
        assert_eq!(placeholders.unfilled(&parsed), text.replace("[Beta]{new}", ""));
    }

    #[test]
    fn a_text_without_marks_is_left_alone() {
        assert!(matches!(Placeholders::find("a: b {c} [d](e)", 0, &[]).1, Cow::Borrowed(_)));
    }

    #[test]
    fn a_stand_in_of_another_length_is_none() {
        let (placeholders, _) = Placeholders::find("{{ var.name }}", 0, &[]);
        assert!(placeholders.pieces("\u{f0100}xx").is_none());
        assert!(placeholders.pieces("\u{f0100}xxxxxxxxxx").is_some());
    }
}
