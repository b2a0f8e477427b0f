//! Files and folders that book.toml names, which are those of the book and nothing elsewhere. Pure.

use crate::text::url;
use std::path::{Component, Path};

/// What to write for what must be inside the folder.
pub(super) const INSIDE: &str = "write a relative path without `..`";

/// What to write for a folder that can be anywhere.
pub(super) const WHOLE: &str = "write the whole path, such as `/home/you/site`, or one from the folder of book.toml, such as `../site`";

/// Whether a path stays below the folder that it starts in.
pub(super) fn stays_below(path: &str) -> bool {
    let mut parts = Path::new(path).components();
    parts.all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
}

/// What a shell would replace at the start of a path, and nothing here does.
const OF_SHELLS: [&str; 4] = ["~", "$HOME", "${HOME}", "%USERPROFILE%"];

/// Why a path is not that of a file or folder: it begins with what only a shell replaces. With what to do.
pub(super) fn of_shell(path: &str, help: &str) -> Option<(String, String)> {
    let begins = |sign: &&&str| {
        path.strip_prefix(**sign)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '\\']))
    };
    let sign = OF_SHELLS.iter().find(begins)?;
    let message = format!("`{path}` begins with `{sign}`, which is replaced only in a shell");
    Some((message, help.to_string()))
}

/// Why a file cannot be one of the book, and what to do. `None` if it can.
pub(super) fn not_below(file: &str) -> Option<(String, String)> {
    if is_web_address(file) {
        let message = format!("`{file}` is a web address, and not a file of the book");
        let path = file.split(['?', '#']).next().unwrap_or_default();
        let name = url::split(path).1;
        let help = match name.is_empty() {
            true => "and name it here".to_string(),
            false => format!("and write `{name}` here"),
        };
        let help = format!(
            "pages load nothing from elsewhere: save the file in the folder of book.toml, {help}"
        );
        return Some((message, help));
    }
    if let Some(fault) = of_shell(file, INSIDE) {
        return Some(fault);
    }
    let message = format!("`{file}` is not inside the folder of book.toml");
    let is_fit = !file.is_empty() && stays_below(file);
    (!is_fit).then(|| (message, INSIDE.to_string()))
}

fn is_web_address(file: &str) -> bool {
    let is_web = |scheme: &str| matches!(scheme, "http" | "https" | "ftp");
    file.starts_with("//") || url::scheme(file).as_deref().is_some_and(is_web)
}
