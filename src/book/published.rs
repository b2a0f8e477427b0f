//! What readers hold links to: the pages and headings that the book has had, and those that have vanished.
//!
//! Owns what book.lock remembers of pages, and how the likely successor of one that is gone is found: by the
//! items that have moved, by headings that both have, by title and file name. Pure.

use super::{Book, Node, samples, url};
use crate::checklist::{self, normalised};
use crate::config::Config;
use crate::diag::{Diagnostic, SourceText};
use crate::lock::{Lock, Page, Status, page_line};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

/// How many vanished pages and headings of one build get a successor and a place; beyond it the search would
/// cost more than it helps.
const MOST_SUGGESTIONS: usize = 100;

/// How alike two headings must be (Jaro-Winkler, 0 to 1) for one to have taken the other's place.
const ALIKE: f64 = 0.75;

/// What the lock is to say of pages: all that it said, and what the book has besides. Where a heading has
/// vanished the new ones of its page wait: one of them may yet get its name, and nobody has a link to it before.
/// The sample chapters of `init` are left out as long as they are as they were written, unless `samples`.
pub fn recorded(
    config: &Config,
    before: &Arc<BTreeMap<String, Page>>,
    nodes: &[Node],
    samples: bool,
) -> Arc<BTreeMap<String, Page>> {
    let gone = gone(config);
    let mut after: Option<BTreeMap<String, Page>> = None;
    for node in nodes {
        let known = before.get(&node.url);
        if known.is_none() && !samples && is_sample(node) {
            continue;
        }
        let is_new =
            |(id, _): &(&str, &str)| known.is_none_or(|page| !page.anchors.contains_key(*id));
        let mut fresh = anchors(node).filter(is_new).peekable();
        if known.is_some_and(|page| fresh.peek().is_none() || has_lost(node, page, &gone)) {
            continue;
        }
        let pages = after.get_or_insert_with(|| (**before).clone());
        let page = pages
            .entry(node.url.clone())
            .or_insert_with(|| Page { title: title(node), ..Page::default() });
        page.anchors.extend(fresh.map(|(id, text)| (id.to_string(), text.to_string())));
    }
    after.map_or_else(|| before.clone(), Arc::new)
}

/// Whether a node is a chapter that `init` wrote and nobody has changed.
fn is_sample(node: &Node) -> bool {
    let chapter = node.chapter.as_ref();
    chapter.is_some_and(|chapter| samples::is_untouched(&node.source, &chapter.source.text))
}

/// What a page is called in the lock.
fn title(node: &Node) -> String {
    let written = node.chapter.as_deref().map(checklist::title);
    written.filter(|title| !title.is_empty()).unwrap_or_else(|| node.title.clone())
}

/// Whether the page of a node lacks an anchor that it had, and that is not called gone.
fn has_lost(node: &Node, page: &Page, gone: &HashSet<String>) -> bool {
    let there = super::links::anchors(node);
    let is_gone = |id: &str| gone.contains(&format!("{}#{id}", node.url));
    page.anchors.keys().any(|id| !there.contains(id.as_str()) && !is_gone(id))
}

/// What book.toml calls gone, by site path.
fn gone(config: &Config) -> HashSet<String> {
    config.html.gone.iter().map(|written| site_path(written)).collect()
}

/// What links can name on the page of a node and what it says there; items have ids of their own in the lock.
fn anchors(node: &Node) -> impl Iterator<Item = (&str, &str)> {
    node.chapter.iter().flat_map(|chapter| {
        let headings = chapter.headings.iter();
        let headings = headings.map(|heading| (heading.id.as_str(), heading.text.as_str()));
        headings.chain(chapter.raw.anchors.iter().map(|id| (id.as_str(), "")))
    })
}

/// Reports what the lock knows, the book no longer has, and nothing accounts for. `source` is the text of the
/// lock; `after` is what this build makes of it.
pub fn vanished(
    config: &Config,
    book: &Book,
    (before, source): (&Lock, &SourceText),
    after: &Lock,
) -> Vec<Diagnostic> {
    let mut search = Search::new(config, book, before, source, after);
    for (path, page) in before.pages.iter() {
        let led = search.redirects.get(path.as_str()).copied();
        match (book.at(path), led) {
            (Some(node), _) => search.anchors(path, page, node),
            (None, Some(Some(now))) => {
                if let Some(node) = book.at(now) {
                    search.anchors(path, page, node);
                }
            }
            (None, Some(None)) => {}
            (None, None) if search.gone.contains(path.as_str()) => {}
            (None, None) => search.page(path, page),
        }
    }
    let mut diagnostics = search.diagnostics;
    diagnostics.extend(still_there(config, book));
    diagnostics
}

