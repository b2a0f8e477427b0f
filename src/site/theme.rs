//! The theme: the default one, which is part of the binary, overridden by the author's files.
//!
//! Owns the lookup of files, the joining of style sheets and scripts, and the names of the results, which contain a
//! hash so that they can be cached for ever. Reads only the author's theme folder, `additional-css`, `additional-js`,
//! `share-fonts`, and what `look` names.

mod blocked;
mod chapters;
mod contrast;
mod faults;
mod look;
mod parts;
mod scripts;
mod styles;

use crate::book::config::Config;
use crate::book::config::keys::{self, Name};
use crate::book::files::LARGEST_TEXT;
use crate::book::files::confined::{self, Closed, Folder};
use crate::text::diag::{Diagnostic, SourceText};
use crate::text::media_type::media_type;
use crate::text::output::Output;
use bytes::Bytes;
use include_dir::{Dir, include_dir};
pub use look::{Logo, Look};
use look::{BANNER, LOOK};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use styles::Sheets;

static DEFAULT: Dir = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The prefix of the default theme's templates, for a template that extends the one it replaces.
pub const DEFAULT_PREFIX: &str = "default/";

/// The prefix of the author's templates.
pub const AUTHOR_PREFIX: &str = "theme/";

/// The folders of `css/` and `js/` that are not in the files that every page loads.
const OWN_BUNDLES: [&str; 10] =
    [BANNER, BLOCKS, CARRY, LOOK, "plan", "redirect.js", "search", "scheme.js", "tabs", TIMELINE];

/// The folder of `css/` for pages with a timeline, joined with the rest in the same way.
const TIMELINE: &str = "timeline";

/// The folder of `css/` for pages with containers, badges or formulas. It is joined with the rest to one file, so that
/// these pages make no more requests than others.
const BLOCKS: &str = "blocks";

/// The folder of `js/` for pages of a book that had another id before. It runs before the script of all pages, so it
/// contains the script that it depends on, the format of records, once more.
const CARRY: &str = "carry";

/// The script of the format of records in `js/`.
const RECORD: &str = "10-record.js";

/// How deep the folder of a theme is walked.
const DEEPEST: usize = 16;

/// The folder of `js/` that every page loads if offline use is on.
const OFFLINE: &str = "offline";

/// The file of `worker/` that is a complete worker.
const WORKER_OFF: &str = "worker/off.js";

/// A theme, ready for rendering.
#[derive(Debug, Default)]
pub struct Theme {
    /// The author's folder, relative to the one of book.toml; empty if there is none.
    pub folder: String,
    /// Template name, with its prefix, and text.
    pub templates: Vec<(String, String)>,
    /// The files that pages load, with their site paths.
    pub files: Vec<Output>,
    /// Site paths of the style sheets, in order.
    pub styles: Vec<String>,
    /// The same for pages with containers, badges or formulas, which may have a timeline too.
    pub block_styles: Vec<String>,
    /// The same for other pages with a timeline.
    pub timeline_styles: Vec<String>,
    /// Site path of the script that pages with tabs load.
    pub tabs_script: String,
    /// Site path of the script that pages of a book with former ids load ahead of all others.
    pub carry_script: String,
    /// Site path of the script that runs before the first paint.
    pub scheme_script: String,
    /// Site paths of the other scripts, in order.
    pub scripts: Vec<String>,
    /// Site path of the style sheet that only the plan page loads.
    pub plan_style: String,
    /// Site path of the script that only the plan page loads.
    pub plan_script: String,
    /// The files that search loads on its first use; `None` if the book has no search.
    pub search: Option<SearchFiles>,
    /// Site path of the script of redirect pages.
    pub redirect_script: String,
    /// Site path of the favicon.
    pub icon: String,
    /// The files of the author's own look.
    pub look: Look,
    /// Warnings about the author's files.
    pub warnings: Vec<Diagnostic>,
    /// The font files for social cards that the author set, with their paths.
    pub share_fonts: Vec<(PathBuf, Bytes)>,
    /// The script of the worker that caches the book for offline use; not yet a file of the site.
    pub worker: Vec<u8>,
    /// The script that replaces such a worker and deletes its cache.
    pub worker_off: Vec<u8>,
}

