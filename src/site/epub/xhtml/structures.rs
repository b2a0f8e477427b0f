//! Elements that can contain only certain others: lists, definitions, tables, figures, ruby.

use super::tree::{Element, Node};
use super::{Fitter, Room};

impl Fitter<'_> {
    /// A formula. Authors' own MathML never gets here, so all of it is valid; but EPUB uses an older MathML, in which
    /// sizes are on a separate element.
    pub(super) fn formula(&mut self, element: &Element) {
        let is_size = |name: &str| ["displaystyle", "scriptlevel"].contains(&name);
        let (sizes, others): (Vec<_>, Vec<_>) =
            element.attributes.iter().partition(|(name, _)| is_size(name));
        let within = !sizes.is_empty();
        if within {
            self.formula_tag("mstyle", &sizes);
        }
        self.formula_tag(&element.name, &others);
        for node in &element.children {
            match node {
                Node::Element(inner) => self.formula(inner),
                Node::Text(text) => self.words(text),
            }
        }
        self.push(&format!("</{}>", element.name));
        self.push(if within { "</mstyle>" } else { "" });
    }

    fn formula_tag(&mut self, name: &str, attributes: &[&(String, String)]) {
        self.push(&format!("<{name}"));
        for (name, value) in attributes {
            self.push(&format!(" {name}=\""));
            self.words(value);
            self.push("\"");
        }
        self.push(">");
    }

    /// A list of only items: content between them becomes an item.
    pub(super) fn list(&mut self, element: &Element) {
        self.open(&element.name, element);
        let mut gathering = false;
        for node in element.children.iter().filter(|node| !node.is_blank()) {
            let item = node.element("li");
            if gathering && item.is_some() {
                self.push("</li>");
                gathering = false;
            }
            match item {
                Some(item) => self.tagged("li", item, Room::Flow),
                None => {
                    if !gathering {
                        self.push("<li>");
                    }
                    gathering = true;
                    self.node(node, Room::Flow);
                }
            }
            self.push("\n");
        }
        self.push(if gathering { "</li>" } else { "" });
        self.push(&format!("</{}>", element.name));
    }

    /// Terms, each run of them with at least one definition; anything else becomes plain blocks.
    pub(super) fn definitions(&mut self, element: &Element) {
        let parts: Vec<&Node> = element.children.iter().filter(|node| !node.is_blank()).collect();
        let is_term = |node: &&&Node| node.element("dt").is_some();
        let known = parts.iter().all(|node| is_term(&node) || node.element("dd").is_some());
        let framed = parts.first().as_ref().is_some_and(is_term)
            && !parts.last().as_ref().is_some_and(is_term);
        if !(known && framed) {
            self.tagged("div", element, Room::Flow);
            return;
        }
        self.open("dl", element);
        for node in parts {
            if let Some(term) = node.element("dt") {
                self.tagged("dt", term, Room::Phrasing);
            }
            if let Some(meaning) = node.element("dd") {
                self.tagged("dd", meaning, Room::Flow);
            }
            self.push("\n");
        }
        self.push("</dl>");
    }

    /// A figure, with its caption, if any, at the end.
    pub(super) fn figure(&mut self, element: &Element) {
        self.open("figure", element);
        let caption = element.children.iter().find_map(|node| node.element("figcaption"));
        for node in &element.children {
            match node.element("figcaption") {
                Some(this) if caption.is_some_and(|first| std::ptr::eq(first, this)) => {}
                _ => self.node(node, Room::Flow),
            }
        }
        if let Some(caption) = caption {
            self.tagged("figcaption", caption, Room::Flow);
        }
        self.push("</figure>");
    }

    /// The caption, the columns, one head and then the rows. A table without rows is left out.
    pub(super) fn table(&mut self, element: &Element) {
        let children = &element.children;
        if !children.iter().any(has_rows) {
            self.unwrapped(element, Room::Flow);
            return;
        }
        self.open("table", element);
        if let Some(caption) = children.iter().find_map(|node| node.element("caption")) {
            self.tagged("caption", caption, Room::Phrasing);
        }
        for columns in children.iter().filter_map(|node| node.element("colgroup")) {
            self.columns(columns);
        }
        let mut has_body = false;
        let mut has_head = false;
        for node in children.iter().filter(|node| has_rows(node)) {
            let Node::Element(group) = node else { continue };
            let is_head = group.name == "thead" && !has_head && !has_body;
            has_head |= is_head;
            has_body |= !is_head;
            let name = if is_head { "thead" } else { "tbody" };
            self.open(name, group);
            for row in group.children.iter().filter_map(|node| node.element("tr")) {
                self.row(row);
            }
            self.push(&format!("</{name}>\n"));
        }
        self.push("</table>");
    }

    fn columns(&mut self, columns: &Element) {
        self.open("colgroup", columns);
        for column in columns.children.iter().filter_map(|node| node.element("col")) {
            self.empty("col", column);
        }
        self.push("</colgroup>");
    }

    fn row(&mut self, row: &Element) {
        self.open("tr", row);
        for node in &row.children {
            for name in ["th", "td"] {
                if let Some(cell) = node.element(name) {
                    self.tagged(name, cell, Room::Flow);
                }
            }
        }
        self.push("</tr>\n");
    }

    /// Words with their readings above; a reading without a word follows in parentheses.
    pub(super) fn ruby(&mut self, element: &Element) {
        let parts: Vec<&Node> = element
            .children
            .iter()
            .filter(|node| !node.is_blank() && node.element("rp").is_none())
            .collect();
        let is_reading = |node: &Node| node.element("rt").is_some();
        let follows =
            |pair: &[&Node]| matches!(pair, [one, other] if is_reading(one) && is_reading(other));
        let framed = parts.first().is_some_and(|node| !is_reading(node))
            && parts.last().is_some_and(|node| is_reading(node));
        let paired = framed && !parts.windows(2).any(follows);
        if paired {
            self.open("ruby", element);
        }
        for node in parts {
            match node.element("rt") {
                Some(reading) if paired => self.tagged("rt", reading, Room::Phrasing),
                Some(reading) => {
                    self.push(" (");
                    self.nodes(&reading.children, Room::Phrasing);
                    self.push(") ");
                }
                None => self.node(node, Room::Phrasing),
            }
        }
        self.push(if paired { "</ruby>" } else { "" });
    }
}

fn has_rows(node: &Node) -> bool {
    ["thead", "tbody", "tfoot"].iter().any(|name| {
        let rows = node.element(name).map(|group| group.children.as_slice()).unwrap_or_default();
        rows.iter().any(|row| row.element("tr").is_some())
    })
}