struct Search<'a> {
    book: &'a Book,
    /// Old paths, each with the page that it leads to, if that is one of the book.
    redirects: HashMap<&'a str, Option<&'a str>>,
    gone: HashSet<String>,
    before: &'a Lock,
    source: &'a SourceText,
    /// For each page, to which others its items have gone, and how many of them.
    moved: HashMap<&'a str, BTreeMap<&'a str, usize>>,
    /// Nodes whose pages the lock does not know.
    new: Vec<&'a Node>,
    suggestions: usize,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Search<'a> {
    fn new(
        config: &Config,
        book: &'a Book,
        before: &'a Lock,
        source: &'a SourceText,
        after: &'a Lock,
    ) -> Self {
        let redirects = book.redirects.iter();
        let redirects = redirects.map(|one| (one.from.as_str(), one.page.as_deref()));
        let mut moved: HashMap<&str, BTreeMap<&str, usize>> = HashMap::new();
        for (id, then) in &before.items {
            let now = after.items.get(id).filter(|now| now.status == Status::Live);
            if let Some(now) = now.filter(|now| now.page != then.page) {
                *moved.entry(&then.page).or_default().entry(&now.page).or_default() += 1;
            }
        }
        Search {
            book,
            redirects: redirects.collect(),
            gone: gone(config),
            before,
            source,
            moved,
            new: book.nodes.iter().filter(|node| !before.pages.contains_key(&node.url)).collect(),
            suggestions: MOST_SUGGESTIONS,
            diagnostics: Vec::new(),
        }
    }

    fn page(&mut self, path: &str, page: &Page) {
        let may_suggest = self.may_suggest();
        let heir = self.heir(path, page).filter(|_| may_suggest);
        let chapter = heir.and_then(|node| Some((node, node.chapter.as_ref()?)));
        let fault = match chapter {
            Some((node, chapter)) => {
                let file = &chapter.source.file;
                let line = match (
                    chapter.front.aliases.is_empty(),
                    has_front_matter(&chapter.source.text),
                ) {
                    (false, _) => format!("add \"/{path}\" to its `aliases`"),
                    (true, true) => format!("add `aliases: [\"/{path}\"]` to its front matter"),
                    (true, false) => format!(
                        "begin {file} with the lines `---`, `aliases: [\"/{path}\"]` and `---`"
                    ),
                };
                Diagnostic::page_moved(&chapter.source, path, &node.url, &line)
            }
            None => {
                let span = self.place(&page_line(path, "", &page.title), may_suggest);
                Diagnostic::page_vanished(self.source, span, path)
            }
        };
        self.diagnostics.push(fault);
    }

    /// The page that has most of what the old one had.
    fn heir(&self, path: &str, page: &Page) -> Option<&'a Node> {
        let votes = self.moved.get(path);
        let voted = votes.into_iter().flatten().filter_map(|(url, _)| self.book.at(url));
        let mut best: Option<(&Node, usize)> = None;
        for node in self.new.iter().copied().chain(voted) {
            let items = votes.and_then(|votes| votes.get(node.url.as_str())).copied().unwrap_or(0);
            let shared = anchors(node).filter(|(id, _)| page.anchors.contains_key(*id)).count();
            let same_name =
                url::split(&node.url).1 == url::split(path).1 && !path.ends_with("index.html");
            let score = 2 * items
                + shared
                + 2 * usize::from(alike(&node.title, &page.title) >= ALIKE)
                + 2 * usize::from(same_name);
            if score >= 2 && best.is_none_or(|(_, most)| score > most) {
                best = Some((node, score));
            }
        }
        best.map(|(node, _)| node)
    }

    /// Reports the anchors of a page that `node`, which is that page or what it leads to, does not have.
    fn anchors(&mut self, path: &str, page: &Page, node: &'a Node) {
        let there: HashSet<&str> = super::links::anchors(node);
        let is_gone = |gone: &HashSet<String>, id: &str| {
            gone.contains(path) || gone.contains(&format!("{path}#{id}"))
        };
        let lost = page.anchors.iter().filter(|(id, _)| !there.contains(id.as_str()));
        let lost: Vec<(&String, &String)> =
            lost.filter(|(id, _)| !is_gone(&self.gone, id)).collect();
        if lost.is_empty() {
            return;
        }
        let known = self.before.pages.get(&node.url);
        let fresh: Vec<(&str, &str)> = anchors(node)
            .filter(|(id, _)| known.is_none_or(|known| !known.anchors.contains_key(*id)))
            .collect();
        for (id, text) in &lost {
            let may_suggest = self.may_suggest();
            let heir = match fresh.as_slice() {
                [only] if lost.len() == 1 => Some(*only),
                _ => likest(&fresh, text),
            };
            let heading =
                heir.filter(|_| may_suggest).and_then(|(now, _)| heading_line(node, now, id));
            let fault = match (heading, &node.chapter) {
                (Some((span, line)), Some(chapter)) => {
                    Diagnostic::anchor_moved(&chapter.source, span, (path, id), &line)
                }
                _ => {
                    let span = self.place(&page_line(path, id, text), may_suggest);
                    Diagnostic::anchor_vanished(self.source, span, (path, id))
                }
            };
            self.diagnostics.push(fault);
        }
    }

    fn may_suggest(&mut self) -> bool {
        self.suggestions = self.suggestions.saturating_sub(1);
        self.suggestions > 0
    }

    /// Where the lock has this line; its beginning, where it is written in another way.
    fn place(&self, line: &str, wanted: bool) -> Range<usize> {
        let find = |line: &str| {
            let at = self.source.text.find(&format!("\n{line}\n"))?;
            Some(at + 1..at + 1 + line.find(" = ").unwrap_or(line.len()))
        };
        // Up to format 2 there was nothing before the key.
        let older = || find(line.split_once('.')?.1);
        wanted.then(|| find(line).or_else(older)).flatten().unwrap_or(0..0)
    }
}

