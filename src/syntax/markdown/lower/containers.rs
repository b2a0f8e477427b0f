//! Containers: blocks between two lines of colons.
//!
//! A container ends at the line with as many colons as it began with, and at the latest with the list item or quotation
//! that it began in. Owns the names of containers and the faults of their nesting; writes no markup.

use super::placeholders::Fence;
use super::spans::{id_in_braces, in_braces};
use super::{Element, Frame, Lowering};
use crate::syntax::markdown::tree::*;
use crate::syntax::markdown::{MAX_DEPTH, is_id};
use crate::text::diag::{Diagnostic, nearest};
use std::ops::Range;

/// The names of containers.
const NAMES: [&str; 10] =
    ["tabs", "tab", "details", "cards", "figure", "note", "tip", "important", "warning", "caution"];

/// What other tools call containers, and the nearest name here.
const OTHERS: [(&str, &str); 26] = [
    ("abstract", "note"),
    ("accordion", "details"),
    ("admonition", "note"),
    ("attention", "warning"),
    ("card", "cards"),
    ("code-group", "tabs"),
    ("collapse", "details"),
    ("danger", "caution"),
    ("dropdown", "details"),
    ("error", "caution"),
    ("expand", "details"),
    ("grid", "cards"),
    ("hint", "tip"),
    ("info", "note"),
    ("question", "note"),
    ("secondary", "note"),
    ("see-also", "note"),
    ("seealso", "note"),
    ("spoiler", "details"),
    ("success", "tip"),
    ("tab-item", "tab"),
    ("tab-set", "tabs"),
    ("tabset", "tabs"),
    ("toggle", "details"),
    ("todo", "note"),
    ("warn", "warning"),
];

/// An open container.
pub(super) struct Opened {
    fence: Fence,
    /// `None` for an unknown name: the content is kept without a container.
    kind: Option<ContainerKind>,
    title: String,
    shown: Vec<Inline>,
    id: Option<String>,
}

/// The text after the colons of a first line.
#[derive(Debug, PartialEq)]
struct Header<'a> {
    name: &'a str,
    title: &'a str,
    /// The options in the braces at the end.
    options: Vec<&'a str>,
}

