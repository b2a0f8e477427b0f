//! The folder of the sources, read into memory: the second stage, and the only reader of content.
//!
//! Owns the rule of what is passed over, and the decoding of text. Opens nothing but by `confined`, so no
//! symbolic link is followed, and never looks into what the files say.
//!
//! Passed over without a word: names that begin with a dot, `node_modules`, editors' leavings
//! (`name~`, `#name#`), folders tagged as caches (`CACHEDIR.TAG`), the output folder and the author's
//! theme.

mod active;
pub(crate) mod confined;
mod includes;

use crate::config::Config;
use crate::diag::{Diagnostic, SourceText};
use crate::include::Included;
use crate::lock;
pub use active::Active;
use bytes::Bytes;
use confined::{Closed, Folder, Kind};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// All that the later stages know of the content folder.
#[derive(Debug, Default)]
pub struct Sources {
    /// The Markdown files, sorted by path.
    pub chapters: Vec<SourceFile>,
    /// Every other file, by its path below the content folder.
    pub assets: BTreeMap<String, Asset>,
    /// The files that chapters include, by their paths below the folder of book.toml.
    pub included: Included,
    /// The picture for the cover of the EPUB, where one is asked for.
    pub cover: Option<Asset>,
    /// book.lock.
    pub lock: LockFile,
    /// What was wrong with the files as such.
    pub diagnostics: Vec<Diagnostic>,
}

/// A Markdown file.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The path below the content folder, with forward slashes.
    pub path: String,
    /// The text, without a byte order mark and with `\n` at the end of each line.
    pub text: SourceText,
    /// The title of the page, where a `{{#title}}` in the text gave it one.
    pub title: Option<String>,
    /// Whether search may find it.
    pub is_searched: bool,
}

/// A file that chapters may show or link to.
#[derive(Debug, Clone)]
pub struct Asset {
    /// The content.
    pub bytes: Bytes,
    /// Width and height in CSS pixels, where the file is a picture that says so.
    pub dimensions: Option<(usize, usize)>,
    /// What a browser does with the file besides showing it, where it shows it by itself.
    pub active: Option<Active>,
}

impl Asset {
    fn of(path: &str, bytes: Vec<u8>) -> Self {
        let (dimensions, active) = (dimensions(path, &bytes), active::found(path, &bytes));
        Asset { bytes: bytes.into(), dimensions, active }
    }
}

/// book.lock as it was found.
#[derive(Debug, Clone, Default)]
pub enum LockFile {
    /// There is none.
    #[default]
    Missing,
    /// There is one that cannot be read, which has been reported.
    Unread,
    /// Its text, and whether nobody may write it.
    There {
        /// The text.
        text: SourceText,
        /// Whether the file is read-only.
        is_fixed: bool,
    },
}

impl Sources {
    /// The chapters, by their paths, whose text is part of another.
    pub fn included_chapters(&self) -> BTreeSet<String> {
        let files: BTreeSet<&str> = self.included.keys().map(String::as_str).collect();
        let included = self.chapters.iter().filter(|one| files.contains(&*one.text.file));
        included.map(|one| one.path.clone()).collect()
    }
}

enum Content {
    Chapter(SourceFile),
    Asset(String, Asset),
}

/// Reads the content folder.
pub fn read(config: &Config) -> Sources {
    let mut sources = Sources::default();
    for result in read_content(config, &mut sources.diagnostics) {
        match result {
            Ok(Content::Chapter(mut file)) => {
                file.is_searched = config.html.searches(&file.path);
                sources.chapters.push(file);
            }
            Ok(Content::Asset(path, asset)) => {
                sources.assets.insert(path, asset);
            }
            Err(diagnostic) => sources.diagnostics.push(diagnostic),
        }
    }
    sources.included = includes::read(config, sources.chapters.iter().map(|file| &file.text));
    sources.lock = read_lock(config).unwrap_or_else(|diagnostic| {
        sources.diagnostics.push(diagnostic);
        LockFile::Unread
    });
    match read_cover(config) {
        Ok(cover) => sources.cover = cover,
        Err(diagnostic) => sources.diagnostics.push(diagnostic),
    }
    sources
}

/// Reads the picture for the cover, which may stand anywhere below the book's folder.
fn read_cover(config: &Config) -> Result<Option<Asset>, Diagnostic> {
    let Some((file, span)) = config.epub.cover.as_ref().filter(|_| config.epub.enable) else {
        return Ok(None);
    };
    match confined::read(&config.root, Path::new(file)) {
        Ok(bytes) => Ok(Some(Asset::of(file, bytes))),
        Err(error) => Err(Diagnostic::cover_unreadable(&config.source, span.clone(), file, &error)),
    }
}

