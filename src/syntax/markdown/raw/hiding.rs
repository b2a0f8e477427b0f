//! Marks tags of elements that hide what they contain, for the stage that knows whether the element ends.

use super::Cutter;
use crate::syntax::markdown::tree::{HidingTag, RawPiece};
use crate::text::html;
use crate::text::html_tags::Tag;
use std::iter::Peekable;
use std::slice::Iter;

/// Elements that hide what they contain, or show it in another way than as text of the page.
const HIDING: [&str; 17] = [
    "audio",
    "canvas",
    "datalist",
    "iframe",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "plaintext",
    "script",
    "select",
    "style",
    "template",
    "textarea",
    "title",
    "video",
    "xmp",
];

/// Elements that contain all that follows up to their end, and whose end browsers do not find by themselves.
const CONTAINING: [&str; 45] = [
    "a", "abbr", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "button", "caption",
    "center", "cite", "code", "del", "details", "dfn", "div", "dl", "em", "fieldset", "figcaption",
    "figure", "font", "h2", "h3", "h4", "i", "ins", "kbd", "mark", "ol", "pre", "q", "s", "samp",
    "section", "small", "span", "strike", "strong", "sub", "summary", "sup", "u",
];

/// Whether an element contains text of the page up to its end.
pub(in crate::syntax::markdown) fn contains(name: &str) -> bool {
    CONTAINING.contains(&name) || ["table", "ul", "var", "tt"].contains(&name)
}

/// Elements of drawings and formulas, in which a tag can end itself.
pub(in crate::syntax::markdown) const FOREIGN: [&str; 2] = ["svg", "math"];

impl Cutter<'_> {
    /// A tag, and its end tag if it contains nothing but raw text.
    pub(super) fn tag_of_any_kind(&mut self, tag: &Tag, others: &mut Peekable<Iter<Tag>>) {
        let name = tag.name.to_ascii_lowercase();
        let is_own_end = |next: &&Tag| next.is_end && next.name.eq_ignore_ascii_case(&name);
        let end = others.next_if(|next| html::holds_raw_text(&name) && is_own_end(next));
        // A link without an address is a place, which many leave open.
        let is_place = name == "a" && !tag.is_end && !tag.attributes.iter().any(|one| one.name == "href");
        let is_marked = HIDING.contains(&name.as_str())
            || FOREIGN.contains(&name.as_str())
            || (contains(&name) && !is_place);
        // Browsers know no end tag of this name.
        let ends_nothing = tag.is_end && name == "plaintext";
        match end.is_none() && is_marked && !ends_nothing {
            true => self.hiding(tag, &name),
            false => self.tag(tag),
        }
    }

    /// A tag whose element may not end in this markup. One of raw text then contains all that follows.
    fn hiding(&mut self, tag: &Tag, name: &str) {
        self.markup_to(tag.whole.start);
        let first = self.pieces.len();
        let reached = self.source.reached.get();
        let span = self.source.place(tag.opening.clone());
        self.source.reached.set(reached);
        self.tag(tag);
        self.markup_to(tag.end);
        let mark = HidingTag {
            name: name.to_string(),
            is_end: tag.is_end,
            is_empty: self.source.get(tag.whole.clone()).ends_with("/>"),
            pieces: self.pieces.len() - first,
            part: tag.whole.start..tag.end,
            span,
        };
        self.pieces.insert(first, RawPiece::Hides(Box::new(mark)));
    }
}
