//! The author's style sheets: those of `additional-css`, those that they import, and the fonts and pictures that they
//! name.
//!
//! All of them get names that contain a hash, and the style sheets name each other by these. Nothing is loaded from
//! another site, unless the policy of the book allows it.

use super::Theme;
use crate::book::config::keys::{self, Name};
use crate::book::config::{Config, RawHtml};
use crate::book::files::confined::{Closed, Folder};
use crate::book::files::{LARGEST_ASSET, LARGEST_TEXT, decode};
use crate::book::source::Asset;
use crate::text::css::{self, Address, Loaded};
use crate::text::diag::{Diagnostic, SourceText};
use crate::text::url;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::ops::Range;
use std::path::Path;

/// Checks the style sheets of the author's theme. They are joined in `assets/`, so an address in them counts from the
/// folder of the theme, whose other files are there under their own names.
pub(super) fn check(
    theme: &Theme,
    sheets: &[SourceText],
    config: &Config,
    faults: &mut Vec<Diagnostic>,
) {
    let files: BTreeSet<&str> = theme.files.iter().map(|file| file.path.as_str()).collect();
    for sheet in sheets {
        for address in css::addresses(&sheet.text) {
            let text = address.text.trim();
            let place = (sheet, address.place.clone());
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            if url::scheme(text).is_some() {
                faults.extend(elsewhere(config, place, text, address.loaded));
                continue;
            }
            let written = text.split(['?', '#']).next().unwrap_or_default();
            let path = url::resolve("assets", &url::decode(written));
            if path.is_none_or(|path| !files.contains(path.as_str())) {
                faults.push(Diagnostic::theme_style_names_missing(place, written));
            }
        }
    }
}

/// The diagnostic for an address with a scheme that pages do not load.
fn elsewhere(
    config: &Config,
    place: (&SourceText, Range<usize>),
    address: &str,
    loaded: Loaded,
) -> Option<Diagnostic> {
    let directive = directive(loaded);
    let is_data = url::scheme(address).as_deref() == Some("data");
    let is_loaded = is_data || config.html.policy.allows(directive, address);
    (!is_loaded).then(|| Diagnostic::style_loads_elsewhere(place, directive))
}

/// How deep style sheets can import each other.
const DEEPEST: usize = 16;

/// The style sheets of a theme while they are read.
pub(super) struct Sheets<'a> {
    pub(super) theme: &'a mut Theme,
    pub(super) config: &'a Config,
    pub(super) faults: &'a mut Vec<Diagnostic>,
    /// The files that style sheets name, by their paths below the book's folder, each with its name in the site if it
    /// can be used.
    named: BTreeMap<String, Option<String>>,
    /// The style sheets that are being read, each imported by the one before it.
    open: Vec<String>,
}

impl<'a> Sheets<'a> {
    pub(super) fn new(
        theme: &'a mut Theme,
        config: &'a Config,
        faults: &'a mut Vec<Diagnostic>,
    ) -> Self {
        Sheets { theme, config, faults, named: BTreeMap::new(), open: Vec::new() }
    }

    /// Adds the style sheets of the configuration, and to `named` the files that they name.
    pub(super) fn add_all(mut self, named: &mut Vec<String>) {
        for file in &self.config.html.additional_css {
            let key: Name<Vec<String>> = keys::HTML_ADDITIONAL_CSS;
            let place = self.config.places.within(&self.config.source, key, file);
            let path = url::resolve("", file).unwrap_or_else(|| file.clone());
            let unread = |error: Closed| {
                let path = self.config.root.join(file);
                Diagnostic::read_failed(&path, &error.into()).named_at(&self.config.source, place)
            };
            match self.read(&path, LARGEST_TEXT).map_err(unread) {
                Ok(bytes) => {
                    let style = self.sheet(&path, bytes);
                    self.theme.styles.extend(style.clone());
                    self.theme.block_styles.extend(style.clone());
                    self.theme.timeline_styles.extend(style);
                }
                Err(fault) => self.faults.push(fault),
            }
        }
        named.extend(self.named.into_keys());
    }

    fn read(&self, path: &str, largest: u64) -> Result<Vec<u8>, Closed> {
        Folder::named(&self.config.root)?.read(Path::new(path), largest)
    }

