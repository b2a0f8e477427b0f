//! Links that lead to no file: where the chapter is now, or the file that is probably meant.

use super::super::near::NearPaths;
use super::super::outline::page_of;
use super::super::ways::{readable, way};
use super::address::full_address;
use super::{Found, Linkable, Resolver};
use crate::book::source::is_markdown;
use crate::syntax::markdown::tree::{Chapter, Reference};
use crate::text::diag::Diagnostic;
use crate::text::url;

/// How many signs of a link are tried as letters of a name.
const MOST_SIGNS: usize = 8;

impl<'a> Resolver<'a> {
    /// The diagnostic for a link to a path that leads nowhere.
    pub(super) fn dead(
        &mut self,
        chapter: &Chapter,
        reference: &Reference,
        path: &str,
    ) -> Diagnostic {
        let what = if is_markdown(path) { "chapter" } else { "file" };
        let (source, span) = (&chapter.source, reference.place());
        let way_to = |target: &str| way(&chapter.path, target);
        if let Some(file) = Linkable::unmade(&self.made, &chapter.path, path) {
            return Diagnostic::link_to_unmade(source, span, path, file);
        }
        let full = url::resolve(url::split(&chapter.path).0, path).unwrap_or_default();
        if let Some((part, why)) = self.files.skipped(&full) {
            return Diagnostic::link_to_skipped(source, span, (path, part), why);
        }
        if let Some(meant) = self.meant_in_repository(path) {
            return Diagnostic::link_from_repository(source, span, path, &way_to(&meant));
        }
        if let Some((whole, anchor)) = self.with_sign(chapter, reference) {
            let way = way_to(&whole) + &anchor;
            return Diagnostic::link_misread(
                source,
                span,
                (what, path),
                "the path ends before `#` or `?`",
                &way,
            );
        }
        if let Some(now) = self.redirected(&full) {
            let way = way_to(now);
            return Diagnostic::link_to_moved(
                source,
                span,
                (what, path),
                &way,
                "the old address redirects there",
            );
        }
        match self.successor(&chapter.path, path) {
            Some(now) => Diagnostic::link_to_moved(
                source,
                span,
                (what, path),
                &way_to(now),
                "the chapter was probably renamed",
            ),
            None => {
                let near = self.nearest_path(&chapter.path, path);
                self.meant.extend(near.clone());
                let near = near.map(|near| way_to(&near));
                if let Some(address) = full_address(&reference.target, near.is_some()) {
                    return Diagnostic::link_misread(
                        source,
                        span,
                        (what, path),
                        "read as the path of a file",
                        &address,
                    );
                }
                Diagnostic::dead_link(source, span, what, path, near.as_deref())
            }
        }
    }

    /// The diagnostic for a link to a path that leaves the content folder.
    pub(super) fn outside(
        &mut self,
        chapter: &Chapter,
        reference: &Reference,
        path: &str,
    ) -> Diagnostic {
        let (source, span) = (&chapter.source, reference.place());
        if let Some(meant) = self.meant_in_repository(path) {
            let way = way(&chapter.path, &meant);
            return Diagnostic::link_from_repository(source, span, path, &way);
        }
        let folder = url::split(&chapter.path).0;
        let inside = url::beside(folder, &readable(path));
        let inside = url::decode(inside.trim_start_matches("../").trim_end_matches('/'));
        if !inside.is_empty() && self.has(&inside) {
            let way = way(&chapter.path, &inside);
            return Diagnostic::link_too_far_up(source, span, path, &way);
        }
        match inside.strip_prefix(&self.content).and_then(|rest| rest.strip_prefix('/')) {
            Some(rest) if !self.content.is_empty() => {
                let near = self.nearest_path("", rest).map(|near| way(&chapter.path, &near));
                Diagnostic::link_from_repository_astray(source, span, path, near.as_deref())
            }
            _ => {
                let name = url::split(path).1;
                let name = if name == ".." { "" } else { name };
                Diagnostic::link_outside(source, span, path, &readable(name))
            }
        }
    }

