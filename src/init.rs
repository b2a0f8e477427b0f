//! Starting books and chapters: `init` and `new`.
//!
//! Writes only files that do not exist, unless the author says otherwise.

use crate::book::url;
use crate::config;
use crate::diag::Diagnostic;
use std::path::{Path, PathBuf};

const CONFIG: &str = include_str!("init/book.toml");
const START: &str = include_str!("init/index.md");
const CHAPTER: &str = include_str!("init/first-steps.md");
const IGNORED: &str = "/public\n";

/// Writes a small book into `dir`: configuration, a start page and a chapter with a checklist. Gives
/// the message for the author.
pub fn book(dir: &Path, title: Option<&str>, force: bool) -> Result<String, Diagnostic> {
    let title = title.unwrap_or("My handbook");
    let quoted = title.replace('\\', "\\\\").replace('"', "\\\"");
    let files = [
        ("book.toml", CONFIG.replace("TITLE", &quoted)),
        ("content/index.md", START.replace("TITLE", title)),
        ("content/first-steps.md", CHAPTER.to_string()),
        (".gitignore", IGNORED.to_string()),
    ];
    if !force {
        let there = files.iter().map(|(name, _)| dir.join(name)).find(|path| path.exists());
        if let Some(path) = there {
            return Err(Diagnostic::file_exists(&path, "use --force to write over it"));
        }
    }
    for (name, text) in files {
        write(&dir.join(name), &text)?;
    }
    Ok(format!("{}: a new book. Next: tickbook serve --open {}", dir.display(), dir.display()))
}

/// Adds a chapter below the folder of the chapters of the book in `root`. Gives the message for the
/// author, with the chapter's URL.
pub fn chapter(root: &Path, path: &str, title: Option<&str>) -> Result<String, Diagnostic> {
    let config = config::load(root).map_err(|mut faults| faults.remove(0))?;
    let bare = path.trim_end_matches(".md");
    let Some(inside) = url::resolve("", bare).filter(|path| !path.is_empty()) else {
        return Err(Diagnostic::chapter_path_unusable(path));
    };
    let (folder, name) = url::split(&inside);
    let title = match title {
        Some(title) => title.to_string(),
        None => crate::markdown::tree::title_from_name(name),
    };
    let file: PathBuf = config.src.join(format!("{inside}.md"));
    if file.exists() {
        return Err(Diagnostic::file_exists(&file, "choose another name"));
    }
    let text = format!("---\ndescription: \"\"\n---\n\n# {title}\n\n## Checklist\n\n- [ ] \n");
    write(&file, &text)?;
    let url = url::join(&url::folder(folder), &format!("{}.html", url::without_order(name)));
    Ok(format!("{}: a new chapter, to be read at {url}", file.display()))
}

fn write(path: &Path, text: &str) -> Result<(), Diagnostic> {
    let fault = |error| Diagnostic::write_failed(path, &error);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(fault)?;
    }
    std::fs::write(path, text).map_err(fault)
}
