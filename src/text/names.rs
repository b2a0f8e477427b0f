//! Which existing name an author means with one that does not exist.
//!
//! Owns what counts as near. A lookup in [`Names`] compares a bounded number of names, so a book with a fault in each
//! line is checked in time that grows with its length.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use unicode_normalization::UnicodeNormalization;

/// The longest name that is compared, in bytes: the time of a comparison grows with the product of the lengths.
const LONGEST: usize = 200;

/// Up to so many names are compared one by one.
const FEW: usize = 64;

/// In a longer list, how many names before and after the wanted one are compared.
const BESIDE: usize = 16;

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
        true => Some(strsim::damerau_levenshtein(wanted, name)).filter(|slips| *slips <= most),
        false => None,
    };
    let begins = || length >= SHORTEST_START && name.starts_with(wanted);
    slips.or_else(|| begins().then(|| MOST_SLIPS + other - length))
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
    /// The names, by the hash of each text that is the folded form or lacks one of its letters. Two names that one
    /// slip sets apart have such a text in common.
    slips: HashMap<u64, Vec<usize>>,
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
        for (at, (folded, _)) in self.names.iter().enumerate() {
            for hash in with_a_slip(folded) {
                self.slips.entry(hash).or_default().push(at);
            }
        }
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
        let slips = with_a_slip(wanted).filter_map(|hash| self.slips.get(&hash));
        compared.extend(slips.flat_map(|all| all.iter().take(FEW)));
        compared
    }
}

/// The hashes of a text, and of the text without each of its letters.
fn with_a_slip(text: &str) -> impl Iterator<Item = u64> {
    let hash = |start: &str, rest: &str| {
        let mut hasher = DefaultHasher::new();
        start.as_bytes().iter().chain(rest.as_bytes()).for_each(|byte| byte.hash(&mut hasher));
        hasher.finish()
    };
    let without = text.char_indices().map(move |(at, letter)| {
        let (start, rest) = text.split_at(at);
        hash(start, rest.get(letter.len_utf8()..).unwrap_or_default())
    });
    std::iter::once(hash(text, "")).chain(without)
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
}
