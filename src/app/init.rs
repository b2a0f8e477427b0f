//! Creates books and chapters: `init` and `new`.
//!
//! Owns the files of a new book. Never overwrites files, unless the author asks for it.

mod adopted;
mod chapter;
mod existing;
mod faults;
mod host_file;
mod hosts;
mod title;

use crate::app::emit;
use crate::app::origin;
use crate::app::pipeline::{self, Options};
use crate::app::schema;
use crate::book::config;
use crate::book::structure::samples::CHAPTERS;
use crate::syntax::markdown::slug;
use crate::text::diag::Diagnostic;
use crate::text::diag::print::counted;
use crate::text::escape::shell_word;
use adopted::Adopted;
pub use chapter::chapter;
pub use existing::host;
use host_file::HostFile;
pub use hosts::Host;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::{Path, PathBuf};

const CONFIG: &str = include_str!("init/book/book.toml");

/// The folder of the chapters of a new book.
const CONTENT: &str = "content";

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
    let adopted = adopted::found(dir);
    let title = match title::on_one_line(&wish.title)? {
        title if title.is_empty() || title == NewBook::default().title => {
            adopted.title.clone().unwrap_or_else(|| NewBook::default().title)
        }
        title => title,
    };
    let of_host = HostFile::of(wish.host, dir, &title);
    let is_new = !is_there(&dir.join(config::FILE_NAME));
    let foreign = of_host.as_ref().filter(|file| is_new && file.is_shared() && file.differs());
    if let Some(file) = foreign {
        return Err(Diagnostic::host_file_differs(&file.path, wish.host.name(), false));
    }
    let proposed = wish.host.proposed_address(dir);
    let id = adopted.id.clone().unwrap_or_else(|| new_id(&title));
    let config = config_text(wish, (&title, &id), &adopted, (proposed.as_deref(), dir));
    let mut files = files(config, dir);
    files.extend(of_host.map(|file| (file.path, file.name, file.text)));
    // What the author has written stays, also with `force`.
    let has_chapters = adopted.src.is_some() || has_files(&dir.join(CONTENT));
    if !has_chapters {
        files.extend(samples(&title).map(|(name, text)| (dir.join(&name), name, text)));
    }
    let there: Vec<&str> =
        files.iter().filter(|(path, ..)| is_there(path)).map(|(_, name, _)| &**name).collect();
    if let Some(first) = there.first().filter(|_| !force) {
        let stay = match &adopted.src {
            Some(_) => "; the chapters stay".to_string(),
            None if has_chapters => format!("; the files in {CONTENT}/ stay"),
            None => String::new(),
        };
        let help = format!("use `--force` to replace {}{stay}", listed(&there));
        return Err(Diagnostic::file_exists(&dir.join(first), &help));
    }
    for (path, base) in files.iter().map(|(path, name, _)| (path, base_of(dir, path, name))) {
        refuse_links(base, path)?;
    }
    let replaced: Vec<String> = there.into_iter().map(str::to_string).collect();
    let mut written: Vec<String> = Vec::new();
    for (path, name, text) in files {
        write(base_of(dir, &path, &name), &path, &text)?;
        let is_replaced = replaced.contains(&name);
        written.push(if is_replaced { format!("{name} (replaced)") } else { name });
    }
    let mut left = adopted.said();
    if has_chapters && adopted.src.is_none() {
        left.push(format!("{CONTENT}/ has files already: they stay, and no examples were written"));
    }
    for (name, line) in FOR_GIT {
        if is_there(&dir.join(name)) {
            left.push(format!("{name} already exists; add this line to it: {}", line.trim()));
        } else {
            write(dir, &dir.join(name), line)?;
            written.push(name.to_string());
        }
    }
    if write_lock(dir)? {
        written.push(crate::book::lock::FILE_NAME.to_string());
    }
    Ok(message(dir, wish, (&written, &left), proposed.as_deref()))
}

/// What the author is told about a new book.
fn message(
    dir: &Path,
    wish: &NewBook,
    (written, left): (&[String], &[String]),
    proposed: Option<&str>,
) -> String {
    let mut message =
        format!("{}: a new book, {}\n", dir.display(), counted(written.len(), "file"));
    message.extend(written.iter().map(|name| format!("  {name}\n")));
    message.extend(left.iter().map(|line| format!("{line}\n")));
    if wish.site_url.is_none() {
        message.push_str(&format!("{}\n", without_address(proposed)));
    }
    let place = if dir == Path::new(".") {
        String::new()
    } else {
        format!(" {}", shell_word(&dir.to_string_lossy()))
    };
    message.push_str(&format!("Next: tickbook serve --open{place}"));
    if !wish.host.to_do().is_empty() {
        message.push_str(&format!("\n{}", wish.host.to_do()));
    }
    message
}

