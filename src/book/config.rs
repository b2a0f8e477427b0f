//! book.toml, typed: the first stage.
//!
//! Owns the list of keys ([`KEYS`]), their checks and the [`Config`] that later stages read. It reports every fault of
//! the file at once. Reads book.toml, and only the names of files and folders in the book's folder.

mod address;
mod below;
mod check;
mod discovery;
mod editor;
mod elsewhere;
mod faults;
mod hosts;
pub mod keys;
mod lengths;
mod levels;
mod look;
mod mdbook;
mod named;
mod places;
mod policy;
mod publish;
mod synonyms;
mod values;

use crate::book::files::confined::{self, Folder};
use crate::book::policy::Policy;
use crate::syntax::markdown::{outline, typographic};
use crate::text::diag::lints::Levels;
use crate::text::diag::{Diagnostic, SourceText};
pub(crate) use address::canonical;
pub use check::{CheckConfig, ExternalConfig};
pub use discovery::DiscoveryConfig;
pub use editor::EDITORS;
pub use hosts::Host;
pub use keys::{KEYS, Key, Kind};
pub use mdbook::IDLE_KEYS;
pub use look::{Banner, Colour, Font, Link, LookConfig, colour};
use mdbook::Layout;
pub use places::Places;
pub use publish::{GitConfig, PublishConfig, S3Config, Target};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use toml::de::DeTable;
use values::Values;

/// The name of the configuration file.
pub const FILE_NAME: &str = "book.toml";

/// The largest book.toml that is read, in bytes.
pub(crate) const LARGEST_FILE: u64 = 1024 * 1024;

/// How raw HTML in Markdown is written to the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RawHtml {
    /// Filtered by an allow-list; other tags are dropped.
    Sanitize,
    /// As text, as the author typed it.
    Escape,
    /// Unchanged.
    Trust,
}

/// All settings of book.toml, with defaults filled in.
#[derive(Debug, Clone)]
pub struct Config {
    /// The folder of book.toml.
    pub root: PathBuf,
    /// The folder of the sources, below `root`.
    pub src: PathBuf,
    /// The folder to write to.
    pub build_dir: PathBuf,
    /// The book's title; `None` if the title of the start page is used.
    pub title: Option<String>,
    /// The authors' names.
    pub authors: Vec<String>,
    /// One sentence about the book, or empty.
    pub description: String,
    /// A BCP 47 tag.
    pub language: String,
    /// Whether the book is read from right to left.
    pub right_to_left: bool,
    /// The id of the book, if the author set it.
    pub id: Option<String>,
    /// The values of `{{ var.name }}`, by name.
    pub variables: Arc<BTreeMap<String, String>>,
    /// The titles of the audiences that items can be for, by name.
    pub audiences: Arc<BTreeMap<String, String>>,
    /// Settings of the HTML output.
    pub html: HtmlConfig,
    /// Settings of the EPUB.
    pub epub: EpubConfig,
    /// The levels of lints.
    pub levels: Levels,
    /// The address that opens a file in the author's editor, with `{path}`, `{line}` and `{column}`.
    pub editor: Option<String>,
    /// Warnings about book.toml; the book can be built.
    pub warnings: Vec<Diagnostic>,
    /// Other settings of `check`.
    pub check: CheckConfig,
    /// Where the site is published.
    pub publish: PublishConfig,
    /// book.toml itself, for diagnostics of later stages.
    pub source: SourceText,
    /// The places of its values in that text.
    pub places: Places,
}

