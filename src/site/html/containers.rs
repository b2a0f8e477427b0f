//! Containers, badges and formulas.
//!
//! Without a script, on paper and in an EPUB, tabs are shown one below the other, each under its title.

use super::{Edition, Writer};
use crate::syntax::markdown::tree::{
    AlertKind, Badge, Block, Container, ContainerKind, Formula, Inline, List, ListItem, Tone,
    is_blank, leading_link,
};
use crate::text::escape::escape;

/// Separators between the link of a card and its text.
const SEPARATORS: [char; 6] = [' ', ':', '-', '\u{2013}', '\u{2014}', '.'];

impl Writer<'_> {
    pub(super) fn container(&mut self, container: &Container) {
        let Container { kind, title, blocks, .. } = container;
        match kind {
            ContainerKind::Tabs => {
                self.open_container("div", "tb-tabs", container);
                self.push(if self.is_page() { " data-tb-tabs>\n" } else { ">\n" });
                self.blocks(blocks);
                self.push("</div>\n");
            }
            ContainerKind::Tab => self.tab(container),
            ContainerKind::Details { open } => {
                self.open_container("details", "tb-details", container);
                self.push(if *open || !self.is_page() { " open>" } else { ">" });
                self.push("<summary>");
                self.title(container);
                self.push("</summary>\n");
                self.blocks(blocks);
                self.push("</details>\n");
            }
            ContainerKind::Cards => self.cards(container),
            ContainerKind::Figure => self.captioned(container),
            ContainerKind::Alert(kind) => {
                self.alert(*kind, (title, &container.shown), container.id.as_deref(), blocks);
            }
        }
    }

    fn title(&mut self, container: &Container) {
        match container.shown.is_empty() {
            true => self.text(&container.title),
            false => self.inlines(&container.shown),
        }
    }

    fn is_page(&self) -> bool {
        matches!(self.edition, Edition::Page { .. } | Edition::Plan)
    }

    /// The beginning of a tag, left open for more attributes.
    fn open_container(&mut self, tag: &str, class: &str, container: &Container) {
        self.push(&format!("<{tag} class=\"{class}\""));
        self.container_id(container.id.as_deref());
    }

    fn container_id(&mut self, id: Option<&str>) {
        if let Some(id) = id.filter(|_| !matches!(self.edition, Edition::Plan)) {
            self.push(" id=\"");
            self.anchor_id(id);
            self.push("\"");
        }
    }

    fn tab(&mut self, container: &Container) {
        self.open_container("div", "tb-tab", container);
        if !self.is_epub() {
            self.push(" role=\"group\" aria-label=\"");
            self.text(&container.title);
            self.push("\"");
        }
        self.push(">\n<p class=\"tb-tab-title\">");
        self.title(container);
        self.push("</p>\n");
        self.blocks(&container.blocks);
        self.push("</div>\n");
    }

    fn cards(&mut self, container: &Container) {
        self.open_container("div", "tb-deck", container);
        self.push(">\n");
        for block in &container.blocks {
            match block {
                Block::List(list) => self.card_list(list),
                other => self.blocks(std::slice::from_ref(other)),
            }
        }
        self.push("</div>\n");
    }

    fn card_list(&mut self, list: &List) {
        let tag = self.open_list(list, "tb-deck-cards");
        for item in &list.items {
            self.push("<li class=\"tb-deck-card\">");
            self.card(item);
            self.push("</li>\n");
        }
        self.push(&format!("</{tag}>\n"));
    }

    /// The link, and below it the rest of the item.
    fn card(&mut self, item: &ListItem) {
        let (Some(link), Some((first, rest))) =
            (leading_link(&item.blocks), item.blocks.split_first())
        else {
            self.blocks(&item.blocks);
            return;
        };
        self.push("<div class=\"tb-deck-title\">");
        self.link(link);
        self.push("</div>\n");
        if let Block::Plain(inlines) | Block::Paragraph(inlines) = first {
            let said = inlines.iter().position(|inline| !is_blank(inline));
            let said = inlines.get(said.map_or(0, |link| link + 1)..).unwrap_or_default();
            self.card_text(said);
        }
        self.blocks(rest);
        self.trim_line_end();
    }

    fn card_text(&mut self, said: &[Inline]) {
        let said = said.get(said.iter().take_while(|inline| is_blank(inline)).count()..);
        let said = said.unwrap_or_default();
        let (begin, rest) = match said.split_first() {
            Some((Inline::Text(text), rest)) => (text.trim_start_matches(SEPARATORS), rest),
            _ => ("", said),
        };
        if begin.is_empty() && rest.iter().all(is_blank) {
            return;
        }
        self.push("<p>");
        self.text(begin);
        self.inlines(rest);
        self.push("</p>\n");
    }

    /// A figure. Its caption is the title, or else the paragraph at its end.
    fn captioned(&mut self, container: &Container) {
        let (content, caption) = match container.blocks.split_last() {
            Some((Block::Paragraph(caption), content))
                if container.title.is_empty() && !content.is_empty() =>
            {
                (content, Some(caption))
            }
            _ => (container.blocks.as_slice(), None),
        };
        self.open_container("figure", "tb-figure", container);
        self.push(">\n");
        for block in content {
            match block {
                // Elsewhere a picture alone becomes a figure; here it is already in one.
                Block::Paragraph(inlines) if matches!(inlines.as_slice(), [Inline::Image(_)]) => {
                    self.inlines(inlines);
                    self.push("\n");
                }
                other => self.blocks(std::slice::from_ref(other)),
            }
        }
        if caption.is_some() || !container.title.is_empty() {
            self.push("<figcaption>");
            match caption {
                Some(inlines) => self.inlines(inlines),
                None => self.title(container),
            }
            self.push("</figcaption>");
        }
        self.push("</figure>\n");
    }

    /// A note to the reader; its default title is its kind.
    pub(super) fn alert(
        &mut self,
        kind: AlertKind,
        (title, shown): (&str, &[Inline]),
        id: Option<&str>,
        blocks: &[Block],
    ) {
        let (class, label) = match kind {
            AlertKind::Note => ("note", "Note"),
            AlertKind::Tip => ("tip", "Tip"),
            AlertKind::Important => ("important", "Important"),
            AlertKind::Warning => ("warning", "Warning"),
            AlertKind::Caution => ("caution", "Caution"),
        };
        self.push(&format!("<div class=\"tb-alert tb-alert-{class}\" role=\"note\""));
        self.container_id(id);
        self.push(&format!(" aria-label=\"{label}"));
        if !title.is_empty() {
            self.push(": ");
            self.text(title);
        }
        self.push("\"><p class=\"tb-alert-title\">");
        match shown.is_empty() {
            true => self.text(if title.is_empty() { label } else { title }),
            false => self.inlines(shown),
        }
        self.push("</p>\n");
        self.blocks(blocks);
        self.push("</div>\n");
    }

    pub(super) fn badge(&mut self, badge: &Badge) {
        push_badge(badge, &mut self.out);
    }

    pub(super) fn formula(&mut self, formula: &Formula) {
        push_formula(formula, &mut self.out);
    }

    /// A formula that is a paragraph, in a region of its own that scrolls.
    pub(super) fn formula_block(&mut self, formula: &Formula) {
        if self.is_epub() {
            self.push("<p>");
            self.formula(formula);
            self.push("</p>\n");
            return;
        }
        self.formulas += 1;
        self.push("<section class=\"tb-scroll tb-formula\" tabindex=\"0\" aria-label=\"");
        self.region_label("Formula", self.formulas, "");
        self.push("\">");
        self.formula(formula);
        self.push("</section>\n");
    }
}

pub(super) fn push_badge(badge: &Badge, out: &mut String) {
    let tone = match badge.tone {
        Tone::Note => "note",
        Tone::Good => "good",
        Tone::Bad => "bad",
        Tone::New => "new",
    };
    out.push_str(&format!("<span class=\"tb-badge tb-badge-{tone}\">"));
    escape(&badge.text, out);
    out.push_str("</span>");
}

/// The formula, with its source for browsers without MathML.
pub(super) fn push_formula(formula: &Formula, out: &mut String) {
    let (begin, rest) = formula.mathml.split_once('>').unwrap_or(("<math", ""));
    out.push_str(begin);
    // Without the name space, an XML parser would not recognise the formula.
    out.push_str(" xmlns=\"http://www.w3.org/1998/Math/MathML\" alttext=\"");
    escape(formula.latex.trim(), out);
    out.push_str("\">");
    out.push_str(rest);
}
