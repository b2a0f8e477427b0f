//! Faults of the files in the content folder.

use crate::text::diag::{Diagnostic, SourceText, way_out_of};
use std::ops::Range;

impl Diagnostic {
    /// More chapters than the limit.
    pub fn too_many_chapters(folder: &str, most: usize) -> Self {
        Self::error("TB2006", format!("there are more than {most} chapters"))
            .in_file(folder)
            .help("split the book into several")
    }

    /// A file that is larger than the limit.
    pub fn file_too_large(file: &str, most: u64) -> Self {
        Self::error("TB2007", format!("the file is larger than {} MB", most / (1024 * 1024)))
            .in_file(file)
            .help("split the file, or move it out of the book")
    }

    /// A symbolic link in the content folder.
    pub fn symlink_skipped(file: &str) -> Self {
        Self::warning("TB0203", format!("{file} is a symbolic link and was not followed"))
            .in_file(file)
            .help("copy the file into the content folder")
    }

    /// Something in the content folder that is neither a file nor a folder.
    pub fn not_a_file(file: &str) -> Self {
        Self::warning("TB0204", format!("{file} is not a regular file and was ignored"))
            .in_file(file)
            .help("move it out of the content folder")
    }

    /// The configuration of other tools, each by its path below the folder of book.toml.
    pub fn foreign_config(files: &[String]) -> Self {
        let names: Vec<String> = files.iter().map(|file| format!("`{file}`")).collect();
        let them = if files.len() == 1 { "it" } else { "them" };
        let message = format!("configuration of another tool is not read: {}", names.join(", "));
        Self::note("TB0209", message).help(format!(
            "write the settings in book.toml, and delete {them} if no other tool needs {them}"
        ))
    }

    /// A file name that does not work in every URL.
    pub fn file_name_unusable(file: &str) -> Self {
        let escaped = |letter: char| match letter.is_control() {
            true => letter.escape_debug().to_string(),
            false => letter.to_string(),
        };
        let shown: String = file.chars().map(escaped).collect();
        Self::error("TB0205", format!("the file name `{shown}` cannot be used"))
            .in_file(&shown)
            .help("rename it: use UTF-8 without backslashes and control characters")
    }

    /// The picture for the cover could not be read.
    pub fn cover_unreadable(
        source: &SourceText,
        span: Range<usize>,
        file: &str,
        error: &std::io::Error,
    ) -> Self {
        Self::error("TB1101", format!("cannot read the cover `{file}`: {error}"))
            .at(source, span)
            .help(way_out_of(error).unwrap_or("name a picture inside the folder of book.toml, or remove the key to get a cover with the title"))
    }
}
