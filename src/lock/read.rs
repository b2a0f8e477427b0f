//! From the text of book.lock to the lock. Every fault of the file is reported with its line, and a
//! file with a fault gives no lock at all, so that none is ever written over it.

use super::{Entry, Lock, Page, Status, VERSION};
use crate::checklist::Wording;
use crate::diag::{Diagnostic, SourceText};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

type Value<'a> = Spanned<DeValue<'a>>;

/// Reads the lock, or says all that is wrong with it.
pub fn read(source: &SourceText) -> Result<Lock, Vec<Diagnostic>> {
    if let Some(lock) = line_by_line(source) {
        return Ok(lock);
    }
    if let Some(span) = conflict(&source.text) {
        return Err(vec![Diagnostic::lock_conflict(source, span)]);
    }
    let table = DeTable::parse(&source.text).map_err(|error| {
        let span = error.span().unwrap_or(0..0);
        vec![match error.message().contains("duplicate key") {
            true => Diagnostic::lock_item_twice(source, span),
            false => Diagnostic::lock_not_toml(source, span, error.message()),
        }]
    })?;
    let mut reader = Reader { source, faults: Vec::new() };
    let lock = reader.lock(table.get_ref());
    if reader.faults.is_empty() { Ok(lock) } else { Err(reader.faults) }
}

/// Reads a file as this program writes it, one item a line, which spares the memory that the whole file
/// would take as TOML. `None` for any other file, which is then read as a whole.
fn line_by_line(source: &SourceText) -> Option<Lock> {
    let (head, rest) = source.text.split_once("\n[items]\n")?;
    let (items, pages) = rest.split_once("\n[pages]\n").unwrap_or((rest, ""));
    let mut settings = head.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let is_ours = settings.next() == Some(&*format!("version = {VERSION}"));
    if !is_ours || settings.next().is_some() {
        return None;
    }
    let mut reader = Reader { source, faults: Vec::new() };
    let mut lock = Lock::default();
    for line in items.lines() {
        let table = DeTable::parse(line).ok()?;
        let before = lock.items.len();
        reader.items(table.get_ref(), &mut lock.items);
        // Neither an empty line nor a second one for an item is ours.
        if lock.items.len() != before + 1 {
            return None;
        }
    }
    let mut known = BTreeMap::new();
    for line in pages.lines() {
        let table = DeTable::parse(line).ok()?;
        if table.get_ref().is_empty() {
            return None;
        }
        reader.pages(table.get_ref(), &mut known);
    }
    // A line that says nothing new is none that this program wrote.
    if pages.lines().count() != known.values().map(|page| 1 + page.anchors.len()).sum::<usize>() {
        return None;
    }
    lock.pages = Arc::new(known);
    reader.faults.is_empty().then_some(lock)
}

/// Where git has left the first mark of a conflict.
fn conflict(text: &str) -> Option<Range<usize>> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end();
        if ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].iter().any(|mark| content.starts_with(mark))
        {
            return Some(start..start + content.len());
        }
        start += line.len();
    }
    None
}