impl Lowering<'_> {
    /// A thematic break, or the placeholder of a line of colons.
    pub(super) fn rule(&mut self, span: &Range<usize>) {
        match self.marks.fence(span).cloned() {
            _ if self.beyond_limit > 0 => {}
            None if self.marks.is_comment(span) => self.top().flush(),
            Some(fence) if fence.rest.is_empty() => self.fence_closes(&fence),
            Some(fence) => self.fence_opens(fence),
            None => self.push_block(Block::Rule),
        }
    }

    fn fence_opens(&mut self, fence: Fence) {
        let source = &self.chapter.source;
        if self.open.len() >= MAX_DEPTH {
            let fault = Diagnostic::nested_too_deep(source, fence.span, MAX_DEPTH);
            self.chapter.diagnostics.push(fault);
            return;
        }
        let header = header(&fence.rest);
        let kind = self.kind(&header, &fence);
        let (title, shown) = self.title_of_container(header.title, &fence.span);
        let id = self.options_of(&header, kind, &fence);
        if let Some(id) = &id {
            let place = id_in_braces(&self.chapter.source.text, &fence.span, id);
            self.check_id(id, place, is_id);
            self.chapter.anchors.push((id.clone(), fence.span.clone()));
        }
        let title = match kind {
            Some(ContainerKind::Tab | ContainerKind::Details { .. }) if title.is_empty() => {
                let (source, span) = (&self.chapter.source, fence.span.clone());
                let fault = Diagnostic::container_untitled(source, span, header.name);
                self.chapter.diagnostics.push(fault);
                title_from_name(header.name)
            }
            _ => title,
        };
        let kind = match kind {
            Some(ContainerKind::Details { .. }) => {
                Some(ContainerKind::Details { open: header.options.contains(&"open") })
            }
            other => other,
        };
        let span = fence.span.clone();
        let opened = Opened { fence, kind, title, shown, id };
        self.top().flush();
        self.open.push(Frame::new(Element::Container(Box::new(opened)), span));
    }

    fn kind(&mut self, header: &Header, fence: &Fence) -> Option<ContainerKind> {
        let (source, span) = (&self.chapter.source, fence.span.clone());
        let kind = match header.name {
            "tabs" => ContainerKind::Tabs,
            "tab" => ContainerKind::Tab,
            "details" => ContainerKind::Details { open: false },
            "cards" => ContainerKind::Cards,
            "figure" => ContainerKind::Figure,
            "note" => ContainerKind::Alert(AlertKind::Note),
            "tip" => ContainerKind::Alert(AlertKind::Tip),
            "important" => ContainerKind::Alert(AlertKind::Important),
            "warning" => ContainerKind::Alert(AlertKind::Warning),
            "caution" => ContainerKind::Alert(AlertKind::Caution),
            name => {
                let near = near(&fence.rest, name);
                let written = if name.is_empty() { &*fence.rest } else { name };
                let fault = Diagnostic::container_unknown(source, span, (written, &NAMES), near);
                self.chapter.diagnostics.push(fault);
                return None;
            }
        };
        let in_tabs = matches!(&self.top().element,
            Element::Container(around) if around.kind == Some(ContainerKind::Tabs));
        if kind == ContainerKind::Tab && !in_tabs {
            let fault = Diagnostic::tab_alone(&self.chapter.source, fence.span.clone());
            self.chapter.diagnostics.push(fault);
        }
        Some(kind)
    }

    /// The id among the options. Reports unknown options.
    fn options_of(
        &mut self,
        header: &Header,
        kind: Option<ContainerKind>,
        fence: &Fence,
    ) -> Option<String> {
        let mut id = None;
        for option in &header.options {
            match (option.strip_prefix('#'), kind) {
                (_, None) => {}
                (Some(name), _) => id = Some(name.to_string()),
                (None, Some(ContainerKind::Details { .. })) if *option == "open" => {}
                (None, Some(_)) => {
                    let (source, span) = (&self.chapter.source, &fence.span);
                    let place = in_braces(&source.text, span, option);
                    let fault = Diagnostic::container_option(source, place, option, header.name);
                    self.chapter.diagnostics.push(fault);
                }
            }
        }
        id
    }

    /// Closes the innermost container that began with as many colons, and reports unclosed containers within it.
    fn fence_closes(&mut self, fence: &Fence) {
        let here = self.open.iter().rev().map_while(|frame| match &frame.element {
            Element::Container(opened) => Some(opened.fence.colons),
            _ => None,
        });
        let here: Vec<usize> = here.collect();
        let Some(within) = here.iter().position(|colons| *colons == fence.colons) else {
            let (source, span) = (&self.chapter.source, fence.span.clone());
            let fault = Diagnostic::container_end_stray(source, span, here.first().copied());
            self.chapter.diagnostics.push(fault);
            return;
        };
        for _ in 0..within {
            self.end_unclosed_container();
        }
        self.end_container_block();
    }

    /// Closes the containers that are still open in the element that ends now.
    pub(super) fn end_open_containers(&mut self) {
        while matches!(self.top().element, Element::Container(_)) {
            self.end_unclosed_container();
        }
    }

    fn end_unclosed_container(&mut self) {
        if let Element::Container(opened) = &self.top().element {
            let (span, colons) = (opened.fence.span.clone(), opened.fence.colons);
            if !self.ends_in_open_code(&span, colons) {
                let fault = Diagnostic::container_open(&self.chapter.source, span, colons);
                self.chapter.diagnostics.push(fault);
            }
        }
        self.end_container_block();
    }

    fn end_container_block(&mut self) {
        let Some(mut frame) = self.open.pop() else { return };
        frame.flush();
        self.settle_tags(&mut frame);
        let Frame { element: Element::Container(opened), blocks, .. } = frame else { return };
        let Opened { fence, kind, title, shown, id } = *opened;
        let Some(kind) = kind else {
            if !title.is_empty() {
                let shown = if shown.is_empty() { vec![Inline::Text(title)] } else { shown };
                let title = vec![Inline::Strong(shown)];
                self.push_block(Block::Paragraph(title));
            }
            blocks.into_iter().for_each(|block| self.push_block(block));
            return;
        };
        if let Some(expected) = misfit(kind, &blocks) {
            let fault = Diagnostic::container_misfit(&self.chapter.source, fence.span, expected);
            self.chapter.diagnostics.push(fault);
        }
        if let (ContainerKind::Alert(alert), "", None) = (kind, title.as_str(), &id) {
            self.push_block(Block::Alert(alert, super::fitted(blocks)));
            return;
        }
        let tabs = kind == ContainerKind::Tabs;
        self.chapter.needs |= Needs { blocks: true, tabs, timeline: false };
        let blocks = super::fitted(blocks);
        self.push_block(Block::Container(Box::new(Container { kind, title, shown, id, blocks })));
    }
}

