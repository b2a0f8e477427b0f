//! The repository that contains a book, and the address that a host gives the site of that repository.
//!
//! Owns which remotes are known and how their addresses are read. Reads the configuration of the repository and never
//! runs git. Whoever made the repository chose its content, so only plain names of owners and projects become an address.

mod faults;

use crate::app::emit;
use crate::book::config::{self, Config, Host, HtmlConfig, keys};
use crate::book::files::confined;
use crate::text::diag::Diagnostic;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What a site lacks if only its path is set: what every site has, and what the settings ask for.
fn lacks_addresses(html: Option<&HtmlConfig>) -> String {
    let asked = |is_asked: fn(&HtmlConfig) -> bool| html.is_some_and(is_asked);
    let all = [
        (true, "sitemap"),
        (true, "canonical addresses"),
        (true, "link previews"),
        (asked(|html| html.discovery.feed.is_some()), "feed"),
        (asked(|html| html.discovery.structured_data.is_some()), "structured data"),
        (asked(|html| html.share_images.is_some()), "pictures for shared links"),
    ];
    let lacks: Vec<String> = all
        .iter()
        .filter(|(is_asked, _)| *is_asked)
        .map(|(_, what)| format!("no {what}"))
        .collect();
    match lacks.split_last() {
        Some((last, others)) => format!("it has {} and {last}", others.join(", ")),
        None => String::new(),
    }
}

/// What a site lacks if its address is not set. A new book has no settings yet.
pub fn lacks(html: Option<&HtmlConfig>) -> String {
    format!(
        "{}, and the links of `404.html` assume that it is at the root of its host",
        lacks_addresses(html)
    )
}

/// The largest file of a repository that is read, in bytes.
const LARGEST: u64 = 64 * 1024;

/// The longest name of an owner or a project in an address, in characters.
const LONGEST_NAME: usize = 100;

/// A repository that contains a folder.
#[derive(Debug)]
pub struct Repository {
    /// Its root, with links resolved.
    pub root: PathBuf,
    /// The path of the folder below the root; empty if it is the root.
    pub below: PathBuf,
}

/// The repository that contains a folder, which need not exist yet.
pub fn repository(folder: &Path) -> Option<Repository> {
    let real = emit::real_path(folder).ok()?;
    let is_root = |folder: &&Path| folder.join(GIT).symlink_metadata().is_ok();
    let root = real.ancestors().find(is_root)?;
    let below = real.strip_prefix(root).ok()?.to_path_buf();
    Some(Repository { root: root.to_path_buf(), below })
}

/// The address that one of these hosts gives the site of the repository around a folder, if its remote `origin` tells.
pub fn proposed(folder: &Path, hosts: &BTreeSet<Host>) -> Option<String> {
    let configuration = configuration(&repository(folder)?.root)?;
    let (host, address) = site(origin(&configuration)?)?;
    (hosts.contains(&Host::Any) || hosts.contains(&host)).then_some(address)
}

/// The host of the repository around a folder, if its remote `origin` is on one whose pages are known.
pub fn host(folder: &Path) -> Option<Host> {
    let configuration = configuration(&repository(folder)?.root)?;
    site(origin(&configuration)?).map(|(host, _)| host)
}

/// The branch that a push publishes: the default branch of the remote `origin`, or else the current one. `None` if neither
/// is known or its name is more than letters, digits and a few signs.
pub fn branch(folder: &Path) -> Option<String> {
    let root = repository(folder)?.root;
    let own = root.join(GIT);
    let (common, current) = match own.is_dir() {
        true => (own.clone(), own),
        false => (linked(&root)?, git_folder(&root)?),
    };
    let named = |text: String, prefix: &str| {
        let name = text.trim().strip_prefix("ref:")?.trim().strip_prefix(prefix)?.to_string();
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
        (name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(is_plain))
            .then_some(name)
    };
    let of_remote = text(&common, "refs/remotes/origin/HEAD")
        .and_then(|text| named(text, "refs/remotes/origin/"));
    of_remote.or_else(|| named(text(&current, "HEAD")?, "refs/heads/"))
}

