//! Makes a book of chapters: order, navigation, URLs, item ids, resolved links. The fourth stage.
//!
//! Pure: it takes parsed chapters and a list of assets, and never reads the disk. A book is a tree of nodes in one
//! vector; the root is node 0, the start page.

mod accounted;
mod claims;
mod faults;
mod former_anchors;
mod items;
pub mod links;
mod natural;
mod near;
mod nodes;
pub mod outline;
mod private;
pub mod published;
mod raw_html;
mod redirects;
mod renumbered;
pub mod samples;
mod ways;

use crate::book::checklist::{self, Accounted, Identity, Moves, Named};
use crate::book::config::keys;
use crate::book::config::{Config, RawHtml};
use crate::book::lock::Lock;
use crate::book::source::Files;
use crate::syntax::markdown::{Chapter, Outline, slug};
use crate::text::diag::Diagnostic;
use crate::text::source_map::SourceMaps;
use claims::Claims;
pub use claims::{Linkable, OutputRules, Reserved};
pub(crate) use faults::old_url;
use links::Target;
use outline::{Contents, OutlineTree};
pub use private::is_private_path;
pub use redirects::Redirect;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Site paths of generated pages.
pub const GENERATED_PAGES: [&str; 3] = ["plan.html", "print.html", "404.html"];

/// The separator between the id of a chapter and an id within it, on pages with several chapters. An id of a chapter
/// never contains it.
pub const IN_CHAPTER: &str = "_-";

/// The prefix of item anchors; the id follows.
pub const ITEM_ANCHOR: &str = "tb-item-";

/// A book, ready to be rendered.
#[derive(Debug)]
pub struct Book {
    /// The title.
    pub title: String,
    /// The id under which browsers store ticks.
    pub id: String,
    /// The former ids, the oldest first.
    pub former_ids: Vec<String>,
    /// All parts and chapters; node 0 is the root.
    pub nodes: Vec<Node>,
    /// Indices of all nodes in reading order, the root first, and those in no navigation last.
    pub order: Vec<usize>,
    /// How many of these are in the navigation.
    pub listed: usize,
    /// For each node, its position in reading order.
    pub ranks: Vec<usize>,
    /// Indices of all nodes in the order of their URLs.
    pub by_url: Vec<usize>,
    /// The navigation of SUMMARY.md, if there is one; else it follows the nodes.
    pub contents: Option<Contents>,
    /// Old URLs.
    pub redirects: Vec<Redirect>,
    /// The assets that chapters refer to, as source path and site path.
    pub assets: BTreeSet<(String, String)>,
    /// The assets that suggestions name for links that lead nowhere.
    pub meant: BTreeSet<String>,
    /// The new places of pages and headings that left their published addresses.
    pub moves: Moves,
    /// The renamed headings that links still name, by page and former anchor. The links report them.
    pub renamed: BTreeSet<(String, String)>,
}

/// A part or a chapter, and the page that shows it.
#[derive(Debug)]
pub struct Node {
    /// The path of the chapter or folder below the content folder.
    pub source: String,
    /// The title as plain text.
    pub title: String,
    /// The site path of the page.
    pub url: String,
    /// The part that contains this node; `None` for the root.
    pub parent: Option<usize>,
    /// The children of a part, in reading order.
    pub children: Vec<usize>,
    /// Whether this is a part; the root is one.
    pub is_part: bool,
    /// The chapter; `None` for a folder without an index file.
    pub chapter: Option<Arc<Chapter>>,
    /// The chapter's items.
    pub items: Vec<Identity>,
    /// The ids of these items, separated by spaces.
    pub items_joined: String,
    /// Former anchors that the page keeps, each with the index of its heading, in the order of the headings.
    pub former_anchors: Vec<(usize, String)>,
    /// The targets of the chapter's references.
    pub targets: Vec<Target>,
}

impl Node {
    /// The description in the front matter, or empty.
    pub fn description(&self) -> &str {
        self.chapter.as_ref().map_or("", |chapter| &chapter.front.description)
    }
}

impl Book {
    /// The path from the root to a node, both included.
    pub fn trail(&self, node: usize) -> Vec<usize> {
        let mut trail = vec![node];
        while let Some(parent) = trail.last().and_then(|last| self.nodes.get(*last)?.parent) {
            trail.push(parent);
        }
        trail.reverse();
        trail
    }

