//! The braces at the end of an item or of a heading that say for whom and when: `{for=founder effort=2h due=4w}`.
//!
//! Braces are read only if all in them is understood; any others are text. Unknown keys and values are reported.

use super::Lowering;
use super::{attributes, inherit, smart};
use crate::syntax::markdown::Options;
use crate::syntax::markdown::tree::*;
use crate::text::day;
use crate::text::diag::Diagnostic;
use std::ops::Range;

/// The keys of an item.
const ITEM_KEYS: &[&str] = &["for", "effort", "due", "every"];

/// The keys of a heading, which hold for the items below it.
pub(super) const HEADING_KEYS: &[&str] = &["for", "due", "every"];

/// The largest number before a unit.
const MOST_UNITS: u32 = 10_000;

/// How many pairs of braces the end of an item can have.
const MOST_BRACES: usize = 4;

/// What stands in the braces at the end of an item.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Braces {
    pub(super) id: Option<String>,
    /// Keys with their values.
    pub(super) settings: Vec<(String, String)>,
    /// The keys of braces that stay text because one of them is unknown.
    pub(super) unknown: Vec<String>,
}

/// Cuts braces off the end of an item's text. `source` is the item as it is written: there, escaped braces are text.
pub(super) fn take(inlines: &mut Vec<Inline>, source: &str) -> Braces {
    let mut braces = Braces::default();
    for _ in 0..MOST_BRACES {
        let Some(Inline::Text(text)) = inlines.last_mut() else { return braces };
        let found = text.trim_end().strip_suffix('}').and_then(|text| text.rsplit_once('{'));
        let Some((before, inside)) = found else { return braces };
        if before.ends_with('{') || is_escaped(inside, source) || !read(inside, &mut braces) {
            return braces;
        }
        *text = before.trim_end().to_string();
        if text.is_empty() {
            inlines.pop();
        }
    }
    braces
}

/// Whether a backslash stands before braces with this inside.
fn is_escaped(inside: &str, source: &str) -> bool {
    let typed = format!("{{{inside}}}");
    let before = source.rfind(&typed).and_then(|at| source.get(..at)).unwrap_or_default();
    attributes::is_escaped(before)
}

/// Reads what is inside a pair of braces; `false` if it is text.
fn read(inside: &str, braces: &mut Braces) -> bool {
    let mut words = Vec::new();
    for word in inside.split_whitespace() {
        match (word.strip_prefix('#'), word.split_once('=')) {
            (Some(id), _) if !id.is_empty() => words.push((None, id)),
            (None, Some((key, value))) if is_key(key) => words.push((Some(key), value)),
            _ => return false,
        }
    }
    let is_unknown =
        |(key, _): &(Option<&str>, &str)| key.is_some_and(|key| !ITEM_KEYS.contains(&key));
    let unknown = words.iter().filter(|word| is_unknown(word));
    braces.unknown.extend(unknown.filter_map(|(key, _)| key.map(str::to_string)));
    if words.is_empty() || words.iter().any(is_unknown) {
        return false;
    }
    for (key, value) in words {
        let value = smart::typed(value).into_owned();
        match key {
            Some(key) => braces.settings.push((key.to_string(), value)),
            None => braces.id = braces.id.take().or(Some(value)),
        }
    }
    true
}

/// Whether braces with this inside are read at the end of an item, or are reported there.
pub(super) fn are_read(inside: &str) -> bool {
    let mut braces = Braces::default();
    read(inside, &mut braces) || !braces.unknown.is_empty()
}

