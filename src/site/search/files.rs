//! The files of the index.
//!
//! Owns their format, which the scripts in `themes/default/js/search` read. Each file is one call of one function, so
//! that it can be loaded by a script tag from a disk too. Names contain a hash of the content, except that of the first
//! file, which pages refer to. How many files there are follows from the size of the book: a small one has its words
//! and addresses in the first file, and its texts in a few.

use super::{Entry, Postings, Text, groups, numbers, shards};
use serde_json::{Map, Value, json};
use std::ops::Range;

/// The first file contains the words and the lists of chapters of books in which both have no more bytes than this.
const MOST_WORDS_WITHIN: usize = 160 * 1024;

/// And it contains the texts too, if these have no more.
const MOST_TEXT_WITHIN: usize = 48 * 1024;

/// The size in bytes from which a list of chapters is closed. A result needs the list of its chapter.
const LIST: usize = 12 * 1024;

/// A file of texts has a share of the book, but neither less nor more than these sizes in bytes.
const TEXT_FILES: usize = 200;
const SMALLEST_TEXT: usize = 24 * 1024;
const LARGEST_TEXT: usize = 96 * 1024;

/// The largest encoded length of a document, as a digit; longer ones get the same.
const LONGEST: f64 = 90.0;

/// A file of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The name in the folder of the index.
    pub name: String,
    /// The content.
    pub content: String,
}

/// What the first file contains or another file of its own.
#[derive(Debug)]
pub struct Piece {
    name: String,
    json: String,
}

/// What search knows of a book besides its words.
#[derive(Debug)]
pub struct Contents<'a> {
    /// The chapters.
    pub entries: Vec<Entry<'a>>,
    /// The texts of the chapters, in files.
    pub texts: Vec<Piece>,
    /// How many chapters each of these has.
    pub counts: Vec<usize>,
    /// The words that are searched for together with another.
    pub synonyms: Vec<(String, Vec<String>)>,
    /// The language of the book.
    pub language: &'a str,
}

impl Piece {
    pub(super) fn new(name: String, data: Value) -> Self {
        let mut json = data.to_string();
        // All are in memory together.
        json.shrink_to_fit();
        Piece { name, json }
    }

    pub(super) fn hash(&self) -> String {
        hash(&self.json)
    }

    fn into_file(self) -> File {
        let name = format!("{}.{}.js", self.name, self.hash());
        File { name, content: call(&self.name, &self.json) }
    }
}

/// The files of the index of these chapters, whose words are in `postings`: the first file, and others as the book needs.
pub fn files(postings: Postings, contents: Contents) -> Vec<File> {
    let Contents { entries, texts, counts, synonyms, language } = contents;
    let words: u64 = postings.lengths.iter().map(|length| u64::from(*length)).sum();
    let average = words as f64 / postings.lengths.len().max(1) as f64;
    let mut root = Map::new();
    let mut set = |key: &str, value: Value| drop(root.insert(key.to_string(), value));
    set("v", json!(2));
    set("language", json!(language));
    set("chapters", json!(entries.len()));
    set("documents", json!(postings.lengths.len()));
    set("sections", json!(numbers_of(postings.sections.iter().copied())));
    set("lengths", json!(lengths(&postings.lengths)));
    set("titleLengths", json!(numbers_of(postings.title_lengths.iter().copied())));
    set("headingLengths", json!(numbers_of(postings.heading_lengths.iter().copied())));
    set("average", json!((average * 1000.0).round() / 1000.0));
    set("synonyms", json!(synonyms));
    let (shards, many) = shards::of(&groups::of(postings, language));
    let (firsts, shards): (Vec<String>, Vec<Piece>) = shards.into_iter().unzip();
    let (lists, listed) = lists(&entries);
    set("words", json!(firsts.join(" ")));
    set("wordHashes", json!(hashes(&shards)));
    set("lists", json!(numbers_of(listed)));
    set("listHashes", json!(hashes(&lists)));
    set("texts", json!(numbers_of(counts.iter().map(|count| number(*count)))));
    set("textHashes", json!(hashes(&texts)));
    let size = |pieces: &[Piece]| -> usize { pieces.iter().map(|piece| piece.json.len()).sum() };
    let words_within = size(&shards) + size(&many) + size(&lists) <= MOST_WORDS_WITHIN;
    let text_within = words_within && size(&texts) <= MOST_TEXT_WITHIN;
    let words = shards.into_iter().chain(many).chain(lists);
    let (within, apart): (Vec<_>, Vec<_>) = words
        .map(|piece| (words_within, piece))
        .chain(texts.into_iter().map(|piece| (text_within, piece)))
        .partition(|(is_within, _)| *is_within);
    let mut files: Vec<File> = apart.into_iter().map(|(_, piece)| piece.into_file()).collect();
    let within: Vec<String> =
        within.iter().map(|(_, piece)| format!("{}:{}", json!(piece.name), piece.json)).collect();
    let root = Value::Object(root).to_string();
    let open = root.strip_suffix('}').unwrap_or(&root);
    let mut content = format!("{open},\"files\":{{{}}}", within.join(","));
    content.push_str(&format!(",\"build\":{}}}", json!(hash(&content))));
    files.push(File { name: "index.js".into(), content: call("index", &content) });
    files
}

