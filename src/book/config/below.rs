//! Files and folders that book.toml names, which are those of the book and nothing elsewhere. Pure.

use crate::text::url;
use std::path::{Component, Path};

/// Whether a path stays below the folder that it starts in.
pub(super) fn stays_below(path: &str) -> bool {
    let mut parts = Path::new(path).components();
    parts.all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
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
    let message = format!("`{file}` is not inside the folder of book.toml");
    let is_fit = !file.is_empty() && stays_below(file);
    (!is_fit).then(|| (message, "write a relative path without `..`".to_string()))
}

fn is_web_address(file: &str) -> bool {
    let is_web = |scheme: &str| matches!(scheme, "http" | "https" | "ftp");
    file.starts_with("//") || url::scheme(file).as_deref().is_some_and(is_web)
}
