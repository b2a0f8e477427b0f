//! The fingerprint of what something is made of: parts with a kind and a name.
//!
//! Two sequences of parts have the same fingerprint only if they are the same, part for part.

use std::borrow::Cow;

/// A part.
#[derive(Debug)]
pub struct Part<'a> {
    /// What it is.
    kind: &'static str,
    /// Which one of its kind it is; empty for the only one.
    name: &'a str,
    content: Cow<'a, [u8]>,
}

impl<'a> Part<'a> {
    /// A part with this content.
    pub fn new(kind: &'static str, name: &'a str, content: &'a [u8]) -> Self {
        Part { kind, name, content: Cow::Borrowed(content) }
    }

    /// A part that is a value, which has no other form than that of its type.
    pub fn value(kind: &'static str, value: &impl std::fmt::Debug) -> Self {
        Part { kind, name: "", content: Cow::Owned(format!("{value:?}").into_bytes()) }
    }

    /// The hash of the part.
    pub fn hash(&self) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        // With the lengths, no part can be taken for two others.
        for bytes in [self.kind.as_bytes(), self.name.as_bytes(), &self.content] {
            hasher.update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
        }
        hasher.finalize()
    }
}

/// The fingerprint of parts with these hashes.
pub fn of(hashes: impl IntoIterator<Item = blake3::Hash>) -> blake3::Hash {
    let mut whole = blake3::Hasher::new();
    for hash in hashes {
        whole.update(hash.as_bytes());
    }
    whole.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_of_one_sequence_only() {
        let part = |kind, name, content: &'static str| Part::new(kind, name, content.as_bytes());
        let sequences = [
            vec![],
            vec![part("a", "", "")],
            vec![part("", "a", "")],
            vec![part("", "", "a")],
            vec![part("", "a", "b")],
            vec![part("", "ab", "")],
            vec![part("", "a", ""), part("", "b", "")],
            vec![part("", "b", ""), part("", "a", "")],
        ];
        let all: std::collections::HashSet<blake3::Hash> =
            sequences.iter().map(|parts| of(parts.iter().map(Part::hash))).collect();
        assert_eq!(all.len(), sequences.len());
    }
}
