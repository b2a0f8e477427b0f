//! Builds the tree and the navigation of a book from its SUMMARY.md.
//!
//! Addresses are those of mdBook, so that existing links keep working: a chapter's path with `.html`, and `index.html`
//! for README.md and index.md. A chapter that is not listed is part of the book if a chapter links to it, like an
//! asset, and is in no navigation.

use super::near::NearPaths;
use super::private::{self, Reason};
use super::{Node, nodes};
use crate::book::source::Files;
use crate::syntax::markdown::outline::{Entry, EntryKind};
use crate::syntax::markdown::tree::ReferenceKind;
use crate::syntax::markdown::{Chapter, Outline};
use crate::text::diag::Diagnostic;
use crate::text::url;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The navigation of SUMMARY.md.
#[derive(Debug)]
pub struct Contents {
    /// The entries in order.
    pub entries: Vec<Listed>,
    /// The entries of the top level.
    pub top: Vec<usize>,
    /// For each node of the book, its entry.
    of_node: BTreeMap<usize, usize>,
}

/// An entry of the navigation.
#[derive(Debug)]
pub struct Listed {
    /// The title in SUMMARY.md.
    pub title: String,
    /// Its kind.
    pub kind: ListedKind,
    /// The parent entry.
    pub parent: Option<usize>,
    /// Its position among its siblings.
    pub place: usize,
    /// The child entries.
    pub children: Vec<usize>,
}

/// The kind of an entry of the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListedKind {
    /// A node of the book.
    Node(usize),
    /// A draft chapter, without a file.
    Draft,
    /// The title of the part that begins here.
    Part,
    /// A line between two groups.
    Separator,
}

impl Contents {
    /// The entry of a node after all its parents, the outermost first.
    pub fn trail(&self, node: usize) -> Vec<usize> {
        let mut trail: Vec<usize> = self.of_node.get(&node).copied().into_iter().collect();
        while let Some(parent) = trail.last().and_then(|last| self.entries.get(*last)?.parent) {
            trail.push(parent);
        }
        trail.reverse();
        trail
    }
}

/// A book built from its outline.
pub(super) struct OutlineTree {
    pub(super) nodes: Vec<Node>,
    pub(super) contents: Contents,
    /// The nodes that the outline does not list, in the order of their paths.
    pub(super) loose: Vec<usize>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Builds the tree. `kept` are the chapters of the book, `all` those and the drafts; `included` are files whose text is
/// included in others, which need not be in the navigation.
pub(super) fn grow(
    outline: &Outline,
    kept: &[Arc<Chapter>],
    all: &[Arc<Chapter>],
    files: &Files,
    included: &BTreeSet<String>,
) -> OutlineTree {
    let mut growing = TreeBuilder {
        outline,
        files,
        chapters: kept.iter().map(|chapter| (chapter.path.as_str(), chapter)).collect(),
        drafts: all.iter().map(|chapter| (chapter.path.as_str(), &**chapter)).collect(),
        listed_at: BTreeMap::new(),
        nodes: vec![nodes::part("", None)],
        contents: Contents { entries: Vec::new(), top: Vec::new(), of_node: BTreeMap::new() },
        around: Vec::new(),
        near: None,
        diagnostics: outline.diagnostics.clone(),
    };
    for entry in &outline.entries {
        growing.entry(entry);
    }
    let loose = growing.loose(included);
    let TreeBuilder { mut nodes, contents, diagnostics, .. } = growing;
    for node in nodes.iter_mut().skip(1) {
        node.is_part = !node.children.is_empty();
    }
    OutlineTree { nodes, contents, loose, diagnostics }
}

struct TreeBuilder<'a> {
    outline: &'a Outline,
    files: &'a Files,
    chapters: BTreeMap<&'a str, &'a Arc<Chapter>>,
    /// The paths of all chapters, drafts too.
    drafts: BTreeMap<&'a str, &'a Chapter>,
    /// Which entry lists a chapter, by the chapter's path.
    listed_at: BTreeMap<&'a str, &'a Entry>,
    nodes: Vec<Node>,
    contents: Contents,
    /// The possible parents of the next entry, the outermost first; nothing in place of one that is left out.
    around: Vec<Option<usize>>,
    /// The chapters, arranged for suggestions once one is missing.
    near: Option<NearPaths>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> TreeBuilder<'a> {
    fn entry(&mut self, entry: &'a Entry) {
        self.around.truncate(entry.depth);
        let kind = match &entry.kind {
            EntryKind::Part => ListedKind::Part,
            EntryKind::Separator => ListedKind::Separator,
            EntryKind::Draft => ListedKind::Draft,
            EntryKind::Chapter(target) => match self.chapter(entry, target) {
                Ok(Some(kind)) => kind,
                Ok(None) => {
                    self.around.push(None);
                    return;
                }
                Err(fault) => {
                    self.diagnostics.push(fault);
                    ListedKind::Draft
                }
            },
        };
        let title = match kind {
            ListedKind::Node(node) if entry.title.is_empty() => {
                self.nodes.get(node).map(|node| node.title.clone()).unwrap_or_default()
            }
            _ => entry.title.clone(),
        };
        self.list(title, kind);
    }