/// Site paths of the files that search loads on its first use.
#[derive(Debug)]
pub struct SearchFiles {
    /// The script, with the engine and the dialog.
    pub script: String,
    /// The style sheet of the results.
    pub style: String,
}

/// Loads the theme of the configuration. `named` gets the files that style sheets of the author name, by their paths below
/// the folder of book.toml, whether they exist or not.
pub fn load(config: &Config, named: &mut Vec<String>) -> Result<Theme, Vec<Diagnostic>> {
    let mut diagnostics = Vec::new();
    let mut files = embedded();
    let mut templates = take_templates(&mut files, DEFAULT_PREFIX, &mut diagnostics);
    let (mut own_styles, mut scripts) = (Vec::new(), Vec::new());
    if let Some(folder) = &config.html.theme {
        let mut own = read_folder(folder, config, &mut diagnostics);
        templates.extend(take_templates(&mut own, AUTHOR_PREFIX, &mut diagnostics));
        own_styles = texts(&own, folder, config, "css/");
        scripts = texts(&own, folder, config, "js/");
        files.extend(own);
    }
    let folder = config.html.theme.as_deref().unwrap_or(Path::new(""));
    let folder = folder.strip_prefix(&config.root).unwrap_or(folder);
    let mut theme = Theme {
        folder: folder.to_string_lossy().replace('\\', "/"),
        templates,
        worker: joined(&files, "worker/", |name| name != WORKER_OFF),
        worker_off: joined(&files, WORKER_OFF, |_| true),
        ..Theme::default()
    };
    let everywhere = |name: &str| {
        let bundle = bundle(name);
        !OWN_BUNDLES.contains(&bundle) && (bundle != OFFLINE || config.html.offline)
    };
    let icon = files.remove("favicon.svg").unwrap_or_default();
    if config.html.look.favicon.is_none() {
        theme.icon = theme.add("favicon", "svg", icon);
    }
    let look = look::add(&mut theme, config, &files, (&mut *named, &mut diagnostics));
    let styles = |theme: &mut Theme, stem: &str, own: &[&str]| {
        let wanted = |name: &str| everywhere(name) || own.contains(&bundle(name));
        let sheets = [joined(&files, "css/", wanted), look.clone()];
        vec![theme.add(stem, "css", sheets.concat())]
    };
    theme.styles = styles(&mut theme, "tickbook", &[]);
    theme.block_styles = styles(&mut theme, "tickbook-blocks", &[BLOCKS, TIMELINE]);
    theme.timeline_styles = styles(&mut theme, "tickbook-timeline", &[TIMELINE]);
    theme.tabs_script = theme.add("tabs", "js", joined(&files, "js/tabs/", |_| true));
    let carried = |name: &str| [CARRY, RECORD].contains(&bundle(name));
    theme.carry_script = theme.add("carry", "js", joined(&files, "js/", carried));
    theme.scheme_script = theme.add("scheme", "js", joined(&files, "js/scheme.js", |_| true));
    theme.scripts = vec![theme.add("tickbook", "js", joined(&files, "js/", everywhere))];
    theme.plan_style = theme.add("plan", "css", joined(&files, "css/plan/", |_| true));
    theme.plan_script = theme.add("plan", "js", joined(&files, "js/plan/", |_| true));
    theme.search = config.html.search.then(|| SearchFiles {
        script: theme.add("search", "js", joined(&files, "js/search/", |_| true)),
        style: theme.add("search", "css", joined(&files, "css/search/", |_| true)),
    });
    theme.redirect_script = theme.add("redirect", "js", joined(&files, "js/redirect.js", |_| true));
    for (path, bytes) in files {
        if !["css/", "js/", "worker/"].iter().any(|folder| path.starts_with(folder)) {
            let path = format!("assets/{path}");
            theme.files.push(Output::new(path, bytes));
        }
    }
    styles::check(&theme, &own_styles, config, &mut diagnostics);
    Sheets::new(&mut theme, config, &mut diagnostics).add_all(named);
    theme.add_author_files(config, &mut scripts, &mut diagnostics);
    diagnostics.extend(blocked::faults(&theme, &scripts, &config.html.policy));
    theme.judged(diagnostics)
}

