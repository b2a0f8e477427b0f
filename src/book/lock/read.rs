//! Parses the text of book.lock, line by line.
//!
//! Accepts whatever git makes of two locks: both sides of a conflict, duplicate lines, any order, lines of older
//! formats among newer ones. Everything else that this program would not write is a fault with its line, and a file
//! with a fault gives no lock, so that it is never overwritten.

use super::fields::{self, Fault};
use super::merge::{MOST_SIDES, agree, merged, usual};
use super::{BookIds, Entry, LAST_LINE, Lock, MOST_FORMER_IDS, Page, STEP, VERSION};
use crate::syntax::markdown::slug::LONGEST_BOOK_ID;
use crate::text::diag::{Diagnostic, SourceText};
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::Arc;
use toml::de::{DeTable, DeValue};

/// Reads the lock, or returns all faults.
pub fn read(source: &SourceText) -> Result<Lock, Vec<Diagnostic>> {
    let mut reader = Reader::of(source);
    let mut start = 0;
    for line in source.text.split_inclusive('\n') {
        reader.line(start, line.trim_end());
        start += line.len();
    }
    reader.lock()
}

/// Whether a line is a conflict marker of git: its character, and how often it occurs. Nested conflicts have longer
/// markers.
fn mark(line: &str) -> Option<(char, usize)> {
    let first = line.chars().next().filter(|c| "<|=>".contains(*c))?;
    let rest = line.trim_start_matches(first);
    let length = line.len() - rest.len();
    let is_mark = length >= 7 && (rest.is_empty() || rest.starts_with(' '));
    is_mark.then_some((first, length))
}

/// The table of a line without a prefix, in formats 1 and 2.
#[derive(Clone, Copy, PartialEq)]
enum Table {
    None,
    Items,
    Pages,
}

struct Reader<'a> {
    source: &'a SourceText,
    faults: Vec<Diagnostic>,
    table: Table,
    /// The length of the marker of the common ancestor's lines, while they are being read.
    base: Option<usize>,
    /// Each version number in the file, with its place.
    versions: Vec<(i64, Range<usize>)>,
    /// Whether it has a version that no tickbook has written; already reported.
    has_wrong_version: bool,
    has_end: bool,
    /// The last line with content, and how many faults came before it.
    last: (Range<usize>, usize),
    books: Vec<String>,
    formerly: Vec<String>,
    items: Vec<(String, Entry)>,
    pages: BTreeMap<String, Page>,
}

impl<'a> Reader<'a> {
    fn of(source: &'a SourceText) -> Self {
        Reader {
            source,
            faults: Vec::new(),
            table: Table::None,
            base: None,
            versions: Vec::new(),
            has_wrong_version: false,
            has_end: false,
            last: (0..0, 0),
            books: Vec::new(),
            formerly: Vec::new(),
            items: Vec::new(),
            pages: BTreeMap::new(),
        }
    }

    fn fault(&mut self, span: Range<usize>, message: String) {
        self.faults.push(Diagnostic::lock_unusable(self.source, span, message));
    }

    fn line(&mut self, start: usize, line: &str) {
        match mark(line) {
            Some((_, length)) if self.base.is_some_and(|base| base != length) => {}
            Some((made_of, length)) => self.base = (made_of == '|').then_some(length),
            None if self.base.is_some() || line.is_empty() => {}
            None if line.starts_with('#') => self.has_end |= line == LAST_LINE,
            None => {
                self.last = (start..start + line.len(), self.faults.len());
                self.content(start, line);
            }
        }
    }

    fn content(&mut self, start: usize, line: &str) {
        match line {
            "[items]" => self.table = Table::Items,
            "[pages]" => self.table = Table::Pages,
            _ if line.starts_with('[') => {
                self.fault(start..start + line.len(), format!("unknown table `{line}`"));
            }
            _ => match DeTable::parse(line) {
                Ok(table) => self.keys(start, line, table.get_ref()),
                Err(error) => {
                    let span = error.span().unwrap_or(0..line.len());
                    let span = start + span.start..start + span.end;
                    let fault = Diagnostic::lock_not_toml(self.source, span, error.message());
                    self.faults.push(fault);
                }
            },
        }
    }

