//! `_headers` and `_redirects`, which Netlify and Cloudflare Pages read: the same format, with different limits.

use super::Site;
use super::redirects::Moved;
use super::rules::{Header, Paths, Rule};
use crate::book::config::Host;
use crate::text::diag::Diagnostic;
use crate::text::output::Output;

pub(super) const HEADERS: &str = "_headers";

pub(super) const REDIRECTS: &str = "_redirects";

/// How many blocks of headers Cloudflare Pages reads.
const MOST_HEADERS: usize = 100;

/// How many redirects without placeholders Cloudflare Pages reads.
const MOST_REDIRECTS: usize = 2000;

/// The longest line of `_redirects` for Cloudflare Pages.
const LONGEST: usize = 1000;

/// The longest line of `_headers` for Cloudflare Pages.
const LONGEST_HEADER: usize = 2000;

/// Both files, if a host reads them; `_redirects` only if there is a redirect.
pub(super) fn files(site: &mut Site) -> Vec<Output> {
    let cloudflare = site.has(Host::CloudflarePages);
    if !cloudflare && !site.has(Host::Netlify) {
        return Vec::new();
    }
    // Netlify sends an existing file at the old address, unless the rule is forced. Cloudflare Pages has no such option
    // and needs none.
    let status = if cloudflare { "301" } else { "301!" };
    let line = |moved: &Moved| format!("{} {} {status}", moved.from, moved.to);
    let mut rules = site.rules.clone();
    let mut moved = site.moved.clone();
    if cloudflare {
        rules = without_long_headers(site, rules);
        rules = site.within(Host::CloudflarePages, "header blocks", MOST_HEADERS, rules);
        moved = site.no_longer(Host::CloudflarePages, LONGEST, |moved| line(moved).len());
    }
    moved.retain(Moved::is_plain);
    if cloudflare {
        moved = site.within(Host::CloudflarePages, "redirects", MOST_REDIRECTS, moved);
    }
    let mut files = vec![Output::new(HEADERS, rules.iter().map(block).collect::<String>())];
    if !moved.is_empty() {
        let lines: String = moved.iter().map(|moved| line(moved) + "\n").collect();
        files.push(Output::new(REDIRECTS, lines));
    }
    files
}

/// The rules without headers that are too long for Cloudflare Pages; these are reported.
fn without_long_headers(site: &mut Site, mut rules: Vec<Rule>) -> Vec<Rule> {
    let host = Host::CloudflarePages;
    for rule in &mut rules {
        let (fit, long): (Vec<Header>, Vec<Header>) = rule
            .headers
            .drain(..)
            .partition(|header| line(header).trim_end().len() <= LONGEST_HEADER);
        rule.headers = fit;
        for (name, _) in long {
            let (span, source) = (site.place(host), &site.config.source);
            let of = (name, LONGEST_HEADER);
            site.faults.push(Diagnostic::header_too_long(source, span, host.name(), of));
        }
    }
    rules
}

fn block(rule: &Rule) -> String {
    let mut block = match &rule.paths {
        Paths::Below(start) => format!("{start}*\n"),
        Paths::One(path) => format!("{path}\n"),
    };
    block.extend(rule.headers.iter().map(line));
    block
}

fn line((name, value): &Header) -> String {
    format!("  {name}: {value}\n")
}