/// A note that the address of the site is not set, with the line to write. A folder without a book.toml has no settings
/// to be told about.
pub fn note(config: &Config) -> Option<Diagnostic> {
    if config.html.site_url.is_some() || config.source.text.is_empty() {
        return None;
    }
    let place = config.places.of(keys::HTML_SITE_URL);
    if !place.is_empty() {
        let whole = format!("https://example.org{}", config.html.host_path);
        let (line, lacks) = (line(Some(&whole)), lacks_addresses(Some(&config.html)));
        return Some(Diagnostic::address_is_path(&config.source, place, &lacks, &line));
    }
    let proposed = proposed(&config.root, &config.html.hosts);
    Some(Diagnostic::address_unset(&lacks(Some(&config.html)), &line(proposed.as_deref())))
}

/// The line of book.toml that sets an address, or shows how to set one.
pub fn line(address: Option<&str>) -> String {
    let address = address.unwrap_or("https://example.org/book/");
    format!("site-url = {}", toml::Value::String(address.to_string()))
}

const GIT: &str = ".git";

/// The configuration of the repository with this root.
fn configuration(root: &Path) -> Option<String> {
    let own = root.join(GIT);
    let folder = if own.is_dir() { own } else { linked(root)? };
    text(&folder, "config")
}

/// The folder of a linked working tree or of a submodule in its repository.
fn git_folder(root: &Path) -> Option<PathBuf> {
    let file = text(root, GIT)?;
    Some(root.join(file.strip_prefix("gitdir:")?.trim()))
}

/// The folder with the configuration of a linked working tree or of a submodule, whose `.git` is a file.
fn linked(root: &Path) -> Option<PathBuf> {
    let folder = git_folder(root)?;
    match text(&folder, "commondir") {
        Some(common) => Some(folder.join(common.trim())),
        None => Some(folder),
    }
}

fn text(folder: &Path, name: &str) -> Option<String> {
    String::from_utf8(confined::read_own(folder, Path::new(name), LARGEST).ok()?).ok()
}

/// The address of the remote `origin` in the configuration of a repository.
fn origin(configuration: &str) -> Option<&str> {
    let mut is_origin = false;
    for line in configuration.lines().map(str::trim) {
        if let Some(head) = line.strip_prefix('[') {
            let (section, name) = head.split_once(' ').unwrap_or_default();
            is_origin = section.eq_ignore_ascii_case("remote") && name.trim() == "\"origin\"]";
        } else if let Some((key, value)) = line.split_once('=').filter(|_| is_origin)
            && key.trim().eq_ignore_ascii_case("url")
        {
            return Some(value.trim().trim_matches('"'));
        }
    }
    None
}

/// The host of the pages of a remote, and the address that the site of its repository has there.
fn site(remote: &str) -> Option<(Host, String)> {
    let (server, path) = server_and_path(remote)?;
    let path = path.trim_matches('/');
    let names: Vec<&str> = path.strip_suffix(".git").unwrap_or(path).split('/').collect();
    let (owner, projects) = names.split_first()?;
    if projects.is_empty() || !is_label(owner) || !projects.iter().all(|name| is_name(name)) {
        return None;
    }
    let (host, pages) = match server.to_ascii_lowercase().as_str() {
        "github.com" | "www.github.com" | "ssh.github.com" if projects.len() == 1 => {
            (Host::GitHubPages, "github.io")
        }
        "gitlab.com" | "www.gitlab.com" | "altssh.gitlab.com" => (Host::GitLabPages, "gitlab.io"),
        _ => return None,
    };
    let domain = format!("{}.{pages}", owner.to_ascii_lowercase());
    // The project with the name of the domain is the site of the owner.
    let address = match projects {
        [only] if only.eq_ignore_ascii_case(&domain) => format!("https://{domain}"),
        _ => format!("https://{domain}/{}", projects.join("/")),
    };
    Some((host, config::canonical(&address)? + "/"))
}

