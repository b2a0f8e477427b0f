//! Diagnostics as data, to be reported again by a later process that read the same texts.
//!
//! Owns the form in which they are saved. Texts are not saved: a place has the name of its text, and is restored in the
//! text that has the name then. Saved data can come from anybody, so what could not have been saved is not restored.

use super::codes;
use super::{Diagnostic, Place, Severity, SourceText};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

/// Texts by their names.
#[derive(Debug, Default)]
pub struct Texts(HashMap<Arc<str>, SourceText>);

/// The same texts by their hashes: enough to save what points into one of them, without keeping any of them in memory.
#[derive(Debug, Default)]
pub struct Known(HashMap<Arc<str>, blake3::Hash>);

/// A saved diagnostic.
#[derive(Debug, Serialize, Deserialize)]
pub struct Saved {
    severity: String,
    code: String,
    message: String,
    file: String,
    place: Option<SavedPlace>,
    label: String,
    help: String,
    related: Vec<(SavedPlace, String)>,
    includers: Vec<SavedPlace>,
}

/// The name of a text, and a range in it.
#[derive(Debug, Serialize, Deserialize)]
struct SavedPlace(String, Range<usize>);

const SEVERITIES: [(&str, Severity); 3] =
    [("error", Severity::Error), ("warning", Severity::Warning), ("note", Severity::Note)];

impl Texts {
    /// These texts. If two have one name, the first counts.
    pub fn new(texts: Vec<SourceText>) -> Self {
        let mut named = HashMap::new();
        for text in texts {
            named.entry(text.file.clone()).or_insert(text);
        }
        Texts(named)
    }

    /// Lets go of the texts themselves.
    pub fn known(self) -> Known {
        let hashed = self.0.into_iter().map(|(file, one)| (file, hash(&one)));
        Known(hashed.collect())
    }
}

impl Diagnostic {
    /// The texts that it points into.
    pub fn texts(&self) -> impl Iterator<Item = &SourceText> {
        let related = self.related.iter().map(|(place, _)| place);
        let places = self.place.iter().chain(related).chain(&self.includers);
        places.map(|place| &place.source)
    }
}

fn hash(text: &SourceText) -> blake3::Hash {
    blake3::hash(text.text.as_bytes())
}

/// Codes whose messages name what is not, or no longer, published, between round brackets or by a place.
const SECRET: [&str; 3] = ["TB0208", "TB1001", "TB1002"];

/// Saves diagnostics; `None` if one of them points into another text than these, or says what no reader should know: the
/// saved ones are beside the site.
pub fn save(diagnostics: &[Diagnostic], texts: &Known) -> Option<Vec<Saved>> {
    let is_secret = |one: &Diagnostic| {
        SECRET.contains(&one.code)
            && (one.code != "TB0208" || one.place.is_some() || one.message.contains('('))
    };
    if diagnostics.iter().any(is_secret) {
        return None;
    }
    // Many point into one text, which is hashed once.
    let mut seen = HashSet::new();
    let mut pointed = diagnostics.iter().flat_map(Diagnostic::texts);
    let are_known = pointed.all(|one| {
        !seen.insert((&*one.file, Arc::as_ptr(&one.text)))
            || texts.0.get(&one.file) == Some(&hash(one))
    });
    are_known.then(|| diagnostics.iter().map(Saved::of).collect())?
}

/// The diagnostics again; `None` if these texts do not have their places, or this program does not have their codes.
pub fn restore(saved: Vec<Saved>, texts: &Texts) -> Option<Vec<Diagnostic>> {
    let codes = match saved.is_empty() {
        true => BTreeSet::new(),
        false => codes::all().into_iter().map(|one| one.code).collect(),
    };
    saved.into_iter().map(|one| one.restore(&codes, texts)).collect()
}

