//! Counts the iterations of a template's loops, because the engine has no limit.
//!
//! Inserts a function call into everything that can run repeatedly: loops, list comprehensions, blocks, components and
//! includes. Maps places of the changed text to those of the author's. Reads the tags of a template as the engine does
//! and never reports errors in them: the engine does that.

use std::ops::Range;

/// The function that is called for each iteration. It returns an empty text.
pub(super) const FUNCTION: &str = "tb_turn";

/// The most iterations for one page.
const MOST: usize = 1_000_000;

/// The engine's error for a page with more iterations.
pub(super) const TOO_MANY: &str = "its loops run more than 1,000,000 times";

/// The iterations of one page.
#[derive(Debug, Default)]
pub(super) struct LoopCount(std::sync::atomic::AtomicUsize);

impl LoopCount {
    /// For the next page.
    pub(super) fn reset(&self) {
        self.0.store(0, std::sync::atomic::Ordering::Relaxed);
    }

    /// Counts one iteration, or fails if there were too many.
    pub(super) fn next(&self) -> tera::TeraResult<&'static str> {
        match self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed) {
            had if had < MOST => Ok(""),
            _ => Err(tera::Error::message(TOO_MANY)),
        }
    }
}

/// A template with the inserted calls.
#[derive(Debug, Default)]
pub(super) struct Counted {
    pub(super) text: String,
    added: Vec<Added>,
}

/// An insertion, and the author's tag that it is for.
#[derive(Debug)]
struct Added {
    at: usize,
    length: usize,
    tag: Range<usize>,
}

impl Counted {
    /// Inserts the calls into a text of the author.
    pub(super) fn of(text: &str) -> Self {
        let mut scan = Scan { text, at: 0, copied: 0, counted: Counted::default() };
        while let Some(start) = scan.next_tag() {
            scan.tag(start);
        }
        scan.copy_to(text.len());
        scan.counted
    }

    /// A text without insertions.
    pub(super) fn untouched(text: &str) -> Self {
        Counted { text: text.to_string(), added: Vec::new() }
    }

    /// The place in the author's text of a place in the changed text.
    pub(super) fn written(&self, place: Range<usize>) -> Range<usize> {
        let within = |one: &&Added| one.at <= place.start && place.end <= one.at + one.length;
        if let Some(one) = self.added.iter().find(within) {
            return one.tag.clone();
        }
        let before = |at: usize| -> usize {
            let earlier = self.added.iter().take_while(|one| one.at < at);
            earlier.map(|one| one.length.min(at - one.at)).sum()
        };
        place.start - before(place.start)..place.end - before(place.end)
    }
}

/// A text while it is scanned.
struct Scan<'a> {
    text: &'a str,
    at: usize,
    /// How much of it has been copied.
    copied: usize,
    counted: Counted,
}

/// An open bracket, and the parts of a list comprehension found in it.
#[derive(PartialEq)]
enum Open {
    Bracket,
    List,
    Loop,
    LoopWithCondition,
}

impl<'a> Scan<'a> {
    fn rest(&self) -> &[u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn copy_to(&mut self, end: usize) {
        self.counted.text += self.text.get(self.copied..end).unwrap_or_default();
        self.copied = end;
    }

    /// Inserts something at a place, for the author's text from `start` to `end`.
    fn add(&mut self, at: usize, what: &str, start: usize, end: usize) {
        self.copy_to(at);
        let (at, length) = (self.counted.text.len(), what.len());
        self.counted.text += what;
        self.counted.added.push(Added { at, length, tag: start..end });
    }

    /// Moves past the first `what` from here, if there is one.
    fn skip_past(&mut self, what: &[u8]) {
        let found = self.rest().windows(what.len()).position(|part| part == what);
        self.at = found.map_or(self.text.len(), |found| self.at + found + what.len());
    }

    /// Moves to the next tag that is neither a comment nor in a raw block, and returns its start.
    fn next_tag(&mut self) -> Option<usize> {
        loop {
            let pair = |pair: &[u8]| matches!(pair, b"{{" | b"{%" | b"{#");
            let start = self.at + self.rest().windows(2).position(pair)?;
            self.at = start + 2;
            if self.rest().first() == Some(&b'-') {
                self.at += 1;
            }
            match self.text.as_bytes().get(start + 1) {
                Some(b'#') => self.skip_past(b"#}"),
                Some(b'%') if self.skip_word_tag("raw") => {
                    while !self.rest().is_empty() {
                        self.skip_past(b"{%");
                        if self.skip_word_tag("endraw") {
                            break;
                        }
                    }
                }
                _ => return Some(start),
            }
        }
    }

    /// Moves past a tag that consists only of this word, if there is one here.
    fn skip_word_tag(&mut self, word: &str) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let inner = rest.strip_prefix('-').unwrap_or(rest).trim_start();
        let Some(inner) = inner.strip_prefix(word).map(str::trim_start) else { return false };
        let Some(after) = inner.strip_prefix('-').unwrap_or(inner).strip_prefix("%}") else {
            return false;
        };
        self.at = self.text.len() - after.len();
        true
    }

