//! Which existing name an author means with one that does not exist.
//!
//! Owns what counts as near. A lookup in [`Names`] compares a bounded number of names, so a book with a fault in each
//! line is checked in time that grows with its length.

use unicode_normalization::UnicodeNormalization;

/// The longest name that is compared, in bytes: the time of a comparison grows with the product of the lengths.
const LONGEST: usize = 200;

/// Up to so many names are compared one by one.
const FEW: usize = 64;

/// In a longer list, how many names before and after the wanted one are compared.
const BESIDE: usize = 16;

/// How many names that one slip sets apart from the wanted one are compared.
const MOST_WITH_A_SLIP: usize = 128;

/// The most places of slips that a list notes; longer lists are searched without them.
const MOST_NOTED: usize = 1_000_000;

/// The most differences, in letters, between two near names.
const MOST_SLIPS: usize = 3;

/// The fewest letters of a name that can be the beginning of a longer one.
const SHORTEST_START: usize = 4;

/// A name with its case and its way of writing accents evened out.
pub fn folded(name: &str) -> String {
    match name.is_ascii() {
        true => name.to_ascii_lowercase(),
        false => name.nfc().flat_map(char::to_lowercase).nfc().collect(),
    }
}

/// How far a name is from the wanted one, both folded: the number of letters that are added, missing, changed or
/// swapped. A third of the letters can differ, so of a name of two letters none. Names that only begin with the wanted one come
/// last.
fn distance(wanted: &str, name: &str) -> Option<usize> {
    let (length, other) = (wanted.chars().count(), name.chars().count());
    let most = (length / 3).min(MOST_SLIPS);
    let slips = match length.abs_diff(other) <= most {
        true => slips(wanted, name, most),
        false => None,
    };
    let begins = || length >= SHORTEST_START && name.starts_with(wanted);
    slips.or_else(|| begins().then(|| MOST_SLIPS + other - length))
}

/// The number of letters that are added, missing, changed or swapped, if it is at most `most`. Of the table of all beginnings of both
/// names only the band is filled in where so few slips can lead, so the time grows with the length of a name and not with its square.
fn slips(wanted: &str, name: &str, most: usize) -> Option<usize> {
    let (wanted, name): (Vec<char>, Vec<char>) = (wanted.chars().collect(), name.chars().collect());
    let (wanted, name) = without_same_ends(&wanted, &name);
    if own_letters(wanted, name) > most {
        return None;
    }
    let too_many = most + 1;
    // In a row for `row` letters of the wanted name, place `shift` is for `row + shift - most` letters of the other.
    let place = |row: &[usize], shift: Option<usize>| {
        shift.and_then(|shift| row.get(shift)).copied().unwrap_or(too_many)
    };
    let letter = |of: &[char], number: usize| of.get(number.wrapping_sub(1)).copied();
    let mut last = vec![too_many; 2 * most + 1];
    let mut before_last = last.clone();
    for row in 0..=wanted.len() {
        let mut next = vec![too_many; 2 * most + 1];
        for shift in 0..next.len() {
            let column = (row + shift).checked_sub(most).filter(|column| *column <= name.len());
            let Some(column) = column else { continue };
            let (one, other) = (letter(wanted, row), letter(name, column));
            let fewest = if row == 0 || column == 0 {
                row + column
            } else if one == other {
                place(&last, Some(shift))
            } else {
                let added_or_removed =
                    place(&next, shift.checked_sub(1)).min(place(&last, Some(shift + 1)));
                let is_swap = one == letter(name, column - 1) && other == letter(wanted, row - 1);
                let swapped = if is_swap { place(&before_last, Some(shift)) } else { too_many };
                1 + added_or_removed.min(place(&last, Some(shift))).min(swapped)
            };
            if let Some(place) = next.get_mut(shift) {
                *place = fewest.min(too_many);
            }
        }
        if next.iter().all(|slips| *slips == too_many) {
            return None;
        }
        before_last = std::mem::replace(&mut last, next);
    }
    let end = (name.len() + most).checked_sub(wanted.len());
    Some(place(&last, end)).filter(|slips| *slips <= most)
}

/// Two names without what both begin with and what both end with, in which there are no slips.
fn without_same_ends<'a>(one: &'a [char], other: &'a [char]) -> (&'a [char], &'a [char]) {
    let start = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let (one, other) =
        (one.get(start..).unwrap_or_default(), other.get(start..).unwrap_or_default());
    let same = one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other);
    let end = same.count();
    let cut = |of: &'a [char]| of.get(..of.len() - end).unwrap_or_default();
    (cut(one), cut(other))
}

