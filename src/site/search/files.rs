//! The files of the index.
//!
//! Owns their format, which the scripts in `themes/default/js/search` read. Each file is one call of one function, so
//! that it can be loaded by a script tag from a disk too. Names contain a hash of the content, except that of the first
//! file, which pages refer to.

use super::groups::{self, Group, in_scripts_order};
use super::{Entry, Postings, Text, numbers};
use serde_json::{Value, json};

/// The size in bytes from which a shard of words is closed.
const WORDS_SHARD: usize = 36 * 1024;

/// The size in bytes from which the places of a group get a separate file, because a shard is loaded for its other
/// groups too.
const MANY: usize = 6 * 1024;

/// How many chapters are listed in a file.
const LISTED: usize = 128;

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

/// The files of the index of these chapters, whose words are in `postings` and whose texts are in `texts`: at least the
/// first file and a shard.
pub fn files(postings: Postings, entries: &[Entry], texts: &[File], language: &str) -> Vec<File> {
    let (sections, lengths) = (numbers_of(&postings.sections), lengths(&postings.lengths));
    let documents = postings.lengths.len();
    let words: u64 = postings.lengths.iter().map(|length| u64::from(*length)).sum();
    let average = words as f64 / documents.max(1) as f64;
    let groups = groups::of(postings, language);
    let mut files = lists(entries, texts);
    let list_hashes = hashes(&files);
    let shards = shards(&groups);
    let firsts: Vec<&str> = shards.iter().map(|shard| first_form(shard)).collect();
    let mut word_hashes = Vec::new();
    let aliases = aliases(&shards, &firsts);
    for ((number, shard), aliases) in shards.iter().enumerate().zip(aliases) {
        let file = words_file(number, shard, &aliases, &mut files);
        word_hashes.push(hash_of(&file.name).to_string());
        files.push(file);
    }
    let all: String = files.iter().chain(texts).map(|file| file.name.as_str()).collect();
    let root = json!({
        "v": 1,
        "build": hash(&format!("{all}{sections}{lengths}{language}")),
        "language": language,
        "chapters": entries.len(),
        "documents": documents,
        "sections": sections,
        "lengths": lengths,
        "average": (average * 1000.0).round() / 1000.0,
        "words": firsts.join(" "),
        "wordHashes": word_hashes.join(" "),
        "lists": list_hashes.join(" "),
    });
    files.push(File { name: "index.js".into(), content: call("index", &root) });
    files
}

/// The file with the text of one chapter.
pub fn text_file(number: usize, text: &Text) -> File {
    file(&format!("text-{number}"), &text.json())
}

fn call(name: &str, data: &Value) -> String {
    // JSON is JavaScript, except for two line separators in old browsers.
    format!("tickbook.take({},{data});\n", json!(name))
}

fn file(name: &str, data: &Value) -> File {
    let mut content = call(name, data);
    // There are as many files as chapters, and all are in memory together.
    content.shrink_to_fit();
    File { name: format!("{name}.{}.js", hash(&content)), content }
}

fn hash(content: &str) -> String {
    let hash = blake3::hash(content.as_bytes()).to_hex();
    hash.get(..10).unwrap_or_default().to_string()
}

/// The hash in the name of a file.
fn hash_of(name: &str) -> &str {
    name.split('.').nth(1).unwrap_or_default()
}

fn hashes(files: &[File]) -> Vec<String> {
    files.iter().map(|file| hash_of(&file.name).to_string()).collect()
}

fn numbers_of(all: &[u32]) -> String {
    let mut bytes = Vec::new();
    all.iter().for_each(|number| numbers::push(*number, &mut bytes));
    text(&bytes)
}

/// The characters of the alphabet are ASCII.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// One character per document: four times the binary logarithm of its number of words.
fn lengths(words: &[u32]) -> String {
    let digit = |words: &u32| {
        let digit = (4.0 * f64::from(words.saturating_add(1)).log2()).round().min(LONGEST);
        numbers::letter(digit as u32)
    };
    text(&words.iter().map(digit).collect::<Vec<u8>>())
}

fn lists(entries: &[Entry], texts: &[File]) -> Vec<File> {
    let all: Vec<(&Entry, &File)> = entries.iter().zip(texts).collect();
    all.chunks(LISTED).enumerate().map(|(number, some)| list(number, some)).collect()
}

