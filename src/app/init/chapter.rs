//! `new`: creates a chapter with its front matter, at a free address.

mod names;

use super::{title, write};
use crate::app::schema;
use crate::book::config::{self, Config};
use crate::book::files;
use crate::book::files::confined::{Folder, Kind};
use crate::book::structure::GENERATED_PAGES;
use crate::site::output_rules::OUTPUT_RULES;
use crate::syntax::front_matter;
use crate::syntax::markdown::{slug, tree};
use crate::text::diag::{Diagnostic, SourceText};
use crate::text::escape::shell_word;
use crate::text::url;
use std::path::{Path, PathBuf};

/// The file that sets the order of a book, if there is one.
const SUMMARY: &str = "SUMMARY.md";

/// Adds a chapter below the folder of the chapters of the book in `root`. Returns the message for the author, with the
/// chapter's URL.
pub fn chapter(root: &Path, path: &str, title: Option<&str>) -> Result<String, Diagnostic> {
    let config = config::load(root).map_err(|mut faults| faults.remove(0))?;
    let asked = inside(&config, path);
    let named = asked.as_ref().and_then(|asked| Some((asked, file_path(&config, asked)?)));
    let Some((asked, inside)) = named else {
        return Err(Diagnostic::chapter_path_unusable(path));
    };
    let called = url::split(asked).1;
    let (folder, name) = url::split(&inside);
    let file: PathBuf = config.src.join(format!("{inside}.md"));
    // If a summary sets the order, digits in names set none and are part of addresses.
    let has_summary = config.src.join(SUMMARY).is_file();
    let neighbours = neighbours(&config, folder, has_summary);
    let address = address(name, has_summary);
    let page_folder = if has_summary { folder.to_string() } else { url::folder(folder) };
    let page = url::join(&page_folder, &address);
    let unusable =
        names::unusable(&config, &inside).or_else(|| reserved_for(&config, &file, &page));
    if let Some(reason) = unusable {
        return Err(Diagnostic::chapter_name_reserved(path, &reason));
    }
    if file.symlink_metadata().is_ok() {
        return Err(Diagnostic::file_exists(&file, "choose another name"));
    }
    // Some file systems ignore case.
    let is_same = |other: &&Neighbour| other.address.to_lowercase() == address.to_lowercase();
    if let Some(same) = neighbours.iter().find(is_same) {
        let help =
            format!("choose another name; the new chapter would have the same address, {address}");
        return Err(Diagnostic::file_exists(&same.path, &help));
    }
    let title = match title.map(title::on_one_line).transpose()? {
        Some(title) if !title.is_empty() => title,
        // The page of a part has the name of its folder.
        _ if address == "index.html" => tree::title_from_name(url::split(folder).1),
        _ => tree::title_from_name(called),
    };
    let is_new_part = !folder.is_empty() && !config.src.join(folder).is_dir();
    let is_ordered = has_summary || address == "index.html";
    let weight = if is_ordered { None } else { next_weight(&neighbours) };
    write(&config.root, &file, &text(&config, &inside, &title, weight))?;

    let site = config.html.site_url.as_deref().unwrap_or_default();
    let mut message =
        format!("{}: a new chapter, published at {site}{}", shown(&file), url::encode(&page));
    if is_new_part && address != "index.html" {
        message.push_str(&format!(
            "\n{folder}/ is a new part; run `tickbook new {}` to give it a page",
            shell_word(&format!("{folder}/index"))
        ));
    }
    if has_summary {
        let target = url::encode(&format!("{inside}.md"));
        let title = title::heading(&title);
        message.push_str(&format!("\nNext: add this line to {SUMMARY}: - [{title}]({target})"));
    }
    Ok(message)
}

/// The path below the folder of the chapters, without its extension. A path that begins with that folder, as shells
/// complete it, is accepted.
fn inside(config: &Config, path: &str) -> Option<String> {
    let path = path.replace('\\', "/");
    let endings = [".md", ".markdown", ".html"];
    let bare = endings.iter().find_map(|ending| path.strip_suffix(ending)).unwrap_or(&path);
    let index = if bare.ends_with('/') { "index" } else { "" };
    let inside = url::resolve("", &format!("{bare}{index}")).filter(|path| !path.is_empty())?;
    let src = config.src.strip_prefix(&config.root).unwrap_or(Path::new("")).to_string_lossy();
    let below = inside.strip_prefix(&format!("{src}/")).filter(|_| !src.is_empty());
    match below {
        Some(below) if !config.src.join(&*src).is_dir() => Some(below.to_string()),
        _ => Some(inside),
    }
}

/// Characters that some file system does not allow in names.
const NOT_IN_NAMES: &str = "<>:\"|?*";

/// The path of the file of a chapter, without the extension: `asked` with names that every file system allows. A name with
/// spaces is a title, so it is replaced with its slug. A folder that exists keeps its name. `None` if a name would be
/// empty or hidden.
fn file_path(config: &Config, asked: &str) -> Option<String> {
    let (folder, called) = url::split(asked);
    let mut found = String::new();
    for name in folder.split('/').filter(|name| !name.is_empty()) {
        let below = url::join(&found, name);
        let exists = config.src.join(&below).is_dir();
        found = if exists { below } else { url::join(&found, &plain(name)?) };
    }
    Some(url::join(&found, &plain(called)?)).filter(|path| !is_hidden(path))
}