/// Reads book.lock, which stands beside book.toml.
pub fn read_lock(config: &Config) -> Result<LockFile, Diagnostic> {
    let path = config.root.join(lock::FILE_NAME);
    match confined::read(&config.root, Path::new(lock::FILE_NAME)) {
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
fn read_content(
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Result<Content, Diagnostic>> {
    let src = match Folder::of_book(&config.root, &config.src) {
        Ok(src) => src,
        Err(closed) => return vec![Err(Diagnostic::read_failed(&config.src, &closed.into()))],
    };
    let shown_prefix = slashed(config.src.strip_prefix(&config.root).unwrap_or(Path::new("")));
    let shown_prefix = shown_prefix.unwrap_or_default();
    let files = walk(&src, config, diagnostics);
    files.par_iter().map(|below| read_file(&src, below, &shown_prefix, config)).collect()
}

/// The files to read, sorted, by their paths below the content folder.
fn walk(src: &Folder, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Vec<String> {
    let mut files = Vec::new();
    for (below, kind) in src.walk(|below, kind| !passed_over(below, kind, config)) {
        match (kind, slashed(&below)) {
            (Ok(Kind::File), Some(path)) => files.push(path),
            (Ok(Kind::File | Kind::Other | Kind::Folder), None) => {
                let shown = shown(&below, config);
                diagnostics.push(Diagnostic::file_name_unusable(&shown));
            }
            (Ok(Kind::Link), _) => diagnostics.push(unread(Closed::Link, &below, config)),
            (Ok(_), _) => diagnostics.push(unread(Closed::Irregular, &below, config)),
            (Err(closed), _) => diagnostics.push(unread(closed, &below, config)),
        }
    }
    files
}

/// What is said of something in the content folder that is not read.
fn unread(closed: Closed, below: &Path, config: &Config) -> Diagnostic {
    match closed {
        Closed::Link => Diagnostic::symlink_skipped(&shown(below, config)),
        Closed::Irregular => Diagnostic::not_a_file(&shown(below, config)),
        other => Diagnostic::read_failed(&config.src.join(below), &other.into()),
    }
}

fn passed_over(below: &Path, kind: Kind, config: &Config) -> bool {
    let path = config.src.join(below);
    name_passed_over(&below.file_name().unwrap_or_default().to_string_lossy())
        || path == config.build_dir
        || config.html.theme.as_deref() == Some(&path)
        || (kind == Kind::Folder && is_cache(&path))
}

/// Whether a file or folder is passed over for its name alone.
pub(crate) fn name_passed_over(name: &str) -> bool {
    name.starts_with('.')
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || name == "node_modules"
}

/// Whether a folder is tagged as one that a program can make again, as Cargo's `target` is; see the
/// Cache Directory Tagging Specification.
pub(crate) fn is_cache(folder: &Path) -> bool {
    folder.join("CACHEDIR.TAG").is_file()
}

fn read_file(
    src: &Folder,
    relative: &str,
    shown_prefix: &str,
    config: &Config,
) -> Result<Content, Diagnostic> {
    // What was a file in the list may have become something else, and is then told of as if it had been in the list.
    let bytes = src
        .read(Path::new(relative))
        .map_err(|closed| unread(closed, Path::new(relative), config))?;
    if is_markdown(relative) {
        let file = if shown_prefix.is_empty() {
            relative.to_string()
        } else {
            format!("{shown_prefix}/{relative}")
        };
        let text = decode(&file, bytes)?;
        let text = SourceText { file: file.into(), text };
        return Ok(Content::Chapter(SourceFile {
            path: relative.to_string(),
            text,
            title: None,
            is_searched: true,
        }));
    }
    Ok(Content::Asset(relative.to_string(), Asset::of(relative, bytes)))
}

/// Whether a path names a chapter.
pub fn is_markdown(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| {
        extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("markdown")
    })
}

/// Decodes UTF-8, drops a byte order mark and makes every line end with `\n`, so that the same text
/// gives the same output however an editor saved it.
pub fn decode(file: &str, bytes: Vec<u8>) -> Result<Arc<str>, Diagnostic> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let byte = error.as_bytes().get(offset).copied().unwrap_or_default();
        let (source, span) = legible(file, error.as_bytes(), offset);
        Diagnostic::not_utf8(&source, span, offset, byte)
    })?;
    if let Some(offset) = text.find('\0') {
        let (source, span) = legible(file, text.as_bytes(), offset);
        return Err(Diagnostic::nul_byte(&source, span, offset));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    if text.contains('\r') {
        Ok(text.replace("\r\n", "\n").replace('\r', "\n").into())
    } else {
        Ok(text.into())
    }
}

/// What can be shown of a file up to the line of a byte that is no text, and where that byte is in it.
fn legible(file: &str, bytes: &[u8], offset: usize) -> (SourceText, Range<usize>) {
    /// No more of a line is shown, and a file that is no text may have no lines at all.
    const MOST_AFTER: usize = 400;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    let (before, after) = bytes.split_at(offset.min(bytes.len()));
    let before = text(before.strip_prefix("\u{feff}".as_bytes()).unwrap_or(before));
    let after = text(after.get(..MOST_AFTER).unwrap_or(after));
    let after = after.lines().next().unwrap_or_default();
    let width = after.chars().next().map_or(0, char::len_utf8);
    let span = before.len()..before.len() + width;
    (SourceText { file: file.into(), text: format!("{before}{after}").into() }, span)
}

/// The size of a picture, read from its head. An SVG's is read from `width` and `height`, or else
/// from `viewBox`, of its root element.
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

/// A relative path with forward slashes; `None` where it is not UTF-8 or holds control characters.
fn slashed(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    let joined = parts?.join("/");
    (!joined.contains(|c: char| c.is_control() || c == '\\')).then_some(joined)
}

/// A path below the content folder, as its author would name it.
fn shown(below: &Path, config: &Config) -> String {
    let path = config.src.join(below);
    path.strip_prefix(&config.root).unwrap_or(&path).to_string_lossy().into_owned()
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
