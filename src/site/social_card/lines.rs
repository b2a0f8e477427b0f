//! Breaks a text into lines that fit a frame. Pure arithmetic with the widths of letters.

/// The letters of a text that are measured, more than any frame can show.
const MOST_LETTERS: usize = 2_000;

/// The space for a text.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    /// The width in pixels.
    pub width: f32,
    /// The sizes to try, the largest first, each with the most lines that fit.
    pub sizes: &'static [(u16, usize)],
}

/// A text in lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    /// The size of the letters in pixels.
    pub size: u16,
    /// The lines; the last one is cut with an ellipsis if the text is too long for the frame.
    pub lines: Vec<String>,
}

/// An unbreakable piece: a word, or a sign of a script that breaks anywhere.
struct Piece<'a> {
    text: &'a str,
    /// Whether it is separated by a space from the piece before on the same line.
    spaced: bool,
}

/// Breaks a text into lines in the largest size in which all of it fits and no word is broken; if there is none, in the
/// smallest. `advance` is the width of a letter at one pixel.
pub(super) fn fit(text: &str, frame: &Frame, advance: impl Fn(char) -> f32) -> Lines {
    let end = text.char_indices().nth(MOST_LETTERS).map_or(text.len(), |(at, _)| at);
    let text = text.get(..end).unwrap_or_default();
    let pieces = pieces(text);
    let width = |text: &str| text.chars().map(&advance).sum::<f32>();
    for (size, most) in frame.sizes.iter().copied() {
        let room = frame.width / f32::from(size);
        let fits = |room: f32| {
            let lines = broken(&pieces, room, &width);
            (lines.len() <= most && lines.iter().all(|line| width(line) <= room)).then_some(lines)
        };
        if let Some(lines) = fits(room) {
            return Lines { size, lines: even(lines, room, fits) };
        }
    }
    let (size, most) = frame.sizes.last().copied().unwrap_or((1, 1));
    let room = frame.width / f32::from(size);
    Lines { size, lines: cut(broken(&pieces, room, &width), most, room, &width) }
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for word in text.split_whitespace() {
        let mut spaced = !pieces.is_empty();
        let mut rest = word;
        while let Some(first) = rest.chars().next() {
            let end = match breaks_anywhere(first) {
                true => first.len_utf8(),
                false => rest.find(breaks_anywhere).unwrap_or(rest.len()),
            };
            let (text, after) = rest.split_at(end);
            pieces.push(Piece { text, spaced });
            spaced = false;
            rest = after;
        }
    }
    pieces
}

/// Whether a line may end before and after this sign, as in Chinese and Japanese.
fn breaks_anywhere(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// As many pieces on each line as fit. A piece that is too wide has a line of its own.
fn broken(pieces: &[Piece], room: f32, width: &impl Fn(&str) -> f32) -> Vec<String> {
    let space = width(" ");
    let mut lines: Vec<(String, f32)> = Vec::new();
    for piece in pieces {
        let own = width(piece.text);
        let gap = if piece.spaced { space } else { 0.0 };
        match lines.last_mut() {
            Some((line, used)) if *used + gap + own <= room => {
                if piece.spaced {
                    line.push(' ');
                }
                line.push_str(piece.text);
                *used += gap + own;
            }
            _ => lines.push((piece.text.to_string(), own)),
        }
    }
    lines.into_iter().map(|(line, _)| line).collect()
}

/// The same number of lines, as even as possible: the narrowest space that does not need more.
fn even(
    mut lines: Vec<String>,
    room: f32,
    fits: impl Fn(f32) -> Option<Vec<String>>,
) -> Vec<String> {
    let (mut narrow, mut wide) = (room / lines.len().max(1) as f32, room);
    for _ in 0..12 {
        let middle = f32::midpoint(narrow, wide);
        match fits(middle).filter(|tried| tried.len() == lines.len()) {
            Some(tried) => {
                lines = tried;
                wide = middle;
            }
            None => narrow = middle,
        }
    }
    lines
}

/// The first lines, none of them wider than the space, with an ellipsis if something is missing.
fn cut(lines: Vec<String>, most: usize, room: f32, width: &impl Fn(&str) -> f32) -> Vec<String> {
    let is_last = |index: usize| index + 1 == most && index + 1 < lines.len();
    let shortened = |(index, line): (usize, &String)| {
        if !is_last(index) && width(line) <= room {
            return line.clone();
        }
        let mut line = line.clone();
        while !line.is_empty() && width(&line) + width("…") > room {
            line.pop();
        }
        format!("{}…", line.trim_end())
    };
    lines.iter().take(most).enumerate().map(shortened).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Frame = Frame { width: 120.0, sizes: &[(12, 2), (10, 2)] };

    fn lines(text: &str) -> (u16, Vec<String>) {
        let Lines { size, lines } = fit(text, &FRAME, |_| 1.0);
        (size, lines)
    }

    #[test]
    fn the_largest_size_that_fits_is_taken_and_its_lines_are_even() {
        assert_eq!(lines("short"), (12, vec!["short".into()]));
        assert_eq!(lines("aaa bbb ccc"), (12, vec!["aaa bbb".into(), "ccc".into()]));
        assert_eq!(lines("aaaa bbbb cc dd"), (12, vec!["aaaa bbbb".into(), "cc dd".into()]));
        assert_eq!(lines("aaaaaaaaaaa b"), (10, vec!["aaaaaaaaaaa".into(), "b".into()]));
        assert_eq!(lines(""), (12, vec![]));
    }

    #[test]
    fn what_does_not_fit_is_cut_with_an_ellipsis() {
        let (size, cut) = lines("aaaaaaaaaaaaaaa bbbbbbb ccccccc ddd");
        assert_eq!((size, cut), (10, vec!["aaaaaaaaaaa…".to_string(), "bbbbbbb…".to_string()]));
    }

    #[test]
    fn signs_that_break_anywhere_do() {
        let (size, broken) = lines("一二三四五六七八九十一二 ab三");
        assert_eq!((size, broken.concat().chars().count()), (12, 16));
        assert_eq!(broken.len(), 2);
    }
}