    fn list(&mut self, title: String, kind: ListedKind) {
        let Contents { entries, top, of_node } = &mut self.contents;
        let index = entries.len();
        let parent = self.around.iter().rev().find_map(|above| *above);
        let siblings = match parent.and_then(|parent| entries.get_mut(parent)) {
            Some(parent) => &mut parent.children,
            None => top,
        };
        let place = siblings.len();
        siblings.push(index);
        if let ListedKind::Node(node) = kind {
            of_node.insert(node, index);
        }
        entries.push(Listed { title, kind, parent, place, children: Vec::new() });
        if matches!(kind, ListedKind::Node(_) | ListedKind::Draft) {
            self.around.push(Some(index));
        }
    }

    /// The chapter whose path has the accents of this one written in another way, if this is no chapter.
    fn twin(&mut self, path: &str) -> Option<String> {
        if path.is_ascii() || self.chapters.contains_key(path) {
            return None;
        }
        self.near_paths().twin(path).map(str::to_string)
    }

    fn near_paths(&mut self) -> &NearPaths {
        self.near.get_or_insert_with(|| NearPaths::new(self.chapters.keys().copied()))
    }

    /// The node of a chapter that is listed for the first time; nothing for a private chapter, whose title is private
    /// too.
    fn chapter(
        &mut self,
        entry: &'a Entry,
        target: &str,
    ) -> Result<Option<ListedKind>, Diagnostic> {
        let source = &self.outline.source;
        let Some(path) = url::resolve("", &url::decode(target)).filter(|_| !target.contains(':'))
        else {
            return Err(Diagnostic::outline_outside(source, entry.span.clone(), target));
        };
        let path = self.twin(&path).unwrap_or(path);
        let Some((path, chapter)) = self.chapters.get_key_value(path.as_str()) else {
            if let Some(chapter) = self.drafts.get(path.as_str()) {
                let Some(reason) = private::reason(chapter) else {
                    return Ok(Some(ListedKind::Draft));
                };
                let (span, is_named) = (entry.span.clone(), reason == Reason::Name);
                let fault = Diagnostic::outline_private(source, span, target, is_named);
                self.diagnostics.push(fault);
                return Ok(None);
            }
            if let Some((part, why)) = self.files.skipped(&path) {
                let span = entry.span.clone();
                return Err(Diagnostic::listed_but_skipped(source, span, (target, part), why));
            }
            let span = entry.span.clone();
            let near = self.near_paths().nearest(&path).map(str::to_string);
            return Err(Diagnostic::outline_missing(source, span, target, near.as_deref()));
        };
        if let Some(first) = self.listed_at.insert(path, entry) {
            let span = entry.span.clone();
            return Err(Diagnostic::outline_twice(source, span, target, first.span.clone()));
        }
        let title = match chapter.page_title.as_ref() {
            Some(title) => title.clone(),
            None if entry.title.is_empty() => chapter.title_text(),
            None => entry.title.clone(),
        };
        let parent = self.around.iter().rev().find_map(|above| {
            match self.contents.entries.get((*above)?)?.kind {
                ListedKind::Node(node) => Some(node),
                _ => None,
            }
        });
        let chapter = Arc::clone(chapter);
        let node = self.plant(&chapter, title, parent.unwrap_or(0));
        if let Some(part) = self.nodes.get_mut(parent.unwrap_or(0)).filter(|_| node != 0) {
            part.children.push(node);
        }
        Ok(Some(ListedKind::Node(node)))
    }