/// How many letters one of two names has more than the other, at least: no fewer slips set them apart.
fn own_letters(one: &[char], other: &[char]) -> usize {
    let mut counts = [0_isize; 32];
    for (letters, step) in [(one, 1), (other, -1)] {
        for letter in letters {
            counts.get_mut(*letter as usize % 32).into_iter().for_each(|count| *count += step);
        }
    }
    let more = |sign: isize| counts.iter().map(|count| (count * sign).max(0)).sum::<isize>();
    more(1).max(more(-1)).unsigned_abs()
}

/// Whether a name is near the wanted one.
pub fn is_near(wanted: &str, name: &str) -> bool {
    wanted.len() <= LONGEST
        && name.len() <= LONGEST
        && distance(&folded(wanted), &folded(name)).is_some()
}

/// Whether two names are the same text, whichever way accents are written.
pub fn is_same_text(one: &str, other: &str) -> bool {
    one.nfc().eq(other.nfc())
}

/// The nearest of a few names, if any is near. Ties go to the first in order, so the answer depends on the arguments
/// only.
pub fn nearest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = folded(wanted);
    if wanted.len() > LONGEST {
        return None;
    }
    let near = names.into_iter().filter(|name| name.len() <= LONGEST);
    let near = near.filter_map(|name| Some((distance(&wanted, &folded(name))?, name)));
    near.min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// Many names, arranged for lookups.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// The folded form and the name, sorted.
    names: Vec<(String, String)>,
    /// The folded forms from the last letter to the first, sorted, each with its index in `names`.
    backwards: Vec<(String, usize)>,
    /// The hash of each text that is the folded form of a name or lacks one of its letters, with the index of the name, sorted. Two
    /// names that one slip sets apart have such a text in common.
    slips: Vec<(u64, usize)>,
}

impl Names {
    /// Arranges the names.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let names = names.into_iter().filter(|name| name.len() <= LONGEST);
        let mut names: Vec<(String, String)> =
            names.map(|name| (folded(name), name.to_string())).collect();
        names.sort();
        names.dedup();
        let mut arranged = Names { names, ..Names::default() };
        if arranged.names.len() > FEW {
            arranged.arrange();
        }
        arranged
    }

    fn arrange(&mut self) {
        let backwards = self.names.iter().enumerate();
        self.backwards =
            backwards.map(|(at, (folded, _))| (folded.chars().rev().collect(), at)).collect();
        self.backwards.sort();
        if self.names.iter().map(|(folded, _)| folded.len() + 1).sum::<usize>() > MOST_NOTED {
            return;
        }
        for (at, (folded, _)) in self.names.iter().enumerate() {
            self.slips.extend(with_a_slip(folded).into_iter().map(|hash| (hash, at)));
        }
        self.slips.sort_unstable();
    }

    /// The name that differs at most in case and in its way of writing accents.
    pub fn same(&self, wanted: &str) -> Option<&str> {
        let wanted = folded(wanted);
        let (known, name) = self.names.get(self.names.partition_point(|one| one.0 < wanted))?;
        (*known == wanted).then_some(name)
    }

    /// The nearest name, if any is near.
    pub fn nearest(&self, wanted: &str) -> Option<&str> {
        if let Some(same) = self.same(wanted) {
            return Some(same);
        }
        let wanted = folded(wanted);
        if wanted.len() > LONGEST {
            return None;
        }
        let mut compared = self.compared(&wanted);
        compared.sort_unstable();
        compared.dedup();
        let near = compared.into_iter().filter_map(|at| {
            let (folded, name) = self.names.get(at)?;
            Some((distance(&wanted, folded)?, name))
        });
        near.min_by_key(|(distance, _)| *distance).map(|(_, name)| name.as_str())
    }

    /// The names that are compared with the wanted one: those that one slip sets apart, and those that begin or end
    /// like it.
    fn compared(&self, wanted: &str) -> Vec<usize> {
        if self.names.len() <= FEW {
            return (0..self.names.len()).collect();
        }
        let around = |at: usize| at.saturating_sub(BESIDE)..self.names.len().min(at + BESIDE);
        let mut compared: Vec<usize> =
            around(self.names.partition_point(|(folded, _)| **folded < *wanted)).collect();
        let backwards: String = wanted.chars().rev().collect();
        let from_end = around(self.backwards.partition_point(|(folded, _)| *folded < backwards));
        compared.extend(self.backwards.get(from_end).into_iter().flatten().map(|(_, at)| *at));
        let slips = with_a_slip(wanted).into_iter().flat_map(|hash| {
            let first = self.slips.partition_point(|(one, _)| *one < hash);
            let all = self.slips.get(first..).unwrap_or_default().iter();
            all.take_while(move |(one, _)| *one == hash).map(|(_, at)| *at).take(FEW)
        });
        compared.extend(slips.take(MOST_WITH_A_SLIP));
        compared
    }
}

