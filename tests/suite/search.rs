//! The search index: the words of a text, and the content of its files, which an independent parser reads.

use crate::harness::{Site, repository};
use crate::texts::data_of;
use crate::weight::compressed;
use fastrand::Rng;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use tickbook::site::search::words::{each_part, each_word};
use tickbook::site::search::{
    Contents, Entry, File, Postings, Section, Text, files, shared_texts, text_piece,
};

fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_word(text, &mut |word, _| words.push(word.to_string()));
    words
}

/// `\u{AD}` stands for the character with that number.
fn resolved(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut out = parts.next().unwrap_or_default().to_string();
    for part in parts {
        let (number, rest) = part.split_once('}').expect("a number is closed");
        let number = u32::from_str_radix(number, 16).expect("a number is hexadecimal");
        out.push(char::from_u32(number).expect("the number of a character"));
        out.push_str(rest);
    }
    out
}

#[test]
fn words_are_cut_and_folded_as_the_vectors_say() {
    let path = repository().join("tests/search/words.txt");
    let vectors = std::fs::read_to_string(path).expect("the vectors are readable");
    let mut count = 0;
    for line in vectors.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")) {
        let (text, expected) = line.split_once(" =>").expect("a vector has an arrow");
        let expected: Vec<String> = resolved(expected).split_whitespace().map(Into::into).collect();
        assert_eq!(words(&resolved(text)), expected, "{line}");
        count += 1;
    }
    assert!(count >= 60, "only {count} vectors were found");
}

#[test]
fn a_stemmer_sees_the_word_as_it_is_spelled() {
    let mut spelled = Vec::new();
    each_word("Größe plan CAFÉ’S", &mut |word, own| {
        spelled.push((word.to_string(), own.map(str::to_string)));
    });
    let pair = |word: &str, own: Option<&str>| (word.to_string(), own.map(str::to_string));
    assert_eq!(
        spelled,
        [pair("grosse", Some("größe")), pair("plan", None), pair("cafe", Some("café"))]
    );
}

const ALPHABET: &str =
    " !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{}";

fn digit(letter: char) -> usize {
    ALPHABET.find(letter).unwrap_or_else(|| panic!("{letter:?} is not in the alphabet"))
}

fn numbers(text: &str) -> Vec<usize> {
    let (mut all, mut number, mut weight) = (Vec::new(), 0, 1);
    for letter in text.chars() {
        number += digit(letter) * weight;
        weight *= 19;
        if digit(letter) < 72 {
            all.push(number);
            (number, weight) = (0, 1);
        }
    }
    all
}

fn sums(gaps: impl Iterator<Item = usize>) -> Vec<usize> {
    gaps.scan(0, |last, gap| {
        *last += gap;
        Some(*last)
    })
    .collect()
}

/// Where a word stands: chapters by title, documents by heading, documents by text with the times.
type Places = (Vec<usize>, Vec<usize>, Vec<(usize, usize)>);

/// What a file of the index has, by its name without the hash: within the first file, or in one of its own.
fn data(files: &[File], name: &str) -> Option<Value> {
    let index =
        files.iter().find(|file| file.name == "index.js").map(|file| data_of(&file.content));
    let within = index.and_then(|index| index["files"].get(name).cloned());
    let start = format!("{name}.");
    let apart = || files.iter().find(|file| file.name.starts_with(&start));
    within.or_else(|| apart().map(|file| data_of(&file.content)))
}

/// For each group, its forms and places; and the aliases.
fn groups(files: &[File]) -> (BTreeMap<Vec<String>, Places>, Vec<String>) {
    let (mut found, mut aliases) = (BTreeMap::new(), Vec::new());
    for number in 0.. {
        let Some(shard) = data(files, &format!("words-{number}")) else { return (found, aliases) };
        let text = |key: &str| shard[key].as_str().expect("a text").to_string();
        let mut before = String::new();
        for (forms, places) in text("forms").split('~').zip(text("groups").split('~')) {
            let mut own: Vec<String> = Vec::new();
            for form in forms.split('|').filter(|form| !form.is_empty()) {
                let mut letters = form.chars();
                let shared = letters.next().map_or(0, digit);
                let model = own.first().unwrap_or(&before);
                let units: Vec<u16> = model.encode_utf16().take(shared).collect();
                let kept = String::from_utf16(&units).expect("no letter is cut");
                own.push(kept + letters.as_str());
            }
            before = own.first().cloned().unwrap_or_default();
            let parts: Vec<&str> = places.split('|').collect();
            let many = (parts.len() == 5).then(|| data(files, &format!("many-{}", parts[2])));
            let many = many.map(|many| many.expect("the file is there"));
            let body = many.as_ref().map(|many| many.as_str().expect("a text"));
            if let [titles, headings, near, ..] = parts.as_slice() {
                let body = body.unwrap_or(near);
                let times = numbers(body).into_iter().map(|both| both % 4 + 1);
                let documents = sums(numbers(body).into_iter().map(|both| both / 4));
                let body = documents.into_iter().zip(times).collect();
                let lists = [titles, headings].map(|list| sums(numbers(list).into_iter()));
                let [titles, headings] = lists;
                found.insert(own, (titles, headings, body));
            }
        }
        aliases.extend(text("aliases").split('~').filter(|one| !one.is_empty()).map(Into::into));
    }
    unreachable!("the numbers do not end")
}

