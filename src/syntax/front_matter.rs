//! The block at the top of a chapter, in YAML, TOML or JSON: separated from the text, checked key by key, typed.
//!
//! Owns the list of front-matter keys ([`KEYS`]), which are the same in each format. Never fails: a fault becomes a
//! diagnostic at its line, and the key gets its default.

mod block;
mod elsewhere;
mod faults;
mod json;
mod lines;
mod privacy;
mod toml_block;
mod unrecognised;
mod values;
mod yaml;

use crate::text::diag::{Diagnostic, SourceText};
pub use block::Format;
use block::{Block, Top};
use lines::Lines;
use std::collections::BTreeSet;
use std::ops::Range;
use values::{Entry, Value};

/// Every key that front matter can contain.
pub const KEYS: &[&str] = &[
    "title",
    "description",
    "weight",
    "draft",
    "published",
    "aliases",
    "slug",
    "updated",
    "template",
    "toc",
    "search",
    "checklists",
    "for",
];

/// The largest block that is read, in bytes. YAML aliases that repeat text could fill memory, and the place of each
/// fault is searched from the top.
const LARGEST: usize = 32 * 1024;

/// The front matter of a chapter.
#[derive(Debug, Clone, PartialEq)]
pub struct FrontMatter {
    /// The title, if it is not the text's first heading.
    pub title: Option<String>,
    /// One sentence about the chapter, or empty.
    pub description: String,
    /// Chapters with a lower weight come first; those without one come last.
    pub weight: Option<i64>,
    /// Whether the chapter is a draft, included only with `--drafts`.
    pub draft: bool,
    /// Whether the chapter can be part of the book; if not, no build includes it.
    pub published: bool,
    /// Old URLs of this page, relative to the root of the site, each with its place in the text.
    pub aliases: Vec<(String, Range<usize>)>,
    /// The last part of the URL, replacing the file's name.
    pub slug: Option<String>,
    /// When the chapter was last updated, as the author wrote it.
    pub updated: Option<String>,
    /// The template to use, and the place of the value, for the diagnostic if no such template exists.
    pub template: Option<(String, Range<usize>)>,
    /// Whether the page lists its sections.
    pub toc: bool,
    /// Whether search finds the chapter.
    pub search: bool,
    /// Whether task lists become checklists.
    pub checklists: bool,
    /// The names of the readers whom the chapter's items are for, each with its place in the text; none means all.
    pub audiences: Vec<(String, Range<usize>)>,
    /// Whether the block could not be read, so that nothing that it sets is known.
    pub is_unread: bool,
}

impl Default for FrontMatter {
    fn default() -> Self {
        FrontMatter {
            title: None,
            description: String::new(),
            weight: None,
            draft: false,
            published: true,
            aliases: Vec::new(),
            slug: None,
            updated: None,
            template: None,
            toc: true,
            search: true,
            checklists: true,
            audiences: Vec::new(),
            is_unread: false,
        }
    }
}

/// Returns the front matter of a chapter and the offset at which its text begins.
pub fn parse(source: &SourceText, diagnostics: &mut Vec<Diagnostic>) -> (FrontMatter, usize) {
    match block::find(&source.text) {
        Top::Block(block) => {
            let mut reader = Reader { source, block: &block, diagnostics };
            (reader.read(), block.body)
        }
        Top::Open(format, place) => {
            diagnostics.push(Diagnostic::front_matter_open(source, place, format));
            (FrontMatter { is_unread: true, ..FrontMatter::default() }, 0)
        }
        Top::Unrecognised(why, place) => {
            diagnostics.push(Diagnostic::front_matter_unrecognised(source, place, why));
            (FrontMatter { is_unread: true, ..FrontMatter::default() }, 0)
        }
        Top::Text => (FrontMatter::default(), 0),
    }
}

/// The places of comments of other programs above the front matter of a chapter.
pub fn comments_above(text: &str) -> Vec<Range<usize>> {
    block::comments_above(text)
}

/// The format of the front matter of a chapter, if it has some.
pub fn format(text: &str) -> Option<Format> {
    split(text).map(|block| block.format)
}

/// The offset after the front matter of a text, if it has some.
pub fn end(text: &str) -> Option<usize> {
    split(text).map(|block| block.body)
}

/// Whether front matter that follows this text would be that of the chapter.
pub fn is_before(text: &str) -> bool {
    block::is_blank(text)
}

