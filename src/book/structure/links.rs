//! Resolves links and pictures.
//!
//! Resolves every reference of every chapter to a [`Target`] and reports dead ones, with the nearest existing name.
//! Pure.

mod address;
mod anchors;
mod dead;
mod generated;
mod own_site;

use super::items::{self, Items};
use super::near::NearPaths;
use super::private;
use super::published;
use super::{GENERATED_PAGES, Linkable, Node};
use crate::book::checklist::Moves;
use crate::book::lock::Lock;
use crate::book::source::Files;
use crate::syntax::markdown::tree::{Chapter, Reference, ReferenceKind};
use crate::text::diag::Diagnostic;
use crate::text::names::{Names, is_same_text};
use crate::text::url;
pub(super) use anchors::anchors;
use anchors::{has_title_id, title_anchor};
pub(super) use own_site::OwnSite;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// The target of a reference, by site path, so that it is valid for any page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A page of the book.
    Page {
        /// Its site path.
        path: String,
        /// The anchor on it, or empty.
        anchor: String,
    },
    /// An asset.
    File {
        /// Its site path.
        path: String,
        /// Width and height, for a picture.
        dimensions: Option<(usize, usize)>,
    },
    /// An address outside the site, relative to its root: `../other/page.html`.
    Beside(String),
    /// An address on another site, a mail address, a telephone number, or an inline picture.
    Elsewhere(String),
    /// A picture on another site, which pages link to instead of loading it.
    PictureElsewhere(String),
    /// No target; the fault is reported.
    Nothing,
}

/// How many dead links get a suggestion, which takes longer than all else that is done for a link. More messages than half of these are
/// not shown.
const MOST_SUGGESTIONS: usize = 2_000;

pub(super) struct Resolved {
    pub(super) assets: BTreeSet<(String, String)>,
    /// The assets that suggestions name.
    pub(super) meant: BTreeSet<String>,
    /// The renamed headings that links name, by page and former anchor.
    pub(super) renamed: BTreeSet<(String, String)>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Possible targets of links besides the nodes of the book.
pub(super) struct LinkContext<'a> {
    /// All chapters, drafts too.
    pub(super) chapters: &'a [Arc<Chapter>],
    /// All other files.
    pub(super) files: &'a Files,
    /// The files besides pages that tickbook makes or can make.
    pub(super) made: Vec<Linkable>,
    /// The address of the book itself, and what is there besides pages.
    pub(super) own_site: OwnSite<'a>,
    /// The path of the content folder from the folder of book.toml.
    pub(super) content: String,
    /// The id of a chapter on generated pages, by the path of its page.
    pub(super) chapter_id: fn(&str) -> Option<String>,
    /// The current and retired items of the book.
    pub(super) lock: &'a Lock,
    /// Where pages and headings moved.
    pub(super) moves: &'a Moves,
    /// Whether folders keep leading digits in their names.
    pub(super) keeps_names: bool,
    /// Whether the site may contain active files, which run scripts if a browser opens them.
    pub(super) trusts_files: bool,
}

/// Sets `targets` of each node.
pub(super) fn resolve(nodes: &mut [Node], around: LinkContext) -> Resolved {
    let mut resolver = Resolver::new(nodes, around);
    let owned: Vec<Vec<Target>> = nodes
        .iter()
        .map(|node| match node.chapter.as_deref() {
            Some(chapter) => resolver.chapter(node, chapter),
            None => Vec::new(),
        })
        .collect();
    let Resolver { used, meant, renamed, diagnostics, .. } = resolver;
    for (node, targets) in nodes.iter_mut().zip(owned) {
        node.targets = targets;
    }
    Resolved { assets: used, meant, renamed, diagnostics }
}

struct Resolver<'a> {
    by_source: HashMap<&'a str, usize>,
    by_url: HashMap<&'a str, usize>,
    /// For each node that is the target of a link with an anchor, the ids that links can refer to.
    anchors: HashMap<usize, HashSet<&'a str>>,
    items: Items<'a>,
    lock: &'a Lock,
    moves: &'a Moves,
    renamed: BTreeSet<(String, String)>,
    nodes: &'a [Node],
    drafts: HashMap<&'a str, &'a Chapter>,
    files: &'a Files,
    made: Vec<Linkable>,
    own_site: OwnSite<'a>,
    content: String,
    chapter_id: fn(&str) -> Option<String>,
    /// The nodes by the ids of their chapters on generated pages, once a link names one.
    chapter_ids: Option<HashMap<String, usize>>,
    keeps_names: bool,
    trusts_files: bool,
    used: BTreeSet<(String, String)>,
    meant: BTreeSet<String>,
    /// How many more dead links get a suggestion.
    to_suggest: usize,
    /// Chapters and assets, arranged for suggestions once a link is dead.
    near_paths: Option<NearPaths>,
    /// The same for the ids of each page with a dead anchor.
    near_anchors: HashMap<usize, Names>,
    diagnostics: Vec<Diagnostic>,
}

