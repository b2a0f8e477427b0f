//! Joins diagnostics of one kind to one message, for reports that people read from top to bottom.
//!
//! Of one kind are those that say the same and are fixed in the same way. The table of codes says which codes are
//! joined. Forms for programs keep every place.

use super::codes::{GATHERED, TOGETHER};
use super::{Diagnostic, Severity};
use std::collections::HashMap;

/// How many places of one kind are shown.
const SHOWN: usize = 3;

/// What diagnostics of one kind have in common; `None` for a diagnostic that is the only one of its kind.
type Kind<'a> = (&'static str, Severity, &'a str, &'a str);

/// The code of pages that are gone without a successor, and the label that tells them from those with one. The help of each
/// names its own address; several are listed in one line.
const GONE: (&str, &str) = ("TB1001", "readers may have links to it");

/// The longest list of addresses in one line.
const MOST_LISTED: usize = 50;

fn is_gone_page(one: &Diagnostic) -> bool {
    (one.code, &*one.label) == GONE
}

/// What to write for several pages that are gone.
fn list_of_gone(alike: &[&Diagnostic]) -> String {
    let pages = alike.iter().take(MOST_LISTED).filter_map(|one| page_of(one));
    let pages: Vec<String> = pages.map(|page| format!("\"/{page}\"")).collect();
    let rest = match alike.len() > MOST_LISTED {
        true => ", and the others in the same way",
        false => "",
    };
    format!(
        "if nothing replaces them, write `gone = [{}]` below `[output.html]`{rest}; else add a redirect of each to `[output.html.redirect]`",
        pages.join(", ")
    )
}

/// The page that the message of one names.
fn page_of(one: &Diagnostic) -> Option<&str> {
    one.message.split('`').nth(1)
}

fn kind(one: &Diagnostic) -> Option<Kind<'_>> {
    if is_gone_page(one) {
        return Some((one.code, one.severity, "", ""));
    }
    let said = together(one).unwrap_or(&one.message);
    GATHERED.contains(&one.code).then_some((one.code, one.severity, said, &one.help))
}

/// What several of a code say together, if their own messages name their files.
fn together(one: &Diagnostic) -> Option<&'static str> {
    TOGETHER.iter().find(|(code, _)| *code == one.code).map(|(_, said)| *said)
}

/// The number of the kind of each diagnostic, in the order in which kinds first occur.
fn kinds(diagnostics: &[Diagnostic]) -> Vec<usize> {
    let mut known: HashMap<Kind, usize> = HashMap::new();
    let mut next = 0;
    let number = |one| {
        let number = kind(one).map_or(next, |kind| *known.entry(kind).or_insert(next));
        next += usize::from(number == next);
        number
    };
    diagnostics.iter().map(number).collect()
}

/// The diagnostics with those of one kind joined: the first, how many there are, and the places of the next two.
pub fn gathered(diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut by_kind: Vec<Vec<&Diagnostic>> = Vec::new();
    for (one, number) in diagnostics.iter().zip(kinds(diagnostics)) {
        match by_kind.get_mut(number) {
            Some(alike) => alike.push(one),
            None => by_kind.push(vec![one]),
        }
    }
    by_kind.iter().filter_map(|alike| joined(alike)).collect()
}

/// Cuts a list after so many kinds, and gives the rest.
pub(super) fn split_off(diagnostics: &mut Vec<Diagnostic>, most: usize) -> Vec<Diagnostic> {
    if diagnostics.len() <= most {
        return Vec::new();
    }
    let numbers = kinds(diagnostics);
    let all = std::mem::take(diagnostics).into_iter().zip(numbers);
    let (kept, rest): (Vec<_>, Vec<_>) = all.partition(|(_, number)| *number < most);
    *diagnostics = kept.into_iter().map(|(one, _)| one).collect();
    rest.into_iter().map(|(one, _)| one).collect()
}

fn joined(alike: &[&Diagnostic]) -> Option<Diagnostic> {
    let (first, others) = alike.split_first()?;
    let mut one = (*first).clone();
    if others.is_empty() {
        return Some(one);
    }
    let more = alike.len().saturating_sub(SHOWN);
    if is_gone_page(first) {
        let names: Vec<String> = alike
            .iter()
            .take(SHOWN)
            .filter_map(|one| Some(format!("`{}`", page_of(one)?)))
            .collect();
        let rest = if more == 0 { String::new() } else { format!(" and {more} more") };
        let (count, names) = (alike.len(), names.join(", "));
        one.message = format!("{count} pages are no longer in the book: {names}{rest}");
        one.help = list_of_gone(alike);
        return Some(one);
    }
    one.message = match together(first) {
        Some(said) => format!("{} {said}{}", alike.len(), files(alike, more)),
        None => format!("{}, in {} places", first.message, alike.len()),
    };
    let last = others.len().min(SHOWN - 1);
    for (at, other) in others.iter().take(SHOWN - 1).enumerate() {
        let Some(place) = &other.place else { continue };
        let label = if other.label == first.label { "also here" } else { &*other.label };
        let label = match more {
            1.. if at + 1 == last => format!("{label}, and in {more} more"),
            _ => label.to_string(),
        };
        one.related.push((place.clone(), label));
        let includers = other.includers.iter().filter(|place| !one.includers.contains(place));
        one.related.extend(includers.take(1).map(|place| (place.clone(), "included here".into())));
        // Several can point to one place, such as the line of a chapter that makes it private.
        let more = other
            .related
            .iter()
            .filter(|(place, _)| one.related.iter().all(|(known, _)| known != place));
        let more: Vec<_> = more.cloned().collect();
        one.related.extend(more);
    }
    Some(one)
}