/// The hashes of a text, and of the text without each of its letters. Each hash is made of that of what is before the letter and that
/// of what is after it, so that all of them take time that grows with the length of the text.
fn with_a_slip(text: &str) -> Vec<u64> {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let add = |hash: u64, byte: u8| hash.wrapping_mul(FACTOR).wrapping_add(u64::from(byte) + 1);
    let (mut before, mut whole) = (Vec::with_capacity(text.len()), 0);
    for byte in text.bytes() {
        before.push(whole);
        whole = add(whole, byte);
    }
    let mut hashes = vec![whole];
    let (mut after, mut factor) = (0_u64, 1_u64);
    for ((at, letter), before) in
        text.char_indices().rev().filter_map(|one| Some((one, before.get(one.0)?)))
    {
        hashes.push(before.wrapping_mul(factor).wrapping_add(after));
        for byte in text.as_bytes().get(at..at + letter.len_utf8()).unwrap_or_default().iter().rev()
        {
            after = after.wrapping_add(factor.wrapping_mul(u64::from(*byte) + 1));
            factor = factor.wrapping_mul(FACTOR);
        }
    }
    hashes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names that a list of any length has.
    const NAMES: [&str; 6] =
        ["hiring.md", "HR.md", "caf\u{e9}.md", "github-pages", "title", "zebra-crossing.md"];

    #[test]
    fn a_name_is_near_or_it_is_not_named() {
        let numbered: Vec<String> = (0..5_000).map(|n| format!("chapter-{n:04}.md")).collect();
        let many = Names::new(NAMES.into_iter().chain(numbered.iter().map(String::as_str)));
        for (wanted, expected) in [
            ("Hiring.MD", Some("hiring.md")),
            ("hr.md", Some("HR.md")),
            ("cafe\u{301}.md", Some("caf\u{e9}.md")),
            ("CAFE\u{301}.md", Some("caf\u{e9}.md")),
            ("hirring.md", Some("hiring.md")),
            ("ihring.md", Some("hiring.md")),
            ("zebra-crosing.mdx", Some("zebra-crossing.md")),
            ("titel", Some("title")),
            ("github", Some("github-pages")),
            ("git", None),
            ("weight", None),
            ("ht", None),
            ("x", None),
            ("a-far-longer-name.md", None),
            ("", None),
        ] {
            assert_eq!(nearest(wanted, NAMES), expected, "{wanted}");
            assert_eq!(many.nearest(wanted), expected, "{wanted} among many");
        }
        assert_eq!(many.nearest("chapter-0917.ms"), Some("chapter-0917.md"));
        assert_eq!(many.same("hirring.md"), None);
    }

    #[test]
    fn the_first_of_two_that_are_as_near_is_named() {
        assert_eq!(nearest("plan-3", ["plan-1", "plan-2"]), Some("plan-1"));
        assert_eq!(Names::new(["plan-2", "plan-1"]).nearest("plan-3"), Some("plan-1"));
        assert_eq!(nearest("plan", ["planner", "Plan"]), Some("Plan"));
    }

    #[test]
    fn lookups_do_not_grow_with_the_names() {
        let names: Vec<String> = (0..20_000).map(|n| format!("page-{n:06}")).collect();
        let names = Names::new(names.iter().map(String::as_str));
        for number in (0..20_000).step_by(997) {
            let compared = names.compared(&format!("page-{number:06}x"));
            assert!(compared.len() < 2_000, "{}", compared.len());
        }
    }

    /// Over few letters, so that many of them are swapped or the same.
    #[test]
    fn slips_are_counted_as_in_the_whole_table() {
        let mut random = fastrand::Rng::with_seed(7);
        let mut found = [0; MOST_SLIPS + 1];
        for _ in 0..20_000 {
            let mut name = || -> String {
                let length = random.usize(0..9);
                std::iter::repeat_with(|| random.char('a'..='c')).take(length).collect()
            };
            let (one, other) = (name(), name());
            let all = strsim::osa_distance(&one, &other);
            let expected = Some(all).filter(|slips| *slips <= MOST_SLIPS);
            assert_eq!(slips(&one, &other, MOST_SLIPS), expected, "{one:?} {other:?}");
            found.get_mut(all).into_iter().for_each(|count| *count += 1);
        }
        assert!(found.iter().all(|count| *count > 50), "{found:?}");
    }

    #[test]
    fn a_text_without_a_letter_has_the_hash_of_the_rest() {
        let hashes = with_a_slip("héab");
        let of_the_rest =
            ["héab", "héa", "héb", "hab", "éab"].map(|rest| with_a_slip(rest).first().copied());
        assert_eq!(hashes.into_iter().map(Some).collect::<Vec<_>>(), of_the_rest);
    }
}