fn list(number: usize, chapters: &[(&Entry, &File)]) -> File {
    let mut parts: Vec<&str> = Vec::new();
    let mut rows = Vec::with_capacity(chapters.len());
    for (entry, text) in chapters {
        let known = parts.iter().rposition(|part| *part == entry.part);
        let part = match known {
            _ if entry.part.is_empty() => json!(-1),
            Some(place) => json!(place),
            None => {
                parts.push(entry.part);
                json!(parts.len() - 1)
            }
        };
        rows.push(json!([entry.url, entry.title, part, hash_of(&text.name)]));
    }
    file(&format!("list-{number}"), &json!({ "parts": parts, "chapters": rows }))
}

/// Splits the groups into shards of about the same size.
fn shards(groups: &[Group]) -> Vec<&[Group]> {
    let mut shards = Vec::new();
    let (mut from, mut size) = (0, 0);
    for (place, group) in groups.iter().enumerate() {
        size += weight(group);
        if size >= WORDS_SHARD {
            shards.extend(groups.get(from..=place));
            (from, size) = (place + 1, 0);
        }
    }
    if from < groups.len() || shards.is_empty() {
        shards.extend(groups.get(from..));
    }
    shards
}

fn weight(group: &Group) -> usize {
    let forms: usize = group.forms.iter().map(|form| form.len()).sum();
    let places = places(group).len();
    forms + if places > MANY { 16 } else { places }
}

fn first_form(shard: &[Group]) -> &str {
    shard.first().and_then(|group| group.forms.first()).map_or("", |form| form)
}

/// For each shard, the forms that sort into it while their group is in another.
fn aliases(shards: &[&[Group]], firsts: &[&str]) -> Vec<Vec<String>> {
    let mut aliases = vec![Vec::new(); shards.len()];
    for (home, shard) in shards.iter().enumerate() {
        for group in shard.iter() {
            let Some(first) = group.forms.first() else { continue };
            for form in &group.forms {
                let sorted = |start: &&str| in_scripts_order(start, form).is_le();
                let place = firsts.partition_point(sorted).saturating_sub(1);
                if place != home
                    && let Some(there) = aliases.get_mut(place)
                {
                    there.push(format!("{form}>{first}"));
                }
            }
        }
    }
    aliases
}

fn places(group: &Group) -> String {
    let lists = [&group.titles, &group.headings, &group.body];
    lists.map(|list| text(list)).join("|")
}

/// The file of a shard; those of groups with many places are appended to `files`.
fn words_file(number: usize, shard: &[Group], aliases: &[String], files: &mut Vec<File>) -> File {
    let mut groups = Vec::with_capacity(shard.len());
    let mut forms = Vec::with_capacity(shard.len());
    let mut before = "";
    for group in shard {
        let places = places(group);
        if places.len() > MANY {
            let many = files.iter().filter(|file| file.name.starts_with("many-")).count();
            let file = file(&format!("many-{many}"), &json!(places));
            // A fourth field marks it as the name of a file instead of places.
            groups.push(format!("{many}|{}|{}|", hash_of(&file.name), group.documents));
            files.push(file);
        } else {
            groups.push(places);
        }
        let first = group.forms.first().map_or("", |form| form);
        let rest = group.forms.iter().skip(1).map(|form| shortened(form, first));
        let own: Vec<String> = std::iter::once(shortened(first, before)).chain(rest).collect();
        forms.push(own.join("|"));
        before = first;
    }
    let data = json!({
        "groups": groups.join("~"), "forms": forms.join("~"), "aliases": aliases.join("~"),
    });
    file(&format!("words-{number}"), &data)
}

/// A form as the number of leading UTF-16 units that it shares with another, followed by the rest.
fn shortened(form: &str, other: &str) -> String {
    let mut shared = 0;
    let mut rest = form;
    for (own, theirs) in form.chars().zip(other.chars()) {
        if own != theirs || shared + own.len_utf16() > 71 {
            break;
        }
        shared += own.len_utf16();
        rest = rest.get(own.len_utf8()..).unwrap_or_default();
    }
    let shared = numbers::letter(u32::try_from(shared).unwrap_or_default());
    format!("{}{rest}", char::from(shared))
}