    /// The node whose page is at this site path.
    pub fn at(&self, url: &str) -> Option<&Node> {
        let url_of = |index: &usize| self.nodes.get(*index).map_or("", |node| &node.url);
        let place = self.by_url.binary_search_by(|index| url_of(index).cmp(url)).ok()?;
        self.nodes.get(*self.by_url.get(place)?)
    }

    /// How many items the book has.
    pub fn item_count(&self) -> usize {
        self.nodes.iter().map(|node| node.items.len()).sum()
    }
}

/// The input of a book.
#[derive(Clone, Copy)]
pub struct Parts<'a> {
    /// book.toml.
    pub config: &'a Config,
    /// All chapters, sorted by path.
    pub chapters: &'a [Arc<Chapter>],
    /// The order of the book, if there is a SUMMARY.md.
    pub outline: Option<&'a Outline>,
    /// The paths of chapters whose text is included in another.
    pub included: &'a BTreeSet<String>,
    /// The sources of chapters with included text.
    pub maps: &'a SourceMaps,
    /// The other files of the book.
    pub files: &'a Files,
    /// The lock of the last build.
    pub lock: &'a Lock,
    /// The rules of the outputs of the book.
    pub rules: OutputRules,
    /// Whether drafts are part of the book.
    pub drafts: bool,
}

/// Assembles the book. The new lock is returned with it.
pub fn assemble(parts: Parts) -> (Book, Lock, Vec<Diagnostic>) {
    let Parts { config, chapters, outline, files, lock, rules, drafts, .. } = parts;
    let (kept, mut diagnostics) = kept(parts);
    let (mut nodes, contents, loose) = match outline {
        Some(outline) => {
            let grown = outline::grow(outline, &kept, chapters, files, parts.included);
            let OutlineTree { nodes, contents, loose, diagnostics: faults } = grown;
            diagnostics.extend(faults);
            (nodes, Some(contents), loose)
        }
        None => (nodes::grow(&kept, &mut diagnostics), None, Vec::new()),
    };
    let title = title(config, &nodes);
    name_start(&mut nodes, &title);
    let mut order = nodes::reading_order(&nodes);
    let listed = order.len();
    order.extend(loose);
    // A book with a SUMMARY.md keeps all numbers.
    let former =
        outline.map_or_else(|| renumbered::former(&nodes, &lock.pages), |_| BTreeMap::new());
    let accounted = accounted::of(config, &nodes, &former);
    let known = accounted::with_remembered(&accounted, lock);
    let named = name_items(&mut nodes, &order, &config.language, lock, &known);
    let Named { lock: mut after, mut moves, diagnostics: faults, .. } = named;
    published::remember(&mut moves, lock, &accounted, &nodes);
    let own_site = keep_old_addresses(&mut nodes, &after, config, &former);
    samples::forget(&mut after, lock);
    after.pages = published::recorded(&after.pages, (&nodes, &moves), false);
    diagnostics.extend(faults);
    let link_context = links::LinkContext {
        chapters,
        files,
        made: (rules.linkable)(config, &title, are_dated(&nodes)),
        own_site,
        content: content_path(config),
        chapter_id: rules.chapter_id,
        lock: &after,
        moves: &moves,
        keeps_names: outline.is_some(),
        trusts_files: config.html.raw_html == RawHtml::Trust,
    };
    let found = links::resolve(&mut nodes, link_context);
    diagnostics.extend(found.diagnostics);
    let reserved = (rules.reserved)(config, &title, nodes.len());
    let (mut claims, faults) = Claims::of_pages(config, &reserved, &nodes, &found.assets);
    diagnostics.extend(faults);
    let (redirects, faults) = redirects::collect(config, &nodes, &former, &mut claims);
    diagnostics.extend(faults);
    // Drafts are not published, so a build with drafts reports nothing about published addresses.
    let id = config.id.clone().unwrap_or_else(|| slug::book_id(&title));
    diagnostics.extend(keep_id(config, &id, &mut after).filter(|_| !drafts));
    let (ranks, by_url) = ranked(&nodes, &order);
    let book = Book {
        title,
        id,
        former_ids: after.ids.formerly.clone(),
        nodes,
        order,
        listed,
        ranks,
        by_url,
        contents,
        redirects,
        assets: found.assets,
        meant: found.meant,
        moves,
        renamed: found.renamed,
    };
    (book, after, diagnostics)
}

