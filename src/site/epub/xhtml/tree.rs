//! Parses HTML as written by `html` and its sanitizer into a tree.
//!
//! Every tag there is written out, so it needs no error recovery. It never fails: unknown syntax is skipped.

use crate::text::html::{Token, tokens};

/// A piece of a text.
#[derive(Debug, PartialEq)]
pub(super) enum Node {
    /// Text, its entities resolved.
    Text(String),
    /// An element.
    Element(Element),
}

/// An element.
#[derive(Debug, PartialEq)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<Node>,
    /// Whether it is a block or contains one at any depth.
    pub(super) blocks: bool,
}

/// The greatest depth of elements; deeper ones are put into the last one above the limit. Recursive functions on the
/// tree rely on it.
const MOST_DEPTH: usize = 800;

const EMPTY: [&str; 7] = ["br", "hr", "img", "wbr", "col", "source", "track"];

const BLOCKS: [&str; 38] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "caption",
    "center",
    "colgroup",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "ul",
];

impl Element {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

impl Node {
    /// Whether it has no visible content.
    pub(super) fn is_blank(&self) -> bool {
        matches!(self, Node::Text(text) if text.trim().is_empty())
    }

    /// The element, if it has this name.
    pub(super) fn element(&self, name: &str) -> Option<&Element> {
        match self {
            Node::Element(element) if element.name == name => Some(element),
            _ => None,
        }
    }

    fn has_blocks(&self) -> bool {
        matches!(self, Node::Element(element) if element.blocks)
    }
}

/// Parses a text.
pub(super) fn read(html: &str) -> Vec<Node> {
    let mut reader = Reader { open: Vec::new(), done: Vec::new(), skipped: 0 };
    for token in tokens(html) {
        match token {
            Token::Text(text) => reader.add(Node::Text(text)),
            Token::Start(name, attributes) => reader.start(name, attributes),
            Token::End(name) => reader.close(&name),
        }
    }
    while let Some(element) = reader.open.pop() {
        reader.add(Node::Element(element));
    }
    reader.done
}

struct Reader {
    open: Vec<Element>,
    done: Vec<Node>,
    /// How many open elements are beyond the greatest depth.
    skipped: usize,
}

impl Reader {
    fn start(&mut self, name: String, attributes: Vec<(String, String)>) {
        let blocks = BLOCKS.contains(&name.as_str());
        let is_empty = EMPTY.contains(&name.as_str());
        let element = Element { name, attributes, children: Vec::new(), blocks };
        match is_empty {
            true => self.add(Node::Element(element)),
            false if self.open.len() < MOST_DEPTH => self.open.push(element),
            false => self.skipped += 1,
        }
    }

    fn close(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        if !self.open.iter().any(|element| element.name == name) {
            return;
        }
        while let Some(element) = self.open.pop() {
            let was_meant = element.name == name;
            self.add(Node::Element(element));
            if was_meant {
                break;
            }
        }
    }

    fn add(&mut self, node: Node) {
        match self.open.last_mut() {
            Some(element) => {
                element.blocks |= node.has_blocks();
                element.children.push(node);
            }
            None => self.done.push(node),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(nodes: &[Node]) -> String {
        let one = |node: &Node| match node {
            Node::Text(text) => text.clone(),
            Node::Element(element) => {
                let values: Vec<String> = element
                    .attributes
                    .iter()
                    .map(|(name, value)| format!("{name}={value}"))
                    .collect();
                format!("[{} {}|{}]", element.name, values.join(","), shown(&element.children))
            }
        };
        nodes.iter().map(one).collect()
    }

    #[test]
    fn tags_values_and_entities_are_read() {
        let html = "<p class=\"a>b\" hidden>x &amp;lt; y<br>z</p>&nbsp;&copy;";
        assert_eq!(shown(&read(html)), "[p class=a>b,hidden=|x &lt; y[br |]z]\u{a0}©");
    }

    #[test]
    fn ends_without_a_beginning_and_beginnings_without_an_end_harm_nothing() {
        assert_eq!(shown(&read("</b><p><i>a</p>b<em>c")), "[p |[i |a]]b[em |c]");
        assert_eq!(shown(&read("a<b")), "a");
        assert_eq!(shown(&read("a<!-- x -->b")), "ab");
    }

    #[test]
    fn nesting_has_an_end() {
        let deep = format!("{}x{}y", "<div>".repeat(100_000), "</div>".repeat(100_000));
        let nodes = read(&deep);
        assert!(matches!(nodes.last(), Some(Node::Text(text)) if text == "y"));
    }

    #[test]
    fn an_element_knows_of_blocks_within() {
        let blocks = |html: &str| read(html).iter().any(Node::has_blocks);
        assert!(blocks("<span><b><p>x</p></b></span>"));
        assert!(!blocks("<span><b>x</b></span>"));
    }
}
