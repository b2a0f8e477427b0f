//! When two words are one in two spellings, by their letters alone.
//!
//! Knows no language, so a slip of the pen and another form of a word look alike to it.

use super::change::Change;

/// From this many letters on a word may have a letter too many, too few or another one, and two that have changed places.
pub(super) const SPELT: usize = 5;
const TURNED: usize = 4;

/// How many letters at their beginning such words share: what stands in front turns a word round, as in `unsigned`.
const BEGINNING: usize = 3;

/// The same of a long word.
const WITHIN: usize = 2;

/// How many letters two forms of a word share at the beginning, besides two thirds of the longer one.
const STEM: usize = 6;

/// A word of more letters is none: it has no other form and no other spelling. To look for these takes a time that grows with
/// the square of its length.
pub(super) const LONGEST: usize = 40;

/// From this many letters on a vowel for another is a slip.
const LONG: usize = 7;

/// Whether a word of consonants has its letters from another one, in order: `js` from `javascript`.
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

/// Whether two words are one in two spellings: a letter doubled or not, two that have changed places, one of those that two
/// spellings of a language differ in, or else some letter within, which may be a slip.
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
    // Most letters from the beginning on: another form that the stemmer does not know, or a word made of the other.
    let other_form = same >= STEM && same * 3 >= long.len() * 2;
    if strsim::osa_distance(one, other) > 1 {
        return other_form.then_some(Change::Letter);
    }
    let (x, y) = (short.get(same).copied(), long.get(same).copied());
    let (before, after) = (long.get(same.saturating_sub(1)).copied(), long.get(same + 1).copied());
    let is_turned = short.len() == long.len() && x == after && short.get(same + 1).copied() == y;
    let is_doubled = short.len() < long.len() && (y == before || y == after);
    if is_turned || is_doubled {
        // Of these only `travelling` and `traveling` are surely one word.
        let is_usual = is_doubled && y == Some('l') && short.len() >= SPELT;
        return Some(if is_usual { Change::Form } else { Change::Letter });
    }
    if same + 1 == long.len() && short.len() == long.len() {
        // Another ending, which the stemmer does not know for one of the same word: `employee` and `employer`.
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
