//! The reading time of a chapter.
//!
//! Pure. Counts the words that a page shows: headings, running text, lists, tables, code and notes. Ignores raw HTML.

use super::tree::{Block, Chapter, each_block, plain_text};

/// How many words people read in a minute, on average.
const WORDS_A_MINUTE: usize = 220;

/// How many characters per minute, in scripts without spaces between words.
const CHARACTERS_A_MINUTE: usize = 500;

/// The minutes that it takes to read a chapter with its notes, rounded; 0 for less than half a minute.
pub fn minutes(chapter: &Chapter) -> usize {
    let mut amount = Amount::default();
    amount.blocks(&chapter.blocks);
    for heading in &chapter.headings {
        amount.text(&heading.text);
    }
    for footnote in chapter.footnotes.iter().filter(|footnote| footnote.number > 0) {
        amount.blocks(&footnote.blocks);
    }
    amount.minutes()
}

/// The amount of text.
#[derive(Debug, Default, PartialEq)]
struct Amount {
    words: usize,
    characters: usize,
}

impl Amount {
    fn minutes(&self) -> usize {
        let halves = self.words * 2 * CHARACTERS_A_MINUTE + self.characters * 2 * WORDS_A_MINUTE;
        let minute = WORDS_A_MINUTE * CHARACTERS_A_MINUTE;
        (halves / minute).div_ceil(2)
    }

    fn text(&mut self, text: &str) {
        let mut inside = false;
        if text.is_ascii() {
            for byte in text.bytes() {
                // The same as for other characters, but no character stands alone.
                if matches!(byte, b'\t'..=b'\r' | b' ') {
                    inside = false;
                } else if byte.is_ascii_alphanumeric() && !inside {
                    self.words += 1;
                    inside = true;
                }
            }
            return;
        }
        for c in text.chars() {
            if stands_alone(c) {
                self.characters += 1;
                inside = false;
            } else if c.is_whitespace() {
                inside = false;
            } else if c.is_alphanumeric() && !inside {
                self.words += 1;
                inside = true;
            }
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        each_block(blocks, &mut |block| {
            match block {
                Block::Code(code) => self.text(&code.text),
                Block::Container(container) => self.text(&container.title),
                _ => {}
            }
            block.each_passage(&mut |inlines| self.text(&plain_text(inlines)));
        });
    }
}

/// Whether a character belongs to a script without spaces between words: Chinese and Japanese. Korean has spaces.
fn stands_alone(c: char) -> bool {
    matches!(
        u32::from(c),
        0x3041..=0x30FF | 0x31F0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF
            | 0xF900..=0xFAFF | 0xFF66..=0xFF9F | 0x20000..=0x323AF
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> (usize, usize) {
        let mut amount = Amount::default();
        amount.text(text);
        (amount.words, amount.characters)
    }

    #[test]
    fn words_are_what_stands_between_spaces() {
        assert_eq!(amount("Don't re-run it – twice, 3 times."), (6, 0));
        assert_eq!(amount(" … – \n"), (0, 0));
        assert_eq!(amount("한국어 문장"), (2, 0));
    }

    #[test]
    fn plain_text_counts_like_any_other() {
        for byte in 0..128_u8 {
            let c = char::from(byte);
            let plain = format!("a{c}b {c} c");
            assert_eq!(amount(&plain), amount(&format!("{plain} –")), "{c:?}");
        }
    }

    #[test]
    fn chinese_and_japanese_count_by_characters() {
        assert_eq!(amount("今日は、良い天気。"), (0, 7));
        assert_eq!(amount("用 Rust 写的程序"), (1, 5));
    }

    #[test]
    fn minutes_are_rounded_to_the_nearest() {
        let minutes = |words, characters| Amount { words, characters }.minutes();
        assert_eq!(minutes(0, 0), 0);
        assert_eq!(minutes(109, 0), 0);
        assert_eq!(minutes(110, 0), 1);
        assert_eq!(minutes(329, 0), 1);
        assert_eq!(minutes(330, 0), 2);
        assert_eq!(minutes(1980, 0), 9);
        assert_eq!(minutes(0, 1000), 2);
        assert_eq!(minutes(110, 250), 1);
    }
}