/// The files of diagnostics that are about whole files.
fn files(alike: &[&Diagnostic], more: usize) -> String {
    let names: Vec<String> =
        alike.iter().take(SHOWN).map(|one| format!("`{}`", one.file)).collect();
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    format!(": {}{more}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::diag::{SourceText, print};

    fn unknown_keys(count: usize) -> Vec<Diagnostic> {
        let fault = |number: usize| {
            let file = format!("content/{number:03}.md");
            let source = SourceText { file: file.into(), text: "tags: x\n".into() };
            Diagnostic::error("TB0303", "unknown key `tags` in front matter".into())
                .at(&source, 0..4)
                .label("not a key of front matter")
                .help("known keys: title")
        };
        (0..count).map(fault).collect()
    }

    #[test]
    fn those_of_one_kind_are_one_with_three_places() {
        for (count, message, last) in [
            (1, "in front matter", ""),
            (2, "in front matter, in 2 places", "also here"),
            (3, "in front matter, in 3 places", "also here"),
            (500, "in front matter, in 500 places", "also here, and in 497 more"),
        ] {
            let gathered = gathered(&unknown_keys(count));
            let [one] = gathered.as_slice() else { panic!("{gathered:?}") };
            assert_eq!(one.message, format!("unknown key `tags` {message}"));
            assert_eq!(one.related.len(), count.min(SHOWN) - 1);
            assert_eq!(one.related.last().map_or("", |(_, label)| label), last);
            let shown = print::human(one, false);
            let places = ["content/000.md:1:1", "content/001.md:1:1", "content/002.md:1:1"];
            assert!(places.iter().take(count).all(|place| shown.contains(place)), "{shown}");
            assert!(!shown.contains("content/003.md"), "{shown}");
        }
    }

    #[test]
    fn a_place_that_several_point_to_is_shown_once() {
        let chapter = SourceText { file: "a.md".into(), text: "published: false\n".into() };
        let fault = |file: &str| {
            let source = SourceText { file: file.into(), text: "[a](a.md)\n".into() };
            let fault = Diagnostic::error("TB0502", "the chapter `a.md` is private".into());
            fault.at(&source, 4..8).related(&chapter, 0..16, "set here")
        };
        let gathered = gathered(&["b.md", "c.md", "d.md", "e.md"].map(fault));
        let shown = gathered.first().map(|one| print::human(one, false)).unwrap_or_default();
        assert_eq!(shown.matches("set here").count(), 1, "{shown}");
        assert_eq!(shown.matches("published: false").count(), 1, "{shown}");
    }

    #[test]
    fn those_of_other_kinds_stay_apart() {
        let fault = |code, message: &str| Diagnostic::warning(code, message.into()).help("a");
        let (a, b) = (fault("TB0303", "a"), fault("TB0303", "b"));
        let (other_help, other_code) = (a.clone().help("b"), fault("TB1001", "a"));
        let all = [a.clone(), b, other_help, other_code.clone(), other_code, a];
        let gathered = gathered(&all);
        let messages: Vec<&str> = gathered.iter().map(|one| one.message.as_str()).collect();
        assert_eq!(messages, ["a, in 2 places", "b", "a", "a", "a"]);
    }

    #[test]
    fn whole_files_are_named_in_the_message() {
        let fault = |file: &str| {
            Diagnostic::warning("TB1304", format!("{file} is not in the navigation")).in_file(file)
        };
        let all: Vec<Diagnostic> = ["a.md", "b.md", "c.md", "d.md"].map(fault).into();
        let expected = "4 chapters are not in the navigation: `a.md`, `b.md`, `c.md` and 1 more";
        assert_eq!(gathered(&all).first().map(|one| one.message.as_str()), Some(expected));
        assert_eq!(gathered(&all).len(), 1);
    }

    #[test]
    fn a_list_is_cut_after_so_many_kinds() {
        let mut all = unknown_keys(500);
        all.extend((0..3).map(|at| Diagnostic::error("TB0501", format!("{at}"))));
        all.extend(unknown_keys(1));
        let rest = split_off(&mut all, 2);
        assert_eq!((all.len(), rest.len()), (502, 2));
        assert_eq!(split_off(&mut all, 2).len(), 0);
    }
}