impl Saved {
    fn of(diagnostic: &Diagnostic) -> Option<Self> {
        let Diagnostic { severity, code, message, file, place, label, help, related, includers } =
            diagnostic;
        let related = related.iter();
        let related = related.map(|(place, label)| (SavedPlace::of(place), label.clone()));
        Some(Saved {
            severity: SEVERITIES.iter().find(|(_, one)| one == severity)?.0.to_string(),
            code: code.to_string(),
            message: message.clone(),
            file: file.to_string(),
            place: place.as_ref().map(SavedPlace::of),
            label: label.to_string(),
            help: help.clone(),
            related: related.collect(),
            includers: includers.iter().map(SavedPlace::of).collect(),
        })
    }

    fn restore(self, codes: &BTreeSet<&'static str>, texts: &Texts) -> Option<Diagnostic> {
        let Saved { severity, code, message, file, place, label, help, related, includers } = self;
        let place = match place {
            Some(place) => Some(place.restore(texts)?),
            None => None,
        };
        let related = related.into_iter();
        let related = related.map(|(place, label)| Some((place.restore(texts)?, label)));
        let includers = includers.into_iter().map(|place| place.restore(texts));
        Some(Diagnostic {
            severity: SEVERITIES.iter().find(|(name, _)| *name == severity)?.1,
            code: codes.get(&*code)?,
            message,
            file: Arc::from(file),
            place,
            label: label.into_boxed_str(),
            help,
            related: related.collect::<Option<_>>()?,
            includers: includers.collect::<Option<_>>()?,
        })
    }
}

impl SavedPlace {
    fn of(place: &Place) -> Self {
        SavedPlace(place.source.file.to_string(), place.span.clone())
    }

    fn restore(self, texts: &Texts) -> Option<Place> {
        let SavedPlace(file, span) = self;
        let source = texts.0.get(&*file)?.clone();
        source.text.get(span.clone())?;
        Some(Place { source, span })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(file: &str, text: &str) -> SourceText {
        SourceText { file: file.into(), text: text.into() }
    }

    #[test]
    fn a_diagnostic_is_restored_as_it_was_saved() {
        let (a, b) = (text("a.md", "ä b"), text("b.md", "c"));
        let texts = Texts::new(vec![a.clone(), b.clone()]);
        let plain = Diagnostic::warning("TB0408", "m".into()).in_file("c.md");
        let full = Diagnostic::note("TB0501", "m\u{1b}".into()).at(&a, 0..2).label("l").help("h");
        let all = [plain, full.related(&b, 0..1, "r").included_by(&b, 1..1)];
        let known = Texts::new(vec![a.clone(), b.clone()]).known();
        let saved = serde_json::to_string(&save(&all, &known)).unwrap();
        let saved: Vec<Saved> = serde_json::from_str(&saved).unwrap();
        assert_eq!(restore(saved, &texts), Some(all.to_vec()));
    }

    #[test]
    fn nothing_is_saved_or_restored_of_another_text() {
        let (a, other) = (text("a.md", "ä b"), text("a.md", "ä"));
        let texts = Texts::new(vec![a.clone()]);
        let known = Texts::new(vec![a.clone()]).known();
        let saved = |source: &SourceText, span: Range<usize>| {
            save(&[Diagnostic::note("TB0501", "m".into()).at(source, span)], &known)
        };
        assert!(saved(&other, 0..2).is_none(), "another text of the name");
        assert!(saved(&text("b.md", ""), 0..0).is_none(), "no such text");
        let changed = |change: &dyn Fn(&mut Saved)| {
            let mut saved = saved(&a, 3..4).unwrap();
            saved.iter_mut().for_each(change);
            saved
        };
        assert!(restore(changed(&|_| ()), &texts).is_some());
        assert!(restore(changed(&|_| ()), &Texts::default()).is_none());
        for range in [1..2, 0..9, Range { start: 3, end: 2 }, 0..usize::MAX] {
            let place = |one: &mut Saved| {
                one.place = Some(SavedPlace("a.md".into(), range.clone()));
            };
            assert!(restore(changed(&place), &texts).is_none(), "{range:?}");
        }
        for code in ["TB9999", "tb0501", "dead-link", ""] {
            let saved = changed(&|one| one.code = code.into());
            assert!(restore(saved, &texts).is_none(), "{code}");
        }
    }
}