/// The result of looking up a path.
enum Found {
    Node(usize),
    Generated(&'static str),
    Made(String),
    Asset(String),
}

impl<'a> Resolver<'a> {
    fn new(nodes: &'a [Node], around: LinkContext<'a>) -> Self {
        let LinkContext { chapters, files, made, own_site, content, lock, .. } = around;
        let mut by_source = HashMap::new();
        for (index, node) in nodes.iter().enumerate() {
            by_source.insert(node.source.as_str(), index);
            if node.chapter.is_some() && url::split(&node.url).1 == "index.html" {
                by_source.insert(url::split(&node.source).0, index);
            }
        }
        let kept: HashSet<&str> = by_source.keys().copied().collect();
        let all = chapters.iter().map(|chapter| (chapter.path.as_str(), &**chapter));
        Resolver {
            by_url: nodes.iter().enumerate().map(|(index, node)| (&*node.url, index)).collect(),
            anchors: HashMap::new(),
            items: Items::new(nodes, lock),
            lock,
            moves: around.moves,
            renamed: BTreeSet::new(),
            nodes,
            drafts: all.filter(|(path, _)| !kept.contains(path)).collect(),
            by_source,
            files,
            made,
            own_site,
            content,
            chapter_id: around.chapter_id,
            chapter_ids: None,
            keeps_names: around.keeps_names,
            trusts_files: around.trusts_files,
            used: BTreeSet::new(),
            meant: BTreeSet::new(),
            to_suggest: MOST_SUGGESTIONS,
            near_paths: None,
            near_anchors: HashMap::new(),
            diagnostics: Vec::new(),
        }
    }

    fn chapter(&mut self, node: &Node, chapter: &Chapter) -> Vec<Target> {
        chapter.references.iter().map(|one| self.reference(node, chapter, one)).collect()
    }

    fn reference(&mut self, node: &Node, chapter: &Chapter, reference: &Reference) -> Target {
        let target = reference.target.trim();
        if url::is_blank(target) {
            let (source, span) = (&chapter.source, reference.place());
            self.diagnostics.push(Diagnostic::link_without_address(source, span, reference.kind));
        }
        let found = match (self.own_site.path(target), url::scheme(target)) {
            (Some((path, anchor)), Some(scheme)) => {
                self.on_own_site(chapter, reference, (target, &scheme), &path, anchor)
            }
            (None, Some(scheme)) => Ok(self.elsewhere(chapter, reference, target, &scheme)),
            (Some((path, anchor)), None) if self.by_url.contains_key(path.as_str()) => {
                let index = self.by_url.get(path.as_str()).copied().unwrap_or_default();
                self.page(chapter, reference, index, anchor)
            }
            (_, None) => self.local(node, chapter, reference, target),
        };
        found.unwrap_or_else(|fault| {
            self.diagnostics.push(fault);
            Target::Nothing
        })
    }

    fn page(
        &mut self,
        chapter: &Chapter,
        reference: &Reference,
        index: usize,
        anchor: String,
    ) -> Result<Target, Diagnostic> {
        let path = self.nodes.get(index).map(|node| node.url.clone()).unwrap_or_default();
        let anchor = self.anchor(chapter, reference, index, &path, anchor)?;
        Ok(Target::Page { path, anchor })
    }

    fn elsewhere(
        &mut self,
        chapter: &Chapter,
        reference: &Reference,
        target: &str,
        scheme: &str,
    ) -> Target {
        let cleaned = url::encode_address(&url::without_controls(target));
        let source = &chapter.source;
        let is_picture = reference.kind.is_loaded();
        match scheme {
            "http" | "https" if is_picture => {
                let fault = Diagnostic::picture_elsewhere(source, reference.place());
                self.diagnostics.push(fault);
                Target::PictureElsewhere(cleaned)
            }
            "http" | "https" => Target::Elsewhere(cleaned),
            "mailto" | "tel" if !is_picture => Target::Elsewhere(cleaned),
            "data" if is_picture && url::is_inline_picture(&cleaned) => Target::Elsewhere(cleaned),
            _ => {
                let fault = Diagnostic::link_scheme(source, reference.place(), scheme);
                self.diagnostics.push(fault);
                Target::Nothing
            }
        }
    }