/// The folder that a file of a name belongs to: the root of the repository if the name leads up to it, else `dir`.
fn base_of<'a>(dir: &'a Path, path: &'a Path, name: &str) -> &'a Path {
    match name.rsplit_once("../") {
        Some((_, below)) => path.ancestors().nth(below.split('/').count()).unwrap_or(dir),
        None => dir,
    }
}

fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Whether something other than hidden files is in a folder.
fn has_files(folder: &Path) -> bool {
    let is_shown =
        |entry: &std::fs::DirEntry| !entry.file_name().to_string_lossy().starts_with('.');
    match std::fs::read_dir(folder) {
        Ok(entries) => entries.flatten().any(|entry| is_shown(&entry)),
        Err(_) => is_there(folder),
    }
}

/// Such as `a`, `a and b` or `a, b and c`.
fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => only.to_string(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

/// Writes the schemas for editors into `.tickbook` below `dir`, overwriting old ones. Returns the message for the
/// author.
pub fn schemas(dir: &Path) -> Result<String, Diagnostic> {
    let mut written = Vec::new();
    for (name, text) in schema::files() {
        let path = dir.join(name);
        write(dir, &path, &text)?;
        written.push(path.strip_prefix(".").unwrap_or(&path).display().to_string());
    }
    Ok(format!(
        "{}: written\nNext: in your editor, write `#:schema ./{}` as the first line of book.toml and `{}` as the first line of front matter",
        written.join(", "),
        schema::BOOK_FILE,
        schema::modeline("content"),
    ))
}

/// The id of a new book: its title, and a random end, so that two books with one title on one host do not share the ticks of
/// their readers.
fn new_id(title: &str) -> String {
    let random = RandomState::new().build_hasher().finish() & 0xff_ffff;
    let end = format!("-{random:06x}");
    let mut id = slug::book_id(title);
    id.truncate(slug::LONGEST_BOOK_ID - end.len());
    format!("{}{end}", id.trim_end_matches('-'))
}

/// What a site lacks without its address, with the line that sets it.
fn without_address(proposed: Option<&str>) -> String {
    format!(
        "The address of the site is not set, so {}. Write this line below [output.html] in book.toml: {}",
        origin::lacks(None),
        origin::line(proposed),
    )
}

/// The files of a new book besides its chapters and the file of its host, with their paths and names.
fn files(config: String, dir: &Path) -> Vec<(PathBuf, String, String)> {
    let config = (config::FILE_NAME.to_string(), config);
    let schemas = schema::files().map(|(path, text)| (path.to_string(), text));
    let own = std::iter::once(config).chain(schemas);
    own.map(|(name, text)| (dir.join(&name), name, text)).collect()
}

/// The example chapters, by their names.
fn samples(title: &str) -> impl Iterator<Item = (String, String)> {
    let modeline = schema::modeline(CONTENT);
    let title = title::heading(title);
    CHAPTERS.into_iter().map(move |(name, text)| {
        let text = text.replace("SCHEMA", &modeline).replace("TITLE", &title);
        (format!("{CONTENT}/{name}"), text)
    })
}

/// The text of book.toml.
fn config_text(
    wish: &NewBook,
    (title, id): (&str, &str),
    adopted: &Adopted,
    (proposed, dir): (Option<&str>, &Path),
) -> String {
    let site_url = match &wish.site_url {
        Some(address) => origin::line(Some(address)),
        None => format!("# {}", origin::line(proposed)),
    };
    let host = match wish.host.served_by() {
        Some(host) => format!("host = {}", quoted(host.name())),
        None => {
            let host = origin::host(dir).unwrap_or(config::Host::GitHubPages);
            format!("# host = {}", quoted(host.name()))
        }
    };
    let filled = |line: &str| match line {
        "title = TITLE" => format!("title = {}\n", quoted(title)),
        "language = LANGUAGE" => format!("language = {}\n", quoted(&wish.language)),
        "id = ID" => format!("id = {}\n{}", quoted(id), adopted.line_of_src()),
        "SITE_URL" => format!("{site_url}\n"),
        "HOST" => format!("{host}\n"),
        line => format!("{line}\n"),
    };
    CONFIG.lines().map(filled).collect::<String>() + &adopted.levels()
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

/// Writes a file of the book or of the repository in the folder `base`, whose path the author chose. Below it, a symbolic
/// link may lead out of it, as one in a repository of somebody else would.
fn write(base: &Path, path: &Path, text: &str) -> Result<(), Diagnostic> {
    let fault = |error| Diagnostic::write_failed(path, &error);
    refuse_links(base, path)?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(fault)?;
    }
    std::fs::write(path, text).map_err(fault)
}

/// Refuses a path on which a symbolic link is, below the folder `base`.
fn refuse_links(base: &Path, path: &Path) -> Result<(), Diagnostic> {
    let below = path.strip_prefix(base).unwrap_or(path);
    let mut at = base.to_path_buf();
    for name in below {
        at.push(name);
        if at.is_symlink() {
            return Err(Diagnostic::written_through_link(&at));
        }
    }
    Ok(())
}
