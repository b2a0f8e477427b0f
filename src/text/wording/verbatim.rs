//! The verbatim parts of an item: its code, formulas and pictures.
//!
//! Compared text is in lower case and without punctuation. In code each character counts, and a picture is not its
//! description. Owns whether two items differ in these. If nothing is known of one of them, as of an item of an older
//! book.lock, they do not differ.

use super::Wording;
use std::collections::HashMap;

/// Whether two items have different code or pictures. Pictures for which `is_shared` is true are icons that many items have, and
/// identify none of them.
pub(crate) fn differs(old: &Wording, new: &Wording, is_shared: &dyn Fn(&str) -> bool) -> bool {
    let own = |pictures: &[String]| -> Vec<String> {
        pictures.iter().filter(|one| !is_shared(one)).cloned().collect()
    };
    another_code(&old.code, &new.code)
        || (old.pictures != new.pictures
            && another_picture(&own(&old.pictures), &own(&new.pictures)))
}

/// Whether a piece of code was replaced by another. An added or removed piece, or other numbers in the same pieces, count as
/// a change of detail, and are compared as text.
fn another_code(old: &[String], new: &[String]) -> bool {
    if old == new {
        return false;
    }
    let (gone, come) = left_over(old, new, |one| one.as_str());
    let figures = |code: &[&str]| -> Vec<String> {
        code.iter().map(|one| one.replace(|c: char| c.is_numeric(), "")).collect()
    };
    !gone.is_empty()
        && !come.is_empty()
        && (gone.len() == come.len() || joined(&gone) != joined(&come))
        && figures(&gone) != figures(&come)
}

/// The pieces as one text, so that the split into pieces does not matter.
fn joined(code: &[&str]) -> String {
    code.iter().flat_map(|one| one.split_whitespace()).collect()
}

/// Whether a picture was replaced by another. The same picture in another folder or format is no other.
fn another_picture(old: &[String], new: &[String]) -> bool {
    let (gone, come) = left_over(old, new, |address| name_of(address));
    !gone.is_empty() && !come.is_empty()
}

/// The name of a file of the book without its folder and its ending; any other address in full.
fn name_of(address: &str) -> &str {
    // An address on another site is identified by all of it.
    if address.starts_with("data:") || address.contains("://") {
        return address;
    }
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(name, _)| name)
}

/// The elements that only one of two lists has, each in order.
fn left_over<'a>(
    old: &'a [String],
    new: &'a [String],
    key: impl Fn(&'a String) -> &'a str,
) -> (Vec<&'a str>, Vec<&'a str>) {
    let keys = |row: &'a [String]| -> Vec<&'a str> { row.iter().map(&key).collect() };
    let (old, new) = (keys(old), keys(new));
    (without(&old, &new), without(&new, &old))
}

/// A list without the elements of another one, each removed as often as it occurs there.
fn without<'a>(row: &[&'a str], other: &[&'a str]) -> Vec<&'a str> {
    let mut there: HashMap<&str, usize> = HashMap::new();
    other.iter().for_each(|one| *there.entry(one).or_default() += 1);
    let mut only = Vec::new();
    for one in row {
        match there.get_mut(one) {
            Some(count) if *count > 0 => *count -= 1,
            _ => only.push(*one),
        }
    }
    only
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(pieces: &[&str]) -> Vec<String> {
        pieces.iter().map(|one| one.to_string()).collect()
    }

    #[test]
    fn each_character_of_code_counts() {
        for (old, new) in [
            ("Foo", "foo"),
            ("f(x)", "f[x]"),
            ("../a", "./a"),
            ("a.b", "a,b"),
            ("stop!", "stop"),
            ("user", "users"),
            ("git push", "git push --force"),
        ] {
            assert!(another_code(&code(&[old]), &code(&[new])), "{old} / {new}");
        }
    }

    #[test]
    fn more_code_and_other_figures_are_no_other_code() {
        assert!(!another_code(&code(&["make"]), &code(&["make", "make test"])));
        assert!(!another_code(&code(&["a", "b"]), &code(&["b", "a"])));
        assert!(!another_code(&code(&["git", "push"]), &code(&["git push"])));
        assert!(!another_code(&code(&["8080"]), &code(&["9090"])));
        assert!(!another_code(&code(&[]), &code(&["make"])));
        assert!(another_code(&code(&["a", "a"]), &code(&["a", "b"])));
    }

    #[test]
    fn a_picture_is_known_by_its_name() {
        let differ = |old: &str, new: &str| another_picture(&code(&[old]), &code(&[new]));
        assert!(differ("cat.png", "dog.png"));
        assert!(differ("shot-1.png", "shot-2.png"));
        assert!(!differ("cat.png", "pictures/cat.webp?v=2"));
        assert!(differ("https://ci.org/alpha/status.svg", "https://ci.org/beta/status.svg"));
        assert!(differ("https://ci.org/status.svg?id=1", "https://ci.org/status.svg?id=2"));
    }
}
