//! Creates books and chapters: `init` and `new`.
//!
//! Owns the files of a new book. Never overwrites files, unless the author asks for it.

mod chapter;
mod faults;
mod hosts;

use crate::app::emit;
use crate::app::pipeline::{self, Options};
use crate::app::schema;
use crate::book::config;
use crate::book::structure::samples::CHAPTERS;
use crate::syntax::markdown::slug;
use crate::text::diag::Diagnostic;
use crate::text::diag::print::counted;
pub use chapter::chapter;
pub use hosts::Host;
use std::path::Path;

const CONFIG: &str = include_str!("init/book/book.toml");

/// Files that git reads, each with its line. An existing one belongs to the author and is not changed.
const FOR_GIT: [(&str, &str); 2] =
    [(".gitignore", "/public\n"), (".gitattributes", "book.lock merge=union\n")];

/// The settings of a new book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBook {
    /// The title.
    pub title: String,
    /// A language tag.
    pub language: String,
    /// The host that will publish it.
    pub host: Host,
    /// The address of the published site, if it is known.
    pub site_url: Option<String>,
}

impl Default for NewBook {
    fn default() -> Self {
        let (title, language) = ("Our handbook".into(), "en".into());
        NewBook { title, language, host: Host::None, site_url: None }
    }
}

/// Writes a small book into `dir`: configuration, a start page, three chapters with checklists, their lock, schemas for
/// editors, and files for git and the host. Returns the message for the author.
pub fn book(dir: &Path, wish: &NewBook, force: bool) -> Result<String, Diagnostic> {
    let files = files(wish);
    let is_there = |name: &str| dir.join(name).symlink_metadata().is_ok();
    if let Some((name, _)) = files.iter().find(|(name, _)| is_there(name)).filter(|_| !force) {
        return Err(Diagnostic::file_exists(&dir.join(name), "use `--force` to overwrite it"));
    }
    let mut written: Vec<String> = Vec::new();
    for (name, text) in &files {
        write(&dir.join(name), text)?;
        written.push(name.clone());
    }
    let mut left = Vec::new();
    for (name, line) in FOR_GIT {
        if is_there(name) {
            left.push(format!("{name} already exists; add this line to it: {}", line.trim()));
        } else {
            write(&dir.join(name), line)?;
            written.push(name.to_string());
        }
    }
    if write_lock(dir)? {
        written.push(crate::book::lock::FILE_NAME.to_string());
    }
    let mut message =
        format!("{}: a new book, {}\n", dir.display(), counted(written.len(), "file"));
    message.extend(written.iter().map(|name| format!("  {name}\n")));
    message.extend(left.iter().map(|line| format!("{line}\n")));
    let place = if dir == Path::new(".") { String::new() } else { format!(" {}", dir.display()) };
    message.push_str(&format!("Next: tickbook serve --open{place}"));
    if !wish.host.to_do().is_empty() {
        message.push_str(&format!("\n{}", wish.host.to_do()));
    }
    Ok(message)
}

/// Writes the schemas for editors into `.tickbook` below `dir`, overwriting old ones. Returns the message for the
/// author.
pub fn schemas(dir: &Path) -> Result<String, Diagnostic> {
    let mut written = Vec::new();
    for (name, text) in schema::files() {
        let path = dir.join(name);
        write(&path, &text)?;
        written.push(path.strip_prefix(".").unwrap_or(&path).display().to_string());
    }
    Ok(format!(
        "{}: written\nNext: in your editor, write `#:schema ./{}` as the first line of book.toml and `{}` as the first line of front matter",
        written.join(", "),
        schema::BOOK_FILE,
        schema::modeline("content"),
    ))
}

/// The files of a new book, by their paths.
fn files(wish: &NewBook) -> Vec<(String, String)> {
    // A title is put on one line.
    let title = wish.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = if title.is_empty() { NewBook::default().title } else { title };
    let site_url = match &wish.site_url {
        Some(address) => format!("site-url = {}", quoted(address)),
        None => "# site-url = \"https://example.org/book/\"".to_string(),
    };
    let host = match wish.host.served_by() {
        Some(host) => format!("host = {}", quoted(host.name())),
        None => "# host = \"github-pages\"".to_string(),
    };
    let filled = |line: &str| match line {
        "title = TITLE" => format!("title = {}\n", quoted(&title)),
        "language = LANGUAGE" => format!("language = {}\n", quoted(&wish.language)),
        "id = ID" => format!("id = {}\n", quoted(&slug::book_id(&title))),
        "SITE_URL" => format!("{site_url}\n"),
        "HOST" => format!("{host}\n"),
        line => format!("{line}\n"),
    };
    let config: String = CONFIG.lines().map(filled).collect();
    let mut files = vec![(config::FILE_NAME.to_string(), config)];
    let modeline = schema::modeline("content");
    for (name, text) in CHAPTERS {
        let text = text.replace("SCHEMA", &modeline).replace("TITLE", &title);
        files.push((format!("content/{name}"), text));
    }
    files.extend(schema::files().map(|(path, text)| (path.to_string(), text)));
    files.extend(wish.host.file(&title).map(|(path, text)| (path.to_string(), text)));
    files
}

/// Writes the lock of the book, so that a host can build it with `--locked` from the first day. Not if the book has
/// faults of its own.
fn write_lock(dir: &Path) -> Result<bool, Diagnostic> {
    let Ok(config) = config::load(dir) else { return Ok(false) };
    let (checked, _) = pipeline::check(&config, Options::default(), None);
    let Some(lock) = checked.lock.filter(|_| checked.outputs.is_some()) else { return Ok(false) };
    emit::write_lock(&config, Some(lock.text))?;
    Ok(true)
}

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_string()).to_string()
}

fn write(path: &Path, text: &str) -> Result<(), Diagnostic> {
    let fault = |error| Diagnostic::write_failed(path, &error);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(fault)?;
    }
    std::fs::write(path, text).map_err(fault)
}
