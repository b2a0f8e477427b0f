//! Finds the configuration of other tools, which a book that was moved here still has and nothing reads.
//!
//! Looks only at names, except where a name says too little. Never changes what is read.

use super::Files;
use crate::book::config::Config;
use crate::book::files::LARGEST_TEXT;
use crate::book::files::confined::Folder;
use crate::text::diag::Diagnostic;
use std::collections::BTreeSet;
use std::path::Path;

/// The names of configuration that are those of one tool only.
const NAMES: [&str; 30] = [
    ".eleventy.js",
    ".gitbook.yaml",
    ".vitepress",
    ".vuepress",
    "_config.yml",
    "_quarto.yml",
    "_toc.yml",
    "antora.yml",
    "astro.config.js",
    "astro.config.mjs",
    "astro.config.ts",
    "docusaurus.config.js",
    "docusaurus.config.mjs",
    "docusaurus.config.ts",
    "eleventy.config.cjs",
    "eleventy.config.js",
    "eleventy.config.mjs",
    "gatsby-config.js",
    "gatsby-config.ts",
    "hugo.json",
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "mint.json",
    "mkdocs.yaml",
    "mkdocs.yml",
    "properdocs.yml",
    "sidebars.js",
    "sidebars.ts",
    "zensical.toml",
];

/// The note about the configuration of other tools in the book's folder and in the content folder.
pub(super) fn note(config: &Config, files: &Files) -> Option<Diagnostic> {
    let mut found = BTreeSet::new();
    if let Ok(root) = Folder::named(&config.root) {
        let entries = root.entries().unwrap_or_default();
        let names = entries.into_iter().filter_map(|(name, _)| name.into_string().ok());
        let read = |name: &str| root.read(Path::new(name), LARGEST_TEXT).ok();
        found.extend(configurations(&names.collect(), &read));
    }
    if let Ok(below) = config.src.strip_prefix(&config.root) {
        let names = files.assets.keys().chain(files.skipped.keys());
        let names = names.filter(|path| !path.contains('/')).cloned();
        let read = |name: &str| files.assets.get(name).map(|asset| asset.bytes.to_vec());
        let here = configurations(&names.collect(), &read);
        let shown = |name: String| super::walk::slashed(&below.join(name));
        found.extend(here.into_iter().filter_map(shown));
    }
    let found: Vec<String> = found.into_iter().collect();
    (!found.is_empty()).then(|| Diagnostic::foreign_config(&found))
}

/// Names that several programs have, each with words of which the file of such a tool has one.
const BY_CONTENT: [(&str, &[&str]); 4] = [
    ("book.json", &["\"gitbook\"", "\"honkit\"", "\"plugins\"", "\"structure\"", "\"root\""]),
    ("config.toml", &["base_url", "baseURL", "baseurl", "languageCode", "defaultContentLanguage"]),
    ("docs.json", &["mintlify", "\"navigation\""]),
    (OF_SPHINX, &["sphinx", "html_theme", "extensions"]),
];

/// Where the configuration of Sphinx usually is.
const OF_SPHINX: &str = "docs/conf.py";

/// Which names in a folder are configuration of another tool. `read` gives the content of a file.
fn configurations(names: &BTreeSet<String>, read: &dyn Fn(&str) -> Option<Vec<u8>>) -> Vec<String> {
    let is_one = |name: &&str| match BY_CONTENT.iter().find(|(known, _)| known == name) {
        Some((_, words)) => read(name).is_some_and(|text| has_one(&text, words)),
        None => match *name {
            "conf.py" => names.contains("index.rst"),
            name => NAMES.contains(&name),
        },
    };
    let below = names.contains("docs").then_some(OF_SPHINX);
    let names = names.iter().map(String::as_str).chain(below);
    names.filter(is_one).map(str::to_string).collect()
}

/// Whether a line that is no comment has one of these words.
fn has_one(text: &[u8], words: &[&str]) -> bool {
    let text = String::from_utf8_lossy(text);
    let mut lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
    lines.any(|line| words.iter().any(|word| line.contains(word)))
}