fn text(random: &mut Rng, length: usize, vocabulary: usize) -> String {
    let word = |random: &mut Rng| {
        let rank = random.usize(..vocabulary).min(random.usize(..vocabulary));
        ["plan", "größe", "x", "検索", "𐐀", "runs"][rank % 6].to_string() + &format!("{}", rank / 6)
    };
    (0..length).map(|_| word(random)).collect::<Vec<_>>().join(" ")
}

fn chapters(random: &mut Rng, count: usize, vocabulary: usize) -> Vec<(String, Text)> {
    let section = |random: &mut Rng| {
        let length = random.usize(..60);
        let heading = text(random, 2, vocabulary);
        Section { anchor: String::new(), heading, text: text(random, length, vocabulary) }
    };
    (0..count)
        .map(|_| {
            let sections = (0..random.usize(1..6)).map(|_| section(random)).collect();
            (text(random, 2, vocabulary), Text { sections, items: Vec::new() })
        })
        .collect()
}

fn index(chapters: &[(String, Text)], run: usize, language: &str) -> Vec<File> {
    let pairs: Vec<(&str, &Text)> =
        chapters.iter().map(|(title, text)| (title.as_str(), text)).collect();
    let mut postings = Postings::default();
    pairs.chunks(run).for_each(|some| postings.append(Postings::of(some)));
    let heading = |section: &Section| (section.anchor.clone(), section.heading.clone());
    let entry = |(title, text): &'_ (String, Text)| {
        (title.clone(), text.sections.iter().map(heading).collect::<Vec<_>>())
    };
    let named: Vec<(String, Vec<(String, String)>)> = chapters.iter().map(entry).collect();
    let entries = named.iter().map(|(title, sections)| Entry {
        title,
        url: "a.html",
        part: "",
        sections: sections.clone(),
    });
    let sizes: Vec<usize> = chapters.iter().map(|(_, text)| text.len()).collect();
    let shared = shared_texts(&sizes);
    let texts: Vec<&Text> = chapters.iter().map(|(_, text)| text).collect();
    let pieces = shared.iter().enumerate();
    let contents = Contents {
        entries: entries.collect(),
        counts: shared.iter().map(ExactSizeIterator::len).collect(),
        texts: pieces
            .map(|(number, range)| text_piece(number, range.start, &texts[range.clone()]))
            .collect(),
        synonyms: Vec::new(),
        language,
    };
    files(postings, contents)
}

/// The places of each word, counted one by one.
fn expected(chapters: &[(String, Text)]) -> BTreeMap<Vec<String>, Places> {
    let mut places: BTreeMap<Vec<String>, Places> = BTreeMap::new();
    let mut document = 0;
    for (number, (title, text)) in chapters.iter().enumerate() {
        for word in words(title).into_iter().collect::<BTreeSet<_>>() {
            places.entry(vec![word]).or_default().0.push(number);
        }
        for section in &text.sections {
            for word in words(&section.heading).into_iter().collect::<BTreeSet<_>>() {
                places.entry(vec![word]).or_default().1.push(document);
            }
            let mut times: BTreeMap<String, usize> = BTreeMap::new();
            words(&section.text).into_iter().for_each(|word| *times.entry(word).or_default() += 1);
            for (word, times) in times {
                places.entry(vec![word]).or_default().2.push((document, times.min(4)));
            }
            document += 1;
        }
    }
    places
}

#[test]
fn every_word_is_in_the_index_with_its_places() {
    for (seed, count, vocabulary) in [(1, 1, 5), (2, 40, 30), (3, 300, 2000), (4, 3000, 9)] {
        let chapters = chapters(&mut Rng::with_seed(seed), count, vocabulary);
        let files = index(&chapters, 7, "und");
        let (groups, _) = groups(&files);
        assert_eq!(groups, expected(&chapters), "seed {seed}");
        if seed == 4 {
            let many = files.iter().any(|file| file.name.starts_with("many-"));
            assert!(many, "no word is so frequent that its places have a file of their own");
        }
    }
}

#[test]
fn the_index_does_not_depend_on_how_the_chapters_are_divided() {
    let chapters = chapters(&mut Rng::with_seed(5), 90, 400);
    let whole = index(&chapters, 1000, "en");
    for run in [1, 2, 64] {
        assert_eq!(index(&chapters, run, "en"), whole);
    }
}