fn likest<'a>(fresh: &[(&'a str, &'a str)], text: &str) -> Option<(&'a str, &'a str)> {
    let mut best = None;
    let mut best_score = ALIKE;
    for (id, now) in fresh {
        let score = alike(now, text);
        if score > best_score {
            best = Some((*id, *now));
            best_score = score;
        }
    }
    best
}

fn alike(one: &str, other: &str) -> f64 {
    let (one, other) = (normalised(one), normalised(other));
    if one.is_empty() || other.is_empty() { 0.0 } else { strsim::jaro_winkler(&one, &other) }
}

/// Where a heading stands, and how it reads once it bears another id too.
fn heading_line(node: &Node, id: &str, old: &str) -> Option<(Range<usize>, String)> {
    let chapter = node.chapter.as_ref()?;
    let heading = chapter.headings.iter().find(|heading| heading.id == id)?;
    let text = chapter.source.text.get(heading.span.clone())?;
    let line = text.lines().next().unwrap_or_default().trim_end();
    let span = heading.span.start..heading.span.start + line.len();
    let fits = old.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let line = match line.starts_with('#') && !line.ends_with('}') && fits {
        true => format!("{line} {{#{old}}}"),
        false => format!("<a id=\"{old}\"></a>` above `{line}"),
    };
    Some((span, line))
}

fn has_front_matter(text: &str) -> bool {
    text.lines().next().is_some_and(|line| line.trim_end() == "---")
}

/// The site path of an old URL as authors write it, with its anchor.
fn site_path(written: &str) -> String {
    let (path, anchor) = written.split_once('#').unwrap_or((written, ""));
    let path = url::decode(path.trim_start_matches('/'));
    let path = if path.is_empty() || path.ends_with('/') { path + "index.html" } else { path };
    if anchor.is_empty() { path } else { format!("{path}#{}", url::decode(anchor)) }
}

/// What book.toml calls gone although the book has it.
fn still_there(config: &Config, book: &Book) -> Vec<Diagnostic> {
    let there = config.html.gone.iter().filter(|written| {
        let path = site_path(written);
        let (path, anchor) = path.split_once('#').unwrap_or((&path, ""));
        let node = book.at(path);
        node.is_some_and(|node| anchor.is_empty() || anchors(node).any(|(id, _)| id == anchor))
    });
    let place =
        |written: &String| config.places.within(&config.source, "output.html.gone", written);
    there.map(|written| Diagnostic::not_gone(&config.source, place(written), written)).collect()
}
