//! Which source has which address of the site. Addresses that differ in case alone are the same, because some
//! hosts and file systems hold them for that.

use super::{GENERATED_PAGES, Node};
use crate::book::config::Config;
use crate::syntax::front_matter;
use crate::text::diag::{Diagnostic, SourceText};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

/// Files that tickbook makes besides pages.
const GENERATED_FILES: [&str; 5] =
    ["sitemap.xml", "robots.txt", "cname", "sw.js", "manifest.webmanifest"];

/// An address that a stage after this one writes to.
#[derive(Debug, Clone)]
pub struct Reserved {
    /// The site path.
    pub path: String,
    /// What is there, as authors call it.
    pub by: &'static str,
}

/// What the outputs of a book ask of it before there are any.
#[derive(Clone, Copy)]
pub struct OutputRules {
    /// The addresses that they take, for a book of this configuration, this title and so many pages.
    pub reserved: fn(&Config, &str, usize) -> Vec<Reserved>,
    /// The tags of raw HTML that are let through where it is sanitized.
    pub allowed_tags: fn() -> HashSet<&'static str>,
}

/// Who wants an address: what authors call it, where it says so, if it does, and what they can do when another
/// has it.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    pub(super) what: String,
    pub(super) at: Option<(SourceText, Range<usize>)>,
    pub(super) way_out: &'static str,
}

const IN_CASE: &str = "; some hosts take addresses that differ in case alone for one";

const RENAME: &str = "rename one, or give it a `slug`";

/// The addresses that are taken, in lower case, each as it was written and by whom.
#[derive(Default)]
pub(super) struct Claims(HashMap<String, (String, Claim)>);

impl Claims {
    /// Gives each page and file its address.
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

    /// Takes an address, unless another has it.
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

/// Where the front matter of a chapter says its address.
fn place_of_slug(node: &Node) -> Option<(SourceText, Range<usize>)> {
    let chapter = node.chapter.as_ref().filter(|chapter| chapter.front.slug.is_some())?;
    let span = front_matter::place(&chapter.source.text, "slug")?;
    Some((chapter.source.clone(), span))
}