/// Which chapters share a file of texts, from the size of each in bytes.
pub fn shared_texts(sizes: &[usize]) -> Vec<Range<usize>> {
    let total: usize = sizes.iter().sum();
    chunks(sizes.iter().copied(), (total / TEXT_FILES).clamp(SMALLEST_TEXT, LARGEST_TEXT))
}

/// The file with the texts of some chapters, of which `first` is the number of the first.
pub fn text_piece(number: usize, first: usize, texts: &[&Text]) -> Piece {
    let chapters: Vec<Value> = texts.iter().map(|text| text.json()).collect();
    Piece::new(format!("text-{number}"), json!({ "first": first, "chapters": chapters }))
}

/// Divides a row into pieces that are closed when they have reached a size.
fn chunks(sizes: impl Iterator<Item = usize>, target: usize) -> Vec<Range<usize>> {
    let (mut chunks, mut from, mut sum, mut end) = (Vec::new(), 0, 0, 0);
    for size in sizes {
        (sum, end) = (sum + size, end + 1);
        if sum >= target {
            chunks.push(from..end);
            (from, sum) = (end, 0);
        }
    }
    if from < end {
        chunks.push(from..end);
    }
    chunks
}

fn call(name: &str, json: &str) -> String {
    // JSON is JavaScript, except for two line separators in old browsers.
    format!("tickbook.take({},{json});\n", json!(name))
}

fn hash(content: &str) -> String {
    let hash = blake3::hash(content.as_bytes()).to_hex();
    hash.get(..10).unwrap_or_default().to_string()
}

fn hashes(pieces: &[Piece]) -> String {
    pieces.iter().map(Piece::hash).collect::<Vec<String>>().join(" ")
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn numbers_of(all: impl IntoIterator<Item = u32>) -> String {
    let mut bytes = Vec::new();
    all.into_iter().for_each(|number| numbers::push(number, &mut bytes));
    numbers::text(&bytes)
}

/// One character per document: four times the binary logarithm of its number of words.
fn lengths(words: &[u32]) -> String {
    let digit = |words: &u32| {
        let digit = (4.0 * f64::from(words.saturating_add(1)).log2()).round().min(LONGEST);
        numbers::letter(digit as u32)
    };
    numbers::text(&words.iter().map(digit).collect::<Vec<u8>>())
}

/// The lists of chapters, and how many chapters each has.
fn lists(entries: &[Entry]) -> (Vec<Piece>, Vec<u32>) {
    let size = |entry: &Entry| {
        let sections = entry.sections.iter().map(|(anchor, heading)| anchor.len() + heading.len());
        entry.url.len() + entry.title.len() + sections.sum::<usize>()
    };
    let chunks = chunks(entries.iter().map(size), LIST);
    let counts = chunks.iter().map(|chunk| number(chunk.len())).collect();
    let lists = chunks.into_iter().enumerate();
    (
        lists.map(|(number, some)| list(number, entries.get(some).unwrap_or_default())).collect(),
        counts,
    )
}

fn list(number: usize, chapters: &[Entry]) -> Piece {
    let mut parts: Vec<&str> = Vec::new();
    let mut rows = Vec::with_capacity(chapters.len());
    for entry in chapters {
        let known = parts.iter().rposition(|part| *part == entry.part);
        let part = match known {
            _ if entry.part.is_empty() => json!(-1),
            Some(place) => json!(place),
            None => {
                parts.push(entry.part);
                json!(parts.len() - 1)
            }
        };
        // The first section has neither an anchor nor a heading.
        let sections = entry.sections.iter().skip(1);
        let sections: Vec<&str> =
            sections.flat_map(|(anchor, heading)| [anchor.as_str(), heading.as_str()]).collect();
        rows.push(json!([entry.url, entry.title, part, sections]));
    }
    Piece::new(format!("list-{number}"), json!({ "parts": parts, "chapters": rows }))
}
