//! The typed tree of a chapter, which every later stage reads.
//!
//! Links, headings, terms, tasks and footnotes are in tables of the chapter, in document order; the tree contains their
//! indices. So a stage that resolves links or names items keeps its results in a table of its own and never changes the
//! tree.

mod extension;
mod facts;
mod fit;
mod raw;
mod terms;
mod walk;

use crate::syntax::front_matter::FrontMatter;
use crate::syntax::markdown::surface::Surface;
use crate::text::diag::{Diagnostic, SourceText};
use crate::text::wording::Wording;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

pub use extension::{
    Badge, Container, ContainerKind, Formula, Needs, Tone, is_blank, leading_link,
};
pub use facts::{Audience, Due, Facts, Length, Unit};
pub use raw::{HidingTag, RawAttribute, RawHtml, RawNames, RawPiece, RawTag};
pub use terms::{Definition, Term};
pub use walk::{each_block, each_inline};

/// A parsed chapter.
#[derive(Debug)]
pub struct Chapter {
    /// The path below the content folder, with forward slashes.
    pub path: String,
    /// The text that spans count in.
    pub source: SourceText,
    /// The front matter.
    pub front: FrontMatter,
    /// The heading of level one that opens the text, which is not among `blocks`.
    pub title: Vec<Inline>,
    /// The text of the title as the author typed it, with its variables not filled in: a changed value does not make another
    /// chapter. If the text has no title, that of the front matter. Empty in a chapter without tasks.
    pub written_title: String,
    /// The id that the author gave to the heading that is the title, and its place in the source.
    pub title_id: Option<(String, Range<usize>)>,
    /// The classes that the author gave to it.
    pub title_classes: Vec<String>,
    /// What the title and the front matter say for all items of the chapter.
    pub facts: Facts,
    /// The title of the page, if the text sets it by `{{#title}}`.
    pub page_title: Option<String>,
    /// The text.
    pub blocks: Vec<Block>,
    /// All headings but the title.
    pub headings: Vec<Heading>,
    /// All terms of definition lists.
    pub terms: Vec<Term>,
    /// All links and pictures, in raw HTML too.
    pub references: Vec<Reference>,
    /// The ids of containers, with their places.
    pub anchors: Vec<(String, Range<usize>)>,
    /// The extra files of the theme that pages with this chapter's text must load.
    pub needs: Needs,
    /// The ids and the tag names in raw HTML.
    pub raw: RawNames,
    /// All items of checklists.
    pub tasks: Vec<Task>,
    /// The footnotes that are referred to, by number.
    pub footnotes: Vec<Footnote>,
    /// The places of the comments that were left out.
    pub comments: Vec<Range<usize>>,
    /// The source details for lints, if they were gathered.
    pub marks: Option<Box<Surface>>,
    /// Faults found so far.
    pub diagnostics: Vec<Diagnostic>,
}

/// A block.
#[derive(Debug, PartialEq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// Text of a tight list item, which is not a paragraph.
    Plain(Vec<Inline>),
    /// A heading: an index into [`Chapter::headings`].
    Heading(usize),
    /// A block of code.
    Code(Box<CodeBlock>),
    /// A quotation.
    Quote(Vec<Block>),
    /// A note to the reader.
    Alert(AlertKind, Vec<Block>),
    /// A list without tasks.
    List(List),
    /// A list with at least one task.
    Checklist(List),
    /// A table.
    Table(Box<Table>),
    /// A list of terms, each with its definitions.
    Definitions(Vec<Definition>),
    /// Blocks that the author fenced with colons.
    Container(Box<Container>),
    /// Raw HTML.
    Html(RawHtml),
    /// A thematic break.
    Rule,
}

