//! Raw HTML in the tree, and the names in it.

use crate::text::html_tags::Aside;
use std::collections::BTreeMap;
use std::ops::Range;

/// Raw HTML, split at the attributes that have a target or an anchor.
#[derive(Debug, PartialEq)]
pub struct RawHtml {
    /// The markup as the author typed it.
    pub typed: String,
    /// The same in pieces.
    pub pieces: Vec<RawPiece>,
}

impl RawHtml {
    /// Raw HTML that is shown as text.
    pub fn text(markup: &str) -> Self {
        RawHtml { typed: markup.to_string(), pieces: vec![RawPiece::Words(markup.to_string())] }
    }
}

/// A piece of raw HTML.
#[derive(Debug, PartialEq)]
pub enum RawPiece {
    /// Markup as the author wrote it.
    Markup(String),
    /// Text that is no markup, such as the value of a variable.
    Words(String),
    /// The value of an attribute with a target: an index into [`super::Chapter::references`].
    Target(usize),
    /// The value of a `srcset`: an index into [`super::Chapter::references`] for each candidate, and its descriptor.
    Candidates(Vec<(usize, String)>),
    /// The place for the size of a picture without one: an index into [`super::Chapter::references`].
    Size(usize),
    /// The value of an `id`.
    Anchor(String),
    /// Nothing: the mark of a tag, until its element ends.
    Hides(Box<HidingTag>),
}

/// A tag of an element whose content browsers do not show as text.
#[derive(Debug, PartialEq)]
pub struct HidingTag {
    /// The name in lower case.
    pub name: String,
    /// Whether it is an end tag.
    pub is_end: bool,
    /// Whether it is written as one that has no content, with a slash at its end.
    pub is_empty: bool,
    /// How many of the pieces after it belong to the tag.
    pub pieces: usize,
    /// The same as a part of [`RawHtml::typed`].
    pub part: Range<usize>,
    /// The place of the tag, up to the end of its name.
    pub span: Range<usize>,
}

/// The names in the raw HTML of a chapter.
#[derive(Debug, Default, PartialEq)]
pub struct RawNames {
    /// Ids, which links can refer to.
    pub anchors: Vec<String>,
    /// Start tags.
    pub tags: Vec<RawTag>,
    /// The places of pictures without an `alt`.
    pub unnamed_pictures: Vec<Range<usize>>,
    /// The places of tags that do not end.
    pub unfinished_tags: Vec<Range<usize>>,
    /// The places of comments that do not end.
    pub unfinished_comments: Vec<Range<usize>>,
    /// The first place of each end tag, by its name in lower case.
    pub ends: BTreeMap<String, Range<usize>>,
    /// Tags that are shown as text, because their element does not end and would hide what follows: the name and the
    /// place, up to the end of the name.
    pub unclosed: Vec<(String, Range<usize>)>,
    /// Tags of elements that do not end where they begin: the name, the place, and whether all that follows in the
    /// chapter is in the element.
    pub left_open: Vec<(String, Range<usize>, bool)>,
    /// What browsers take for a comment.
    pub asides: Vec<(Aside, Range<usize>)>,
}

/// A start tag of raw HTML.
#[derive(Debug, PartialEq)]
pub struct RawTag {
    /// The name as it is written.
    pub name: String,
    /// Its place, up to the end of the name.
    pub span: Range<usize>,
    /// The attributes.
    pub attributes: Vec<RawAttribute>,
}

/// An attribute of raw HTML.
#[derive(Debug, PartialEq)]
pub struct RawAttribute {
    /// The name in lower case.
    pub name: String,
    /// Its place, with its value.
    pub span: Range<usize>,
    /// Whether a page can contain its value.
    pub is_usable: bool,
}
