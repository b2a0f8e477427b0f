//! Whether two words are spellings of the same word, by their letters only.
//!
//! Knows no language, so it does not distinguish a typing error from another form of a word.

use super::change::Change;

/// The length from which a word may have one letter added, missing or changed, or two exchanged.
pub(super) const SPELT: usize = 5;
const TURNED: usize = 4;

/// How many initial letters such words share: a prefix can reverse the meaning, as in `unsigned`.
const BEGINNING: usize = 3;

/// The same for a long word.
const WITHIN: usize = 2;

/// How many initial letters two forms of a word share, besides two thirds of the longer one.
const STEM: usize = 6;

/// Longer words have no other form and no other spelling. The time of the comparison grows with the square of the
/// length.
pub(super) const LONGEST: usize = 40;

/// The length from which a different vowel is a typing error.
const LONG: usize = 7;

/// Whether a word of consonants abbreviates another one, in order: `js` for `javascript`.
pub(super) fn is_short_for(short: &str, long: &str) -> bool {
    let mut letters = long.chars();
    short.len() > 1
        && short.len() < SPELT
        && !short.contains(is_vowel)
        && short.chars().all(|c| letters.any(|letter| letter == c))
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// Compares the spellings of two words: a letter is doubled or not, two are exchanged, one differs between two
/// spellings of a language, or another inner letter differs, which may be a typing error.
pub(super) fn spelling(one: &str, other: &str) -> Option<Change> {
    let is_long = |word: &str| word.chars().nth(LONGEST).is_some();
    if one.chars().next() != other.chars().next() || is_long(one) || is_long(other) {
        return None;
    }
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if short.len() < TURNED {
        return None;
    }
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    // Most initial letters are the same: another form that the stemmer does not know, or a derived word.
    let other_form = same >= STEM && same * 3 >= long.len() * 2;
    if strsim::osa_distance(one, other) > 1 {
        return other_form.then_some(Change::Letter);
    }
    let (x, y) = (short.get(same).copied(), long.get(same).copied());
    let (before, after) = (long.get(same.saturating_sub(1)).copied(), long.get(same + 1).copied());
    let is_swapped = short.len() == long.len() && x == after && short.get(same + 1).copied() == y;
    let is_doubled = short.len() < long.len() && (y == before || y == after);
    if is_swapped || is_doubled {
        // Of these only `travelling` and `traveling` are certainly one word.
        let is_usual = is_doubled && y == Some('l') && short.len() >= SPELT;
        return Some(if is_usual { Change::Form } else { Change::Letter });
    }
    if same + 1 == long.len() && short.len() == long.len() {
        // Another ending, which the stemmer does not reduce to the same stem: `employee` and `employer`.
        return None;
    }
    let is_one_for_another = short.len() == long.len() && short.len() >= LONG;
    let is_within = same >= WITHIN && long.len() > SPELT;
    if short.len() < SPELT || (same < BEGINNING && !is_one_for_another && !is_within) {
        return None;
    }
    let is_usual = match (x, y) {
        (_, Some('u')) if short.len() < long.len() => before == Some('o'),
        (Some('s'), Some('z' | 'c')) | (Some('z' | 'c'), Some('s')) => short.len() == long.len(),
        (Some(x), Some(y)) => {
            short.len() == long.len() && short.len() >= LONG && is_vowel(x) && is_vowel(y)
        }
        _ => false,
    };
    Some(if is_usual { Change::Form } else { Change::Letter })
}
