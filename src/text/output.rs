//! A file of the site as it is passed from the stage that makes it to the stage that writes it.

use bytes::Bytes;

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// The site path.
    pub path: String,
    /// The content, in parts that follow each other. A page shares its text with the texts cached for the next build,
    /// so a large book is not in memory twice.
    pub parts: Vec<Bytes>,
}

impl Output {
    /// A file in one part.
    pub fn new(path: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Output { path: path.into(), parts: vec![bytes.into()] }
    }

    /// The length of the content in bytes.
    pub fn len(&self) -> usize {
        self.parts.iter().map(Bytes::len).sum()
    }

    /// Whether there is no content.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The content in one piece; copied only if there are several parts.
    pub fn to_bytes(&self) -> Bytes {
        match self.parts.as_slice() {
            [one] => one.clone(),
            parts => parts.concat().into(),
        }
    }
}