/// The container that was probably meant. MyST and Quarto have the name in braces, as in `{.callout-note}`.
fn near(rest: &str, name: &str) -> Option<&'static str> {
    let braced = rest.strip_prefix('{').and_then(|rest| rest.split(['}', ' ']).next());
    let bare = braced.map_or(name, |name| name.trim_start_matches('.'));
    let name = bare.strip_prefix("callout-").unwrap_or(bare).to_lowercase();
    let other = OTHERS.iter().find(|(theirs, _)| *theirs == name).map(|(_, ours)| *ours);
    other.or_else(|| nearest(&name, NAMES))
}

/// What the container should contain, if it contains something else.
fn misfit(kind: ContainerKind, blocks: &[Block]) -> Option<&'static str> {
    let is_tab =
        |block: &Block| matches!(block, Block::Container(one) if one.kind == ContainerKind::Tab);
    match kind {
        ContainerKind::Tabs if blocks.is_empty() || !blocks.iter().all(is_tab) => {
            Some("`tabs` can contain only `tab` containers")
        }
        ContainerKind::Cards => {
            let mut lists = blocks.iter().filter_map(|block| match block {
                Block::List(list) => Some(list),
                _ => None,
            });
            let is_link = |item: &ListItem| leading_link(&item.blocks).is_some();
            let fits = blocks.iter().any(|block| matches!(block, Block::List(_)))
                && lists.all(|list| list.items.iter().all(is_link));
            (!fits).then_some("`cards` must contain a list whose items each begin with a link")
        }
        _ => None,
    }
}

/// Splits the text after the colons into the name, the title, and the options in braces at the end.
fn header(rest: &str) -> Header<'_> {
    let (rest, mut options) = match rest.strip_suffix('}').and_then(|inner| inner.rsplit_once('{'))
    {
        // Two braces are a variable.
        Some((before, options)) if !before.ends_with('{') && !options.contains('}') => {
            (before.trim_end(), options.split_whitespace().collect())
        }
        _ => (rest, Vec::new()),
    };
    let end = rest.find(|c: char| c.is_whitespace() || c == '[').unwrap_or(rest.len());
    let (name, title) = rest.split_at(end);
    let mut title = title.trim();
    // Other programs have the options before the title.
    let first = title.strip_prefix('{').and_then(|title| title.split_once('}'));
    if let Some((inner, after)) = first.filter(|(inner, _)| inner.starts_with(['.', '#'])) {
        options.extend(inner.split_whitespace());
        title = after.trim();
    }
    let bracketed = title.strip_prefix('[').and_then(|title| title.strip_suffix(']'));
    Header { name, title: bracketed.unwrap_or(title), options }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_taken_apart() {
        let of = |rest| {
            let Header { name, title, options } = header(rest);
            (name, title, options)
        };
        assert_eq!(of("tabs"), ("tabs", "", vec![]));
        assert_eq!(
            of("details More of it {#more open}"),
            ("details", "More of it", vec!["#more", "open"])
        );
        assert_eq!(of("tab For {{ var.name }}"), ("tab", "For {{ var.name }}", vec![]));
        assert_eq!(of("note[Mind this]"), ("note", "Mind this", vec![]));
        assert_eq!(of("note {.x #a} Mind"), ("note", "Mind", vec![".x", "#a"]));
        assert_eq!(of("{.box}"), ("", "", vec![".box"]));
    }
}
