//! The likeness of two items, by their visible letters.
//!
//! The measure is Dice's coefficient over pairs of letters. It compares two texts, never their places; `truth` decides
//! what follows.

use crate::page::Item;

/// From this likeness a rewording is certain.
pub const SURE: f64 = 0.72;
/// From this likeness a rewording is certain if only one item was changed into one other.
pub const LIKELY: f64 = 0.5;
/// Below this, two items are unrelated.
pub const UNLIKELY: f64 = 0.4;
/// The least likeness of two items if one begins with all of the other.
const EXTENDED: f64 = 0.85;
/// The least likeness of two items with the same label or title.
const NAMED: f64 = 0.9;
/// What a shared leading link adds.
const SAME_LINK: f64 = 0.3;
/// From this likeness an item with another resource may still be the old one.
const OTHER_RESOURCE: f64 = 0.85;
/// The weight of a text that is distinctive.
const TELLING: usize = 12;

/// The relation of two items, by themselves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Likeness {
    /// Alike to this degree.
    Alike(f64),
    /// Alike to this degree, but with a difference that may be decisive.
    Suspicious(f64),
    /// Different items.
    Different,
}

impl Likeness {
    /// The degree; 0 for different items.
    pub fn degree(self) -> f64 {
        match self {
            Likeness::Alike(degree) | Likeness::Suspicious(degree) => degree,
            Likeness::Different => 0.0,
        }
    }
}

/// The compared data of an item, made once.
#[derive(Debug)]
pub struct Profile<'a> {
    item: &'a Item,
    pairs: Vec<(char, char)>,
    name_pairs: Vec<(char, char)>,
}

impl<'a> Profile<'a> {
    pub fn of(item: &'a Item) -> Profile<'a> {
        let name_pairs = pairs(item.name.as_deref().unwrap_or_default());
        Profile { item, pairs: pairs(&item.visible), name_pairs }
    }

    pub fn likeness(&self, other: &Profile) -> Likeness {
        let (old, new) = (self.item, other.item);
        let same_link = first_link(old).is_some() && first_link(old) == first_link(new);
        // Most pairs have very different lengths, so their letters need not be compared.
        let most = most_alike(self.pairs.len(), other.pairs.len());
        let extended =
            begins_with(&new.visible, &old.visible) || begins_with(&old.visible, &new.visible);
        if most < UNLIKELY && !extended && !same_link && !same_label(old, new) {
            return Likeness::Different;
        }
        let mut degree = dice(&self.pairs, &other.pairs);
        let same_title = same_link && old.name.is_some() && old.name == new.name;
        if same_title || same_label(old, new) {
            return Likeness::Alike(degree.max(NAMED));
        }
        if extended {
            degree = degree.max(EXTENDED);
        }
        if same_link {
            degree = (degree + SAME_LINK).min(1.0);
        } else if old.name.is_some() && new.name.is_some() && old.name != new.name {
            return self.other_resource(other, degree);
        }
        if degree < UNLIKELY {
            return Likeness::Different;
        }
        let doubtful = (!extended && denials(&old.visible) != denials(&new.visible))
            || (!same_link && differ_in_digits(&old.visible, &new.visible));
        if doubtful { Likeness::Suspicious(degree) } else { Likeness::Alike(degree) }
    }

    /// Both begin with a link, and text and target of the links differ: in lists of links that is usually another
    /// resource, however similar the descriptions are.
    fn other_resource(&self, other: &Profile, degree: f64) -> Likeness {
        let name = dice(&self.name_pairs, &other.name_pairs);
        if name >= OTHER_RESOURCE && degree >= OTHER_RESOURCE {
            let digits = differ_in_digits(&self.item.visible, &other.item.visible);
            return if digits { Likeness::Suspicious(degree) } else { Likeness::Alike(degree) };
        }
        if name >= LIKELY && degree >= UNLIKELY {
            return Likeness::Suspicious(degree);
        }
        Likeness::Different
    }
}

/// Whether a text is distinctive in any place. A sign of Chinese, Japanese or Korean counts as three letters.
pub fn is_telling(text: &str) -> bool {
    let weight = |c: char| match c {
        '\u{2E80}'..='\u{FAFF}' => 3,
        _ if c.is_alphabetic() => 1,
        _ => 0,
    };
    text.chars().map(weight).sum::<usize>() >= TELLING
}

/// The address that an item begins with, or its only one.
pub fn first_link(item: &Item) -> Option<&str> {
    if item.name.is_none() && item.links.len() != 1 {
        return None;
    }
    let link = item.links.first()?;
    let link = link.trim_start_matches("https://").trim_start_matches("http://");
    Some(link.trim_start_matches("www.").trim_end_matches('/')).filter(|link| !link.is_empty())
}

/// Whether both begin with the same label before a colon.
fn same_label(old: &Item, new: &Item) -> bool {
    let label = |item: &Item| {
        let (label, _) = item.raw.strip_prefix("**")?.split_once("**")?;
        let label = label
            .strip_suffix(':')
            .or_else(|| item.raw.strip_prefix(&format!("**{label}**:")).map(|_| label))?;
        Some(label.trim().to_lowercase()).filter(|label| !label.is_empty())
    };
    label(old).is_some() && label(old) == label(new)
}

fn pairs(text: &str) -> Vec<(char, char)> {
    let mut pairs = Vec::with_capacity(text.len());
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let framed = [' '].into_iter().chain(word.chars());
        pairs.extend(framed.zip(word.chars()));
    }
    pairs.sort_unstable();
    pairs
}