impl Theme {
    /// The media type of the favicon.
    pub fn icon_type(&self) -> &'static str {
        media_type(&self.icon)
    }

    /// The theme with these warnings; the diagnostics alone if any of them is an error.
    fn judged(mut self, diagnostics: Vec<Diagnostic>) -> Result<Self, Vec<Diagnostic>> {
        if diagnostics.iter().any(Diagnostic::is_error) {
            return Err(diagnostics);
        }
        self.warnings = diagnostics;
        Ok(self)
    }

    /// Adds a file under a name that contains its hash, and returns its site path.
    fn add(&mut self, stem: &str, extension: &str, bytes: Vec<u8>) -> String {
        let hash = blake3::hash(&bytes).to_hex();
        let hash = hash.get(..10).unwrap_or_default();
        let path = format!("assets/{stem}.{hash}.{extension}");
        if !self.files.iter().any(|file| file.path == path) {
            self.files.push(Output::new(path.clone(), bytes));
        }
        path
    }

    /// Adds the files that book.toml names; `scripts` gets the texts of the scripts among them.
    fn add_author_files(
        &mut self,
        config: &Config,
        scripts: &mut Vec<SourceText>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let unread = |path: &Path, key: Name<Vec<String>>, file: &str, error: &std::io::Error| {
            let place = config.places.within(&config.source, key, file);
            Diagnostic::read_failed(path, error).named_at(&config.source, place)
        };
        let mut add = |theme: &mut Theme, file: &str, extension: &str, key: Name<Vec<String>>| {
            let path = config.root.join(file);
            match confined::read(&config.root, Path::new(file), LARGEST_TEXT) {
                Ok(bytes) => {
                    let text = String::from_utf8_lossy(&bytes).into();
                    scripts.push(SourceText { file: file.into(), text });
                    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
                    Some(theme.add(&stem, extension, bytes))
                }
                Err(error) => {
                    diagnostics.push(unread(&path, key, file, &error));
                    None
                }
            }
        };
        for file in &config.html.additional_js {
            let script = add(self, file, "js", keys::HTML_ADDITIONAL_JS);
            self.scripts.extend(script);
        }
        for file in &config.html.share_fonts {
            let path = config.root.join(file);
            match confined::read(&config.root, Path::new(file), LARGEST_TEXT) {
                Ok(bytes) => self.share_fonts.push((path, bytes.into())),
                Err(error) => {
                    let key = keys::HTML_SHARE_FONTS;
                    diagnostics.push(unread(&path, key, file, &error));
                }
            }
        }
    }
}

/// The author's files whose paths begin with `prefix`, as texts with the names that the author knows.
fn texts(
    own: &BTreeMap<String, Vec<u8>>,
    folder: &Path,
    config: &Config,
    prefix: &str,
) -> Vec<SourceText> {
    let folder = folder.strip_prefix(&config.root).unwrap_or(folder);
    let own = own.iter().filter(|(name, _)| name.starts_with(prefix));
    let text = |(name, bytes): (&String, &Vec<u8>)| SourceText {
        file: folder.join(name).to_string_lossy().replace('\\', "/").into(),
        text: String::from_utf8_lossy(bytes).into(),
    };
    own.map(text).collect()
}

fn embedded() -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![&DEFAULT];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for file in folder.files() {
            let path = file.path().to_string_lossy().replace('\\', "/");
            files.insert(path.clone(), for_readers(&path, file.contents()));
        }
    }
    files
}