/// The place of the value of a key in the text of a chapter, for faults found in later stages.
pub fn place(text: &str, key: &str) -> Option<Range<usize>> {
    let block = split(text).filter(|block| block.inner.len() <= LARGEST)?;
    let top = text.get(..block.body).unwrap_or_default();
    let source = SourceText { file: "".into(), text: top.into() };
    let entries = entries(&source, &block, &mut Vec::new());
    entries.into_iter().find(|entry| entry.name == key).map(|entry| entry.place)
}

fn split(text: &str) -> Option<Block> {
    match block::find(text) {
        Top::Block(block) => Some(block),
        Top::Text | Top::Open(..) | Top::Unrecognised(..) => None,
    }
}

fn entries(source: &SourceText, block: &Block, diagnostics: &mut Vec<Diagnostic>) -> Vec<Entry> {
    let inner = block.inner.clone();
    match block.format {
        Format::Yaml => yaml::entries(source, inner, diagnostics),
        Format::Toml => toml_block::entries(source, inner, diagnostics),
        Format::Json => json::entries(source, inner, diagnostics),
    }
}

struct Reader<'a> {
    source: &'a SourceText,
    block: &'a Block,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn read(&mut self) -> FrontMatter {
        let mut front = FrontMatter::default();
        let Range { start, end } = self.block.inner;
        if end - start > LARGEST {
            let inner = self.source.text.get(start..end).unwrap_or_default();
            let first = inner.lines().next().unwrap_or_default().trim_end().len();
            self.diagnostics.push(Diagnostic::front_matter_too_large(
                self.source,
                start..start + first,
                self.block.format,
                LARGEST / 1024,
            ));
            return FrontMatter { is_unread: true, ..front };
        }
        let known = self.diagnostics.len();
        let entries = entries(self.source, self.block, self.diagnostics);
        front.is_unread = entries.is_empty() && self.diagnostics.len() > known;
        let names: BTreeSet<String> = entries.iter().map(|entry| entry.name.clone()).collect();
        for entry in entries {
            if !KEYS.contains(&entry.name.as_str()) {
                self.unknown(entry, &names);
                continue;
            }
            let set = match entry.value.has_nul() {
                true => Err("a text without the character NUL"),
                false => self.set(&mut front, &entry),
            };
            if let Err(expected) = set {
                let Entry { name, place, .. } = entry;
                self.diagnostics.push(match privacy::KEYS.contains(&name.as_str()) {
                    true => Diagnostic::front_matter_privacy_value(self.source, place, &name),
                    false => {
                        Diagnostic::front_matter_wrong_type(self.source, place, &name, expected)
                    }
                });
            }
        }
        front
    }

    /// What keys within an unknown one mean, if they are to keep the chapter private.
    fn nested(&self, name: &str, value: &Value) -> Option<(&'static str, &'static str)> {
        let block = self.source.text.get(self.block.inner.clone()).unwrap_or_default();
        let hides = *value == Value::Keys
            && (block.lines().any(privacy::hides) || privacy::block_hides(name, block));
        hides.then_some(("published", "false"))
    }

    /// Reports a key that is not one of ours; `names` are all keys of the block.
    fn unknown(&mut self, entry: Entry, names: &BTreeSet<String>) {
        let Entry { name, key, value, .. } = entry;
        let source = self.source;
        self.diagnostics.push(match privacy::meant(&name, &value).or(self.nested(&name, &value)) {
            Some((ours, value)) => {
                let meant = self.block.format.setting(ours, value);
                Diagnostic::front_matter_privacy_key(source, key, &name, &meant)
            }
            None => {
                let cure = elsewhere::cure(&name, |ours| names.contains(ours));
                Diagnostic::front_matter_unknown_key(source, key, &name, cure)
            }
        });
    }

    fn set(&mut self, front: &mut FrontMatter, entry: &Entry) -> Result<(), &'static str> {
        let Entry { name, key, value, place } = entry;
        if is_unset(name, value) {
            return Ok(());
        }
        match name.as_str() {
            "title" => front.title = Some(values::text(value)?),
            "description" => front.description = values::text(value)?,
            "weight" => front.weight = Some(values::whole(value)?),
            "draft" => front.draft = values::flag(value)?,
            "published" => front.published = values::flag(value)?,
            "aliases" => front.aliases = self.placed(key, values::list(value)?),
            "slug" => front.slug = Some(values::slug(value)?),
            "updated" => front.updated = Some(values::date(value)?),
            "template" => front.template = Some((values::template(value)?, place.clone())),
            "toc" => front.toc = values::flag(value)?,
            "search" => front.search = values::flag(value)?,
            "checklists" => front.checklists = values::flag(value)?,
            "for" => front.audiences = self.placed(key, values::list(value)?),
            _ => {}
        }
        Ok(())
    }

    /// Each value of a list with its place, or that of its key.
    fn placed(&self, key: &Range<usize>, values: Vec<String>) -> Vec<(String, Range<usize>)> {
        let lines = Lines { text: &self.source.text, block: self.block.inner.clone() };
        let mut from = key.end;
        let place = |value: String| {
            let found = lines.scalar(from, &value);
            from = found.as_ref().map_or(from, |found| found.end);
            (value, found.unwrap_or(key.clone()))
        };
        values.into_iter().map(place).collect()
    }
}