fn most_alike(one: usize, other: usize) -> f64 {
    2.0 * one.min(other) as f64 / (one + other).max(1) as f64
}

fn dice(one: &[(char, char)], other: &[(char, char)]) -> f64 {
    let (mut at, mut shared) = (0, 0);
    for pair in one {
        while other.get(at).is_some_and(|candidate| candidate < pair) {
            at += 1;
        }
        if other.get(at) == Some(pair) {
            shared += 1;
            at += 1;
        }
    }
    2.0 * f64::from(shared) / (one.len() + other.len()).max(1) as f64
}

/// Whether a text is a distinctive one followed by more.
fn begins_with(long: &str, short: &str) -> bool {
    is_telling(short)
        && long
            .strip_prefix(short.trim_end_matches(['.', ':', ',', '!']))
            .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Whether two texts differ only in numbers.
fn differ_in_digits(old: &str, new: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    digits(old) != digits(new) && letters(old) == letters(new)
}

/// The letters of a text, without anything else.
pub fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}

/// How many words are negations.
fn denials(text: &str) -> usize {
    const WORDS: [&str; 12] = [
        "not",
        "no",
        "never",
        "don't",
        "dont",
        "avoid",
        "without",
        "isn't",
        "doesn't",
        "cannot",
        "can't",
        "shouldn't",
    ];
    let text = text.replace('\u{2019}', "'");
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'');
    words.filter(|word| WORDS.contains(word)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;

    fn likeness(old: &str, new: &str) -> Likeness {
        let (old, new) = (Page::new(old, &[0]), Page::new(new, &[0]));
        Profile::of(&old.items[0]).likeness(&Profile::of(&new.items[0]))
    }

    #[test]
    fn a_denial_or_another_number_is_suspicious() {
        let suspicious = |old, new| matches!(likeness(old, new), Likeness::Suspicious(_));
        assert!(suspicious("- Use cookies for sessions", "- Do not use cookies for sessions"));
        assert!(suspicious("- Watch lecture 12", "- Watch lecture 13"));
        assert!(!suspicious("- [Lecture 12](a.com)", "- [Lecture 13](https://www.a.com/)"));
    }

    #[test]
    fn another_resource_with_the_same_description_is_different() {
        let old = "- [Atom](https://atom.io) - A text editor for programmers.";
        let new = "- [Vim](https://vim.org) - A text editor for programmers.";
        assert_eq!(likeness(old, new), Likeness::Different);
    }

    #[test]
    fn a_longer_text_is_alike() {
        let new = "- Back up your data: three copies, on two kinds of media, one of them elsewhere";
        assert_eq!(likeness("- Back up your data.", new), Likeness::Alike(EXTENDED));
    }
}
