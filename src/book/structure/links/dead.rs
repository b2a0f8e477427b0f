//! Links that lead to no file: where the chapter is now, or the file that is probably meant.

use super::super::near::NearPaths;
use super::super::outline::page_of;
use super::{Linkable, Resolver};
use crate::book::source::is_markdown;
use crate::syntax::markdown::tree::{Chapter, Reference};
use crate::text::diag::Diagnostic;
use crate::text::url;

impl<'a> Resolver<'a> {
    /// The diagnostic for a link to a path that leads nowhere.
    pub(super) fn dead(
        &mut self,
        chapter: &Chapter,
        reference: &Reference,
        path: &str,
    ) -> Diagnostic {
        let what = if is_markdown(path) { "chapter" } else { "file" };
        let (source, span) = (&chapter.source, reference.span.clone());
        let way_to = |target: &str| url::decode(&url::relative(&chapter.path, target));
        if let Some(file) = Linkable::unmade(&self.made, &chapter.path, path) {
            return Diagnostic::link_to_unmade(source, span, path, file);
        }
        let full = url::resolve(url::split(&chapter.path).0, path).unwrap_or_default();
        if let Some((part, why)) = self.files.skipped(&full) {
            return Diagnostic::link_to_skipped(source, span, (path, part), why);
        }
        match self.successor(&chapter.path, path) {
            Some(now) => Diagnostic::link_to_renamed(source, span, (what, path), &way_to(now)),
            None => {
                let near = self.nearest_path(&chapter.path, path).map(|near| way_to(&near));
                Diagnostic::dead_link(source, span, what, path, near.as_deref())
            }
        }
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
        let full = url::resolve(url::split(from).0, wanted)?;
        let sources = self.by_source.keys().copied().filter(|source| is_markdown(source));
        let made = self.made.iter().filter(|one| one.missing.is_empty());
        let names = sources.chain(self.files.assets.keys().map(String::as_str));
        let names = names.chain(made.map(|one| one.path.as_str()));
        let near = self.near_paths.get_or_insert_with(|| NearPaths::new(names));
        near.nearest(&full).map(str::to_string)
    }
}