/// `[output.html]`.
#[derive(Debug, Clone)]
pub struct HtmlConfig {
    /// The author's theme folder, absolute.
    pub theme: Option<PathBuf>,
    /// The site's absolute URL with a closing slash.
    pub site_url: Option<String>,
    /// The path of the site on its host: `/` or `/handbook/`.
    pub host_path: String,
    /// The hosts that will serve the site, sorted; never empty.
    pub hosts: BTreeSet<Host>,
    /// The host name for the CNAME file.
    pub cname: Option<String>,
    /// The address of the repository of the sources.
    pub git_repository_url: Option<String>,
    /// The address to edit a chapter, with `{path}` for its path below `root`.
    pub edit_url_template: Option<String>,
    /// The look of the site, and what its pages say besides the text.
    pub look: LookConfig,
    /// The author's own style sheets, relative to `root`.
    pub additional_css: Vec<String>,
    /// The author's own scripts, relative to `root`.
    pub additional_js: Vec<String>,
    /// How raw HTML is handled.
    pub raw_html: RawHtml,
    /// Whether quotes and dashes are made typographic.
    pub smart_punctuation: bool,
    /// Whether text between dollar signs is a formula.
    pub math: bool,
    /// Whether the site has a search.
    pub search: bool,
    /// Whether search includes a chapter or folder, by its path below `src`.
    pub searched: BTreeMap<String, bool>,
    /// The words that search finds for another one, by that one.
    pub synonyms: BTreeMap<String, Vec<String>>,
    /// The place in book.toml that turns on social cards; `None` if they are off.
    pub share_images: Option<Range<usize>>,
    /// Font files for letters that the built-in fonts of social cards lack, relative to `root`.
    pub share_fonts: Vec<String>,
    /// Whether browsers store the whole book for offline use.
    pub offline: bool,
    /// Data for search engines, feed readers and language models.
    pub discovery: DiscoveryConfig,
    /// For each language, the prefix of lines of code that are not shown.
    pub hidelines: BTreeMap<String, String>,
    /// Old URL to new URL.
    pub redirects: BTreeMap<String, String>,
    /// Old URLs of pages and headings that were removed without replacement.
    pub gone: Vec<String>,
    /// The Content-Security-Policy of the pages.
    pub policy: Policy,
}

impl Config {
    /// Whether the other was read from the same book.toml. What else it depends on is which files there are.
    pub fn reads_alike(&self, other: &Config) -> bool {
        self.source == other.source && self.root == other.root && self.src == other.src
    }

    /// Checks that the folder of the chapters exists and can be opened.
    pub fn check_folder(&self) -> Result<(), Diagnostic> {
        let named =
            |fault: Diagnostic| fault.named_at(&self.source, self.places.of(keys::BOOK_SRC));
        if !self.src.is_dir() {
            let help = "create it, or set `book.src` in book.toml to the folder of the chapters";
            let what = "the content folder";
            return Err(named(Diagnostic::folder_missing(&self.src, what, help)));
        }
        Folder::of_book(&self.root, &self.src)
            .map(drop)
            .map_err(|closed| named(Diagnostic::read_failed(&self.src, &closed.into())))
    }
}

impl HtmlConfig {
    /// Whether search includes a chapter: its own setting, or else that of the nearest parent folder.
    pub fn searches(&self, chapter: &str) -> bool {
        let mut path = chapter;
        loop {
            match (self.searched.get(path), path.rsplit_once('/')) {
                (Some(flag), _) => return *flag,
                (None, Some((folder, _))) => path = folder,
                (None, None) => return true,
            }
        }
    }
}

/// `[output.epub]`.
#[derive(Debug, Clone)]
pub struct EpubConfig {
    /// Whether the site includes the book as an EPUB.
    pub enable: bool,
    /// The picture of the cover, relative to `root`, and the place of the setting.
    pub cover: Option<(String, Range<usize>)>,
    /// The identifier of the publication, such as an ISBN, if the author set one.
    pub identifier: Option<String>,
}

/// Loads `root/book.toml`, and checks that the folder of the chapters exists.
pub fn load(root: &Path) -> Result<Config, Vec<Diagnostic>> {
    let config = read(root)?;
    config.check_folder().map_err(|fault| vec![fault])?;
    Ok(config)
}

/// Reads `root/book.toml`. A folder without one gets the defaults, its sources in `content`, or in `src` if that has a
/// SUMMARY.md, or else in `root` itself.
pub fn read(root: &Path) -> Result<Config, Vec<Diagnostic>> {
    if !root.is_dir() {
        let help = "give the folder that contains book.toml";
        return Err(vec![Diagnostic::folder_missing(root, "the folder", help)]);
    }
    let path = root.join(FILE_NAME);
    let bytes = match confined::read(root, Path::new(FILE_NAME), LARGEST_FILE) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(vec![Diagnostic::read_failed(&path, &error)]),
    };
    let has_file = bytes.is_some();
    let text = crate::book::files::decode(FILE_NAME, bytes.unwrap_or_default())
        .map_err(|diagnostic| vec![diagnostic])?;
    let source = SourceText { file: FILE_NAME.into(), text };
    let mut config = parse(root, &source)?;
    let is_bare = !has_file && !config.src.is_dir();
    if is_bare {
        config.src = root.to_path_buf();
    }
    if is_bare || config.src.join(outline::FILE_NAME).is_file() {
        config.levels.forgive();
    }
    if let Some(theme) = config.html.theme.take_if(|theme| mdbook::is_theme(root, theme)) {
        let at = config.places.of(keys::HTML_THEME);
        let fault = Diagnostic::theme_of_mdbook(&theme).named_at(&config.source, at);
        config.warnings.push(fault);
    }
    Ok(config)
}

