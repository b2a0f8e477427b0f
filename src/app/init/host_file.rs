//! The file with which a host publishes a book: its place in the repository, and its text.
//!
//! Hosts read their files in the root of a repository. If the book is in a folder below it, the file names that folder.

use super::Host;
use crate::app::origin::{self, Repository};
use crate::syntax::markdown::slug;
use crate::text::escape::shell_word;
use std::path::{Path, PathBuf};

/// The longest name of a project at Cloudflare Pages, in characters.
const LONGEST_PROJECT: usize = 58;

/// A file for a host.
#[derive(Debug)]
pub(super) struct HostFile {
    /// Its path from the folder of the book, for messages.
    pub(super) name: String,
    /// Where it belongs.
    pub(super) path: PathBuf,
    /// Its text.
    pub(super) text: String,
}

impl HostFile {
    /// The file of a host for the book in a folder, which need not exist yet; `None` if the host needs none.
    pub(super) fn of(host: Host, dir: &Path, title: &str) -> Option<Self> {
        let (name, template) = host.template()?;
        let repository = origin::repository(dir).filter(|_| host.reads_root());
        let above = repository.and_then(|found| Some((below(&found)?, found.root)));
        let branch = origin::branch(dir).unwrap_or_else(|| "main".into());
        let text = |below: &str| filled(template, title, below).replace("%BRANCH%", &branch);
        Some(match above {
            Some((below, root)) if !below.is_empty() => {
                let up = "../".repeat(below.split('/').count());
                HostFile { name: format!("{up}{name}"), path: root.join(name), text: text(&below) }
            }
            _ => HostFile { name: name.into(), path: dir.join(name), text: text("") },
        })
    }

    /// Whether something else is at its place.
    pub(super) fn differs(&self) -> bool {
        self.existing().is_some_and(|text| text != self.text.as_bytes())
    }

    /// Whether it is outside the folder of the book, where a file can belong to another book.
    pub(super) fn is_shared(&self) -> bool {
        self.name.starts_with("../")
    }

    /// The content of the file at its place; `None` if there is none. A symbolic link has no content of its own.
    pub(super) fn existing(&self) -> Option<Vec<u8>> {
        let there = self.path.symlink_metadata().ok()?;
        Some(there.is_file().then(|| std::fs::read(&self.path).ok()).flatten().unwrap_or_default())
    }
}

/// The path of the book below the root. `None` for a path that no workflow can contain: GitHub would evaluate an
/// expression in it.
fn below(repository: &Repository) -> Option<String> {
    let names = repository.below.iter().map(|name| name.to_str()).collect::<Option<Vec<_>>>()?;
    let below = names.join("/");
    (!below.contains("${{") && !below.contains(char::is_control)).then_some(below)
}

/// The text of a template for the book at a path below the root of its repository. A line that is not needed is left out.
fn filled(template: &str, title: &str, below: &str) -> String {
    let mut project = slug::slug(title);
    project.truncate(LONGEST_PROJECT);
    let project = project.trim_end_matches('-');
    let (program, options) = (".tools/bin/tickbook", "--strict --locked");
    let [build, publish] = match below {
        "" => [format!("build {options}"), "publish --strict --to s3".to_string()],
        below => {
            let folder = shell_word(below);
            [
                format!("build {options} -d public {folder}"),
                format!("publish --strict --to s3 {folder}"),
            ]
        }
    };
    let site = if below.is_empty() { "public".into() } else { format!("{below}/public") };
    let mut text = String::new();
    for line in template.lines() {
        let line = match line.trim() {
            "%DEFAULTS%" | "%WORKING%" | "%BASE%" if below.is_empty() => continue,
            "%DEFAULTS%" => {
                format!("    defaults:\n      run:\n        working-directory: {}", for_yaml(below))
            }
            "%WORKING%" => format!("          workingDirectory: {}", for_yaml(below)),
            "%BASE%" => format!("base = {}", super::quoted(below)),
            _ => line.to_string(),
        };
        let line = line
            .replace("%VERSION%", env!("CARGO_PKG_VERSION"))
            .replace("%PROJECT%", project)
            .replace("%SITE%", &for_yaml(&site))
            .replace("%BUILD%", &for_yaml(&format!("{program} {build}")))
            .replace("%PUBLISH%", &for_yaml(&format!("{program} {publish}")));
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// A string in YAML.
fn for_yaml(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || " ._-/".contains(c);
    let is_word = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '.');
    match text.chars().all(is_plain) && is_word && !text.ends_with(' ') {
        true => text.to_string(),
        // A JSON string is one in YAML too.
        false => serde_json::Value::from(text).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_placeholder_is_filled_and_nothing_else_is_replaced() {
        for name in Host::names() {
            let Some((path, template)) = Host::named(name).and_then(Host::template) else {
                continue;
            };
            for below in ["", "a b/it's"] {
                let text = filled(template, "VERSION PROJECT %SITE%", below);
                let text = text.replace("%BRANCH%", "main");
                assert!(!text.contains('%'), "{name}: {text}");
                assert_eq!(
                    text.contains("it's") || text.contains("it'"),
                    !below.is_empty() && path != "publish.sh"
                );
                for secret in ["VERCEL_PROJECT_ID", "VERCEL_ORG_ID", "VERCEL_TOKEN"] {
                    assert_eq!(text.contains(secret), name == "vercel", "{name}: {text}");
                }
            }
        }
    }

    #[test]
    fn texts_are_quoted_where_they_need_it() {
        assert_eq!(for_yaml("a b"), "a b");
        for text in ["a: b", "a #b", "1", "- a", "é"] {
            assert!(for_yaml(text).starts_with('"'), "{text}");
        }
        assert!(for_yaml("true").len() > 3);
    }
}