    /// The file whose name has the `#` or `?` of a link, at which its path ends, and the anchor after it.
    fn with_sign(&mut self, chapter: &Chapter, reference: &Reference) -> Option<(String, String)> {
        let target = reference.target.trim();
        let ends = target.match_indices(['#', '?']).map(|(at, _)| at).skip(1);
        let ends = ends.take(MOST_SIGNS).chain([target.len()]);
        let folder = url::split(&chapter.path).0;
        let named = |end: usize| {
            let (path, rest) = target.split_at_checked(end)?;
            let whole = url::resolve(folder, &url::decode(path))?;
            Some((whole, rest.to_string()))
        };
        let found = ends.filter_map(named).find(|(whole, _)| self.has(whole))?;
        self.meant.insert(found.0.clone());
        target.contains(['#', '?']).then_some(found)
    }

    /// The chapter to which the old address at a path leads, by an alias or a redirect.
    fn redirected(&self, path: &str) -> Option<&'a str> {
        let pages = [path.to_string(), page_of(path, None), url::join(path, "index.html")];
        let now = pages.iter().find_map(|page| self.own_site.redirects.get(page.as_str()))?;
        let node = self.nodes.get(*self.by_url.get(now.as_str())?)?;
        node.chapter.as_ref().map(|_| node.source.as_str())
    }

    /// Whether a source is at a path.
    fn has(&self, path: &str) -> bool {
        self.by_source.contains_key(path) || self.files.assets.contains_key(path)
    }

    /// The chapter or file that is meant with a path that names the content folder, as it is in the repository:
    /// `/content/a.md` or `../content/a.md`.
    fn meant_in_repository(&self, path: &str) -> Option<String> {
        if self.content.is_empty() {
            return None;
        }
        let parts: Vec<&str> =
            path.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
        let content: Vec<&str> = self.content.split('/').collect();
        let ends = (1..=parts.len()).filter(|end| {
            let before = parts.get(..*end).unwrap_or_default();
            before.ends_with(&content) || content.ends_with(before)
        });
        let mut rest = ends.filter_map(|end| Some(parts.get(end..)?.join("/")));
        rest.find(|rest| self.has(rest)).filter(|rest| !rest.is_empty())
    }

    /// What is at the same path with its accents written in another way.
    pub(super) fn twin(&mut self, path: &str) -> Option<Found> {
        if path.is_ascii() {
            return None;
        }
        let twin = self.near_paths().twin(path)?.to_string();
        let node = self.by_source.get(twin.as_str()).map(|index| Found::Node(*index));
        node.or_else(|| self.files.assets.contains_key(&twin).then_some(Found::Asset(twin)))
    }

    /// The chapter that replaced the one which was at a path.
    fn successor(&self, from: &str, wanted: &str) -> Option<&'a str> {
        let path = url::resolve(url::split(from).0, wanted)?;
        let (folder, name) = url::split(&path);
        let ordered = url::join(&url::folder(folder), url::without_order(name));
        let pages = [page_of(&path, None), page_of(&ordered, None), url::join(&path, "index.html")];
        let now = pages.iter().chain([&path]).find_map(|page| self.moves.page(page))?;
        let node = self.nodes.get(*self.by_url.get(now)?)?;
        node.chapter.as_ref().map(|_| node.source.as_str())
    }

    /// The nearest chapter or asset.
    fn nearest_path(&mut self, from: &str, wanted: &str) -> Option<String> {
        self.to_suggest = self.to_suggest.checked_sub(1)?;
        let full = url::resolve(url::split(from).0, wanted)?;
        self.near_paths().nearest(&full).map(str::to_string)
    }

    pub(super) fn near_paths(&mut self) -> &NearPaths {
        let sources = self.by_source.keys().copied().filter(|source| is_markdown(source));
        let made = self.made.iter().filter(|one| one.missing.is_empty());
        let names = sources.chain(self.files.assets.keys().map(String::as_str));
        let names = names.chain(made.map(|one| one.path.as_str()));
        self.near_paths.get_or_insert_with(|| NearPaths::new(names))
    }
}
