//! Reads the folder of the sources into memory: the second stage, and the only reader of content.
//!
//! Owns the size limits of files, and the decoding of text. Opens files only through `confined`, so it follows no
//! symbolic link; never parses the files.

mod active;
mod faults;
mod includes;
mod others;
mod parts;
mod skipped;
mod walk;
mod xml;

use crate::book::config::Config;
use crate::book::files::confined::{self, Folder};
use crate::book::files::{LARGEST_ASSET, LARGEST_TEXT, decode};
use crate::book::lock;
use crate::syntax::include::Included;
use crate::syntax::source_file::SourceFile;
use crate::text::diag::{Diagnostic, SourceText};
pub use active::{Active, Activity};
use bytes::Bytes;
use rayon::prelude::*;
pub use skipped::Skipped;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
pub(crate) use walk::{is_cache, name_passed_over};

/// The content folder, as later stages see it.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// The Markdown files, sorted by path.
    pub chapters: Vec<SourceFile>,
    /// Every other file.
    pub files: Files,
    /// The files that chapters include, by their paths below the folder of book.toml.
    pub included: Included,
    /// book.lock.
    pub lock: LockFile,
    /// Faults of the files themselves.
    pub diagnostics: Vec<Diagnostic>,
}

/// The files of a book that are not chapters.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// The files of the content folder, by their paths below it.
    pub assets: BTreeMap<String, Asset>,
    /// What of the content folder is not read, by path below it.
    skipped: BTreeMap<String, Skipped>,
    /// The picture for the cover of the EPUB, if one is set.
    pub cover: Option<Asset>,
}

/// A file that chapters can show or link to.
#[derive(Debug, Clone)]
pub struct Asset {
    /// The content.
    pub bytes: Bytes,
    /// Width and height in CSS pixels, if the file is a picture that contains them.
    pub dimensions: Option<(usize, usize)>,
    /// What a browser does with the file besides showing it, if the file is opened directly.
    pub active: Option<Active>,
}

impl Asset {
    /// The file at a path, whose ending counts.
    pub fn of(path: &str, bytes: Vec<u8>) -> Self {
        let (dimensions, active) = (dimensions(path, &bytes), active::found(path, &bytes));
        Asset { bytes: bytes.into(), dimensions, active }
    }
}

/// The state of book.lock.
#[derive(Debug, Clone, Default)]
pub enum LockFile {
    /// It does not exist.
    #[default]
    Missing,
    /// It cannot be read; already reported.
    Unread,
    /// It was read.
    There {
        /// The text.
        text: SourceText,
        /// Whether the file is read-only.
        is_fixed: bool,
    },
}

/// The paths of chapters whose text is included in another.
pub fn included_chapters(chapters: &[SourceFile], included: &Included) -> BTreeSet<String> {
    let files: BTreeSet<&str> = included.keys().map(String::as_str).collect();
    let parts = chapters.iter().filter(|one| files.contains(&*one.text.file));
    parts.map(|one| one.path.clone()).collect()
}

enum Content {
    Chapter(SourceFile),
    Asset(String, Asset),
}

/// Reads the content folder.
pub fn read(config: &Config) -> Sources {
    let mut sources = Sources::default();
    for result in read_content(config, &mut sources) {
        match result {
            Ok(Content::Chapter(mut file)) => {
                file.is_searched = config.html.searches(&file.path);
                sources.chapters.push(file);
            }
            Ok(Content::Asset(path, asset)) => {
                sources.files.assets.insert(path, asset);
            }
            Err(diagnostic) => sources.diagnostics.push(diagnostic),
        }
    }
    sources.diagnostics.extend(others::note(config, &sources.files));
    sources.included = includes::read(config, sources.chapters.iter().map(|file| &file.text));
    sources.lock = read_lock(config).unwrap_or_else(|diagnostic| {
        sources.diagnostics.push(diagnostic);
        LockFile::Unread
    });
    match read_cover(config) {
        Ok(cover) => sources.files.cover = cover,
        Err(diagnostic) => sources.diagnostics.push(diagnostic),
    }
    sources
}

/// Reads the picture for the cover, which can be anywhere below the book's folder.
fn read_cover(config: &Config) -> Result<Option<Asset>, Diagnostic> {
    let Some((file, span)) = config.epub.cover.as_ref().filter(|_| config.epub.enable) else {
        return Ok(None);
    };
    match confined::read(&config.root, Path::new(file), LARGEST_ASSET) {
        Ok(bytes) => Ok(Some(Asset::of(file, bytes))),
        Err(error) => Err(Diagnostic::cover_unreadable(&config.source, span.clone(), file, &error)),
    }
}

