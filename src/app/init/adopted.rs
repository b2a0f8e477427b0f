//! The chapters and the id that a folder has before `init` makes a book of it.
//!
//! Owns which folder of the chapters a new book.toml names, so that no chapter leaves the book. Never writes a file.

use super::{CONTENT, quoted};
use crate::app::pipeline::{self, Options};
use crate::book::config::{self, Config};
use crate::book::lock;
use crate::book::source::{self, LockFile};
use crate::text::diag::lints::Levels;
use crate::text::diag::print::counted;
use std::path::Path;

/// Files of a repository that are no chapters where there are no others.
const OF_REPOSITORIES: [&str; 9] = [
    "readme",
    "changelog",
    "code_of_conduct",
    "contributing",
    "license",
    "maintainers",
    "notice",
    "security",
    "support",
];

/// What a folder has of a book.
#[derive(Debug, Default)]
pub(super) struct Adopted {
    /// The folder of its chapters from that of book.toml, if it is another than that of a new book.
    pub(super) src: Option<String>,
    /// How many chapters are in it.
    chapters: usize,
    /// The title that the book has without settings.
    pub(super) title: Option<String>,
    /// The id under which readers have ticks.
    pub(super) id: Option<String>,
    /// Whether the id is that of book.lock.
    is_locked: bool,
    /// The lints that are warnings in the book without settings, and that it needs.
    lenient: Vec<&'static str>,
    /// Files in Markdown that will be no chapters.
    others: Vec<String>,
}

/// What a folder has of a book, by its book.toml or, without one, as a build without settings takes it.
pub(super) fn found(dir: &Path) -> Adopted {
    let Ok(config) = config::read(dir) else { return Adopted::default() };
    let locked = locked_id(&config);
    let (is_locked, is_set) = (locked.is_some(), !config.source.text.is_empty());
    let id = config.id.clone().or(locked);
    let known = Adopted { is_locked: is_locked && config.id.is_none(), id, ..Adopted::default() };
    let Some(src) = folder(&config).filter(|src| src != CONTENT) else { return known };
    let paths = source::chapter_paths(&config);
    let is_book = is_set || is_locked || !paths.iter().all(|path| is_of_repository(path));
    if paths.is_empty() || !is_book {
        return Adopted { others: paths, ..known };
    }
    let known = Adopted { src: Some(src), chapters: paths.len(), ..known };
    if is_set {
        return known;
    }
    let (checked, book) = pipeline::check(&config, Options::default(), None);
    let codes: Vec<&str> = checked.diagnostics.iter().map(|one| one.code()).collect();
    let lenient = Levels::forgiven(&codes);
    Adopted { title: book.map(|book| book.title), lenient, ..known }
}

/// The content folder from that of book.toml; `.` if they are one.
fn folder(config: &Config) -> Option<String> {
    let below = config.src.strip_prefix(&config.root).ok()?;
    let names = below.iter().map(|name| name.to_str()).collect::<Option<Vec<_>>>()?;
    Some(if names.is_empty() { ".".to_string() } else { names.join("/") })
}

fn is_of_repository(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let stem = name.split('.').next().unwrap_or_default();
    OF_REPOSITORIES.contains(&stem)
}

/// The id of the book in book.lock.
fn locked_id(config: &Config) -> Option<String> {
    let Ok(LockFile::There { text, .. }) = source::read_lock(config) else { return None };
    lock::read(&text).ok().map(|lock| lock.ids.now).filter(|id| !id.is_empty())
}

impl Adopted {
    /// The line of book.toml that names the folder of the chapters, or none.
    pub(super) fn line_of_src(&self) -> String {
        let line = |src: &String| format!("# The folder of the chapters.\nsrc = {}\n", quoted(src));
        self.src.as_ref().map(line).unwrap_or_default()
    }

    /// The levels of lints that the book needs to be built as before.
    pub(super) fn levels(&self) -> String {
        if self.lenient.is_empty() {
            return String::new();
        }
        let mut text =
            "\n# As before these are warnings. Remove a line to make them errors.\n[check]\n"
                .to_string();
        text.extend(self.lenient.iter().map(|name| format!("{name} = \"warn\"\n")));
        text
    }

    /// What the author is told about it, a line each.
    pub(super) fn said(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some(src) = &self.src {
            let place = if src == "." { "this folder".to_string() } else { format!("{src}/") };
            let chapters = counted(self.chapters, "chapter");
            lines.push(format!(
                "{place} has {chapters} already: they stay, and no examples were written (src = {} in book.toml)",
                quoted(src)
            ));
        }
        if let Some(id) = self.id.as_ref().filter(|_| self.is_locked) {
            lines.push(format!("the book keeps its id from book.lock: {id}"));
        }
        if !self.lenient.is_empty() {
            lines.push(format!(
                "some lints stay warnings below [check] of book.toml, because the chapters need it: {}",
                self.lenient.join(", ")
            ));
        }
        let names: Vec<&str> = self.others.iter().take(3).map(String::as_str).collect();
        match self.others.len() {
            0 => {}
            count if count > names.len() => lines.push(format!(
                "{} and {} more are no chapters; to make one of a file, move it into {CONTENT}/",
                names.join(", "),
                count - names.len()
            )),
            1 => lines.push(format!(
                "{} is no chapter; to make it one, move it into {CONTENT}/",
                names.join(", ")
            )),
            _ => lines.push(format!(
                "{} are no chapters; to make one of a file, move it into {CONTENT}/",
                names.join(", ")
            )),
        }
        lines
    }
}
