//! Published addresses: the pages and headings that the book has had, and those that were removed.
//!
//! Owns what book.lock records about pages, and the help for the author if a page or a heading is gone.
//! [`crate::book::checklist`] decides what replaced it. Pure.

use super::accounted::{gone, site_path};
use super::faults::{anchor_tag, old_url};
use super::{Book, Node, former_anchors, samples};
use crate::book::checklist::{self, Accounted, Moves};
use crate::book::config::Config;
use crate::book::config::keys;
use crate::book::lock::{Lock, Page, page_key};
use crate::syntax::front_matter::{self, Format};
use crate::syntax::markdown::{Chapter, is_id};
use crate::text::diag::{Diagnostic, SourceText};
use crate::text::url;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

/// For how many removed pages and headings of one build the place in book.lock is searched; beyond that, searching
/// would cost more than it helps.
const MOST_PLACES: usize = 100;

/// How many pages that became one chapter are listed together. Each is reported, so the lists grow with the square.
const MOST_MERGED: usize = 20;

/// The pages of the new lock: those of the old one, and new ones of the book, each with its new headings. A new heading
/// that probably replaced a removed one is recorded too, because readers have links to it from this build on.
/// Unchanged sample chapters of `init` are left out, unless `samples`. Where pages and headings moved is recorded too.
pub fn recorded(
    before: &Arc<BTreeMap<String, Page>>,
    (nodes, moves): (&[Node], &Moves),
    samples: bool,
) -> Arc<BTreeMap<String, Page>> {
    let mut after: Option<BTreeMap<String, Page>> = None;
    for node in nodes {
        let known = before.get(&node.url);
        if known.is_none() && !samples && is_sample(node) {
            continue;
        }
        let is_new =
            |(id, _): &(&str, &str)| known.is_none_or(|page| !page.anchors.contains_key(*id));
        let mut fresh = anchors(node).filter(is_new).peekable();
        if known.is_some() && fresh.peek().is_none() {
            continue;
        }
        let pages = after.get_or_insert_with(|| (**before).clone());
        let page = pages
            .entry(node.url.clone())
            .or_insert_with(|| Page { title: title(node), ..Page::default() });
        page.anchors.extend(fresh.map(|(id, text)| (id.to_string(), text.to_string())));
    }
    with_moves(after.map_or_else(|| before.clone(), Arc::new), (nodes, moves))
}

/// The pages, each with where it has moved. An anchor that its page keeps as a former one has not moved.
fn with_moves(
    mut pages: Arc<BTreeMap<String, Page>>,
    (nodes, moves): (&[Node], &Moves),
) -> Arc<BTreeMap<String, Page>> {
    let kept: HashMap<&str, &[(usize, String)]> =
        nodes.iter().map(|node| (node.url.as_str(), node.former_anchors.as_slice())).collect();
    let differs = |(path, page): (&String, &Page)| {
        let mut moved = moves.of(path);
        let kept = kept.get(path.as_str()).copied().unwrap_or_default();
        kept.iter().for_each(|(_, anchor)| drop(moved.remove(anchor)));
        (moved != page.moved).then(|| (path.clone(), moved))
    };
    let changed: Vec<_> = pages.iter().filter_map(differs).collect();
    for (path, moved) in changed {
        if let Some(page) = Arc::make_mut(&mut pages).get_mut(&path) {
            page.moved = moved;
        }
    }
    pages
}

/// Adds to the moves of this build those that earlier builds have found.
pub(super) fn remember(moves: &mut Moves, lock: &Lock, accounted: &Accounted, nodes: &[Node]) {
    moves.note(accounted);
    if lock.pages.values().all(|page| page.moved.is_empty()) {
        return;
    }
    let by_url: HashMap<&str, &Node> = nodes.iter().map(|node| (node.url.as_str(), node)).collect();
    moves.remember(lock, accounted, &|page, anchor| {
        let node = by_url.get(page);
        node.is_some_and(|node| anchor.is_empty() || anchors(node).any(|(id, _)| id == anchor))
    });
}

