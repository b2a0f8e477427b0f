//! Converts HTML to the stricter XHTML of an EPUB.
//!
//! Browsers repair faulty raw HTML as they parse it; a reading system rejects the whole chapter. Here each element is
//! moved to where XHTML allows it: no blocks in running text, only items in lists, every id once, no character that XML
//! forbids. Words are always kept, tags are not.

mod attributes;
mod structures;
mod tree;

use crate::text::escape::escape;
use crate::text::url;
use std::collections::HashSet;
use std::ops::Range;
use tree::{Element, Node};

/// A chapter's text as XHTML.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The text.
    pub(super) xhtml: String,
    /// The ids in it.
    pub(super) ids: HashSet<String>,
    /// The links to places in the EPUB, in order.
    pub(super) links: Vec<Link>,
}

/// A link to a place in the EPUB.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// The range of the attribute in the text, with the space before it.
    pub(super) attribute: Range<usize>,
    /// The range of the fragment, with its `#`; empty if there is none.
    pub(super) fragment: Range<usize>,
    /// The target file.
    pub(super) path: String,
    /// The target id, or empty.
    pub(super) id: String,
}

/// The allowed content of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Room {
    /// Blocks and running text.
    Flow,
    /// Only running text.
    Phrasing,
}

const PHRASING: [&str; 23] = [
    "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q",
    "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var",
];

/// The replacement for an element that is obsolete, needs a script, or requires values that authors rarely get right.
fn renamed(name: &str) -> &str {
    match name {
        "acronym" => "abbr",
        "strike" => "s",
        "tt" => "code",
        "time" | "data" | "font" => "span",
        "article" | "center" | "details" | "footer" | "header" | "main" | "nav" => "div",
        "summary" => "p",
        other => other,
    }
}

/// The text of the file `path` of the EPUB, from the HTML.
pub(super) fn text(html: &str, path: &str) -> Text {
    let nodes = tree::read(html);
    let mut fitter = Fitter { text: Text::default(), path, inside_link: false };
    fitter.text.xhtml.reserve(html.len());
    fitter.nodes(&nodes, Room::Flow);
    fitter.text
}

struct Fitter<'a> {
    text: Text,
    path: &'a str,
    inside_link: bool,
}