    fn keys(&mut self, start: usize, line: &str, table: &DeTable) {
        // No id and no path of older formats begins like this.
        let prefixes = ["item.", "page.", "heading.", "moved."];
        let prefix = prefixes.into_iter().find(|name| line.starts_with(name));
        for (name, value) in table {
            let key = &**name.get_ref();
            match (prefix, value.get_ref()) {
                (Some("item."), DeValue::Table(items)) => self.each(start, items, Self::item),
                (Some("moved."), DeValue::Table(moves)) => self.each(start, moves, Self::moved),
                (Some(_), DeValue::Table(pages)) => self.each(start, pages, Self::page),
                (None, DeValue::Table(_)) if self.table == Table::Items => {
                    self.item(start, name, value);
                }
                (None, _) if self.table == Table::Pages && line.starts_with('"') => {
                    self.page(start, name, value);
                }
                _ => self.head(start, key, name.span(), value),
            }
        }
    }

    fn each(
        &mut self,
        start: usize,
        table: &DeTable,
        take: fn(&mut Self, usize, &fields::Name, &fields::Value),
    ) {
        for (name, value) in table {
            take(self, start, name, value);
        }
    }

    /// The version and the ids of the book.
    fn head(&mut self, start: usize, key: &str, name: Range<usize>, value: &fields::Value) {
        let span = start + value.span().start..start + value.span().end;
        match key {
            "version" => match fields::whole_number(value) {
                Some(version) if version > 0 => self.versions.push((version, span)),
                _ => {
                    self.has_wrong_version = true;
                    self.fault(
                        span,
                        format!("`version` must be a whole number from 1 to {VERSION}"),
                    );
                }
            },
            "book" | "formerly" => match fields::book_ids(value) {
                Some(ids) if key == "book" => self.books.extend(ids),
                Some(ids) => self.formerly.extend(ids),
                None => {
                    let form = "lower-case letters, digits and single hyphens";
                    let message = format!("`{key}` must be at most {LONGEST_BOOK_ID} {form}");
                    self.fault(span, message);
                }
            },
            other => {
                let span = start + name.start..start + name.end;
                self.fault(span, format!("unknown key `{other}`"));
            }
        }
    }

    fn item(&mut self, start: usize, name: &fields::Name, value: &fields::Value) {
        match fields::entry(name, value) {
            Ok((id, mut entry)) => {
                if entry.at == 0 {
                    entry.at = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
                }
                self.items.push((id, entry));
            }
            Err(faults) => self.all(start, faults),
        }
    }

    /// A page, or one of its anchors.
    fn page(&mut self, start: usize, name: &fields::Name, value: &fields::Value) {
        match fields::page(name, value) {
            Ok((path, anchor, text)) => {
                let page = self.pages.entry(path).or_default();
                let known = match anchor {
                    Some(anchor) => page.anchors.entry(anchor).or_default(),
                    None => &mut page.title,
                };
                // Of two titles the earlier line counts: it has the first title of the page.
                if known.is_empty() {
                    *known = text;
                }
            }
            Err(faults) => self.all(start, faults),
        }
    }

    /// Where a page or a heading has moved.
    fn moved(&mut self, start: usize, name: &fields::Name, value: &fields::Value) {
        match fields::moved(name, value) {
            Ok((path, anchor, now)) => {
                let page = self.pages.entry(path).or_default();
                page.moved.insert(anchor.unwrap_or_default(), now);
            }
            Err(faults) => self.all(start, faults),
        }
    }

    fn all(&mut self, start: usize, faults: Vec<Fault>) {
        for (span, message) in faults {
            self.fault(start + span.start..start + span.end, message);
        }
    }

