//! Faults of `init` and `new`.

use crate::text::diag::{Diagnostic, shown};
use std::path::Path;

/// The folder of the workflows of GitHub.
const WORKFLOWS: &str = ".github/workflows";

/// A name for a workflow that gives way to another.
const OTHER_WORKFLOW: &str = "publish-other.yml";

impl Diagnostic {
    /// A file that `init` or `new` would write exists already.
    pub fn file_exists(path: &Path, help: &str) -> Self {
        Self::error("TB0706", format!("`{}` already exists", shown(path))).help(help)
    }

    /// A symbolic link is on the path of a file that `init` or `new` would write.
    pub fn written_through_link(link: &Path) -> Self {
        let message =
            format!("`{}` is a symbolic link, through which nothing is written", shown(link));
        Self::error("TB0706", message)
            .help("put a folder or a file in its place, or run the command in the folder that it leads to")
    }

    /// The file of a host exists and has another content. `may_force` is false if it cannot be that of this book.
    pub fn host_file_differs(path: &Path, host: &str, may_force: bool) -> Self {
        let message = format!(
            "`{}` already exists and differs from the file for {host}; nothing was written",
            shown(path)
        );
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let cure = match path.parent().is_some_and(|folder| folder.ends_with(WORKFLOWS)) {
            true => format!(
                "rename it, such as to `{OTHER_WORKFLOW}`, and run the command again: GitHub runs both files"
            ),
            false => format!(
                "leave out `--host`, and add what this book needs to `{name}` by hand: {host} reads no other file"
            ),
        };
        Self::error("TB0706", message).help(&match may_force {
            true => format!(
                "if it publishes this book, use `--force` to overwrite it; if it does something else, {cure}"
            ),
            false => cure,
        })
    }

    /// A title on the command line that is longer than the title of a chapter can be.
    pub fn new_title_too_long(most: usize) -> Self {
        Self::error("TB2009", format!("the title is longer than {most} bytes"))
            .help("give a shorter title; a description can be longer")
    }

    /// The argument of `new` is not a path below the folder of the chapters.
    pub fn chapter_path_unusable(path: &str) -> Self {
        Self::error("TB0707", format!("`{path}` is not the path of a chapter"))
            .help("write a path inside the content folder, such as paths/fractional-cto")
    }

    /// A chapter with this path could not be built: its name or address belongs to something else.
    pub fn chapter_name_reserved(path: &str, reason: &str) -> Self {
        Self::error("TB0707", format!("a chapter cannot be called `{path}`: {reason}"))
            .help("choose another name; `--title` gives the chapter any title")
    }
}