/// The server and the path of a remote, in either of git's forms: `https://server/path` and `user@server:path`.
fn server_and_path(remote: &str) -> Option<(&str, &str)> {
    let (authority, path) = match remote.split_once("://") {
        Some(("https" | "http" | "ssh" | "git", rest)) => rest.split_once('/')?,
        Some(_) => return None,
        None => remote.split_once(':')?,
    };
    let server = authority.rsplit_once('@').map_or(authority, |(_, server)| server);
    Some((server.split(':').next().unwrap_or_default(), path))
}

/// Whether a name can be a label of a domain.
fn is_label(name: &str) -> bool {
    let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_plain && (1..=63).contains(&name.len()) && !name.starts_with('-') && !name.ends_with('-')
}

/// Whether a name can be that of a project or a group.
fn is_name(name: &str) -> bool {
    let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
    is_plain && (1..=LONGEST_NAME).contains(&name.len()) && !name.starts_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remotes_have_the_addresses_of_their_pages() {
        for (remote, address) in [
            ("https://github.com/Acme/Handbook.git", "https://acme.github.io/Handbook/"),
            ("https://github.com/acme/handbook/", "https://acme.github.io/handbook/"),
            ("https://token@github.com/acme/hand.book", "https://acme.github.io/hand.book/"),
            ("git@github.com:acme/handbook.git", "https://acme.github.io/handbook/"),
            ("github.com:acme/handbook", "https://acme.github.io/handbook/"),
            ("ssh://git@github.com/acme/handbook.git", "https://acme.github.io/handbook/"),
            ("ssh://git@ssh.github.com:443/acme/handbook.git", "https://acme.github.io/handbook/"),
            ("git@github.com:Acme/acme.github.io.git", "https://acme.github.io/"),
            ("https://gitlab.com/acme/handbook.git", "https://acme.gitlab.io/handbook/"),
            (
                "git@gitlab.com:acme/people/new/handbook.git",
                "https://acme.gitlab.io/people/new/handbook/",
            ),
            ("git@gitlab.com:acme/acme.gitlab.io.git", "https://acme.gitlab.io/"),
            (
                "https://gitlab.com/acme/people/acme.gitlab.io",
                "https://acme.gitlab.io/people/acme.gitlab.io/",
            ),
        ] {
            assert_eq!(site(remote).map(|(_, found)| found).as_deref(), Some(address), "{remote}");
        }
    }

    #[test]
    fn other_remotes_have_none() {
        for remote in [
            "",
            "/srv/git/handbook.git",
            "../handbook",
            "file://github.com/acme/handbook",
            "https://github.com/acme",
            "https://github.com/acme/handbook/extra",
            "https://github.com.evil.example/acme/handbook",
            "https://example.org/acme/handbook",
            "https://github.com/acme/../handbook",
            "https://github.com/acme/a\"b",
            "https://github.com/a.b/handbook",
            "https://github.com/-acme/handbook",
            "https://github.com/acme/hand\u{202e}book",
            "https://github.com//handbook",
            "https://gitlab.com/my_group/handbook",
        ] {
            assert_eq!(site(remote), None, "{remote}");
        }
        assert_eq!(site(&format!("git@github.com:acme/{}", "x".repeat(101))), None);
    }

    #[test]
    fn the_remote_is_found_in_the_configuration() {
        let text = "[core]\n\turl = a\n[remote \"other\"]\n\turl = b\n[Remote \"origin\"]\n\
                    \tfetch = +refs/heads/*\n\tURL = \"c\"\n\turl = d\n[branch \"main\"]\n\turl = e\n";
        assert_eq!(origin(text), Some("c"));
        assert_eq!(origin("[remote \"Origin\"]\nurl = a\n[remote]\nurl = b\n"), None);
        assert_eq!(origin("[remote \"origin\"\nurl = a\n"), None);
    }
}
