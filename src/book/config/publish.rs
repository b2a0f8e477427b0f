//! `[publish]` of book.toml: where `tickbook publish` puts the site. No key contains a secret: secrets come only from
//! the environment.

use super::keys::{self, Name};
use super::values::Values;
use std::path::{Path, PathBuf};
use url::Url;

/// The target of publishing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A branch of a git repository.
    Git,
    /// An S3-compatible bucket.
    S3,
    /// A folder on this machine.
    Folder,
}

impl Target {
    /// The names of the targets.
    pub const NAMES: [&str; 3] = ["git", "s3", "folder"];

    /// The target with this name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "git" => Some(Target::Git),
            "s3" => Some(Target::S3),
            "folder" => Some(Target::Folder),
            _ => None,
        }
    }
}

/// `[publish]`.
#[derive(Debug, Clone)]
pub struct PublishConfig {
    /// The target if the command line names none.
    pub target: Option<Target>,
    /// `[publish.git]`.
    pub git: GitConfig,
    /// `[publish.s3]`.
    pub s3: S3Config,
    /// The folder of `[publish.folder]`.
    pub folder: Option<PathBuf>,
}

/// `[publish.git]`.
#[derive(Debug, Clone)]
pub struct GitConfig {
    /// The name of the remote.
    pub remote: String,
    /// The name of the branch there.
    pub branch: String,
}

/// `[publish.s3]`.
#[derive(Debug, Clone)]
pub struct S3Config {
    /// The name of the bucket.
    pub bucket: Option<String>,
    /// The prefix of all object keys, without a slash at either end; or empty.
    pub prefix: String,
    /// The region of the bucket.
    pub region: Option<String>,
    /// The address of a service other than Amazon's.
    pub endpoint: Option<String>,
}

/// Reads the settings; missing ones get their defaults.
pub(super) fn typed(root: &Path, values: &mut Values) -> PublishConfig {
    let target = values.text(keys::PUBLISH_TARGET);
    PublishConfig {
        target: target.and_then(|name| Target::named(&name)),
        git: GitConfig {
            remote: name(
                values,
                keys::PUBLISH_GIT_REMOTE,
                is_plain,
                "write a remote name such as `origin`",
            )
            .unwrap_or_else(|| "origin".into()),
            branch: name(
                values,
                keys::PUBLISH_GIT_BRANCH,
                is_branch,
                "write a branch name such as `gh-pages`",
            )
            .unwrap_or_else(|| "gh-pages".into()),
        },
        s3: S3Config {
            bucket: name(values, keys::PUBLISH_S3_BUCKET, is_plain, "write the bucket name only"),
            prefix: name(
                values,
                keys::PUBLISH_S3_PREFIX,
                is_prefix,
                "write a prefix such as `handbook`",
            )
            .map(|prefix| prefix.trim_matches('/').to_string())
            .unwrap_or_default(),
            region: name(
                values,
                keys::PUBLISH_S3_REGION,
                is_plain,
                "write a region such as `eu-west-1`",
            ),
            endpoint: endpoint(values),
        },
        folder: folder(root, values),
    }
}

/// A text with a format of its own.
fn name(
    values: &mut Values,
    key: Name<String>,
    fits: fn(&str) -> bool,
    help: &str,
) -> Option<String> {
    let text = values.text(key)?;
    if !fits(&text) {
        values.bad(key, format!("`{text}` is not a valid `{key}`"), help);
    }
    Some(text)
}

/// A bare name. The name of a remote is never an address: the user sets those in git itself.
fn is_plain(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(['-', '.'])
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
}

/// Whether git accepts the name as a branch; slightly stricter.
fn is_branch(text: &str) -> bool {
    let is_part = |part: &str| {
        let in_order = !part.is_empty() && !part.starts_with('.') && !part.ends_with(".lock");
        let fits = |c: char| c.is_alphanumeric() || "-_.+#@".contains(c);
        in_order && !part.ends_with('.') && !part.contains("..") && part.chars().all(fits)
    };
    !text.starts_with('-') && !["@", "HEAD"].contains(&text) && text.split('/').all(is_part)
}

fn is_prefix(text: &str) -> bool {
    let is_part = |part: &str| {
        !["", ".", ".."].contains(&part) && part.chars().all(|c| !c.is_control() && c != '\\')
    };
    text.trim_matches('/').split('/').all(is_part)
}

/// An address of a web service without user name and password, which must not be in book.toml.
fn endpoint(values: &mut Values) -> Option<String> {
    let key = keys::PUBLISH_S3_ENDPOINT;
    let address = values.web_address(key)?;
    let parsed = Url::parse(&address).ok();
    let is_bare = parsed
        .as_ref()
        .is_some_and(|url| url.has_host() && url.username().is_empty() && url.password().is_none());
    if !is_bare {
        let help = "write only the scheme and the host; put secrets into environment variables";
        values.bad(key, format!("`{key}` must be an address with only a scheme and a host"), help);
    }
    Some(address)
}

fn folder(root: &Path, values: &mut Values) -> Option<PathBuf> {
    let key = keys::PUBLISH_FOLDER_PATH;
    let folder = values.folder_anywhere(key)?;
    if folder.is_empty() {
        let help = "write the folder's path, relative to the folder of book.toml";
        values.bad(key, format!("`{key}` is empty"), help);
    }
    Some(root.join(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_git_would_read_as_something_else_do_not_fit() {
        for name in ["gh-pages", "pages", "sites/handbook", "v1.0", "b#1", "öffentlich"] {
            assert!(is_branch(name), "{name}");
        }
        for name in [
            "", "-f", "--mirror", "@", "HEAD", "a..b", "a b", "a:b", "+a:b^", "a~1", "a/", "/a",
            "a//b", ".a", "a.", "a.lock", "a@{1}", "a\n", "*", "a\\b",
        ] {
            assert!(!is_branch(name), "{name}");
        }
        assert!(is_plain("origin") && is_plain("my.remote"));
        for name in ["", "-o", "--upload-pack=x", "ext::sh", "https://a/b", ".", "../a", "a b"] {
            assert!(!is_plain(name), "{name}");
        }
    }

    #[test]
    fn a_prefix_stays_below_the_bucket() {
        for prefix in ["a", "/a/b/", "Ä b"] {
            assert!(is_prefix(prefix), "{prefix}");
        }
        for prefix in ["", "/", "a//b", "..", "a/../b", "./a", "a\nb"] {
            assert!(!is_prefix(prefix), "{prefix}");
        }
    }
}