    /// Reads a tag to its end.
    fn tag(&mut self, start: usize) {
        let is_block = self.text.as_bytes().get(start + 1) == Some(&b'%');
        let close: &[u8] = if is_block { b"%}" } else { b"}}" };
        let mut name = None;
        let mut open: Vec<Open> = Vec::new();
        let mut before = b' ';
        while let Some(&byte) = self.rest().first() {
            let trims = byte == b'-' && self.rest().get(1..3) == Some(close);
            if trims || self.rest().starts_with(close) {
                self.at += if trims { 3 } else { 2 };
                if is_block && matches!(name, Some("for" | "block" | "component" | "include")) {
                    let end = if trims { " -}}" } else { " }}" };
                    let call = format!("{{{{ {FUNCTION}(){end}");
                    self.add(self.at, &call, start, self.at);
                }
                return;
            }
            match byte {
                b'"' | b'\'' | b'`' => self.skip_text(byte),
                b'_' | b'a'..=b'z' | b'A'..=b'Z' => {
                    let word = self.word();
                    name.get_or_insert(word);
                    if before != b'.' {
                        self.word_in_brackets(word, &mut open, start);
                    }
                }
                _ => {
                    self.bracket(byte, &mut open, start);
                    self.at += 1;
                }
            }
            if !byte.is_ascii_whitespace() {
                before = byte;
            }
        }
    }

    fn skip_text(&mut self, mark: u8) {
        let mut escaped = false;
        let inner = self.rest().iter().skip(1);
        let length = inner.take_while(|&&byte| {
            let goes_on = escaped || byte != mark;
            escaped = !escaped && byte == b'\\';
            goes_on
        });
        self.at = (self.at + length.count() + 2).min(self.text.len());
    }

    /// Reads a name and returns it.
    fn word(&mut self) -> &'a str {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let is_part = |letter: char| letter == '_' || letter.is_ascii_alphanumeric();
        let word = rest.split(|letter| !is_part(letter)).next().unwrap_or_default();
        self.at += word.len();
        word
    }

    fn word_in_brackets(&mut self, word: &str, open: &mut [Open], start: usize) {
        match (open.last_mut(), word) {
            (Some(last @ Open::List), "for") => *last = Open::Loop,
            (Some(last @ Open::Loop), "if") => {
                *last = Open::LoopWithCondition;
                self.add(self.at, &format!(" {FUNCTION}() == \"\" and ("), start, self.at);
            }
            _ => {}
        }
    }

    fn bracket(&mut self, byte: u8, open: &mut Vec<Open>, start: usize) {
        match byte {
            b'[' => open.push(Open::List),
            b'(' | b'{' => open.push(Open::Bracket),
            b']' | b')' | b'}' => match open.pop() {
                Some(Open::Loop) => {
                    self.add(self.at, &format!(" if {FUNCTION}() == \"\""), start, self.at);
                }
                Some(Open::LoopWithCondition) => self.add(self.at, ")", start, self.at),
                _ => {}
            },
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(text: &str) -> String {
        Counted::of(text).text.replace("tb_turn()", "#")
    }

    #[test]
    fn whatever_happens_more_than_once_is_counted() {
        assert_eq!(
            counted("a{% for b in c %}d{% endfor %}"),
            "a{% for b in c %}{{ # }}d{% endfor %}"
        );
        assert_eq!(counted("{%- for b in c -%} d"), "{%- for b in c -%}{{ # -}} d");
        assert_eq!(counted("{% include \"%}\" %}"), "{% include \"%}\" %}{{ # }}");
        assert_eq!(counted("{% if a.for %}{{ b }}"), "{% if a.for %}{{ b }}");
    }

    #[test]
    fn lists_that_a_loop_makes_are_counted() {
        assert_eq!(counted("{{ [a for b in c] }}"), "{{ [a for b in c if # == \"\"] }}");
        let both = "{{ [a if b else c for d in e[f] if g or h] | length }}";
        let made = "{{ [a if b else c for d in e[f] if # == \"\" and ( g or h)] | length }}";
        assert_eq!(counted(both), made);
    }

    #[test]
    fn what_is_no_tag_stays_as_it_is() {
        for text in [
            "{# {% for a in b %} #}",
            "{% raw %}{% for a in b %}{% endraw -%}",
            "{{ \"{% for a in b %}\" }}",
            "{% set a = '\\'{% for' %}",
            "{% for a in",
            "{{ [a for",
            "{% raw %}",
            "{{ 'é",
            "{",
        ] {
            assert_eq!(Counted::of(text).text, text);
        }
    }

    #[test]
    fn places_are_those_of_the_author() {
        let text = "{% for a in b %}é{{ c }}";
        let counted = Counted::of(text);
        let c = counted.text.find("c }}").unwrap();
        assert_eq!(counted.written(c..c + 1), text.find("c }}").map(|at| at..at + 1).unwrap());
        let call = counted.text.find("tb_turn").unwrap();
        assert_eq!(&text[counted.written(call..call + 9)], "{% for a in b %}");
    }
}
