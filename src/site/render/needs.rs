//! The files of the theme that a page loads in addition to those of every page, depending on its texts.

use crate::book::structure::{Book, Node};
use crate::site::html;
use crate::site::page::PageKind;
use crate::site::theme::Theme;
use crate::syntax::markdown::tree::{Chapter, Needs};
use crate::text::output::Output;

/// The needs of the page of a chapter.
pub(super) fn of(node: &Node) -> Needs {
    let of_chapter = |chapter: &Chapter| {
        let Needs { blocks, tabs } = chapter.needs;
        Needs { blocks: blocks || html::wants_timeline(chapter), tabs }
    };
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

/// The script that pages load first if the book had another id before.
pub(super) fn carry<'a>(theme: &'a Theme, book: &Book) -> Option<&'a String> {
    Some(&theme.carry_script).filter(|_| !book.former_ids.is_empty())
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
    let unused = move |path: &String| [style, tabs, carry].contains(&Some(path));
    theme.files.iter().filter(move |file| !unused(&file.path))
}
