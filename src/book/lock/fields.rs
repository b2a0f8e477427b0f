//! Checks the content of a line of book.lock. The lock is untrusted input: a change from outside can contain it, so
//! only content that this program could have written is accepted.

use super::{Entry, HIGHEST_REVISION, MOST_FORMER, Questions, Status};
use crate::syntax::markdown::{is_item_id, slug};
use crate::text::diag::shortened;
use crate::text::wording::Wording;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub(super) type Name<'a> = Spanned<Cow<'a, str>>;
pub(super) type Value<'a> = Spanned<DeValue<'a>>;

/// What is wrong, and its place in the line.
pub(super) type Fault = (Range<usize>, String);

/// An item with its id.
pub(super) fn entry(name: &Name, value: &Value) -> Result<(String, Entry), Vec<Fault>> {
    let id = name.get_ref();
    let DeValue::Table(fields) = value.get_ref() else {
        return Err(vec![(value.span(), format!("the item `{id}` must be a table"))]);
    };
    let mut reader = Fields { name: name.span(), faults: Vec::new() };
    if !is_item_id(id) {
        reader.fault(name.span(), format!("`{}` is not an item id", shortened(id)));
    }
    match reader.entry(fields) {
        Some(entry) if reader.faults.is_empty() => Ok((id.to_string(), entry)),
        _ => Err(reader.faults),
    }
}

/// The path of a page, the anchor if the line is about one, and its title.
pub(super) fn page(
    name: &Name,
    value: &Value,
) -> Result<(String, Option<String>, String), Vec<Fault>> {
    let key = &**name.get_ref();
    let DeValue::String(text) = value.get_ref() else {
        return Err(vec![(value.span(), format!("`{key}` must be a string"))]);
    };
    if !is_address(key) {
        return Err(vec![(name.span(), format!("`{key}` is not the path of a page"))]);
    }
    let (path, anchor) = split_address(key);
    let anchor = (!anchor.is_empty()).then(|| anchor.to_string());
    Ok((path.to_string(), anchor, text.to_string()))
}

/// The path of a page, the anchor if the line is about one, and where it has moved.
pub(super) fn moved(
    name: &Name,
    value: &Value,
) -> Result<(String, Option<String>, String), Vec<Fault>> {
    let (path, anchor, now) = page(name, value)?;
    match is_address(&now) {
        true => Ok((path, anchor, now)),
        false => {
            Err(vec![(value.span(), format!("`{}` is not the path of a page", shortened(&now)))])
        }
    }
}

/// The path of a page and the anchor of an address on it; empty if the address has none.
pub fn split_address(address: &str) -> (&str, &str) {
    match address.find(".html#") {
        Some(at) => {
            let (path, anchor) = address.split_at(at + ".html".len());
            (path, anchor.strip_prefix('#').unwrap_or(anchor))
        }
        None => (address, ""),
    }
}

/// Whether this is the path of a page, with or without an anchor.
fn is_address(address: &str) -> bool {
    let (path, anchor) = split_address(address);
    let has_anchor = !anchor.is_empty() || !address.ends_with('#');
    is_site_path(path) && has_anchor && !address.chars().any(char::is_control)
}

/// The ids in `book` or `formerly`; each must be valid in book.toml.
pub(super) fn book_ids(value: &Value) -> Option<Vec<String>> {
    let ids = match value.get_ref() {
        DeValue::String(id) => vec![id.to_string()],
        DeValue::Array(_) => strings(value)?,
        _ => return None,
    };
    ids.iter().all(|id| slug::is_book_id(id)).then_some(ids)
}

pub(super) fn whole_number(value: &Value) -> Option<i64> {
    match value.get_ref() {
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
        _ => None,
    }
}

fn strings(value: &Value) -> Option<Vec<String>> {
    let DeValue::Array(values) = value.get_ref() else { return None };
    let text = |value: &Value| match value.get_ref() {
        DeValue::String(text) => Some(text.to_string()),
        _ => None,
    };
    values.iter().map(text).collect()
}

/// Whether a path is valid for a page: relative, and without parts that leave the site.
fn is_site_path(path: &str) -> bool {
    let is_step = |part: &str| !matches!(part, "" | "." | "..");
    path.split('/').all(is_step) && !path.chars().any(|c| c.is_control() || c == '\\')
}

