//! The values of book.toml: checked by key, some also for their format. Collects every fault and stops at none.

use super::below::{not_below, stays_below};
use super::hosts::{chosen, stray};
use super::keys::{self, KEYS, Key, Kind, Lists, Name, Switches, Texts};
use super::look::{self, Link};
use super::mdbook::{self, MdbookKey};
use super::places::Places;
use super::policy::{lists, texts};
use crate::syntax::markdown::slug;
use crate::text::diag::lints::Levels;
use crate::text::diag::{Diagnostic, SourceText, shortened};
use crate::text::locales::{is_tag, tag_meant};
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub(super) enum Value {
    Text(String),
    Flag(bool),
    Number(u64),
    Numbers(Vec<u64>),
    Links(Vec<Link>),
    List(Vec<String>),
    Table(BTreeMap<String, String>),
    Lists(BTreeMap<String, Vec<String>>),
    Switches(BTreeMap<String, bool>),
    Levels(Levels),
}

/// The values by key, and the faults found.
pub(super) struct Values<'a> {
    pub(super) source: &'a SourceText,
    found: BTreeMap<&'static str, (Value, Range<usize>)>,
    /// The mdBook settings that have no effect, in order, with their places.
    pub(super) ignored: Vec<(String, Range<usize>)>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'a> Values<'a> {
    /// Checks and types the content of the table.
    pub(super) fn of(source: &'a SourceText, table: &DeTable) -> Self {
        let (found, ignored, diagnostics) = (BTreeMap::new(), Vec::new(), Vec::new());
        let mut values = Values { source, found, ignored, diagnostics };
        values.collect("", table);
        values
    }

    pub(super) fn collect(&mut self, prefix: &str, table: &DeTable) {
        let known = siblings(prefix);
        for (name, value) in table {
            let path = join(prefix, name.get_ref());
            let is_known = known.contains(&name.get_ref().as_ref());
            let key = is_known.then(|| KEYS.iter().find(|key| key.path == path)).flatten();
            if let Some(key) = key {
                self.take(key, value);
                continue;
            }
            let is_table_of_keys = match mdbook::about(&path) {
                MdbookKey::Done => continue,
                MdbookKey::Ignored => {
                    self.ignored.push((path, name.span()));
                    continue;
                }
                MdbookKey::Table => true,
                MdbookKey::Unknown => is_known,
            };
            match value.get_ref() {
                DeValue::Table(inner) if is_table_of_keys => self.collect(&path, inner),
                _ if is_table_of_keys => self.wrong_type(&path, value.span(), "a table"),
                _ => {
                    let unknown = Diagnostic::config_unknown_key(
                        self.source,
                        name.span(),
                        &path,
                        (name.get_ref(), &known),
                    );
                    self.diagnostics.push(unknown);
                }
            }
        }
    }

    pub(super) fn take(&mut self, key: &Key, value: &Spanned<DeValue>) {
        let typed = match (key.kind, value.get_ref()) {
            (Kind::Text, DeValue::String(text)) => Ok(Value::Text(text.to_string())),
            (Kind::Flag, DeValue::Boolean(flag)) => Ok(Value::Flag(*flag)),
            (Kind::Choice(allowed), DeValue::String(text)) if allowed.contains(&text.as_ref()) => {
                Ok(Value::Text(text.to_string()))
            }
            (Kind::Choices(allowed), value) => chosen(value, allowed)
                .map(Value::List)
                .ok_or_else(|| format!("one of {}, or an array of them", quoted(allowed))),
            (Kind::Number(least, most), value) => number(value)
                .filter(|number| (least..=most).contains(number))
                .map(Value::Number)
                .ok_or(format!("a whole number from {least} to {most}")),
            (Kind::NumberList, DeValue::Array(items)) => items
                .iter()
                .map(|item| number(item.get_ref()))
                .collect::<Option<Vec<u64>>>()
                .map(Value::Numbers)
                .ok_or("an array of whole numbers".to_string()),
            (Kind::Links, value) => look::typed_links(value),
            (Kind::TextList, value) => {
                texts(value).map(Value::List).ok_or("an array of strings".to_string())
            }
            (Kind::ListTable, value) => {
                lists(value).map(Value::Lists).ok_or("a table of arrays of strings".to_string())
            }
            (Kind::TextTable, DeValue::Table(table)) => table
                .iter()
                .map(|(name, value)| {
                    Some((name.get_ref().to_string(), value.get_ref().as_str()?.to_string()))
                })
                .collect::<Option<BTreeMap<String, String>>>()
                .map(Value::Table)
                .ok_or("a table of strings".to_string()),
            (Kind::Switches, DeValue::Table(table)) => table
                .iter()
                .map(|(path, value)| {
                    let flag = value.get_ref().as_table()?.get("enable")?.get_ref().as_bool()?;
                    Some((path.get_ref().trim_end_matches('/').to_string(), flag))
                })
                .collect::<Option<BTreeMap<String, bool>>>()
                .map(Value::Switches)
                .ok_or("a table of paths, each with `{ enable = false }`".to_string()),
            (Kind::Switches, _) => {
                Err("a table of paths, each with `{ enable = false }`".to_string())
            }
            (Kind::Levels, DeValue::Table(table)) => {
                Ok(Value::Levels(self.levels(key.path, table)))
            }
            (Kind::Levels, _) => Err("a table of lints".to_string()),
            (Kind::Text, _) => Err("a string".to_string()),
            (Kind::Flag, _) => Err("true or false".to_string()),
            (Kind::NumberList, _) => Err("an array of whole numbers".to_string()),
            (Kind::TextTable, _) => Err("a table of strings".to_string()),
            (Kind::Choice(allowed), _) => Err(format!("one of {}", quoted(allowed))),
        };
        match typed {
            Ok(typed) => {
                self.measure(key.path, &typed, value.span());
                self.found.insert(key.path, (typed, value.span()));
            }
            Err(expected) => {
                let stray = stray(key.kind, value.get_ref());
                let span = stray.or_else(|| odd_one(value)).unwrap_or_else(|| value.span());
                self.wrong_type(key.path, span, &expected);
            }
        }
    }

    pub(super) fn wrong_type(&mut self, key: &str, span: Range<usize>, expected: &str) {
        let wrong = Diagnostic::config_wrong_type(self.source, span, key, expected);
        self.diagnostics.push(wrong);
    }

    pub(super) fn bad<T>(&mut self, key: Name<T>, message: String, help: &str) {
        let span = self.place(key);
        let bad = Diagnostic::config_bad_value(self.source, span, message, help);
        self.diagnostics.push(bad);
    }

    /// The place of each value.
    pub(super) fn places(&self) -> Places {
        Places(self.found.iter().map(|(key, (_, span))| (*key, span.clone())).collect())
    }

    pub(super) fn text(&self, key: Name<String>) -> Option<String> {
        match self.found.get(key.path()) {
            Some((Value::Text(text), _)) => Some(text.clone()),
            _ => None,
        }
    }

    pub(super) fn flag(&self, key: Name<bool>) -> Option<bool> {
        match self.found.get(key.path()) {
            Some((Value::Flag(flag), _)) => Some(*flag),
            _ => None,
        }
    }

    /// The place of a value.
    pub(super) fn place<T>(&self, key: Name<T>) -> Range<usize> {
        self.found.get(key.path()).map_or(0..0, |(_, span)| span.clone())
    }

    pub(super) fn number(&self, key: Name<u64>) -> Option<u64> {
        match self.found.get(key.path()) {
            Some((Value::Number(number), _)) => Some(*number),
            _ => None,
        }
    }

    pub(super) fn numbers(&self, key: Name<Vec<u64>>) -> Vec<u64> {
        match self.found.get(key.path()) {
            Some((Value::Numbers(numbers), _)) => numbers.clone(),
            _ => Vec::new(),
        }
    }

    pub(super) fn links(&self, key: Name<Vec<Link>>) -> Vec<Link> {
        match self.found.get(key.path()) {
            Some((Value::Links(links), _)) => links.clone(),
            _ => Vec::new(),
        }
    }

    /// The place of a flag, if it is set.
    pub(super) fn place_if_set(&self, key: Name<bool>) -> Option<Range<usize>> {
        match self.found.get(key.path()) {
            Some((Value::Flag(true), span)) => Some(span.clone()),
            _ => None,
        }
    }

    pub(super) fn list(&self, key: Name<Vec<String>>) -> Vec<String> {
        match self.found.get(key.path()) {
            Some((Value::List(list), _)) => list.clone(),
            _ => Vec::new(),
        }
    }

    pub(super) fn table(&self, key: Name<Texts>) -> Texts {
        match self.found.get(key.path()) {
            Some((Value::Table(table), _)) => table.clone(),
            _ => BTreeMap::new(),
        }
    }

    pub(super) fn lists(&self, key: Name<Lists>) -> Lists {
        match self.found.get(key.path()) {
            Some((Value::Lists(lists), _)) => lists.clone(),
            _ => BTreeMap::new(),
        }
    }

    pub(super) fn lint_levels(&self) -> Levels {
        match self.found.get(keys::CHECK.path()) {
            Some((Value::Levels(levels), _)) => levels.clone(),
            _ => Levels::default(),
        }
    }

    pub(super) fn switches(&self, key: Name<Switches>) -> Switches {
        match self.found.get(key.path()) {
            Some((Value::Switches(switches), _)) => switches.clone(),
            _ => BTreeMap::new(),
        }
    }

    /// A path that must stay below the book's folder.
    pub(super) fn folder_below(&mut self, key: Name<String>) -> Option<String> {
        let path = self.text(key)?;
        if !stays_below(&path) {
            let message = format!("`{key}` must be a folder inside the folder of book.toml");
            self.bad(key, message, "write a relative path without `..`");
        }
        Some(path)
    }

    pub(super) fn files_below(&mut self, key: Name<Vec<String>>) -> Vec<String> {
        let files = self.list(key);
        if let Some((outside, (message, help))) =
            files.iter().find_map(|file| Some((file, not_below(file)?)))
        {
            let span = self.places().within(self.source, key, outside);
            self.diagnostics.push(Diagnostic::config_bad_value(self.source, span, message, &help));
        }
        files
    }

    /// A file that must be below the book's folder, and the place of the setting.
    pub(super) fn file_below(&mut self, key: Name<String>) -> Option<(String, Range<usize>)> {
        let file = self.text(key)?;
        if let Some((message, help)) = not_below(&file) {
            self.bad(key, message, &help);
        }
        Some((file, self.place(key)))
    }

    pub(super) fn identifier(&mut self) -> Option<String> {
        let key = keys::EPUB_IDENTIFIER;
        let identifier = self.text(key)?;
        if identifier.trim().is_empty() {
            let help = "write an identifier such as `urn:isbn:9780000000000`, or remove the key";
            self.bad(key, format!("`{key}` is empty"), help);
        }
        Some(identifier)
    }

    pub(super) fn language(&mut self) -> String {
        let key = keys::BOOK_LANGUAGE;
        let language = self.text(key).unwrap_or_else(|| "en".into());
        if !is_tag(&language) {
            let message = format!("`{}` is not a language tag", shortened(&language));
            let meant = tag_meant(&language).map(|tag| format!("write `language = \"{tag}\"`"));
            self.bad(
                key,
                message,
                meant.as_deref().unwrap_or("write a tag such as `en` or `pt-BR`"),
            );
        }
        language
    }

    pub(super) fn id(&mut self) -> Option<String> {
        let key = keys::BOOK_ID;
        let id = self.text(key)?;
        if !slug::is_book_id(&id) {
            let message = format!("`{}` is not a valid book id", shortened(&id));
            self.bad(key, message, slug::BOOK_ID_RULE);
        }
        Some(id)
    }

    pub(super) fn web_address(&mut self, key: Name<String>) -> Option<String> {
        let address = self.text(key)?;
        if !(address.starts_with("https://") || address.starts_with("http://")) {
            let message = format!("`{key}` must be a web address");
            self.bad(key, message, "begin it with https://");
        }
        Some(address)
    }

    pub(super) fn edit_url_template(&mut self) -> Option<String> {
        let key = keys::HTML_EDIT_URL_TEMPLATE;
        let template = self.web_address(key)?;
        if !template.contains("{path}") {
            let help = "put {path} where the chapter's path goes";
            self.bad(key, format!("`{key}` has no `{{path}}`"), help);
        }
        Some(template)
    }

    pub(super) fn cname(&mut self) -> Option<String> {
        let key = keys::HTML_CNAME;
        let host = self.text(key)?;
        let fits = host.contains('.')
            && host.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-');
        if !fits {
            let message = format!("`{host}` is not a host name");
            self.bad(key, message, "write the host name only, such as handbook.example.org");
        }
        Some(host)
    }
}

/// The place of the first value that is no string, in an array or a table of strings.
fn odd_one(value: &Spanned<DeValue>) -> Option<Range<usize>> {
    let odd = |value: &&Spanned<DeValue>| value.get_ref().as_str().is_none();
    match value.get_ref() {
        DeValue::Array(items) => items.iter().find(odd).map(Spanned::span),
        DeValue::Table(table) => table.values().find(odd).map(Spanned::span),
        _ => None,
    }
}

fn number(value: &DeValue) -> Option<u64> {
    let digits = value.as_integer()?;
    u64::from_str_radix(digits.as_str(), digits.radix()).ok()
}

/// The names that are valid in the table `prefix`.
pub(super) fn siblings(prefix: &str) -> Vec<&'static str> {
    let start = if prefix.is_empty() { String::new() } else { join(prefix, "") };
    let names = KEYS.iter().filter_map(|key| key.path.strip_prefix(&start)?.split('.').next());
    let mut seen = HashSet::new();
    names.filter(|name| seen.insert(*name)).collect()
}

pub(super) fn join(prefix: &str, name: &str) -> String {
    if prefix.is_empty() { name.to_string() } else { format!("{prefix}.{name}") }
}

pub(super) fn quoted(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    quoted.join(", ")
}