    /// Adds a style sheet, and what it names; returns its site path.
    fn sheet(&mut self, path: &str, bytes: Vec<u8>) -> Option<String> {
        let text = match decode(path, bytes) {
            Ok(text) => SourceText { file: path.into(), text },
            Err(fault) => {
                self.faults.push(fault);
                return None;
            }
        };
        self.open.push(path.to_string());
        let all = css::addresses(&text.text);
        let names: Vec<Option<String>> =
            all.iter().map(|address| self.named(path, &text, address)).collect();
        self.open.pop();
        let new = css::with_addresses(&text.text, &all, |index| names.get(index)?.clone());
        Some(self.theme.add(stem(path), "css", new.into_bytes()))
    }

    /// The address by which a style sheet of the site names the file; `None` if the address stays as it is.
    fn named(&mut self, sheet: &str, source: &SourceText, address: &Address) -> Option<String> {
        let text = address.text.trim();
        if text.is_empty() || text.starts_with('#') {
            return None;
        }
        let place = || (source, address.place.clone());
        if url::scheme(text).is_some() {
            self.faults.extend(elsewhere(self.config, place(), text, address.loaded));
            return None;
        }
        let (written, rest) = text.split_at(text.find(['?', '#']).unwrap_or(text.len()));
        let fragment = rest.find('#').and_then(|at| rest.get(at..)).unwrap_or_default();
        let Some(path) = self.path(sheet, &url::decode(written)) else {
            self.faults.push(Diagnostic::style_names_outside(place(), written));
            return None;
        };
        let name = match self.named.get(&path) {
            Some(known) => known.clone(),
            None => {
                let name = self.file(&path, place(), address.loaded);
                self.named.insert(path, name.clone());
                name
            }
        }?;
        Some(url::encode(url::split(&name).1) + fragment)
    }

    /// The path below the book's folder. As in chapters, an address that begins with a slash counts from the content
    /// folder.
    fn path(&self, sheet: &str, written: &str) -> Option<String> {
        let src = self.config.src.strip_prefix(&self.config.root).unwrap_or(Path::new(""));
        match written.strip_prefix('/') {
            Some(below) => {
                let src = src.to_string_lossy().replace('\\', "/");
                url::resolve(&src, below)
            }
            None => url::resolve(url::split(sheet).0, written),
        }
    }

    /// Adds a file that a style sheet names; returns its site path.
    fn file(
        &mut self,
        path: &str,
        place: (&SourceText, Range<usize>),
        loaded: Loaded,
    ) -> Option<String> {
        if loaded == Loaded::Style
            && (self.open.len() > DEEPEST || self.open.iter().any(|open| open == path))
        {
            self.faults.push(Diagnostic::style_imports_itself(place, path));
            return None;
        }
        let largest = if loaded == Loaded::Style { LARGEST_TEXT } else { LARGEST_ASSET };
        let bytes = match self.read(path, largest) {
            Ok(bytes) => bytes,
            Err(closed) => {
                self.faults.push(unread(place, path, closed));
                return None;
            }
        };
        if loaded == Loaded::Style {
            return self.sheet(path, bytes);
        }
        let asset = Asset::of(path, bytes);
        if let Some(active) = asset.active.filter(|_| self.config.html.raw_html != RawHtml::Trust) {
            self.faults.push(Diagnostic::active(place.0, place.1, path, &active));
            return None;
        }
        let extension =
            url::split(path).1.rsplit_once('.').map_or("bin", |(_, extension)| extension);
        Some(self.theme.add(stem(path), extension, asset.bytes.to_vec()))
    }
}

/// The name of a file without its extension.
fn stem(path: &str) -> &str {
    let name = url::split(path).1;
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The directive of the policy that allows to load it.
fn directive(loaded: Loaded) -> &'static str {
    match loaded {
        Loaded::Style => "style-src",
        Loaded::Font => "font-src",
        Loaded::Picture => "img-src",
    }
}

fn unread(place: (&SourceText, Range<usize>), path: &str, closed: Closed) -> Diagnostic {
    match closed {
        Closed::Unusable(error) if error.kind() == io::ErrorKind::NotFound => {
            Diagnostic::style_names_missing(place, path)
        }
        closed => Diagnostic::style_names_closed(place, path, &closed.into()),
    }
}