struct Fields {
    /// The place of the item's id, for missing fields.
    name: Range<usize>,
    faults: Vec<Fault>,
}

impl Fields {
    fn fault(&mut self, span: Range<usize>, message: String) {
        self.faults.push((span, message));
    }

    fn entry(&mut self, fields: &DeTable) -> Option<Entry> {
        let mut texts: BTreeMap<&str, String> = BTreeMap::new();
        let mut places: BTreeMap<&str, Range<usize>> = BTreeMap::new();
        let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
        let mut lists: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let mut status = None;
        for (name, value) in fields {
            match &**name.get_ref() {
                name @ ("page" | "section" | "parent" | "text" | "link" | "was" | "near") => {
                    match value.get_ref() {
                        DeValue::String(text) => {
                            texts.insert(name, text.to_string());
                            places.insert(name, value.span());
                        }
                        _ => self.fault(value.span(), format!("`{name}` must be a string")),
                    }
                }
                name @ ("at" | "revision") => {
                    let most = if name == "at" { u32::MAX } else { HIGHEST_REVISION };
                    numbers.extend(self.number(name, value, most).map(|number| (name, number)));
                }
                "status" => match status_of(value) {
                    Some(known) => status = Some(known),
                    None => {
                        let form = "`status` must be \"live\" or \"retired\"";
                        self.fault(value.span(), form.into());
                    }
                },
                name @ ("former" | "code" | "pictures") => match strings(value) {
                    Some(texts) => {
                        lists.insert(name, texts);
                    }
                    None => self.fault(value.span(), format!("`{name}` must contain strings")),
                },
                other => self.fault(name.span(), format!("unknown key `{other}`")),
            }
        }
        let place = |name: &str| places.get(name).cloned().unwrap_or_default();
        if !texts.get("page").is_none_or(|page| is_site_path(page)) {
            self.fault(place("page"), "`page` is not the path of a page".into());
        }
        self.missing(fields);
        let questions = self.questions(&mut texts, place("near"));
        let mut text = |name| texts.remove(name).unwrap_or_default();
        let mut list = |name| lists.remove(name).unwrap_or_default();
        let mut former = list("former");
        let skip = former.len().saturating_sub(MOST_FORMER);
        Some(Entry {
            page: text("page"),
            // From format 3 on there is no such number.
            at: numbers.get("at").copied().unwrap_or_default(),
            wording: Arc::new(Wording {
                text: text("text"),
                section: text("section"),
                parent: text("parent"),
                link: text("link"),
                code: list("code"),
                pictures: list("pictures"),
            }),
            revision: *numbers.get("revision")?,
            status: status?,
            former: former.split_off(skip),
            questions,
        })
    }

    fn number(&mut self, name: &str, value: &Value, most: u32) -> Option<u32> {
        let number = whole_number(value).and_then(|number| u32::try_from(number).ok());
        let fitting = number.filter(|number| (1..=most).contains(number));
        if fitting.is_none() {
            let form = format!("`{name}` must be a whole number from 1 to {most}");
            self.fault(value.span(), form);
        }
        fitting
    }

    fn questions(
        &mut self,
        texts: &mut BTreeMap<&str, String>,
        near_at: Range<usize>,
    ) -> Questions {
        let (was, near) = (texts.remove("was"), texts.remove("near"));
        if near.as_ref().is_some_and(|id| !is_item_id(id)) {
            self.fault(near_at, "`near` is not an item id".into());
        }
        Questions { was, near }
    }

    /// Reports required fields that this item lacks. A field of the wrong form is a different fault.
    fn missing(&mut self, fields: &DeTable) {
        for name in ["page", "text", "revision", "status"] {
            if !fields.keys().any(|known| known.get_ref() == name) {
                self.fault(self.name.clone(), format!("the item has no `{name}`"));
            }
        }
    }
}

fn status_of(value: &Value) -> Option<Status> {
    let DeValue::String(name) = value.get_ref() else { return None };
    [Status::Live, Status::Retired].into_iter().find(|status| status.name() == name)
}