/// Whether a node is an unchanged sample chapter of `init`.
fn is_sample(node: &Node) -> bool {
    let chapter = node.chapter.as_ref();
    chapter.is_some_and(|chapter| samples::is_untouched(&node.source, &chapter.source.text))
}

/// The title of a page in the lock.
fn title(node: &Node) -> String {
    let written = node.chapter.as_deref().map(checklist::title);
    written.filter(|title| !title.is_empty()).unwrap_or_else(|| node.title.clone())
}

/// The link targets on the page of a node with their texts; items have ids of their own in the lock.
fn anchors(node: &Node) -> impl Iterator<Item = (&str, &str)> {
    node.chapter.iter().flat_map(|chapter| {
        let headings = chapter.headings.iter();
        let headings = headings.map(|heading| (heading.id.as_str(), heading.text.as_str()));
        headings.chain(chapter.raw.anchors.iter().map(|id| (id.as_str(), "")))
    })
}

/// Reports addresses of the lock that the book no longer has and the author does not account for. `source` is the text
/// of the lock.
pub fn vanished(
    config: &Config,
    book: &Book,
    before: &Lock,
    source: &SourceText,
) -> Vec<Diagnostic> {
    let mut report = Report::new(config, book, before, source);
    // A chapter whose front matter cannot be read has neither its address nor its aliases.
    let is_unread = |chapter: &Arc<Chapter>| chapter.front.is_unread;
    if book.nodes.iter().filter_map(|node| node.chapter.as_ref()).any(is_unread) {
        return Vec::new();
    }
    let lost: Vec<&str> =
        before.pages.keys().map(String::as_str).filter(|path| report.is_lost(path)).collect();
    for path in lost {
        if let Some((_, chapter)) = report.chapter_of(path) {
            report.merged.entry(&chapter.path).or_default().push(path);
        }
    }
    for (path, page) in before.pages.iter() {
        let led = || report.book.at(report.redirects.get(path.as_str()).copied()??);
        match book.at(path).or_else(led) {
            Some(node) => report.anchors(path, page, node),
            None if report.is_lost(path) => report.page(path, page),
            None => {}
        }
    }
    let mut diagnostics = report.diagnostics;
    diagnostics.extend(still_there(config, book));
    diagnostics
}