impl Fitter<'_> {
    fn nodes(&mut self, nodes: &[Node], room: Room) {
        for node in nodes {
            self.node(node, room);
        }
    }

    fn node(&mut self, node: &Node, room: Room) {
        match node {
            Node::Text(text) => self.words(text),
            Node::Element(element) => self.element(element, room),
        }
    }

    fn element(&mut self, element: &Element, room: Room) {
        let name = renamed(&element.name);
        match (name, room) {
            ("br" | "wbr", _) => self.empty(name, element),
            ("img", _) => self.picture(element),
            ("a", _) => self.link(element, room),
            ("math", _) => self.formula(element),
            ("ruby", _) if !element.blocks => self.ruby(element),
            (_, _) if PHRASING.contains(&name) && !element.blocks => {
                self.tagged(name, element, Room::Phrasing)
            }
            (_, Room::Phrasing) => self.unwrapped(element, room),
            ("p", Room::Flow) if !element_holds_blocks(element) => {
                self.tagged(name, element, Room::Phrasing);
            }
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "pre", Room::Flow) => {
                self.tagged(name, element, Room::Phrasing);
            }
            ("div" | "section" | "aside" | "blockquote", Room::Flow) => {
                self.tagged(name, element, Room::Flow);
            }
            ("figure", Room::Flow) => self.figure(element),
            ("ul" | "ol", Room::Flow) => self.list(element),
            ("dl", Room::Flow) => self.definitions(element),
            ("table", Room::Flow) => self.table(element),
            ("hr", Room::Flow) => self.empty(name, element),
            // An inline element around blocks, or a part of a structure without the whole.
            (_, Room::Flow) if element.blocks => self.tagged("div", element, Room::Flow),
            (_, Room::Flow) => self.unwrapped(element, room),
        }
    }

    /// The element with this name.
    fn tagged(&mut self, name: &str, element: &Element, room: Room) {
        self.open(name, element);
        self.nodes(&element.children, room);
        self.push(&format!("</{name}>"));
    }

    fn open(&mut self, name: &str, element: &Element) {
        self.push("<");
        self.push(name);
        self.attributes(name, element);
        self.push(">");
    }

    fn empty(&mut self, name: &str, element: &Element) {
        self.push("<");
        self.push(name);
        self.attributes(name, element);
        self.push("/>");
    }

    /// The content of the element without its tags. Links to its id still work.
    fn unwrapped(&mut self, element: &Element, room: Room) {
        self.anchor(element);
        self.nodes(&element.children, room);
        // Words of two blocks must be separated.
        if element.blocks && room == Room::Phrasing {
            self.push(" ");
        }
    }

    fn anchor(&mut self, element: &Element) {
        if let Some(id) = element.attribute("id").and_then(|id| self.free_id(id)) {
            self.push("<span id=\"");
            self.words(&id);
            self.push("\"></span>");
        }
    }

    fn picture(&mut self, element: &Element) {
        let alt = element.attribute("alt").unwrap_or_default();
        let is_held = |src: &&str| src.starts_with("data:image/") || self.file(src).is_some();
        match element.attribute("src").filter(is_held) {
            Some(src) => {
                self.push("<img src=\"");
                self.words(src);
                self.push("\" alt=\"");
                self.words(alt);
                self.push("\"");
                self.attributes("img", element);
                self.push("/>");
            }
            None => {
                self.anchor(element);
                self.words(alt);
            }
        }
    }

    fn link(&mut self, element: &Element, room: Room) {
        let within = match room {
            Room::Flow if element.blocks => Room::Flow,
            _ => Room::Phrasing,
        };
        // A link cannot contain another.
        if self.inside_link {
            self.unwrapped(element, within);
            return;
        }
        self.push("<a");
        if let Some(href) = element.attribute("href") {
            self.href(href);
        }
        self.attributes("a", element);
        self.push(">");
        self.inside_link = true;
        self.nodes(&element.children, within);
        self.inside_link = false;
        self.push("</a>");
    }

    fn href(&mut self, href: &str) {
        let start = self.text.xhtml.len();
        // Browsers accept brackets that are valid only around a host.
        let address = href.replace('[', "%5B").replace(']', "%5D");
        if attributes::is_address(&address) {
            self.push(" href=\"");
            self.words(&address);
            self.push("\"");
            return;
        }
        let Some((path, id)) = self.file(href) else { return };
        let (before, fragment) = href.split_at(href.find('#').unwrap_or(href.len()));
        self.push(" href=\"");
        self.words(before);
        let from = self.text.xhtml.len();
        self.words(fragment);
        let to = self.text.xhtml.len();
        self.push("\"");
        let attribute = start..self.text.xhtml.len();
        self.text.links.push(Link { attribute, fragment: from..to, path, id });
    }

    /// The file of the EPUB that a relative address points to, and the id in it.
    fn file(&self, address: &str) -> Option<(String, String)> {
        let (path, id) = address.split_once('#').unwrap_or((address, ""));
        if path.contains([':', '?']) {
            return None;
        }
        let path = match path {
            "" => self.path.to_string(),
            _ => url::resolve(url::split(self.path).0, &url::decode(path))?,
        };
        Some((path, url::decode(id)))
    }

    /// The id, if it is valid and no other element has it.
    fn free_id(&mut self, id: &str) -> Option<String> {
        let is_id = !id.is_empty() && !id.contains(char::is_whitespace);
        let is_free = is_id && self.text.ids.insert(id.to_string());
        is_free.then(|| id.to_string())
    }

    fn push(&mut self, markup: &str) {
        self.text.xhtml.push_str(markup);
    }

    fn words(&mut self, text: &str) {
        push_words(text, &mut self.text.xhtml);
    }
}