    /// Creates the node of a chapter. The page at the root of the site belongs to the root node.
    fn plant(&mut self, chapter: &Arc<Chapter>, title: String, parent: usize) -> usize {
        let page = page_of(&chapter.path, chapter.front.slug.as_deref());
        match self.nodes.first_mut().filter(|root| root.url == page && root.chapter.is_none()) {
            Some(root) => {
                root.title = title;
                root.source.clone_from(&chapter.path);
                root.chapter = Some(chapter.clone());
                0
            }
            None => {
                self.nodes.push(Node { title, ..nodes::leaf(chapter, page, parent) });
                self.nodes.len() - 1
            }
        }
    }

    /// Creates nodes for unlisted chapters that a chapter of the book links to, and reports all unlisted chapters.
    fn loose(&mut self, included: &BTreeSet<String>) -> Vec<usize> {
        let taken: BTreeSet<String> =
            self.listed_at.keys().map(|path| page_of(path, None).to_lowercase()).collect();
        // README.md next to a listed index.md would have the same page.
        let has_place = |chapter: &Chapter| {
            !taken.contains(&page_of(&chapter.path, chapter.front.slug.as_deref()).to_lowercase())
        };
        let unlisted: BTreeMap<&str, &Arc<Chapter>> = self
            .chapters
            .iter()
            .filter(|(path, _)| !self.listed_at.contains_key(*path))
            .map(|(path, chapter)| (*path, *chapter))
            .collect();
        if unlisted.is_empty() {
            return Vec::new();
        }
        let mut waiting: Vec<&Chapter> =
            self.listed_at.keys().filter_map(|path| Some(&***self.chapters.get(path)?)).collect();
        let mut linked: BTreeSet<&str> = BTreeSet::new();
        while let Some(chapter) = waiting.pop() {
            for path in links_of(chapter) {
                if let Some((path, chapter)) = unlisted.get_key_value(path.as_str())
                    && has_place(chapter)
                    && linked.insert(path)
                {
                    waiting.push(chapter);
                }
            }
        }
        for (path, chapter) in &unlisted {
            let is_linked = linked.contains(path);
            if is_linked || !included.contains(*path) {
                let fault = Diagnostic::outline_without(&chapter.source.file, is_linked);
                self.diagnostics.push(fault);
            }
        }
        let mut planted = Vec::new();
        for chapter in linked.iter().filter_map(|path| unlisted.get(path)) {
            let node = self.plant(chapter, chapter.title_text(), 0);
            planted.extend((node != 0).then_some(node));
        }
        planted
    }
}

/// The site path of a chapter's page.
pub(super) fn page_of(path: &str, slug: Option<&str>) -> String {
    let (folder, name) = url::split(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = match slug {
        Some(slug) => slug,
        None if stem.eq_ignore_ascii_case("readme") => "index",
        None => stem,
    };
    url::join(folder, &format!("{stem}.html"))
}

/// The source paths that a chapter's links may mean: a link can name the page of a chapter, or its folder.
fn links_of(chapter: &Chapter) -> impl Iterator<Item = String> {
    let links = chapter.references.iter().filter(|one| one.kind == ReferenceKind::Link);
    links.flat_map(|link| {
        let target = link.target.trim().split(['#', '?']).next().unwrap_or_default();
        let folder = url::split(&chapter.path).0;
        let path = match target.is_empty() || target.contains("://") {
            true => None,
            false => url::resolve(folder, &url::decode(target)),
        };
        let path = path.unwrap_or_default();
        let page = path.strip_suffix(".html").map(|stem| format!("{stem}.md"));
        let inside = match path.strip_suffix("index.html") {
            Some(folder) => folder.trim_end_matches('/').to_string(),
            None => path.clone(),
        };
        let own = ["README.md", "index.md"].map(|name| url::join(&inside, name));
        [path].into_iter().chain(page).chain(own).collect::<Vec<String>>()
    })
}