/// Whether a word can be the name of a key, known or not.
pub(super) fn is_key(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

impl Lowering<'_> {
    /// The facts that an item at `span` states in its braces. Reports braces that stay text.
    pub(super) fn item_facts(&mut self, braces: &Braces, span: &Range<usize>) -> Facts {
        for key in &braces.unknown {
            let source = &self.chapter.source;
            let place = super::spans::setting_in_braces(&source.text, span, key, "");
            self.chapter.diagnostics.push(Diagnostic::item_key_unknown(source, place, key));
        }
        self.facts(&braces.settings, span)
    }

    /// Completes the facts of all items, once the chapter is known.
    pub(super) fn complete_facts(&mut self) {
        let names = std::mem::take(&mut self.chapter.front.audiences);
        for (name, place) in &names {
            let (known, unknown) = audiences(std::iter::once(name.as_str()), self.options);
            let audiences = &mut self.chapter.facts.audiences;
            audiences.extend(
                known.into_iter().filter(|one| !audiences.contains(one)).collect::<Vec<_>>(),
            );
            for (name, near) in unknown {
                let source = &self.chapter.source;
                let fault =
                    Diagnostic::audience_unknown(source, place.clone(), &name, near.as_deref());
                self.chapter.diagnostics.push(fault);
            }
        }
        self.chapter.front.audiences = names;
        inherit::complete(&mut self.chapter);
    }

    /// The facts in these settings, which are in the text at `span`. Reports those that cannot be used.
    pub(super) fn facts(&mut self, settings: &[(String, String)], span: &Range<usize>) -> Facts {
        let (facts, faults) = facts(settings, self.options);
        for fault in faults {
            let source = &self.chapter.source;
            let place = super::spans::setting_in_braces(&source.text, span, fault.key, fault.value);
            self.chapter.diagnostics.push(match fault.wrong {
                Wrong::Audience(near) => {
                    Diagnostic::audience_unknown(source, place, &fault.part, near.as_deref())
                }
                Wrong::Value(expected) => {
                    Diagnostic::item_value_unusable(source, place, fault.key, fault.value, expected)
                }
                Wrong::Twice => Diagnostic::item_key_twice(source, place, fault.key),
            });
        }
        facts
    }
}

/// A setting that cannot be used.
struct Fault<'a> {
    key: &'a str,
    value: &'a str,
    /// The part of the value that is meant.
    part: String,
    wrong: Wrong,
}

enum Wrong {
    /// No such audience; the nearest name.
    Audience(Option<String>),
    /// What the value should be.
    Value(&'static str),
    /// The key is there already.
    Twice,
}

fn facts<'a>(settings: &'a [(String, String)], options: &Options) -> (Facts, Vec<Fault<'a>>) {
    let (mut facts, mut faults) = (Facts::default(), Vec::new());
    for (at, (key, value)) in settings.iter().enumerate() {
        let mut wrong = |part: &str, wrong| {
            faults.push(Fault { key, value, part: part.to_string(), wrong });
        };
        if settings.iter().take(at).any(|(other, _)| other == key) {
            wrong(value, Wrong::Twice);
            continue;
        }
        match key.as_str() {
            "for" => {
                let (known, unknown) = audiences(value.split(','), options);
                facts.audiences = known;
                unknown.into_iter().for_each(|(name, near)| wrong(&name, Wrong::Audience(near)));
            }
            "effort" => match length(value) {
                Some(effort) => facts.effort = Some(effort),
                None => wrong(value, Wrong::Value(EFFORT)),
            },
            "due" => match due(value) {
                Some(due) => facts.due = Some(due),
                None => wrong(value, Wrong::Value(DUE)),
            },
            "every" => match period(value) {
                Some(every) => facts.every = Some(every),
                None => wrong(value, Wrong::Value(EVERY)),
            },
            _ => {}
        }
    }
    (facts, faults)
}

const EFFORT: &str = "write a number and one of min, h, d, w, m, q, y, as in `effort=2h`";
const DUE: &str =
    "write a number and one of d, w, m, q, y, as in `due=4w`, or a day, as in `due=2027-03-31`";
const EVERY: &str = "write a number and one of d, w, m, q, y, as in `every=1q`";

/// An audience that book.toml does not name, with the nearest name.
type Unknown = (String, Option<String>);

