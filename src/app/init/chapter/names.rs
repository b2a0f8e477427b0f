//! Names that a new chapter cannot have: no build would read the file, or some system could not hold it.

use crate::book::config::Config;
use crate::book::source::{is_cache, name_passed_over};
use crate::book::structure::is_private_path;
use std::path::Path;

/// Names that Windows gives to devices, whatever extension follows. Those of ports end in a digit.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
const PORTS: [&str; 2] = ["com", "lpt"];

/// The longest name of a file or folder without its extension, in bytes. Most file systems hold 255 with it.
const LONGEST: usize = 240;

/// Why no page would be made of the file at this path below the folder of the chapters, which has no extension.
pub(super) fn unusable(config: &Config, inside: &str) -> Option<String> {
    let mut folder = config.src.clone();
    let mut names = inside.split('/').peekable();
    while let Some(name) = names.next() {
        folder.push(name);
        let is_folder = names.peek().is_some();
        let in_folder = || is_folder.then(|| of_folder(config, &folder, name)).flatten();
        if let Some(reason) = of_name(name).or_else(in_folder) {
            return Some(reason);
        }
    }
    is_private_path(&format!("{inside}.md")).then(|| {
        "a file is not published if its name, or that of a folder around it, begins with `_`".into()
    })
}

fn of_name(name: &str) -> Option<String> {
    if name_passed_over(name) {
        return Some(format!("tickbook reads no file or folder with the name `{name}`"));
    }
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let is_port = PORTS.iter().any(|port| {
        stem.strip_prefix(port).is_some_and(|digit| {
            let mut letters = digit.chars();
            letters.next().is_some_and(|c| c.is_ascii_digit() || "¹²³".contains(c))
                && letters.next().is_none()
        })
    });
    if is_port || DEVICES.contains(&stem.as_str()) {
        return Some(format!("Windows allows no file or folder with the name `{name}`"));
    }
    (name.len() > LONGEST).then(|| "the name is too long for a file".to_string())
}

/// Why files in an existing folder are not read.
fn of_folder(config: &Config, folder: &Path, name: &str) -> Option<String> {
    let is_link = folder.symlink_metadata().is_ok_and(|one| one.is_symlink());
    if is_link && folder.is_dir() {
        return Some(format!("`{name}` is a symbolic link, and these are not followed"));
    }
    if config.html.theme.as_deref() == Some(folder) {
        return Some(format!("`{name}` is the folder of the theme"));
    }
    is_cache(folder).then(|| format!("the folder `{name}` is tagged as a cache"))
}
