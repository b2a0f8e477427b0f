//! Which lines of a growing text are in a fenced block of code.

/// Reads a text as it grows, each line once.
#[derive(Debug, Default)]
pub(super) struct Fences {
    /// The offset after the last line that was read.
    done: usize,
    /// The sign and the length of the fence that is open.
    open: Option<(char, usize)>,
}

impl Fences {
    /// Whether the end of the text, which is longer than the last time, is in a block of code.
    pub(super) fn are_open(&mut self, text: &str) -> bool {
        let end = text.rfind('\n').map_or(0, |at| at + 1);
        for line in text.get(self.done..end).unwrap_or_default().lines() {
            self.line(line);
        }
        self.done = end.max(self.done);
        self.open.is_some()
    }

    fn line(&mut self, line: &str) {
        // A fence can stand in quotations and at the beginning of an item.
        let bare = line.trim_start_matches([' ', '\t', '>', '-', '*', '+']);
        let sign = bare.chars().next().filter(|sign| ['`', '~'].contains(sign));
        let Some(sign) = sign else { return };
        let rest = bare.trim_start_matches(sign);
        let length = bare.len() - rest.len();
        match self.open {
            Some((open, least)) if sign == open && length >= least && rest.trim().is_empty() => {
                self.open = None;
            }
            None if length >= 3 && !(sign == '`' && rest.contains('`')) => {
                self.open = Some((sign, length));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_open_and_close() {
        let cases = [
            ("", false),
            ("```md\n", true),
            ("```md\n~~~\n", true),
            ("````md\n```\n", true),
            ("```md\na\n```\n", false),
            ("> ```\n> ", true),
            ("- ~~~\n", true),
            ("```a``` b\n", false),
        ];
        for (text, expected) in cases {
            assert_eq!(Fences::default().are_open(text), expected, "{text}");
        }
        let mut fences = Fences::default();
        let answers = ["a\n``", "a\n```\n", "a\n```\n```\n"].map(|text| fences.are_open(text));
        assert_eq!(answers, [false, true, false]);
    }
}
