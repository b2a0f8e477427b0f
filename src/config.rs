//! book.toml, typed: the first stage.
//!
//! Owns the list of keys ([`KEYS`]), their checking and the [`Config`] that later stages read. It
//! reports every fault of the file at once. Reads book.toml and nothing else.

use crate::diag::{Diagnostic, SourceText};
use crate::markdown::slug;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The name of the configuration file.
pub const FILE_NAME: &str = "book.toml";

/// What a value of book.toml must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A string.
    Text,
    /// `true` or `false`.
    Flag,
    /// An array of strings.
    TextList,
    /// A table whose keys are the author's own and whose values are strings.
    TextTable,
    /// One of these strings.
    Choice(&'static [&'static str]),
}

/// A key of book.toml.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// The dotted path, such as `book.title`.
    pub path: &'static str,
    /// What its value must be.
    pub kind: Kind,
}

/// Every key that book.toml may hold.
pub const KEYS: &[Key] = &[
    Key { path: "book.title", kind: Kind::Text },
    Key { path: "book.authors", kind: Kind::TextList },
    Key { path: "book.description", kind: Kind::Text },
    Key { path: "book.language", kind: Kind::Text },
    Key { path: "book.text-direction", kind: Kind::Choice(&["ltr", "rtl"]) },
    Key { path: "book.src", kind: Kind::Text },
    Key { path: "book.id", kind: Kind::Text },
    Key { path: "build.build-dir", kind: Kind::Text },
    Key { path: "output.html.theme", kind: Kind::Text },
    Key { path: "output.html.site-url", kind: Kind::Text },
    Key { path: "output.html.cname", kind: Kind::Text },
    Key { path: "output.html.git-repository-url", kind: Kind::Text },
    Key { path: "output.html.edit-url-template", kind: Kind::Text },
    Key { path: "output.html.additional-css", kind: Kind::TextList },
    Key { path: "output.html.additional-js", kind: Kind::TextList },
    Key { path: "output.html.raw-html", kind: Kind::Choice(&["sanitize", "escape", "trust"]) },
    Key { path: "output.html.smart-punctuation", kind: Kind::Flag },
    Key { path: "output.html.redirect", kind: Kind::TextTable },
    Key { path: "output.html.search.enable", kind: Kind::Flag },
];

/// How raw HTML in Markdown reaches the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RawHtml {
    /// Through an allow-list; what is not on it is dropped.
    Sanitize,
    /// As the text that the author typed.
    Escape,
    /// Untouched.
    Trust,
}

/// Everything that book.toml decides, with its defaults filled in.
#[derive(Debug, Clone)]
pub struct Config {
    /// The folder of book.toml.
    pub root: PathBuf,
    /// The folder of the sources, below `root`.
    pub src: PathBuf,
    /// The folder to write to.
    pub build_dir: PathBuf,
    /// The book's title; `None` where the start page's own title is to serve.
    pub title: Option<String>,
    /// The authors' names.
    pub authors: Vec<String>,
    /// One sentence on the book, or empty.
    pub description: String,
    /// A BCP 47 tag.
    pub language: String,
    /// Whether the book is read from right to left.
    pub right_to_left: bool,
    /// The name of the reader's store, where the author fixed it.
    pub id: Option<String>,
    /// Settings of the HTML output.
    pub html: HtmlConfig,
    /// book.toml itself, for diagnostics of later stages.
    pub source: SourceText,
}

/// `[output.html]`.
#[derive(Debug, Clone)]
pub struct HtmlConfig {
    /// The author's theme folder, absolute.
    pub theme: Option<PathBuf>,
    /// The site's absolute URL with a closing slash.
    pub site_url: Option<String>,
    /// The host name for the CNAME file.
    pub cname: Option<String>,
    /// Where the sources live.
    pub git_repository_url: Option<String>,
    /// The address to edit a chapter, with `{path}` for its path below `root`.
    pub edit_url_template: Option<String>,
    /// Style sheets of the author's own, relative to `root`.
    pub additional_css: Vec<String>,
    /// Scripts of the author's own, relative to `root`.
    pub additional_js: Vec<String>,
    /// What becomes of raw HTML.
    pub raw_html: RawHtml,
    /// Whether quotes and dashes are made typographic.
    pub smart_punctuation: bool,
    /// Old URL to new URL.
    pub redirects: BTreeMap<String, String>,
}

/// Loads `root/book.toml`. A folder without one gets the defaults, its sources in `content` where
/// that folder exists and in `root` itself where not.
pub fn load(root: &Path) -> Result<Config, Vec<Diagnostic>> {
    if !root.is_dir() {
        let help = "name the folder that holds book.toml";
        return Err(vec![Diagnostic::folder_missing(root, "the folder", help)]);
    }
    let path = root.join(FILE_NAME);
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(vec![Diagnostic::read_failed(&path, &error)]),
    };
    let has_file = bytes.is_some();
    let text = crate::source::decode(FILE_NAME, bytes.unwrap_or_default())
        .map_err(|diagnostic| vec![diagnostic])?;
    let source = SourceText { file: FILE_NAME.into(), text };
    let mut config = parse(root, &source)?;
    if !has_file && !config.src.is_dir() {
        config.src = root.to_path_buf();
    }
    if !config.src.is_dir() {
        let help = "put the chapters there, or name their folder with `book.src` in book.toml";
        let missing = Diagnostic::folder_missing(&config.src, "the folder of the chapters", help);
        return Err(vec![missing]);
    }
    Ok(config)
}

