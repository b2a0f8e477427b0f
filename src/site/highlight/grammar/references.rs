//! Patterns that end what another pattern began, such as a heredoc: `\1` in them is the text of a group of the match that entered the
//! context.

use super::pattern::Matcher;

/// The texts of the groups `\0` to `\9` of a match.
pub struct Groups {
    texts: Vec<Option<String>>,
}

impl Groups {
    pub fn of(matcher: &Matcher, line: &str) -> Self {
        let text = |group| {
            let (start, end) = matcher.group(group)?;
            Some(escaped(line.get(start..end)?))
        };
        Groups { texts: (0..10).map(text).collect() }
    }

    /// A pattern with the text of each group in place of its number.
    pub fn put_into(&self, pattern: &str) -> String {
        let mut whole = String::with_capacity(pattern.len());
        let mut characters = pattern.chars();
        while let Some(character) = characters.next() {
            if character != '\\' {
                whole.push(character);
                continue;
            }
            match characters.next() {
                Some(digit @ '0'..='9') => {
                    let group = digit as usize - '0' as usize;
                    whole.push_str(self.texts.get(group).and_then(Option::as_deref).unwrap_or(""));
                }
                next => {
                    whole.push('\\');
                    whole.extend(next);
                }
            }
        }
        whole
    }
}

/// A text as a pattern that matches it.
fn escaped(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    for character in text.chars() {
        if r"\.+*?()|[]{}^$#&-~".contains(character) {
            whole.push('\\');
        }
        whole.push(character);
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_in_the_pattern_as_text() {
        let texts = vec![None, Some(escaped("a.b")), Some("c".to_string())];
        let groups = Groups { texts };
        assert_eq!(groups.put_into(r"^\s*\1\0\2\9$\\1"), r"^\s*a\.bc$\\1");
    }
}
