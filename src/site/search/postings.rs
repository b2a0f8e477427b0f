//! Records which word occurs in which document.
//!
//! Owns the lists of an index while it grows. They are stored in their final text form, gap by gap, so that the index
//! of a large book is small in memory too.

use super::Text;
use super::numbers;
use super::words::{each_part, each_word};
use std::collections::HashMap;

/// The count of a word in a document is capped at this.
pub(super) const MOST_TIMES: u32 = 4;

/// The words of a batch of chapters.
#[derive(Debug, Default)]
pub struct Postings {
    places: HashMap<Box<str>, usize>,
    pub(super) words: Vec<Word>,
    /// For each chapter, how many documents it has.
    pub(super) sections: Vec<u32>,
    /// For each document, how many words its text has.
    pub(super) lengths: Vec<u32>,
    /// For each chapter, how many words its title has.
    pub(super) title_lengths: Vec<u32>,
    /// For each document, how many words its heading has.
    pub(super) heading_lengths: Vec<u32>,
}

/// A word and the places where it occurs.
#[derive(Debug, Default)]
pub(super) struct Word {
    pub(super) form: Box<str>,
    /// Its spelling, if that differs.
    pub(super) spelling: Option<Box<str>>,
    /// The chapters with it in the title.
    pub(super) titles: List,
    /// The documents with it in the heading.
    pub(super) headings: List,
    /// The documents with it in the text, each gap with the number of occurrences.
    pub(super) body: List,
    /// The document that is being read, and the number of occurrences so far.
    open: (u32, u32),
}

/// Ascending numbers, as the gaps between them.
#[derive(Debug, Default, Clone)]
pub(super) struct List {
    pub(super) bytes: Vec<u8>,
    /// The number that the next gap is added to.
    last: u32,
}

impl List {
    pub(super) fn push(&mut self, number: u32) {
        let is_new = self.bytes.is_empty() || number > self.last;
        if is_new {
            numbers::push(number - self.last, &mut self.bytes);
            self.last = number;
        }
    }

    pub(super) fn push_times(&mut self, number: u32, times: u32) {
        let gap = (number - self.last) * MOST_TIMES;
        numbers::push(gap + times.clamp(1, MOST_TIMES) - 1, &mut self.bytes);
        self.last = number;
    }

    /// Appends a list whose numbers count from `offset`. `scale` is the factor of its gaps.
    fn append(&mut self, other: &List, offset: u32, scale: u32) {
        let mut at = 0;
        let Some(first) = numbers::next(&other.bytes, &mut at) else { return };
        numbers::push(first + (offset - self.last) * scale, &mut self.bytes);
        self.bytes.extend_from_slice(other.bytes.get(at..).unwrap_or_default());
        self.last = other.last + offset;
    }

    /// The numbers.
    pub(super) fn numbers(&self) -> impl Iterator<Item = u32> {
        let (mut at, mut last) = (0, 0);
        std::iter::from_fn(move || {
            last += numbers::next(&self.bytes, &mut at)?;
            Some(last)
        })
    }

    /// The numbers, each with its number of occurrences.
    pub(super) fn with_times(&self) -> impl Iterator<Item = (u32, u32)> {
        let (mut at, mut last) = (0, 0);
        std::iter::from_fn(move || {
            let both = numbers::next(&self.bytes, &mut at)?;
            last += both / MOST_TIMES;
            Some((last, both % MOST_TIMES + 1))
        })
    }
}

impl Word {
    fn read_in(&mut self, document: u32) {
        if self.open.1 > 0 && self.open.0 != document {
            self.close();
        }
        self.open = (document, self.open.1 + 1);
    }

    fn close(&mut self) {
        let (document, times) = std::mem::take(&mut self.open);
        if times > 0 {
            self.body.push_times(document, times);
        }
    }
}

impl Postings {
    /// The words of some chapters, each with its title, numbered from 0.
    pub fn of(chapters: &[(&str, &Text)]) -> Self {
        let mut postings = Postings::default();
        for (number, (title, text)) in (0..).zip(chapters) {
            postings.read(number, title, text);
        }
        postings.words.iter_mut().for_each(Word::close);
        postings
    }

    fn read(&mut self, chapter: u32, title: &str, text: &Text) {
        let mut length = 0;
        each_word(title, &mut |form, spelling| {
            self.word(form, spelling).titles.push(chapter);
            length += 1;
        });
        each_part(title, &mut |form| self.word(form, None).titles.push(chapter));
        self.title_lengths.push(length);
        for section in &text.sections {
            let document = u32::try_from(self.lengths.len()).unwrap_or(u32::MAX);
            let mut length = 0;
            each_word(&section.heading, &mut |form, spelling| {
                self.word(form, spelling).headings.push(document);
                length += 1;
            });
            each_part(&section.heading, &mut |form| self.word(form, None).headings.push(document));
            self.heading_lengths.push(length);
            let mut length = 0;
            each_word(&section.text, &mut |form, spelling| {
                self.word(form, spelling).read_in(document);
                length += 1;
            });
            each_part(&section.text, &mut |form| self.word(form, None).read_in(document));
            self.lengths.push(length);
        }
        self.sections.push(u32::try_from(text.sections.len()).unwrap_or(u32::MAX));
    }

    fn word(&mut self, form: &str, spelling: Option<&str>) -> &mut Word {
        let place = match self.places.get(form) {
            Some(place) => *place,
            None => {
                self.places.insert(form.into(), self.words.len());
                let spelling = spelling.map(Into::into);
                self.words.push(Word { form: form.into(), spelling, ..Word::default() });
                self.words.len() - 1
            }
        };
        &mut self.words[place]
    }

    /// Appends the words of the chapters that follow.
    pub fn append(&mut self, next: Postings) {
        let chapters = u32::try_from(self.sections.len()).unwrap_or(u32::MAX);
        let documents = u32::try_from(self.lengths.len()).unwrap_or(u32::MAX);
        for word in next.words {
            let own = self.word(&word.form, word.spelling.as_deref());
            own.titles.append(&word.titles, chapters, 1);
            own.headings.append(&word.headings, documents, 1);
            own.body.append(&word.body, documents, MOST_TIMES);
        }
        self.sections.extend(next.sections);
        self.lengths.extend(next.lengths);
        self.title_lengths.extend(next.title_lengths);
        self.heading_lengths.extend(next.heading_lengths);
    }
}
