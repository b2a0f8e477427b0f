//! Whole numbers in printable characters.
//!
//! Owns the alphabet of the index. Small numbers are one character, so that a list of small gaps is
//! short text that compresses well and needs no escaping in a script.

/// Numbers below this are one character.
const SINGLE: u32 = 72;

/// How many different characters mean that more follow.
const CONTINUED: u32 = 19;

/// The character of a digit of the alphabet: printable ASCII without `"`, `\`, `|` and `~`.
pub(super) fn letter(digit: u32) -> u8 {
    let plain = b' '.wrapping_add(u8::try_from(digit).unwrap_or(u8::MAX));
    match plain {
        ..=b'!' => plain,
        _ if plain + 1 < b'\\' => plain + 1,
        _ if plain + 2 < b'|' => plain + 2,
        _ => plain + 3,
    }
}

/// The digit of a character; `None` for one that is not in the alphabet.
fn digit(letter: u8) -> Option<u32> {
    let digit = match letter {
        b' ' | b'!' => letter - b' ',
        b'#'..=b'[' => letter - b' ' - 1,
        b']'..=b'{' => letter - b' ' - 2,
        b'}' => letter - b' ' - 3,
        _ => return None,
    };
    Some(u32::from(digit))
}

/// Appends a number. Below 72 it is one character; a larger one is a sequence of characters from 72 on, each a digit to
/// the base of 19, lowest first, and a last one below 72.
pub(super) fn push(mut number: u32, out: &mut Vec<u8>) {
    while number >= SINGLE {
        number -= SINGLE;
        out.push(letter(SINGLE + number % CONTINUED));
        number /= CONTINUED;
    }
    out.push(letter(number));
}

/// Numbers as text: the characters of the alphabet are ASCII.
pub(super) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Reads the number that begins at `at` and moves past it; `None` at the end.
pub(super) fn next(bytes: &[u8], at: &mut usize) -> Option<u32> {
    let (mut number, mut weight) = (0u32, 1u32);
    loop {
        let value = digit(*bytes.get(*at)?)?;
        *at += 1;
        if value < SINGLE {
            return number.checked_add(value.checked_mul(weight)?);
        }
        // The digit is the remainder plus the seventy-two that was subtracted.
        number = number.checked_add(value.checked_mul(weight)?)?;
        weight = weight.checked_mul(CONTINUED)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_alphabet_is_printable_and_in_order() {
        let letters: Vec<u8> = (0..SINGLE + CONTINUED).map(letter).collect();
        assert!(letters.is_sorted());
        assert_eq!((letters[0], letters[90]), (b' ', b'}'));
        assert!(letters.iter().all(|letter| !b"\"\\|~".contains(letter)));
        for (value, letter) in letters.iter().enumerate() {
            assert_eq!(digit(*letter), Some(value as u32));
        }
    }

    #[test]
    fn every_number_comes_back() {
        let numbers =
            (0..3000).chain([71, 72, 90, 91, 1440, 1441, 60_000, 9_999_999, 4_000_000_000]);
        for number in numbers {
            let mut bytes = Vec::new();
            push(number, &mut bytes);
            let mut at = 0;
            assert_eq!(next(&bytes, &mut at), Some(number));
            assert_eq!(at, bytes.len());
            assert_eq!(next(&bytes, &mut at), None);
        }
    }
}