/// Reads book.lock, which is next to book.toml.
pub fn read_lock(config: &Config) -> Result<LockFile, Diagnostic> {
    let path = config.root.join(lock::FILE_NAME);
    match confined::read(&config.root, Path::new(lock::FILE_NAME), LARGEST_TEXT) {
        Ok(bytes) => {
            let text = decode(lock::FILE_NAME, bytes)?;
            let is_fixed = path.metadata().is_ok_and(|file| file.permissions().readonly());
            let text = SourceText { file: lock::FILE_NAME.into(), text };
            Ok(LockFile::There { text, is_fixed })
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(LockFile::Missing),
        Err(error) => Err(Diagnostic::read_failed(&path, &error)),
    }
}

/// Reads every file of the content folder, in the order of their paths.
fn read_content(config: &Config, sources: &mut Sources) -> Vec<Result<Content, Diagnostic>> {
    let src = match Folder::of_book(&config.root, &config.src) {
        Ok(src) => src,
        Err(closed) => return vec![Err(Diagnostic::read_failed(&config.src, &closed.into()))],
    };
    let shown_prefix =
        walk::slashed(config.src.strip_prefix(&config.root).unwrap_or(Path::new("")));
    let shown_prefix = shown_prefix.unwrap_or_default();
    let Sources { files: Files { skipped, .. }, diagnostics, .. } = sources;
    let paths = walk::files(&src, config, skipped, diagnostics);
    let read: Vec<Result<Content, Diagnostic>> =
        paths.par_iter().map(|below| read_file(&src, below, &shown_prefix, config)).collect();
    let failed = paths.iter().zip(&read).filter(|(path, one)| one.is_err() && is_markdown(path));
    skipped.extend(failed.map(|(path, _)| (path.clone(), Skipped::Unreadable)));
    read
}

/// Whether nothing is at a path below the folder of book.toml.
pub fn is_absent(config: &Config, path: &str) -> bool {
    config.root.join(path).symlink_metadata().is_err()
}

/// Reads one chapter again, by its path below the content folder.
pub fn read_chapter(config: &Config, path: &str) -> Option<SourceFile> {
    let src = Folder::of_book(&config.root, &config.src).ok()?;
    let prefix = walk::slashed(config.src.strip_prefix(&config.root).unwrap_or(Path::new("")))?;
    match read_file(&src, path, &prefix, config) {
        Ok(Content::Chapter(mut file)) => {
            file.is_searched = config.html.searches(path);
            Some(file)
        }
        Ok(Content::Asset(..)) | Err(_) => None,
    }
}

fn read_file(
    src: &Folder,
    relative: &str,
    shown_prefix: &str,
    config: &Config,
) -> Result<Content, Diagnostic> {
    let file = match shown_prefix.is_empty() {
        true => relative.to_string(),
        false => format!("{shown_prefix}/{relative}"),
    };
    let largest = if is_markdown(relative) { LARGEST_TEXT } else { LARGEST_ASSET };
    // A file in the list may have been replaced since; it is then reported as if it had been like that in the list.
    let bytes = src.read(Path::new(relative), largest);
    let bytes = bytes.map_err(|closed| walk::unread(closed, Path::new(relative), config))?;
    if is_markdown(relative) {
        let text = decode(&file, bytes)?;
        let text = SourceText { file: file.into(), text };
        return Ok(Content::Chapter(SourceFile {
            path: relative.to_string(),
            text,
            title: None,
            is_searched: true,
            parts: Vec::new(),
            updated: None,
        }));
    }
    Ok(Content::Asset(relative.to_string(), Asset::of(relative, bytes)))
}

/// Whether a path is that of a chapter.
pub fn is_markdown(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| {
        extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("markdown")
    })
}

/// The size of a picture, read from its header. For an SVG, from `width` and `height` or else `viewBox` of the root
/// element.
fn dimensions(path: &str, bytes: &[u8]) -> Option<(usize, usize)> {
    if path.to_ascii_lowercase().ends_with(".svg") {
        return svg_dimensions(bytes);
    }
    let size = imagesize::blob_size(bytes).ok()?;
    Some((size.width, size.height))
}

fn svg_dimensions(bytes: &[u8]) -> Option<(usize, usize)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (_, root) = text.split_once("<svg")?;
    let (root, _) = root.split_once('>')?;
    let number = |name: &str| -> Option<usize> {
        let (_, value) = root.split_once(&format!(" {name}=\""))?;
        let (value, _) = value.split_once('"')?;
        value.trim_end_matches("px").parse::<f64>().ok().map(|size| size.round() as usize)
    };
    if let (Some(width), Some(height)) = (number("width"), number("height")) {
        return Some((width, height));
    }
    let (_, view_box) = root.split_once(" viewBox=\"")?;
    let (view_box, _) = view_box.split_once('"')?;
    let mut sizes = view_box.split([' ', ',']).filter(|part| !part.is_empty()).skip(2);
    let width = sizes.next()?.parse::<f64>().ok()?;
    let height = sizes.next()?.parse::<f64>().ok()?;
    Some((width.round() as usize, height.round() as usize))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn svg_size_from_attributes_or_view_box() {
        let by_attributes = br#"<svg xmlns="x" width="720px" height="300.4" viewBox="0 0 1 1">"#;
        assert_eq!(svg_dimensions(by_attributes), Some((720, 300)));
        assert_eq!(svg_dimensions(br#"<svg viewBox="0 0 36 24">"#), Some((36, 24)));
        assert_eq!(svg_dimensions(br#"<svg viewBox="0 0">"#), None);
    }

    #[test]
    fn line_ends_and_byte_order_mark_do_not_matter() {
        let text = decode("a.md", b"\xef\xbb\xbfone\r\ntwo\rthree\n".to_vec());
        assert_eq!(text.as_deref(), Ok("one\ntwo\nthree\n"));
    }

    #[test]
    fn bad_bytes_are_named_with_their_offset() {
        let fault = decode("a.md", b"one\ntw\xffo".to_vec()).map_err(|d| d.message().to_string());
        assert!(fault.is_err_and(|message| message.contains("byte 6") && message.contains("0xFF")));
        let fault = decode("a.md", b"one\0".to_vec()).map_err(|d| d.message().to_string());
        assert!(fault.is_err_and(|message| message.contains("byte 3")));
    }
}
