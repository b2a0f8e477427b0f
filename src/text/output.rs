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

/// Whether two contents have the same bytes, wherever they are cut into parts. Parts that both share are not compared, so
/// the cost is that of the other parts. Nothing is joined: a print edition is as large as the book.
pub fn same_bytes(one: &[Bytes], other: &[Bytes]) -> bool {
    let length = |parts: &[Bytes]| parts.iter().map(Bytes::len).sum::<usize>();
    if length(one) != length(other) {
        return false;
    }
    let (mut ones, mut others) = (one.iter(), other.iter());
    let (mut left, mut right): (&[u8], &[u8]) = (&[], &[]);
    loop {
        while left.is_empty() {
            let Some(part) = ones.next() else { return true };
            left = part;
        }
        while right.is_empty() {
            let Some(part) = others.next() else { return true };
            right = part;
        }
        let length = left.len().min(right.len());
        let ((a, rest_of_left), (b, rest_of_right)) =
            (left.split_at(length), right.split_at(length));
        if a.as_ptr() != b.as_ptr() && a != b {
            return false;
        }
        (left, right) = (rest_of_left, rest_of_right);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_are_compared_wherever_they_are_cut() {
        let same = |one: &[&'static str], other: &[&'static str]| {
            let [one, other] = [one, other].map(|parts| {
                let parts = parts.iter().map(|part| Bytes::from_static(part.as_bytes()));
                parts.collect::<Vec<Bytes>>()
            });
            same_bytes(&one, &other)
        };
        assert!(same(&["one", "two"], &["one", "two"]));
        assert!(same(&["one", "two"], &["onetwo"]));
        assert!(!same(&["one", "two"], &["one", "six"]));
        assert!(!same(&["one"], &[]));
        assert!(same(&["", "o", "netwo", ""], &["on", "", "et", "wo"]));
        assert!(!same(&["o", "netwo"], &["on", "etwa"]));
        assert!(!same(&["one", "two"], &["one"]));
    }
}