/// Checks and types the text of a book.toml in the folder `root`.
pub fn parse(root: &Path, source: &SourceText) -> Result<Config, Vec<Diagnostic>> {
    let table = DeTable::parse(&source.text).map_err(|error| {
        let span = error.span().unwrap_or(0..0);
        vec![Diagnostic::config_not_toml(source, span, error.message())]
    })?;
    let mut values = Values::of(source, table.get_ref());
    let config = typed(root, source, &mut values);
    if values.diagnostics.is_empty() {
        Ok(config)
    } else {
        crate::text::diag::sort(&mut values.diagnostics);
        Err(values.diagnostics)
    }
}

fn typed(root: &Path, source: &SourceText, values: &mut Values) -> Config {
    let layout = Layout::of(root);
    let own_src = values.folder_below(keys::BOOK_SRC);
    // An author who sets the folder of the chapters has chosen a layout, which is not mdBook's.
    let build_dir = if own_src.is_some() { Layout::OURS.build_dir } else { layout.build_dir };
    let src = own_src.unwrap_or_else(|| layout.src.into());
    let language = values.language();
    let raw_html = match values.text(keys::HTML_RAW_HTML).as_deref() {
        Some("escape") => RawHtml::Escape,
        Some("trust") => RawHtml::Trust,
        _ => RawHtml::Sanitize,
    };
    let smart_punctuation = values.flag(keys::HTML_SMART_PUNCTUATION).unwrap_or(false);
    let prose = |text: String| match smart_punctuation {
        true => typographic(&text),
        false => text,
    };
    Config {
        root: root.to_path_buf(),
        src: if src == "." { root.to_path_buf() } else { root.join(src) },
        build_dir: root
            .join(values.text(keys::BUILD_BUILD_DIR).unwrap_or_else(|| build_dir.into())),
        title: values.text(keys::BOOK_TITLE).map(prose),
        authors: values.list(keys::BOOK_AUTHORS),
        description: values.text(keys::BOOK_DESCRIPTION).map(prose).unwrap_or_default(),
        right_to_left: values.right_to_left(&language),
        language,
        id: values.id(),
        variables: Arc::new(values.variables()),
        audiences: Arc::new(values.audiences()),
        html: HtmlConfig {
            theme: values.folder_below(keys::HTML_THEME).map(|theme| root.join(theme)),
            site_url: values.site_url(),
            host_path: values.host_path(),
            hosts: values.hosts(),
            cname: values.cname(),
            git_repository_url: values.web_address(keys::HTML_GIT_REPOSITORY_URL),
            edit_url_template: values.edit_url_template(),
            look: look::typed(values),
            additional_css: values.files_below(keys::HTML_ADDITIONAL_CSS),
            additional_js: values.files_below(keys::HTML_ADDITIONAL_JS),
            raw_html,
            smart_punctuation,
            math: values.flag(keys::HTML_MATH).unwrap_or(false),
            search: values.flag(keys::HTML_SEARCH_ENABLE).unwrap_or(true),
            searched: values.switches(keys::HTML_SEARCH_CHAPTER),
            synonyms: values.synonyms(),
            share_images: values.place_if_set(keys::HTML_SHARE_IMAGES),
            share_fonts: values.files_below(keys::HTML_SHARE_FONTS),
            offline: values.flag(keys::HTML_OFFLINE).unwrap_or(false),
            discovery: discovery::typed(values),
            gone: values.list(keys::HTML_GONE),
            policy: values.policy(),
            hidelines: values.table(keys::HTML_CODE_HIDELINES),
            redirects: values.redirects(),
        },
        epub: EpubConfig {
            enable: values.flag(keys::EPUB_ENABLE).unwrap_or(false),
            cover: values.file_below(keys::EPUB_COVER),
            identifier: values.identifier(),
        },
        levels: values.lint_levels(),
        editor: values.editor(),
        places: values.places(),
        warnings: values.warning().into_iter().collect(),
        check: check::typed(root, values),
        publish: publish::typed(root, values),
        source: source.clone(),
    }
}