/// Removes comment lines, empty lines and indentation from built-in scripts and style sheets: they serve those who read
/// the sources, and readers of a book would load them with every page. No string in these files continues on another
/// line.
fn for_readers(path: &str, bytes: &[u8]) -> Vec<u8> {
    let is_comment: fn(&str) -> bool = match path.rsplit_once('.') {
        Some((_, "js")) => |line| line.starts_with("//"),
        Some((_, "css")) => {
            |line| line.starts_with("/*") && line.find("*/") == Some(line.len() - 2)
        }
        _ => return bytes.to_vec(),
    };
    let Ok(text) = std::str::from_utf8(bytes) else { return bytes.to_vec() };
    let lines = text.split_inclusive('\n').map(str::trim_start);
    lines.filter(|line| !line.is_empty() && !is_comment(line.trim_end())).collect::<String>().into()
}

fn read_folder(
    folder: &Path,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    if !folder.is_dir() {
        let help =
            "set `output.html.theme` in book.toml to a folder that exists, or remove the key";
        let missing = Diagnostic::folder_missing(folder, "the theme folder", help);
        let place = config.places.of(keys::HTML_THEME);
        diagnostics.push(missing.named_at(&config.source, place));
        return files;
    }
    let open = match Folder::of_book(&config.root, folder) {
        Ok(open) => open,
        Err(closed) => {
            let place = config.places.of(keys::HTML_THEME);
            let unread = Diagnostic::read_failed(folder, &closed.into());
            diagnostics.push(unread.named_at(&config.source, place));
            return files;
        }
    };
    let is_shown = |below: &Path| {
        let name = below.file_name().unwrap_or_default().to_string_lossy();
        !(name.starts_with('.') || name.ends_with('~'))
    };
    for (below, kind) in open.walk(DEEPEST, |below, _| is_shown(below)) {
        let path = folder.join(&below);
        if let Err(closed) = kind {
            diagnostics.push(unwalked(folder, &path, &closed));
            continue;
        }
        match open.read(&below, LARGEST_TEXT) {
            Ok(bytes) => {
                files.insert(below.to_string_lossy().replace('\\', "/"), bytes);
            }
            Err(closed) => diagnostics.push(Diagnostic::read_failed(&path, &closed.into())),
        }
    }
    files
}

/// The diagnostic for an entry of a theme folder that is not walked.
fn unwalked(folder: &Path, path: &Path, closed: &Closed) -> Diagnostic {
    match closed {
        Closed::TooDeep => Diagnostic::folders_too_deep(&path.to_string_lossy(), DEEPEST),
        _ => {
            let reason = format!("{}: {closed}", path.display());
            Diagnostic::theme_unusable(&folder.to_string_lossy(), &reason)
        }
    }
}

fn take_templates(
    files: &mut BTreeMap<String, Vec<u8>>,
    prefix: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(String, String)> {
    let names: Vec<String> =
        files.keys().filter(|name| name.starts_with("templates/")).cloned().collect();
    let mut templates = Vec::new();
    for name in names {
        let Some(bytes) = files.remove(&name) else { continue };
        match crate::book::files::decode(&name, bytes) {
            Ok(text) => {
                let short = name.trim_start_matches("templates/");
                templates.push((format!("{prefix}{short}"), text.to_string()));
            }
            Err(fault) => diagnostics.push(fault),
        }
    }
    templates
}

/// The second part of a file's path, which says where the file is loaded.
fn bundle(name: &str) -> &str {
    name.split('/').nth(1).unwrap_or_default()
}

/// The files whose names begin with `prefix`, joined in the order of their names.
fn joined(
    files: &BTreeMap<String, Vec<u8>>,
    prefix: &str,
    wanted: impl Fn(&str) -> bool,
) -> Vec<u8> {
    let mut joined = Vec::new();
    for (_, bytes) in files.iter().filter(|(name, _)| name.starts_with(prefix) && wanted(name)) {
        joined.extend_from_slice(bytes);
        if !bytes.ends_with(b"\n") {
            joined.push(b'\n');
        }
    }
    joined
}