/// Whether a key has no value. An empty text is none for the keys that are texts.
fn is_unset(name: &str, value: &Value) -> bool {
    let is_text = !["weight", "draft", "published", "toc", "search", "checklists"].contains(&name);
    *value == Value::Unset || (is_text && value.is_unset())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> FrontMatter {
        let source = SourceText { file: "a.md".into(), text: text.into() };
        let mut faults = Vec::new();
        let front = parse(&source, &mut faults).0;
        assert!(faults.is_empty(), "{text}: {faults:?}");
        front
    }

    #[test]
    fn texts_keep_their_letters() {
        let yaml = [
            "1.10",
            "0x10",
            "0o17",
            "1e3",
            "+1",
            "007",
            "yes",
            "No",
            "true",
            "FALSE",
            ".inf",
            "1_000",
            "2024-01-01",
            "12:30",
        ];
        for letters in yaml {
            let keys = ["title", "description", "aliases"];
            let keys = keys.map(|key| format!("{key}: {letters} # as typed\n")).concat();
            let keys =
                keys.replace(&format!("aliases: {letters}"), &format!("aliases: [{letters}]"));
            let front = read(&format!("---\n{keys}---\n"));
            assert_eq!(front.title.as_deref(), Some(letters));
            assert_eq!(front.description, letters);
            assert_eq!(front.aliases[0].0, letters);
            let flow =
                read(&format!("---\n{{title: {letters}, description: &a {letters}}}\n---\n"));
            assert_eq!((flow.title.as_deref(), &*flow.description), (Some(letters), letters));
        }
        for letters in ["1.10", "007", "1e3", "true"] {
            let front = read(&format!("---\nslug: {letters}\n---\n"));
            assert_eq!(front.slug.as_deref(), Some(letters));
        }
        for letters in ["1.10", "0x10", "1e3", "true", "2024-01-01", "12:30:00", "1_000", "+inf"] {
            let front = read(&format!("+++\ntitle = {letters} # as typed\n+++\n"));
            assert_eq!(front.title.as_deref(), Some(letters));
        }
        for letters in ["1.10", "1e3", "true", "-0.0"] {
            let front = read(&format!("{{ \"title\" : {letters} }}\n"));
            assert_eq!(front.title.as_deref(), Some(letters));
        }
    }

    #[test]
    fn an_empty_key_is_not_set() {
        for key in KEYS {
            for value in ["", "~", "null", "# nothing"] {
                let front = read(&format!("---\n{key}: {value}\n---\n"));
                assert_eq!(front, FrontMatter::default(), "{key}: {value}");
            }
            assert_eq!(read(&format!("{{\"{key}\": null}}\n")), FrontMatter::default(), "{key}");
        }
        for key in ["title", "description", "slug", "updated", "template"] {
            for text in [format!("---\n{key}: ''\n---\n"), format!("+++\n{key} = \"\"\n+++\n")] {
                assert_eq!(read(&text), FrontMatter::default(), "{text}");
            }
        }
    }

    #[test]
    fn each_format_says_the_same() {
        let yaml = read(
            "---\ntitle: A\nweight: -3\ndraft: true\ntoc: false\nupdated: 2026-11-22\nslug: s\n---\n",
        );
        let toml = read(
            "+++\ntitle = 'A'\nweight = -3\ndraft = true\ntoc = false\nupdated = 2026-11-22\nslug = 's'\n+++\n",
        );
        let json = read(
            "{\n\"title\": \"A\", \"weight\": -3, \"draft\": true, \"toc\": false,\n\"updated\": \"2026-11-22\", \"slug\": \"s\"\n}\n",
        );
        assert_eq!((&yaml, &yaml), (&toml, &json));
        assert_eq!((yaml.weight, yaml.draft, yaml.toc), (Some(-3), true, false));
    }
}
