//! Places in a block of front matter, found in its text: the YAML library gives values and no places.
//!
//! Finds top-level keys in block style. In any other YAML the place is the nearest line.

use std::ops::Range;

/// The lines of a block of front matter, counted from 0, for places in them.
pub(super) struct Lines<'a> {
    pub(super) text: &'a str,
    pub(super) block: Range<usize>,
}

impl Lines<'_> {
    fn yaml(&self) -> &str {
        self.text.get(self.block.clone()).unwrap_or_default()
    }

    /// A line without its line end; for numbers past the end, the last line.
    pub(super) fn line(&self, number: usize) -> Range<usize> {
        let mut last = self.block.start..self.block.start;
        let mut start = self.block.start;
        for (at, line) in self.yaml().split_inclusive('\n').enumerate() {
            last = start..start + line.trim_end().len();
            if at == number {
                break;
            }
            start += line.len();
        }
        last
    }

    /// A line from a column on, both counted from 0; the whole line if nothing follows that column.
    pub(super) fn rest(&self, number: usize, column: usize) -> Range<usize> {
        let line = self.line(number);
        let text = self.text.get(line.clone()).unwrap_or_default();
        match text.char_indices().nth(column) {
            Some((at, _)) => line.start + at..line.end,
            None => line,
        }
    }

    /// One character, or the line if there is none.
    pub(super) fn letter(&self, number: usize, column: usize) -> Range<usize> {
        let rest = self.rest(number, column);
        let first = self.text.get(rest.clone()).and_then(|text| text.chars().next());
        rest.start..rest.start + first.map_or(0, char::len_utf8)
    }

    /// The first tab among the white space that a line begins with.
    pub(super) fn tab(&self, number: usize) -> Option<Range<usize>> {
        let line = self.line(number);
        let text = self.text.get(line.clone())?;
        let at = line.start
            + text.find(|c| c != ' ').filter(|at| text.as_bytes().get(*at) == Some(&b'\t'))?;
        Some(at..at + 1)
    }

    /// The numbers of the lines that set a top-level key.
    pub(super) fn settings(&self, name: &str) -> Vec<usize> {
        let lines = self.yaml().lines().enumerate();
        lines.filter(|(_, line)| sets(line, name, ':')).map(|(number, _)| number).collect()
    }

    pub(super) fn setting(&self, name: &str) -> Option<usize> {
        self.yaml().lines().position(|line| sets(line, name, ':'))
    }

    /// The key in a line, or the line if the key is written differently.
    pub(super) fn key(&self, number: usize, name: &str) -> Range<usize> {
        let line = self.line(number);
        match self.text.get(line.clone()).and_then(|text| text.find(name)) {
            Some(at) => line.start + at..line.start + at + name.len(),
            None => line,
        }
    }

    /// The text after the colon of a line, without a comment; the line if that is empty.
    pub(super) fn value(&self, number: usize) -> Range<usize> {
        let line = self.line(number);
        let text = self.text.get(line.clone()).unwrap_or_default();
        let after = text.split_once(':').map_or("", |(_, after)| after).trim_start();
        let is_bare = !after.starts_with(['"', '\'', '[', '{']);
        let value = if is_bare { after.split(" #").next().unwrap_or_default() } else { after };
        let start = line.end - after.len();
        if value.is_empty() { line } else { start..start + value.trim_end().len() }
    }

    /// The next value from `from` on that is written like this, between separators and in no comment.
    pub(super) fn scalar(&self, from: usize, value: &str) -> Option<Range<usize>> {
        let rest = self.text.get(from..self.block.end)?;
        let is_around = |c: char| c.is_whitespace() || "[],\"'".contains(c);
        let is_value = |at: &usize| {
            let (before, after) = rest.split_at_checked(*at).unwrap_or_default();
            let after = after.get(value.len()..).unwrap_or_default();
            let line = before.rsplit('\n').next().unwrap_or_default();
            let is_remark = line.trim_start().starts_with('#') || line.contains(" #");
            let begins = before.is_empty() || before.ends_with(is_around);
            begins && !is_remark && (after.is_empty() || after.starts_with(is_around))
        };
        let found = rest.match_indices(value).filter(|_| !value.is_empty());
        let at = from + found.map(|(at, _)| at).find(is_value)?;
        Some(at..at + value.len())
    }
}

/// Whether a line sets a key; `sign` is what stands between key and value.
pub(super) fn sets(line: &str, name: &str, sign: char) -> bool {
    let bare = line.trim_start_matches(['"', '\'']);
    bare.strip_prefix(name)
        .is_some_and(|rest| rest.trim_start_matches(['"', '\'']).trim_start().starts_with(sign))
}

/// The offset of a key in the first line of a text that sets it.
pub(super) fn first_setting(text: &str, name: &str, sign: char) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if sets(line, name, sign) {
            return line.find(name).map(|within| at + within);
        }
        at += line.len();
    }
    None
}
