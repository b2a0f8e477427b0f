//! What an item says to the letter: its code, its formulas and its pictures.
//!
//! The text that is compared is in lower case and leaves out what no edit of a sentence changes by itself. In code each
//! character counts, and a picture is not its description. Owns whether two items differ in these; where nothing is known of
//! one of them, as of an item of an older book.lock, they do not.

use super::Wording;
use std::collections::HashMap;

/// Whether two items hold code or pictures that are not the same. Pictures that `is_shared` names, as many items hold them, are marks
/// and say nothing of one of them.
pub(crate) fn differs(old: &Wording, new: &Wording, is_shared: &dyn Fn(&str) -> bool) -> bool {
    let own = |pictures: &[String]| -> Vec<String> {
        pictures.iter().filter(|one| !is_shared(one)).cloned().collect()
    };
    another_code(&old.code, &new.code)
        || (old.pictures != new.pictures
            && another_picture(&own(&old.pictures), &own(&new.pictures)))
}

/// Whether something stands in place of another piece of code. A piece more or less is more or less detail, and so are other
/// figures in the same pieces, which are judged as text.
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

/// The pieces as one text, whatever is set as one piece.
fn joined(code: &[&str]) -> String {
    code.iter().flat_map(|one| one.split_whitespace()).collect()
}

/// Whether a picture stands in place of another one. One that has moved to another folder or is in another format is the same.
fn another_picture(old: &[String], new: &[String]) -> bool {
    let (gone, come) = left_over(old, new, |address| name_of(address));
    !gone.is_empty() && !come.is_empty()
}

/// The name of a file of the book without its folder and its ending; of any other address, the whole.
fn name_of(address: &str) -> &str {
    // What another site shows at an address, only the whole of it says.
    if address.starts_with("data:") || address.contains("://") {
        return address;
    }
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(name, _)| name)
}

/// What only one of two rows has, each in order.
fn left_over<'a>(
    old: &'a [String],
    new: &'a [String],
    key: impl Fn(&'a String) -> &'a str,
) -> (Vec<&'a str>, Vec<&'a str>) {
    let keys = |row: &'a [String]| -> Vec<&'a str> { row.iter().map(&key).collect() };
    let (old, new) = (keys(old), keys(new));
    (without(&old, &new), without(&new, &old))
}

/// A row without what stands in another one, each as often as it stands there.
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