    fn local(
        &mut self,
        node: &Node,
        chapter: &Chapter,
        reference: &Reference,
        target: &str,
    ) -> Result<Target, Diagnostic> {
        let source = &chapter.source;
        let (rest, anchor) = target.split_once('#').unwrap_or((target, ""));
        let path = url::decode(rest.split('?').next().unwrap_or_default());
        let anchor = url::decode(anchor);
        let found = if path.is_empty() {
            self.by_url.get(node.url.as_str()).map(|index| Found::Node(*index))
        } else {
            let folder = url::split(&chapter.path).0;
            let Some(resolved) = url::resolve(folder, &path) else {
                let fault = self.outside(chapter, reference, &path);
                self.diagnostics.push(fault);
                return Ok(match reference.kind {
                    ReferenceKind::Link => Target::Beside(url::beside(folder, target)),
                    _ => Target::Nothing,
                });
            };
            if let Some(draft) = self.drafts.get(resolved.as_str()) {
                return Err(private::link_fault(source, reference.place(), &resolved, draft));
            }
            self.find(&resolved)
        };
        match found {
            Some(Found::Node(index)) => self.page(chapter, reference, index, anchor),
            Some(Found::Generated(page)) => {
                self.on_generated(chapter, reference, page, &anchor)?;
                Ok(Target::Page { path: page.into(), anchor })
            }
            Some(Found::Made(path)) => Ok(Target::File { path, dimensions: None }),
            Some(Found::Asset(path)) => self.file(chapter, reference, path),
            None => Err(self.dead(chapter, reference, &path)),
        }
    }

    fn find(&mut self, path: &str) -> Option<Found> {
        if let Some(index) = self.by_source.get(path) {
            return Some(Found::Node(*index));
        }
        if self.files.assets.contains_key(path) {
            return Some(Found::Asset(path.to_string()));
        }
        if let Some(page) = GENERATED_PAGES.iter().find(|page| **page == path) {
            return Some(Found::Generated(page));
        }
        if let Some(made) = self.made.iter().find(|one| one.path == path && one.missing.is_empty())
        {
            return Some(Found::Made(made.path.clone()));
        }
        let page = self.by_url.get(path).map(|index| Found::Node(*index));
        page.or_else(|| self.twin(path))
    }

    fn file(
        &mut self,
        chapter: &Chapter,
        reference: &Reference,
        source: String,
    ) -> Result<Target, Diagnostic> {
        let asset = self.files.assets.get(&source);
        if let Some(active) = asset.and_then(|asset| asset.active.as_ref())
            && !self.trusts_files
        {
            let span = reference.place();
            return Err(Diagnostic::active(&chapter.source, span, &source, active));
        }
        let dimensions = asset.and_then(|asset| asset.dimensions);
        let (folder, name) = url::split(&source);
        let path = match self.keeps_names {
            true => source.clone(),
            false => url::join(&url::folder(folder), name),
        };
        self.used.insert((source, path.clone()));
        Ok(Target::File { path, dimensions })
    }

    fn anchor(
        &mut self,
        chapter: &Chapter,
        reference: &Reference,
        index: usize,
        url: &str,
        anchor: String,
    ) -> Result<String, Diagnostic> {
        let Some(node) = self.nodes.get(index).filter(|_| !anchor.is_empty()) else {
            return Ok(anchor);
        };
        if self.item(chapter, reference, Some(node), &anchor)? {
            return Ok(anchor);
        }
        // The title is at the top of each edition, and only on its page with its id.
        if has_title_id(node, &anchor) {
            return Ok(String::new());
        }
        let known = self.anchors.entry(index).or_insert_with(|| anchors(node));
        if known.contains(anchor.as_str()) {
            return Ok(anchor);
        }
        if title_anchor(node) == anchor {
            return Ok(String::new());
        }
        let names = self.near_anchors.entry(index);
        let names = names.or_insert_with(|| Names::new(known.iter().copied()));
        if let Some(twin) = names.same(&anchor).filter(|name| is_same_text(name, &anchor)) {
            return Ok(twin.to_string());
        }
        let span = reference.place();
        if let Some((heading, line)) = published::heir(node, (url, &anchor), self.moves, self.lock)
            && let Some(page) = &node.chapter
        {
            self.renamed.insert((url.to_string(), anchor.clone()));
            let heading = (&page.source, heading);
            let gone = (anchor.as_str(), url);
            return Err(Diagnostic::anchor_renamed(&chapter.source, span, gone, heading, &line));
        }
        let near = self.to_suggest.checked_sub(1).and_then(|left| {
            self.to_suggest = left;
            names.nearest(&anchor).map(|name| format!("#{name}"))
        });
        Err(Diagnostic::dead_anchor(&chapter.source, span, &anchor, url, near.as_deref()))
    }

    /// Whether an anchor names an existing item; `node` is its page, or `None` for a page that shows all items.
    fn item(
        &mut self,
        chapter: &Chapter,
        reference: &Reference,
        node: Option<&Node>,
        anchor: &str,
    ) -> Result<bool, Diagnostic> {
        match self.items.missing(anchor, node, &chapter.path) {
            Some((id, way_out)) => {
                let span = reference.place();
                Err(Diagnostic::dead_item(&chapter.source, span, id, &way_out))
            }
            None => Ok(items::is_item(anchor)),
        }
    }
}
