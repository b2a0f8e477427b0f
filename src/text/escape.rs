//! Escapes text for HTML and XML, and for commands that messages show.

/// Appends text with `&`, `<`, `>` and both quotes replaced, so that it is safe as text and as the
/// value of a quoted attribute.
pub fn escape(text: &str, out: &mut String) {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        let replacement = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        out.push_str(text.get(done..at).unwrap_or_default());
        out.push_str(replacement);
        done = at + 1;
    }
    out.push_str(text.get(done..).unwrap_or_default());
}

/// A text as one word of a POSIX shell, in quotation marks where it needs them.
pub fn shell_word(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "._-/#".contains(c);
    match !text.is_empty() && !text.starts_with(['-', '#']) && text.chars().all(is_plain) {
        true => text.to_string(),
        false => format!("'{}'", text.replace('\'', "'\\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_commands_are_quoted_where_they_need_it() {
        for plain in ["a/b.c", "über-uns", ".", "a.html#b"] {
            assert_eq!(shell_word(plain), plain);
        }
        assert_eq!(shell_word("it's $HOME"), "'it'\\''s $HOME'");
        for odd in ["-a", "", "a b", "a\"b", "#b", "~a"] {
            assert_eq!(shell_word(odd), format!("'{odd}'"));
        }
    }
}