struct Reader<'a> {
    source: &'a SourceText,
    faults: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn fault(&mut self, span: Range<usize>, message: String) {
        self.faults.push(Diagnostic::lock_unusable(self.source, span, message));
    }

    fn lock(&mut self, table: &DeTable) -> Lock {
        let mut lock = Lock::default();
        let Some(version) = table.get("version") else {
            self.fault(0..0, "`version` is missing".into());
            return lock;
        };
        match whole_number(version) {
            Some(1..=VERSION) => {}
            Some(newer) if newer > VERSION => {
                self.faults.push(Diagnostic::lock_newer(self.source, version.span(), newer));
                return lock;
            }
            _ => {
                self.fault(version.span(), format!("`version` must be {VERSION}"));
                return lock;
            }
        }
        let mut pages = BTreeMap::new();
        for (name, value) in table {
            match (&**name.get_ref(), value.get_ref()) {
                ("version", _) => {}
                ("pages", DeValue::Table(table)) => self.pages(table, &mut pages),
                ("pages", _) => self.fault(value.span(), "`pages` must be a table".into()),
                ("items", DeValue::Table(items)) => self.items(items, &mut lock.items),
                ("items", _) => self.fault(value.span(), "`items` must be a table".into()),
                (other, _) => self.fault(name.span(), format!("unknown key `{other}`")),
            }
        }
        lock.pages = Arc::new(pages);
        lock
    }

    /// Pages by site path, and anchors by the path of their page with `#` and the anchor.
    fn pages(&mut self, table: &DeTable, pages: &mut BTreeMap<String, Page>) {
        for (name, value) in table {
            let DeValue::String(text) = value.get_ref() else {
                self.fault(value.span(), format!("`{}` must be a string", name.get_ref()));
                continue;
            };
            let key = &**name.get_ref();
            match key.find(".html#").map(|at| key.split_at(at + ".html".len())) {
                Some((path, anchor)) => {
                    let page = pages.entry(path.to_string()).or_default();
                    page.anchors.insert(anchor.trim_start_matches('#').into(), text.to_string());
                }
                None => pages.entry(key.to_string()).or_default().title = text.to_string(),
            }
        }
    }

    fn items(&mut self, table: &DeTable, items: &mut BTreeMap<String, Entry>) {
        for (id, value) in table {
            let DeValue::Table(fields) = value.get_ref() else {
                self.fault(value.span(), format!("the item `{}` must be a table", id.get_ref()));
                continue;
            };
            if let Some(entry) = self.entry(id, fields) {
                items.insert(id.get_ref().to_string(), entry);
            }
        }
    }

    fn entry(&mut self, id: &Spanned<impl AsRef<str>>, fields: &DeTable) -> Option<Entry> {
        let before = self.faults.len();
        let mut texts: BTreeMap<&str, String> = BTreeMap::new();
        let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
        for (name, value) in fields {
            match &**name.get_ref() {
                name @ ("page" | "section" | "parent" | "text" | "link" | "status") => {
                    match value.get_ref() {
                        DeValue::String(text) => {
                            texts.insert(name, text.to_string());
                        }
                        _ => self.fault(value.span(), format!("`{name}` must be a string")),
                    }
                }
                name @ ("at" | "revision") => {
                    match whole_number(value).and_then(|number| u32::try_from(number).ok()) {
                        Some(number) if number > 0 => {
                            numbers.insert(name, number);
                        }
                        _ => self.fault(value.span(), format!("`{name}` must be 1 or more")),
                    }
                }
                other => self.fault(name.span(), format!("unknown key `{other}`")),
            }
        }
        let status = match texts.get("status").map(String::as_str) {
            Some("retired") => Status::Retired,
            Some("live") => Status::Live,
            _ => {
                self.fault(id.span(), "`status` must be \"live\" or \"retired\"".into());
                Status::Live
            }
        };
        for name in ["page", "text"].iter().filter(|name| !texts.contains_key(*name)) {
            self.fault(id.span(), format!("the item has no `{name}`"));
        }
        for name in ["at", "revision"].iter().filter(|name| !numbers.contains_key(*name)) {
            self.fault(id.span(), format!("the item has no `{name}`"));
        }
        if self.faults.len() > before {
            return None;
        }
        let mut text = |name| texts.remove(name).unwrap_or_default();
        Some(Entry {
            page: text("page"),
            at: *numbers.get("at")?,
            wording: Arc::new(Wording {
                text: text("text"),
                section: text("section"),
                parent: text("parent"),
                link: text("link"),
            }),
            revision: *numbers.get("revision")?,
            status,
        })
    }
}

fn whole_number(value: &Value) -> Option<i64> {
    match value.get_ref() {
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
        _ => None,
    }
}
