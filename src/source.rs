//! The folder of the sources, read into memory: the second stage, and the only reader of content.
//!
//! Owns the walk, the rule of what is passed over, and the decoding of text. Never follows a
//! symbolic link, and never looks into what the files say.
//!
//! Passed over without a word: names that begin with a dot, `node_modules`, editors' leavings
//! (`name~`, `#name#`), folders tagged as caches (`CACHEDIR.TAG`), the output folder and the author's
//! theme.

mod active;
pub(crate) mod confined;
mod includes;
mod xml;

use crate::config::Config;
use crate::diag::{Diagnostic, SourceText};
use crate::include::Included;
use crate::lock;
pub use active::Activity;
use bytes::Bytes;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::{DirEntry, WalkDir};

/// How many folders a chapter may be in. A navigation is written by a component of itself, which the template engine
/// stops at twenty.
const DEEPEST_CHAPTER: usize = 16;

/// How many folders are walked into.
const DEEPEST_FOLDER: usize = 64;

/// The most chapters of a book. Each has a page, on which a navigation and the frame of the theme stand.
const MOST_CHAPTERS: usize = 20_000;

/// The largest file of text, in bytes: a chapter, book.lock, a file of the theme.
pub(crate) const LARGEST_TEXT: u64 = 16 * 1024 * 1024;

/// The largest other file, in bytes. Each is held in memory until the site is written.
const LARGEST_ASSET: u64 = 256 * 1024 * 1024;

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
    /// book.lock, where there is one.
    pub lock: Option<SourceText>,
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
    /// Whether a browser may run scripts of the file where it shows it by itself.
    pub activity: Activity,
}

impl Asset {
    fn of(path: &str, bytes: Vec<u8>) -> Self {
        let (dimensions, activity) = (dimensions(path, &bytes), active::activity(path, &bytes));
        Asset { bytes: bytes.into(), dimensions, activity }
    }
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
    let files = walk(config, &mut sources.diagnostics);
    let shown_prefix = slashed(config.src.strip_prefix(&config.root).unwrap_or(Path::new("")));
    let read: Vec<Result<Content, Diagnostic>> = files
        .par_iter()
        .map(|(path, relative)| read_file(path, relative, shown_prefix.as_deref().unwrap_or("")))
        .collect();
    for result in read {
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
    match read_lock(config) {
        Ok(lock) => sources.lock = lock,
        Err(diagnostic) => sources.diagnostics.push(diagnostic),
    }
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
    match confined::read(&config.root, Path::new(file), LARGEST_ASSET) {
        Ok(bytes) => Ok(Some(Asset::of(file, bytes))),
        Err(error) => Err(Diagnostic::cover_unreadable(&config.source, span.clone(), file, &error)),
    }
}

/// Reads book.lock, which stands beside book.toml.
fn read_lock(config: &Config) -> Result<Option<SourceText>, Diagnostic> {
    let path = config.root.join(lock::FILE_NAME);
    match confined::read(&config.root, Path::new(lock::FILE_NAME), LARGEST_TEXT) {
        Ok(bytes) => {
            let text = decode(lock::FILE_NAME, bytes)?;
            Ok(Some(SourceText { file: lock::FILE_NAME.into(), text }))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Diagnostic::read_failed(&path, &error)),
    }
}

/// The files to read, sorted, each with its path below the content folder.
fn walk(config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    let kept = |entry: &DirEntry| entry.depth() == 0 || !passed_over(entry, config);
    let mut chapters = 0;
    let walk = WalkDir::new(&config.src).max_depth(DEEPEST_FOLDER + 1).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(kept) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(&config.src).to_path_buf();
                diagnostics.push(Diagnostic::read_failed(&path, &error.into()));
                continue;
            }
        };
        if entry.depth() > 0 && entry.path_is_symlink() {
            diagnostics.push(Diagnostic::symlink_skipped(&shown(entry.path(), config)));
            continue;
        }
        if entry.file_type().is_dir() {
            if entry.depth() > DEEPEST_FOLDER {
                let path = shown(entry.path(), config);
                diagnostics.push(Diagnostic::folders_too_deep(&path, DEEPEST_FOLDER));
            }
            continue;
        }
        let relative = entry.path().strip_prefix(&config.src).ok().and_then(slashed);
        match relative {
            Some(relative) if entry.file_type().is_file() => {
                if is_markdown(&relative) {
                    chapters += 1;
                    if entry.depth() > DEEPEST_CHAPTER + 1 {
                        let path = shown(entry.path(), config);
                        diagnostics.push(Diagnostic::folders_too_deep(&path, DEEPEST_CHAPTER));
                    }
                }
                files.push((entry.into_path(), relative));
            }
            Some(_) => diagnostics.push(Diagnostic::not_a_file(&shown(entry.path(), config))),
            None => diagnostics.push(Diagnostic::file_name_unusable(&shown(entry.path(), config))),
        }
        if chapters > MOST_CHAPTERS {
            let folder = shown(&config.src, config);
            diagnostics.push(Diagnostic::too_many_chapters(&folder, MOST_CHAPTERS));
            return Vec::new();
        }
    }
    files
}

fn passed_over(entry: &DirEntry, config: &Config) -> bool {
    name_passed_over(&entry.file_name().to_string_lossy())
        || entry.path() == config.build_dir
        || config.html.theme.as_deref() == Some(entry.path())
        || (entry.file_type().is_dir() && is_cache(entry.path()))
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

fn read_file(path: &Path, relative: &str, shown_prefix: &str) -> Result<Content, Diagnostic> {
    let file = if shown_prefix.is_empty() {
        relative.to_string()
    } else {
        format!("{shown_prefix}/{relative}")
    };
    let largest = if is_markdown(relative) { LARGEST_TEXT } else { LARGEST_ASSET };
    let bytes = std::fs::File::open(path).and_then(|opened| read_within(opened, largest));
    let bytes = bytes.map_err(|error| Diagnostic::read_failed(path, &error))?;
    let bytes = bytes.ok_or_else(|| Diagnostic::file_too_large(&file, largest))?;
    if is_markdown(relative) {
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

/// The bytes of a file; `None` where they are more than `largest`. Of such a file no more is read.
pub(crate) fn read_within(file: std::fs::File, largest: u64) -> std::io::Result<Option<Vec<u8>>> {
    let length = file.metadata()?.len();
    if length > largest {
        return Ok(None);
    }
    // The file may grow after it was looked at.
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    file.take(largest + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= largest).then_some(bytes))
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

fn shown(path: &Path, config: &Config) -> String {
    path.strip_prefix(&config.root).unwrap_or(path).to_string_lossy().into_owned()
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
