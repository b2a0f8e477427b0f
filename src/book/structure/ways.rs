//! The way from one source to another, as an author writes it in a link.

use crate::text::url;

/// The path from the source `from` to the source `to`, such that it works in Markdown and in raw HTML: letters of all
/// scripts stay as they are, and signs that would end the address or change what it means are encoded.
pub(super) fn way(from: &str, to: &str) -> String {
    readable(&url::decode(&url::relative(from, to)))
}

/// A decoded path with those signs encoded.
pub(super) fn readable(path: &str) -> String {
    let is_meant =
        |c: char| c.is_whitespace() || c.is_control() || "%#?\"'<>()[]{}\\`|&*:".contains(c);
    let mut written = String::with_capacity(path.len());
    for c in path.chars() {
        match is_meant(c) {
            true => written.push_str(&url::encode_all(c)),
            false => written.push(c),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_work_as_they_stand() {
        for (from, to, expected) in [
            ("a/b.md", "c.md", "../c.md"),
            ("a.md", "pic a.png", "pic%20a.png"),
            ("a.md", "b (1).png", "b%20%281%29.png"),
            ("a.md", "50% & more#.md", "50%25%20%26%20more%23.md"),
            ("a.md", "café/été.md", "café/été.md"),
            ("a.md", "x:y.md", "x%3Ay.md"),
            ("a.md", "a\u{a0}b.md", "a%C2%A0b.md"),
        ] {
            assert_eq!(way(from, to), expected);
            let back = url::decode(&way(from, to));
            assert_eq!(url::resolve(url::split(from).0, &back).as_deref(), Some(to));
        }
    }
}
