//! Assigns the addresses of the site to sources. Addresses that differ only in case count as the same, because some
//! hosts and file systems ignore case.

use super::{GENERATED_PAGES, Node};
use crate::book::config::Config;
use crate::syntax::front_matter;
use crate::text::diag::{Diagnostic, SourceText};
use crate::text::url;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

/// Generated files besides pages.
const GENERATED_FILES: [&str; 5] =
    ["sitemap.xml", "robots.txt", "cname", "sw.js", "manifest.webmanifest"];

/// An address that a later stage writes to.
#[derive(Debug, Clone)]
pub struct Reserved {
    /// The site path.
    pub path: String,
    /// The content, in words that authors know.
    pub by: &'static str,
}

/// A file besides pages that the site of a book can have.
#[derive(Debug, Clone)]
pub struct Linkable {
    /// The site path.
    pub path: String,
    /// What it needs and what is missing, in words of messages, each with its file; empty if the site has it.
    pub missing: Vec<&'static str>,
}

impl Linkable {
    /// The file that tickbook would make at this path, as the chapter at `from` links to it, if it were turned on. A book
    /// has one EPUB, so a link to any EPUB means that one.
    pub(super) fn unmade<'a>(all: &'a [Linkable], from: &str, wanted: &str) -> Option<&'a Self> {
        let path = url::resolve(url::split(from).0, wanted)?;
        let is_epub = path.ends_with(".epub");
        let is_meant = |one: &&Linkable| one.path == path || is_epub && one.path.ends_with(".epub");
        all.iter().filter(|one| !one.missing.is_empty()).find(is_meant)
    }
}

/// The rules of the outputs for a book, before any output is made.
#[derive(Clone, Copy)]
pub struct OutputRules {
    /// The reserved addresses for a book with this configuration, this title and so many pages.
    pub reserved: fn(&Config, &str, usize) -> Vec<Reserved>,
    /// The id of a chapter on generated pages, by the path of its page.
    pub chapter_id: fn(&str) -> Option<String>,
    /// The files besides pages to which chapters may link, for a book with this configuration and this title, and with
    /// dates of chapters or without.
    pub linkable: fn(&Config, &str, bool) -> Vec<Linkable>,
    /// The tags that the sanitizer allows in raw HTML, each with its attributes.
    pub allowed_tags: fn() -> HashMap<&'static str, HashSet<&'static str>>,
}

/// The claim to an address: its owner in words that authors know, the place that sets the address, if any, and the help
/// if it is taken.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    pub(super) what: String,
    pub(super) at: Option<(SourceText, Range<usize>)>,
    pub(super) way_out: &'static str,
}

const IN_CASE: &str = "; some hosts ignore case in addresses";

const RENAME: &str = "rename one, or give it a `slug`";

/// The taken addresses, in lower case, each as it was written and with its owner.
#[derive(Default)]
pub(super) struct Claims(HashMap<String, (String, Claim)>);

impl Claims {
    /// Assigns an address to each page and file.
    pub(super) fn of_pages(
        config: &Config,
        reserved: &[Reserved],
        nodes: &[Node],
        assets: &BTreeSet<(String, String)>,
    ) -> (Self, Vec<Diagnostic>) {
        let mut claims = Claims::default();
        let made = |what: &str| Claim { what: what.into(), at: None, way_out: RENAME };
        for path in GENERATED_PAGES.iter().chain(&GENERATED_FILES) {
            claims.put(path, made("a page that tickbook makes"));
        }
        for one in reserved {
            claims.put(&one.path, made(one.by));
        }
        let prefix = config.src.strip_prefix(&config.root).unwrap_or(&config.root);
        let shown = |source: &str| prefix.join(source).to_string_lossy().into_owned();
        let pages = nodes.iter().map(|node| {
            let what = match node.source.as_str() {
                "" => "the start page".into(),
                source => shown(source),
            };
            (&node.url, Claim { what, at: place_of_slug(node), way_out: RENAME })
        });
        let files = assets.iter().map(|(source, url)| (url, made(&shown(source))));
        let claimed = pages.chain(files).filter_map(|(url, claim)| claims.take(url, claim).err());
        let faults = claimed.collect();
        (claims, faults)
    }

    /// Claims an address, unless it is taken.
    pub(super) fn take(&mut self, url: &str, claim: Claim) -> Result<(), Diagnostic> {
        match self.0.get(&url.to_lowercase()) {
            Some((same, other)) => Err(Diagnostic::url_taken(
                url,
                (&claim.what, claim.at.as_ref()),
                (&other.what, other.at.as_ref()),
                &format!("{}{}", claim.way_out, if same == url { "" } else { IN_CASE }),
            )),
            None => {
                self.put(url, claim);
                Ok(())
            }
        }
    }

    fn put(&mut self, url: &str, claim: Claim) {
        self.0.insert(url.to_lowercase(), (url.to_string(), claim));
    }
}

/// The place in the front matter of a chapter that sets its address.
fn place_of_slug(node: &Node) -> Option<(SourceText, Range<usize>)> {
    let chapter = node.chapter.as_ref().filter(|chapter| chapter.front.slug.is_some())?;
    let span = front_matter::place(&chapter.source.text, "slug")?;
    Some((chapter.source.clone(), span))
}