/// A piece of running text.
#[derive(Debug, PartialEq)]
pub enum Inline {
    /// Text.
    Text(String),
    /// Code.
    Code(String),
    /// Emphasis, usually italics.
    Emphasis(Vec<Inline>),
    /// Strong emphasis, usually bold.
    Strong(Vec<Inline>),
    /// Struck-out text.
    Strikethrough(Vec<Inline>),
    /// A link.
    Link(Box<Link>),
    /// A picture.
    Image(Box<Image>),
    /// A reference to a footnote.
    FootnoteReference {
        /// The footnote: an index into [`Chapter::footnotes`].
        footnote: usize,
        /// Which reference to that footnote this is, from 0.
        occurrence: usize,
    },
    /// A formula.
    Math(Box<Formula>),
    /// A short label, such as *Beta*.
    Badge(Box<Badge>),
    /// A raw HTML tag.
    Html(RawHtml),
    /// A line end in the source.
    SoftBreak,
    /// A line break that the author asked for.
    HardBreak,
}

/// A heading below the title.
#[derive(Debug, PartialEq)]
pub struct Heading {
    /// 2 to 6; a second heading of level one counts as 2.
    pub level: u8,
    /// The anchor, unique in the chapter.
    pub id: String,
    /// Classes given by the author, each of letters, digits, hyphens and underscores.
    pub classes: Vec<String>,
    /// The text.
    pub content: Vec<Inline>,
    /// The text without markup.
    pub text: String,
    /// What holds for the items of the section.
    pub facts: Facts,
    /// Its place.
    pub span: Range<usize>,
}

/// A block of code.
#[derive(Debug, PartialEq)]
pub struct CodeBlock {
    /// The language that the info string names; empty if there is none.
    pub language: String,
    /// The code.
    pub text: String,
    /// Its position among the chapter's blocks of code, from 0.
    pub index: usize,
}

/// The five kinds of alerts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlertKind {
    /// Worth knowing.
    Note,
    /// Makes things easier.
    Tip,
    /// Needed to succeed.
    Important,
    /// Needs attention at once.
    Warning,
    /// Has bad consequences.
    Caution,
}

/// A list.
#[derive(Debug, PartialEq)]
pub struct List {
    /// The number of the first item, if the items are numbered.
    pub start: Option<u64>,
    /// The items.
    pub items: Vec<ListItem>,
}

/// An item of a list.
#[derive(Debug, PartialEq)]
pub struct ListItem {
    /// The task: an index into [`Chapter::tasks`]; `None` for an item without a box.
    pub task: Option<usize>,
    /// The content.
    pub blocks: Vec<Block>,
}

/// The boxes, empty and ticked, of task list items that are not checklist items.
pub const BOXES: [char; 2] = ['\u{2610}', '\u{2611}'];

/// An item of a checklist.
#[derive(Debug, PartialEq)]
pub struct Task {
    /// The explicit id.
    pub explicit_id: Option<String>,
    /// The item's own text without markup and without the items nested in it.
    pub text: String,
    /// The same, with the position of the item, normalised for comparison.
    pub wording: Arc<Wording>,
    /// What the item says for itself.
    pub stated: Facts,
    /// The same, with what its section and its chapter say for all their items.
    pub facts: Facts,
    /// The place of the item.
    pub span: Range<usize>,
}

/// A table.
#[derive(Debug, PartialEq)]
pub struct Table {
    /// The alignment of each column.
    pub alignments: Vec<Alignment>,
    /// The cells of the head.
    pub head: Vec<Vec<Inline>>,
    /// The cells of each row.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// The alignment of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    /// Not given.
    None,
    /// Towards the start of the line.
    Start,
    /// Centred.
    Center,
    /// Towards the end of the line.
    End,
}

/// A link.
#[derive(Debug, PartialEq)]
pub struct Link {
    /// The target: an index into [`Chapter::references`].
    pub reference: usize,
    /// The title, or empty.
    pub title: String,
    /// The text.
    pub content: Vec<Inline>,
}

/// A picture.
#[derive(Debug, PartialEq)]
pub struct Image {
    /// The file: an index into [`Chapter::references`].
    pub reference: usize,
    /// The title, or empty.
    pub title: String,
    /// The alternative text, for those who do not see the picture.
    pub alt: String,
}