/// Keeps the former anchors of headings on the pages of nodes. Returns the site with the addresses that redirect to its pages.
fn keep_old_addresses<'a>(
    nodes: &mut [Node],
    lock: &Lock,
    config: &'a Config,
    former: &BTreeMap<String, usize>,
) -> links::OwnSite<'a> {
    let redirected = accounted::redirected(config, nodes, former);
    former_anchors::keep(nodes, &lock.pages, &accounted::gone(config), &redirected);
    links::OwnSite::of(config, redirected)
}

/// The chapters that the book includes, and the faults in each of them.
fn kept(parts: Parts) -> (Vec<Arc<Chapter>>, Vec<Diagnostic>) {
    let Parts { config, chapters, rules, drafts, .. } = parts;
    // Nobody sees a private chapter, so nothing in it is a fault.
    let open = chapters.iter().filter(|chapter| private::reason(chapter).is_none());
    let mut diagnostics: Vec<Diagnostic> =
        open.clone().flat_map(|chapter| chapter.diagnostics.iter().cloned()).collect();
    diagnostics.extend(private::told(chapters, parts.maps, drafts));
    let kept: Vec<Arc<Chapter>> =
        open.filter(|chapter| drafts || !chapter.front.draft).cloned().collect();
    if kept.is_empty() {
        diagnostics.push(empty(config, chapters));
    }
    diagnostics.extend(raw_html::faults(config, &kept, rules));
    (kept, diagnostics)
}

/// The position of each node in the reading order, and that order by URL.
fn ranked(nodes: &[Node], order: &[usize]) -> (Vec<usize>, Vec<usize>) {
    let mut ranks = vec![0; nodes.len()];
    for (rank, index) in order.iter().enumerate() {
        ranks[*index] = rank;
    }
    let mut by_url = order.to_vec();
    by_url.sort_unstable_by(|a, b| nodes[*a].url.cmp(&nodes[*b].url));
    (ranks, by_url)
}

/// Records the id of the book if the lock has none; a different one is a fault.
fn keep_id(config: &Config, id: &str, lock: &mut Lock) -> Option<Diagnostic> {
    let held = &mut lock.ids.now;
    if held.is_empty() {
        *held = id.to_string();
    }
    let place = || config.places.of(keys::BOOK_ID);
    (held != id).then(|| Diagnostic::book_id_changed(&config.source, place(), held, id))
}

fn empty(config: &Config, chapters: &[Arc<Chapter>]) -> Diagnostic {
    let folder = config.src.strip_prefix(&config.root).unwrap_or(&config.src);
    let folder = match folder.to_string_lossy() {
        name if name.is_empty() => ".".to_string(),
        name => name.into_owned(),
    };
    match chapters.is_empty() {
        true => Diagnostic::empty_book(&folder),
        false => Diagnostic::only_drafts(&folder),
    }
}

/// The path of the content folder from the folder of book.toml; empty if they are one.
fn content_path(config: &Config) -> String {
    let path = config.src.strip_prefix(&config.root).unwrap_or(&config.src);
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

fn title(config: &Config, nodes: &[Node]) -> String {
    let own = nodes.first().filter(|root| root.chapter.is_some()).map(|root| root.title.clone());
    config.title.clone().or(own).unwrap_or_else(|| "Handbook".into())
}

/// Whether the author gives a chapter the day of its last change.
fn are_dated(nodes: &[Node]) -> bool {
    let mut chapters = nodes.iter().filter_map(|node| node.chapter.as_ref());
    chapters.any(|chapter| chapter.front.updated.is_some())
}

/// Gives a start page without a chapter the title of the book.
fn name_start(nodes: &mut [Node], title: &str) {
    if let Some(root) = nodes.first_mut().filter(|root| root.chapter.is_none()) {
        root.title = title.to_string();
    }
}

fn name_items(
    nodes: &mut [Node],
    order: &[usize],
    language: &str,
    lock: &Lock,
    accounted: &Accounted,
) -> Named {
    let with_chapter: Vec<usize> =
        order.iter().copied().filter(|index| nodes[*index].chapter.is_some()).collect();
    let chapters: Vec<(&str, &Chapter)> = with_chapter
        .iter()
        .filter_map(|index| {
            let node = &nodes[*index];
            Some((node.url.as_str(), node.chapter.as_deref()?))
        })
        .collect();
    let mut named = checklist::identify(&chapters, language, lock, accounted);
    let all = std::mem::take(&mut named.items);
    for (index, items) in with_chapter.into_iter().zip(all) {
        let node = &mut nodes[index];
        let ids: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
        node.items_joined = ids.join(" ");
        node.items = items;
    }
    named
}