fn is_hidden(path: &str) -> bool {
    path.split('/').any(|name| name.starts_with('.'))
}

/// A name of a file or a folder that every file system allows; `None` if nothing of it is left.
fn plain(name: &str) -> Option<String> {
    let is_odd = |c: char| c.is_control() || NOT_IN_NAMES.contains(c);
    let has_odd_end = name.ends_with([' ', '.']) || name.starts_with(' ');
    let is_title = name.contains(char::is_whitespace);
    let plain = match is_title || has_odd_end || name.contains(is_odd) {
        true => slug::anchor(name).trim_matches('-').to_string(),
        false => name.to_string(),
    };
    Some(plain).filter(|plain| !plain.is_empty())
}

/// Why a new chapter cannot have this file and this page, if something else has the address or the name.
fn reserved_for(config: &Config, file: &Path, page: &str) -> Option<String> {
    if file == config.src.join(SUMMARY) {
        return Some(format!("`{SUMMARY}` sets the order of the chapters"));
    }
    if file.starts_with(&config.build_dir) {
        return Some("that is the output folder".to_string());
    }
    let page = page.to_lowercase();
    let title = config.title.as_deref().unwrap_or_default();
    let reserved = (OUTPUT_RULES.reserved)(config, title, 0);
    let made = reserved.iter().map(|one| one.path.as_str()).chain(GENERATED_PAGES);
    if made.into_iter().any(|made| made.to_lowercase() == page) {
        return Some(format!("tickbook makes `{page}` itself"));
    }
    let old = config.html.redirects.keys().find(|old| old.trim_start_matches('/') == page)?;
    Some(format!("book.toml redirects `{old}`"))
}

/// A file or a part in the same folder as the new chapter.
struct Neighbour {
    path: PathBuf,
    /// The name of its page; empty for a part, whose page is in a folder of its own.
    address: String,
    weight: Option<i64>,
}

fn neighbours(config: &Config, folder: &str, has_summary: bool) -> Vec<Neighbour> {
    let folder = config.src.join(folder);
    let Ok(open) = Folder::of_book(&config.root, &folder) else { return Vec::new() };
    let mut entries = open.entries().unwrap_or_default();
    entries.sort();
    let one = |(name, kind)| neighbour(&open, &folder, Path::new(&name), kind, has_summary);
    entries.into_iter().filter_map(one).collect()
}

fn neighbour(
    open: &Folder,
    folder: &Path,
    name: &Path,
    kind: Kind,
    has_summary: bool,
) -> Option<Neighbour> {
    let path = folder.join(name);
    let weight = |below: &Path| weight(open, below);
    if kind == Kind::Folder {
        let weight = weight(&name.join("index.md")).or_else(|| weight(&name.join("README.md")));
        return Some(Neighbour { path, address: String::new(), weight });
    }
    let extension = path.extension()?.to_string_lossy().to_ascii_lowercase();
    if !["md", "markdown"].contains(&extension.as_str()) {
        return None;
    }
    let address = address(&path.file_stem()?.to_string_lossy(), has_summary);
    let weight = if address == "index.html" { None } else { weight(name) };
    Some(Neighbour { path, address, weight })
}

/// The name of the page of a chapter whose file has this name.
fn address(stem: &str, has_summary: bool) -> String {
    match stem.to_ascii_lowercase().as_str() {
        "index" | "readme" => "index.html".to_string(),
        _ if has_summary => format!("{stem}.html"),
        _ => format!("{}.html", url::without_order(stem)),
    }
}

fn weight(open: &Folder, below: &Path) -> Option<i64> {
    let text = files::decode("", open.read(below, files::LARGEST_TEXT).ok()?).ok()?;
    let source = SourceText { file: "".into(), text };
    front_matter::parse(&source, &mut Vec::new()).0.weight
}

/// The weight that puts a chapter after its neighbours, in steps like theirs; none if they have none.
fn next_weight(neighbours: &[Neighbour]) -> Option<i64> {
    let weights: Vec<i64> = neighbours.iter().filter_map(|one| one.weight).collect();
    let last = weights.iter().max()?;
    let step = if weights.iter().all(|weight| weight % 10 == 0) { 10 } else { 1 };
    last.checked_add(step)
}

fn text(config: &Config, inside: &str, title: &str, weight: Option<i64>) -> String {
    let mut front = String::new();
    if config.root.join(schema::FRONT_MATTER_FILE).is_file() {
        let src = config.src.strip_prefix(&config.root).unwrap_or(Path::new(""));
        let folder = src.join(url::split(inside).0).to_string_lossy().replace('\\', "/");
        front.push_str(&format!("{}\n", schema::modeline(&folder)));
    }
    front.push_str("description: One sentence that says what readers find here.\n");
    if let Some(weight) = weight {
        front.push_str(&format!("weight: {weight}\n"));
    }
    // The hint is a comment: an item would be in book.lock with its first build.
    format!(
        "---\n{front}---\n\n# {}\n\n<!-- Write the chapter here. Each line `- [ ] Do this` is an item to tick. -->\n",
        title::heading(title)
    )
}

fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}
