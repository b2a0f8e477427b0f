//! Every key of book.toml, with the type of its value. The documentation and the checks read this list.

use super::Host;

/// What a value of book.toml must be.
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
    /// A table whose keys are the author's own and whose values are strings.
    TextTable,
    /// A table whose keys are the author's own and whose values are arrays of strings.
    ListTable,
    /// A table whose keys are paths of chapters and folders, each with a table in which `enable` is a flag.
    Switches,
    /// A table of lints by name, each with a level, beside the keys below it.
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
    /// What its value must be.
    pub kind: Kind,
}

/// Every key that book.toml may hold.
pub const KEYS: &[Key] = &[
    Key { path: "book.title", kind: Kind::Text },
    Key { path: "book.authors", kind: Kind::TextList },
    Key { path: "book.description", kind: Kind::Text },
    Key { path: "book.language", kind: Kind::Text },
    Key { path: "book.text-direction", kind: Kind::Choice(&["ltr", "rtl"]) },
    Key { path: "book.src", kind: Kind::Text },
    Key { path: "book.id", kind: Kind::Text },
    Key { path: "build.build-dir", kind: Kind::Text },
    Key { path: "output.html.theme", kind: Kind::Text },
    Key { path: "output.html.site-url", kind: Kind::Text },
    Key { path: "output.html.host", kind: Kind::Choices(Host::NAMES) },
    Key { path: "output.html.cname", kind: Kind::Text },
    Key { path: "output.html.git-repository-url", kind: Kind::Text },
    Key { path: "output.html.edit-url-template", kind: Kind::Text },
    Key { path: "output.html.additional-css", kind: Kind::TextList },
    Key { path: "output.html.additional-js", kind: Kind::TextList },
    Key { path: "output.html.raw-html", kind: Kind::Choice(&["sanitize", "escape", "trust"]) },
    Key { path: "output.html.smart-punctuation", kind: Kind::Flag },
    Key { path: "output.html.math", kind: Kind::Flag },
    Key { path: "output.html.share-images", kind: Kind::Flag },
    Key { path: "output.html.share-fonts", kind: Kind::TextList },
    Key { path: "output.html.offline", kind: Kind::Flag },
    Key { path: "output.html.structured-data", kind: Kind::Flag },
    Key { path: "output.html.feed", kind: Kind::Flag },
    Key { path: "output.html.llms-txt", kind: Kind::Flag },
    Key { path: "output.html.markdown-pages", kind: Kind::Flag },
    Key { path: "output.html.redirect", kind: Kind::TextTable },
    Key { path: "output.html.gone", kind: Kind::TextList },
    Key { path: "output.html.content-security-policy", kind: Kind::ListTable },
    Key { path: "output.html.code.hidelines", kind: Kind::TextTable },
    Key { path: "output.html.search.enable", kind: Kind::Flag },
    Key { path: "output.html.search.chapter", kind: Kind::Switches },
    Key { path: "variables", kind: Kind::TextTable },
    Key { path: "output.epub.enable", kind: Kind::Flag },
    Key { path: "output.epub.cover", kind: Kind::Text },
    Key { path: "output.epub.identifier", kind: Kind::Text },
    Key { path: "check", kind: Kind::Levels },
    Key { path: "check.stale-after", kind: Kind::Number(1, 36_500) },
    Key { path: "check.external.concurrency", kind: Kind::Number(1, 64) },
    Key { path: "check.external.per-host", kind: Kind::Number(1, 16) },
    Key { path: "check.external.timeout", kind: Kind::Number(1, 300) },
    Key { path: "check.external.retries", kind: Kind::Number(0, 10) },
    Key { path: "check.external.max-age", kind: Kind::Number(0, 365) },
    Key { path: "check.external.cache", kind: Kind::Text },
    Key { path: "check.external.ignore", kind: Kind::TextList },
    Key { path: "check.external.accept", kind: Kind::NumberList },
    Key { path: "check.external.allow-private", kind: Kind::Flag },
    Key { path: "serve.editor", kind: Kind::Text },
    Key { path: "publish.target", kind: Kind::Choice(&["git", "s3", "folder"]) },
    Key { path: "publish.git.remote", kind: Kind::Text },
    Key { path: "publish.git.branch", kind: Kind::Text },
    Key { path: "publish.s3.bucket", kind: Kind::Text },
    Key { path: "publish.s3.prefix", kind: Kind::Text },
    Key { path: "publish.s3.region", kind: Kind::Text },
    Key { path: "publish.s3.endpoint", kind: Kind::Text },
    Key { path: "publish.folder.path", kind: Kind::Text },
];
