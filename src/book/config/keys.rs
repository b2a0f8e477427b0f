//! Every key of book.toml, with the type of its value. The documentation and the checks read this list.

use super::Host;
use super::look::Link;
use crate::text::diag::lints::Levels;
use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};
use std::marker::PhantomData;

/// The type of a value in book.toml.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A string.
    Text,
    /// `true` or `false`.
    Flag,
    /// An array of strings.
    TextList,
    /// A whole number within these bounds.
    Number(u64, u64),
    /// An array of whole numbers that are not negative.
    NumberList,
    /// An array of links: tables with `title` and `url`.
    Links,
    /// A table with the author's own keys, whose values are strings.
    TextTable,
    /// A table with the author's own keys, whose values are arrays of strings.
    ListTable,
    /// A table whose keys are paths of chapters and folders, each with a table in which `enable` is a flag.
    Switches,
    /// A table of lints by name, each with a level, besides the keys below it.
    Levels,
    /// One of these strings.
    Choice(&'static [&'static str]),
    /// One of these strings, or an array of them.
    Choices(&'static [&'static str]),
}

/// A key of book.toml.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// The dotted path, such as `book.title`.
    pub path: &'static str,
    /// The type of its value.
    pub kind: Kind,
}

/// The name of a key whose value has the type `T`. There is one for each key, so that no value is read under an unknown
/// name or with a wrong type.
pub struct Name<T>(&'static str, PhantomData<fn() -> T>);

impl<T> Name<T> {
    /// The dotted path, such as `book.title`.
    pub const fn path(self) -> &'static str {
        self.0
    }
}

impl<T> Clone for Name<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Name<T> {}

