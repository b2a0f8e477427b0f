//! The identity of checklist items: which tick belongs to which item.
//!
//! The only module that decides an item's id; every other stage is handed the ids. Never reads or
//! writes a file.
//!
//! An id that the author fixed is kept as it is. Any other is a hash of the item's part, section and
//! normalised text, so that an item keeps its id when it moves within its section or when its
//! chapter is renamed. Equal items are told apart by an occurrence number, in reading order.

use crate::diag::Diagnostic;
use crate::markdown::Chapter;
use std::collections::{HashMap, HashSet};
use unicode_normalization::UnicodeNormalization;

/// Characters of an id: 50 bits of BLAKE3, so that among 100,000 items the chance of any two
/// meeting by accident is below one in a hundred thousand, and such a pair is told apart all the same.
const ID_LENGTH: usize = 10;

/// The ids of all items of a book: for each chapter in reading order, the ids of its tasks in order.
pub type ItemIds = Vec<Vec<String>>;

/// Names every item. `chapters` are in reading order, each with the path of its part. All ids are
/// distinct, and each fits an HTML attribute and a URL fragment unescaped.
pub fn identify(chapters: &[(&str, &Chapter)]) -> (ItemIds, Vec<Diagnostic>) {
    let (mut used, diagnostics) = explicit_ids(chapters);
    let mut occurrences: HashMap<blake3::Hash, u32> = HashMap::new();
    let mut ids = Vec::with_capacity(chapters.len());
    for (part, chapter) in chapters {
        let own = chapter.tasks.iter().map(|task| match &task.explicit_id {
            Some(id) => id.clone(),
            None => {
                let key = fingerprint(&[part.as_bytes(), task.wording.as_bytes()]);
                let occurrence = occurrences.entry(key).or_insert(0);
                free_id(&key, occurrence, &mut used)
            }
        });
        ids.push(own.collect());
    }
    (ids, diagnostics)
}

fn explicit_ids(chapters: &[(&str, &Chapter)]) -> (HashSet<String>, Vec<Diagnostic>) {
    let mut first_use: HashMap<&str, &Chapter> = HashMap::new();
    let mut diagnostics = Vec::new();
    for (_, chapter) in chapters {
        for task in &chapter.tasks {
            let Some(id) = &task.explicit_id else { continue };
            // Twice in one chapter is that chapter's own fault, which parsing has reported.
            match first_use.get(id.as_str()) {
                Some(first) if first.path != chapter.path => {
                    let fault = Diagnostic::duplicate_item(
                        &chapter.source,
                        task.span.clone(),
                        id,
                        &first.source.file,
                    );
                    diagnostics.push(fault);
                }
                Some(_) => {}
                None => {
                    first_use.insert(id, chapter);
                }
            }
        }
    }
    (first_use.into_keys().map(str::to_string).collect(), diagnostics)
}

fn free_id(key: &blake3::Hash, occurrence: &mut u32, used: &mut HashSet<String>) -> String {
    loop {
        let id = match *occurrence {
            0 => base32(key.as_bytes()),
            number => base32(fingerprint(&[key.as_bytes(), &number.to_le_bytes()]).as_bytes()),
        };
        *occurrence += 1;
        if used.insert(id.clone()) {
            return id;
        }
    }
}

/// What an item says and under which heading: all of its identity that its own chapter knows.
pub fn wording(section: &str, text: &str) -> blake3::Hash {
    fingerprint(&[section.as_bytes(), normalised(text).as_bytes()])
}

/// A hash of several texts in which no text can run over into the next.
fn fingerprint(texts: &[&[u8]]) -> blake3::Hash {
    let mut joined = Vec::with_capacity(128);
    for text in texts {
        joined.extend_from_slice(&(text.len() as u64).to_le_bytes());
        joined.extend_from_slice(text);
    }
    blake3::hash(&joined)
}

/// What two writings of the same item have in common: compatibility forms, case, runs of white
/// space and closing punctuation are evened out.
fn normalised(text: &str) -> String {
    let folded = match text.is_ascii() {
        true => text.to_ascii_lowercase(),
        false => text.nfkc().flat_map(char::to_lowercase).collect(),
    };
    let mut words = String::with_capacity(folded.len());
    for word in folded.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words.truncate(words.trim_end_matches(['.', ',', ';', ':', '!']).len());
    words
}

/// The first characters of the base 32 of RFC 4648, in lower case.
fn base32(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let mut id = String::with_capacity(ID_LENGTH);
    let (mut buffer, mut bits) = (0u32, 0);
    for byte in bytes {
        buffer = (buffer << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 && id.len() < ID_LENGTH {
            bits -= 5;
            let index = (buffer >> bits) & 31;
            id.push(char::from(ALPHABET[index as usize]));
        }
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base32_agrees_with_the_standard() {
        // RFC 4648, section 10: "fooba" is MZXW6YTB.
        assert_eq!(base32(b"fooba"), "mzxw6ytb");
    }

    #[test]
    fn writing_does_not_change_an_item() {
        assert_eq!(normalised("  Write\u{a0}it   DOWN. "), "write it down");
        assert_ne!(normalised("Lecture 12"), normalised("Lecture 13"));
    }

    #[test]
    fn texts_do_not_run_together() {
        assert_ne!(fingerprint(&[b"ab", b"c"]), fingerprint(&[b"a", b"bc"]));
    }
}