    fn lock(mut self) -> Result<Lock, Vec<Diagnostic>> {
        let newest = self.versions.iter().max_by_key(|(version, _)| *version).cloned();
        match newest.clone() {
            // Other faults of such a file may be valid in the newer format.
            Some((newer, span)) if newer > VERSION => {
                return Err(vec![Diagnostic::lock_newer(self.source, span, newer)]);
            }
            Some((3.., _)) if !self.has_end => {
                let (span, before) = self.last.clone();
                // A truncated line is not reported separately.
                self.faults.truncate(before);
                self.faults.push(Diagnostic::lock_cut_off(self.source, span));
            }
            Some(_) => {}
            None if self.last.0.is_empty() => {
                return Err(vec![Diagnostic::lock_empty(self.source)]);
            }
            None if self.has_wrong_version => {}
            None => self.fault(0..0, "`version` is missing".into()),
        }
        let ids = ids(self.books, self.formerly);
        if ids.formerly.len() > MOST_FORMER_IDS {
            let message = format!("`formerly` has more than {MOST_FORMER_IDS} ids");
            self.faults.push(Diagnostic::lock_unusable(self.source, 0..0, message));
        }
        let has_places = newest.is_some_and(|(version, _)| version < 3);
        let lines = in_order(self.items, has_places);
        let (items, sides, crowd) = one_each(lines);
        for id in crowd {
            let message = format!("`{id}` has more than {MOST_SIDES} lines that differ");
            self.faults.push(Diagnostic::lock_unusable(self.source, 0..0, message));
        }
        let lock = Lock { ids, items, sides, pages: Arc::new(self.pages) };
        if self.faults.is_empty() { Ok(lock) } else { Err(self.faults) }
    }
}

/// The id of the book: the one that is not listed as a former one; if there are several, the last.
fn ids(books: Vec<String>, formerly: Vec<String>) -> BookIds {
    let former: HashSet<&String> = formerly.iter().collect();
    let now = books.iter().rev().find(|id| !former.contains(id)).or(books.last());
    let now = now.cloned().unwrap_or_default();
    let mut seen = HashSet::from([&now]);
    let earlier = formerly.iter().chain(&books).filter(|id| seen.insert(*id));
    let formerly = earlier.cloned().collect();
    BookIds { now, formerly }
}

/// The lines of items by page and place. Up to format 2 a line contains its place, and from 3 on its position is the
/// place.
fn in_order(lines: Vec<(String, Entry)>, has_places: bool) -> Vec<(String, Entry)> {
    let mut lines: Vec<(u32, (String, Entry))> = lines
        .into_iter()
        .enumerate()
        .map(|(row, line)| match has_places {
            true => (line.1.at, line),
            false => (u32::try_from(row).unwrap_or(u32::MAX), line),
        })
        .collect();
    lines.sort_by(|(at, (id, one)), (other_at, (other_id, other))| {
        (&one.page, at, id).cmp(&(&other.page, other_at, other_id))
    });
    let mut lines: Vec<(String, Entry)> = lines.into_iter().map(|(_, line)| line).collect();
    let mut at = 0u32;
    let mut page = String::new();
    for (_, entry) in &mut lines {
        if entry.page != page {
            page.clone_from(&entry.page);
            at = 0;
        }
        at = at.saturating_add(STEP);
        entry.at = at;
    }
    lines
}

type Entries = BTreeMap<String, Entry>;
type Sides = BTreeMap<String, Vec<Entry>>;

/// One entry for each id, all lines of ids that have several, and the ids that have too many.
fn one_each(lines: Vec<(String, Entry)>) -> (Entries, Sides, Vec<String>) {
    let mut items = Entries::new();
    let mut sides = Sides::new();
    let mut crowd = Vec::new();
    for (id, entry) in lines {
        let Some(first) = items.get(&id) else {
            items.insert(id, entry);
            continue;
        };
        if !sides.contains_key(&id) && agree(first, &entry) {
            continue;
        }
        let known = sides.entry(id.clone()).or_insert_with(|| vec![first.clone()]);
        if known.iter().any(|side| agree(side, &entry)) {
            continue;
        }
        match known.len() < MOST_SIDES {
            true => known.push(entry),
            false if crowd.last() != Some(&id) => crowd.push(id),
            false => {}
        }
    }
    for (id, sides) in &sides {
        if let Some(chosen) = usual(sides) {
            items.insert(id.clone(), merged(sides, chosen));
        }
    }
    (items, sides, crowd)
}
