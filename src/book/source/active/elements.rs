//! The elements of an SVG or another XML file, and which of them are active. Pure.

use super::Active;
use super::style::{self, shortened};
use crate::text::url;
use roxmltree::{Attribute, Document, Node};

const SVG: &str = "http://www.w3.org/2000/svg";
const XHTML: &str = "http://www.w3.org/1999/xhtml";
const MATHML: &str = "http://www.w3.org/1998/Math/MathML";

/// Elements that run something, embed another document, or wait for an event, in any namespace.
const ACTIVE: [&str; 7] = ["script", "iframe", "object", "embed", "handler", "listener", "base"];

/// HTML elements that only show text or a picture. All others are active.
const SHOWN: [&str; 61] = [
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "style",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
];

/// More of the same, which are rare.
const ALSO_SHOWN: [&str; 11] =
    ["footer", "header", "main", "nav", "rp", "rt", "ruby", "time", "u", "ul", "var"];

/// Attributes whose value is an address that a browser requests by itself, or sends data to.
const ADDRESSES: [&str; 13] = [
    "href",
    "src",
    "poster",
    "background",
    "data",
    "action",
    "formaction",
    "ping",
    "attributionsrc",
    "longdesc",
    "lowsrc",
    "codebase",
    "base",
];

/// Attributes whose value an animation gives to another attribute, several of them separated by semicolons.
const ANIMATED: [&str; 4] = ["to", "from", "values", "by"];

/// Attributes whose value is text for people or programs, in which browsers look for no address.
const TEXTS: [&str; 9] =
    ["id", "class", "title", "alt", "label", "content", "lang", "name", "summary"];

/// A node with the document that it is part of.
pub(super) struct NodeInDocument<'a, 'input> {
    pub(super) document: &'a Document<'input>,
    pub(super) node: Node<'a, 'input>,
}

impl NodeInDocument<'_, '_> {
    /// The activity of the node.
    pub(super) fn found(&self) -> Option<Active> {
        if let Some(instruction) = self.node.pi() {
            let (target, line) = (instruction.target, self.line(self.node.range().start));
            return Some(Active::runs(format!("`<?{target}>` on line {line}")));
        }
        if !self.node.is_element() {
            return None;
        }
        if self.runs() {
            return Some(Active::runs(self.place(self.node.range().start)));
        }
        self.node.attributes().find_map(|one| self.in_attribute(&one)).or_else(|| self.in_style())
    }

    fn runs(&self) -> bool {
        let name = self.name().to_ascii_lowercase();
        let is_shown = || SHOWN.contains(&name.as_str()) || ALSO_SHOWN.contains(&name.as_str());
        ACTIVE.contains(&name.as_str()) || (self.belongs_to(XHTML) && !is_shown())
    }

    fn name(&self) -> &str {
        self.node.tag_name().name()
    }

    fn belongs_to(&self, namespace: &str) -> bool {
        self.node.tag_name().namespace() == Some(namespace)
    }

    /// Whether browsers know the element, and so may look for addresses in it.
    fn is_known(&self) -> bool {
        let namespace = self.node.tag_name().namespace();
        namespace.is_none_or(|namespace| [SVG, XHTML, MATHML].contains(&namespace))
    }

    fn in_attribute(&self, attribute: &Attribute) -> Option<Active> {
        let name = attribute.name().to_ascii_lowercase();
        let at = attribute.range().start;
        let value = attribute.value();
        if name.starts_with("on") {
            return Some(Active::runs(format!("{} has `{name}`", self.place(at))));
        }
        let animates_handler =
            name == "attributename" && value.trim().to_ascii_lowercase().starts_with("on");
        if animates_handler || !is_still(&name, value) {
            return Some(Active::runs(format!(
                "{} has {name}=`{}`",
                self.place(at),
                shortened(value)
            )));
        }
        if !self.is_known() {
            return None;
        }
        let address = match name.as_str() {
            // A link is followed only by a reader who clicks on it.
            "href" if ["a", "area"].contains(&self.name()) => None,
            "srcset" => value.split([',', ' ', '\t', '\n']).find(|one| is_elsewhere(one)),
            name if ANIMATED.contains(&name) => value.split(';').find(|one| is_elsewhere(one)),
            "ping" => value.split_ascii_whitespace().find(|one| is_elsewhere(one)),
            name if ADDRESSES.contains(&name) => Some(value).filter(|one| is_elsewhere(one)),
            _ => None,
        };
        if let Some(address) = address {
            let address = shortened(address);
            return Some(Active::asks(format!("{} refers to `{address}`", self.place(at))));
        }
        let is_text = TEXTS.contains(&name.as_str())
            || name.starts_with("aria-")
            || name.starts_with("data-")
            || attribute.namespace().is_some();
        if is_text || !(value.contains('(') || name == "style") {
            return None;
        }
        let asked = style::asked(value)?;
        Some(Active::asks(format!("{} {}", self.place(at), asked.what)))
    }

    /// The requests of the text of a style sheet.
    fn in_style(&self) -> Option<Active> {
        if !self.name().eq_ignore_ascii_case("style") || !self.is_known() {
            return None;
        }
        let at = self.node.range().start;
        if self.node.children().any(|child| child.is_element()) {
            return Some(Active::asks(format!("{} contains other elements", self.place(at))));
        }
        let texts = || self.node.children().filter(Node::is_text);
        let start = texts().next().map_or(at, |text| text.range().start);
        let text: String = texts().filter_map(|text| text.text()).collect();
        let asked = style::asked(&text)?;
        let line = self.line(start) + asked.line;
        Some(Active::asks(format!("`<style>` on line {line} {}", asked.what)))
    }

    /// Such as `` `<image>` in line 3 ``.
    fn place(&self, at: usize) -> String {
        format!("`<{}>` on line {}", self.name(), self.line(at))
    }

    fn line(&self, at: usize) -> u32 {
        self.document.text_pos_at(at).row
    }
}

/// Whether neither an address nor an animated value of one runs anything.
fn is_still(name: &str, value: &str) -> bool {
    let plain: String = value.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    if plain.to_ascii_lowercase().contains("script:") {
        return false;
    }
    let is_address = ["href", "src"].contains(&name) || ANIMATED.contains(&name);
    match url::scheme(value).filter(|_| is_address) {
        Some(scheme) if scheme == "data" => url::is_inline_picture(value),
        _ => true,
    }
}

/// Whether an address points to another site, or uses another protocol.
fn is_elsewhere(address: &str) -> bool {
    url::scheme(address).is_some_and(|scheme| scheme != "data")
}