impl<T> Display for Name<T> {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// Strings by the author's own keys.
pub type Texts = BTreeMap<String, String>;

/// Arrays of strings by the author's own keys.
pub type Lists = BTreeMap<String, Vec<String>>;

/// Flags by path.
pub type Switches = BTreeMap<String, bool>;

macro_rules! keys {
    ($($name:ident: $type:ty = $path:literal, $kind:expr;)*) => {
        $(#[doc = concat!("`", $path, "`")] pub const $name: Name<$type> = Name($path, PhantomData);)*

        /// Every key of book.toml.
        pub const KEYS: &[Key] = &[$(Key { path: $path, kind: $kind },)*];
    };
}

keys! {
    BOOK_TITLE: String = "book.title", Kind::Text;
    BOOK_AUTHORS: Vec<String> = "book.authors", Kind::TextList;
    BOOK_DESCRIPTION: String = "book.description", Kind::Text;
    BOOK_LANGUAGE: String = "book.language", Kind::Text;
    BOOK_TEXT_DIRECTION: String = "book.text-direction", Kind::Choice(&["ltr", "rtl"]);
    BOOK_SRC: String = "book.src", Kind::Text;
    BOOK_ID: String = "book.id", Kind::Text;
    BUILD_BUILD_DIR: String = "build.build-dir", Kind::Text;
    HTML_THEME: String = "output.html.theme", Kind::Text;
    HTML_SITE_URL: String = "output.html.site-url", Kind::Text;
    HTML_HOST: Vec<String> = "output.html.host", Kind::Choices(Host::NAMES);
    HTML_CNAME: String = "output.html.cname", Kind::Text;
    HTML_GIT_REPOSITORY_URL: String = "output.html.git-repository-url", Kind::Text;
    HTML_EDIT_URL_TEMPLATE: String = "output.html.edit-url-template", Kind::Text;
    HTML_FEEDBACK_URL_TEMPLATE: String = "output.html.feedback-url-template", Kind::Text;
    HTML_UPDATED_FROM_GIT: bool = "output.html.updated-from-git", Kind::Flag;
    HTML_ADDITIONAL_CSS: Vec<String> = "output.html.additional-css", Kind::TextList;
    HTML_ADDITIONAL_JS: Vec<String> = "output.html.additional-js", Kind::TextList;
    HTML_RAW_HTML: String = "output.html.raw-html", Kind::Choice(&["sanitize", "escape", "trust"]);
    HTML_SMART_PUNCTUATION: bool = "output.html.smart-punctuation", Kind::Flag;
    HTML_MATH: bool = "output.html.math", Kind::Flag;
    HTML_SHARE_IMAGES: bool = "output.html.share-images", Kind::Flag;
    HTML_SHARE_FONTS: Vec<String> = "output.html.share-fonts", Kind::TextList;
    HTML_OFFLINE: bool = "output.html.offline", Kind::Flag;
    HTML_STRUCTURED_DATA: bool = "output.html.structured-data", Kind::Flag;
    HTML_FEED: bool = "output.html.feed", Kind::Flag;
    HTML_LLMS_TXT: bool = "output.html.llms-txt", Kind::Flag;
    HTML_MARKDOWN_PAGES: bool = "output.html.markdown-pages", Kind::Flag;
    HTML_REDIRECT: Texts = "output.html.redirect", Kind::TextTable;
    HTML_GONE: Vec<String> = "output.html.gone", Kind::TextList;
    HTML_CONTENT_SECURITY_POLICY: Lists = "output.html.content-security-policy", Kind::ListTable;
    HTML_CODE_HIDELINES: Texts = "output.html.code.hidelines", Kind::TextTable;
    HTML_SEARCH_ENABLE: bool = "output.html.search.enable", Kind::Flag;
    HTML_SEARCH_CHAPTER: Switches = "output.html.search.chapter", Kind::Switches;
    HTML_SEARCH_SYNONYMS: Lists = "output.html.search.synonyms", Kind::ListTable;
    LOOK_LOGO: String = "output.html.look.logo", Kind::Text;
    LOOK_LOGO_DARK: String = "output.html.look.logo-dark", Kind::Text;
    LOOK_LOGO_REPLACES_TITLE: bool = "output.html.look.logo-replaces-title", Kind::Flag;
    LOOK_FAVICON: String = "output.html.look.favicon", Kind::Text;
    LOOK_ACCENT: String = "output.html.look.accent", Kind::Text;
    LOOK_ACCENT_DARK: String = "output.html.look.accent-dark", Kind::Text;
    LOOK_FONT: String = "output.html.look.font", Kind::Text;
    LOOK_HEADING_FONT: String = "output.html.look.heading-font", Kind::Text;
    LOOK_HEADER_LINKS: Vec<Link> = "output.html.look.header-links", Kind::Links;
    LOOK_MENU_LINKS: Vec<Link> = "output.html.look.menu-links", Kind::Links;
    LOOK_FOOTER: String = "output.html.look.footer", Kind::Text;
    LOOK_FOOTER_LINKS: Vec<Link> = "output.html.look.footer-links", Kind::Links;
    BANNER_TEXT: String = "output.html.look.banner.text", Kind::Text;
    BANNER_URL: String = "output.html.look.banner.url", Kind::Text;
    BANNER_LINK_TEXT: String = "output.html.look.banner.link-text", Kind::Text;
    BANNER_UNTIL: String = "output.html.look.banner.until", Kind::Text;
    VARIABLES: Texts = "variables", Kind::TextTable;
    AUDIENCES: Texts = "audiences", Kind::TextTable;
    EPUB_ENABLE: bool = "output.epub.enable", Kind::Flag;
    EPUB_COVER: String = "output.epub.cover", Kind::Text;
    EPUB_IDENTIFIER: String = "output.epub.identifier", Kind::Text;
    CHECK: Levels = "check", Kind::Levels;
    CHECK_STALE_AFTER: u64 = "check.stale-after", Kind::Number(1, 36_500);
    EXTERNAL_CONCURRENCY: u64 = "check.external.concurrency", Kind::Number(1, 64);
    EXTERNAL_PER_HOST: u64 = "check.external.per-host", Kind::Number(1, 16);
    EXTERNAL_TIMEOUT: u64 = "check.external.timeout", Kind::Number(1, 300);
    EXTERNAL_RETRIES: u64 = "check.external.retries", Kind::Number(0, 10);
    EXTERNAL_MAX_AGE: u64 = "check.external.max-age", Kind::Number(0, 365);
    EXTERNAL_CACHE: String = "check.external.cache", Kind::Text;
    EXTERNAL_IGNORE: Vec<String> = "check.external.ignore", Kind::TextList;
    EXTERNAL_ACCEPT: Vec<u64> = "check.external.accept", Kind::NumberList;
    EXTERNAL_ALLOW_PRIVATE: bool = "check.external.allow-private", Kind::Flag;
    SERVE_EDITOR: String = "serve.editor", Kind::Text;
    PUBLISH_TARGET: String = "publish.target", Kind::Choice(&["git", "s3", "folder"]);
    PUBLISH_GIT_REMOTE: String = "publish.git.remote", Kind::Text;
    PUBLISH_GIT_BRANCH: String = "publish.git.branch", Kind::Text;
    PUBLISH_S3_BUCKET: String = "publish.s3.bucket", Kind::Text;
    PUBLISH_S3_PREFIX: String = "publish.s3.prefix", Kind::Text;
    PUBLISH_S3_REGION: String = "publish.s3.region", Kind::Text;
    PUBLISH_S3_ENDPOINT: String = "publish.s3.endpoint", Kind::Text;
    PUBLISH_FOLDER_PATH: String = "publish.folder.path", Kind::Text;
}