struct Report<'a> {
    book: &'a Book,
    /// Old paths, each with the page that it redirects to, if that is one of the book.
    redirects: HashMap<&'a str, Option<&'a str>>,
    gone: HashSet<String>,
    /// Whether the book allows links to headings that do not exist, so that no link reports a renamed one.
    are_links_allowed: bool,
    /// The pages that became a chapter, by the path of the chapter.
    merged: HashMap<&'a str, Vec<&'a str>>,
    before: &'a Lock,
    source: &'a SourceText,
    places: usize,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Report<'a> {
    fn new(config: &Config, book: &'a Book, before: &'a Lock, source: &'a SourceText) -> Self {
        let redirects = book.redirects.iter();
        let redirects = redirects.map(|one| (one.from.as_str(), one.page.as_deref()));
        Report {
            book,
            redirects: redirects.collect(),
            gone: gone(config),
            are_links_allowed: config.levels.allows("TB0506"),
            merged: HashMap::new(),
            before,
            source,
            places: MOST_PLACES,
            diagnostics: Vec::new(),
        }
    }

    /// Whether a page was removed, and the author does not say where it moved.
    fn is_lost(&self, path: &str) -> bool {
        let is_led = self.redirects.contains_key(path) || self.gone.contains(path);
        self.book.at(path).is_none() && !is_led
    }

    /// The chapter that replaced a page.
    fn chapter_of(&self, path: &str) -> Option<(&'a Node, &'a Chapter)> {
        let node = self.book.moves.page(path).and_then(|now| self.book.at(now))?;
        Some((node, node.chapter.as_deref()?))
    }

    fn page(&mut self, path: &str, page: &Page) {
        let fault = match self.chapter_of(path) {
            Some((node, chapter)) => {
                let line = self.aliases_line(path, chapter);
                Diagnostic::page_moved(&chapter.source, path, &node.url, &line)
            }
            None => {
                // A merge by hand can leave a heading whose page has no line.
                let first = page.anchors.keys().next().map_or("", String::as_str);
                let span = self.place(&[page_key(path, ""), page_key(path, first)]);
                Diagnostic::page_vanished(self.source, span, path)
            }
        };
        self.diagnostics.push(fault);
    }

    /// The line that a chapter which replaced a page needs: the old URLs of all pages that became this chapter.
    fn aliases_line(&self, path: &str, chapter: &Chapter) -> String {
        let there = chapter.front.aliases.iter();
        let there = there.map(|(alias, _)| serde_json::Value::from(alias.as_str()).to_string());
        let all = self.merged.get(chapter.path.as_str()).map(Vec::as_slice).unwrap_or_default();
        let gone = if (1..=MOST_MERGED).contains(&all.len()) { all } else { &[path] };
        let urls: Vec<String> = there.chain(gone.iter().map(|gone| old_url(gone))).collect();
        let urls = format!("[{}]", urls.join(", "));
        let text = &chapter.source.text;
        let Some(format) = front_matter::format(text) else {
            let (file, aliases) = (&chapter.source.file, Format::Yaml.setting("aliases", &urls));
            return format!("begin {file} with the lines `---`, `{aliases}` and `---`");
        };
        let aliases = format.setting("aliases", &urls);
        match front_matter::place(text, "aliases") {
            Some(_) => format!("replace `aliases` in its front matter with `{aliases}`"),
            None => format!("add `{aliases}` to its front matter"),
        }
    }

    /// Reports the anchors of a page that are missing in `node`, which is that page or its redirect target.
    fn anchors(&mut self, path: &str, page: &Page, node: &'a Node) {
        let there: HashSet<&str> = super::links::anchors(node);
        let is_gone = |gone: &HashSet<String>, id: &str| {
            gone.contains(path) || gone.contains(&format!("{path}#{id}"))
        };
        let lost = page.anchors.iter().filter(|(id, _)| !there.contains(id.as_str()));
        let lost: Vec<(&String, &String)> =
            lost.filter(|(id, _)| !is_gone(&self.gone, id) && !self.is_told(path, id)).collect();
        for (id, text) in lost {
            let heir = self.heir(path, id, node).or_else(|| self.elsewhere(path, id, text, node));
            let fault = heir.unwrap_or_else(|| {
                let span = self.place(&[page_key(path, id)]);
                Diagnostic::anchor_vanished(self.source, span, (path, id))
            });
            self.diagnostics.push(fault);
        }
    }

    /// Whether the links to a renamed heading report it.
    fn is_told(&self, path: &str, id: &str) -> bool {
        !self.are_links_allowed && self.book.renamed.contains(&(path.to_string(), id.to_string()))
    }

    /// The diagnostic if another heading of the same page replaced a heading.
    fn heir(&self, path: &str, id: &str, node: &Node) -> Option<Diagnostic> {
        let chapter = node.chapter.as_ref()?;
        let (span, line) = heir(node, (path, id), &self.book.moves, self.before)?;
        Some(Diagnostic::anchor_moved(&chapter.source, span, (path, id), &line))
    }

    /// The diagnostic if a heading or a chapter elsewhere replaced a heading. `node` is where readers arrive.
    fn elsewhere(&self, path: &str, id: &str, text: &str, node: &Node) -> Option<Diagnostic> {
        let (page, now) = self.book.moves.heading(path, id)?;
        let there = self.book.at(page).filter(|there| there.url != node.url)?;
        let (arrives, chapter) = (node.chapter.as_ref()?, there.chapter.as_ref()?);
        let span = match heading_line(there, now) {
            Some((span, _)) => span,
            None => 0..chapter.source.text.lines().next().unwrap_or_default().len(),
        };
        // A bracket would end the target.
        let target = url::relative(&node.source, &there.source);
        let mut target = target.replace('(', "%28").replace(')', "%29");
        if !now.is_empty() {
            target.push_str(&format!("#{}", url::encode(now)));
        }
        let link = format!("{}[{}]({target})", anchor_tag(id)?, escaped(text));
        let (file, gone) = (&arrives.source.file, (path, id));
        Some(Diagnostic::anchor_elsewhere(&chapter.source, span, gone, file, &link))
    }

    /// The place in the lock of the first of these keys that begins a line; the start of the lock if none does.
    fn place(&mut self, keys: &[String]) -> Range<usize> {
        self.places = self.places.saturating_sub(1);
        let text = &self.source.text;
        let find = |key: &str| {
            let begins = |at: &usize| *at == 0 || text.as_bytes().get(at - 1) == Some(&b'\n');
            let at = text.match_indices(key).map(|(at, _)| at).find(begins)?;
            Some(at..at + key.len())
        };
        // Up to format 2 keys had no prefix.
        let older = |key: &String| find(key.split_once('.')?.1);
        let newer = |key: &String| find(key);
        let found = || keys.iter().find_map(newer).or_else(|| keys.iter().find_map(older));
        (self.places > 0).then(found).flatten().unwrap_or(0..0)
    }
}

