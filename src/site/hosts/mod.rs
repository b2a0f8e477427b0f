//! Files for hosts: headers, redirects, and precompressed files.
//!
//! Owns the hosts that `output.html.host` can name, the files that each of them reads, and the limits of each. Pure:
//! makes more outputs from the configuration, the book's old addresses and the finished outputs. Rules beyond a host's
//! limits are left out and reported; the pages at old addresses redirect with or without a rule.

mod compressed;
mod faults;
mod lines;
mod nginx;
mod redirects;
mod rules;
mod s3;
mod vercel;

use crate::book::config::keys;
use crate::book::config::{Config, Host};
use crate::book::structure::Redirect;
use crate::text::diag::Diagnostic;
use crate::text::output::Output;
pub use compressed::{ENDINGS, smaller};
use redirects::Moved;
use rules::Rule;

/// The folder of files for the server's administrator; no host serves them.
pub const OPERATORS: &str = ".tickbook/";

impl Host {
    /// The files that it reads in the root of the site, whose names no chapter can have.
    fn reads(self) -> &'static [&'static str] {
        match self {
            Host::Netlify | Host::CloudflarePages => &[lines::HEADERS, lines::REDIRECTS],
            Host::Vercel => &[vercel::FILE],
            Host::Any | Host::GitHubPages | Host::GitLabPages | Host::S3 | Host::Nginx => &[],
        }
    }

    /// Whether it sends precompressed files.
    fn sends_smaller(self) -> bool {
        matches!(self, Host::GitLabPages | Host::Nginx)
    }

    /// Whether it reads the name of a domain from a file.
    fn reads_cname(self) -> bool {
        matches!(self, Host::Any | Host::GitHubPages)
    }
}

/// The files that the hosts of a book read in the root of its site.
pub fn names(config: &Config) -> impl Iterator<Item = &'static str> {
    config.html.hosts.iter().flat_map(|host| host.reads().iter().copied())
}

/// Whether a host of the book sends precompressed files.
pub fn want_smaller(config: &Config) -> bool {
    config.html.hosts.iter().any(|host| host.sends_smaller())
}

/// The input of the files for hosts.
struct Site<'a> {
    config: &'a Config,
    /// The old addresses of the book and their targets.
    moved: Vec<Moved>,
    /// The headers of each set of files.
    rules: Vec<Rule>,
    faults: Vec<Diagnostic>,
}

impl Site<'_> {
    fn has(&self, host: Host) -> bool {
        self.config.html.hosts.contains(&host)
    }

    /// The first `most` of a host's rules; reports the others.
    fn within<T>(&mut self, host: Host, what: &str, most: usize, mut all: Vec<T>) -> Vec<T> {
        if all.len() > most {
            let span = self.place(host);
            let counts = (all.len(), most);
            let source = &self.config.source;
            self.faults.push(Diagnostic::host_takes_fewer(source, span, host.name(), what, counts));
            all.truncate(most);
        }
        all
    }

    /// The redirects within a host's length limit, in bytes as `length` counts them.
    fn no_longer(
        &mut self,
        host: Host,
        most: usize,
        length: impl Fn(&Moved) -> usize,
    ) -> Vec<Moved> {
        let (fit, long): (Vec<&Moved>, Vec<&Moved>) =
            self.moved.iter().partition(|moved| length(moved) <= most);
        let fit = fit.into_iter().cloned().collect();
        if let Some(first) = long.first() {
            let of = (first.from.as_str(), long.len());
            let span = self.place(host);
            let source = &self.config.source;
            self.faults.push(Diagnostic::redirect_too_long(source, span, host.name(), of, most));
        }
        fit
    }

    /// The place in book.toml that names a host.
    fn place(&self, host: Host) -> std::ops::Range<usize> {
        self.config.places.within(&self.config.source, keys::HTML_HOST, host.name())
    }
}

/// The files for the hosts of a book, and diagnostics. `outputs` are the other files of the site, and `painted` the
/// paths of the social cards, which are made later.
pub fn files<'a>(
    config: &Config,
    redirects: &[Redirect],
    outputs: &[Output],
    painted: impl Iterator<Item = &'a str>,
) -> (Vec<Output>, Vec<Diagnostic>) {
    let painted: Vec<&str> = painted.collect();
    let paths: Vec<&str> =
        outputs.iter().map(|output| output.path.as_str()).chain(painted.iter().copied()).collect();
    let moved = redirects::of(config, redirects);
    let mut site = Site { config, moved, rules: rules::of(config, &paths), faults: Vec::new() };
    let mut files = Vec::new();
    if site.has(Host::Any) || site.has(Host::GitHubPages) {
        files.push(Output::new(".nojekyll", ""));
    }
    files.extend(cname(&mut site));
    files.extend(lines::files(&mut site));
    if site.has(Host::Vercel) {
        files.push(Output::new(vercel::FILE, vercel::text(&mut site)));
    }
    if site.has(Host::Nginx) {
        files.push(Output::new(format!("{OPERATORS}nginx.conf"), nginx::text(&site)));
    }
    if site.has(Host::S3) {
        let text = s3::text(&mut site, outputs, &painted);
        files.push(Output::new(format!("{OPERATORS}s3.json"), text));
    }
    (files, site.faults)
}

/// The file with the name of the domain, if a host reads it.
fn cname(site: &mut Site) -> Option<Output> {
    let name = site.config.html.cname.as_ref()?;
    if site.config.html.hosts.iter().any(|host| host.reads_cname()) {
        return Some(Output::new("CNAME", format!("{name}\n")));
    }
    let span = site.config.places.of(keys::HTML_CNAME);
    site.faults.push(Diagnostic::cname_unread(&site.config.source, span));
    None
}
