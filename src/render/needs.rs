//! What of the theme a page loads besides what every page does, by the texts that it shows.

use crate::book::Node;
use crate::emit::Output;
use crate::markdown::tree::Needs;
use crate::page::PageKind;
use crate::theme::Theme;

/// What the page of a chapter needs.
pub(super) fn of(node: &Node) -> Needs {
    node.chapter.as_ref().map(|chapter| chapter.needs).unwrap_or_default()
}

/// What a page needs that no chapter stands behind.
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

/// The files of the theme without those that no page of the book needs.
pub(super) fn files<'a>(
    theme: &'a Theme,
    nodes: &[Node],
) -> impl Iterator<Item = &'a Output> + use<'a> {
    let book = of_made(PageKind::Print, nodes);
    let style = theme.block_styles.first().filter(|_| !book.blocks);
    let script = Some(&theme.tabs_script).filter(|_| !book.tabs);
    let unused = move |path: &String| Some(path) == style || Some(path) == script;
    theme.files.iter().filter(move |file| !unused(&file.path))
}
