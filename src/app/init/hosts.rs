//! The hosts that can publish a new book, and the file that each needs.
//!
//! Owns the names of the hosts, the paths and texts of those files, and the remaining steps for the author. Never
//! writes a file.

use crate::app::origin;
use crate::book::config;
use std::collections::BTreeSet;
use std::path::Path;

/// A host that publishes a book.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Host {
    /// GitHub Pages, through GitHub Actions.
    GitHubPages,
    /// A branch on GitHub, through GitHub Actions.
    GitHubBranch,
    /// GitLab Pages.
    GitLabPages,
    /// A bucket, through GitLab's pipelines.
    GitLabBucket,
    /// Netlify.
    Netlify,
    /// Cloudflare Pages, through GitHub Actions.
    CloudflarePages,
    /// Vercel, through GitHub Actions.
    Vercel,
    /// S3-compatible storage.
    S3,
    /// The author's own server with nginx.
    Nginx,
    /// Any target of `publish`, from a shell.
    Shell,
    /// None yet.
    #[default]
    None,
}

impl Host {
    /// All hosts, each with its name on the command line.
    const ALL: [(&str, Host); 11] = [
        ("github-pages", Host::GitHubPages),
        ("github-branch", Host::GitHubBranch),
        ("gitlab-pages", Host::GitLabPages),
        ("gitlab-bucket", Host::GitLabBucket),
        ("netlify", Host::Netlify),
        ("cloudflare-pages", Host::CloudflarePages),
        ("vercel", Host::Vercel),
        ("s3", Host::S3),
        ("nginx", Host::Nginx),
        ("shell", Host::Shell),
        ("none", Host::None),
    ];

    /// The names of the hosts on the command line.
    pub fn names() -> [&'static str; Self::ALL.len()] {
        Self::ALL.map(|(name, _)| name)
    }

    /// The host with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(own, _)| *own == name).map(|(_, host)| *host)
    }

    /// Its name on the command line.
    pub(super) fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, host)| *host == self).map_or("", |(name, _)| name)
    }

    /// The value of `output.html.host` for it; `None` if it is not known yet.
    pub(super) fn served_by(self) -> Option<config::Host> {
        match self {
            Host::GitHubPages | Host::GitHubBranch => Some(config::Host::GitHubPages),
            Host::GitLabPages => Some(config::Host::GitLabPages),
            Host::Netlify => Some(config::Host::Netlify),
            Host::CloudflarePages => Some(config::Host::CloudflarePages),
            Host::Vercel => Some(config::Host::Vercel),
            // `publish` sends the headers with each file of a bucket.
            Host::GitLabBucket | Host::Shell | Host::None => None,
            Host::S3 => Some(config::Host::S3),
            Host::Nginx => Some(config::Host::Nginx),
        }
    }

    /// The address that it gives the site of the repository around a folder, if the repository tells.
    pub fn proposed_address(self, folder: &Path) -> Option<String> {
        let served_by = match self {
            Host::None | Host::Shell => config::Host::Any,
            host => host.served_by()?,
        };
        origin::proposed(folder, &BTreeSet::from([served_by]))
    }

    /// The file with which this host publishes a book: its path, and its text with placeholders.
    pub(super) fn template(self) -> Option<(&'static str, &'static str)> {
        const OF_GITHUB: &str = ".github/workflows/publish.yml";
        const OF_GITLAB: &str = ".gitlab-ci.yml";
        match self {
            Host::GitHubPages => Some((OF_GITHUB, include_str!("hosts/github-pages.yml"))),
            Host::GitHubBranch => Some((OF_GITHUB, include_str!("hosts/github-branch.yml"))),
            Host::GitLabPages => Some((OF_GITLAB, include_str!("hosts/gitlab-pages.yml"))),
            Host::GitLabBucket => Some((OF_GITLAB, include_str!("hosts/gitlab-bucket.yml"))),
            Host::Shell => Some(("publish.sh", include_str!("hosts/publish.sh"))),
            Host::Netlify => Some(("netlify.toml", include_str!("hosts/netlify.toml"))),
            Host::CloudflarePages => Some((OF_GITHUB, include_str!("hosts/cloudflare-pages.yml"))),
            Host::Vercel => Some((OF_GITHUB, include_str!("hosts/vercel.yml"))),
            Host::S3 | Host::Nginx | Host::None => None,
        }
    }

    /// Whether the file belongs to the root of the repository, because another program looks for it there.
    pub(super) fn reads_root(self) -> bool {
        self != Host::Shell
    }

    /// The remaining steps for the author at the host, or empty.
    pub(super) fn to_do(self) -> &'static str {
        match self {
            Host::GitHubPages => {
                "On GitHub choose Settings → Pages → Source: GitHub Actions, then push."
            }
            Host::GitHubBranch => {
                "Push, then on GitHub choose Settings → Pages → Source: Deploy from a branch → gh-pages."
            }
            Host::GitLabBucket => {
                "The top of .gitlab-ci.yml lists the setting and the variables that the bucket needs."
            }
            Host::Shell => "Set the target in [publish] of book.toml, then run `sh publish.sh`.",
            Host::GitLabPages => "A push to the default branch publishes the book.",
            Host::Netlify => {
                "Link the repository to a site at Netlify; each push publishes the book."
            }
            Host::CloudflarePages => {
                "The top of the workflow lists the project and the secrets that Cloudflare needs."
            }
            Host::Vercel => "The top of the workflow lists the secrets that Vercel needs.",
            Host::S3 => {
                "Each build writes public/.tickbook/s3.json, which lists how to upload each file."
            }
            Host::Nginx => {
                "Each build writes public/.tickbook/nginx.conf; complete it and copy it to the server."
            }
            Host::None => "",
        }
    }
}