/// Whether a block is inside; a paragraph is a block itself.
fn element_holds_blocks(element: &Element) -> bool {
    element.children.iter().any(|node| matches!(node, Node::Element(inner) if inner.blocks))
}

/// Appends text, escaped. Characters that XML forbids become the replacement character.
pub(super) fn push_words(text: &str, out: &mut String) {
    match text.contains(is_forbidden) {
        true => escape(&text.replace(is_forbidden, "\u{fffd}"), out),
        false => escape(text, out),
    }
}

/// Whether XML forbids a character.
pub(super) fn is_forbidden(c: char) -> bool {
    (c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r'))
        || matches!(c, '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fitted(html: &str) -> String {
        text(html, "text/a.xhtml").xhtml
    }

    #[test]
    fn void_elements_are_closed_and_characters_are_those_of_xml() {
        assert_eq!(fitted("a<br>b<hr>\u{1}&nbsp;&quot;"), "a<br/>b<hr/>\u{fffd}\u{a0}&quot;");
        let picture = "<img src=\"../pictures/a.png\" width=\"8px\" height=\"9\">";
        let expected = "<img src=\"../pictures/a.png\" alt=\"\" height=\"9\"/>";
        assert_eq!(fitted(picture), expected);
        assert_eq!(fitted("<img alt=\"words\">"), "words");
    }

    #[test]
    fn blocks_leave_running_text() {
        assert_eq!(fitted("<p>a<div>b</div></p>"), "<div>a<div>b</div></div>");
        assert_eq!(fitted("<em><p>a</p></em>"), "<div><p>a</p></div>");
        assert_eq!(fitted("<h2><p>a</p><p>b</p></h2>"), "<h2>a b </h2>");
        assert_eq!(fitted("<td>a</td><li>b</li>"), "<div>a</div><div>b</div>");
    }

    #[test]
    fn lists_and_tables_hold_what_they_may() {
        assert_eq!(
            fitted("<ul>a<b>b</b><li>c</li></ul>"),
            "<ul><li>a\n<b>b</b>\n</li><li>c</li>\n</ul>"
        );
        assert_eq!(fitted("<dl><dd>a</dd></dl>"), "<div><div>a</div></div>");
        assert_eq!(fitted("<dl><dt>a</dt><dd>b</dd></dl>"), "<dl><dt>a</dt>\n<dd>b</dd>\n</dl>");
        assert_eq!(fitted("<table></table>x"), "x");
        assert_eq!(fitted("<ruby>a<rt>b</rt></ruby>"), "<ruby>a<rt>b</rt></ruby>");
        assert_eq!(fitted("<ruby><rt>b</rt></ruby>"), " (b) ");
    }

    #[test]
    fn ids_stand_once_and_values_are_sound() {
        assert_eq!(fitted("<p id=\"a\">1</p><b id=\"a\">2</b>"), "<p id=\"a\">1</p><b>2</b>");
        assert_eq!(
            fitted("<summary id=\"x y\" lang=\"en\">1</summary>"),
            "<p lang=\"en\" xml:lang=\"en\">1</p>"
        );
        assert_eq!(fitted("<center-piece id=\"a\">1</center-piece>"), "<span id=\"a\"></span>1");
    }

    #[test]
    fn links_keep_where_they_lead_and_hold_no_other() {
        let fitted =
            text("<a href=\"../text/b.xhtml#c%20d\">x<a href=\"#e\">y</a></a>", "text/a.xhtml");
        assert_eq!(fitted.xhtml, "<a href=\"../text/b.xhtml#c%20d\">xy</a>");
        let links: Vec<_> =
            fitted.links.iter().map(|link| (link.path.as_str(), link.id.as_str())).collect();
        assert_eq!(links, [("text/b.xhtml", "c d")]);
        assert_eq!(super::text("<a href=\"javascript:x\">y</a>", "a").xhtml, "<a>y</a>");
        let query = super::text("<a href=\"https://a.b/?c[]=1\">y</a>", "a").xhtml;
        assert_eq!(query, "<a href=\"https://a.b/?c%5B%5D=1\">y</a>");
    }
}