/// The kind of a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReferenceKind {
    /// To be followed.
    Link,
    /// A picture, to be loaded and shown.
    Image,
    /// A film or a sound, to be loaded and played.
    Media,
    /// What a page loads in the place of another picture or besides a film: another size, a poster, subtitles.
    Alternative,
}

impl ReferenceKind {
    /// Whether a page loads the target, instead of linking to it.
    pub fn is_loaded(self) -> bool {
        self != ReferenceKind::Link
    }
}

/// The target of a link or picture as the author wrote it.
#[derive(Debug, PartialEq)]
pub struct Reference {
    /// Link or picture.
    pub kind: ReferenceKind,
    /// The target.
    pub target: String,
    /// The place of the target, or of the whole link if the target is defined elsewhere.
    pub span: Range<usize>,
    /// The place of the target in the definition that the link names.
    pub defined: Option<Box<Range<usize>>>,
}

impl Reference {
    /// Where an author corrects the target.
    pub fn place(&self) -> Range<usize> {
        self.defined.as_deref().unwrap_or(&self.span).clone()
    }
}

/// A footnote.
#[derive(Debug, PartialEq)]
pub struct Footnote {
    /// The number that it is shown with, from 1; 0 if only hidden notes refer to it.
    pub number: usize,
    /// The text.
    pub blocks: Vec<Block>,
    /// The occurrences that refer to it and are shown.
    pub references: Vec<usize>,
}

impl Chapter {
    /// The title as the book shows it: from the front matter, else the first heading, else the file name.
    pub fn title_text(&self) -> String {
        if let Some(title) = &self.front.title {
            return title.clone();
        }
        let mut text = String::new();
        // A badge describes the chapter and is not part of its name.
        for inline in self.title.iter().filter(|inline| !matches!(inline, Inline::Badge(_))) {
            text.push_str(&plain_text(std::slice::from_ref(inline)));
        }
        if !text.trim().is_empty() {
            return text.trim().to_string();
        }
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        title_from_name(stem)
    }

    /// All ids on the page of the chapter that links can refer to, except those of items without an explicit id.
    pub fn anchor_ids(&self) -> HashSet<&str> {
        let headings = self.headings.iter().map(|heading| heading.id.as_str());
        let items = self.tasks.iter().filter_map(|task| task.explicit_id.as_deref());
        let raw = self.raw.anchors.iter().map(String::as_str);
        let containers = self.anchors.iter().map(|(id, _)| id.as_str());
        let terms = self.terms.iter().map(|term| term.id.as_str());
        let title = self.title_id.as_ref().map(|(id, _)| id.as_str());
        headings.chain(title).chain(items).chain(raw).chain(containers).chain(terms).collect()
    }
}

/// Moves the trail of headings on to the heading at `index`: removes headings of its level or deeper, then adds it.
pub fn descend(headings: &[Heading], trail: &mut Vec<usize>, index: usize) {
    let level = |index: &usize| headings.get(*index).map_or(0, |heading| heading.level);
    trail.retain(|above| level(above) < level(&index));
    trail.push(index);
}

/// A title made from the name of a file or folder: `01-first-steps` becomes `First steps`.
pub fn title_from_name(name: &str) -> String {
    let words = crate::text::url::without_order(name).replace(['-', '_'], " ");
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => name.to_string(),
    }
}

/// The text of inlines without any markup. Line ends become spaces.
pub fn plain_text(inlines: &[Inline]) -> String {
    text_with(inlines, |_, _| {})
}

/// The same; `html` adds what it wants of raw HTML.
pub fn text_with(inlines: &[Inline], html: impl Fn(&RawHtml, &mut String)) -> String {
    let mut text = String::new();
    each_inline(inlines, &mut |inline| match inline {
        Inline::Text(part) | Inline::Code(part) => text.push_str(part),
        Inline::Math(formula) => text.push_str(&formula.latex),
        Inline::Badge(badge) => text.push_str(&badge.text),
        Inline::Image(image) => text.push_str(&image.alt),
        Inline::Html(raw) => html(raw, &mut text),
        Inline::SoftBreak | Inline::HardBreak => text.push(' '),
        _ => {}
    });
    text
}