/// The heading of a page that replaced another, and the line that keeps the old anchor.
pub(super) fn heir(
    node: &Node,
    (path, id): (&str, &str),
    moves: &Moves,
    lock: &Lock,
) -> Option<(Range<usize>, String)> {
    let (page, now) = moves.heading(path, id).filter(|(page, _)| *page == node.url)?;
    let (span, line) = heading_line(node, now)?;
    let (known, chapter) = (lock.pages.get(page), node.chapter.as_ref()?);
    let is_kept = |known: &Page| former_anchors::is_kept(chapter, known, now);
    let is_free = page == path && !moves.is_shared(page, now) && known.is_some_and(is_kept);
    let line = match line.starts_with('#') && !line.ends_with('}') && is_id(id) && is_free {
        true => format!("{line} {{#{id}}}"),
        false => format!("{}` above `{line}", anchor_tag(id)?),
    };
    Some((span, line))
}

/// The place of a heading, and its line.
fn heading_line<'a>(node: &'a Node, id: &str) -> Option<(Range<usize>, &'a str)> {
    let chapter = node.chapter.as_ref()?;
    let heading = chapter.headings.iter().find(|heading| heading.id == id)?;
    let text = chapter.source.text.get(heading.span.clone())?;
    let line = text.lines().next().unwrap_or_default().trim_end();
    Some((heading.span.start..heading.span.start + line.len(), line))
}

/// A text escaped for a link in Markdown.
fn escaped(text: &str) -> String {
    let is_sign = |c: char| "\\`*_[]<>&$~|".contains(c);
    text.chars().flat_map(|c| is_sign(c).then_some('\\').into_iter().chain([c])).collect()
}

/// Addresses that book.toml lists as gone although the book has them.
fn still_there(config: &Config, book: &Book) -> Vec<Diagnostic> {
    let there = config.html.gone.iter().filter(|written| {
        let path = site_path(written);
        let (path, anchor) = path.split_once('#').unwrap_or((&path, ""));
        let node = book.at(path);
        node.is_some_and(|node| anchor.is_empty() || anchors(node).any(|(id, _)| id == anchor))
    });
    let place = |written: &String| config.places.within(&config.source, keys::HTML_GONE, written);
    there.map(|written| Diagnostic::not_gone(&config.source, place(written), written)).collect()
}
