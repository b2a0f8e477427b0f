//! The files of the theme that a page loads in addition to those of every page, depending on its texts.

use super::items;
use crate::book::config::{Config, keys};
use crate::book::structure::{Book, Node};
use crate::site::html;
use crate::site::page::PageKind;
use crate::site::theme::Theme;
use crate::syntax::markdown::tree::{Chapter, Needs};
use crate::text::output::Output;

/// The needs of the page of a chapter.
pub(super) fn of(node: &Node) -> Needs {
    let of_chapter =
        |chapter: &Chapter| Needs { timeline: html::wants_timeline(chapter), ..chapter.needs };
    node.chapter.as_deref().map(of_chapter).unwrap_or_default()
}

/// The needs of a generated page.
pub(super) fn of_made(kind: PageKind, nodes: &[Node]) -> Needs {
    let mut needs = Needs::default();
    let shows = |node: &&Node| match kind {
        PageKind::Print => true,
        PageKind::Plan => !node.items.is_empty(),
        _ => false,
    };
    nodes.iter().filter(shows).for_each(|node| needs |= of(node));
    needs
}

/// The style sheets of a page.
pub(super) fn styles(theme: &Theme, needs: Needs) -> &[String] {
    match needs {
        Needs { blocks: true, .. } => &theme.block_styles,
        Needs { timeline: true, .. } => &theme.timeline_styles,
        _ => &theme.styles,
    }
}

/// The script that pages load first if the book had another id before.
pub(super) fn carry<'a>(theme: &'a Theme, book: &Book) -> Option<&'a String> {
    Some(&theme.carry_script).filter(|_| !book.former_ids.is_empty())
}

/// The style sheets of the page that is served at any path, which has those in `styles` by their paths from the root of
/// the host. If the path of the site on its host is not set, the page also names each from every folder up to one level
/// below the deepest page: browsers load the one that is there and ignore the others.
pub(super) fn styles_at_any_path(
    styles: Vec<String>,
    config: &Config,
    nodes: &[Node],
) -> Vec<String> {
    if !config.places.of(keys::HTML_SITE_URL).is_empty() {
        return styles;
    }
    let deepest = nodes.iter().map(|node| node.url.matches('/').count()).max().unwrap_or(0) + 1;
    let from = |depth: usize| {
        let up = "../".repeat(depth);
        styles.iter().map(move |path| format!("{up}{}", path.trim_start_matches('/')))
    };
    styles.iter().cloned().chain((0..=deepest).flat_map(from)).collect()
}

/// The files of the theme without those that no page of the book needs.
pub(super) fn files<'a>(
    theme: &'a Theme,
    book: &Book,
) -> impl Iterator<Item = &'a Output> + use<'a> {
    let needs = of_made(PageKind::Print, &book.nodes);
    let style = theme.block_styles.first().filter(|_| !needs.blocks);
    let tabs = Some(&theme.tabs_script).filter(|_| !needs.tabs);
    let carry = Some(&theme.carry_script).filter(|_| carry(theme, book).is_none());
    let timeline = theme.timeline_styles.first().filter(|_| !needs.timeline);
    let has_paths = items::any_for_some(book);
    let paths = Some(&theme.paths_script).filter(|_| !has_paths);
    let early = Some(&theme.early_script).filter(|_| !has_paths);
    let scheme = Some(&theme.scheme_script).filter(|_| has_paths);
    let unused = [style, timeline, tabs, carry, paths, early, scheme];
    let unused = move |path: &String| unused.contains(&Some(path));
    theme.files.iter().filter(move |file| !unused(&file.path))
}