/// Checks and types the text of a book.toml that stands in the folder `root`.
pub fn parse(root: &Path, source: &SourceText) -> Result<Config, Vec<Diagnostic>> {
    let table = DeTable::parse(&source.text).map_err(|error| {
        let span = error.span().unwrap_or(0..0);
        vec![Diagnostic::config_not_toml(source, span, error.message())]
    })?;
    let mut values = Values { source, found: BTreeMap::new(), diagnostics: Vec::new() };
    values.collect("", table.get_ref());
    let config = typed(root, source, &mut values);
    if values.diagnostics.is_empty() {
        Ok(config)
    } else {
        crate::diag::sort(&mut values.diagnostics);
        Err(values.diagnostics)
    }
}

fn typed(root: &Path, source: &SourceText, values: &mut Values) -> Config {
    let src = values.folder_below("book.src").unwrap_or_else(|| "content".into());
    let raw_html = match values.text("output.html.raw-html").as_deref() {
        Some("escape") => RawHtml::Escape,
        Some("trust") => RawHtml::Trust,
        _ => RawHtml::Sanitize,
    };
    Config {
        root: root.to_path_buf(),
        src: if src == "." { root.to_path_buf() } else { root.join(src) },
        build_dir: root.join(values.text("build.build-dir").unwrap_or_else(|| "public".into())),
        title: values.text("book.title"),
        authors: values.list("book.authors"),
        description: values.text("book.description").unwrap_or_default(),
        language: values.language(),
        right_to_left: values.text("book.text-direction").as_deref() == Some("rtl"),
        id: values.id(),
        html: HtmlConfig {
            theme: values.text("output.html.theme").map(|theme| root.join(theme)),
            site_url: values.site_url(),
            cname: values.cname(),
            git_repository_url: values.web_address("output.html.git-repository-url"),
            edit_url_template: values.edit_url_template(),
            additional_css: values.files_below("output.html.additional-css"),
            additional_js: values.files_below("output.html.additional-js"),
            raw_html,
            smart_punctuation: values.flag("output.html.smart-punctuation").unwrap_or(false),
            redirects: values.table("output.html.redirect"),
        },
        source: source.clone(),
    }
}

enum Value {
    Text(String),
    Flag(bool),
    List(Vec<String>),
    Table(BTreeMap<String, String>),
}

/// The values that were found, by key, with the faults met on the way.
struct Values<'a> {
    source: &'a SourceText,
    found: BTreeMap<&'static str, (Value, Range<usize>)>,
    diagnostics: Vec<Diagnostic>,
}