#[test]
fn forms_of_one_stem_share_their_places() {
    let section = |text: &str| Section { text: text.into(), ..Section::default() };
    let sections = vec![section("retained retaining"), section("retains"), section("other")];
    let chapters = [("Retain".to_string(), Text { sections, items: Vec::new() })];
    let (english, _) = groups(&index(&chapters, 1, "en-GB"));
    let forms = ["retain", "retained", "retaining", "retains"].map(String::from).to_vec();
    assert_eq!(english.get(&forms), Some(&(vec![0], vec![], vec![(0, 2), (1, 1)])));
    let (unknown, _) = groups(&index(&chapters, 1, "und"));
    assert_eq!(unknown.len(), 5);
}

#[test]
fn a_form_that_sorts_into_another_shard_leads_to_its_group() {
    let mut random = Rng::with_seed(6);
    let filler: Vec<String> = (0..12_000).map(|_| format!("dm{:x}", random.u64(..))).collect();
    let text = filler.join(" ") + " dying died";
    let section = Section { text, ..Section::default() };
    let text = Text { sections: vec![section], items: Vec::new() };
    let (groups, aliases) = groups(&index(&[("T".to_string(), text)], 1, "en"));
    assert!(groups.contains_key(["died", "dying"].map(String::from).as_slice()));
    assert_eq!(aliases, ["dying>died"]);
}

#[test]
fn a_book_without_search_has_no_index() {
    let toml = "[output.html.search]\nenable = false\n";
    let site = Site::of("# T\n\nText.\n").write("book.toml", toml).build();
    assert!(!site.paths("public").iter().any(|path| path.contains("search/")));
    let site = Site::of("# T\n\nText.\n").build();
    assert!(site.paths("public").contains(&"assets/search/index.js".to_string()));
}

#[test]
fn chapters_that_search_finds_say_so_to_other_searches() {
    let hidden = "---\nsearch: false\n---\n# Hidden\n";
    let mark = "data-pagefind-body";
    let site = Site::of("# Start\n").write("content/hidden.md", hidden).build();
    let mut site = site.assert_file("public/index.html").assert_contains(mark);
    for page in ["hidden.html", "print.html", "plan.html", "404.html"] {
        site = site.assert_file(&format!("public/{page}")).assert_lacks(mark);
    }
}

/// What is searched is bounded; the texts, which a browser loads for the chapters that it shows, are the
/// book once more. A book of this size has few files.
#[test]
fn the_index_of_the_handbook_is_small_beside_its_text() {
    let files = crate::handbook::copy().build().files("public");
    let (mut text, mut index, mut heaviest, mut count) = (0, 0, 0, 0);
    for (path, bytes) in files {
        let Some(name) = path.strip_prefix("assets/search/") else { continue };
        count += 1;
        if !name.starts_with("text-") {
            index += compressed(&bytes);
            continue;
        }
        heaviest = heaviest.max(compressed(&bytes));
        let data = data_of(&String::from_utf8_lossy(&bytes));
        for chapter in data["chapters"].as_array().into_iter().flatten() {
            text += chapter["texts"].as_array().into_iter().flatten().map(length).sum::<usize>();
        }
    }
    assert!(text > 200_000, "the handbook has {text} bytes of text");
    assert!(index * 1_000_000 < text * 200_000, "{index} bytes of index for {text} of text");
    assert!(heaviest < 15_000, "a file of texts weighs {heaviest} bytes");
    assert!(count <= 15, "the index has {count} files");
}

fn length(value: &serde_json::Value) -> usize {
    value.as_str().map_or(0, str::len)
}

#[test]
fn the_number_of_files_follows_from_the_size_of_the_book() {
    let count = |chapters: usize, size: usize| shared_texts(&vec![size; chapters]).len();
    assert_eq!([count(1, 100), count(100, 6000), count(3000, 6000)], [1, 20, 200]);
    assert!(count(10_000, 6000) < 700);
}

#[test]
fn stems_are_as_the_vectors_say() {
    let path = repository().join("tests/search/stems.txt");
    let vectors = std::fs::read_to_string(path).expect("the vectors are readable");
    let stems = tickbook::text::stems::Stems::of("en");
    let pairs = vectors.lines().filter_map(|line| line.split_once(' '));
    let pairs: Vec<(&str, &str)> = pairs.filter(|(word, _)| *word != "#").collect();
    assert!(pairs.len() > 300, "only {} vectors were found", pairs.len());
    for (word, stem) in pairs {
        assert_eq!(stems.stem(word), stem, "{word}");
    }
}

#[test]
fn names_in_one_word_have_parts() {
    let parts = |text: &str| {
        let mut parts = Vec::new();
        each_part(text, &mut |part| parts.push(part.to_string()));
        parts.join(" ")
    };
    let path = repository().join("tests/search/parts.txt");
    let vectors = std::fs::read_to_string(path).expect("the vectors are readable");
    for line in vectors.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")) {
        let (text, expected) = line.split_once(" =>").expect("a vector has an arrow");
        assert_eq!(parts(text), expected.trim(), "{line}");
    }
}