/// The audiences with these names, each once, and the names that book.toml does not have.
pub(super) fn audiences<'a>(
    names: impl Iterator<Item = &'a str>,
    options: &Options,
) -> (Vec<Audience>, Vec<Unknown>) {
    let (mut known, mut unknown): (Vec<Audience>, Vec<Unknown>) = (Vec::new(), Vec::new());
    for name in names.map(str::trim) {
        match options.audiences.get(name) {
            Some(_) if known.iter().any(|one| one.name == name) => {}
            Some(title) => known.push(Audience { name: name.into(), title: title.clone() }),
            None => {
                let near = options.audience_names.nearest(name).map(str::to_string);
                unknown.push((name.to_string(), near));
            }
        }
    }
    (known, unknown)
}

fn length(value: &str) -> Option<Length> {
    let digits = value.len() - value.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (count, sign) = value.split_at_checked(digits)?;
    let (_, unit) = Unit::SIGNS.into_iter().find(|(known, _)| *known == sign)?;
    let count = count.parse().ok().filter(|count| (1..=MOST_UNITS).contains(count))?;
    Some(Length { count, unit })
}

/// A length of at least a day: readers plan by days.
fn period(value: &str) -> Option<Length> {
    length(value).filter(|length| length.unit >= Unit::Day)
}

fn due(value: &str) -> Option<Due> {
    let day = day::leading(value).filter(|day| day.len() == value.len());
    day.map(|day| Due::On(day.to_string())).or_else(|| period(value).map(Due::After))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(text: &str) -> (String, Braces) {
        let mut content = vec![Inline::Text(text.to_string())];
        let braces = take(&mut content, text);
        let rest = match content.pop() {
            Some(Inline::Text(rest)) => rest,
            _ => String::new(),
        };
        (rest, braces)
    }

    #[test]
    fn braces_are_cut_off_only_if_all_in_them_is_known() {
        let pair = |key: &str, value: &str| (key.to_string(), value.to_string());
        for (text, rest, id, settings, unknown) in [
            ("Do it {#x}", "Do it", Some("x"), vec![], ""),
            ("Do it {effort=1h #x}", "Do it", Some("x"), vec![pair("effort", "1h")], ""),
            (
                "Do it {#x} {for=a,b due=4w}",
                "Do it",
                Some("x"),
                vec![pair("for", "a,b"), pair("due", "4w")],
                "",
            ),
            ("Do it {owner=me}", "Do it {owner=me}", None, vec![], "owner"),
            ("Do it {owner=me effort=1h}", "Do it {owner=me effort=1h}", None, vec![], "owner"),
            ("GET /users/{id}", "GET /users/{id}", None, vec![], ""),
            ("Set {A=b}", "Set {A=b}", None, vec![], ""),
            ("Go {{effort=1h}", "Go {{effort=1h}", None, vec![], ""),
            ("{}", "{}", None, vec![], ""),
            ("{#a b}", "{#a b}", None, vec![], ""),
        ] {
            let (found, braces) = taken(text);
            assert_eq!(found, rest, "{text}");
            assert_eq!(braces.id.as_deref(), id, "{text}");
            assert_eq!(braces.settings, settings, "{text}");
            assert_eq!(braces.unknown.join(" "), unknown, "{text}");
        }
    }

    #[test]
    fn lengths_have_a_number_and_a_unit() {
        for (value, count, unit) in
            [("30min", 30, Unit::Minute), ("2h", 2, Unit::Hour), ("1q", 1, Unit::Quarter)]
        {
            assert_eq!(length(value), Some(Length { count, unit }));
        }
        for value in ["", "h", "0h", "2", "2 h", "1.5h", "2hours", "99999h", "-1h", "2H"] {
            assert_eq!(length(value), None, "{value}");
        }
        assert_eq!(period("2h"), None);
        assert_eq!(due("2027-03-31"), Some(Due::On("2027-03-31".into())));
        assert_eq!(due("2027-02-30"), None);
        assert_eq!(due("2027-03-31x"), None);
    }
}