impl Values<'_> {
    fn collect(&mut self, prefix: &str, table: &DeTable) {
        for (name, value) in table {
            let path = join(prefix, name.get_ref());
            if let Some(key) = KEYS.iter().find(|key| key.path == path) {
                self.take(key, value);
                continue;
            }
            let below = join(&path, "");
            let is_table_of_keys = KEYS.iter().any(|key| key.path.starts_with(&below));
            match value.get_ref() {
                DeValue::Table(inner) if is_table_of_keys => self.collect(&path, inner),
                _ if is_table_of_keys => self.wrong_type(&path, value.span(), "a table"),
                _ => {
                    let unknown = Diagnostic::config_unknown_key(
                        self.source,
                        name.span(),
                        &path,
                        (name.get_ref(), siblings(prefix)),
                    );
                    self.diagnostics.push(unknown);
                }
            }
        }
    }

    fn take(&mut self, key: &Key, value: &Spanned<DeValue>) {
        let typed = match (key.kind, value.get_ref()) {
            (Kind::Text, DeValue::String(text)) => Ok(Value::Text(text.to_string())),
            (Kind::Flag, DeValue::Boolean(flag)) => Ok(Value::Flag(*flag)),
            (Kind::Choice(allowed), DeValue::String(text)) if allowed.contains(&text.as_ref()) => {
                Ok(Value::Text(text.to_string()))
            }
            (Kind::TextList, DeValue::Array(items)) => items
                .iter()
                .map(|item| item.get_ref().as_str().map(str::to_string))
                .collect::<Option<Vec<String>>>()
                .map(Value::List)
                .ok_or("an array of strings".to_string()),
            (Kind::TextTable, DeValue::Table(table)) => table
                .iter()
                .map(|(name, value)| {
                    Some((name.get_ref().to_string(), value.get_ref().as_str()?.to_string()))
                })
                .collect::<Option<BTreeMap<String, String>>>()
                .map(Value::Table)
                .ok_or("a table of strings".to_string()),
            (Kind::Text, _) => Err("a string".to_string()),
            (Kind::Flag, _) => Err("true or false".to_string()),
            (Kind::TextList, _) => Err("an array of strings".to_string()),
            (Kind::TextTable, _) => Err("a table of strings".to_string()),
            (Kind::Choice(allowed), _) => Err(format!("one of {}", quoted(allowed))),
        };
        match typed {
            Ok(typed) => {
                self.found.insert(key.path, (typed, value.span()));
            }
            Err(expected) => self.wrong_type(key.path, value.span(), &expected),
        }
    }

    fn wrong_type(&mut self, key: &str, span: Range<usize>, expected: &str) {
        let wrong = Diagnostic::config_wrong_type(self.source, span, key, expected);
        self.diagnostics.push(wrong);
    }

    fn bad(&mut self, key: &str, message: String, help: &str) {
        let span = self.found.get(key).map_or(0..0, |(_, span)| span.clone());
        let bad = Diagnostic::config_bad_value(self.source, span, message, help);
        self.diagnostics.push(bad);
    }

    fn text(&self, key: &str) -> Option<String> {
        match self.found.get(key) {
            Some((Value::Text(text), _)) => Some(text.clone()),
            _ => None,
        }
    }

    fn flag(&self, key: &str) -> Option<bool> {
        match self.found.get(key) {
            Some((Value::Flag(flag), _)) => Some(*flag),
            _ => None,
        }
    }

    fn list(&self, key: &str) -> Vec<String> {
        match self.found.get(key) {
            Some((Value::List(list), _)) => list.clone(),
            _ => Vec::new(),
        }
    }

    fn table(&self, key: &str) -> BTreeMap<String, String> {
        match self.found.get(key) {
            Some((Value::Table(table), _)) => table.clone(),
            _ => BTreeMap::new(),
        }
    }

    /// A path that must stay below the book's folder.
    fn folder_below(&mut self, key: &str) -> Option<String> {
        let path = self.text(key)?;
        if !stays_below(&path) {
            let message = format!("`{key}` must be a folder below the one of book.toml");
            self.bad(key, message, "write a relative path without `..`");
        }
        Some(path)
    }

    fn files_below(&mut self, key: &str) -> Vec<String> {
        let files = self.list(key);
        if let Some(outside) = files.iter().find(|file| !stays_below(file)) {
            let message = format!("`{outside}` is not below the folder of book.toml");
            self.bad(key, message, "write relative paths without `..`");
        }
        files
    }

    fn language(&mut self) -> String {
        let key = "book.language";
        let language = self.text(key).unwrap_or_else(|| "en".into());
        let fits =
            !language.is_empty() && language.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        if !fits {
            let message = format!("`{language}` is not a language tag");
            self.bad(key, message, "write a tag such as `en` or `pt-BR`");
        }
        language
    }

    fn id(&mut self) -> Option<String> {
        let key = "book.id";
        let id = self.text(key)?;
        if id.is_empty() || slug::slug(&id) != id {
            let message = format!("`{id}` cannot name the reader's store");
            self.bad(key, message, "use lower-case letters, digits and hyphens");
        }
        Some(id)
    }

    fn web_address(&mut self, key: &str) -> Option<String> {
        let address = self.text(key)?;
        if !(address.starts_with("https://") || address.starts_with("http://")) {
            let message = format!("`{key}` must be a web address");
            self.bad(key, message, "begin it with https://");
        }
        Some(address)
    }

    fn site_url(&mut self) -> Option<String> {
        let mut address = self.web_address("output.html.site-url")?;
        if !address.ends_with('/') {
            address.push('/');
        }
        Some(address)
    }

    fn edit_url_template(&mut self) -> Option<String> {
        let key = "output.html.edit-url-template";
        let template = self.web_address(key)?;
        if !template.contains("{path}") {
            let help = "put {path} where the chapter's path belongs";
            self.bad(key, format!("`{key}` has no `{{path}}`"), help);
        }
        Some(template)
    }

    fn cname(&mut self) -> Option<String> {
        let key = "output.html.cname";
        let host = self.text(key)?;
        let fits = host.contains('.')
            && host.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-');
        if !fits {
            let message = format!("`{host}` is not a host name");
            self.bad(key, message, "write the bare name, such as handbook.example.org");
        }
        Some(host)
    }
}

/// The names that may stand in the table `prefix`.
fn siblings(prefix: &str) -> Vec<&'static str> {
    let start = if prefix.is_empty() { String::new() } else { join(prefix, "") };
    let mut names: Vec<&str> =
        KEYS.iter().filter_map(|key| key.path.strip_prefix(&start)?.split('.').next()).collect();
    names.dedup();
    names
}

fn stays_below(path: &str) -> bool {
    let path = Path::new(path);
    path.components()
        .all(|part| matches!(part, std::path::Component::Normal(_) | std::path::Component::CurDir))
}

fn join(prefix: &str, name: &str) -> String {
    if prefix.is_empty() { name.to_string() } else { format!("{prefix}.{name}") }
}

fn quoted(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    quoted.join(", ")
}
